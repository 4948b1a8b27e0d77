"""Sends: slots that are cleared, running, held or ended, the monitor of one, its recipients by state, masked (R7)."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.refusals import Refusal
from console.domain.sending.limits import Why
from console.domain.states import UNSETTLED, RecipientState, SlotState
from console.wire.answers import Page
from console.wire.base import Ask, Do
from console.wire.bounds import After, Filter, SendsAfter, Small, Whole, filter_by, one_of
from console.wire.sending.slots import Tally
from console.wire.shown import shown


class SendRow(msgspec.Struct, frozen=True):
    """A slot in the list of sends; `continues` is the slot to whose recipients it partly sends again (0: none).

    `suppressed` counts the suppressed by reason (`limits.Why`); the parts add up to the tally's. `held` is why a cleared slot cannot
    be released now, whoever signs: another screening list or another opt-out line is in force than when it was approved.
    """

    request: Annotated[int, shown("plain", places="t", label="cli.column.id")]
    number: Annotated[str, shown("numbered", 18, "lp"), shown(places="t", label="cli.column.number")]
    slot: Annotated[int, shown("plain", places="t", label="cli.column.slot")]
    purpose: Annotated[str, shown(places="lpt", section=1)]
    category: Annotated[str, shown("category", places="p")]
    department: Annotated[str, shown("department", places="p")]
    gateway: Annotated[str, shown(places="p", label="field.gateway")]
    state: Annotated[str, shown("stands", 9, "lpt", section=-1)]
    reason: Annotated[str, shown("why", places="pt", label="act.reason", section=1)]
    opens: Annotated[str, shown("time", 15, "lt"), shown("window", places="p", label="field.window")]
    closes: Annotated[str, shown("time", places="t", label="cli.column.closes")]
    tally: Annotated[
        Tally,
        shown("progress", 17, "l", label="progress", right=True),
        shown("approved", places="t", label="column.recipients"),
        shown("delivered", places="t", label="cli.column.delivered"),
        shown("unknown", places="t", label="cli.column.unknown"),
        shown("tally", places="p", label="column.recipients", section=1),
    ]
    updated: str
    continues: Annotated[
        int, shown("continues", places="p", label="cli.column.continues"), shown("some", places="t")
    ] = 0
    suppressed: list[tuple[str, int]] = []
    held: Refusal | None = None


class SendPage(msgspec.Struct, frozen=True):
    """Sends, newest first."""

    page: Page
    rows: list[SendRow]


class SendView(msgspec.Struct, frozen=True):
    """The monitor of one slot. Rates are messages a second over the last samples, oldest first; times are UTC instants.

    `errors` pairs raw code and count, most frequent first; `lag` is receipt lag p50 and p95 in milliseconds (-1: none yet).
    `hold` numbers the hold in force (0: none). For an ended slot, `failed` and `remainder` count recipients that can be sent to
    again: refused or not delivered, and never sent to. `wire` says how often each fault happened on the gateway's line since the
    dispatcher started, most frequent first; `unanswered` how many submits have no answer after three seconds, and the age of the
    oldest in seconds. `witness` is what is wrong with the dispatcher's witness while the slot is under way, empty if nothing is.
    `outage` is since when the gateway's line is or was down, and when it came back (`GatewayWire`).
    """

    row: SendRow
    allowed: dict[str, Refusal | None]
    rates: list[int]
    window: int
    in_flight: int
    eta_seconds: int
    oldest_unknown: str
    lag: tuple[int, int]
    errors: list[tuple[str, int]]
    events: list[tuple[str, str]]
    hold: int
    failed: int = 0
    remainder: int = 0
    wire: list[tuple[str, int]] = []
    unanswered: tuple[int, int] = (0, 0)
    witness: str = ""
    outage: tuple[str, str] = ("", "")


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of a recipient in doubt. Instants are empty where nothing is kept.

    `at` is when the newest intent was stored, just before its octets went; it is the `attempt`-th, and `reference` travelled with it.
    `written`: the octets were given to a line; False if the dispatcher itself ended, and may have ended before. That line was bound
    at `opened` and `ended` later, empty while it was not. `parts` were accepted. `receipts` came that name the number and match nobody,
    from five minutes before the intent on; the newest at `receipt_at` with the state word `receipt`.
    """

    at: str = ""
    attempt: Whole = 0
    reference: Whole = 0
    written: bool = False
    opened: str = ""
    ended: str = ""
    parts: Whole = 0
    receipts: Whole = 0
    receipt_at: str = ""
    receipt: str = ""


class RecipientRow(msgspec.Struct, frozen=True):
    """A recipient: masked number (empty once erased), state, raw result code, the gateway's message id.

    `position` is its place in the reader's own order, from 0. `evidence` is there for one in doubt, if the dispatcher told it.
    """

    number: Annotated[str, shown("mobile", 13, "lpt", label="column.mobile")]
    state: Annotated[str, shown("state:recipient", 14, "lpt")]
    code: Annotated[str, shown("code", places="lpt")]
    message_id: str
    position: Annotated[int, shown("nth", places="pt", label="cli.column.position", section=-1)] = -1
    evidence: Annotated[
        Evidence | None,
        shown("evidence", places="p", label="doubt.known", section=1),
        shown("evidence_line", places="t", label="doubt.known"),
    ] = None


class RecipientPage(msgspec.Struct, frozen=True):
    """Recipients of one slot by number."""

    page: Page
    rows: list[RecipientRow]


class SendsPage(Ask, frozen=True):
    """Slots that are cleared, released, running, held or ended."""

    state: Annotated[str, filter_by((*SlotState, UNSETTLED), "state.slot")] = ""
    text: Filter = ""
    after: SendsAfter = ""
    limit: Whole = 128
    Answer: ClassVar[type] = SendPage


class SendDetail(Ask, frozen=True):
    """The monitor of one slot."""

    request: Whole
    slot: Small
    Answer: ClassVar[type] = SendView


class RecipientsPage(Ask, frozen=True):
    """Recipients of one slot, masked, in an order that differs by caller; an empty `state` means all.

    `why` leaves only those that were suppressed for that reason.

    After some hundred rows the answer is the refusal `recipients_read_on` until `ReadRecipients` was called that day.
    """

    request: Whole
    slot: Small
    state: Annotated[
        str, one_of(["", *(state.name.lower() for state in RecipientState)], "state.recipient")
    ] = ""
    after: After = ""
    limit: Whole = 128
    why: Annotated[str, one_of(["", *Why], "suppressed")] = ""
    Answer: ClassVar[type] = RecipientPage


class ReadRecipients(Do, frozen=True):
    """Let the caller page further through the recipients of a slot today: one ledger entry a day, without a number."""

    request: Whole
    slot: Small


class HoldSlot(Do, frozen=True):
    """Hold a slot at once; the reason may follow."""

    request: Whole
    slot: Small
    reason: str = ""
