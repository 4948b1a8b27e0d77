"""The dispatcher's calls, whose caller is its service entry in the roster, and what the desk answers it."""

from typing import Annotated, ClassVar

import msgspec

from console.wire import views
from console.wire.base import Ask, Do
from console.wire.bounds import MANY, Exact, Small, Whole


class ReleasedRow(msgspec.Struct, frozen=True):
    """A released slot that the dispatcher may fetch: its bundle by (request, slot), its list, its desired state.

    `wish` is `send`, `hold` or `stop`; `hold` numbers the newest hold; `resume` is the signed act that lifted it, or empty.
    Of a slot that continues another, `release` is the digest of the proposal, which is here with its confirmation.
    """

    request: Whole
    slot: Small
    release: str
    list_id: Whole
    n: Whole
    wish: str
    hold: Small
    resume: Exact
    resume_signature: Exact
    reason: str
    proposal: Exact = ""
    proposal_signature: Exact = ""
    confirmation: Exact = ""
    confirmation_signature: Exact = ""


class Settlement(msgspec.Struct, frozen=True):
    """A confirmed pair of signatures about the unknown recipients of a release, for the dispatcher to judge."""

    request: Whole
    slot: Small
    release: str
    proposal: Exact
    proposal_signature: Exact
    confirmation: Exact
    confirmation_signature: Exact


class FreezeOrder(msgspec.Struct, frozen=True):
    """A freeze in force at the desk; it takes rights away alone, so the dispatcher asks for no proof.

    `id` and `at` tell it from every other one; `loss` is the digest of the report that froze it (R12), or empty.
    """

    id: Whole
    scope: str
    subject: str
    person: str
    reason: str
    at: str
    loss: str = ""


class Lift(msgspec.Struct, frozen=True):
    """A confirmed pair of signatures about no request, for the dispatcher to judge: unfreeze, resume after a loss, re-arm, erase.

    `reported` is the dispatcher's own signed report that it erased this before, where it has to be looked whether that still
    is so; empty for a pair that was never carried out.
    """

    proposal: Exact
    proposal_signature: Exact
    confirmation: Exact
    confirmation_signature: Exact
    reported: Exact = ""
    reported_signature: Exact = ""


class LegalHoldOrder(msgspec.Struct, frozen=True):
    """A legal hold as the dispatcher must know it: the desk's number, a request's id or a department, and when it was made."""

    id: Whole
    scope: str
    subject: str
    made: str


class Released(msgspec.Struct, frozen=True):
    """All slots that the dispatcher must know of, the newest opt-out serial, and what two people said of slots however old.

    `roster` is the newest version: a hint that what waits and what runs may be judged otherwise from now on. `frozen` is what
    is frozen at the desk, `lifts` what two people signed about that. `legal_holds` is what must not be erased, `erasures` what two people signed to erase,
    or to hold no longer. `hashed` is how many opt-outs stand as HMAC at the desk: when it grows, numbers went.
    """

    rows: Annotated[list[ReleasedRow], MANY]
    optouts: Whole
    settlements: Annotated[list[Settlement], MANY] = []
    roster: Small = 0
    frozen: Annotated[list[FreezeOrder], MANY] = []
    lifts: Annotated[list[Lift], MANY] = []
    legal_holds: Annotated[list[LegalHoldOrder], MANY] = []
    erasures: Annotated[list[Lift], MANY] = []
    hashed: Whole = 0


class ListChunk(msgspec.Struct, frozen=True):
    """A chunk of at most 10,000 numbers (int64, little-endian, ascending) for the dispatcher, with the list's salt."""

    salt: bytes
    numbers: bytes


class OptOutChunk(msgspec.Struct, frozen=True):
    """Opt-outs in clear after a serial: numbers (int64, little-endian), scopes (one byte each: 0 promotion, 1 all), newest serial."""

    numbers: bytes
    scopes: bytes
    serial: Whole


class RefusingChunk(msgspec.Struct, frozen=True):
    """Numbers of a list whom hashed opt-outs refuse (packed as in OptOutChunk), and the number after which to ask on; 0: it is all."""

    numbers: bytes
    scopes: bytes
    after: Whole


class Links(msgspec.Struct, frozen=True):
    """Ledger links after a position: (seq, prev, SHA-256 of envelope, SHA-256 of signature), for an independent head."""

    rows: Annotated[list[tuple[Whole, bytes, bytes, bytes]], MANY]


class PullReleased(Ask, frozen=True):
    """Every released slot of these gateways that is not ended, with what the desk wishes for it."""

    gateways: Annotated[list[str], MANY]
    Answer: ClassVar[type] = Released


class PullNumbers(Ask, frozen=True):
    """Numbers of a list above `after`."""

    list_id: Whole
    after: Whole = 0
    Answer: ClassVar[type] = ListChunk


class PullOptOuts(Ask, frozen=True):
    """Opt-outs after a serial."""

    after: Whole = 0
    Answer: ClassVar[type] = OptOutChunk


class PullRefusing(Ask, frozen=True):
    """Whom of a list above `after` opt-outs of erased numbers refuse, which the desk knows by HMAC alone."""

    list_id: Whole
    after: Whole = 0
    Answer: ClassVar[type] = RefusingChunk


class PullLinks(Ask, frozen=True):
    """At most 10,000 ledger links after a position."""

    after: Whole = 0
    Answer: ClassVar[type] = Links


class ReportSlot(Do, frozen=True):
    """A slot changed its state at the dispatcher.

    `event` is refused, started, held, resumed, stopped, done, corrected, settle_refused (two people's word is not taken)
    or contradicted (a receipt says that somebody was sent to whom two people settled as not sent).
    `text` and `signature` are the report as canonical JSON signed by the service key; `reason` is a name for people.
    """

    request: Whole
    slot: Small
    release: str
    event: str
    reason: str
    tally: views.Tally
    text: Exact
    signature: Exact


class Counters(msgspec.Struct, frozen=True):
    """Where a slot stands at the dispatcher.

    `why` names what it waits for just now (a word of the catalogue's `hold`), empty while it goes on; then `rate` is 0.
    """

    request: Whole
    slot: Small
    tally: views.Tally
    rate: Whole
    window: Whole
    oldest_unknown: str
    lag: tuple[Whole, Whole]
    errors: Annotated[list[tuple[str, Whole]], MANY]
    why: str = ""


class ReportProgress(Do, frozen=True):
    """Counters of slots: of those that moved at most twice a second, before each heartbeat of all that are under way.

    After a start, or a line that was down, they are of all that the dispatcher has. They never are ledger entries.
    """

    sends: Annotated[list[Counters], MANY]


class ReportResults(Do, frozen=True):
    """Per-recipient results of one 1,000-chunk of the list, replacing those of a lower revision.

    `states` is one byte a recipient in list order (RecipientState); `codes` maps index to raw code, `ids` index to message id.
    `signature` is the dispatcher's own (`memory.results_text`), by which it knows its word again when it has forgotten.
    """

    request: Whole
    slot: Small
    chunk: Small
    revision: Small
    states: bytes
    codes: Annotated[dict[Whole, str], MANY]
    ids: Annotated[dict[Whole, str], MANY]
    signature: Exact = ""


class Heartbeat(Do, frozen=True):
    """The dispatcher is here; `gateways` maps id to `up` or `down`. The answer's time is the desk's sign of life.

    `files` are the digests of the policy packs and gateway files that it has. One whose database was restored or copied says
    by which mark it asks to be armed again (`unarmed`), and `why`. One that ends says by its last heartbeat why (`ends`).
    """

    gateways: Annotated[dict[str, str], MANY]
    files: Annotated[list[str], MANY] = []
    unarmed: str = ""
    why: str = ""
    ends: str = ""


class Head(Do, frozen=True):
    """A ledger head signed by the dispatcher."""

    text: Exact
    signature: Exact


AnyCall = (
    PullReleased
    | PullNumbers
    | PullOptOuts
    | PullRefusing
    | PullLinks
    | ReportSlot
    | ReportProgress
    | ReportResults
    | Heartbeat
    | Head
)
