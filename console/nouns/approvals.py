"""What people see of approvals (R2): the queue, the card, several at once, deputies."""

from collections.abc import Sequence
from typing import Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, Route, key, page


class ToCard(Route, frozen=True):
    """A request to decide on."""

    request: int


class ToBatch(Route, frozen=True):
    """Requests to decide on together."""

    requests: Sequence[int]


class ToDeputy(Route, frozen=True):
    """A deputy for this person; for the caller without."""

    principal: str = ""


NOUN: Final = Noun(
    "approvals",
    pages=(
        page("approvals", "approvals.approvals:ApprovalsPage")(
            key("open", "enter", clause="R2"),
            key("mark", "space"),
            key("batch", "a", danger=2, clause="R2"),
            key("return", "r", danger=2, clause="R2"),
            key("reject", "x", danger=2, clause="R2"),
            key("delegate", "d", danger=2, clause="R2"),
            *SEARCHED,
        ),
        page("card", "approvals.card:CardPage", "approvals.open", about=(ToCard,))(
            key("approve", "a", danger=2, act="approve", clause="R2"),
            key("accept", "c", danger=2, act="accept", clause="R6"),
            key("return", "r", danger=2, act="return", clause="R2"),
            key("reject", "x", danger=2, act="reject", clause="R2"),
            key("mark", "space", act="approve", clause="R2"),
            key("whole", "v"),
            key("next", "n"),
            key("compare", "d"),
            key("print", "p", clause="R3"),
            key("attachment", "o", clause="R11"),
        ),
        page("batch", "approvals.batch:BatchPage", "approvals.batch", about=(ToBatch,))(
            key("sign", "ctrl+s", danger=2, clause="R2"), key("open", "f5"), key("leave_out", "f7")
        ),
        page("outcomes", "approvals.batch:OutcomesPage", "batch.sign")(key("close", "enter")),
        page("deputy", "approvals.deputy:DeputyPage", "orders.new", about=(ToDeputy,))(
            key("sign", "ctrl+s", danger=2, clause="R2")
        ),
        page("absence", "approvals.absence:AbsencePage", "orders.absence", alone=True)(key("open", "enter")),
    ),
    senses={
        "did": {
            "request": Sense.GOOD,
            "approval": Sense.GOOD,
            "acceptance": Sense.GOOD,
            "release": Sense.GOOD,
            "resume": Sense.GOOD,
            "extension": Sense.GOOD,
            "confirmation": Sense.GOOD,
            "return": Sense.YOURS,
            "rejection": Sense.BAD,
            "stop": Sense.BAD,
            "withdrawal": Sense.LATER,
        },
    },
)
