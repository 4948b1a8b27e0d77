"""Sends in memory: the state of each, what changed since the last report to the desk, and the only way to move a recipient."""

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

from console.dispatch.store import DriftError, Turn
from console.domain.categories import Category
from console.domain.contacts import merkle
from console.domain.contacts.optouts import PROMOTION, covering, number_of
from console.domain.requests.segments import BillingRule, billed_parts
from console.domain.sending.brakes import FIRST, PROVED
from console.domain.sending.dialects import Dialect
from console.domain.sending.gateways import GatewayFile
from console.domain.sending.limits import UNLIMITED, SendLimits
from console.domain.sending.refusal_codes import RefusalCode, RefusalCodes
from console.domain.states import RECIPIENT_MOVES, RecipientState, StateError
from console.domain.times import ZONE
from console.gateways.ports import Message
from console.wire.sending.slots import Tally

QUEUED, IN_FLIGHT, ACCEPTED = RecipientState.QUEUED, RecipientState.IN_FLIGHT, RecipientState.ACCEPTED
UNKNOWN, NO_RECEIPT = RecipientState.UNKNOWN, RecipientState.NO_RECEIPT
UNDELIVERED = RecipientState.UNDELIVERED
_NAMES = tuple(state.name.lower() for state in RecipientState)
_COLUMNS = (
    "id, request, slot, release_digest, request_digest, list_id, n, category, gateway, opens, closes, hours_from, hours_to, hours,"
    " rate, body, reference, state, reason, hold, resumed, reported, held_at, continues, root, people, department, mandatory,"
    " limits, text_key, treated_as, keyed"
)
_REASONS = (
    f"SELECT v.code, r.state = {int(RecipientState.SUPPRESSED)} AS unsent, count(*) FROM verdict v JOIN recipient r"  # noqa: S608 - our own integer
    " ON r.send_id = v.send_id AND r.place = v.place WHERE v.send_id = ? GROUP BY v.code, unsent"
)
FAILED_AT = (
    "SELECT max(v.at) FROM verdict v JOIN recipient r ON r.send_id = v.send_id AND r.place = v.place"  # noqa: S608 - our own integer
    f" WHERE v.send_id = ? AND r.state = {int(UNDELIVERED)}"
)
"""SQL for when the newest receipt of a failure came that still stands, in epoch milliseconds."""
_SAVE = f"UPDATE tally SET {', '.join(f'{name} = ?' for name in _NAMES)} WHERE send_id = ?"  # noqa: S608 - our own names

WAITING, SENDING, ENDING, LOADING = "waiting", "sending", "ending", "loading"
DONE, STOPPED, REFUSED = "done", "stopped", "refused"


Prepare = Callable[[str, int], Message]
"""A gateway's message factory: makes a message of a text and a concatenation number (0..255). Raises ValueError."""


Waiting = tuple[int, int, int]
"""A recipient in the queue: their place, their number, and how often it was tried."""


class Reported(IntEnum):
    """What the desk knows of an ended send's results."""

    PENDING = 0
    ALL = 1
    CORRECTION = 2


@dataclass(slots=True)
class Send:
    """One release under way. The first fields are the columns of `send`; `tally` counts recipients by state.

    `lacks` names which of the dispatcher's files is missing (`refusals.LackingError`), or is empty. `unscreened` says why it is not
    known yet which recipients have hashed opt-outs (`hashed`); empty once it is. `positions` are the chunks of 1,000 places that have
    recipients, `dirty` those of them that changed. `errors` counts the provider's codes, `suppressed` the reasons why recipients were
    suppressed. `limited` are `limits` as the row keeps them. Up to the place `cursor` recipients were read ahead, into `block`; those
    in `again` go first, because they went before and came back.
    """

    id: int
    request: int
    slot: int
    release: str
    request_digest: str
    list_id: int
    n: int
    category: str
    gateway: str
    opens: str
    closes: str
    hours_from: str
    hours_to: str
    hours: str
    rate: int
    body: str
    reference: int
    state: str
    reason: str
    hold: int
    resumed: int
    reported: int
    held_at: str
    continues: int
    root: int
    people: str
    department: str
    mandatory: int
    limited: str
    text_key: str
    treated_as: str
    keyed: int
    signers: frozenset[str] = frozenset()
    limits: SendLimits = UNLIMITED
    tally: list[int] = field(default_factory=lambda: [0] * len(RecipientState))
    positions: list[int] = field(default_factory=list)
    dirty: set[int] = field(default_factory=set)
    errors: Counter[str] = field(default_factory=Counter)
    suppressed: Counter[str] = field(default_factory=Counter)
    message: Message | None = None
    parts: int = 1
    cursor: int = -1
    block: list[Waiting] = field(default_factory=list)
    again: deque[Waiting] = field(default_factory=deque)
    held_by_self: str = ""
    lacks: str = ""
    unscreened: str = "desk_silent"
    changed: bool = False
    moved_at: float = 0.0
    spent_at: float = 0.0
    tokens: float = 0.0
    first: int = 0
    """How many go before the rest, which waits for their receipts; 0 once people let it go on, and where nothing has to be proved."""
    failed_at: int = 0
    """When the newest receipt of a failure came (epoch milliseconds, 0: none)."""

    @property
    def does(self) -> Category:
        """The category of what its text does, whatever it is filed as: it keeps that one's refusals, hours and limits."""
        return Category(self.treated_as or self.category)

    @property
    def refusing(self) -> tuple[int, ...]:
        """The numbers of the opt-out scopes that keep its messages back."""
        return covering(self.does, self.department, mandatory=bool(self.mandatory))

    @property
    def promotes(self) -> bool:
        """Whether an open reply keeps its messages back, as a refusal of promotion does."""
        return number_of(PROMOTION) in self.refusing

    @property
    def trial(self) -> bool:
        """Whether it is a trial, which no slot of a request is."""
        return not self.slot

    @property
    def held(self) -> bool:
        """Whether a person's hold is in force."""
        return self.hold > self.resumed

    def leave(self, place: int) -> None:
        """Take somebody out of the queue in memory, wherever they wait in it; the others keep their places."""
        at = bisect_left(self.block, (place,))
        if at < len(self.block) and self.block[at][0] == place:
            del self.block[at]
        if any(one == place for one, _, _ in self.again):
            self.again = deque(one for one in self.again if one[0] != place)

    def proved(self) -> int:
        """Recipients whose message has a final receipt."""
        return self.tally[RecipientState.DELIVERED] + self.tally[UNDELIVERED]

    def may_go(self) -> int | None:
        """How many may go before the first ones have their receipts; None once it does not matter."""
        if not self.first or self.proved() >= PROVED:
            return None
        unsent = (QUEUED, RecipientState.SUPPRESSED, RecipientState.NOT_SENT)
        return max(0, self.first - self.n + sum(self.tally[state] for state in unsent))

    def open(self) -> int:
        """Recipients who are not in an end state."""
        return self.tally[QUEUED] + self.tally[IN_FLIGHT] + self.tally[ACCEPTED]

    def doubtful(self) -> bool:
        """Whether a receipt might have to be matched without a message id."""
        return bool(self.tally[IN_FLIGHT] or self.tally[UNKNOWN] or self.tally[ACCEPTED])

    def view(self) -> Tally:
        """The tally in the form that the desk takes."""
        return Tally(approved=self.n, **dict(zip(_NAMES, self.tally, strict=True)))


def limits_of(kept: str) -> SendLimits:
    """Return the limits that the row of a send keeps."""
    return msgspec.json.decode(kept, type=SendLimits) if kept else UNLIMITED


def reasons(turn: Turn, send_id: int) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many recipients of a send were suppressed for each reason, and how many have each of the provider's codes."""
    rows = turn.rows(_REASONS, (send_id,))
    suppressed = {code: n for code, state, n in rows if state}
    return suppressed, {code: n for code, state, n in rows if not state}


@lru_cache(maxsize=256)
def _day(at: int, zone: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(at / 1000, zone):%Y-%m-%d}"


class Book:
    """The sends of one gateway. Only the event loop's thread uses it; a failed transaction ends the process."""

    def __init__(self, gateway: str, prepare: Prepare, zone: ZoneInfo | None = None) -> None:
        self.gateway = gateway
        self._zone = zone or ZoneInfo(ZONE)
        self._prepare = prepare
        self._sends: dict[int, Send] = {}
        self._changed: set[int] = set()
        self._settled: set[int] = set()
        self.codes = RefusalCodes()
        """The provider's codes that mean a refusal, by the gateway file in use."""
        self.receipt_seconds = 0
        """The time in which a receipt may come, by the gateway file in use."""
        self.dialect = Dialect()
        """How receipts are spelled, by the gateway file in use."""
        self.let_go: set[int] = set()
        """Requests whose sends two people let go on, whatever their first ones said."""
        self.window, self.receipt_minutes = 1, 0
        """The agreed number of open submits, and within how many minutes receipts come, by the gateway file in use."""
        self.price_fen, self.day_fen, self._billing = 0, 0, BillingRule.CN_70_67
        """What a billed part costs, and what may be spent in a day, by the gateway file in use."""
        self.faults: Counter[str] = Counter()
        """How often each `ports.Fault` happened on the gateway's lines and in its receipts since the start."""

    def __iter__(self) -> Iterator[Send]:
        return iter(list(self._sends.values()))

    def code_meaning(self, words: str, at: int) -> RefusalCode | None:
        """Return the code by which a receipt's or an answer's words opt out; `at` is the time in epoch milliseconds."""
        if not self.codes:
            return None
        return self.codes.meaning(words, _day(at, self._zone))

    def load(self, turn: Turn) -> None:
        """Read every send that may still change."""
        for (send_id,) in turn.rows(
            "SELECT s.id FROM send s JOIN tally t ON t.send_id = s.id WHERE s.gateway = ? AND s.erased = '' AND s.state <> 'loading'"
            " AND s.state <> 'refused' AND (s.state IN ('waiting', 'sending', 'ending') OR s.reported <> 1"
            " OR t.queued + t.in_flight + t.accepted + t.unknown > 0) ORDER BY s.id",
            (self.gateway,),
        ):
            self.get(turn, send_id)
        self._settled = {
            send_id
            for (send_id,) in turn.rows(
                "SELECT DISTINCT s.id FROM settlement t JOIN send s ON s.id = t.send_id WHERE s.gateway = ?",
                (self.gateway,),
            )
        }

    def get(self, turn: Turn, send_id: int) -> Send | None:
        """Return the send of that id, reading it if needed; None if it is another gateway's, still loaded, or its numbers were erased."""
        send = self._sends.get(send_id)
        if send is None:
            row = turn.one(
                f"SELECT {_COLUMNS} FROM send WHERE id = ? AND gateway = ? AND erased = '' AND state <> 'loading'",  # noqa: S608 - our own names
                (send_id, self.gateway),
            )
            if row is None:
                return None
            send = self._sends[send_id] = Send(*row)
            send.signers = frozenset(send.people.split())
            send.limits = limits_of(send.limited)
            self._fill(turn, send)
            self._prove(send)
        return send

    def _fill(self, turn: Turn, send: Send) -> None:
        tally = turn.one(f"SELECT {', '.join(_NAMES)} FROM tally WHERE send_id = ?", (send.id,))  # noqa: S608 - our own names
        counted = [0] * len(RecipientState)
        for state, count in turn.rows(
            "SELECT state, count(*) FROM recipient WHERE send_id = ? GROUP BY state", (send.id,)
        ):
            counted[state] = count
        if tally is None or list(tally) != counted or sum(counted) != send.n:
            raise DriftError(f"send {send.id}: the tally is not what its recipients say")
        send.tally = counted
        chunks = turn.rows("SELECT position FROM chunk WHERE send_id = ? ORDER BY position", (send.id,))
        send.positions = [position for (position,) in chunks]
        self._make_ready(send)
        if send.reported != Reported.ALL:
            send.dirty = set(send.positions)
        if send.tally[UNDELIVERED]:
            send.failed_at = turn.number(FAILED_AT, (send.id,))
        suppressed, errors = reasons(turn, send.id)
        send.suppressed, send.errors = Counter(suppressed), Counter(errors)

    def _make_ready(self, send: Send) -> None:
        """Frame a send's text. If the present gateway file cannot hold it, the send is judged before more of it goes out."""
        try:
            send.message = self._prepare(send.body, send.reference & 0xFF)
        except ValueError:
            send.message, send.lacks = None, "gateway_changing"
        else:
            send.parts = send.message.parts

    def cost(self, send: Send) -> int:
        """Return what a message of the send costs, in fen."""
        return self.price_fen * billed_parts(send.body, self._billing)

    def day(self, now: float) -> str:
        """Return the day of the calendar at an instant, where this organisation is."""
        return _day(int(now * 1000), self._zone)

    def follow(self, file: GatewayFile) -> None:
        """Read answers and receipts by this gateway file from now on."""
        self.codes = RefusalCodes(file.refusal_codes)
        self.receipt_seconds = file.receipt_hours * 3600
        self.dialect = file.dialect
        self.window, self.receipt_minutes = file.window, file.receipt_minutes
        self.price_fen, self.day_fen, self._billing = file.price_fen, file.day_fen, BillingRule(file.billing)
        for send in self._sends.values():
            self._prove(send)

    def _prove(self, send: Send) -> None:
        """Let a large send begin with a few, unless people let it go on already, or this gateway gives no receipts."""
        large = bool(send.limits.canary) and send.n >= send.limits.canary
        send.first = FIRST if large and self.receipt_minutes and send.request not in self.let_go else 0

    def use(self, prepare: Prepare) -> None:
        """Frame all texts again for another gateway file. Sends that are running wait until they are judged by that file."""
        self._prepare = prepare
        for send in self._sends.values():
            self._make_ready(send)
            if send.state == SENDING:
                send.lacks = "gateway_changing"

    def forget(self, send_id: int) -> None:
        """Drop a send from memory, because its row was taken back or erased."""
        self._sends.pop(send_id, None)

    def settled(self, send: Send) -> None:
        """Note that two people settled recipients in doubt of a send; a late receipt may contradict them."""
        self._settled.add(send.id)

    def was_settled(self, send_id: int) -> bool:
        """Whether two people settled recipients in doubt of that send."""
        return send_id in self._settled

    def doubtful(self) -> list[int]:
        """Ids of the sends in which the recipient of a receipt without a known id is looked for."""
        return list({send.id for send in self._sends.values() if send.doubtful()} | self._settled)

    def move(
        self, turn: Turn, send: Send, old: RecipientState, new: RecipientState, places: Sequence[int]
    ) -> None:
        """Move the recipients at these places; raises DriftError unless each was in `old`, StateError for a move that does not exist."""
        if new not in RECIPIENT_MOVES[old]:
            raise StateError(f"a recipient does not go from {old.name} to {new.name}")
        touched = turn.run_in(
            f"UPDATE recipient SET state = {int(new)} WHERE send_id = ? AND state = {int(old)} AND place IN ({{}})",  # noqa: S608 - our own integers
            (send.id,),
            places,
        )
        self.count(send, old, new, places, touched)

    def count(
        self, send: Send, old: RecipientState, new: RecipientState, places: Sequence[int], touched: int
    ) -> None:
        """Note that those at `places` moved from `old` to `new`; `touched` is how many rows were changed."""
        if touched != len(places):
            raise DriftError(f"send {send.id}: {len(places)} {old.name} recipients, {touched} changed")
        send.tally[old] -= touched
        send.tally[new] += touched
        self._changed.add(send.id)
        self.soil(send, places)

    @staticmethod
    def soil(send: Send, places: Sequence[int]) -> None:
        """Mark the chunks that contain these places as not reported."""
        send.dirty.update({place // merkle.CHUNK for place in places})

    def changed(self) -> list[Send]:
        """The sends whose recipients moved in this transaction."""
        return [self._sends[send_id] for send_id in self._changed]

    def save(self, turn: Turn, now: float) -> list[Send]:
        """Write the tallies that this transaction changed, each of which must balance; return their sends."""
        changed = [self._sends[send_id] for send_id in self._changed]
        self._changed.clear()
        for send in changed:
            if sum(send.tally) != send.n or min(send.tally) < 0:
                raise DriftError(f"send {send.id}: the tally does not balance")
            turn.run(_SAVE, (*send.tally, send.id))
            send.changed = True
            send.moved_at = now
            if send.state in {DONE, STOPPED} and send.reported != Reported.CORRECTION:
                self.set(turn, send, reported=int(Reported.CORRECTION))
        return changed

    @staticmethod
    def set(turn: Turn, send: Send, **values: str | int) -> None:
        """Change columns of a send, in the row and in memory."""
        names = ", ".join(f"{name} = ?" for name in values)
        turn.run(f"UPDATE send SET {names} WHERE id = ?", (*values.values(), send.id))  # noqa: S608 - our own names
        for name, value in values.items():
            setattr(send, name, value)
