"""What people see of quarters, samples and usage figures (R3, R7, R8)."""

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
            key("samples", "u", clause="R7"),
            key("upkeep", "m", clause="R7"),
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
        page("samples", "filing.samples:SamplesPage", "filing.samples", alone=True)(
            key("open", "enter", clause="R7"), key("month", "t"), *SEARCHED
        ),
        page("sample", "filing.samples:SamplePage", "samples.open", about=(subjects.Sample,))(
            key("open", "enter", clause="R7"), key("sign", "s", danger=2, clause="R7"), *SEARCHED
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
        "sample.state": {
            "running": Sense.LATER,
            "none": Sense.PLAIN,
            "undrawn": Sense.WAITING,
            "due": Sense.YOURS,
            "signed": Sense.GOOD,
            "faulty": Sense.BAD,
        },
    },
)
