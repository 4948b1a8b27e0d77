"""Calls about the roster: its versions, the changes that make the next one, and the second signature."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.refusals import Refusal
from console.domain.rosters.alert import Alert
from console.domain.rosters.rosters import Change
from console.wire.answers import Page, Prepared
from console.wire.base import Ask, Do, EnactCall
from console.wire.bounds import MANY, After, Exact, Small, Whole
from console.wire.ledger import ledger
from console.wire.people.personnel import OrderRow
from console.wire.requests.rows import RequestRow
from console.wire.shown import shown


class RosterRow(msgspec.Struct, frozen=True):
    """A published roster version. `signed_by` are the persons whose keys signed it."""

    version: Annotated[int, shown(width=7, label="roster.field.version")]
    at: Annotated[str, shown("time", 20, label="roster.field.at")]
    expires: Annotated[str, shown("time", 20, label="roster.field.expires")]
    people: Annotated[int, shown(width=6, label="people.count")]
    signed_by: Annotated[
        list[str],
        shown("person", places="lt", label="people.signed_by"),
        shown("signers", places="p", label="people.signed_by"),
    ]
    digest: Annotated[
        str,
        shown("short", places="t", label="roster.field.digest"),
        shown("text", places="p", label="roster.field.digest"),
    ]


class RosterText(msgspec.Struct, frozen=True):
    """A roster version in full, as it was signed."""

    row: RosterRow
    text: str
    signatures: list[str]


class SignedText(msgspec.Struct, frozen=True):
    """A statement as it was signed, with every signature over it."""

    text: str
    signatures: list[str]


class ChainPage(msgspec.Struct, frozen=True):
    """Consecutive roster versions; `more` says that others follow."""

    versions: list[SignedText]
    more: bool


class GroundProof(msgspec.Struct, frozen=True):
    """What proves a filed application: its newest version and every decision on it, in chain order; the same for a hand-over.

    Included are the personnel orders in force meanwhile, oldest first, and the policy packs in force at each of these acts.
    """

    statements: list[SignedText]
    orders: list[SignedText]
    policies: list[str]


class RosterProposal(msgspec.Struct, frozen=True):
    """A version that waits for its second signature; `state` is open, published, dropped, expired or overtaken.

    `signature` is the first one. `lifts` are the people whose suspension it would lift: they are active in the signed versions
    before and after it, so the difference does not show it. `refusal` is why the caller may not confirm it, None if they may.
    """

    digest: Annotated[
        str,
        shown("short", places="t", label="roster.field.digest"),
        shown("text", places="p", label="roster.field.digest", section=1),
    ]
    version: Annotated[int, shown(width=7, label="roster.field.version")]
    state: Annotated[str, shown("roster.proposal", 14)]
    by: Annotated[str, shown("person", 14, label="people.first_signer")]
    at: Annotated[str, shown("time", 12, label="people.proposed_at")]
    expires: Annotated[str, shown("time", label="people.waits_until")]
    refusal: Annotated[Refusal | None, shown("why_not", places="p", label="people.why_not")]
    text: str
    signature: str
    lifts: list[str]


class RosterProposalPage(msgspec.Struct, frozen=True):
    """Proposals: open ones first, then the others, each newest first."""

    page: Page
    rows: list[RosterProposal]


class HandOver(msgspec.Struct, frozen=True):
    """What a person leaves behind: requests under way that carry their name, posts, orders, custody, and their lists.

    `orders` are deputations and activations in force or to come; `custody` are the departments in which they keep the passwords,
    `passwords` the gateways whose password they must hand over, `envelopes` the numbers of the sealed envelopes.
    """

    person: str
    posts: list[tuple[str, str]]
    pending: list[RequestRow]
    orders: list[OrderRow]
    custody: list[str]
    lists: int
    passwords: list[str] = []
    envelopes: list[str] = []


class RosterVersions(Ask, frozen=True):
    """Every published version, newest first."""

    Answer: ClassVar[type] = list[RosterRow]


class RosterDetail(Ask, frozen=True):
    """One version in full; 0 is the one in force."""

    version: Small = 0
    Answer: ClassVar[type] = RosterText


class RosterSigners(Ask, frozen=True):
    """Every statement of who signs rosters, oldest first, so that a reader can prove each version from the root keys."""

    Answer: ClassVar[type] = list[SignedText]


class RosterChain(Ask, frozen=True):
    """The versions after `after`, oldest first, as many as fit into one answer; proving the roster needs all of them."""

    after: Whole = 0
    Answer: ClassVar[type] = ChainPage


class GroundOf(Ask, frozen=True):
    """What proves the application or hand-over of that digest, which a roster version names, or will name, as its ground."""

    digest: str
    Answer: ClassVar[type] = GroundProof


class PrepareRoster(Ask, frozen=True):
    """The bytes of the next version: the one in force with these changes, filed applications and hand-overs carried out.

    `hand_overs` are digests.
    """

    changes: Annotated[list[Change], MANY]
    applications: Annotated[list[Whole], MANY] = []
    hand_overs: Annotated[list[str], MANY] = []
    Answer: ClassVar[type] = Prepared


class RosterProposals(Ask, frozen=True):
    """Versions that wait for their second signature, and what became of others; `digest` is the beginning of one's digest."""

    digest: str = ""
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = RosterProposalPage


class ProposeRoster(EnactCall, frozen=True):
    """The first roster signer's signature over the next version."""

    text: Exact
    signature: Exact


class ConfirmRoster(EnactCall, frozen=True):
    """Another roster signer's signature over the same bytes; with it the version is in force."""

    digest: str
    signature: Exact


class DropRosterProposal(Do, frozen=True):
    """A roster signer withdraws their own proposal."""

    digest: str


class Alerts(Ask, frozen=True):
    """Gaps and conflicts in the roster in force."""

    Answer: ClassVar[type] = list[Alert]


class LeavesBehind(Ask, frozen=True):
    """What a person would leave behind: all of it, or only what belongs to the given posts, each with its department."""

    person: str
    posts: Annotated[list[tuple[str, str]], MANY] = []
    Answer: ClassVar[type] = HandOver


class EntryTime(Ask, frozen=True):
    """The time of a ledger entry: a key is revoked from an entry number on, and people need the time."""

    seq: Whole
    Answer: ClassVar[type] = ledger.EntryRow


class SignedSince(Ask, frozen=True):
    """Ledger entries of a person's signatures from an entry on, which a revoked key may have made."""

    person: str
    since: Whole
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = ledger.EntryPage
