"""Entering a paper document into the archive book, or correcting its place (R3)."""

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Static

from console.domain.archive.archive import BY_ITSELF, CODED, PaperKind
from console.domain.archive.check_code import spelled
from console.domain.refusals import refuse
from console.look.senses import Sense
from console.screens.fields_page import FieldsPage
from console.screens.session import Session
from console.screens.windows import to_day
from console.widgets.fields import Field, LinesInput
from console.widgets.line_input import LineInput
from console.widgets.modals import Item
from console.widgets.paint import strong
from console.widgets.picked import Picked
from console.wire.answers import Done
from console.wire.archive import archive as wire

_LAYS = ("place", "shelf", "box", "pages")
_MOST_NUMBER = 60
_CALLED = {"number": "archive_number", "title": "document_title"}
"""Names in refusals for fields whose own names mean something else in other forms."""


class PaperFormPage(FieldsPage, scope="paper_form"):
    """A document: its kind, its subject, its check code and number, its place. With a `row` only the place is asked for."""

    CSS = FieldsPage.CSS
    KEPT_AS = "paper"
    SAVED = True

    def __init__(
        self, of: str = "", title: str = "", row: wire.PaperRow | None = None, number: str = ""
    ) -> None:
        super().__init__()
        self.row, self._known = row, title
        # People know a request by the number on its paper, not by its id.
        self.kept = {"kind": str(PaperKind.REQUEST), "of": number or of}
        if row is not None:
            self.kept |= {"place": row.place, "shelf": row.shelf, "box": row.box, "note": row.note}
            self.kept["pages"] = str(row.pages) if row.pages else ""
        self._of = of

    @property
    def names(self) -> tuple[str, ...]:
        """The fields of the form for the chosen kind."""
        if self.row is not None:
            return (*_LAYS, "note")
        coded = self.kept["kind"] in CODED
        what = ("of", "code") if coded else ("title", "department")
        return ("kind", *what, "number", *_LAYS, "received", "brought_by", "note")

    @property
    def about(self) -> str:
        """The document, if it is known already; the name becomes part of a file's name."""
        about = f"row-{self.row.id}" if self.row is not None else self._of
        return about if about.removeprefix("row-").isdecimal() else ""

    def begin(self) -> None:
        """Show the form, which needs nothing from the desk."""
        if not self.ready:
            self.call_later(self.rebuild, "code" if self._known else self.names[0])

    def fields(self) -> Iterable[Widget]:
        """Yield the kind, the number and the place of the document."""
        t = self.t
        if self.row is not None:
            yield Static(strong(f"{self.row.number}  {self.row.title}"), markup=False)
        else:
            yield Static(strong(self._known or t("paper_form.head")), markup=False)
        for name in self.names:
            yield Field(name, t(f"paper_form.{name}"), self._control(name))

    def _control(self, name: str) -> Widget:
        identity, kept = f"control-{name}", self.kept.get(name, "")
        match name:
            case "kind":
                return Picked(lambda: kinds(self.session), self.t("people.pick_hint"), kept, id=identity)
            case "department":
                return Picked(
                    lambda: departments(self.session), self.t("people.pick_hint"), kept, id=identity
                )
            case "note":
                return LinesInput(kept, id=identity)
            case _:
                return LineInput(kept, id=identity, most=_MOST_NUMBER if name == "number" else 200)

    def judge(self) -> None:
        """Say what is still missing; draw the form again if another kind of document has other fields."""
        if not self.query("#control-note"):
            return
        if self.row is None and self.value("kind") != self.kept["kind"]:
            self.gather()
            self.call_later(self.rebuild, "kind")
            return
        needed = [name for name in ("of", "code", "title", "number") if name in self.names]
        self.faults = {
            name: refuse("field_missing", "R3", field=_CALLED.get(name, name))
            for name in needed
            if not self.value(name)
        }
        if self.value("pages") and not self.value("pages").isdecimal():
            self.faults["pages"] = refuse("archive_pages", "R3", most=9999)
        self.draw_faults()
        self.preview(self.still() if self.faults else self.t("paper_form.ready"))

    def do_save(self) -> None:
        """Have the desk save the document."""
        if not self.complete():
            return
        pages = int(self.value("pages") or 0)
        place, shelf, box, note = (self.value(name) for name in ("place", "shelf", "box", "note"))
        if self.row is not None:
            self.ask(wire.CorrectPaper(self.row.id, box, shelf, place, pages, note), self._saved)
            return
        call = wire.ShelvePaper(
            kind=self.value("kind"),
            number=self.value("number"),
            of=self.value("of"),
            code=spelled(self.value("code")),
            title=self.value("title"),
            department=self.value("department"),
            box=box,
            shelf=shelf,
            place=place,
            pages=pages,
            received=to_day(self.value("received")),
            brought_by=self.value("brought_by"),
            note=note,
        )
        self.ask(call, self._saved)

    def _saved(self, done: Done) -> None:
        message = "archive.corrected" if self.row is not None else "archive.shelved"
        self.done()
        self.console.refresh_head()
        self._back()
        self.say(f"{self.t(message)}  {done.number}", Sense.GOOD)


def kinds(session: Session) -> list[Item]:
    """The kinds of documents that people enter."""
    return [Item(one, session.label("paper_kind", one)) for one in PaperKind if one not in BY_ITSELF]


def departments(session: Session) -> list[Item]:
    """Every department, by name."""
    return [Item(one, name) for one, name in session.departments.items()]
