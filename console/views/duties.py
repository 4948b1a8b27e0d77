"""How people's duties are shown: what each is about, why it waits, for whom, and what helps."""

from functools import partial
from typing import Final

from console.locale import words
from console.look.senses import Sense
from console.views import blocks, ends
from console.views.view import View, Viewer, overdue
from console.wire.duties.deadlines import ChaseRow
from console.wire.duties.here import TodoRow
from console.wire.duties.subjects import (
    Dispatcher,
    Expiry,
    Freeze,
    Handover,
    Loss,
    Pledge,
    Proposal,
    Quarter,
    Rules,
    Secret,
    Trouble,
    Version,
)

_SAID: Final[dict[type, str]] = {
    Loss: "loss_step",
    Expiry: "expiry_kind",
    Freeze: "category",
    Quarter: "filing_step",
    Proposal: "pair",
    Secret: "envelope_holds",
    Trouble: "todo",
}
"""The set of words that the chase board's title uses, by the kind of subject."""

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
"""The set of words that the reason uses, by the kind of row."""


def of_two(row: TodoRow) -> bool:
    """Whether it is a two-person act or hand-over about no request; its title is only its stored name, which its number repeats."""
    return isinstance(row.subject, Proposal | Handover)


def title(row: TodoRow | ChaseRow, lang: str) -> str:
    """What the row is about, beside its number; a roster gap is described by its alert."""
    if isinstance(row, TodoRow):
        if isinstance(row.subject, Freeze):
            return words.frozen(row.because, row.title, lang)
        if isinstance(row.subject, Dispatcher | Trouble):
            return words.slot_reason(row.because, lang)
        return "" if of_two(row) else row.title
    kind = _SAID.get(type(row.subject), "")
    return words.named(kind, row.title, lang) if kind and row.title else row.title


def because(viewer: Viewer, row: TodoRow) -> str:
    """Why the row waits for these people; a roster gap is described by its alert."""
    lang, why = viewer.lang, row.because
    match row.what:
        case "late":
            who, since = viewer.people(row.who), viewer.when(row.since)
            return words.text("late.waits", lang, who=who, since=since)
        case "revise":
            return words.sent_back(why, lang)
        case "unlock":
            return words.text("people.locked_since", lang, since=viewer.when(why))
        case "replies":
            return words.text("reply.waiting", lang, n=why)
        case "destroy_paper" | "emergency" | "support":
            return viewer.person(why)
        case "carry_out_hand_over":
            return words.text("ends.goes_to", lang, person=viewer.person(why))
        case what if isinstance(row.subject, Loss):
            return words.named("loss_step", why, lang)
        case what if what.startswith("confirm"):
            return words.text("ends.proposed_by", lang, person=viewer.person(why))
        case what if what in _BECAUSE:
            return words.named(_BECAUSE[what], why, lang)
        case _:
            said = row.what == "go_on" or not isinstance(row.subject, Freeze | Dispatcher | Trouble)
            return words.slot_reason(why, lang) if said else ""


def whose(viewer: Viewer, row: ChaseRow) -> list[str]:
    """The names of the people who could do it; each deputy in force with the person they stand in for."""
    names = [viewer.person(person) for person in row.who]
    for deputy, person in row.in_place:
        named = {"deputy": viewer.person(deputy), "person": viewer.person(person)}
        names.append(viewer.t("chase.in_place", **named))
    return names


def remedy(viewer: Viewer, row: ChaseRow) -> str:
    """What helps if nobody can do it or nobody did it in time; empty if nothing is needed."""
    if row.remedy:
        about, helpers = viewer.people(row.about), viewer.people(row.helpers)
        return viewer.t(f"remedy.{row.remedy}", about=about, helpers=helpers)
    return viewer.alert(row.alert).next if row.alert is not None else ""


def _entry(_viewer: Viewer, row: TodoRow | ChaseRow) -> str:
    """The database id of the request or application behind the row."""
    return str(row.request or row.application or "")


def subject(viewer: Viewer, row: TodoRow | ChaseRow) -> str:
    """What the row is about; for a roster gap, the gap itself."""
    return title(row, viewer.lang) if row.alert is None else viewer.alert(row.alert).what


def named(viewer: Viewer, row: TodoRow | ChaseRow) -> str:
    """The name of the duty; what lacks elsewhere than among the people has one of its own."""
    prefix = "todo" if isinstance(row, TodoRow) else "chase"
    if row.alert is not None and words.has(own := f"todo.{row.alert.code}", viewer.lang):
        return viewer.t(own)
    return viewer.label(prefix, row.what)


# ---- to-do list


def purpose(viewer: Viewer, row: TodoRow) -> str:
    """What it is for; for a two-person act about no request, who proposed it; for a roster gap, the gap."""
    if row.alert is not None:
        return viewer.label("lacking_short", row.alert.code)
    if isinstance(row.subject, Pledge | Rules):
        return viewer.department(row.department)
    if of_two(row):
        return because(viewer, row)
    return blocks.before(viewer, row.blocked, title(row, viewer.lang))


def _why(viewer: Viewer, row: TodoRow, between: str = "\n") -> str:
    """Why the row waits, and whether a superior was told; of a roster gap, why it is one, with the clause."""
    if row.alert is not None:
        return viewer.alert(row.alert).why
    told = row.escalated and row.what not in {"late", "loss_late"}
    return between.join(
        filter(
            None,
            (
                because(viewer, row),
                blocks.words_of(viewer, row.blocked),
                ends.told_words(viewer, row.due) if told else "",
            ),
        )
    )


def _next(viewer: Viewer, row: TodoRow) -> str:
    """What happens next, and how; for a roster gap, who puts it right and on which page."""
    if row.alert is not None:
        return f"{viewer.alert(row.alert).next}\n{viewer.t(f'lacking.{row.because}')}"
    late = row.what in {"secret_change_late", "loss_late"}
    what = "loss" if isinstance(row.subject, Loss) and not late else row.what
    return viewer.t(f"next.{what}", who=viewer.people(row.who)) if late else viewer.label("next", what)


def _since(viewer: Viewer, row: TodoRow, *, draft: bool) -> str:
    """Since when it waits; of a draft, for which nobody waits, when it was last changed. Some reasons say it themselves."""
    if row.what in {"late", "unlock"}:
        return ""
    return viewer.when(row.since) if (row.what == "draft") == draft else ""


def _ends_sense(viewer: Viewer, row: TodoRow) -> Sense:
    """Whether it is overdue, or ends today."""
    return ends.sense(viewer, row.due)


TODO = View(
    TodoRow,
    "todo_row",
    entry=_entry,
    todo=named,
    # A roster gap has no number; it shows the department instead.
    numbered=lambda viewer, row: row.number if row.alert is None else viewer.department(row.department),
    ends=lambda viewer, row: ends.short(viewer, row.due, row.days),
    days_left=lambda _viewer, row: "" if row.days < 0 else str(row.days),
    ends_full=lambda viewer, row: ends.full(viewer, row.due, row.days, unsure=row.unsure),
    purpose=purpose,
    subject=subject,
    why=_why,
    why_or_remedy=lambda viewer, row: (
        _why(viewer, row, "  ") if row.alert is None else viewer.alert(row.alert).next
    ),
    next=_next,
    since=partial(_since, draft=False),
    edited=partial(_since, draft=True),
).meaning(ends=_ends_sense, ends_full=_ends_sense)


# ---- the chase board


def _who_short(viewer: Viewer, row: ChaseRow) -> str:
    """The people who could do it, for a narrow column; a deputy is marked as one."""
    names = [viewer.person(person) for person in row.who]
    names += [viewer.t("chase.deputy", deputy=viewer.person(deputy)) for deputy, _ in row.in_place]
    return "/".join(names) or viewer.t("chase.no_one")


def _of_what(viewer: Viewer, row: ChaseRow) -> str:
    """The number and title of the row's subject; for a department's own duty, also the department."""
    department = viewer.department(row.department)
    if row.alert is not None:
        return f"{department} {viewer.label('lacking_short', row.alert.code)}".strip()
    if isinstance(row.subject, Version):
        return viewer.t("chase.version", n=row.number)
    named = f"{row.number} {title(row, viewer.lang)}".strip()
    return f"{department} {named}".strip() if isinstance(row.subject, Pledge | Rules | Quarter) else named


def _numbered(viewer: Viewer, row: ChaseRow) -> str:
    """The number of the row's subject; for a roster version, marked as a version."""
    return viewer.t("chase.version", n=row.number) if isinstance(row.subject, Version) else row.number


CHASE = View(
    ChaseRow,
    "chase_row",
    entry=_entry,
    chase=named,
    late=lambda viewer, row: viewer.t("chase.late") if row.late else "",
    who_short=_who_short,
    who=lambda viewer, row: "/".join(whose(viewer, row)) or viewer.t("chase.no_one"),
    who_listed=lambda viewer, row: ", ".join(whose(viewer, row)) or viewer.t("chase.no_one"),
    own_department=lambda viewer, row: "" if row.post else viewer.department(row.department),
    numbered=_numbered,
    of_what=_of_what,
    of_what_whole=lambda viewer, row: _of_what(viewer, row) if row.alert is None else subject(viewer, row),
    subject=subject,
    remedy=remedy,
).meaning(late=overdue)
