"""What a duty is about, why it waits, for whom and what helps, in words: the same on screens and at the command line."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from console.locale import words
from console.wire.deadlines import ChaseRow
from console.wire.subjects import Expiry, Freeze, Handover, Loss, Proposal, Quarter, Secret
from console.wire.views import TodoRow

_SAID: Final[dict[type, str]] = {
    Loss: "loss_step",
    Expiry: "expiry_kind",
    Freeze: "category",
    Quarter: "filing_step",
    Proposal: "pair",
    Secret: "envelope_holds",
}
"""Which words the board's title of a kind of thing has."""

_BECAUSE: Final[dict[str, str]] = {
    "decide": "post",
    "accept": "post",
    "authorise_application": "post",
    "approve_application": "post",
    "file_application": "post",
    "carry_out": "post",
    "pledge": "pledge_state",
    "filing_compile": "filing_again",
    "expiry": "expiry_kind",
    "secret_change": "envelope_holds",
    "secret_change_late": "envelope_holds",
    "envelope_check": "envelope_holds",
    "envelope_stale": "envelope_holds",
    "complaint": "complaint_source",
    "complaint_close": "complaint_source",
    "complaint_signed": "complaint_source",
}
"""Which words the reason of a kind of row has."""


class Reader(NamedTuple):
    """Who reads: in which language, what people are called there, and how an instant is written."""

    lang: str
    person: Callable[[str], str]
    when: Callable[[str], str]

    def people(self, people: Iterable[str]) -> str:
        """Several people."""
        return ", ".join(map(self.person, people))


def of_two(row: TodoRow) -> bool:
    """Whether two people sign it about no request: its title is how it is kept, which its number says."""
    return isinstance(row.subject, Proposal | Handover)


def title(row: TodoRow | ChaseRow, lang: str) -> str:
    """What it is about, beside its number; of what the roster lacks see its alert."""
    if isinstance(row, TodoRow):
        if isinstance(row.subject, Freeze):
            return words.frozen(row.because, row.title, lang)
        return "" if of_two(row) else row.title
    kind = _SAID.get(type(row.subject), "")
    return words.named(kind, row.title, lang) if kind and row.title else row.title


def because(row: TodoRow, reader: Reader) -> str:
    """Why it waits for whom it waits; of what the roster lacks see its alert."""
    lang, why = reader.lang, row.because
    match row.what:
        case "late":
            who, since = reader.people(row.who), reader.when(row.since)
            return words.text("late.waits", lang, who=who, since=since)
        case "revise":
            return words.sent_back(why, lang)
        case "unlock":
            return words.text("people.locked_since", lang, since=reader.when(why))
        case "replies":
            return words.text("reply.waiting", lang, n=why)
        case "destroy_paper" | "emergency" | "carry_out_hand_over":
            return reader.person(why)
        case what if isinstance(row.subject, Loss):
            return words.named("loss_step", why, lang)
        case what if what.startswith("confirm"):
            return words.text("ends.proposed_by", lang, person=reader.person(why))
        case what if what in _BECAUSE:
            return words.named(_BECAUSE[what], why, lang)
        case _:
            return "" if isinstance(row.subject, Freeze) else words.slot_reason(why, lang)


def whose(row: ChaseRow, reader: Reader) -> list[str]:
    """Those who could do it, by name, deputies in force with the one whom they stand in for."""
    found = [reader.person(person) for person in row.who]
    for deputy, person in row.in_place:
        named = {"deputy": reader.person(deputy), "person": reader.person(person)}
        found.append(words.text("chase.in_place", reader.lang, **named))
    return found


def remedy(row: ChaseRow, reader: Reader) -> str:
    """What helps where nobody can do it, or nobody did in time; empty where nothing needs to."""
    if not row.remedy:
        return ""
    about, helpers = reader.people(row.about), reader.people(row.helpers)
    return words.text(f"remedy.{row.remedy}", reader.lang, about=about, helpers=helpers)
