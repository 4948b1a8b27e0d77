"""How sends, their recipients, and the history of one number are shown."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, get_args

from console.domain.sending import counts
from console.domain.sending.dialects import IdForm
from console.domain.states import RecipientState, SlotState
from console.locale import words
from console.look.senses import Sense
from console.noun import sense_of
from console.views.contacts import scope_words
from console.views.view import View, Viewer, counted
from console.wire.contacts import numbers
from console.wire.rosters import gateway_codes
from console.wire.sending import sends, trials
from console.wire.sending.slots import Tally

_HELD_BACK, _UNTAKEN = "held_back", "untaken"
"""What a slot's state is called that is cleared but cannot be released, and that is released but cannot be taken in."""


def tally_words(viewer: Viewer, tally: Tally, suppressed: Sequence[tuple[str, int]] = ()) -> str:
    """How many recipients are in each state, one state on a line; states without recipients are left out.

    The reasons of the suppressed follow on the same line.
    """
    numbered = ((name, getattr(tally, name)) for name in tally.__struct_fields__)
    lines = {name: f"{viewer.state(name, 'recipient')}: {counted(n)}" for name, n in numbered if n}
    if suppressed and "suppressed" in lines:
        lines["suppressed"] += f" ({suppressed_words(viewer, suppressed)})"
    return "\n".join(lines.values())


def progress(viewer: Viewer, tally: Tally) -> str:
    """How many were sent to, of how many approved; those of whom nobody knows whether they were stand beside, if there are any."""
    told = f"{counted(counts.certain(tally))}/{counted(tally.approved)}"
    return (
        f"{told} {viewer.state(counts.UNKNOWN, 'recipient')} {counted(tally.unknown)}"
        if tally.unknown
        else told
    )


def suppressed_words(viewer: Viewer, suppressed: Sequence[tuple[str, int]]) -> str:
    """How many recipients were suppressed for each reason."""
    between = viewer.t("form.between")
    return between.join(f"{viewer.label('suppressed', why)} {counted(n)}" for why, n in suppressed)


def stands(viewer: Viewer, row: sends.SendRow) -> str:
    """The state of a send; that a cleared one is held back, and a released one not taken in."""
    return viewer.state(_named(row), "slot")


def standing(row: sends.SendRow) -> Sense:
    """What its state means."""
    return sense_of("state:slot", _named(row))


def _named(row: sends.SendRow) -> str:
    if row.held is not None:
        return _HELD_BACK
    return _UNTAKEN if row.state == SlotState.RELEASED and words.lasts(row.reason) else row.state


def reason_words(viewer: Viewer, row: sends.SendRow) -> str:
    """Why a send is in its state; of one that is held back, what to do next too."""
    if row.held is None:
        return words.slot_reason(row.reason, viewer.lang)
    return viewer.t("send.held_back", why=viewer.why(row.held, short=True).rstrip(".。"))


def evidence_words(viewer: Viewer, row: sends.RecipientRow) -> list[str]:
    """What is known of a recipient in doubt, one thing a text; nothing of any other."""
    one = row.evidence
    if one is None:
        return []
    # A provider's own log has seconds.
    exact = partial(viewer.when, exact=True)
    known = {"attempt": one.attempt, "reference": one.reference, "n": one.parts}
    line = "doubt.line_ended" if one.ended else "doubt.line" if one.opened else "doubt.line_unknown"
    said = [
        viewer.t("doubt.at" if one.at else "doubt.at_unknown", at=exact(one.at), **known),
        viewer.t("doubt.written" if one.written else "doubt.unwritten"),
        viewer.t(line, opened=exact(one.opened), ended=exact(one.ended)),
    ]
    if one.parts:
        said.append(viewer.t("doubt.parts", **known))
    about = {"at": exact(one.receipt_at), "said": words.gateway_code(one.receipt, viewer.lang)}
    key = "doubt.receipts" if one.receipts else "doubt.no_receipt"
    return [*said, viewer.t(key, n=one.receipts, **about)]


SEND = View(
    sends.SendRow,
    "send",
    stands=stands,
    numbered=lambda _viewer, row: f"{row.number}.{row.slot}",
    why=reason_words,
    window=lambda viewer, row: viewer.window(row.opens, row.closes),
    progress=lambda viewer, row: progress(viewer, row.tally),
    approved=lambda _viewer, row: row.tally.approved,
    delivered=lambda _viewer, row: row.tally.delivered,
    unknown=lambda _viewer, row: row.tally.unknown,
    tally=lambda viewer, row: tally_words(viewer, row.tally, row.suppressed),
    continues=lambda viewer, row: viewer.t("continuing.of_slot", slot=row.continues) if row.continues else "",
).meaning(stands=lambda _viewer, row: standing(row))
RECIPIENT = View(
    sends.RecipientRow,
    "recipient",
    mobile=lambda viewer, row: row.number or viewer.t("erasure.gone"),
    code=lambda viewer, row: words.recipient_code(row.state, row.code, viewer.lang),
    nth=lambda _viewer, row: row.position + 1,
    evidence=lambda viewer, row: "\n".join(evidence_words(viewer, row)),
    evidence_line=lambda viewer, row: viewer.t("form.between").join(evidence_words(viewer, row)),
)


GATEWAY_CODE = View(
    gateway_codes.GatewayCodeRow,
    "gateway_code",
    code=lambda viewer, row: words.gateway_code(row.code, viewer.lang),
    declared=lambda viewer, row: (
        viewer.label("optout", row.scope) if row.scope else viewer.t("gateway_code.undeclared")
    ),
)


def _trial_state(viewer: Viewer, row: trials.TrialRow) -> str:
    """The state of a telephone, or of the trial while nothing is known of it."""
    return (
        viewer.state(row.state, "recipient")
        if row.state in _TOLD
        else viewer.label("proposal_state", row.state)
    )


_TOLD: Final = frozenset(state.name.lower() for state in RecipientState)


def _trial_code(viewer: Viewer, row: trials.TrialRow) -> str:
    """A provider's code with what it means, or why a telephone was left out."""
    if words.has(f"suppressed.{row.code}", viewer.lang):
        return viewer.label("suppressed", row.code)
    return words.gateway_code(row.code, viewer.lang) if row.code else ""


def _trial_learned(viewer: Viewer, row: trials.TrialRow) -> str:
    """The line of the gateway file by which the receipt would have matched."""
    if row.learned in get_args(IdForm):
        return f'receipt_id = "{row.learned}"'
    return viewer.label("trial_receipt", row.learned) if row.learned else ""


TRIAL = View(
    trials.TrialRow,
    "trial",
    trial_state=_trial_state,
    slot_reason=lambda viewer, row: words.slot_reason(row.why, viewer.lang),
    trial_learned=_trial_learned,
    trial_code=_trial_code,
)


# ---- one number across requests


def found(viewer: Viewer, timeline: numbers.Timeline) -> str:
    """How many rows were found of which number."""
    masked, lists = timeline.masked, len(timeline.lists)
    return viewer.t("search.found", masked=masked, n=len(timeline.rows), lists=lists, seq=timeline.seq)


def besides(viewer: Viewer, timeline: numbers.Timeline) -> Iterator[tuple[Sense, str]]:
    """The opt-outs, replies and complaints of the number, each with what its state means."""
    for opted in timeline.optouts:
        scope = scope_words(viewer, opted.scope, opted.department)
        source = words.opted_by(opted.source, viewer.lang)
        yield (
            Sense.LATER if opted.ended else Sense.YOURS,
            viewer.t("search.opted", scope=scope, at=viewer.when(opted.at), source=source),
        )
        if opted.ended:
            told = {"at": viewer.when(opted.ended), "proposal": opted.end[:12]}
            yield Sense.LATER, viewer.t("search.opted_ended", **told)
    for reply in timeline.replies:
        state = viewer.state(reply.state, "reply")
        said = viewer.t(
            "search.replied", at=viewer.when(reply.at), text=reply.text, state=state, form=reply.form
        )
        yield sense_of("state:reply", reply.state), said
    for one in timeline.complaints:
        source, state = viewer.label("complaint_source", one.source), viewer.state(one.state, "complaint")
        said = viewer.t(
            "search.complained", number=one.number, source=source, state=state, at=viewer.when(one.at)
        )
        yield sense_of("state:complaint", one.state), said


def _listed(viewer: Viewer, row: numbers.TimelineRow) -> str:
    """The list, and the place of the number in the order in which it is sent to."""
    return viewer.t("search.position", name=row.list_name, n=counted(row.position + 1))


TIMELINE = View(
    numbers.TimelineRow,
    "search",
    numbered=lambda _viewer, row: f"{row.number}.{row.slot}",
    versioned=lambda _viewer, row: f"{row.number}.{row.slot}  v{row.version}",
    which=lambda _viewer, row: row.number or str(row.request),
    listed=_listed,
    code=lambda viewer, row: words.recipient_code(row.state, row.code, viewer.lang),
    begun=lambda viewer, row: viewer.when(row.started or row.released),
    begun_short=lambda viewer, row: viewer.when(row.started or row.released, year=False),
)
