"""Enrolment on paper and signed: the Operator Application (Attachment 3) and each decision on it (R1, R8)."""

from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec

from console.domain.asks import ask
from console.domain.people.people import DepartmentKind, Post
from console.domain.reads import reads
from console.domain.shapes import (
    DepartmentId,
    Digest,
    Long,
    MaybeDigest,
    MaybeTime,
    PersonId,
    Short,
    SignedAct,
)
from console.domain.times import Time


class ApplicationKind(StrEnum):
    """What an application asks for."""

    OPEN_DEPARTMENT = "open_department"  # a department joins the platform, with its manager
    ADD = "add"  # 新增: a person takes a post
    CHANGE = "change"  # 变更: another name, telephone or key
    REVOKE = "revoke"  # 注销: a person gives a post up
    DEPUTY = "deputy"  # 临时代理: an operator for some days


class ApplicationState(StrEnum):
    """An application's life; a `filed` one waits for the roster version that carries it out."""

    SUBMITTED = "submitted"
    AUTHORISED = "authorised"
    APPROVED = "approved"
    FILED = "filed"
    ACTIVE = "active"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    """What a person may decide on an application."""

    AUTHORISE = "authorise"  # R8, the department manager
    APPROVE = "approve"  # R1, the supervising manager
    FILE = "file"  # R1, the General Department, with the paper's number
    RETURN = "return"
    REJECT = "reject"
    WITHDRAW = "withdraw"


class NewDepartment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A department that joins; `supervisor` is the person who will be in charge of it (主管经理)."""

    name: Annotated[Short, ask(needed=False, called="department_name")]
    kind: Annotated[DepartmentKind, ask(needed=False, called="department_kind")]
    supervisor: Annotated[PersonId, ask(needed=False)]


class Application(SignedAct, frozen=True, tag="application/1"):
    """Attachment 3, one version of it. `person` may be new to the roster; `key` is their public key line, empty to keep their own.

    `replaces` is the person who gives the post up, or empty; `new_department` is only set for `open_department`. `route` are the
    posts that decide, in order; `covers` is the first of them if the applicant holds it themselves (兼). The desk judges which
    further fields a kind needs (`services.people.enrolment_form`).
    """

    CLAUSE: ClassVar[str] = "R1"
    MOVES: ClassVar[frozenset[str]] = frozenset({"at", "number"})

    number: Short
    version: Annotated[int, msgspec.Meta(ge=1)]
    previous: MaybeDigest
    kind: Annotated[ApplicationKind, ask()]
    department: Annotated[DepartmentId, ask()]
    new_department: NewDepartment | None
    person: Annotated[str, msgspec.Meta(pattern=r"\A[a-z][a-z0-9_-]{1,31}\Z"), reads("person"), ask()]
    name: Annotated[Short, ask(needed=False)]
    staff_no: Annotated[Short, ask(needed=False)]
    title: Annotated[Short, ask(needed=False)]
    telephone: Annotated[Short, ask("phone", needed=False)]
    email: Annotated[Short, ask(needed=False)]
    post: Annotated[Post, ask()]
    standby: Annotated[bool, ask(needed=False)]
    replaces: Annotated[PersonId, ask(needed=False)]
    trained_on: Annotated[
        str,
        msgspec.Meta(pattern=r"\A([0-9]{4}-[0-9]{2}-[0-9]{2})?\Z"),
        ask("day", needed=False),
    ]
    duties: Annotated[list[Annotated[Short, reads("duty")]], ask(needed=False, option="duty")]
    since: Annotated[Time, ask("now")]
    until: Annotated[MaybeTime, ask(needed=False)]
    key: Annotated[Short, reads("key"), ask("key", needed=False, option="public-key", code=True)]
    reason: Annotated[Long, ask("line")]
    route: Annotated[list[Post], msgspec.Meta(min_length=1, max_length=4), reads("route")]
    covers: Annotated[list[Post], msgspec.Meta(max_length=1)]


class ApplicationStep(SignedAct, frozen=True, tag="application_step/1"):
    """A decision on an application; `previous` is the digest of the statement before it, `paper` and `place` say where it is kept.

    `posts` are the adjacent posts of the route that an authorisation or approval counts for (兼), otherwise empty. The desk judges
    what else a decision must contain.
    """

    CLAUSE: ClassVar[str] = "R1"

    application: Digest
    previous: Digest
    decision: Annotated[Decision, ask()]
    posts: Annotated[list[Post], msgspec.Meta(max_length=4)]
    reason: Annotated[Long, ask(needed=False)]
    paper: Annotated[str, msgspec.Meta(max_length=60), ask(needed=False)]
    place: Annotated[Short, ask(needed=False)]
