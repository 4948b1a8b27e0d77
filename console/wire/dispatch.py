"""The dispatcher's calls, made under its service entry in the roster, and the desk's answers."""

from typing import Annotated, Any, ClassVar, Final

import msgspec

from console.wire.base import Ask, Do
from console.wire.bounds import MANY, Exact, PairAfter, Small, Whole
from console.wire.sending.sends import Evidence
from console.wire.sending.slots import Tally


class ReleasedRow(msgspec.Struct, frozen=True):
    """A released slot that the dispatcher may fetch: its bundle by (request, slot), its list, its desired state.

    `wish` is `send`, `hold` or `stop`; `hold` numbers the newest hold; `resume` is the signed act that lifted it, or empty.
    For a slot that continues another, `release` is the digest of the proposal, which is here with its confirmation.
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


class TrialOffer(msgspec.Struct, frozen=True):
    """A confirmed pair of signatures that tries a text, for the dispatcher to judge; `request` is 0 where a gateway is tried."""

    request: Whole
    proposal: Exact
    proposal_signature: Exact
    confirmation: Exact
    confirmation_signature: Exact


class FreezeOrder(msgspec.Struct, frozen=True):
    """A freeze in force at the desk; it only takes rights away, so the dispatcher asks for no proof.

    `id` and `at` identify it; `loss` is the digest of the loss report that caused it (R12), or empty.
    """

    id: Whole
    scope: str
    subject: str
    person: str
    reason: str
    at: str
    loss: str = ""


class Lift(msgspec.Struct, frozen=True):
    """A confirmed pair of signatures about no request, for the dispatcher to judge: unfreeze, resume after a loss, re-arm, erase, resubscribe.

    `reported` is the dispatcher's own signed report of this erasure, so that it can check whether that still holds; it is
    empty if the pair was never carried out. `num` and `salt` open the number that an act sealed which ends a refusal.
    """

    proposal: Exact
    proposal_signature: Exact
    confirmation: Exact
    confirmation_signature: Exact
    reported: Exact = ""
    reported_signature: Exact = ""
    num: Whole = 0
    salt: bytes = b""


class WithdrawnText(msgspec.Struct, frozen=True):
    """A signed withdrawal of a text's release (R11), for the dispatcher to judge."""

    text: Exact
    signature: Exact


class LegalHoldOrder(msgspec.Struct, frozen=True):
    """A legal hold as the dispatcher must know it: the desk's number, a request's id or a department, and when it was made."""

    id: Whole
    scope: str
    subject: str
    made: str


class Released(msgspec.Struct, frozen=True):
    """All slots that the dispatcher must know, the newest opt-out serial, and two-person acts about slots, however old.

    `roster` is the newest version: a hint to judge waiting and running slots again. `frozen` is what is frozen at the desk,
    `lifts` the two-person acts about that. `legal_holds` is what must not be erased, `erasures` the two-person acts to erase or
    to end a legal hold. `hashed` is how many opt-outs are HMACs at the desk: when it grows, numbers were erased. `open_replies`
    changes whenever a reply or complaint comes or is decided on. `withdrawn` are the newest withdrawals of text releases, `trials` the
    trials that may still go out.
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
    open_replies: PairAfter = ""
    withdrawn: Annotated[list[WithdrawnText], MANY] = []
    trials: Annotated[list[TrialOffer], MANY] = []

    @classmethod
    def salvaged(cls, data: bytes) -> "Released | None":
        """What can be read of an answer of which a row is out of bounds: it must not hide the others. None if it is no answer.

        A release that can only partly be read counts only for a hold, a stop, and a refusal by name. A freeze that cannot be read
        freezes everything. Other unreadable rows are left out, because none of them gives or takes a right by itself.
        """
        return _salvaged(data)


class ListChunk(msgspec.Struct, frozen=True):
    """A chunk of at most 10,000 numbers (int64, little-endian, ascending) for the dispatcher, with the list's salt."""

    salt: bytes
    numbers: bytes


class OptOutChunk(msgspec.Struct, frozen=True):
    """Opt-outs in clear after a serial: numbers, their scopes (`domain.contacts.optouts.number_of`) and serials, all int64, little-endian.

    `serial` is the newest one.
    """

    numbers: bytes
    scopes: bytes
    serials: bytes
    serial: Whole


class OpenReplies(msgspec.Struct, frozen=True):
    """Numbers of open replies (int64, little-endian), one a reply, up to the reply `newest`; `more` says that others follow.

    `count` is how many replies with a number are open in all, `optouts` the newest opt-out. The last answer has in `complaints` the numbers
    of all complaints that are not closed, packed likewise, and of the open replies that came again after a decision, which count there alone.
    """

    numbers: bytes
    newest: Whole
    more: bool
    count: Whole
    optouts: Whole
    complaints: bytes = b""


class RefusingChunk(msgspec.Struct, frozen=True):
    """Numbers of a list that hashed opt-outs refuse (packed as in OptOutChunk), and the number to continue after; 0: complete."""

    numbers: bytes
    scopes: bytes
    after: Whole


class Links(msgspec.Struct, frozen=True):
    """Ledger links after a position: (seq, prev, SHA-256 of envelope, SHA-256 of signature), for an independent head."""

    rows: Annotated[list[tuple[Whole, bytes, bytes, bytes]], MANY]


class PullReleased(Ask, frozen=True):
    """Every released slot of these gateways that has not ended, with the desk's wish for it."""

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


class PullOpenReplies(Ask, frozen=True):
    """Numbers whose reply waits for a person, of replies after `after`, and those of open complaints."""

    after: Whole = 0
    Answer: ClassVar[type] = OpenReplies


class PullRefusing(Ask, frozen=True):
    """Numbers of a list above `after` that are refused by opt-outs which the desk knows only by HMAC."""

    list_id: Whole
    after: Whole = 0
    Answer: ClassVar[type] = RefusingChunk


class PullLinks(Ask, frozen=True):
    """At most 10,000 ledger links after a position."""

    after: Whole = 0
    Answer: ClassVar[type] = Links


class ReportSlot(Do, frozen=True):
    """A slot changed its state at the dispatcher.

    `event` is refused, started, held, resumed, stopped, done, corrected, settle_refused (the two people's act is not accepted)
    or contradicted (a receipt contradicts what is settled already: `reason` says what, see `dispatch.receipts`).
    `text` and `signature` are the report as canonical JSON signed by the service key; `reason` is a short reason for people.
    """

    request: Whole
    slot: Small
    release: str
    event: str
    reason: str
    tally: Tally
    text: Exact
    signature: Exact


class Counters(msgspec.Struct, frozen=True):
    """The progress of a slot at the dispatcher.

    `why` names what it waits for now (a word of the catalogue's `hold`), empty while it runs; while it waits, `rate` is 0.
    After `quiet_hours` follows when they end (`quiet_hours: 2026-11-28T00:00:00Z`). `suppressed` counts the suppressed by
    reason (`limits.Why`). `failed_at` is when the newest receipt of a failure came, empty if none did.
    """

    request: Whole
    slot: Small
    tally: Tally
    rate: Whole
    window: Whole
    oldest_unknown: str
    lag: tuple[Whole, Whole]
    errors: Annotated[list[tuple[str, Whole]], MANY]
    why: str = ""
    suppressed: Annotated[list[tuple[str, Whole]], MANY] = []
    failed_at: str = ""


class ReportProgress(Do, frozen=True):
    """Counters of slots: at most twice a second for those that moved, and for all running slots before each heartbeat.

    After a start or a lost connection they cover all slots of the dispatcher. They are never ledger entries.
    """

    sends: Annotated[list[Counters], MANY]


UNANSWERED: Final = "unanswered"
"""`Untaken.why` where the desk itself can give no bundle or list."""


class Untaken(msgspec.Struct, frozen=True):
    """A release that stays at the desk though the dispatcher would take it: why, and since when (an instant).

    `why` is the name of what keeps it out (a word of the catalogue's `refused`) where it may have been sent already, or UNANSWERED;
    empty once it is over.
    """

    request: Whole
    slot: Small
    release: str
    why: Annotated[str, msgspec.Meta(pattern=r"\A[a-z_]{0,60}\Z")]
    since: str


class ReportUntaken(Do, frozen=True):
    """Releases that cannot be taken in, and must not be refused; never a ledger entry."""

    rows: Annotated[list[Untaken], MANY]


class ReportResults(Do, frozen=True):
    """Per-recipient results of one chunk of 1,000 places, replacing those of a lower revision.

    `states` is one byte a recipient (RecipientState); `codes` maps index to raw code, `ids` index to message id. `keyed`: the places
    are those of the list's sending order (`domain.ordering.sending`); without it they are list positions, as of an earlier version.
    `signature` is the dispatcher's (`memory.results_text`), so that it recognises its own results after a loss of data.
    `evidence` maps the index of each recipient in doubt to what is known of them; it is told, not signed.
    """

    request: Whole
    slot: Small
    chunk: Small
    revision: Small
    states: bytes
    codes: Annotated[dict[Whole, str], MANY]
    ids: Annotated[dict[Whole, str], MANY]
    signature: Exact = ""
    keyed: bool = False
    evidence: Annotated[dict[Whole, Evidence], MANY] = {}


class CodeRefusal(msgspec.Struct, frozen=True):
    """A recipient who refuses by a code of the provider, with the scope that the gateway file gives it; `at`: epoch milliseconds."""

    num: Whole
    scope: str
    gateway: str
    code: str
    request: Whole
    slot: Small
    at: Whole


class ReportCodeRefusals(Do, frozen=True):
    """Opt-outs by a provider's code, which the dispatcher enforces already."""

    rows: Annotated[list[CodeRefusal], MANY]


class ReturnOptOuts(Do, frozen=True):
    """Opt-outs that the dispatcher enforces and a desk that was put back to an older state lacks: numbers, and their scopes as numbers."""

    rows: Annotated[list[tuple[Whole, Whole]], MANY]


class GatewayWire(msgspec.Struct, frozen=True):
    """What goes wrong on a gateway's line: how often each fault happened since the dispatcher started (`gateways.ports.Fault`).

    `unanswered` is how many submits have waited for their answer for over three seconds, and for how many seconds the oldest has.
    `full`: so many messages from subscribers wait to be judged that further ones are left with the provider. `outage` is since when the
    line is or was down, and when it came back (instants): both empty if it never was, the second while it is.
    """

    faults: Annotated[dict[str, Whole], MANY] = {}
    unanswered: tuple[Whole, Whole] = (0, 0)
    full: bool = False
    outage: tuple[str, str] = ("", "")


class ReportTrial(Do, frozen=True):
    """What became of a trial: a `TrialReport` as canonical JSON, signed by the service key."""

    text: Exact
    signature: Exact


class Heartbeat(Do, frozen=True):
    """The dispatcher is alive; `gateways` maps id to `up` or `down`. The time of the answer tells it that the desk is alive.

    `files` are the digests of its policy packs and gateway files. A dispatcher whose database was restored or copied gives the
    mark under which it asks to be re-armed (`unarmed`), and `why`. A dispatcher that ends says why in its last heartbeat (`ends`).
    `witness` is the state of what remembers outside its database how far that goes (`dispatch.memory`), empty if it does not say.
    `wire` says by gateway what goes wrong on its line. `holds` names what stops everything there.
    """

    gateways: Annotated[dict[str, str], MANY]
    files: Annotated[list[str], MANY] = []
    unarmed: str = ""
    why: str = ""
    ends: str = ""
    witness: str = ""
    wire: Annotated[dict[str, GatewayWire], MANY] = {}
    holds: Annotated[list[str], MANY] = []


class Head(Do, frozen=True):
    """A ledger head signed by the dispatcher."""

    text: Exact
    signature: Exact


# ---- what can be read of an offer that cannot be read whole

UNFIT: Final = -1
"""`ReleasedRow.n` of a row that was out of bounds."""

UNREADABLE: Final = "unreadable"

_LISTS: Final[dict[str, Any]] = {
    "rows": ReleasedRow, "settlements": Settlement, "frozen": FreezeOrder, "lifts": Lift, "legal_holds": LegalHoldOrder,
    "erasures": Lift, "withdrawn": WithdrawnText, "trials": TrialOffer,
}  # fmt: skip
_KEY: Final = ("request", "slot", "release")


def _salvaged(data: bytes) -> Released | None:
    try:
        said = msgspec.msgpack.decode(data)
        if not isinstance(said, dict):
            return None
        for name, kind in _LISTS.items():
            rows = said.get(name, [])
            if isinstance(rows, list):
                read_rows = (_row(one, kind) for one in rows)
                said[name] = [row for row in read_rows if row is not None]
        return msgspec.convert(said, Released)
    except (msgspec.MsgspecError, ValueError, RecursionError, OverflowError):
        return None


def _row(said: Any, kind: Any) -> Any:
    try:
        return msgspec.convert(said, kind)
    except (msgspec.ValidationError, OverflowError):
        if kind is ReleasedRow and isinstance(said, dict):
            return _release(said)
        if kind is FreezeOrder:
            return FreezeOrder(0, "all", "", "", UNREADABLE, UNREADABLE)
        return None


def _release(said: dict[Any, Any]) -> ReleasedRow | None:
    """The release that a row names, and its wish; None if it names none."""
    fit: dict[str, Any] = {}
    for field in msgspec.structs.fields(ReleasedRow):
        try:
            fit[field.name] = msgspec.convert(said.get(field.name), field.type)
        except (msgspec.ValidationError, OverflowError):
            if field.name in _KEY:
                return None
            fit[field.name] = "" if field.default == "" or field.name not in {"list_id", "n", "hold"} else 0
    return msgspec.structs.replace(ReleasedRow(**fit), n=UNFIT)
