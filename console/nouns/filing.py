"""What people see of quarters and usage figures (R3, R8)."""

from typing import TYPE_CHECKING, Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, Route, key, page
from console.wire.duties import subjects

if TYPE_CHECKING:
    from console.wire.filing.filing import FilingView


class ToQuarterForm(Route, frozen=True):
    """A quarter to sign."""

    view: "FilingView"


NOUN: Final = Noun(
    "filing",
    pages=(
        page("statistics", "filing.statistics:StatisticsPage", "filing.statistics", alone=True)(
            key("open", "enter", clause="R8"),
            key("period", "p"),
            key("dimension", "d"),
            key("measure", "m"),
            key("look", "v", clause="R8"),
            key("write", "w", clause="R8"),
            key("department", "s"),
            key("kind", "t"),
            key("earlier", "b"),
            key("later", "n"),
            *SEARCHED,
        ),
        page("statistics_requests", "filing.statistics:StatisticsRequestsPage", "statistics.open")(
            key("open", "enter"), *SEARCHED
        ),
        page("filing", "filing.filing:FilingPage")(
            key("open", "enter", clause="R3"),
            key("quarter", "t"),
            key("statistics", "s", clause="R8"),
            key("archive", "b", clause="R3"),
            key("erasure", "e", clause="R13"),
            key("print", "p", clause="R3"),
            *SEARCHED,
        ),
        page("quarter", "filing.quarter:QuarterPage", "filing.open", about=(subjects.Quarter,))(
            key("compile", "c", danger=1, clause="R3"),
            key("check", "k", clause="R3"),
            key("sign", "s", danger=2, clause="R3"),
            key("receive", "a", danger=2, clause="R3"),
            key("return", "r", danger=2, clause="R3"),
            key("open", "enter"),
            key("print", "p", clause="R3"),
            key("pack", "w", clause="R3"),
        ),
        page("quarter_form", "filing.quarter_form:QuarterFormPage", "quarter.sign", about=(ToQuarterForm,))(
            key("sign", "ctrl+s", danger=2, clause="R3")
        ),
    ),
    senses={
        "filing.state": {
            "running": Sense.LATER,
            "due": Sense.YOURS,
            "compiled": Sense.YOURS,
            "signed": Sense.WAITING,
            "returned": Sense.YOURS,
            "received": Sense.GOOD,
        },
    },
)
