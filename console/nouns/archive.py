"""What people see of the archive book (R3)."""

from typing import TYPE_CHECKING, Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, Route, key, page
from console.wire.duties import subjects

if TYPE_CHECKING:
    from console.wire.archive.archive import PaperRow


class ToPaperForm(Route, frozen=True):
    """A paper to enter, of this request with its title and number, or the next version of this one."""

    of: str = ""
    title: str = ""
    row: "PaperRow | None" = None
    number: str = ""


class ToPaper(Route, frozen=True):
    """A paper by its id."""

    paper: int


NOUN: Final = Noun(
    "archive",
    pages=(
        page(
            "archive", "archive.archive:ArchivePage", "filing.archive", alone=True, about=(subjects.Document,)
        )(
            key("open", "enter", clause="R3"),
            key("new", "n", danger=1, clause="R3"),
            key("owed", "o", clause="R3"),
            key("emergencies", "b", clause="R3"),
            key("numbers", "v", clause="R3"),
            key("state", "s"),
            key("kind", "t"),
            *SEARCHED,
        ),
        page("paper", "archive.paper:PaperPage", "archive.open", about=(ToPaper,))(
            key("lend", "l", danger=1, clause="R3"),
            key("return", "r", danger=1, clause="R3"),
            key("correct", "e", danger=1, clause="R3"),
            key("hand_over", "m", danger=1, clause="R3"),
            key("destroy", "x", danger=1, clause="R3"),
            key("confirm", "c", danger=1, clause="R3"),
            key("keep", "u", danger=1, clause="R3"),
        ),
        page("paper_form", "archive.paper_form:PaperFormPage", "archive.new", about=(ToPaperForm,))(
            key("save", "ctrl+s", danger=1, clause="R3")
        ),
        page("papers_owed", "archive.papers_owed:PapersOwedPage", "archive.owed", alone=True)(
            key("open", "enter", danger=1, clause="R3"), key("look", "v"), *SEARCHED
        ),
        page("form_numbers", "archive.form_numbers:FormNumbersPage", "archive.numbers", alone=True)(
            key("open", "enter"),
            key("department", "s"),
            key("kind", "t"),
            key("year", "y"),
            key("void", "x", clause="R3"),
            *SEARCHED,
        ),
        page(
            "emergencies",
            "archive.emergencies:EmergenciesPage",
            "archive.emergencies",
            alone=True,
            about=(subjects.Emergency,),
        )(
            key("open", "enter", clause="R3"),
            key("new", "n", danger=1, clause="R3"),
            key("acknowledge", "a", danger=2, clause="R7"),
            key("state", "s"),
            *SEARCHED,
        ),
        page("emergency_form", "archive.emergency_form:EmergencyFormPage", "emergencies.new")(
            key("save", "ctrl+s", danger=1, clause="R3")
        ),
    ),
    senses={
        "emergency_state": {"entered": Sense.YOURS, "acknowledged": Sense.GOOD},
        "paper_state": {
            "kept": Sense.GOOD,
            "lent": Sense.WAITING,
            "destroying": Sense.YOURS,
            "destroyed": Sense.LATER,
            "handed_over": Sense.LATER,
        },
    },
)
