"""What the desk answers: frozen snapshots for screens, the command line and the dispatcher.

Mobile numbers leave the desk masked (`138****8000`), except toward the dispatcher's service entry.
"""

from typing import Annotated, Any

import msgspec

from console.domain.categories import Category
from console.domain.refusals import Refusal
from console.domain.rosters.alert import Alert
from console.domain.sending import counts
from console.wire.bounds import MANY, Small, Whole, one_of
from console.wire.shown import shown
from console.wire.subjects import Subject
from console.wire.windows import SlotHours


class Me(msgspec.Struct, frozen=True):
    """The caller as the desk knows them. `posts` pairs post and department id; `todo` counts what waits for them.

    `roster` is the version by which the desk judges them: what they sign must name exactly that version. `waits` has a stable
    number for each thing that waits for them: the bell rings for a new one. `general` is the General Department's name.
    `signatures` are the registered message signatures with
    their brackets; none where nothing is registered, and a text is then signed with the organisation's name. `closed` names the lists
    that the caller may not read, and why.
    """

    person: str
    name: str
    posts: list[tuple[str, str]]
    org: str
    org_name: str
    solo: bool
    todo: int
    gateway_state: str
    time: str
    timezone: str
    roster: int
    waits: list[int] = []
    general: str = ""
    signatures: list[str] = []
    closed: dict[str, Refusal] = {}


class PersonRow(msgspec.Struct, frozen=True):
    """A person of the roster, to choose in solo mode or to name in a list. `fingerprint` is that of the newest key."""

    id: Annotated[str, shown(places="t", label="cli.column.person")]
    name: Annotated[str, shown(places="t")]
    posts: Annotated[list[tuple[str, str]], shown("posts", places="t")]
    fingerprint: Annotated[str, shown(places="t", label="cli.column.fingerprint")]


class DepartmentRow(msgspec.Struct, frozen=True):
    """A department by id, name and kind (business, general, other)."""

    id: str
    name: str
    kind: str


class TodoRow(msgspec.Struct, frozen=True):
    """One thing that waits for the caller: what it is about (`subject`, whose type tells which page shows it), what to do, and why.

    `what` is a kind of the chase board (`wire.deadlines.KINDS`), or more specific: a cleared slot is a `release` or was `refused`,
    a step of a loss is `loss_<step>`, of a quarter `filing_<step>`, a second signature `confirm` or `confirm_<kind>`, a hand-over
    that everybody signed `carry_out_hand_over`. Things that others do, or are late with, are `late`, `loss_late`,
    `secret_change_late` and `complaint_signed`. A `draft` was begun by the caller, and nobody waits for it.

    `due` is the last instant for it, `days` the working days left after today till then: 0 on its day and after it, -1 if
    there is no deadline. It waits since `since` for those in `who`; `escalated`: it is late, and a superior is told.

    `because` is the reason: of a decision the post, of a returned request the reason or its state, of a refused slot the
    dispatcher's, of a second signature or a destruction the proposer, of a loan the borrower, of a loss the step, of an expiry
    date its kind, of a secret or an envelope the content, of replies how many, of a complaint its source, of a locked person since
    when. `lacking` and `renew_roster` have an `alert`, and here the remedy: `wake`, `apply`, `propose`, `versions`, `files`.

    `blocked` names what keeps it from having its effect now, though its bearer may do it: a lost gateway, a locked vault, nobody in a
    post that acts afterwards; empty for nothing. `recipients` are those of its request, `sender` who brought it in: the drafter, who returned it, the
    applicant, who proposed it; 0 and empty: none.
    """

    what: Annotated[
        str,
        shown("todo", (18, 21), "lt"),
        shown("todo", places="p", section=-3),
        shown("next", places="p", label="next", section=-1),
    ]
    subject: Subject
    request: Annotated[int, shown("entry", places="t", label="cli.column.id")] = 0
    number: Annotated[
        str,
        shown("numbered", 18, "l", section=1),
        shown(places="p"),
        shown(places="t", label="cli.column.number"),
    ] = ""
    slot: Annotated[int, shown("some", places="pt", label="cli.column.slot")] = 0
    title: Annotated[
        str,
        shown("purpose", places="l", label="people.of_what", section=1),
        shown("subject", places="t", label="people.of_what"),
        shown("subject", places="p", label="people.of_what", section=-3),
    ] = ""
    recipients: Annotated[
        int, shown("some", 9, "l", label="ends.people", section=1, spare=True), shown("some", places="p")
    ] = 0
    sender: Annotated[str, shown("person", 8, "l", section=1, spare=True), shown("person", places="p")] = ""
    category: Annotated[str, shown("category", places="pt")] = ""
    department: Annotated[str, shown("department", places="pt")] = ""
    due: Annotated[
        str,
        shown("ends", (16, 15), "l", section=-4),
        shown("ends_full", places="p", section=-1),
        shown("time", places="t"),
    ] = ""
    because: Annotated[
        str, shown("why", places="p", section=-2), shown("why_or_remedy", places="t", section=1)
    ] = ""
    since: Annotated[
        str,
        shown("since", places="p", label="people.waits_since"),
        shown("edited", places="p", label="column.updated"),
    ] = ""
    who: list[str] = []
    escalated: bool = False
    application: int = 0
    days: Annotated[int, shown("days_left", places="t", label="cli.column.days_left")] = -1
    unsure: int = 0
    loss: int = 0
    complaint: int = 0
    alert: Alert | None = None
    blocked: str = ""


class Page(msgspec.Struct, frozen=True):
    """The frame of a page: the number of rows under the filter, and the key after which the next page starts (empty: none)."""

    total: int
    after: str


class RequestRow(msgspec.Struct, frozen=True):
    """A request in a list. `waits_for` is the post that must act next, or empty.

    State `emergency` is a send on paper that was entered afterwards (补录): `id` is its own as a negative number, `version` 0,
    `opens` when it was sent; the console never sends it.

    In the approval queue `due` is the last instant for the decision, `days` how many working days are left after today (0: its
    day has come), `late` whether the superior is told of it, `blocked` names what keeps it from being sent; elsewhere they are empty,
    -1 and false. `template` is name and version
    of the template from which it was made.
    """

    id: Annotated[int, shown("own_id", places="tqs", label="cli.column.id")]
    state: Annotated[str, shown("state:request", 10, "ltq"), shown("state_whole", places="pws", section=-1)]
    number: Annotated[
        str, shown("numbered", 18, "l"), shown("versioned", places="pws"), shown("text", 18, "atq")
    ]
    version: int
    category: Annotated[str, shown("category", 9, "lptq"), shown("category", (8, 9), "a", section=2)]
    department: Annotated[str, shown("department", places="ptq")]
    recipients: Annotated[
        int, shown(width=10, places="lptq"), shown("count", 9, "a", label="ends.people", section=2)
    ]
    waits_for: Annotated[
        str,
        shown("post", places="tq", label="waits"),
        shown("post", places="pws", label="waits", section=-1),
        shown("post_short", 8, "a", label="ends.level", section=1),
    ]
    purpose: Annotated[
        str,
        shown("purpose", places="l"),
        shown("text", places="ptq"),
        shown("purpose", places="a", section=2),
    ]
    drafter: Annotated[str, shown("person", places="p")]
    updated: Annotated[str, shown("time", places="ptq", section=1)]
    opens: Annotated[
        str, shown("opens", places="p"), shown("sent_on_paper", places="p", label="archive.sent_at")
    ]
    due: Annotated[
        str,
        shown("time", places="q", label="ends.decide_by", section=-1),
        shown("ends_full", places="p", label="ends.decide_by", section=-1),
        shown("ends", (16, 15), "a", label="ends.decide_by"),
    ] = ""
    days: Annotated[int, shown("days_left", places="q", label="cli.column.days_left", section=-1)] = -1
    late: Annotated[bool, shown("late", places="q", label="cli.column.late", section=-1)] = False
    unsure: int = 0
    template: Annotated[str, shown(places="pt", section=2)] = ""
    blocked: Annotated[str, shown("blocked", places="pq", section=-1)] = ""


class RequestPage(msgspec.Struct, frozen=True):
    """Requests, newest first."""

    page: Page
    rows: list[RequestRow]


CategoryWord = Annotated[str, one_of(Category)]


class SlotDraft(msgspec.Struct, frozen=True):
    """A slot as the drafter fills it in: a finished list by id (0: none yet), and the window as UTC instants or empty."""

    list_id: Whole = 0
    opens: str = ""
    closes: str = ""


class Draft(msgspec.Struct, frozen=True):
    """The entry form of Attachment 1 as it stands, however incomplete; every field has the name of its signed counterpart.

    `template` is the id of the template from which it was begun, 0 for none, `template_version` the version.
    """

    department: str = ""
    category: CategoryWord = "notice"
    subtype: str = ""
    purpose: str = ""
    telephone: str = ""
    basis: str = "contract"
    consent: str = ""
    audience: str = ""
    selection: str = ""
    list_source: str = ""
    harmless: bool = False
    unclassified: bool = False
    third_party: bool = False
    third_party_approval: str = ""
    quoted: Annotated[list[tuple[str, bool]], MANY] = []
    signature: str = ""
    body: str = ""
    opt_out: str = ""
    slots: Annotated[list[SlotDraft], MANY] = []
    rate: Whole = 0
    gateway: str = ""
    backup_gateway: str = ""
    sender_code: str = ""
    attachments: Annotated[list[tuple[str, str]], MANY] = []
    remarks: str = ""
    template: Whole = 0
    template_version: Small = 0

    def said(self) -> dict[str, Any]:
        """The values for the act (`domain.declared`): pairs by the names of their parts. Nobody types what the template is."""
        typed = msgspec.structs.asdict(self)
        del typed["template"], typed["template_version"]
        return typed | {
            "quoted": [{"text": text, "registered": registered} for text, registered in self.quoted],
            "attachments": [{"name": name, "sha256": sha256} for name, sha256 in self.attachments],
            "slots": msgspec.to_builtins(self.slots),
        }


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with one field of a draft: the field's name, and the refusal whose words are shown beside it."""

    field: str
    refusal: Refusal


class RouteStep(msgspec.Struct, frozen=True):
    """Who will sign: `post` (or `accept`, `release`), its department, and the names of those who could."""

    post: str
    department: str
    people: list[str]


class Preview(msgspec.Struct, frozen=True):
    """What the form shows while it is filled in: parts, cost, who will sign, and every fault by field.

    `warned` pairs reason and words that version `screening` of the screening list warns about; they block nothing. Of the last billed
    part of each message `used` of `room` characters are taken; `most_parts` is the most parts that the policy allows a message.
    `hours` say for each slot with a readable window how much of it can be sent.
    `left_out` counts the recipients who opted out of it, by scope; `duty` says whether it is mandatory (`ScopeCard`).
    `quoted` are the links and telephone numbers that the request will name, and whether each is registered. `template` is name and
    version of the template that it names.
    """

    chars: int
    billed_each: int
    wire_each: int
    recipients: int
    billed_total: int
    fen: int
    route: list[RouteStep]
    faults: list[Fault]
    warned: list[tuple[str, str]] = []
    screening: str = ""
    used: Whole = 0
    room: Whole = 0
    most_parts: Whole = 0
    hours: list[SlotHours] = []
    left_out: dict[str, int] = {}
    duty: str = ""
    quoted: list[tuple[str, bool]] = []
    template: str = ""


class StepRow(msgspec.Struct, frozen=True):
    """A signed act of a request's chain, with the verdict on its signature (`good`, or the name of the refusal).

    `deputy_for` is the person in whose place it was signed (代), or empty.
    """

    kind: str
    person: str
    name: str
    posts: list[str]
    at: str
    opinion: str
    fingerprint: str
    digest: str
    verdict: str
    carrier: str
    deputy_for: str = ""


class Tally(msgspec.Struct, frozen=True):
    """Recipients of a slot by state; the names are those of the final sum (invariant 2)."""

    approved: Whole = 0
    queued: Whole = 0
    in_flight: Whole = 0
    accepted: Whole = 0
    delivered: Whole = 0
    undelivered: Whole = 0
    refused: Whole = 0
    no_receipt: Whole = 0
    unknown: Whole = 0
    suppressed: Whole = 0
    not_sent: Whole = 0

    def balances(self) -> bool:
        """Whether the states add up to the approved count."""
        return counts.balances(self)


class SlotRow(msgspec.Struct, frozen=True):
    """A slot: its list, window, state, why it is held or refused, and its recipients by state.

    `continues` is the slot to whose recipients it partly sends again, 0 for one of the request's own. For a slot whose window passed,
    `next_opens` and `next_closes` are a window that it could be given; empty if none is near.
    """

    id: int
    list_id: int
    list_name: str
    n: int
    opens: str
    closes: str
    state: str
    reason: str
    tally: Tally
    continues: int = 0
    next_opens: str = ""
    next_closes: str = ""


class ComplaintMark(msgspec.Struct, frozen=True):
    """A complaint about a request, as the request shows it."""

    id: int
    number: str
    source: str
    state: str
    at: str
    due: str
    outcome: str


class DocumentRow(msgspec.Struct, frozen=True):
    """A document attached to a request: its name and SHA-256 as signed or drafted, its size in octets; -1 if its octets are not here."""

    name: str
    sha256: str
    size: int


class AppealRow(msgspec.Struct, frozen=True):
    """The release of a text that the screening list blocks (R11): its proposal's digest, how far it is, who signed, why, for which classes."""

    digest: str
    state: str
    by: str
    confirmed_by: str
    at: str
    reason: str
    classes: list[str]


class RequestView(msgspec.Struct, frozen=True):
    """One request in full. `statement` is the signed text of the newest version (empty in draft), `draft` the form as saved.

    `allowed` maps every act to None or the refusal that greys its key. `held` is why the screening list in force stops what is under way.
    """

    row: RequestRow
    draft: Draft
    statement: str
    digest: str
    head: str
    steps: list[StepRow]
    slots: list[SlotRow]
    route: Annotated[list[RouteStep], shown("route", places="ws", label="statement.route", section=1)]
    allowed: dict[str, Refusal | None]
    versions: list[int]
    reason: Annotated[str, shown("why", places="ws", label="act.reason")]
    complaints: list[ComplaintMark] = []
    documents: list[DocumentRow] = []
    held: Annotated[Refusal | None, shown("held", places="ws")] = None
    appeals: list[AppealRow] = []


class Prepared(msgspec.Struct, frozen=True):
    """The bytes that the caller would sign, as canonical JSON text. The console decodes and shows exactly these."""

    text: str


class Done(msgspec.Struct, frozen=True):
    """An act took effect: the ledger entry's number, and the id of what it made or changed (0: nothing)."""

    seq: int
    id: int = 0
    number: str = ""


class GatewayRow(msgspec.Struct, frozen=True):
    """A gateway of the roster as people choose it, and the state of its link (`up`, `down`, `unknown`)."""

    id: str
    name: str
    simulator: bool
    rate: int
    price_fen: int
    state: str


class Blob(msgspec.Struct, frozen=True):
    """Opaque bytes: a bundle, or a chunk of numbers (ascending int64, little-endian)."""

    data: bytes
