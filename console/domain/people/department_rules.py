"""A department's own rules for the platform (R0): versioned text that its manager acknowledges with their signature."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.asks import ask
from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse
from console.domain.shapes import DepartmentId, MaybeDigest, SignedAct


class DepartmentRules(SignedAct, frozen=True, tag="department_rules/1"):
    """One version of a department's rules; `previous` is the digest of the version before, empty in the first."""

    CLAUSE: ClassVar[str] = "R0"

    department: DepartmentId
    version: Annotated[int, msgspec.Meta(ge=1)]
    previous: MaybeDigest
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=200), ask()]
    rules: Annotated[str, msgspec.Meta(min_length=1, max_length=20_000), ask()]
    """Limited so that the statement fits into one frame."""


def may_acknowledge(roster: Roster, department: str, by: str, at: str) -> Refusal | None:
    """Return why `by` may not acknowledge the rules of a department, or None."""
    if not roster.expires > at:
        return refuse("roster_expired", "R2", expires=roster.expires)
    if roster.department(department) is None or not roster.holds(by, Post.DEPARTMENT_MANAGER, department, at):
        return refuse("rules_not_yours", "R0", department=department)
    return None
