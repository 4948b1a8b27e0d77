"""The signed acts: what a person signs, field by field (Attachments 1 and 2, regulation R2 to R11).

Each act is a frozen struct with a versioned tag and no defaults, so that nobody signs a value that is not written in it. A part
that came later may be left out where it says nothing (`T | UnsetType = UNSET`), in the newest version alone.
"""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final, get_args

import msgspec
from msgspec import UNSET, UnsetType

from console.domain.archive.emergencies import EmergencyAcknowledgement
from console.domain.asks import ask
from console.domain.categories import Basis as Basis  # noqa: PLC0414 - a word of the acts, too
from console.domain.categories import Category as Category  # noqa: PLC0414 - the same
from console.domain.contacts.aside import MOST, OF_KINDS, of_parent
from console.domain.contacts.parts import MOST_PREFIXES, Prefix, Rule, Share
from console.domain.content.appeals import AppealWithdrawal
from console.domain.filing.filing import FilingAct
from console.domain.filing.sampling import SampleSheet
from console.domain.losses.losses import LossAct
from console.domain.people.department_rules import DepartmentRules
from console.domain.people.enrolment import Application, ApplicationStep
from console.domain.people.orders import Activation, Deputation, Recall, Suspension
from console.domain.people.people import Post, Roster, Signers
from console.domain.reads import reads
from console.domain.refusals import refuse
from console.domain.shapes import (
    Count,
    DepartmentId,
    Digest,
    Long,
    MaybeDigest,
    PersonId,
    Reason,
    Short,
    SignedAct,
    SlotNumber,
    Version,
)
from console.domain.times import Time
from console.domain.two_person.pairs import Confirmation, Proposal


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file that a list came from; `sheet` is where in it: empty for a text of one column, `名单!C` for a table's column."""

    name: Short
    sha256: Digest
    size: int
    encoding: Short
    sheet: Short


class Manifest(SignedAct, frozen=True, tag="list/1"):
    """What the importer of a list signs about it (R9, R10): counts by reason, accepted repairs, and the root over its numbers."""

    # Its importer may take hours over the rows that were left out; a newer roster may come meanwhile.
    MOVES: ClassVar[frozenset[str]] = frozenset({"at", "roster"})

    department: DepartmentId
    name: Short
    source: Source
    rows: Count
    counts: dict[str, Count]
    repaired: dict[str, Count]
    n: Annotated[int, msgspec.Meta(ge=1, le=10_000_000)]
    root: Annotated[Digest, ask(seen=True)]


class Making(StrEnum):
    """How a list was made of others."""

    MERGE = "merge"  # 合并：在任一份里的号码
    SUBTRACT = "subtract"  # 扣除：在第一份里、不在其余各份里的号码
    PART = "part"  # 取一部分：一份里按号段或比例取的号码


MOST_PARENTS: Final = 8
"""Lists of which one list is made, at most."""


class MadeManifest(Manifest, frozen=True, tag="list/2"):
    """The manifest of a list that was made of others: how, and the digests of their manifests, the first one first."""

    made: Making
    parents: Annotated[list[Digest], msgspec.Meta(min_length=2, max_length=MOST_PARENTS)]

    def __post_init__(self) -> None:
        """Raise ValueError as `SignedAct` does, and for a part of a list without its rule, or a rule of anything else."""
        SignedAct.__post_init__(self)
        if (self.made is Making.PART) != isinstance(self, PartManifest):
            raise ValueError("made: a part of a list says its rule")


class FileManifest(Manifest, frozen=True, tag="list/3"):
    """The manifest of a list that was read from a file, with the numbers of the file that are in no row of it, by place.

    `list/1`, which older lists have, says nothing of them.
    """

    aside: Annotated[dict[str, Annotated[int, msgspec.Meta(ge=1)]], msgspec.Meta(max_length=MOST + 1)]


class DerivedManifest(MadeManifest, frozen=True, tag="list/4"):
    """The manifest of a list that was made of others, with what each of them left aside, summed by kind.

    `list/2`, which older lists have, says nothing of it.
    """

    aside: Annotated[
        dict[str, Annotated[int, msgspec.Meta(ge=1)]],
        msgspec.Meta(max_length=MOST_PARENTS * len(OF_KINDS)),
    ]


class PartManifest(DerivedManifest, frozen=True, tag="list/5"):
    """The manifest of a part of one list, with its rule: prefixes, or a share in percent (`domain.contacts.parts`)."""

    parents: Annotated[list[Digest], msgspec.Meta(min_length=1, max_length=1)]
    prefixes: Annotated[list[Prefix], msgspec.Meta(max_length=MOST_PREFIXES)] | UnsetType = UNSET
    share: Annotated[Share, reads("percent")] | UnsetType = UNSET

    def __post_init__(self) -> None:
        """Raise ValueError as every made list does, and unless there is one rule."""
        MadeManifest.__post_init__(self)
        if (self.prefixes is UNSET) == (self.share is UNSET):
            raise ValueError("a part has prefixes or a share")


AnyManifest = Manifest | MadeManifest | FileManifest | DerivedManifest | PartManifest


def made_kind(made: Making) -> type[DerivedManifest]:
    """The version in which a new list that is made so is signed."""
    return PartManifest if made is Making.PART else DerivedManifest


def said_by(rule: Rule) -> dict[str, Any]:
    """The fields of a `PartManifest` that say a rule."""
    return {"prefixes": rule.prefixes or UNSET, "share": rule.share or UNSET}


def rule_of(manifest: Manifest) -> Rule:
    """The rule by which a part was made, as its manifest says; without prefixes and share for any other list."""
    if not isinstance(manifest, PartManifest):
        return Rule()
    return Rule(
        [] if manifest.prefixes is UNSET else manifest.prefixes,
        0 if manifest.share is UNSET else manifest.share,
    )


def aside_of(manifest: Manifest) -> dict[str, int]:
    """What a manifest says was left aside, by place; empty also for one that says nothing of it."""
    return manifest.aside if isinstance(manifest, FileManifest | DerivedManifest) else {}


def aside_by(parents: Iterable[Manifest]) -> dict[str, int]:
    """What the lists that one is made of left aside, in their order, as their manifests say."""
    return {
        place: n
        for nth, one in enumerate(parents, 1)
        for place, n in of_parent(nth, one.name, aside_of(one), one.counts).items()
    }


LONGEST_WINDOW = timedelta(days=31)
"""The longest sending window of a slot, original or extended; after more time nobody remembers what was approved."""


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One dated part of a request: its list (the manifest's digest), count, and sending window."""

    id: Annotated[int, msgspec.Meta(ge=1, le=31)]
    list: Digest
    n: Annotated[int, msgspec.Meta(ge=1, le=10_000_000)]
    opens: Time
    closes: Time


class SelfChecks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The drafter's declarations (R11): no harmful content, no classified content, and whether it is for a third party."""

    harmless: Annotated[
        bool, ask(missing=refuse("self_check_missing", "R11", field="harmless"), section="checks")
    ]
    unclassified: Annotated[
        bool, ask(missing=refuse("self_check_missing", "R11", field="unclassified"), section="checks")
    ]
    third_party: Annotated[bool, ask(needed=False, section="checks")]
    third_party_approval: Annotated[Short, ask(needed=False, section="checks")]


class Quoted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A link or telephone number quoted in the text, and whether the bank registered it."""

    text: Short
    registered: bool


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The message: signature with its brackets, body, and opt-out line (empty if none is required)."""

    signature: Annotated[str, msgspec.Meta(min_length=3, max_length=20), ask(section="message")]
    body: Annotated[str, msgspec.Meta(min_length=1, max_length=1000), ask(section="message")]
    opt_out: Annotated[str, msgspec.Meta(max_length=40), ask(needed=False, section="message")]

    def whole(self) -> str:
        """The whole text as the handset shows it."""
        return self.signature + self.body + self.opt_out


class Cost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The highest cost of sending: characters, billed and wire parts per recipient, billed parts in total, money in fen."""

    chars: Count
    billed_each: Count
    wire_each: Count
    billed_total: int
    fen: Annotated[int, reads("fen")]


class Attachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A paper or file that goes with the request, by name and digest."""

    name: Short
    sha256: Digest


class Request(SignedAct, frozen=True, tag="request/1"):
    """One version of the Batch SMS Request (Attachment 1). An edit makes a new version and voids the signatures."""

    MOVES: ClassVar[frozenset[str]] = frozenset({"at", "number"})
    LETTER: ClassVar[bool] = True

    number: Short
    version: Annotated[int, msgspec.Meta(ge=1)]
    category: Annotated[Category, ask(section="matter")]
    category_was: Annotated[str, msgspec.Meta(pattern=r"\A(notice|promotion|other)?\Z"), reads("category")]
    subtype: Annotated[Short, ask(section="matter")]
    purpose: Annotated[Long, ask("line", section="matter")]
    telephone: Annotated[Short, ask("phone", section="matter")]
    basis: Annotated[
        Basis, ask(missing=refuse("field_missing", "R13", field="request.basis"), section="people")
    ]
    consent: Annotated[Short, ask(needed=False, section="people")]
    audience: Annotated[Long, ask("line", section="people")]
    selection: Annotated[Long, ask("line", section="people")]
    list_source: Annotated[Short, ask(section="people")]
    text: Text
    quoted: Annotated[list[Quoted], ask("quoted", needed=False, section="message")]
    slots: Annotated[
        list[Slot],
        msgspec.Meta(min_length=1, max_length=31),
        ask("slots", option="slot", missing=refuse("list_missing", "R10"), section="times"),
    ]
    checks: SelfChecks
    gateway: Annotated[Short, ask("gateway", section="times")]
    backup_gateway: Annotated[Short, ask("gateway", needed=False, section="times")]
    sender_code: Annotated[Short, ask(needed=False, filled=True, section="times")]
    rate: Annotated[Count, ask(needed=False, section="times")]
    attachments: Annotated[
        list[Attachment], ask("papers", needed=False, option="attachment", section="checks")
    ]
    remarks: Annotated[Long, ask(needed=False, section="checks")]
    cost: Cost
    route: Annotated[list[Post], msgspec.Meta(min_length=1, max_length=6), reads("route")]
    accept: bool
    released_by: DepartmentId
    department: Annotated[DepartmentId, ask(section="matter")]
    drafter: PersonId
    applied_on: Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
    previous: MaybeDigest
    policy: Version
    policy_digest: Digest
    pledge: Version

    def recipients(self) -> int:
        """Approved recipients over all slots, before opt-outs."""
        return sum(slot.n for slot in self.slots)


class TemplateUsed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The template from which a request was made: its name, its version, and the digest of what that version says."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    version: Annotated[int, msgspec.Meta(ge=1)]
    sha256: Digest


class TemplatedRequest(Request, frozen=True, tag="request/2"):
    """A request that was made from a template of its department. What it says of the template is a claim: the text is signed whole."""

    template: TemplateUsed


class NewestRequest(Request, frozen=True, tag="request/3"):
    """A request as it is signed now. What was added to the form since its first version is a part that may be left out."""

    template: TemplateUsed | UnsetType = UNSET


AnyRequest = Request | TemplatedRequest | NewestRequest
"""A request in any version of its form: old versions stay readable for ever, and are no longer made."""
REQUEST: Final = NewestRequest
"""The version that new requests use."""


def newest(act: Request) -> NewestRequest:
    """A request of any version as the newest form says it, to be read only: signed and stored are the bytes of `act`."""
    return act if isinstance(act, NewestRequest) else NewestRequest(**msgspec.structs.asdict(act))


_NO_REASON: Final = refuse("reason_missing", "R2")


class _Step(SignedAct, frozen=True):
    """An act on one request version; `previous` is the digest of the statement before it, so that the chain is linear."""

    request: Digest
    previous: Digest


class Approval(_Step, frozen=True, tag="approval/1"):
    """A manager's signature. `posts` has more than one entry if they hold adjacent posts and sign once for all of them (兼)."""

    level: Annotated[int, msgspec.Meta(ge=1, le=6)]
    posts: Annotated[list[Post], msgspec.Meta(min_length=1, max_length=6)]
    deputy_for: PersonId
    content_checked: Annotated[bool, ask(needed=False)]
    list_checked: Annotated[bool, ask(needed=False)]
    count: Annotated[Count, ask("again")]
    opinion: Annotated[Long, ask("line", needed=False)]
    shown: Annotated[Digest, ask(seen=True)]


class Return(_Step, frozen=True, tag="return/1"):
    """The request is sent back for changes, with the reason."""

    level: Annotated[int, msgspec.Meta(ge=1, le=7)]
    reason: Annotated[Reason, ask(missing=_NO_REASON)]


class Rejection(_Step, frozen=True, tag="rejection/1"):
    """The request is refused for good, with the reason."""

    level: Annotated[int, msgspec.Meta(ge=1, le=7)]
    reason: Annotated[Reason, ask(missing=_NO_REASON)]


class Withdrawal(_Step, frozen=True, tag="withdrawal/1"):
    """The request is withdrawn by its department."""

    reason: Annotated[Reason, ask(missing=_NO_REASON)]


class Acceptance(_Step, frozen=True, tag="acceptance/1"):
    """The General Department has the form, the text and the list (R5, R6); `paper` is the archive number of the paper form."""

    form: bool
    text: bool
    list: bool
    paper: Annotated[
        str, msgspec.Meta(min_length=1, max_length=60), ask(missing=refuse("archive_number_missing", "R3"))
    ]
    place: Annotated[Short, ask(needed=False)]


class CodedAcceptance(Acceptance, frozen=True, tag="acceptance/2"):
    """An acceptance that includes the check code typed from the paper form: it shows that the paper is the signed version."""

    code: Annotated[
        str,
        msgspec.Meta(min_length=1, max_length=20),
        ask(code=True, missing=refuse("check_code_missing", "R3")),
    ]


AnyAcceptance = Acceptance | CodedAcceptance
"""An acceptance of either version; the first stays readable for ever but is no longer made."""


class Release(_Step, frozen=True, tag="release/1"):
    """The operator releases one slot: digest of the chain so far, slot, gateway, and the count typed again."""

    slot: SlotNumber
    gateway: Annotated[Short, ask(needed=False, filled=True)]
    count: Annotated[Count, ask("again")]


class Resume(_Step, frozen=True, tag="resume/1"):
    """The operator resumes a held slot; `previous` is the release, `hold` is the number of the hold that is lifted."""

    slot: SlotNumber
    hold: Annotated[int, msgspec.Meta(ge=1), ask(seen=True)]
    count: Annotated[Count, ask("again")]


class Stop(_Step, frozen=True, tag="stop/1"):
    """Nothing more of this slot is sent; `previous` is the release."""

    slot: SlotNumber
    reason: Annotated[Reason, ask(missing=_NO_REASON, urgent=True)]


class Extension(_Step, frozen=True, tag="extension/1"):
    """The last approver gives a lapsed slot a new window, with the same text, list and gateway (architecture section 5)."""

    slot: SlotNumber
    opens: Annotated[Time, ask("now")]
    closes: Annotated[Time, ask()]
    count: Annotated[Count, ask("again")]
    reason: Annotated[Reason, ask("line", missing=_NO_REASON)]


class Pledge(SignedAct, frozen=True, tag="pledge/1"):
    """Attachment 2: the clauses of one version, accepted one by one."""

    CLAUSE: ClassVar[str] = "A2"

    department: Annotated[DepartmentId, ask(needed=False)]
    version: Short
    accepted: Annotated[list[int], msgspec.Meta(min_length=1, max_length=40), ask(option="accept")]
    until: Time
    witness: Annotated[PersonId, ask()]


Step = (
    Approval
    | Return
    | Rejection
    | Withdrawal
    | Acceptance
    | CodedAcceptance
    | Extension
    | Release
    | Resume
    | Stop
)
Order = Deputation | Recall | Suspension | Activation
"""Acts that immediately change a person's rights, without a new roster version."""
Personal = (
    AnyManifest
    | AnyRequest
    | Step
    | Pledge
    | Order
    | Application
    | ApplicationStep
    | DepartmentRules
    | EmergencyAcknowledgement
    | AppealWithdrawal
    | LossAct
    | FilingAct
    | SampleSheet
    | Proposal
    | Confirmation
)
"""Acts that a person signs alone."""


def tag(kind: type[msgspec.Struct]) -> str:
    """The tag of a type, including its version."""
    return str(kind.__struct_config__.tag)


BY_TAG: Final[dict[str, type[SignedAct]]] = {tag(one): one for one in get_args(Personal)}
"""The same by their tags, including versions."""

Statement = Roster | Signers | Personal


def told_of(act: Personal) -> dict[str, Any]:
    """What a list of a request's signatures tells of each: its kind, by whom, as what, when, and the words."""
    return {
        "kind": kind(act),
        "person": act.by,
        "posts": [str(post) for post in getattr(act, "posts", [])],
        "at": act.at,
        "opinion": str(
            getattr(act, "opinion", "") or getattr(act, "reason", "") or getattr(act, "paper", "")
        ),
        "deputy_for": str(getattr(act, "deputy_for", "")),
    }


def kind(statement: Statement) -> str:
    """The unversioned name of a statement's type, as in its signature namespace: `request`, `approval` and so on."""
    return tag(type(statement)).partition("/")[0]
