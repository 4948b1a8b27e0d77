"""Who exists: departments, people, posts and services, as one signed roster version (architecture section 5)."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import msgspec

from console.domain.reads import Block, reads
from console.domain.times import Time

_Ends = Annotated[str, reads("time")]
_Digest = Annotated[str, reads("digest", Block.PROOF)]
_Version = Annotated[str, reads("plain", Block.PROOF)]


class Post(StrEnum):
    """Posts of the regulation; a person may hold several."""

    DRAFTER = "drafter"  # R9 起草专人
    OPERATOR = "operator"  # R8 操作员
    DEPARTMENT_MANAGER = "department_manager"  # R4 部门经理
    SUPERVISING_MANAGER = "supervising_manager"  # R5 主管经理, in charge of one department
    GENERAL_MANAGER = "general_manager"  # R5 总经理
    REGISTRAR = "registrar"  # R3 综合部备案
    CUSTODIAN = "custodian"  # R12 专人保管
    ROSTER_SIGNER = "roster_signer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class DepartmentKind(StrEnum):
    """The two departments that the regulation names, and the rest."""

    BUSINESS = "business"  # 业务部
    GENERAL = "general"  # 综合部, platform owner and archive keeper
    OTHER = "other"


class Standing(StrEnum):
    """Whether a person may act under this roster version."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    LEFT = "left"


class Department(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A department of the organisation; `id` is short ASCII, `name` is what people read."""

    id: str
    name: str
    kind: DepartmentKind


class Key(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A public signing key in OpenSSH one-line form; `revoked` is the instant from which it is invalid, or empty."""

    public: str
    since: Time
    revoked: _Ends


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rostered person; `uid` is the person's account on the desk's host, or -1 if none is bound (solo)."""

    id: str
    name: str
    staff_no: str
    phone: str
    uid: int
    keys: list[Key]
    standing: Standing


class Appointment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One person in one post of one department between two instants; an empty `until` means open-ended.

    `standby` marks the dormant second operator or custodian (B角), who has no rights until they are activated.
    """

    person: Annotated[str, reads("person")]
    post: Post
    department: Annotated[str, reads("department")]
    since: Time
    until: _Ends
    standby: bool

    def holds(self, at: str) -> bool:
        """Whether the appointment is in force at instant `at` (times have one fixed form, so they compare as text)."""
        return not self.standby and self.since <= at and (not self.until or at < self.until)


class Service(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A process that signs in its own name; `kind` is `dispatch`."""

    id: str
    kind: str
    public: str


class PolicyRef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The policy pack in force: its version and the SHA-256 (hex) of its bytes."""

    version: _Version
    digest: _Digest


class ScreeningRef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The screening list in force (R11): its version and the SHA-256 (hex) of its bytes."""

    version: _Version
    digest: _Digest


class GatewayRef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A gateway file in force: its id and the SHA-256 (hex) of its bytes."""

    id: str
    digest: _Digest


CalendarYear = Annotated[int, msgspec.Meta(ge=2000, le=2199)]


class CalendarRef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A year of the calendar in force, in place of the shipped one: the SHA-256 (hex) of its bytes."""

    year: CalendarYear
    digest: _Digest


class PlanRef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number plan beside the shipped one: its version, and the SHA-256 (hex) of its bytes; it counts from the day in it."""

    version: _Version
    digest: _Digest


class Roster(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag="roster/1",
    tag_field="type",
):
    """One version of who may do what; signed by the threshold of roster signers.

    `previous` is the SHA-256 (hex) of the version before, empty in version 1; `signers` is the SHA-256 of the signers statement;
    `grounds` are the digests of the filed applications (Attachment 3) that this version carries out. `calendars` are the years of
    the calendar that the organisation brought, `plans` the number plans; a version without any has the same bytes as before there
    were any.
    """

    org: str
    org_name: str
    version: int
    previous: _Digest
    signers: _Digest
    at: Time
    expires: Time
    solo: bool
    policy: PolicyRef
    screening: ScreeningRef
    gateways: list[GatewayRef]
    pledge: _Version
    departments: list[Department]
    people: list[Person]
    posts: list[Appointment]
    services: list[Service]
    grounds: list[_Digest]
    calendars: list[CalendarRef] = []
    plans: list[PlanRef] = []

    def person(self, person_id: str) -> Person | None:
        """The person with that id, or None."""
        return next((p for p in self.people if p.id == person_id), None)

    def keys_of(self, person_id: str) -> list[str]:
        """Every public key of a person, including revoked ones."""
        person = self.person(person_id)
        return [key.public for key in person.keys] if person else []

    def department(self, department_id: str) -> Department | None:
        """The department with that id, or None."""
        return next((d for d in self.departments if d.id == department_id), None)

    def general_department(self) -> Department | None:
        """The General Department (综合部), or None if the roster has none."""
        return next((d for d in self.departments if d.kind is DepartmentKind.GENERAL), None)

    def general_name(self) -> str:
        """What the organisation calls its General Department; empty if the roster has none."""
        general = self.general_department()
        return general.name if general is not None else ""

    def gateway(self, gateway_id: str) -> GatewayRef | None:
        """The reference of that gateway, or None."""
        return next((g for g in self.gateways if g.id == gateway_id), None)

    def appointments(self, person_id: str, at: str) -> Iterator[Appointment]:
        """The appointments that give this person rights at `at`; none for a person who is not active."""
        person = self.person(person_id)
        if person is None or person.standing is not Standing.ACTIVE:
            return iter(())
        return (a for a in self.posts if a.person == person_id and a.holds(at))

    def holds(self, person_id: str, post: Post, department: str, at: str) -> bool:
        """Whether the person holds the post in that department at `at`; the general manager's post covers every department."""
        return any(
            a.post is post and (a.department == department or post in EVERYWHERE)
            for a in self.appointments(person_id, at)
        )

    def keeps_optouts(self, person_id: str, at: str) -> bool:
        """Whether the person enters what recipients refuse, and proposes to end it (R13)."""
        keepers = {Post.OPERATOR, Post.DRAFTER, Post.REGISTRAR}
        return any(a.post in keepers for a in self.appointments(person_id, at))

    def holders(self, post: Post, department: str, at: str) -> list[str]:
        """Ids of everyone who holds the post for that department at `at`, in roster order."""
        return [p.id for p in self.people if self.holds(p.id, post, department, at)]

    def key_owner(self, public: str) -> Person | None:
        """The person who owns a public key, or None."""
        return next((p for p in self.people if any(k.public == public for k in p.keys)), None)


class Signers(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="signers/1", tag_field="type"):
    """The statement of who signs ordinary roster versions; it is itself signed by the threshold of root keys."""

    org: str
    version: int
    at: Time
    keys: list[str]
    threshold: int


EVERYWHERE = frozenset(
    {Post.GENERAL_MANAGER, Post.AUDITOR, Post.ROSTER_SIGNER, Post.CUSTODIAN, Post.REGISTRAR}
)
"""Posts whose rights are not limited to one department."""
