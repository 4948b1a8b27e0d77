"""Which connections make a session, and which refusals one entry: what the ledger gets of them (decision 0058).

A session is one person from one address, from the first connection until none was left for `LINGER` seconds: a console's screens,
or commands that follow each other. Refusals of the same account, address and reason are one entry, with a count, for a time that
doubles up to an hour while they go on, so that no flood of them makes the ledger grow.
"""

import ipaddress
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from console.domain import times
from console.services.ledger.sessions import Note

LINGER: Final = 60.0
FIRST: Final = 60.0
LONGEST: Final = 3600.0
"""Seconds for which refusals are counted before the next entry, at first and at most."""
ADDRESSES: Final = 4
"""Addresses of one account that are told apart; what comes from more is counted without one."""


class Came(NamedTuple):
    """Where a connection comes from, as its program says: `source` is an address or empty, `way` is ssh, host or unclear, or several for what is counted together."""

    source: str
    way: str


_SEVERAL: Final = Came("", "several")


def came(said: str) -> Came:
    """Read what the other side says: an address in its shortest form, without a scope (it names a card of another machine)."""
    if not said:
        return Came("", "host")
    try:
        return Came(str(ipaddress.ip_address(said.partition("%")[0])), "ssh")
    except ValueError:
        return Came("", "unclear")


@dataclass(slots=True)
class _Session:
    name: str
    began: str
    lines: int = 0
    logins: int = 0
    why: str = ""
    ended: str = ""
    left: float = 0.0


@dataclass(slots=True)
class _Refused:
    person: str
    until: float
    window: float
    count: int = 0
    first: str = ""
    last: str = ""


class Sessions:
    """Counts connections and tells what is due to be written down; for one thread. `ticks` are monotonic seconds."""

    def __init__(
        self, now: Callable[[], str] = times.now, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._now, self._ticks = now, ticks
        self._open: dict[tuple[str, int, Came], _Session] = {}
        self._refused: dict[tuple[int, Came, str], _Refused] = {}
        self._notes: list[Note] = []

    def opened(self, person: str, uid: int, from_: Came) -> None:
        """A person was let in."""
        key = (person, uid, from_)
        one = self._open.get(key)
        if one is None:
            one = self._open[key] = _Session(secrets.token_hex(8), self._now())
            self._note("opened", key, {"session": one.name, "at": one.began})
        one.lines += 1
        one.logins += 1

    def closed(self, person: str, uid: int, from_: Came, why: str) -> None:
        """A connection of theirs ended: it was `left`, `cut` for its behaviour, or `sent_away` because they may no more."""
        one = self._open.get((person, uid, from_))
        if one is not None:
            one.lines -= 1
            one.why, one.ended, one.left = why, self._now(), self._ticks()

    def refused(self, person: str, uid: int, from_: Came, code: str) -> None:
        """An account was not let in."""
        known = {source for of, source, _ in self._refused if of == uid}
        # Once there were more, a new one has no place of its own until they stop: else addresses could take turns.
        if from_ not in known and (len(known) >= ADDRESSES or _SEVERAL in known):
            from_ = _SEVERAL
        key, at = (uid, from_, code), self._now()
        one = self._refused.get(key)
        if one is None:
            self._refused[key] = _Refused(person, self._ticks() + FIRST, FIRST)
            self._note("refused", (person, uid, from_), {"code": code, "first": at, "at": at, "count": 1})
            return
        one.count, one.first, one.last = one.count + 1, one.first or at, at

    def due(self) -> list[Note]:
        """What is to be written down by now; each is returned once."""
        now = self._ticks()
        over = [key for key, one in self._open.items() if not one.lines and now - one.left >= LINGER]
        for key in over:
            self._close(key)
        for refused, one in [(key, one) for key, one in self._refused.items() if now >= one.until]:
            self._turn(refused, one, now)
        notes, self._notes = self._notes, []
        return notes

    def end(self) -> list[Note]:
        """The desk ends: what is open is closed, and what was counted is told."""
        for key, one in list(self._open.items()):
            if one.lines:
                one.why, one.ended = "desk_ended", self._now()
            self._close(key)
        for refused, one_refused in list(self._refused.items()):
            self._tell(refused, one_refused)
        self._refused.clear()
        return self.due()

    def _close(self, key: tuple[str, int, Came]) -> None:
        one = self._open.pop(key)
        payload = {"session": one.name, "from": one.began, "at": one.ended, "logins": one.logins}
        self._note("closed", key, payload | {"why": one.why})

    def _turn(self, key: tuple[int, Came, str], one: _Refused, now: float) -> None:
        """Tell what was counted, and count longer; what has stopped is forgotten."""
        if not one.count:
            del self._refused[key]
            return
        self._tell(key, one)
        window = min(one.window * 2, LONGEST)
        self._refused[key] = _Refused(one.person, now + window, window)

    def _tell(self, key: tuple[int, Came, str], one: _Refused) -> None:
        uid, from_, code = key
        if one.count:
            payload = {"code": code, "first": one.first, "at": one.last, "count": one.count}
            self._note("refused", (one.person, uid, from_), payload)

    def _note(self, done: Any, key: tuple[str, int, Came], payload: dict[str, Any]) -> None:
        person, uid, from_ = key
        self._notes.append(
            Note(done, person, uid, payload | {"account": uid, "source": from_.source, "way": from_.way})
        )


def person_of(uid: int, people: Iterator[tuple[str, int]]) -> str:
    """The one person of the roster whose account that is; empty for none, or several."""
    found = [person for person, own in people if own == uid >= 0]
    return found[0] if len(found) == 1 else ""
