"""Tables of what people may do in addition to the roster: orders, applications, roster proposals, two-person acts."""

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class PersonnelOrderRecord(Base):
    """Deputations, activations, suspensions, and the recalls that end them; `recalled` is the instant of the recall, or empty."""

    __tablename__ = "personnel_order"
    __table_args__ = (Index("personnel_order_person_index", "person", "id"),)

    id: Mapped[Big] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    by: Mapped[str]
    person: Mapped[str]
    principal: Mapped[str]
    post: Mapped[str]
    department: Mapped[str]
    since: Mapped[str]
    until: Mapped[str]
    recalled: Mapped[str]
    at: Mapped[str]
    carrier: Mapped[str]
    text: Mapped[str]
    signature: Mapped[str]


personnel_order = table(PersonnelOrderRecord)


class ApplicationRecord(Base):
    """Applications (Attachment 3) as they stand; `roster` is the version that carried it out, 0 before."""

    __tablename__ = "application"
    __table_args__ = (Index("application_state_index", "state", "id"),)

    id: Mapped[Big] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    kind: Mapped[str]
    department: Mapped[str]
    person: Mapped[str]
    name: Mapped[str]
    post: Mapped[str]
    state: Mapped[str]
    waits_for: Mapped[str]
    by: Mapped[str]
    reason: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    head: Mapped[str]
    paper: Mapped[str]
    place: Mapped[str]
    roster: Mapped[int]
    updated: Mapped[str]


application = table(ApplicationRecord)


class ApplicationStatementRecord(Base):
    """Every signed version of an application and every signed decision on it, in chain order."""

    __tablename__ = "application_statement"
    __table_args__ = (PrimaryKeyConstraint("application", "nth"),)

    application: Mapped[Big]
    nth: Mapped[int]
    version: Mapped[int]
    kind: Mapped[str]
    person: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str]
    signature: Mapped[str]
    carrier: Mapped[str]
    at: Mapped[str]


application_statement = table(ApplicationStatementRecord)


class DepartmentRulesRecord(Base):
    """Every version of a department's own rules (R0), as its manager signed it."""

    __tablename__ = "department_rules"
    __table_args__ = (PrimaryKeyConstraint("department", "version"),)

    department: Mapped[str]
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]
    carrier: Mapped[str]
    text: Mapped[str]
    signature: Mapped[str]


department_rules = table(DepartmentRulesRecord)


class RosterProposalRecord(Base):
    """Roster versions with their first signature."""

    __tablename__ = "roster_proposal"

    digest: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[Big]
    by: Mapped[str]
    at: Mapped[str]
    expires: Mapped[str]
    state: Mapped[str]
    text: Mapped[str]
    signature: Mapped[str]


roster_proposal = table(RosterProposalRecord)


class ProposalRecord(Base):
    """Two-person acts: the first statement, and the second once it is there.

    `state` is open, confirmed, then applied or refused by the party it concerns; `why` names the refusal. `subject` is the subject
    of the act: `request:<id>`, `freeze:<id>`, `loss:<number>` or `dispatcher:<id>`; `request` and `slot` are 0 if there is none.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        Index("proposal_request_index", "request"),
        Index("proposal_subject_index", "subject"),
    )

    digest: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject: Mapped[str]
    request: Mapped[Big]
    slot: Mapped[int]
    by: Mapped[str]
    at: Mapped[str]
    expires: Mapped[str]
    state: Mapped[str]
    text: Mapped[str]
    signature: Mapped[str]
    confirmed_by: Mapped[str]
    confirmation: Mapped[str]
    confirmation_signature: Mapped[str]
    why: Mapped[str]


proposal = table(ProposalRecord)


class AppealWithdrawalRecord(Base):
    """Signed withdrawals of text releases (R11), by the digest of the release's proposal, for the dispatcher to judge."""

    __tablename__ = "appeal_withdrawal"

    proposal: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[str]
    text: Mapped[str]
    signature: Mapped[str]


appeal_withdrawal = table(AppealWithdrawalRecord)


class LockoutRecord(Base):
    """Consecutive wrong passphrases by person; `locked` is the instant since which their signatures are refused, or empty."""

    __tablename__ = "lockout"

    person: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last: Mapped[str]
    locked: Mapped[str]


lockout = table(LockoutRecord)
