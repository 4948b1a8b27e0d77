"""The port through which a dispatcher sends and hears, whatever protocol lies behind it.

A session works in *turns*. Everything that one turn of the event loop brought (answers, receipts, replies) goes to
the sink in one call, `Sink.on_turn`. The sink commits what it was told together with its next intents, and only
after that commit calls `Session.write` and `Session.acknowledge`. So an intent is durable before its bytes leave,
and a receipt is durable before the provider is told to forget it.

The records are named tuples: they are made once a message, on the path whose speed is measured.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, NamedTuple, Protocol, TypeAlias, TypeVar


class Message(Protocol):
    """A text made ready for one gateway: encoded, segmented, framed. Opaque to the dispatcher."""

    @property
    def parts(self) -> int:
        """How many messages on the wire one recipient costs; each takes one place in the window."""
        ...


M = TypeVar("M", bound=Message)


class Submit(NamedTuple, Generic[M]):
    """One recipient to send to.

    `key` is the caller's own handle and comes back in the outcome. `number` is 11 digits. `reference` (0..65535)
    travels as the provider's client reference where it has one and comes back in receipts where it echoes.
    `only` names the parts to send (0-based), empty for all: it serves to complete a recipient that came back
    `Why.PARTIAL`.
    """

    key: int
    number: int
    reference: int
    message: M
    only: tuple[int, ...] = ()


class Why(StrEnum):
    """Why nobody can say whether the provider took a message."""

    TIMEOUT = "timeout"
    """No answer within the response time."""
    CUT = "cut"
    """The line ended before the answer came."""
    NACK = "nack"
    """The provider answered that it could not read the message, which proves nothing about its parts."""
    MALFORMED = "malformed"
    """An answer came that could not be read."""
    PARTIAL = "partial"
    """All parts are answered, and not alike: some were taken, some refused."""


class Accepted(NamedTuple):
    """Every part was taken. `ids` holds the provider's message id of each part, in order ("" if it gave none)."""

    key: int
    ids: tuple[str, ...]


class Refused(NamedTuple):
    """No part was taken, and the provider said so. `codes` holds the raw status of each part.

    `retry` is true only when every part was turned away for want of room (throttled, queue full), so that sending
    again later is both safe and sensible.
    """

    key: int
    codes: tuple[int, ...]
    retry: bool


class Unsent(NamedTuple):
    """Nothing of this recipient was written to the line. It may go back to the queue."""

    key: int


class Unknown(NamedTuple):
    """Nobody can say whether it was taken. It is never sent again without a person's word.

    `ids` and `codes` hold what is known of each part: an id or "", a raw status or `NO_ANSWER`.
    """

    key: int
    why: Why
    ids: tuple[str, ...]
    codes: tuple[int, ...]


class Late(NamedTuple):
    """An answer that came after its recipient was reported `Unknown`.

    `part` is the 0-based part, `id` the message id when `code` is 0, else "". A receipt's verdict must not be
    overwritten by it.
    """

    key: int
    part: int
    id: str
    code: int


NO_ANSWER = -1
"""Stands in `Unknown.codes` for a part without an answer."""

Outcome: TypeAlias = Accepted | Refused | Unsent | Unknown | Late


class Receipt(NamedTuple):
    """A provider's report on one message (状态报告).

    `number` is the recipient (0 when the address is no 11-digit number), `reference` the echoed client reference.
    `status` is the raw state word, `state` its number when the provider gave one; `console.gateways.verdicts` says what
    they mean.
    `error` and `done_at` are raw text. `raw` is the whole report as it came. `token` goes to `Session.acknowledge`.
    """

    number: int
    message_id: str
    reference: int | None
    status: str
    state: int | None
    error: str
    done_at: str
    raw: bytes
    token: int


class Inbound(NamedTuple):
    """A message from a subscriber, such as the opt-out 退订.

    `number` as in `Receipt`; `address` is the sender as it came; `to` is our number, with any extension digits.
    """

    number: int
    address: str
    to: str
    text: str
    raw: bytes
    token: int


class LineState(StrEnum):
    """What a line is doing."""

    UP = "up"
    DOWN = "down"
    REFUSED = "refused"
    """The provider turned the credentials away; the session has stopped, so as not to lock the account."""


@dataclass(frozen=True, slots=True)
class LineEvent:
    """A change of the line. `detail` is text for the log and for `show()`; `code` the provider's status, if any."""

    state: LineState
    detail: str
    code: int | None = None


class Sink(Protocol):
    """What a session tells. Both methods run on the event loop and may block it for the length of a commit."""

    def on_turn(self, outcomes: list[Outcome], receipts: list[Receipt], inbound: list[Inbound]) -> None:
        """Take everything one turn brought; all three may be empty, which says that there may be room again.

        An exception ends the session: `Session.run` raises it, and nothing read in this turn is acknowledged.
        """
        ...

    def on_line(self, event: LineEvent) -> None:
        """Take note that the line came up or went down."""
        ...


class Session(Protocol[M]):
    """One account's line to a provider: it connects, stays connected, and says the truth about each message."""

    def prepare(self, text: str, concatenation: int) -> M:
        """Make a text ready to send.

        `concatenation` (0..255) ties the parts of a long message together on the handset; two long messages to one
        number must not share it.

        Raises:
            ValueError: the text cannot be written in the route's coding, is empty or too long.
        """
        ...

    def room(self) -> int:
        """How many parts may be written now: what the window and the pace leave, 0 while the line is down."""
        ...

    def write(self, submits: Iterable[Submit[M]]) -> None:
        """Write recipients whose intents are committed. Write only while `room` says so.

        A recipient's parts beyond the room wait inside and go first; each recipient gets one outcome.
        """
        ...

    def acknowledge(self, tokens: Iterable[int]) -> None:
        """Tell the provider that these receipts and replies are stored.

        Tokens of an ended line are ignored: the provider sends such a receipt again.
        """
        ...

    async def run(self) -> None:
        """Keep the line up until `close`. Raises what the sink raised, or the provider's refusal of the bind."""
        ...

    async def close(self) -> None:
        """Wait for open answers as long as the response time allows, say goodbye, and end `run`."""
        ...
