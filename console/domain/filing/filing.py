"""The quarter as signed acts (R3): a department hands it in, the General Department receives it or sends it back.

The operator compiles (R8), the department's manager signs what goes in, and somebody of the General Department takes it into the
archive; the manager in charge of the General Department receives its own quarter.
"""

from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec

from console.domain.asks import ask
from console.domain.filing.quarters import QuarterName
from console.domain.people.people import DepartmentKind, Post, Roster
from console.domain.reads import reads
from console.domain.refusals import Refusal, refuse
from console.domain.shapes import (
    Count,
    DepartmentId,
    Digest,
    Long,
    MaybeDigest,
    Reason,
    Short,
    SignedAct,
)


class Gap(StrEnum):
    """A gap that keeps a quarter from being handed in; each is named together with its form."""

    FORM_MISSING = "form_missing"  # a serial number that no request has
    FORM_UNSIGNED = "form_unsigned"  # a request still in progress although its window is over
    PAPER_MISSING = "paper_missing"  # the paper form has no archive number yet
    UNKNOWN_OPEN = "unknown_open"  # unknown recipients that nobody has settled
    SEND_OPEN = "send_open"  # a slot that began in the quarter and has not ended
    LOSS_OPEN = "loss_open"  # a loss case of the department that is not closed
    EMERGENCY_OPEN = "emergency_open"  # a send on paper that the department's manager has not acknowledged
    COMPLAINT_OPEN = "complaint_open"  # a complaint that is not closed
    SAMPLE_MISSING = "sample_missing"  # a month whose samples the department's manager has not looked at (R7)
    UPKEEP_MISSING = (
        "upkeep_missing"  # a quarter in which the General Department wrote down no maintenance (R7)
    )
    SUPPORT_OPEN = (
        "support_open"  # a question of the quarter that the General Department has not answered (R7)
    )
    ANNEX_MISSING = (
        "annex_missing"  # a list that the policy wants whole in the pack, and that was erased before (R3)
    )
    LEDGER_BROKEN = "ledger_broken"  # an entry that the chain does not prove, or a missing entry
    RESULTS_MISSING = "results_missing"  # the recipients' results do not add up to what the dispatcher signed


BLOCKING = frozenset(
    {
        Gap.FORM_MISSING,
        Gap.PAPER_MISSING,
        Gap.UNKNOWN_OPEN,
        Gap.SEND_OPEN,
        Gap.EMERGENCY_OPEN,
        Gap.LEDGER_BROKEN,
    }
)
"""Gaps that must be removed before the manager signs; the others may be explained in words."""


class FoundGap(msgspec.Struct, frozen=True):
    """A gap, and the form, slot, loss case or ledger entry that it is about; `detail` may say more."""

    kind: Gap
    number: str
    detail: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the gap must be removed and cannot be explained."""
        return self.kind in BLOCKING

    @property
    def key(self) -> str:
        """Its name in the signed statement."""
        return f"{self.kind} {self.number}"


class FilingState(StrEnum):
    """A department's quarter: compiled by the operator, signed by its manager, received by the General Department."""

    COMPILED = "compiled"
    SIGNED = "signed"
    RECEIVED = "received"
    RETURNED = "returned"


class Filing(SignedAct, frozen=True, tag="filing/1"):
    """A department hands in its quarter: the pack whose manifest has the digest `manifest`, and its content.

    `revision` 1 is the quarter, later revisions are amendment sheets after late receipts; `previous` is the digest of the filing
    before. `nil` says that nothing was sent. `explained` are the gaps that remain, each with the manager's words.
    """

    CLAUSE: ClassVar[str] = "R3"

    department: DepartmentId
    quarter: QuarterName
    revision: Annotated[int, msgspec.Meta(ge=1, le=999)]
    previous: MaybeDigest
    manifest: Digest
    requests: Count
    recipients: Count
    nil: bool
    explained: Annotated[list[Annotated[Short, reads("gap")]], ask("texts", needed=False, option="explain")]
    words: Annotated[Long, ask(needed=False)]


class FilingReceipt(SignedAct, frozen=True, tag="filing_receipt/1"):
    """The quarter is in the archive: its archive number, and the place of the paper."""

    CLAUSE: ClassVar[str] = "R3"

    filing: Digest
    paper: Annotated[str, msgspec.Meta(min_length=1, max_length=60), ask()]
    place: Annotated[Short, ask()]
    remarks: Annotated[Long, ask(needed=False, option="words")]


class FilingReturn(SignedAct, frozen=True, tag="filing_return/1"):
    """The quarter goes back to its department, with the reason."""

    CLAUSE: ClassVar[str] = "R3"

    filing: Digest
    reason: Annotated[Reason, ask(option="words")]


def unexplained(gaps: list[FoundGap], said: list[str]) -> FoundGap | None:
    """The first gap that may be explained but is not explained by any line of `said`, or None."""
    for gap in gaps:
        if not gap.blocks and not any(
            line.startswith(f"{gap.key}: ") and line.removeprefix(f"{gap.key}: ").strip() for line in said
        ):
            return gap
    return None


FilingAct = Filing | FilingReceipt | FilingReturn


def may_compile(person: str, department: str, roster: Roster, at: str) -> Refusal | None:
    """Return why `person` may not compile a department's quarter, or None: its operator, drafter or manager may, or a keeper (R8)."""
    posts = (Post.OPERATOR, Post.DRAFTER, Post.DEPARTMENT_MANAGER)
    if any(roster.holds(person, post, department, at) for post in posts) or _keeps(person, roster, at):
        return None
    return refuse("filing_not_yours", "R8", department=department)


def may_sign(person: str, department: str, roster: Roster, at: str) -> Refusal | None:
    """Return why `person` may not sign a department's quarter, or None: its manager does; if there is none, the one above."""
    if roster.holds(person, Post.DEPARTMENT_MANAGER, department, at):
        return None
    if not roster.holders(Post.DEPARTMENT_MANAGER, department, at) and roster.holds(
        person, Post.SUPERVISING_MANAGER, department, at
    ):
        return None
    return refuse("filing_not_manager", "R3", department=department)


def may_receive(person: str, filing: Filing, roster: Roster, at: str) -> Refusal | None:
    """Return why `person` may not receive a quarter, or None.

    The General Department receives the other departments' quarters. The manager in charge of it receives its own quarter, or the
    general manager if there is no other than the person who signed it. The person who signed a filing never receives it.
    """
    if person == filing.by:
        return refuse("filing_own", "R3", person=person)
    department = roster.department(filing.department)
    if department is not None and department.kind is DepartmentKind.GENERAL:
        if roster.holds(person, Post.SUPERVISING_MANAGER, filing.department, at):
            return None
        over = roster.holders(Post.SUPERVISING_MANAGER, filing.department, at)
        if all(one == filing.by for one in over) and roster.holds(person, Post.GENERAL_MANAGER, "", at):
            return None
        return refuse("filing_generals_own", "R3")
    if _keeps(person, roster, at):
        return None
    return refuse("filing_not_general", "R3")


def _keeps(person: str, roster: Roster, at: str) -> bool:
    """Whether the person keeps the archive: registrar or manager of the General Department."""
    general = roster.general_department()
    return general is not None and any(
        a.department == general.id and a.post in {Post.REGISTRAR, Post.DEPARTMENT_MANAGER}
        for a in roster.appointments(person, at)
    )
