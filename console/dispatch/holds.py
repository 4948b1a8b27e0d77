"""Why nothing is submitted at present: people's holds, freezes, and the dispatcher's own holds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from console.dispatch.sends import QUEUED, SENDING, WAITING, Send
from console.dispatch.store import Store, Turn
from console.domain.calendar import Calendar, shipped
from console.domain.freezes.freezes import Scope, fits
from console.domain.sending.hours import Hours, Moment, Rule
from console.domain.times import render
from console.gateways.ports import Cut

DESK_SILENT = "desk_silent"
CLOCK_AHEAD, CLOCK_BEHIND = "clock_ahead", "clock_behind"
QUIET_HOURS = "quiet_hours"
FIRST_ONES = "first_ones"
CALENDAR_MISSING = "calendar_missing"
LEDGER_FORKED = "ledger_forked"
NOT_ARMED = "not_armed"
FROZEN = "frozen"
HELD = "held"
ARMED_AGAIN = "armed_again"
RECEIPT_STRAY = "receipt_stray"
OPTOUT_KEY = "optout_key"
DESK_OPTOUT_KEY = "desk_optout_key"

VAULT_LOCKED = "vault_locked"
VAULT_MISSING = "vault_missing"
VAULT_UNAVAILABLE = "vault_unavailable"
SECRET_MISSING = "secret_missing"  # noqa: S105 - a name
SECRET_GONE = "secret_gone"  # noqa: S105 - a name
SECRET_FOREIGN = "secret_foreign"  # noqa: S105 - a name
SECRET_RETIRED = "secret_retired"  # noqa: S105 - a name
BIND_REFUSED = str(Cut.REFUSED)
FINAL: Final = frozenset({BIND_REFUSED, str(Cut.UNPROVED), str(Cut.OTHER_VERSION)})
"""Why a line ended for good by itself: nothing but a person's act gives the gateway another one."""
PORT_UNKNOWN = "port_unknown"
TLS_UNREADABLE = "tls_unreadable"
ROTATING = "rotating"
GATEWAY_CHANGING = "gateway_changing"

WINDOW_AHEAD = "window_ahead"
FAILED = "dispatcher_failed"

CLOSED = frozenset(
    {
        VAULT_LOCKED, VAULT_MISSING, VAULT_UNAVAILABLE, SECRET_MISSING, SECRET_GONE, SECRET_FOREIGN, SECRET_RETIRED,
        *FINAL, PORT_UNKNOWN, TLS_UNREADABLE, ROTATING, GATEWAY_CHANGING,
    }
)  # fmt: skip
"""Why a gateway is closed: it has no line until the custodian has corrected the fault (R12)."""


_REMEMBERED: Final = 4096
"""Sends whose hours are remembered at most; an ended send is not asked about again."""
_AGAIN: Final = 3600.0
"""Seconds after which hours without a near edge are looked at again."""


@lru_cache(maxsize=256)
def rule_of(hours: str, start: str, end: str) -> Rule:
    """Return the hours of a send as stored: from its signed policy, or for a send claimed before, the daily span alone."""
    return msgspec.json.decode(hours, type=Rule) if hours else (start, end)


class _Known(NamedTuple):
    """The hours' answer for one send, good from one instant to before another under one calendar (epoch seconds)."""

    calendar: Calendar
    since: float
    until: float
    moment: Moment


@dataclass(slots=True)
class Holds:
    """Everything that can stop a send from being submitted. Checked before every turn that would write."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    everything: set[str] = field(default_factory=set)
    frozen: set[tuple[str, str]] = field(default_factory=set)
    brakes: dict[tuple[str, str], str] = field(default_factory=dict)
    """What stopped by itself, by scope and subject, and why, with the counts (`brakes.said`)."""
    people: frozenset[str] = frozenset()
    """Frozen people: a send that rests on the signature of one of them is stopped."""
    closed: dict[str, str] = field(default_factory=dict)
    """Gateways that have no line, and why (a name of CLOSED)."""
    freezes: int = -1
    noticed: int = 0
    """How many notices of a stop the desk gave; a plain value that the link's reading thread counts."""
    heeded: int = 0
    """How many of these notices were read and carried out. Until all are, nothing is submitted, but that is not a hold."""
    calendar: Calendar = field(default_factory=shipped)
    """The working days and holidays that the dispatcher knows by its own copies of the files that the roster names."""
    _known: dict[int, _Known] = field(default_factory=dict)

    def why(self, send: Send, now: float) -> str:
        """Return the name of what holds this send at `now` (epoch seconds); empty if nothing does."""
        if send.held:
            return HELD
        if self.everything:
            return min(self.everything)
        if self.frozen and self.freezes_send(send):
            return self._braked(send) or FROZEN
        if send.gateway in self.closed:
            return self.closed[send.gateway]
        if send.lacks:
            return send.lacks
        if send.unscreened:
            return send.unscreened
        moment = self.moment(send, now)
        if moment.missing:
            return CALENDAR_MISSING
        if not moment.open:
            return QUIET_HOURS
        return FIRST_ONES if send.may_go() == 0 else ""

    def moment(self, send: Send, now: float) -> Moment:
        """Whether the hours of a send's category allow it at `now`, and until when that stays so."""
        known = self._known.get(send.id)
        if known is not None and known.calendar is self.calendar and known.since <= now < known.until:
            return known.moment
        at = datetime.fromtimestamp(int(now), UTC)
        rule = rule_of(send.hours, send.hours_from, send.hours_to)
        moment = Hours(rule, self.calendar, self.zone).now(at)
        until = moment.until.timestamp() if moment.until is not None else at.timestamp() + _AGAIN
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[send.id] = _Known(self.calendar, at.timestamp(), until, moment)
        return moment

    def said(self, send: Send, now: float, why: str) -> str:
        """What holds a send, as it is reported: hours that are over with the instant at which they begin again."""
        until = self.moment(send, now).until if why == QUIET_HOURS else None
        return why if until is None else f"{why}: {render(until)}"

    @property
    def suspended(self) -> bool:
        """Whether nothing may be judged, end or expire: this database or its clock cannot be believed until somebody proved it."""
        return not self.everything.isdisjoint((NOT_ARMED, CLOCK_AHEAD, CLOCK_BEHIND))

    def hushed(self) -> bool:
        """Whether the desk gave notice of a stop that has not been read yet."""
        return self.noticed != self.heeded

    def cause(self, send: Send, now: float, moment: str, *, cut: str) -> str:
        """Return the name, for people, of what a send waits for at `now`: a hold, its window, its line (`cut`, if that is down); empty while it goes on."""
        if send.state not in {WAITING, SENDING} or not send.tally[QUEUED]:
            return ""
        why = self.why(send, now)
        if why == send.unscreened and send.state == WAITING and DESK_SILENT not in self.everything:
            # Hashed opt-outs are checked when its window opens.
            why = "" if why == DESK_SILENT else why
        if why or moment < send.opens:
            return why or WINDOW_AHEAD
        return cut

    def freezes_send(self, send: Send) -> bool:
        """Whether a freeze covers a send: the send, its category, its gateway, or a person whose signature it rests on.

        For a send claimed before its people were stored this is unknown; so a freeze of any person stops it.
        """
        if self.people and (not send.signers or not self.people.isdisjoint(send.signers)):
            return True
        return not self.frozen.isdisjoint(
            {
                ("all", ""),
                ("gateway", send.gateway),
                ("category", send.category),
                ("request", str(send.request)),
            }
        )

    def _braked(self, send: Send) -> str:
        """Why a send, or its gateway, stopped by itself; empty if people alone froze it."""
        return self.brakes.get((Scope.REQUEST, str(send.request))) or self.brakes.get(
            (Scope.GATEWAY, send.gateway), ""
        )

    def freeze(self, scope: str, subject: str, brake: str = "") -> None:
        """Apply a freeze that was just stored, for every gateway; `brake` is why if nobody made it."""
        self._set([*((*one, self.brakes.get(one, "")) for one in self.frozen), (scope, subject, brake)])

    def read(self, turn: Turn, freezes: int) -> None:
        """Read the freezes again if their count changed: both making and lifting one only ever adds a row."""
        if freezes != self.freezes:
            self._set(turn.rows(_in_force()))
            self.freezes = freezes

    def load(self, store: Store) -> None:
        """Read the freezes now: at the start, or because one was lifted."""
        with store.look() as look:
            self._set(look.rows(_in_force()))

    def _set(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Set what is in force. A freeze that cannot be understood (from a newer program, or damaged) freezes everything."""
        known = list(rows)
        self.frozen = {
            (scope, subject) if fits(scope, subject) else (str(Scope.ALL), "") for scope, subject, _ in known
        }
        self.brakes = {(scope, subject): why for scope, subject, why in known if why}
        self.people = frozenset(subject for scope, subject in self.frozen if scope == Scope.PERSON)


def _in_force() -> str:
    """Return the SQL query for what is frozen and not lifted."""
    return (
        "SELECT DISTINCT f.scope, f.subject, CASE WHEN f.person = '' THEN f.reason ELSE '' END"
        ' FROM "freeze" f WHERE NOT EXISTS'
        " (SELECT 1 FROM freeze_lifted l WHERE l.freeze = f.id)"
    )
