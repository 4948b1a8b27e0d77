"""What people see of what is unusual (R7)."""

from typing import Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, key, page
from console.wire.duties import subjects

NOUN: Final = Noun(
    "watch",
    pages=(
        page("watch", "watch.watch:WatchPage", "sends.watch", alone=True)(
            key("open", "enter"), key("state", "s"), key("kind", "v"), *SEARCHED
        ),
        page("watched", "watch.watch:WatchedPage", "watch.open", about=(subjects.Watched,))(
            key("acknowledge", "a", danger=1, clause="R7"), key("request", "enter")
        ),
    ),
    senses={
        "state:watch": {"open": Sense.YOURS, "acknowledged": Sense.GOOD},
    },
)
