"""Why nothing is submitted just now: holds of people, freezes, and what the dispatcher holds by itself."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from console.dispatch.sends import QUEUED, SENDING, WAITING, Send
from console.dispatch.store import Store, Turn
from console.domain.freezes.freezes import Scope, fits

DESK_SILENT = "desk_silent"
CLOCK_BEHIND = "clock_behind"
QUIET_HOURS = "quiet_hours"
LEDGER_FORKED = "ledger_forked"
NOT_ARMED = "not_armed"
FROZEN = "frozen"
HELD = "held"
ARMED_AGAIN = "armed_again"
OPTOUT_KEY = "optout_key"
DESK_OPTOUT_KEY = "desk_optout_key"

VAULT_LOCKED = "vault_locked"
VAULT_MISSING = "vault_missing"
VAULT_UNAVAILABLE = "vault_unavailable"
SECRET_MISSING = "secret_missing"  # noqa: S105 - a name
SECRET_GONE = "secret_gone"  # noqa: S105 - a name
SECRET_FOREIGN = "secret_foreign"  # noqa: S105 - a name
SECRET_RETIRED = "secret_retired"  # noqa: S105 - a name
BIND_REFUSED = "bind_refused"
PORT_UNKNOWN = "port_unknown"
ROTATING = "rotating"
GATEWAY_CHANGING = "gateway_changing"

LINE_DOWN = "line_down"
WINDOW_AHEAD = "window_ahead"
DISK_FULL = "disk_full"
FAILED = "dispatcher_failed"

SELF_LIFTED = frozenset({DESK_SILENT, CLOCK_BEHIND, QUIET_HOURS})
"""Holds that end when their cause does; every other one needs people."""

CLOSED = frozenset(
    {
        VAULT_LOCKED, VAULT_MISSING, VAULT_UNAVAILABLE, SECRET_MISSING, SECRET_GONE, SECRET_FOREIGN, SECRET_RETIRED,
        BIND_REFUSED, PORT_UNKNOWN, ROTATING, GATEWAY_CHANGING,
    }
)  # fmt: skip
"""Why a gateway is closed: it has no line, and gets one when the custodian has put it right (R12)."""


def within_hours(local: str, start: str, end: str) -> bool:
    """Whether the local time `HH:MM` lies in the daily window from `start` to before `end` (which may pass midnight)."""
    return start <= local < end if start <= end else local >= start or local < end


@dataclass(slots=True)
class Holds:
    """Everything that can keep a send from being submitted. Asked before every turn that would write."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    everything: set[str] = field(default_factory=set)
    frozen: set[tuple[str, str]] = field(default_factory=set)
    people: frozenset[str] = frozenset()
    """Whose signature stops what stands on it."""
    closed: dict[str, str] = field(default_factory=dict)
    """Gateways that have no line, and why (a name of CLOSED)."""
    freezes: int = -1
    noticed: int = 0
    """How often the desk gave notice of a stop; a plain value that its link's reading thread counts."""
    heeded: int = 0
    """How many of these notices were read and carried out. Until then nothing is submitted, and it is no hold either."""
    _second: int = -1
    _local: str = ""

    def why(self, send: Send, now: float) -> str:
        """The name of what holds this send at `now` (epoch seconds), empty if nothing does."""
        if send.held:
            return HELD
        if self.everything:
            return min(self.everything)
        if self.frozen and self.freezes_send(send):
            return FROZEN
        if send.gateway in self.closed:
            return self.closed[send.gateway]
        if send.lacks:
            return send.lacks
        if send.unscreened:
            return send.unscreened
        if not within_hours(self.local(now), send.hours_from, send.hours_to):
            return QUIET_HOURS
        return ""

    def hushed(self) -> bool:
        """Whether the desk gave notice of a stop that was not read yet."""
        return self.noticed != self.heeded

    def cause(self, send: Send, now: float, moment: str, *, up: bool) -> str:
        """The name of what a send waits for at `now`, as people are told: a hold, its window, its line; empty while it goes on."""
        if send.state not in {WAITING, SENDING} or not send.tally[QUEUED]:
            return ""
        why = self.why(send, now)
        if why == send.unscreened and send.state == WAITING and DESK_SILENT not in self.everything:
            # Whom hashed opt-outs refuse is asked when its window opens.
            why = "" if why == DESK_SILENT else why
        if why or moment < send.opens:
            return why or WINDOW_AHEAD
        return "" if up else LINE_DOWN

    def local(self, now: float) -> str:
        """The people's clock as `HH:MM`."""
        second = int(now)
        if second != self._second:
            self._second = second
            self._local = datetime.fromtimestamp(second, UTC).astimezone(self.zone).strftime("%H:%M")
        return self._local

    def freezes_send(self, send: Send) -> bool:
        """Whether a freeze covers a send: itself, its category, its gateway, or somebody on whose signature it stands.

        Of one that was claimed before its people were kept nobody knows on whose; so anybody's stops it.
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

    def freeze(self, scope: str, subject: str) -> None:
        """A freeze is stored; from now on it counts, for every gateway."""
        self._set({*self.frozen, (scope, subject)})

    def read(self, turn: Turn, freezes: int) -> None:
        """Read the freezes again if their number is another: both making and lifting one only ever adds a row."""
        if freezes != self.freezes:
            self._set(set(turn.rows(_in_force())))
            self.freezes = freezes

    def load(self, store: Store) -> None:
        """Read the freezes now: before anything else, or because one was lifted."""
        with store.look() as look:
            self._set(set(look.rows(_in_force())))

    def _set(self, reasons: set[tuple[str, str]]) -> None:
        """Take what is in force. A freeze that nobody here understands, made by a newer program or damaged, freezes everything."""
        self.frozen = {one if fits(*one) else (str(Scope.ALL), "") for one in reasons}
        self.people = frozenset(subject for scope, subject in self.frozen if scope == Scope.PERSON)


def _in_force() -> str:
    """The question for what is frozen and not lifted."""
    return (
        'SELECT DISTINCT f.scope, f.subject FROM "freeze" f WHERE NOT EXISTS'
        " (SELECT 1 FROM freeze_lifted l WHERE l.freeze = f.id)"
    )
