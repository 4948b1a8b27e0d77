"""Why nothing is submitted just now: holds of people, freezes, and what the dispatcher holds by itself."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from console.dispatch.sends import Send
from console.dispatch.store import Store, Turn

DESK_SILENT = "desk_silent"
CLOCK_BEHIND = "clock_behind"
QUIET_HOURS = "quiet_hours"
LEDGER_FORKED = "ledger_forked"
NOT_ARMED = "not_armed"
FROZEN = "frozen"
HELD = "held"

SELF_LIFTED = frozenset({DESK_SILENT, CLOCK_BEHIND, QUIET_HOURS})
"""Holds that end when their cause does; every other one needs people."""

SCOPES = ("all", "gateway", "category", "request")
"""What a freeze may cover; `all` has no subject."""


def within_hours(local: str, start: str, end: str) -> bool:
    """Whether the local time `HH:MM` lies in the daily window from `start` to before `end` (which may pass midnight)."""
    return start <= local < end if start <= end else local >= start or local < end


@dataclass(slots=True)
class Holds:
    """Everything that can keep a send from being submitted. Asked before every turn that would write."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    everything: set[str] = field(default_factory=set)
    frozen: set[tuple[str, str]] = field(default_factory=set)
    freezes: int = -1
    _second: int = -1
    _local: str = ""

    def why(self, send: Send, now: float) -> str:
        """The name of what holds this send at `now` (epoch seconds), empty if nothing does."""
        if send.held:
            return HELD
        if self.everything:
            return min(self.everything)
        if self.frozen and self._freezes(send):
            return FROZEN
        if not within_hours(self.local(now), send.hours_from, send.hours_to):
            return QUIET_HOURS
        return ""

    def local(self, now: float) -> str:
        """The people's clock as `HH:MM`."""
        second = int(now)
        if second != self._second:
            self._second = second
            self._local = datetime.fromtimestamp(second, UTC).astimezone(self.zone).strftime("%H:%M")
        return self._local

    def _freezes(self, send: Send) -> bool:
        return not self.frozen.isdisjoint(
            {
                ("all", ""),
                ("gateway", send.gateway),
                ("category", send.category),
                ("request", str(send.request)),
            }
        )

    def read(self, turn: Turn, freezes: int) -> None:
        """Read the freezes again if their number is another: they are only ever added to."""
        if freezes != self.freezes:
            self.frozen = set(turn.rows('SELECT scope, subject FROM "freeze"'))
            self.freezes = freezes


def freeze(store: Store, *, scope: str, subject: str, person: str, reason: str, at: str) -> int:
    """Store a freeze; return its number. Raises ValueError for an unknown scope or a missing subject."""
    if scope not in SCOPES or (scope == "all") != (subject == ""):
        raise ValueError("a freeze covers all, or one gateway, category or request")
    with store.turn() as turn:
        return turn.number(
            'INSERT INTO "freeze" (scope, subject, person, reason, at) VALUES (?, ?, ?, ?, ?) RETURNING id',
            (scope, subject, person, reason, at),
        )
