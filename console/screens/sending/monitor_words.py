"""What the monitor of a slot says, line by line for a width in cells: the slot, its progress, speed, link, errors and events."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.text import Text

from console.domain.sending import counts
from console.domain.sending.limits import LIMITED
from console.domain.states import UNSETTLED, SlotState
from console.locale import words
from console.look.marks import ROLES
from console.look.roles import Role
from console.look.senses import Sense
from console.noun import sense_of
from console.screens.sending import continuing, settling
from console.screens.session import Session, number
from console.views.sending import reason_words, standing, stands, suppressed_words
from console.widgets.columns import folded
from console.widgets.lines import flow
from console.widgets.paint import chip, ink, joined, marks, sensed, spread
from console.widgets.parts import Share, hung, share_bar, share_legend
from console.widgets.show import line
from console.widgets.spark import spark, thin_bar
from console.wire import pairs
from console.wire.sending import sends
from console.wire.sending.slots import Tally

_ROLES = dict(zip(counts.PARTS, (Role.OK, Role.ACCENT, Role.DANGER, Role.WAIT, Role.LINE), strict=True))
"""The colour of each part of the bar."""
_SHORTEST = 10
"""Fewest cells of the rate line beside its figures."""
_BAR = 8
"""Cells of the longest bar of the errors."""

Note = tuple[Sense, str]
"""A sentence that somebody has to read first, with what it means."""


def title(session: Session, row: sends.SendRow, width: int) -> list[Text]:
    """State, purpose and number, and at the right when the window closes; on more lines if there is no room."""
    state = chip(standing(row), stands(session.viewer, row))
    purpose = joined(state, ink(f"  {row.purpose}", Role.STRONG))
    numbered = ink(f"{row.number}.{row.slot}", Role.MUTED)
    closes = ink(f"{session.t('monitor.closes', time=session.when(row.closes, year=False))} ", Role.MUTED)
    left = joined(purpose, line("  "), numbered)
    if left.cell_len + closes.cell_len < width:
        return [spread(left, closes, width)]
    return flow((purpose, numbered, closes), width)


def notes(session: Session, view: sends.SendView, proposals: Sequence[pairs.ProposalRow]) -> Iterator[Note]:
    """Why the slot waits or was held, figures that do not add up, proposals, and what the reader may do now."""
    if view.row.held is not None:
        yield Sense.BAD, reason_words(session.viewer, view.row)
    else:
        yield from _stopped(session, view)
    if view.witness:
        yield Sense.YOURS, session.t(f"monitor.{view.witness}")
    if not view.row.tally.balances():
        yield Sense.BAD, session.t("monitor.unbalanced")
    limited = [(why, n) for why, n in view.row.suppressed if why in LIMITED]
    if limited:
        said = suppressed_words(session.viewer, limited)
        yield Sense.YOURS, session.t("monitor.limited", n=number(sum(n for _, n in limited)), said=said)
    yield from settling.notes(session, view, proposals)
    yield from continuing.notes(session, view)


def _stopped(session: Session, view: sends.SendView) -> Iterator[Note]:
    """Why it does not go on: who held or stopped it, when and why, and what to do next; else what the dispatcher says."""
    row, by = view.row, _ordered(view)
    said = words.slot_reason(row.reason, session.lang)
    if by is None:
        if said:
            yield Sense.YOURS, said
        return
    at, person = by
    named = {"person": session.name(person), "at": session.when(at, year=False)}
    unsaid = row.reason in {"", "held", "stop"}
    if _was_stopped(view):
        yield Sense.BAD, session.t("monitor.stopped_by", reason=said, **named)
        return
    yield Sense.YOURS, session.t("monitor.held_unsaid" if unsaid else "monitor.held_by", reason=said, **named)
    if "resume" in view.allowed and view.allowed["resume"] is None:
        yield Sense.YOURS, session.t("monitor.may_resume")


def _ordered(view: sends.SendView) -> tuple[str, str] | None:
    """When and by whom a slot was held or stopped; None if nobody ordered it, or if that is not told any more."""
    kind = "stop" if _was_stopped(view) else "hold" if held_by_person(view) else ""
    told = (
        (at, what.partition(" ")[2]) for at, what in view.events if kind and what.partition(" ")[0] == kind
    )
    return next(told, None)


def _was_stopped(view: sends.SendView) -> bool:
    """Whether a slot was ended before everybody was sent to; one with unknown results is shown as unsettled all the same."""
    left = view.row.state == UNSETTLED and any(what.partition(" ")[0] == "stopped" for _, what in view.events)
    return view.row.state == SlotState.STOPPED or left


def held_by_person(view: sends.SendView) -> bool:
    """Whether a person holds the slot, so that a person must resume it."""
    return view.row.state == SlotState.HELD and view.hold > 0


def held_words(session: Session, view: sends.SendView) -> str:
    """Who holds a slot, when and why, on one line."""
    return next((said for _, said in _stopped(session, view)), "")


def note_lines(said: Iterable[Note], width: int) -> list[Text]:
    """Each sentence with its mark, folded beneath its first word."""
    return [joined(line(" "), part) for sense, sentence in said for part in hung(sense, sentence, width - 1)]


def progress(session: Session, view: sends.SendView, width: int) -> list[Text]:
    """Share, sent, approved, time to go; the bar of the parts, and its legend."""
    left = share(session, view.row.tally)
    lines = [left]
    if view.eta_seconds >= 0:
        lasting = words.lasting(view.eta_seconds, session.lang)
        eta = ink(session.t("monitor.eta", left=lasting, time=session.clock(view.eta_seconds)), Role.MUTED)
        fits = left.cell_len + eta.cell_len < width
        lines = [spread(left, eta, width)] if fits else [left, *folded(eta, width)]
    return [*lines, *parts(session, view.row.tally, width)]


def share(session: Session, tally: Tally) -> Text:
    """How much was sent: the share, both figures, and of how many nobody knows."""
    sent = counts.certain(tally)
    said = session.t("monitor.sent", n=number(sent), of=number(tally.approved))
    told = joined(ink(counts.percent(sent, tally.approved), Role.STRONG), ink(f"  {said}"))
    if not tally.unknown:
        return told
    unknown = f"{session.state(counts.UNKNOWN, 'recipient')} {number(tally.unknown)}"
    return joined(told, line("  "), sensed(Sense.YOURS, unknown))


def parts(session: Session, tally: Tally, width: int) -> list[Text]:
    """The bar of the parts, and its legend."""
    told = shares(session, tally)
    return [share_bar(told, width), *flow(share_legend(told), width)]


def shares(session: Session, tally: counts.Tally) -> list[Share]:
    """Each part of all approved recipients, in its colour."""
    return [Share(_ROLES[part], session.label("part", part), n) for part, n in counts.parts(tally).items()]


def state_name(session: Session, key: str) -> str:
    """What a row of the states is called: a state, or beneath it a reason (`suppressed:cap_day`)."""
    state, _, why = key.partition(":")
    return f"  {session.label('suppressed_short', why)}" if why else session.state(state, "recipient")


def adds_up(session: Session, view: sends.SendView) -> str:
    """That the parts add up to the approved count; empty if they do not."""
    tally = view.row.tally
    whole = sum(counts.parts(tally).values()) == tally.approved
    return session.t("monitor.adds_up", n=len(counts.PARTS)) if whole else ""


def speed(session: Session, view: sends.SendView, cap: int, asked: int, width: int) -> list[Text]:
    """The rate line with the rate, and the most that binds: the gateway's (`cap`, 0 if not known yet) or the request's (0: none)."""
    rate = ink(session.t("monitor.rate", rate=number(view.rates[-1] if view.rates else 0)), Role.STRONG)
    lower = 0 < asked < cap
    most = session.t("monitor.cap_request" if lower else "monitor.cap", rate=number(asked if lower else cap))
    pieces = [rate, ink(most, Role.MUTED)] if cap else [rate]
    figures = flow(pieces, width)
    room = width - figures[0].cell_len - 2
    if len(figures) > 1 or room < _SHORTEST:
        return [ink(spark(view.rates, width), Role.ACCENT), *figures]
    levels = spark(view.rates, room)
    return [joined(ink(levels.ljust(room), Role.ACCENT), line("  "), figures[0])]


def link(session: Session, view: sends.SendView, state: str, width: int) -> list[Text]:
    """The slot's gateway and its link (`state` empty: not known yet), messages in flight, receipts, the oldest unknown, the start."""
    named = f"{session.t('frame.gateway')} {view.row.gateway}"
    known = f"{named} {session.label('gateway', state)}" if state else named
    pieces = [sensed(sense_of("gateway", state), known)]
    if outage := outage_words(session, view):
        pieces.append(sensed(Sense.GOOD if view.outage[1] else Sense.BAD, outage))
    pieces.append(ink(session.t("monitor.flight", n=number(view.in_flight), window=number(view.window))))
    if view.lag[0] >= 0:
        p50, p95 = map(_seconds, view.lag)
        key = "monitor.lag_all" if p50 == p95 else "monitor.lag"
        pieces.append(ink(session.t(key, p50=p50, p95=p95)))
    if view.oldest_unknown:
        oldest = session.t("monitor.oldest", time=session.when(view.oldest_unknown, year=False))
        pieces.append(sensed(Sense.WAITING, oldest))
    if view.unanswered[0]:
        waiting = {"n": number(view.unanswered[0]), "seconds": number(view.unanswered[1])}
        pieces.append(sensed(Sense.WAITING, session.t("monitor.unanswered", **waiting)))
    opens = session.t("monitor.opens", time=session.when(view.row.opens, year=False))
    return flow((*pieces, ink(opens, Role.MUTED)), width)


def outage_words(session: Session, view: sends.SendView) -> str:
    """Since when the gateway's line is down, or was, and when it came back; empty if it never was."""
    since, back = (session.when(at, year=False, exact=True) for at in view.outage)
    if not since:
        return ""
    return session.t("monitor.line_back" if back else "monitor.line_down", since=since, back=back)


_GRAVE: Final = frozenset({"replies_full"})
"""What on the wire keeps something from being done; the rest is only counted."""


def wire(session: Session, view: sends.SendView, width: int) -> list[Text]:
    """What the provider did wrong on the gateway's line since the dispatcher started, with its count; the most frequent first."""
    if not view.wire:
        return []
    pieces = [ink(session.t("monitor.wire"), Role.MUTED)]
    for name, n in view.wire:
        sense = Sense.BAD if name in _GRAVE else Sense.WAITING
        pieces.append(sensed(sense, session.t(f"wire.{name}", n=number(n))))
    return flow(pieces, width)


def _seconds(milliseconds: int) -> str:
    """Within how many seconds, as people say them: `0.4`, `42`; never none."""
    tenths = max(1, -(-milliseconds // 100))
    return f"{tenths / 10:.1f}" if tenths < 100 else number(-(-tenths // 10))


def errors(session: Session, view: sends.SendView, width: int) -> list[Text]:
    """Each error code in words with its count and a bar; the most frequent first."""
    most = max((n for _, n in view.errors), default=0)
    figures = max((len(number(n)) for _, n in view.errors), default=0)
    room = max(_SHORTEST, width - figures - _BAR - 2)
    lines = []
    for code, n in view.errors:
        first, *more = folded(line(words.gateway_code(code, session.lang)), room)
        count = ink(number(n).rjust(figures + 1), Role.STRONG)
        drawn = ink(f" {thin_bar(n, most, _BAR)}", Role.DANGER)
        lines += [joined(first, line(" " * (room - first.cell_len)), count, drawn), *more]
    return lines


def newest(session: Session, view: sends.SendView) -> str:
    """What happened to the slot last, on one line; empty if nothing did."""
    for at, what in view.events[:1]:
        return session.t("monitor.newest", at=session.when(at, year=False), what=_event(session, what))
    return ""


def _event(session: Session, what: str) -> str:
    """An event in words, a person by their name."""
    kind, _, who = what.partition(" ")
    return words.event(f"{kind} {session.name(who)}" if who in session.names else what, session.lang)


def events(session: Session, view: sends.SendView, width: int) -> list[Text]:
    """What happened to the slot, newest first: mark, time, act and person, folded beneath the act."""
    lines = []
    for at, what in view.events:
        sense = sense_of("event", what.partition(" ")[0])
        mark = ink(marks().of(sense) or " ", ROLES[sense])
        lead = joined(mark, ink(f" {session.when(at, year=False)}  ", Role.MUTED))
        first, *more = folded(line(_event(session, what)), width - lead.cell_len)
        lines += [joined(lead, first), *(joined(line(" " * lead.cell_len), part) for part in more)]
    return lines
