"""The people who may act at a solo home's screens, given by the process that starts the screens."""

from collections.abc import Sequence
from typing import NamedTuple

from console.wire.duties.here import PersonRow


class Roll(NamedTuple):
    """The choice of people: the people, the departments' names by id in the roster's order, and when the roster ends."""

    people: Sequence[PersonRow]
    departments: dict[str, str]
    expires: str = ""
