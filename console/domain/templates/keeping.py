"""Who keeps the templates of a department: those who draft, send and answer for its texts (R7, R8, R9)."""

from enum import StrEnum
from typing import Final

from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse

KEPT_BY: Final = (Post.DRAFTER, Post.OPERATOR, Post.DEPARTMENT_MANAGER)
"""The posts that keep their own department's templates."""


class State(StrEnum):
    """The state of a template: offered, blocked by the screening list in force, or withdrawn."""

    OFFERED = "offered"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"


def kept_departments(roster: Roster, person: str, at: str) -> list[str]:
    """Return the departments whose templates `person` keeps."""
    mine = [one.department for one in roster.appointments(person, at) if one.post in KEPT_BY]
    return list(dict.fromkeys(mine))


def may_keep(roster: Roster, person: str, at: str, department: str) -> Refusal | None:
    """Return why `person` may not write or withdraw templates of a department, or None."""
    if not roster.expires > at:
        return refuse("roster_expired", "R2", expires=roster.expires)
    if department in kept_departments(roster, person, at):
        return None
    return refuse("template_not_yours", "R9", department=department)


def may_offer_to_all(roster: Roster, department: str) -> Refusal | None:
    """Return why a department's template may not be offered to all departments, or None: only the General Department's may (R7)."""
    general = roster.general_department()
    if general is not None and general.id == department:
        return None
    return refuse("template_for_all", "R7", department=department)
