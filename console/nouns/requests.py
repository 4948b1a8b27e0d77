"""What people see of requests (R2, R9): the list, the entry form, one request, two versions of it."""

from typing import TYPE_CHECKING, Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, Route, key, page

if TYPE_CHECKING:
    from console.wire.requests.drafts import Draft


class ToRequest(Route, frozen=True):
    """A request by its id."""

    request: int


class ToForm(Route, frozen=True):
    """A draft by its id (0: a new one), for a department, begun from another text, with a list, or from a template's text of that digest."""

    request: int = 0
    department: str = ""
    begun: "Draft | None" = None
    attach: int = 0
    sha256: str = ""


class ToDifference(Route, frozen=True):
    """Two versions of a request, compared."""

    request: int


NOUN: Final = Noun(
    "requests",
    pages=(
        page("requests", "requests.requests:RequestsPage")(
            key("open", "enter"),
            key("new", "n", danger=1, act="draft", clause="R9"),
            key("templates", "t", clause="R9"),
            *SEARCHED,
            key("state", "s"),
        ),
        page("form", "requests.request_form:FormPage", "requests.new", about=(ToForm,))(
            key("submit", "ctrl+s", danger=2, act="submit", clause="R2"),
            key("next", "pagedown", "ctrl+pagedown"),
            key("previous", "pageup", "ctrl+pageup"),
            key("attach", "f5", danger=1, clause="R10"),
            key("phone", "ctrl+o"),
            key("add_slot", "f6", danger=1, clause="R2"),
            key("remove_slot", "f7", danger=1, clause="R2"),
            key("take", "f4", danger=1, clause="R13"),
            key("add_paper", "f8", danger=1, clause="R2"),
            key("template", "ctrl+t", danger=1, clause="R9"),
            key("discard", "f10", danger=1, clause="R3"),
        ),
        page("request", "requests.request_view:RequestPage", "requests.open", about=(ToRequest,))(
            key("edit", "e", danger=1, act="edit", clause="R9"),
            key("decide", "a", clause="R2"),
            key("withdraw", "w", danger=2, act="withdraw", clause="R7"),
            key("copy", "n", danger=1, act="draft", clause="R9"),
            key("print", "p", clause="R3"),
            key("extend", "t", danger=2, act="extend", clause="R2"),
            key("appeal", "f", danger=2, act="appeal", clause="R11"),
            key("versions", "v"),
            key("compare", "c"),
            key("send", "s"),
            key("evidence", "b", danger=1, clause="R3"),
            key("attachment", "o", clause="R11"),
            key("complaints", "k", clause="R7"),
            key("replies", "r", clause="R13"),
        ),
        page("difference", "requests.difference:DifferencePage", "request.compare", about=(ToDifference,))(
            key("fold", "f"), key("versions", "v")
        ),
    ),
    senses={
        "state:request": {
            "draft": Sense.LATER,
            "emergency": Sense.YOURS,
            "submitted": Sense.WAITING,
            "approved": Sense.WAITING,
            "cleared": Sense.YOURS,
            "returned": Sense.YOURS,
            "rejected": Sense.BAD,
            "withdrawn": Sense.LATER,
            "expired": Sense.BAD,
            "lapsed": Sense.BAD,
            "done": Sense.GOOD,
            "unsettled": Sense.YOURS,
        },
    },
)
