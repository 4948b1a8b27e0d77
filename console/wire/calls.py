"""Every call of the core as one tagged union: ask (reads), do (needs no signature), enact (carries a signature).

`Call.Answer` is the type of the desk's answer. Any call may be answered by a Refusal or a Problem instead.
"""

from typing import Annotated, ClassVar, Final

import msgspec

from console.domain.refusals import Refusal
from console.domain.states import RecipientState
from console.wire import (
    acts,
    archive,
    complaints,
    custody,
    deadlines,
    department_rules,
    enrolment,
    envelopes,
    erasure,
    evidence,
    expiries,
    filing,
    forms,
    freezes,
    hand_overs,
    ledger,
    lists,
    losses,
    memory,
    numbers,
    pairs,
    personnel,
    replies,
    rosters,
    rule_files,
    statistics,
    views,
)
from console.wire.base import Ask, Do, EnactCall
from console.wire.bounds import (
    MANY,
    After,
    Exact,
    Filter,
    PairAfter,
    RequestsAfter,
    SendsAfter,
    Small,
    Whole,
    one_of,
)

# ---- asks of people


class WhoAmI(Ask, frozen=True):
    """The caller, his posts, and what waits."""

    Answer: ClassVar[type] = views.Me


class People(Ask, frozen=True):
    """Everyone in the roster in force."""

    Answer: ClassVar[type] = list[views.PersonRow]


class Departments(Ask, frozen=True):
    """Every department in the roster in force."""

    Answer: ClassVar[type] = list[views.DepartmentRow]


class Gateways(Ask, frozen=True):
    """The gateways that the roster names."""

    Answer: ClassVar[type] = list[views.GatewayRow]


class Todo(Ask, frozen=True):
    """What waits on the caller, oldest deadline first."""

    Answer: ClassVar[type] = list[views.TodoRow]


class RequestsPage(Ask, frozen=True):
    """Requests that the caller may see; `queue` keeps those that wait for his decision. Empty filters match everything.

    Emergency sends made on paper (补录) stand among them; state `emergency` asks for these alone.
    """

    state: str = ""
    category: str = ""
    department: str = ""
    text: Filter = ""
    queue: bool = False
    after: RequestsAfter = ""
    limit: Whole = 128
    Answer: ClassVar[type] = views.RequestPage


class RequestDetail(Ask, frozen=True):
    """One request whole; `version` 0 is the newest."""

    request: Whole
    version: Small = 0
    Answer: ClassVar[type] = views.RequestView


class PreviewDraft(Ask, frozen=True):
    """Parts, cost, route and faults of a draft as it stands; `request` is its id, 0 for one not saved yet."""

    draft: views.Draft
    request: Whole = 0
    Answer: ClassVar[type] = views.Preview


class Scope(Ask, frozen=True):
    """The approval card of a request for the caller, or for the person who is to sign it elsewhere (`by`)."""

    request: Whole
    by: str = ""
    Answer: ClassVar[type] = views.ScopeCard


class ListsPage(Ask, frozen=True):
    """Contact lists of the caller's departments."""

    department: str = ""
    text: Filter = ""
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = views.ListPage


class FindingsPage(Ask, frozen=True):
    """Findings of one list; `reason` empty for all; `after` is the last file row seen."""

    list_id: Whole
    reason: str = ""
    after: PairAfter = ""
    limit: Whole = 128
    Answer: ClassVar[type] = views.FindingPage


class OptOutsPage(Ask, frozen=True):
    """Opt-outs; `text` filters by the last four digits."""

    text: Filter = ""
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = views.OptOutPage


class SendsPage(Ask, frozen=True):
    """Slots that are cleared, released, running, held or ended."""

    state: str = ""
    text: Filter = ""
    after: SendsAfter = ""
    limit: Whole = 128
    Answer: ClassVar[type] = views.SendPage


class SendDetail(Ask, frozen=True):
    """The monitor of one slot."""

    request: Whole
    slot: Small
    Answer: ClassVar[type] = views.SendView


class RecipientsPage(Ask, frozen=True):
    """Recipients of one slot, masked, in an order of the caller's own; `state` empty for all.

    After some hundred rows the answer is the refusal `recipients_read_on` until `ReadRecipients` was called that day.
    """

    request: Whole
    slot: Small
    state: Annotated[str, one_of(["", *(state.name.lower() for state in RecipientState)])] = ""
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = views.RecipientPage


class EntriesPage(Ask, frozen=True):
    """Ledger entries, newest first. `kind` may name several, with commas; one that ends in a full stop begins theirs.

    `number` is the printed number of a request, an application, a loss case or a complaint; `since` and `until` are instants.
    """

    kind: str = ""
    actor: str = ""
    subject: str = ""
    after: After = ""
    limit: Whole = 128
    number: str = ""
    since: str = ""
    until: str = ""
    Answer: ClassVar[type] = views.EntryPage


class EntryDetail(Ask, frozen=True):
    """One ledger entry whole."""

    seq: Whole
    Answer: ClassVar[type] = views.EntryView


class VerifyLedger(Ask, frozen=True):
    """Verify the chain from `since`, against heads kept elsewhere; no more than `most` entries, 0 for all that there are."""

    since: Whole = 0
    heads: Annotated[list[str], MANY] = []
    most: Whole = 0
    Answer: ClassVar[type] = views.LedgerReport


class BundleOf(Ask, frozen=True):
    """The bundle of a request (`slot` 0: without a release); also the evidence that `verify` judges offline.

    Who has the roster versions up to `known` gets them from that one on; 0 is from the start.
    """

    request: Whole
    slot: Small = 0
    known: Whole = 0
    Answer: ClassVar[type] = views.Blob


# ---- dos of people


class BeginList(Do, frozen=True):
    """Open a list: from now until it is finished its rows are `importing`, and a lost connection deletes them."""

    department: str
    name: str
    source: str
    sha256: str
    size: Whole
    encoding: str
    sheet: str


class AddNumbers(Do, frozen=True):
    """Next chunk of at most 10,000 numbers: int64 little-endian, ascending, above every number sent before."""

    list_id: Whole
    numbers: bytes


class AddFindings(Do, frozen=True):
    """At most 1,000 findings: (file row, reason, whether the row's number is in the list, first row of that number, raw text).

    The first row is a duplicate's, else 0; the raw text has at most 200 characters.
    """

    list_id: Whole
    rows: Annotated[list[tuple[Whole, str, bool, Whole, str]], MANY]


class CountList(Do, frozen=True):
    """The counts of the reading: rows in the file, findings by reason, repairs accepted by reason."""

    list_id: Whole
    rows: Whole
    counts: Annotated[dict[str, Whole], MANY]
    repaired: Annotated[dict[str, Whole], MANY]


class DropList(Do, frozen=True):
    """Forget a list that is still being imported."""

    list_id: Whole


class SaveDraft(Do, frozen=True):
    """Keep the form as it stands; `request` 0 makes a new one. A returned request becomes a draft of its next version."""

    draft: views.Draft
    request: Whole = 0


class DropDraft(Do, frozen=True):
    """Throw a draft away that was never submitted."""

    request: Whole


class OptOutKey(Ask, frozen=True):
    """How it stands with the key of hashed opt-outs at the desk that answers."""

    Answer: ClassVar[type] = views.OptOutKeyState


class AddOptOuts(Do, frozen=True):
    """Record refusals: 11-digit numbers, scope (`promotion`, `all`), and where they came from."""

    numbers: Annotated[list[Whole], MANY]
    scope: str
    source: str


class ReadRecipients(Do, frozen=True):
    """The caller pages further through the recipients of a slot today: one ledger entry a day, without a number."""

    request: Whole
    slot: Small


class HoldSlot(Do, frozen=True):
    """Hold a slot at once; the reason may follow."""

    request: Whole
    slot: Small
    reason: str = ""


# ---- enacts


class Enact(EnactCall, frozen=True):
    """A signed act: the statement's text as prepared, and its armoured signature. The caller may be another than the signer.

    `carried` says that it was signed elsewhere, some time ago, also where its own signer brings it in. `draft` says of a
    request from which draft it was prepared: two that were never submitted may say the same.
    """

    text: Exact
    signature: Exact
    carried: bool = False
    draft: Whole = 0


class FinishList(EnactCall, frozen=True):
    """Close a list: the signed manifest, and the salt of its root (32 bytes) that travels to the dispatcher alone."""

    list_id: Whole
    text: Exact
    signature: Exact
    salt: bytes


# ---- the dispatcher's calls (its service entry in the roster is the caller)


class PullReleased(Ask, frozen=True):
    """Every released slot of these gateways that is not ended, with what the desk wishes for it."""

    gateways: Annotated[list[str], MANY]
    Answer: ClassVar[type] = views.Released


class PullNumbers(Ask, frozen=True):
    """Numbers of a list above `after`."""

    list_id: Whole
    after: Whole = 0
    Answer: ClassVar[type] = views.ListChunk


class PullOptOuts(Ask, frozen=True):
    """Opt-outs after a serial."""

    after: Whole = 0
    Answer: ClassVar[type] = views.OptOutChunk


class PullRefusing(Ask, frozen=True):
    """Whom of a list above `after` opt-outs of erased numbers refuse, which the desk knows by HMAC alone."""

    list_id: Whole
    after: Whole = 0
    Answer: ClassVar[type] = views.RefusingChunk


class PullLinks(Ask, frozen=True):
    """At most 10,000 ledger links after a position."""

    after: Whole = 0
    Answer: ClassVar[type] = views.Links


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
    WhoAmI
    | People
    | Departments
    | Gateways
    | Todo
    | RequestsPage
    | RequestDetail
    | PreviewDraft
    | Scope
    | ListsPage
    | FindingsPage
    | OptOutsPage
    | OptOutKey
    | SendsPage
    | SendDetail
    | RecipientsPage
    | EntriesPage
    | EntryDetail
    | VerifyLedger
    | BundleOf
    | BeginList
    | AddNumbers
    | AddFindings
    | CountList
    | DropList
    | SaveDraft
    | DropDraft
    | AddOptOuts
    | ReadRecipients
    | HoldSlot
    | Enact
    | FinishList
    | PullReleased
    | PullNumbers
    | PullOptOuts
    | PullRefusing
    | PullLinks
    | ReportSlot
    | ReportProgress
    | ReportResults
    | Heartbeat
    | Head
    | acts.AnyCall
    | personnel.AnyCall
    | department_rules.AnyCall
    | deadlines.AnyCall
    | enrolment.AnyCall
    | rosters.AnyCall
    | rule_files.AnyCall
    | pairs.AnyCall
    | custody.AnyCall
    | expiries.AnyCall
    | filing.AnyCall
    | hand_overs.AnyCall
    | envelopes.AnyCall
    | erasure.AnyCall
    | losses.AnyCall
    | freezes.AnyCall
    | memory.AnyCall
    | forms.AnyCall
    | archive.AnyCall
    | statistics.AnyCall
    | ledger.AnyCall
    | lists.AnyCall
    | numbers.AnyCall
    | complaints.AnyCall
    | replies.AnyCall
    | evidence.AnyCall
)


class Problem(msgspec.Struct, frozen=True):
    """The call failed through no rule: `code` keys the words, `report` names the log entry of an unexpected error."""

    code: str
    params: dict[str, str] = {}
    report: str = ""


class Hello(msgspec.Struct, frozen=True):
    """First frame of a connection. `person` is honoured only where the roster says solo (Chosen identity)."""

    version: int
    person: str = ""
    service: str = ""


class Welcome(msgspec.Struct, frozen=True):
    """The desk's answer to Hello, or the refusal after which it hangs up."""

    version: int
    refusal: Refusal | None = None


class Envelope(msgspec.Struct, frozen=True, array_like=True):
    """A call with the number that its answer repeats."""

    id: int
    call: AnyCall


class Reply(msgspec.Struct, frozen=True, array_like=True):
    """The answer to a call: exactly one of `ok` (raw MessagePack of Call.Answer), `refusal`, `problem` is set."""

    id: int
    ok: msgspec.Raw | None = None
    refusal: Refusal | None = None
    problem: Problem | None = None


WISHES: Final = "wishes"
"""The topic of what the dispatcher must not be late for: a hold, a stop, a freeze, and what ends them."""


class Notice(msgspec.Struct, frozen=True, array_like=True):
    """Something changed; sent as reply number 0. Topics: `requests`, `lists`, `sends`, `optouts`, `gateways`, `roster`, `wishes`."""

    topics: list[str]
