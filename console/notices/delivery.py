"""Getting notices to their people: each person's channels in turn, each channel at its pace, and again later what did not pass.

A notice is told at least once: what was under way when this program ended is tried again under the same number.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from console.desk.logbook import Logbook
from console.domain.times import now, parse, render
from console.notices import wording
from console.notices.channels.port import LATER, NEVER, SENT, Channel, Message, Outcome
from console.notices.plan import Line, Notice
from console.notices.settings import ROBOTS, Settings
from console.wire.notices import outward as wire

_PAUSES: Final = (30, 60, 120, 300, 900)
"""Seconds before each further attempt by one channel; then the next channel has its turn."""
_SHUT: Final = timedelta(hours=1)
"""How long a channel that refused for good is left alone: a robot that is pressed mutes itself for longer."""
_APART: Final = 3.0
"""Seconds between two messages of one robot: twenty a minute are taken (`reference/operating.md`, 0.4)."""
_OWN: Final = frozenset({"smtp"})
"""Answers that are about one address and not about the channel."""
_WHOLE: Final = frozenset({"slow", "unreachable", "tls"})
"""Answers that the next message would get as well: it does not wait for its own."""


class Pending(msgspec.Struct):
    """A notice on its way: the channels that are left to it, attempts by the first of them and in all, and when it is tried again."""

    notice: Notice
    left: list[str]
    tries: int = 0
    of: int = 0
    after: str = ""
    code: str = ""


_NO_CHANNEL: Final = "no_channel"
"""The file names the channel no more, or not for this person."""

Report = Callable[[Pending, str, str], None]
"""Hears of a notice's channel and state."""


class Delivery:
    """Everything that is on its way. `settings` may be replaced between two turns."""

    def __init__(self, settings: Settings, zone: ZoneInfo, report: Report, log: Logbook) -> None:
        self.settings, self._zone, self._report, self._log = settings, zone, report, log
        self.channels: Mapping[str, Channel] = {}
        self.pending: list[Pending] = []
        self._shut: dict[str, str] = {}
        self._paced: dict[str, asyncio.Lock] = {}

    def add(self, notice: Notice) -> None:
        """Take a notice; to a person without a channel it is told as that."""
        person = self.settings.people.get(notice.person)
        left = [name for name in (person.to if person else {}) if name in self.settings.channels]
        one = Pending(notice, left)
        if left:
            self.pending.append(one)
            self._report(one, "", wire.WAITING)
        else:
            self._report(one, "", wire.NO_WAY)

    def opened(self) -> None:
        """The channels were opened anew: those that were left alone are tried again."""
        self._shut.clear()

    async def turn(self) -> None:
        """Try what is due, the channels beside each other, each at its pace; return once every attempt has ended."""
        at = now()
        due = [one for one in self.pending if one.after <= at]
        by: dict[str, list[Pending]] = {}
        for one in due:
            self._skip_shut(one, at)
            if one.left:
                by.setdefault(one.left[0], []).append(one)
        await asyncio.gather(*(self._through(name, those) for name, those in by.items()))

    def _skip_shut(self, one: Pending, at: str) -> None:
        """Leave out channels that refused for good a short while ago, if another is left."""
        while len(one.left) > 1 and self._shut.get(one.left[0], "") > at:
            one.left, one.of = one.left[1:], 0

    async def _through(self, name: str, those: list[Pending]) -> None:
        kind = self.settings.channels[name].kind if name in self.settings.channels else ""
        of_all: Outcome | None = None
        for nth, one in enumerate(those):
            if nth and kind in ROBOTS and of_all is None:
                await asyncio.sleep(_APART)
            outcome = of_all or await self._tried(name, one)
            self._settle(name, one, outcome)
            of_all = outcome if outcome.code in _WHOLE else None

    async def _tried(self, name: str, one: Pending) -> Outcome:
        channel, person = self.channels.get(name), self.settings.people.get(one.notice.person)
        if channel is None or person is None or name not in person.to:
            return Outcome(NEVER, _NO_CHANNEL)
        return await self._sent(channel, message(one.notice, self.settings, self._zone, person.to[name]))

    def _settle(self, name: str, one: Pending, outcome: Outcome) -> None:
        one.code, number = outcome.code, wording.called(one.notice.number)
        if outcome.code != _NO_CHANNEL:
            one.tries, one.of = one.tries + 1, one.of + 1
            self._log.event("notice", number=number, channel=name, state=outcome.state, code=outcome.code)
        if outcome.state == SENT:
            self._over(one, name, wire.SENT)
        elif outcome.state == LATER and one.of <= len(_PAUSES) * _at_once(one):
            self._again(one, name)
        else:
            if outcome.state != LATER and outcome.code.partition(":")[0] not in {*_OWN, _NO_CHANNEL}:
                self._shut[name] = render(parse(now()) + _SHUT)
            self._next(one, name, outcome.code)

    def _again(self, one: Pending, name: str) -> None:
        """Wait before the next attempt; what cannot wait goes round all the channels that are left before it does."""
        turn, through = divmod(one.of, _at_once(one))
        if one.notice.level == wire.URGENT:
            one.left = [*one.left[1:], one.left[0]]
        one.after = "" if through else render(parse(now()) + timedelta(seconds=_PAUSES[turn - 1]))
        self._report(one, name, wire.WAITING)

    async def _sent(self, channel: Channel, message: Message) -> Outcome:
        try:
            return await channel.send(message)
        except Exception as error:  # noqa: BLE001 - one channel's failure is its own
            # The address of a robot holds its key: nothing of the error's words is kept.
            self._log.event("unexpected", error=type(error).__name__)
            return Outcome(LATER, "unreachable")

    def _next(self, one: Pending, name: str, code: str) -> None:
        """Go on by the next channel, if there is one."""
        one.code, one.left, one.of, one.after = code, one.left[1:], 0, ""
        if one.left:
            self._report(one, name, wire.WAITING)
        else:
            self._over(one, name, wire.FAILED)

    def _over(self, one: Pending, name: str, state: str) -> None:
        self.pending.remove(one)
        self._report(one, name, state)


def _at_once(one: Pending) -> int:
    """Over how many channels a notice goes before it waits."""
    return len(one.left) if one.notice.level == wire.URGENT else 1


def message(notice: Notice, settings: Settings, zone: ZoneInfo, address: str) -> Message:
    """A notice for one address."""
    at = int(parse(notice.at).timestamp())
    return Message(
        f"{wording.called(notice.number)}-{at}",
        at,
        wording.subject(notice, settings),
        wording.text(notice, settings, zone),
        wording.data(notice, settings),
        address,
    )


def trial(settings: Settings, zone: ZoneInfo, address: str, at: str) -> Message:
    """A notice that tries a channel."""
    line = Line(wire.TEST, 1, at, "")
    return message(Notice(0, "", at, wire.NEW, (), (line,)), settings, zone, address)


def reported(one: Pending, channel: str, state: str) -> wire.NoticeReport:
    """What the desk is told of a notice."""
    notice = one.notice
    kinds = {line.kind: line.count for line in notice.lines}
    return wire.NoticeReport(
        notice.number,
        notice.person,
        notice.at,
        notice.level,
        kinds,
        channel,
        state,
        one.code,
        one.tries,
        now(),
    )
