"""What people see of what is due: my turn, and what others owe (R7)."""

from typing import Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, key, page

NOUN: Final = Noun(
    "duties",
    pages=(
        page("todo", "duties.todo:TodoPage")(
            key("open", "enter"),
            key("print", "p", clause="R3"),
            key("delegate", "d", danger=2, clause="R2"),
            key("notices", "n"),
        ),
        page("notices", "duties.notices:NoticesPage", "todo.notices", alone=True)(
            key("open", "enter"), key("state", "s"), *SEARCHED
        ),
        page("chase", "duties.chase:ChasePage", "people.chase", alone=True)(
            key("open", "enter"),
            key("look", "v", clause="R7"),
            key("rules", "d", clause="R0"),
            key("department", "s"),
            key("kind", "t"),
            *SEARCHED,
        ),
    ),
    senses={
        "state:notice": {
            "waiting": Sense.WAITING,
            "sent": Sense.GOOD,
            "failed": Sense.BAD,
            "no_way": Sense.YOURS,
        },
    },
)
