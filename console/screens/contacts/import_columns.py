"""The second step of an import: the first rows of the file by column, and how they are read: encoding, sheet, column."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget

from console.contacts.errors import ImportCancelledError
from console.contacts.importing import Imported
from console.contacts.messages import Preview
from console.contacts.texts import decode
from console.domain.refusals import refuse
from console.look.senses import Sense
from console.screens.contacts import import_words
from console.screens.contacts.import_step import ImportStep
from console.widgets.fields import Field
from console.widgets.lines import Lines
from console.widgets.modals import Item
from console.widgets.picked import Picked
from console.widgets.show import show

ENCODINGS: Final = ("*", *decode.ENCODINGS)
"""What a text may be read as; `*` is found out from the text."""


class ImportColumnsPage(ImportStep, scope="import_columns"):
    """What was read of the file so far."""

    STEP = 2
    CSS = ImportStep.CSS + "#choices { height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self._before: tuple[str | None, str | None, str | None] = None, None, None
        self._reading_on = self._onward = False
        self._next: Callable[[], None] | None = None
        self._drawn: Preview | None = None

    def on_screen_resume(self) -> None:
        """Draw anew what was read otherwise on the next step, such as with another column besides."""
        super().on_screen_resume()
        if self._drawn is not None and self._drawn is not self.reading.preview:
            self.call_later(self.relabel)

    def parts(self) -> Iterable[Widget]:
        """Yield the table, the choices, and the facts of the file."""
        preview = self.reading.preview
        table, facts = Lines(id="table", classes="panel"), Lines(id="facts", classes="panel")
        table.border_title = show(self.t("import_view.which"))
        facts.border_title = show(self.t("import_view.file"))
        choices = [*self._choices(preview)] if preview is not None else []
        yield from (table, Horizontal(*choices, id="choices"), facts)

    def _choices(self, preview: Preview) -> Iterable[Field]:
        """The encoding of a text, or the sheet of a workbook; the column of a table."""
        nothing = self.t("people.pick_hint")
        if preview.source.kind == "txt":
            picked = Picked(self._encodings, nothing, self.reading.encoding or "*", id="encoding")
            yield Field("encoding", self.t("import_view.encoding"), picked)
        else:
            chosen = next((one.name for one in preview.source.sheets if one.chosen), "")
            picked = Picked(self._sheets, nothing, chosen, id="sheet")
            yield Field("sheet", self.t("import_view.sheets"), picked)
        if len(preview.source.columns) > 1:
            picked = Picked(self._columns, nothing, preview.source.column, id="column")
            yield Field("column", self.t("import_view.column"), picked)

    def _encodings(self) -> list[Item]:
        preview = self.reading.preview
        found = preview.source.encoding or "" if preview is not None else ""
        guess = f"{self.t('import_view.guess')} {found if self.reading.encoding is None else ''}".rstrip()
        return [Item(one, guess if one == "*" else one) for one in ENCODINGS]

    def _sheets(self) -> list[Item]:
        preview = self.reading.preview
        sheets = preview.source.sheets if preview is not None else ()
        counted = preview is not None and preview.whole
        return [Item(one.name, import_words.sheet(self.session, one, counted=counted)) for one in sheets]

    def _columns(self) -> list[Item]:
        preview = self.reading.preview
        source = preview.source if preview is not None else None
        named = zip(source.columns, source.heads, strict=True) if source is not None and source.heads else ()
        return [Item(one, f"{one}  {head}".rstrip()) for one, head in named]

    def begin(self) -> None:
        """Draw what is known, and go on to the findings if the person was there before."""
        super().begin()
        session, preview = self.session, self.reading.preview
        self._drawn = preview
        is_text = preview is not None and preview.source.kind == "txt"
        self.allowed = {
            "import_columns.column": None if len(self._columns()) > 1 else refuse("list_no_columns", "R10"),
            "import_columns.sheet": None if self._sheets() else refuse("list_no_sheets", "R10"),
            "import_columns.encoding": None if is_text else refuse("list_no_encoding", "R10"),
        }
        self.draw_frame()
        for field in self.query(Picked):
            self.set_focus(field)
        if preview is not None:
            self.query_one("#table", Lines).put(lambda width: import_words.table(session, preview, width))
            reading = self.reading
            self.query_one("#facts", Lines).put(lambda width: import_words.facts(session, reading, width))

    def go_on_after(self) -> None:
        """Open the findings if the person was there before; read on where only the beginning is known."""
        self._before = self._chosen
        if self.reading.reached > self.STEP and self.reading.result is not None:
            self.open("import_check")
        else:
            self._read_on()

    @property
    def _chosen(self) -> tuple[str | None, str | None, str | None]:
        return self.reading.sheet, self.reading.column, self.reading.encoding

    # ---- the rest of the file

    def _read_on(self) -> None:
        """Read the whole of a file whose beginning is shown; the person looks at it, and may choose, meanwhile."""
        reading, preview = self.reading, self.reading.preview
        if preview is None or preview.whole or reading.running:
            return
        recall = partial(self.session.own.place, reading.department)
        self._reading_on = True
        self.run(lambda: reading.read_on(recall), self._read_whole, aside=True)

    async def _read_whole(self, preview: Preview) -> None:
        """Show what is counted by now; go on if that was asked for, unless the file turned out to be another than it seemed."""
        self._reading_on = False
        await self._looked(preview)
        # Whoever has a dialog open by now, such as to choose another column, goes on by themselves.
        onward, self._onward = self._onward and self.app.screen is self, False
        if self not in self.app.screen_stack or self._interrupted():
            return
        if self.reading.differs:
            self.say(self.t("import_view.differs"), Sense.YOURS)
        elif onward:
            self.do_forward()
        elif self.session.message == self.t("import_view.onward"):
            self.say(self.hint())

    def _interrupted(self) -> bool:
        """Do what was asked for while the file was read; whether anything was."""
        after, self._next = self._next, None
        if after is not None:
            after()
        return after is not None

    def _instead(self, after: Callable[[], None]) -> bool:
        """Have this done in place of reading on; False if the file is not being read on."""
        if not self._reading_on:
            return False
        self._next, self._onward = after, False
        self.reading.stop.set()
        return True

    # ---- keys

    def do_back(self) -> None:
        """Go back to the files at once, also while the rest of the file is read."""
        if self._reading_on:
            self.reading.reached = 1
        super().do_back()

    def leave_for(self, then: Callable[[], None]) -> None:
        """Go elsewhere at once; what is left of the file is read when the person comes back."""
        if not self._instead(partial(super().leave_for, then)):
            super().leave_for(then)

    def do_forward(self) -> None:
        """Read all rows and judge them."""
        reading = self.reading
        if reading.preview is None:
            self.to_first()
        elif not reading.preview.whole and (self._reading_on or not self.busy()):
            self._onward = True
            self._read_on()
            self.say(self.t("import_view.onward"))
        elif not self.busy():
            self.run(reading.judge, self.judged)

    def judged(self, result: Imported) -> None:
        """Show the findings."""
        self.reading.take(result)
        self.open("import_check")

    @on(Picked.Wanted)
    def _wanted(self, message: Picked.Wanted) -> None:
        message.stop()
        self.action_act(f"import_columns.{message.field.id}")

    def do_sheet(self) -> None:
        """Choose another sheet of the workbook."""
        at = self.reading.sheet or ""
        self.pick(lambda: self.t("import_view.sheets"), self._sheets, self._other_sheet, at=at)

    def do_column(self) -> None:
        """Choose another column of the table."""
        preview = self.reading.preview
        at = preview.source.column if preview is not None else ""
        self.pick(lambda: self.t("import_view.column"), self._columns, self._other_column, at=at)

    def do_encoding(self) -> None:
        """Choose another encoding of the text."""
        at = self.reading.encoding or "*"
        self.pick(lambda: self.t("import_view.encoding"), self._encodings, self._other_encoding, at=at)

    def _other_sheet(self, name: str) -> None:
        self._look_again(name, None, self.reading.encoding)

    def _other_column(self, name: str) -> None:
        self._look_again(self.reading.sheet, name, self.reading.encoding)

    def _other_encoding(self, name: str) -> None:
        self._look_again(self.reading.sheet, self.reading.column, None if name == "*" else name)

    def _look_again(self, sheet: str | None, column: str | None, encoding: str | None) -> None:
        """Read the same copy of the file with another sheet, column or encoding; if it cannot be read so, all stays as it was."""
        if self._instead(partial(self._look_again, sheet, column, encoding)) or self.busy():
            return
        reading, session = self.reading, self.session
        reading.choose(sheet, column, encoding)
        self.run(lambda: reading.look(session.inbox, ""), self._looked_again)

    def stopped(self, error: Exception) -> None:
        """Go back to the sheet, column and encoding with which the file could be read; a file that is refused can be read otherwise."""
        was_reading_on, self._reading_on, self._onward = self._reading_on, False, False
        if isinstance(error, ImportCancelledError) and self._interrupted():
            return
        self._next = None
        if not was_reading_on:
            self.reading.choose(*self._before)
        super().stopped(error)
        if not was_reading_on and self.reading.preview is not None:
            # Of what is shown again the rest may still have to be read.
            self.reading.see(self.reading.preview)
            self._read_on()

    async def _looked_again(self, preview: Preview) -> None:
        await self._looked(preview)
        if self in self.app.screen_stack:
            self._read_on()

    async def _looked(self, preview: Preview) -> None:
        self.reading.see(preview)
        self._before = self._chosen
        self.keep()
        await self.relabel()
