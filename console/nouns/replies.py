"""What people see of replies of recipients (R13)."""

from typing import Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, Route, key, page


class ToReplies(Route, frozen=True):
    """Replies to one request, in this state."""

    request: int
    state: str = ""


class ToReply(Route, frozen=True):
    """A reply by its id."""

    reply: int


NOUN: Final = Noun(
    "replies",
    pages=(
        page("replies", "replies.replies:RepliesPage", "sends.replies", alone=True, about=(ToReplies,))(
            key("open", "enter"), key("state", "s"), key("reason", "w"), *SEARCHED
        ),
        page("reply", "replies.replies:ReplyPage", "replies.open", about=(ToReply,))(
            key("refuses", "r", danger=1, clause="R13"),
            key("complaint", "k", danger=1, clause="R13"),
            key("resubscribe", "b", danger=1, act="add_optout", clause="R13"),
            key("nothing", "x", danger=1, clause="R13"),
            key("unmask", "u", danger=1, clause="R7"),
            key("request", "enter"),
        ),
    ),
    senses={
        "state:reply": {
            "open": Sense.YOURS,
            "acted": Sense.GOOD,
            "decided": Sense.GOOD,
            "noted": Sense.LATER,
        },
    },
)
