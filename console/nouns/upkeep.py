"""What people see of the maintenance log and of requests for support (R7, R8)."""

from typing import Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, key, page
from console.wire.duties import subjects

NOUN: Final = Noun(
    "upkeep",
    pages=(
        page("upkeep", "upkeep.upkeep:UpkeepPage", "filing.upkeep", alone=True, about=(subjects.Support,))(
            key("open", "enter", clause="R7"),
            key("answer", "a", danger=1, clause="R7"),
            key("ask", "n", danger=1, clause="R7"),
            key("enter", "w", danger=1, clause="R7"),
            key("kind", "t"),
            key("state", "s"),
            *SEARCHED,
        ),
        page("upkeep_form", "upkeep.upkeep:UpkeepFormPage", "upkeep.enter")(
            key("save", "ctrl+s", danger=1, clause="R7")
        ),
        page("support_form", "upkeep.upkeep:SupportFormPage", "upkeep.ask")(
            key("save", "ctrl+s", danger=1, clause="R7")
        ),
    ),
    senses={"upkeep_state": {"open": Sense.YOURS, "done": Sense.GOOD}},
)
