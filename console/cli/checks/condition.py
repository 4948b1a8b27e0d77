"""Whether an installation works, by what both daemons say of themselves: each finding with its level, in words and in short ASCII.

The levels are the exit codes of monitoring plugins (Nagios and its kin): what cannot be seen is unknown, never good.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from pathlib import Path
from typing import Final, Generic, NamedTuple, TypeVar

import msgspec

from console import log_file
from console.domain.times import parse
from console.errors import ConsoleError, RefusedError
from console.failure import DATABASE_GONE, DISK_FULL
from console.version import FULL
from console.wire.client import Client
from console.wire.control import Question, ask
from console.wire.duties.status import NO_ROOM, DeskState, DispatchState, OperationState

SECONDS: Final = 3.0
"""How long each socket has to answer, all in all: a monitoring agent waits ten seconds."""
STALE: Final = timedelta(hours=26)
OLD: Final = timedelta(hours=50)
"""Ages of the last backup from which it is worth a look, and bad."""
SOON: Final = timedelta(days=14)
SILENT: Final = timedelta(minutes=10)
"""How long the program that tells people outside may ask nothing."""
LONG_UNKNOWN: Final = timedelta(days=1)
"""An operator has a day to propose how unknown results are settled (I2)."""
_SKEW: Final = 5.0
_SKEWED: Final = 60.0
"""Seconds that a daemon's clock may differ from this one, and from which it is bad."""
_ROOM: Final = 2 << 30
"""Free octets below which a disk is worth a look; below `NO_ROOM` it is bad."""
_PLANNED: Final = frozenset({"quiet_hours", "window_ahead", "first_ones", ""})
"""Why a send stands as it was meant to."""
_PASSING: Final = frozenset({"rotating", "gateway_changing"})

T = TypeVar("T")


class Level(IntEnum):
    """How bad something is; the value is the exit code."""

    GOOD = 0
    WARN = 1
    BAD = 2
    UNKNOWN = 3


_ORDER: Final = (Level.GOOD, Level.UNKNOWN, Level.WARN, Level.BAD)


class Finding(NamedTuple):
    """`said` keys the words (`status.said`) with `params`; `brief` is the same for a monitoring line."""

    check: str
    level: Level
    said: str
    brief: str
    params: dict[str, object] = {}  # noqa: RUF012 - never changed


class Heard(NamedTuple, Generic[T]):
    """What a socket said; without an answer `why` is a word of `status.said`: gone, hidden, slow, lost, refused, failed, or a name of `console.failure`."""

    answer: T | None
    why: str = ""
    code: str = ""


class Condition(NamedTuple):
    """What was found of an installation at `now`."""

    now: datetime
    desk: Heard[DeskState]
    dispatch: Heard[DispatchState]
    free: dict[str, int]
    """Free octets of each file system where data grows, by path."""
    separated: bool


# ---- looking


def look(desk: Path, dispatch: Path, places: Iterable[Path], *, separated: bool) -> Condition:
    """Ask both sockets at once; nothing here takes longer than `SECONDS`."""
    heard: list[Heard[DeskState]] = []
    desked = threading.Thread(target=lambda: heard.append(_desk(desk)), daemon=True)
    spoken: list[Heard[DispatchState]] = []
    dispatched = threading.Thread(target=lambda: spoken.append(_dispatch(dispatch)), daemon=True)
    desked.start()
    dispatched.start()
    desked.join(SECONDS)
    dispatched.join(SECONDS / 10 if desked.is_alive() else SECONDS)
    return Condition(
        datetime.now(UTC),
        heard[0] if heard else Heard(None, "slow"),
        spoken[0] if spoken else Heard(None, "slow"),
        dict(_free(places)),
        separated,
    )


def _desk(path: Path) -> Heard[DeskState]:
    def asked() -> DeskState:
        with Client(path, timeout=2 * SECONDS, watch=True) as client:
            client.connect()
            try:
                answer: DeskState = client.call(OperationState())
            except ConsoleError as error:
                # It let us in, and hung up at the question: another release, or it is ending.
                raise _LostError if error.code == "desk_gone" else error from error
            return answer

    return _heard(path, asked)


def _dispatch(path: Path) -> Heard[DispatchState]:
    def asked() -> DispatchState:
        answer = ask(path, Question("state"), timeout=2 * SECONDS)
        return msgspec.convert(answer, DispatchState)

    return _heard(path, asked)


class _LostError(Exception):
    """A daemon hung up before it answered."""


def _heard(path: Path, asked: Callable[[], T]) -> Heard[T]:
    try:
        path.stat()
        if not os.access(path, os.R_OK | os.W_OK):
            return Heard(None, "hidden")
        answer = asked()
        _read_moments(answer)
    except ValueError:
        # A daemon that says no moment where one has to be says nothing: what the other one says is judged all the same.
        return Heard(None, "lost")
    except PermissionError:
        return Heard(None, "hidden")
    except OSError:
        return Heard(None, "gone")
    except RefusedError as error:
        return Heard(None, "refused", error.refusal.code)
    except _LostError:
        return Heard(None, "lost")
    except ConsoleError as error:
        known = {
            "desk_gone": "gone",
            "dispatcher_gone": "gone",
            "dispatcher_lost": "lost",
            "desk_slow": "slow",
            DATABASE_GONE: DATABASE_GONE,
            DISK_FULL: DISK_FULL,
        }
        return Heard(None, known.get(error.code, "failed"), error.code)
    return Heard(answer)


_MOMENTS: Final = ("time", "unknown_since", "roster_expires", "backup", "teller", "collecting")


def _read_moments(answer: object) -> None:
    """Raise ValueError if a moment or a day in an answer is none."""
    for name in _MOMENTS:
        if said := getattr(answer, name, ""):
            parse(said)
    if ends := getattr(answer, "ends", ""):
        date.fromisoformat(ends)


def _free(places: Iterable[Path]) -> Iterator[tuple[str, int]]:
    seen: set[int] = set()
    for place in places:
        try:
            device, free = place.stat().st_dev, shutil.disk_usage(place).free
        except OSError:
            continue
        if device not in seen:
            seen.add(device)
            yield str(place), free


# ---- judging


def judged(found: Condition) -> list[Finding]:
    """Every finding that is not good, the worst first; one good one if there is none."""
    findings = [
        *_daemon("desk", found.desk),
        *_daemon("dispatcher", found.dispatch),
        *_gateways(found),
        *_stopped(found),
        *_alerts(found.desk.answer),
        *_unknown(found),
        *_unheard(found),
        *_days(found),
        *_backups(found),
        *_host(found),
    ]
    findings.sort(key=lambda one: -_ORDER.index(one.level))
    return findings or [Finding("all", Level.GOOD, "good", "all well")]


def level(findings: Iterable[Finding]) -> Level:
    """The worst level."""
    return max((one.level for one in findings), key=_ORDER.index, default=Level.GOOD)


_STATES: Final = dict.fromkeys(("gone", "slow", "lost", "failed", DATABASE_GONE, DISK_FULL), Level.BAD)


def _daemon(name: str, heard: Heard[T]) -> Iterator[Finding]:
    if heard.answer is None:
        code = f" ({heard.code})" if heard.code and heard.why == "failed" else ""
        found = _STATES.get(heard.why, Level.UNKNOWN)
        brief = f"{name} {heard.why.replace('_', ' ')}{code}"
        yield Finding(name, found, heard.why, brief, {"code": heard.code})
        return
    version = getattr(heard.answer, "version", "")
    if version != FULL:
        params = {"running": version, "installed": FULL}
        yield Finding(name, Level.WARN, "version", f"{name} runs {version}", dict(params))


def _gateways(found: Condition) -> Iterator[Finding]:
    desk, dispatch = found.desk.answer, found.dispatch.answer
    if dispatch is None:
        return
    waiting = dispatch.queued or (desk is not None and sum(desk.slots.values()))
    vault = {why for why in dispatch.closed.values() if why.startswith("vault_")}
    for why in sorted(vault):
        idle = why == "vault_locked" and not waiting
        yield Finding(
            "vault", Level.WARN if idle else Level.BAD, "hold", why.replace("_", " "), {"why": why, "n": 0}
        )
    for name, why in sorted(dispatch.closed.items()):
        if why not in vault:
            params = {"gateway": name, "why": why}
            passing = Level.WARN if why in _PASSING else Level.BAD
            yield Finding("gateway", passing, "closed", f"gateway {name} closed: {why}", dict(params))
    for name, state in sorted(dispatch.gateways.items()):
        if state != "up" and name not in dispatch.closed:
            yield Finding("gateway", Level.BAD, "down", f"gateway {name} {state}", {"gateway": name})


def _stopped(found: Condition) -> Iterator[Finding]:
    dispatch, desk = found.dispatch.answer, found.desk.answer
    if dispatch is not None:
        for why in dispatch.holds:
            if not (why == "desk_silent" and desk is None):
                yield Finding("hold", Level.BAD, "hold", f"all held: {why}", {"why": why})
        if dispatch.frozen:
            n = dispatch.frozen
            yield Finding("freeze", Level.WARN, "frozen", f"{n} freezes", {"n": n})
        if dispatch.witness not in {"", "good"}:
            state = dispatch.witness
            yield Finding("witness", Level.WARN, "witness", f"witness {state}", {"state": state})
    elif desk is not None and desk.idle and found.dispatch.why not in _STATES:
        # The dispatcher does not speak to us; the desk knows.
        yield Finding("dispatcher", Level.BAD, "hold", f"dispatcher: {desk.idle}", {"why": desk.idle})
    known = {} if dispatch is None else {*dispatch.holds, *dispatch.closed.values()}
    waits = dispatch.waits if dispatch is not None else desk.waits if desk is not None else {}
    for why, n in sorted(waits.items()):
        if why not in _PLANNED and why not in known:
            yield Finding("sends", Level.WARN, "waits", f"{n} held: {why}", {"n": n, "why": why})


def _alerts(desk: DeskState | None) -> Iterator[Finding]:
    if desk is None:
        return
    for codes, how in ((desk.grave, Level.BAD), (desk.mild, Level.WARN)):
        for code, n in sorted(codes.items()):
            brief = f"{code}{f' ({n})' if n > 1 else ''}"
            yield Finding("roster", how, "alert", brief, {"code": code, "n": n})


def _unheard(found: Condition) -> Iterator[Finding]:
    desk = found.desk.answer
    if desk is not None and desk.unheard:
        n = desk.unheard
        yield Finding("notices", Level.WARN, "unheard", f"{n} notices not sent", {"n": n})
    if desk is not None and desk.teller and found.now - parse(desk.teller) > SILENT:
        yield Finding("notices", Level.WARN, "teller", "notices silent", {"since": desk.teller})
    if desk is not None and desk.collecting and found.now - parse(desk.collecting) > SILENT:
        yield Finding(
            "notices", Level.WARN, "collector", "collector takes nothing", {"since": desk.collecting}
        )


def _unknown(found: Condition) -> Iterator[Finding]:
    desk = found.desk.answer
    if desk is not None and desk.unknown:
        old = desk.unknown_since and found.now - parse(desk.unknown_since) > LONG_UNKNOWN
        params = {"n": desk.unknown, "since": desk.unknown_since}
        yield Finding(
            "unknown", Level.BAD if old else Level.WARN, "unknown", f"{desk.unknown} unknown", dict(params)
        )


def _days(found: Condition) -> Iterator[Finding]:
    desk = found.desk.answer
    if desk is None or not desk.ends:
        return
    left = (datetime.fromisoformat(f"{desk.ends}T00:00:00+00:00") - found.now).days + 1
    if left <= SOON.days:
        params = {"day": desk.ends, "n": left}
        how = Level.BAD if left < 0 else Level.WARN
        yield Finding("ends", how, "over" if left < 0 else "ends", f"gateway date in {left} d", dict(params))


def backups(found: Condition) -> dict[str, str]:
    """When each part was backed up last, of the parts that answered; empty for never."""
    parts = {"desk": found.desk.answer, "dispatch": found.dispatch.answer}
    return {name: state.backup for name, state in parts.items() if state is not None}


def _backups(found: Condition) -> Iterator[Finding]:
    if not found.separated:
        # A demo or a trial, which keeps nothing that anybody needs.
        return
    for part, at in backups(found).items():
        if not at:
            yield Finding("backup", Level.WARN, "no_backup", f"no backup of {part}", {"part": part})
            continue
        age = found.now - parse(at)
        if age > STALE:
            params = {"part": part, "at": at}
            how = Level.BAD if age > OLD else Level.WARN
            hours = int(age.total_seconds() // 3600)
            yield Finding("backup", how, "old_backup", f"backup of {part} {hours} h old", dict(params))


def _host(found: Condition) -> Iterator[Finding]:
    for path, free in found.free.items():
        if free < _ROOM:
            params = {"path": path, "free": f"{free >> 20:,}"}
            how = Level.BAD if free < NO_ROOM else Level.WARN
            yield Finding("disk", how, "disk", f"{path} {free >> 20} MiB free", dict(params))
    for name, state in (("desk", found.desk.answer), ("dispatcher", found.dispatch.answer)):
        if state is None:
            continue
        if state.log < 0:
            yield Finding("log", Level.BAD, "no_log", f"{name} writes no log", {"part": name})
        if state.log_days >= 0:
            told: dict[str, object] = {"part": name, "n": state.log_days, "days": log_file.DAYS}
            brief = f"log of {name} reaches back {state.log_days} d"
            yield Finding("log", Level.WARN, "short_log", brief, told)
        off = (parse(state.time) - found.now).total_seconds()
        if abs(off) > _SKEW + SECONDS:
            how = Level.BAD if abs(off) > _SKEWED else Level.WARN
            yield Finding("clock", how, "clock", f"clock of {name} {off:+.0f} s", {"off": f"{off:+.0f}"})


# ---- figures


class Figure(NamedTuple):
    """A figure as it is drawn over time; `warn` and `bad` are ranges as monitoring plugins write them."""

    name: str
    value: float
    unit: str = ""
    warn: str = ""
    bad: str = ""


def figures(found: Condition) -> Iterator[Figure]:
    """Every figure that is known."""
    desk, dispatch = found.desk.answer, found.dispatch.answer
    if dispatch is not None:
        up = sum(state == "up" for state in dispatch.gateways.values())
        yield Figure("gateways_up", up)
        yield Figure("queued", dispatch.queued)
    if desk is not None:
        yield Figure("sending", sum(desk.slots.values()))
        yield Figure("held", sum(desk.waits.values()))
        yield Figure("unknown", desk.unknown, "", "0")
        day = LONG_UNKNOWN.total_seconds()
        yield Figure("oldest_unknown", _age(found, desk.unknown_since), "s", "", f"{day:.0f}")
        yield Figure("roster_days", _left(found, desk.roster_expires), "", f"{SOON.days}:", "0:")
        yield Figure("ledger", desk.entries, "c")
    for part, at in backups(found).items():
        if at:
            marks = (f"{STALE.total_seconds():.0f}", f"{OLD.total_seconds():.0f}")
            yield Figure(f"backup_{part}", _age(found, at), "s", *marks)
    for nth, free in enumerate(found.free.values()):
        yield Figure(f"free_{nth}", free, "B", f"{_ROOM}:", f"{NO_ROOM}:")


def perfdata(given: Iterable[Figure]) -> str:
    """The figures behind the bar of a monitoring line."""
    lines = (f"{one.name}={one.value:.0f}{one.unit};{one.warn};{one.bad}" for one in given)
    return " ".join(line.rstrip(";") for line in lines)


def _age(found: Condition, at: str) -> float:
    return max((found.now - parse(at)).total_seconds(), 0.0) if at else 0.0


def _left(found: Condition, at: str) -> float:
    return float((parse(at) - found.now).days) if at else 0.0


def waiting(found: Condition) -> Mapping[str, int]:
    """Sends that stand, by why."""
    dispatch, desk = found.dispatch.answer, found.desk.answer
    return dispatch.waits if dispatch is not None else desk.waits if desk is not None else {}
