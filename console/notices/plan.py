"""Who is told what, and when: a decision from what is open, what was said before, and the time. Nothing here waits, asks or sends.

A duty is told after `wait` if it is still there; further notices to the same person come at most every `interval`, and what stays open
is said again every `repeat`. What is late, or stands still, is told to the next people every `escalate`. Outside office hours only what
cannot wait is told. A notice speaks of everything that is then the person's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from console.domain.times import parse
from console.notices.settings import Person, Settings
from console.wire.notices.outward import AGAIN, DESK_GONE, HIGHER, NEW, URGENT, OpenDuty, OutwardState

_AT_ONCE: Final = timedelta(minutes=30)
"""Between two circles of what stands still, if `escalate` is longer."""


class Known(msgspec.Struct):
    """A duty as it was noticed: since when, how many circles are told of it, and since when that many are."""

    first: str
    stage: int = 0
    staged: str = ""


class Memory(msgspec.Struct):
    """What was said before. `duties` by mark; `told` by person and mark: when it was last said; `spoke` when a person was last told anything."""

    newest: int = 0
    duties: dict[int, Known] = {}
    told: dict[str, dict[int, str]] = {}
    spoke: dict[str, str] = {}
    hands: list[str] = []
    sending: bool = False
    above: list[list[str]] = []


class Line(msgspec.Struct, frozen=True):
    """What a notice says of one kind: how many, since when the oldest waits, and the nearest deadline (empty: none)."""

    kind: str
    count: int
    since: str
    due: str


class Notice(msgspec.Struct, frozen=True):
    """A notice to one person: its number, when it was decided, why it goes, as whom they are told, and its lines, most urgent first."""

    number: int
    person: str
    at: str
    level: str
    posts: tuple[str, ...]
    lines: tuple[Line, ...]


class _Theirs(NamedTuple):
    duty: OpenDuty
    circle: int


def office(state: OutwardState, settings: Settings, zone: ZoneInfo) -> bool:
    """Whether this is a working day's office hour."""
    first, last = settings.office()
    return state.working_day and first <= parse(state.time).astimezone(zone).time() < last


def plan(
    memory: Memory, state: OutwardState, settings: Settings, zone: ZoneInfo, *, whole: bool = True
) -> list[Notice]:
    """Return the notices that are due now, and remember them as said. `whole`: what is not in `state` is over."""
    now, working = parse(state.time), office(state, settings, zone)
    duties = {one.mark: one for one in state.duties}
    if whole:
        _forget(memory, set(duties))
    memory.newest, memory.sending = max(memory.newest, state.newest), state.sending
    memory.hands, memory.above = state.hands, state.above
    for duty in duties.values():
        known = memory.duties.setdefault(duty.mark, Known(state.time, 0, ""))
        if _escalates(duty, known, settings, now, working=working):
            known.stage, known.staged = known.stage + 1, ""
    notices = []
    for person, theirs in sorted(_by_person(duties.values(), memory.duties, settings.people).items()):
        level = _level(memory, person, theirs, settings, now, working=working)
        if level:
            memory.newest += 1
            notices.append(_notice(memory.newest, person, state.time, level, theirs))
            _remember(memory, person, theirs, state.time)
    return notices


def _forget(memory: Memory, marks: set[int]) -> None:
    for gone in set(memory.duties) - marks:
        del memory.duties[gone]
    for person, told in list(memory.told.items()):
        memory.told[person] = {mark: at for mark, at in told.items() if mark in marks}


def _escalates(duty: OpenDuty, known: Known, settings: Settings, now: datetime, *, working: bool) -> bool:
    """Whether the next circle is told: it is late or stands still, those before were told, and nothing came of it."""
    if known.stage + 1 >= len(duty.circles) or not (duty.late or duty.night):
        return False
    if not duty.circles[known.stage]:
        return True
    after = timedelta(seconds=settings.escalate)
    after = min(after, _AT_ONCE) if duty.night else after
    return (working or duty.night) and bool(known.staged) and now - parse(known.staged) >= after


def _by_person(
    duties: Iterable[OpenDuty], known: Mapping[int, Known], people: Mapping[str, Person]
) -> dict[str, list[_Theirs]]:
    found: dict[str, list[_Theirs]] = defaultdict(list)
    for duty in duties:
        for circle, ids in enumerate(duty.circles[: known[duty.mark].stage + 1]):
            for person in ids:
                entry = people.get(person)
                if duty.night or entry is None or duty.kind not in entry.skip:
                    found[person].append(_Theirs(duty, circle))
    return found


def _level(
    memory: Memory, person: str, theirs: list[_Theirs], settings: Settings, now: datetime, *, working: bool
) -> str:
    """Why the person is told now; empty if they are not."""
    told = memory.told.get(person, {})
    wait, repeat = timedelta(seconds=settings.wait), timedelta(seconds=settings.repeat)
    counting = [one for one in theirs if working or one.duty.night]
    new = [one for one in counting if one.duty.mark not in told]
    ripe = [one for one in new if now - parse(memory.duties[one.duty.mark].first) >= wait]
    again = [one for one in counting if one.duty.mark in told and now - parse(told[one.duty.mark]) >= repeat]
    if any(one.duty.night for one in ripe):
        return URGENT
    spoke = memory.spoke.get(person, "")
    if spoke and now - parse(spoke) < timedelta(seconds=settings.interval):
        return ""
    if any(one.circle for one in ripe):
        return HIGHER
    return NEW if ripe else AGAIN if again else ""


def _notice(number: int, person: str, at: str, level: str, theirs: list[_Theirs]) -> Notice:
    grouped: dict[str, list[OpenDuty]] = defaultdict(list)
    for one in theirs:
        grouped[one.duty.kind].append(one.duty)
    lines = [
        Line(
            kind,
            len(duties),
            min(one.since for one in duties),
            min((one.due for one in duties if one.due), default=""),
        )
        for kind, duties in grouped.items()
    ]
    lines.sort(key=lambda line: _urgency(line, grouped[line.kind]))
    posts = tuple(dict.fromkeys(one.duty.post for one in theirs if one.circle == 0 and one.duty.post))
    return Notice(number, person, at, level, posts, tuple(lines))


def _urgency(line: Line, duties: Iterable[OpenDuty]) -> tuple[bool, bool, str, str]:
    """Sort key: what cannot wait, what is late, then the nearest deadline, then the longest waiting."""
    night, late = any(one.night for one in duties), any(one.late for one in duties)
    return not night, not late, line.due or "9", line.since


def _remember(memory: Memory, person: str, theirs: Iterable[_Theirs], at: str) -> None:
    memory.spoke[person] = at
    for one in theirs:
        memory.told.setdefault(person, {})[one.duty.mark] = at
        known = memory.duties[one.duty.mark]
        known.staged = known.staged or at


def alone(memory: Memory, settings: Settings, at: str, since: str) -> OutwardState:
    """What is open as far as is known while the desk is silent: that it is, for those who look after the machines.

    Whom no channel reaches is left out here: nobody would hear of it that they were not told.
    """
    circles = [list(settings.alarms) or memory.hands, *memory.above]
    reached = [circle for one in circles if (circle := [p for p in one if p in settings.people])]
    duty = OpenDuty(
        _SILENT, DESK_GONE, "administrator", since, "", late=True, night=memory.sending, circles=reached
    )
    return OutwardState(at, True, memory.hands, memory.newest, memory.sending, [duty], memory.above)


_SILENT: Final = 1
"""The mark of the silent desk: no checksum of a duty is that small but by chance."""
