"""Who may sit down at a solo home's screens, as whoever starts the screens tells them."""

from collections.abc import Sequence
from typing import NamedTuple

from console.wire import views


class Roll(NamedTuple):
    """Who may sit down here: people, the departments' names by id in the roster's order, and when the roster ends."""

    people: Sequence[views.PersonRow]
    departments: dict[str, str]
    expires: str = ""
