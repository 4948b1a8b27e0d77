"""The port through which a dispatcher sends and receives, independent of the protocol.

A session works in *turns*. Everything that arrived in one turn of the event loop (answers, receipts, replies) goes to the sink in
one call, `Sink.on_turn`. The sink commits it together with its next intents, and only after that commit calls `Session.write` and
`Session.acknowledge`. So an intent is durable before its bytes leave, and a receipt is durable before the provider is told to
forget it.

The records are named tuples because one is made per message, on the path whose speed is measured.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, NamedTuple, Protocol, TypeAlias, TypeVar


class Message(Protocol):
    """A text prepared for one gateway: encoded, segmented, framed. Opaque to the dispatcher."""

    @property
    def parts(self) -> int:
        """The number of messages on the wire per recipient; each takes one place in the window."""
        ...


M = TypeVar("M", bound=Message)


class Submit(NamedTuple, Generic[M]):
    """One recipient to send to.

    `key` is the caller's own handle and comes back in the outcome. `number` is 11 digits. `reference` (0..65535) travels as the
    provider's client reference, if it has one, and returns in receipts if the provider echoes it. `only` names the parts to send
    (0-based), empty for all: it completes a recipient whose outcome was `Why.PARTIAL`.
    """

    key: int
    number: int
    reference: int
    message: M
    only: tuple[int, ...] = ()


class Why(StrEnum):
    """Why it is not known whether the provider accepted a message."""

    TIMEOUT = "timeout"
    """No answer came within the response time."""
    CUT = "cut"
    """The line ended before the answer came."""
    NACK = "nack"
    """The provider answered that it could not read the message, which proves nothing about its parts."""
    MALFORMED = "malformed"
    """An answer came but could not be read."""
    LONG_ID = "long_id"
    """The answer's message id is longer than the protocol allows, so that no receipt could be matched by it."""
    REPEATED = "repeated"
    """The provider answered that it had the message's sequence number before, which proves nothing."""
    PARTIAL = "partial"
    """All parts were answered, but differently: some were accepted, some refused."""


class Accepted(NamedTuple):
    """Every part was accepted. `ids` holds the provider's message id of each part, in order ("" if it gave none)."""

    key: int
    ids: tuple[str, ...]


class Refused(NamedTuple):
    """No part was accepted, and the provider said so. `codes` holds the raw status of each part.

    `retry` is true only when every part was rejected for lack of capacity (throttled, queue full), so that sending again later is
    both safe and useful.
    """

    key: int
    codes: tuple[int, ...]
    retry: bool


class Unsent(NamedTuple):
    """Nothing of this recipient was written to the line. It may go back to the queue."""

    key: int


class Unknown(NamedTuple):
    """It is not known whether the message was accepted. It is never sent again without a person's decision.

    `ids` and `codes` hold what is known of each part: an id or "", a raw status or `NO_ANSWER`.
    """

    key: int
    why: Why
    ids: tuple[str, ...]
    codes: tuple[int, ...]


class Late(NamedTuple):
    """An answer that came after its recipient was reported as `Unknown`.

    `part` is the 0-based part; `id` is the message id when `code` is 0, else "". It must not overwrite a receipt's verdict.
    """

    key: int
    part: int
    id: str
    code: int


NO_ANSWER = -1
"""The value in `Unknown.codes` for a part without an answer."""

Outcome: TypeAlias = Accepted | Refused | Unsent | Unknown | Late


class Receipt(NamedTuple):
    """A provider's report on one message (状态报告).

    `number` is the recipient (0 when the address is no 11-digit number), `reference` the echoed client reference.
    `status` is the raw state word, `state` its number when the provider gave one; `console.domain.sending.verdicts` says what
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


class Fault(StrEnum):
    """What a provider does wrong on the wire. None of it has an effect; all of it is counted and shown to people."""

    STRAY_ANSWER = "stray_answer"
    """An answer to nothing of ours, or a second answer."""
    STRAY_BIND = "stray_bind"
    """An answer to a bind that is not ours."""
    UNPROVED = "unproved"
    """An answer to our bind that does not prove that the provider knows the account's secret."""
    SEQUENCE_TAKEN = "sequence_taken"
    """A message under the sequence number of one that is not answered yet: it is not taken, so that it comes again."""
    UNREADABLE = "unreadable"
    """A message of the protocol that breaks its layout."""
    LONG_ID = "long_id"
    """A message id that is longer than the protocol allows, in an answer or a receipt."""
    NACK = "nack"
    """The provider could not read a message of ours."""
    RECEIPT_BAD = "receipt_bad"
    """A receipt that names no message: neither a number nor an id that can be read."""
    RECEIPT_NUMBERLESS = "receipt_numberless"
    """A receipt without a readable number, whose id alone proves nothing."""
    RECEIPT_UNMATCHED = "receipt_unmatched"
    """A receipt about no message of ours, or about one of several."""
    RECEIPT_DOUBLED = "receipt_doubled"
    """A receipt that says again what one said before."""
    RECEIPT_PART = "receipt_part"
    """A receipt of one part of a long text, of which others had none yet."""
    RECEIPT_UNREAD = "receipt_unread"
    """A receipt with a state word that nobody knows."""
    RECEIPT_AGAINST = "receipt_against"
    """A receipt that contradicts what is settled already."""
    RECEIPT_DROPPED = "receipt_dropped"
    """A receipt that is not kept, or no longer: too many match nobody, or say again what is known."""
    LINE_LOST = "line_lost"
    """One of several lines of the account that ended or did not come about, while another goes on."""
    REPLIES_FULL = "replies_full"
    """A message from a subscriber that was left with the provider, because more wait here than are kept."""


class LineState(StrEnum):
    """The state of a line."""

    UP = "up"
    DOWN = "down"
    REFUSED = "refused"
    """The session has stopped: to go on would lock the account, or do harm with every line (`Cut` says why)."""


class Cut(StrEnum):
    """Why a line is down, as people are told (a word of the catalogue's `hold`)."""

    ENDED = "line_down"
    UNREACHABLE = "line_unreachable"
    """No connection comes about, or the bind has no answer."""
    BIND_FAILED = "line_bind_failed"
    """The provider answered the bind with a status that may mean a wrong password or a fault of its own."""
    TAKEN = "line_taken"
    """The provider has another line of this account."""
    REFUSED = "bind_refused"
    """The provider does not take the account or its password, or its certificate is not the expected one."""
    UNPROVED = "gateway_unproved"
    """The gateway did not prove that it knows the password, which its file demands: we refused it."""
    OTHER_VERSION = "gateway_version"
    """The gateway speaks another version of the protocol than its file says."""


@dataclass(frozen=True, slots=True)
class LineEvent:
    """A change of the line's state.

    `detail` is text for the log and for `show()`; `code` is the provider's status, if any, and `said` the same as its people know it.
    `refused` binds running were answered with what may pass; after `brakes.BINDS` of them none is tried until `Session.again`.
    """

    state: LineState
    detail: str
    code: int | None = None
    cause: Cut = Cut.ENDED
    said: str = ""
    refused: int = 0


class Sink(Protocol):
    """The receiver of a session's events. Both methods run on the event loop and may block it for the length of a commit."""

    def on_turn(self, outcomes: list[Outcome], receipts: list[Receipt], inbound: list[Inbound]) -> None:
        """Take everything that one turn brought; all three lists may be empty, which means that there may be room again.

        An exception ends the session: `Session.run` raises it, and nothing read in this turn is acknowledged.
        """
        ...

    def on_line(self, event: LineEvent) -> None:
        """Note that the line came up or went down."""
        ...


class Session(Protocol[M]):
    """One account's line to a provider: it connects, stays connected, and reports the true outcome of each message."""

    def prepare(self, text: str, concatenation: int) -> M:
        """Prepare a text for sending.

        `concatenation` (0..255) joins the parts of a long message on the handset; two long messages to one number must not share
        it.

        Raises:
            ValueError: the text cannot be written in the route's coding, is empty or too long.
        """
        ...

    def said(self, status: int) -> str:
        """Return a status of `Refused.codes` as the provider's people know it; its words are looked up by this."""
        ...

    def room(self) -> int:
        """Return how many parts may be written now: what the window and the pace allow, 0 while the line is down."""
        ...

    def unanswered(self, seconds: float) -> tuple[int, int]:
        """Return how many parts were written more than `seconds` ago and have no answer, and the age of the oldest in seconds."""
        ...

    @property
    def faults(self) -> Counter[str]:
        """How often each `Fault` happened on the session's lines."""
        ...

    def write(self, submits: Iterable[Submit[M]]) -> None:
        """Write recipients whose intents are committed. Write no more parts than `room` allows.

        Parts of a recipient beyond the room wait inside and go first; each recipient gets one outcome.
        """
        ...

    def acknowledge(self, tokens: Iterable[int]) -> None:
        """Tell the provider that these receipts and replies are stored.

        Tokens of an ended line are ignored: the provider sends such a receipt again.
        """
        ...

    def decline(self, tokens: Iterable[int]) -> None:
        """Tell the provider that these replies could not be stored now: it keeps them, and sends them again later."""
        ...

    def again(self) -> None:
        """Try another line at once if there is none: people let it go on, whatever was refused before."""
        ...

    async def run(self) -> None:
        """Keep the line up until `close`. Raises the sink's error, or the provider's refusal of the bind."""
        ...

    async def close(self) -> None:
        """Wait for open answers for at most the response time, unbind, and end `run`."""
        ...
