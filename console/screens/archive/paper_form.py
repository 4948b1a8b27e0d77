"""Entering a paper document into the archive book, or correcting its place (R3)."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from textual.widget import Widget
from textual.widgets import Static

from console.domain.archive.archive import BY_ITSELF, CODED, PaperKind
from console.domain.archive.check_code import spelled
from console.domain.declared import Asked
from console.look.senses import Sense
from console.screens.do_form import DoForm
from console.screens.session import Session
from console.widgets.modals import Item
from console.widgets.paint import strong
from console.wire.acts import Given
from console.wire.answers import Done
from console.wire.archive import archive as wire


class PaperFormPage(DoForm, scope="paper_form"):
    """A document: its kind, its subject, its check code and number, its place. With a `row` only the place is asked for."""

    KEPT_AS = "paper"
    SAVED = True
    KIND, READY, DONE = wire.ShelvePaper, "paper_form.ready", "archive.shelved"
    ORDER = (
        "kind", "of", "code", "title", "department", "number", "place", "shelf", "box", "pages", "received", "brought_by",
    )  # fmt: skip

    def __init__(
        self, of: str = "", title: str = "", row: wire.PaperRow | None = None, number: str = ""
    ) -> None:
        super().__init__()
        self.row, self._known = row, title
        # People know a request by the number on its paper, not by its id.
        self.kept = {"kind": str(PaperKind.REQUEST), "of": number or of}
        if row is not None:
            self.kind = wire.CorrectPaper
            self.kept |= {"place": row.place, "shelf": row.shelf, "box": row.box, "note": row.note}
            self.kept["pages"] = str(row.pages) if row.pages else ""
        self._of = of

    @property
    def about(self) -> str:
        """The document, if it is known already; the name becomes part of a file's name."""
        about = f"row-{self.row.id}" if self.row is not None else self._of
        return about if about.removeprefix("row-").isdecimal() else ""

    def begin(self) -> None:
        """Show the form, which needs nothing from the desk."""
        if not self.ready:
            self.call_later(self.rebuild, "code" if self._known else self.asked()[0].name)

    def fixed(self) -> Mapping[str, Given]:
        """The document whose place is corrected."""
        return {"id": self.row.id} if self.row is not None else {}

    def given(self) -> Mapping[str, Given]:
        """Nothing for what a document of the chosen kind has not."""
        if self.row is not None:
            return {}
        return dict.fromkeys(("title", "department") if self.kept["kind"] in CODED else ("of", "code"), "")

    def above(self) -> Iterable[Widget]:
        """Yield the document, as far as it is known."""
        row, known = self.row, self._known or self.t("paper_form.head")
        yield Static(strong(f"{row.number}  {row.title}" if row is not None else known), markup=False)

    def items(self, one: Asked) -> Sequence[Item]:
        """The kinds of documents, or the departments."""
        return kinds(self.session) if one.name == "kind" else departments(self.session)

    def judge(self) -> None:
        """Judge the fields; draw the form again if another kind of document has other fields."""
        if self.row is None and self.query("#control-note") and self.value("kind") != self.kept["kind"]:
            self.gather()
            self.call_later(self.rebuild, "kind")
            return
        super().judge()

    def send(self, call: wire.ShelvePaper | wire.CorrectPaper) -> None:
        """Have the desk keep it, with the check code as it is printed."""
        if isinstance(call, wire.ShelvePaper):
            call = msgspec.structs.replace(call, code=spelled(call.code))
        super().send(call)

    def sent(self, done: Done) -> None:
        """Leave the form, and say what was done with which number."""
        super().sent(done)
        message = "archive.corrected" if self.row is not None else "archive.shelved"
        self.say(f"{self.t(message)}  {done.number}", Sense.GOOD)


def kinds(session: Session) -> list[Item]:
    """The kinds of documents that people enter."""
    return [Item(one, session.label("paper_kind", one)) for one in PaperKind if one not in BY_ITSELF]


def departments(session: Session) -> list[Item]:
    """Every department, by name."""
    return [Item(one, name) for one, name in session.departments.items()]
