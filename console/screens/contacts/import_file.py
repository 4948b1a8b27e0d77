"""The first step of an import: a file by its path, one of those that lie in the folder, or pasted numbers."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, TextArea

from console.contacts import inbox
from console.contacts.errors import FileRefusedError
from console.contacts.inbox import Offered
from console.contacts.messages import Preview
from console.screens.contacts import import_words
from console.screens.contacts.import_step import ImportStep
from console.screens.contacts.import_work import WORK
from console.screens.frame import NARROW, bindings
from console.screens.lists import portion
from console.screens.session import number
from console.views import documents
from console.widgets.fields import Field, LineInput, LinesInput
from console.widgets.form_keys import FORM_KEYS
from console.widgets.lines import Lines
from console.widgets.record_list import Column, RecordList, Rows
from console.widgets.show import cells, fit, show
from console.widgets.turns import Typed

_LONGEST = 4096
"""Characters of a path."""
_AROUND = 6
"""Cells beside the name of the folder in its frame."""


class Taking(ImportStep):
    """A page from which something is read: a file, or what was pasted."""

    def look(self) -> None:
        """Read it and go on to its columns; a bare name is a file in the folder that the session has for files."""
        reading, session = self.reading, self.session
        reading.renew()
        self.keep()
        pasted = self.t("import_view.pasted_file")
        own, department = session.own, reading.department
        recall = partial(own.place, department)
        self.run(lambda: reading.look(session.inbox, pasted, recall), self._looked)

    def go_on_after(self) -> None:
        """Open the next step if the person was there before."""
        if self.reading.reached > self.STEP and self.reading.preview is not None:
            self.open("import_columns")

    def _looked(self, preview: Preview) -> None:
        self.reading.preview = preview
        self.draw_steps()
        self.open("import_columns")


class ImportFilePage(Taking):
    """The path, and the files of its folder."""

    SCOPE = "import"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False, priority=True),
        *bindings("import"),
    ]

    CSS = (
        ImportStep.CSS
        + """
    #lists { height: 1fr; min-height: 5; }
    #first { width: 36; display: none; }
    ImportFilePage.-wide #first { display: block; }
    """
    )

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path()
        self._why = self._aim = ""
        self._completing = False

    def early(self, typed: Typed) -> bool:
        """What is typed after Tab goes on after what Tab completes."""
        return self._completing or super().early(typed)

    def parts(self) -> Iterable[Widget]:
        """Yield the path, and the files."""
        t = self.t
        path = LineInput(self.reading.typed, id="path", most=_LONGEST)
        yield Field("path", t("import_view.path"), path)
        files = RecordList(
            self._columns(), self._fetch, lambda one: one.name,
            empty=self._empty, waiting=t("list.waiting"), id="files",
        )  # fmt: skip
        first = Lines(id="first", classes="panel")
        first.border_title = show(t("import_view.first_rows"))
        yield Horizontal(files, first, id="lists")

    def _columns(self) -> list[Column]:
        t, session = self.t, self.session
        name = Column(t("import_view.file"), 0, lambda one: import_words.file_name(one.name))
        size = Column(t("import_view.size"), 10, lambda one: documents.size(one.size), right=True)
        at = Column(t("column.at"), 15, lambda one: import_words.changed(session, one.changed))
        rows = Column(t("lists.rows"), 10, lambda one: number(one.rows) if one.rows >= 0 else "", right=True)
        return [name, size] if self.app.size.width < NARROW else [name, size, at, rows]

    def begin(self) -> None:
        """Go on where the import was left; otherwise focus the files, or the path if one was typed."""
        super().begin()
        reading, session = self.reading, self.session
        kept = session.drafts.read(session.person, WORK, cut=True)
        if reading.blank and kept is not None and any(kept.now.values()):
            reading.take_up(kept.now)
            self.query_one("#path", LineInput).value = reading.typed
            if reading.typed:
                self.say(f"{self.t('import_step.resumed')} {self.hint()}")
        self.set_focus(self.query_one("#path" if reading.typed and not reading.preview else "#files"))

    def go_on_after(self) -> None:
        """Open the page for pasted numbers if the person was there, else the next step."""
        if self.reading.pasting:
            self.open("import_paste")
        else:
            super().go_on_after()

    def reload(self) -> None:
        """Look again which files there are."""
        super().reload()
        self.records.reload()

    @property
    def records(self) -> RecordList:
        """The files."""
        return self.query_one("#files", RecordList)

    def on_resize(self) -> None:
        """Leave columns out that have no room."""
        super().on_resize()
        for records in self.query("#files").results(RecordList):
            records.columns = self._columns()
            records.refresh()

    # ---- the files

    def _fetch(self, text: str, after: str, limit: int) -> Rows:
        """The files of the folder whose names hold what was typed; runs in a thread."""
        del text
        folder, part = inbox.split_path(self.reading.typed.strip(), self.session.inbox)
        try:
            files = inbox.offered(folder)
        except FileRefusedError as error:
            self._folder, self._why = folder, error.keys.what
            return Rows(0, "", [])
        self._folder, self._why = folder, ""
        if any(one.name == part for one in files):
            # The whole name of a file stands there: the others are still to be had, and the cursor is on this one.
            self._aim = part
            return portion(files, after, limit)
        return portion([one for one in files if part.casefold() in one.name.casefold()], after, limit)

    def _empty(self) -> str:
        folder = import_words.file_name(str(self._folder))
        if self._why:
            return f"{folder}\n{self.t(self._why)}"
        key = "no_fit" if self.reading.typed.strip() else "no_files"
        return self.t(f"import_view.{key}", folder=folder)

    @on(RecordList.Moved)
    def _moved(self, message: RecordList.Moved) -> None:
        message.stop()
        records, aim = message.records, self._aim
        self._aim = ""
        for nth in range(records.total) if aim else ():
            row: Offered | None = records.row_at(nth)
            if row is not None and row.name == aim:
                records.move_to(nth)
        here: Offered | None = records.row
        self.query_one("#first", Lines).put(lambda width: import_words.first_rows(self.session, here, width))
        records.border_title = show(f"{self.t('import_view.files')} {records.total:,}")
        folder = import_words.file_name(str(self._folder))
        records.border_subtitle = show(fit(folder, min(cells(folder), max(0, records.size.width - _AROUND))))

    @on(RecordList.Opened)
    def _clicked(self, message: RecordList.Opened) -> None:
        message.stop()
        self.action_act("import.take")

    @on(Input.Changed, "#path")
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        if message.value != self.reading.typed:
            self.reading.typed = message.value
            self.keep()
            self.records.ask("")

    def action_complete(self) -> None:
        """In the path complete what was typed; where that adds nothing, and elsewhere, go on to the next field."""
        path = self.query_one("#path", LineInput)
        if self.focused is not path:
            self.app.action_focus_next()
            return
        typed, box = path.value, self.session.inbox

        def completed(whole: str) -> None:
            self._completing = False
            if whole == typed:
                self.app.action_focus_next()
            elif path.value == typed:
                path.value = whole
                path.cursor_position = len(whole)

        self._completing = True
        self.work(lambda: inbox.completed(typed, box), completed, "complete")

    # ---- keys

    @on(Input.Submitted, "#path")
    def _entered(self, message: Input.Submitted) -> None:
        message.stop()
        self._take(message.value.strip())

    def do_take(self) -> None:
        """Take the file under the cursor."""
        row: Offered | None = self.records.row
        if row is None:
            self.say(self.t("import_view.none"))
            self.set_focus(self.query_one("#path"))
            return
        typed = self.reading.typed.strip()
        self._take(typed[: typed.rfind("/") + 1] + row.name)

    def _take(self, named: str) -> None:
        if self.busy():
            return
        if not named:
            self.say(self.t("import_view.none"))
            return
        self.reading.typed, self.reading.pasting = named, False
        self.query_one("#path", LineInput).value = named
        self.reading.read_file(named)
        self.look()

    def do_paste(self) -> None:
        """Paste numbers in place of a file."""
        if not self.busy():
            self.open("import_paste")

    def do_path(self) -> None:
        """Go to the path. Whoever types one from the root on has typed its first character."""
        path = self.query_one("#path", LineInput)
        self.set_focus(path)
        if not path.value:
            path.value = "/"
            path.cursor_position = 1


class PastePage(Taking):
    """Numbers that lie in no file: pasted or typed, one a line. They are kept in memory only."""

    SCOPE = "import_paste"
    TYPED = True
    BINDINGS: ClassVar[list[BindingType]] = [*FORM_KEYS[3:], *bindings("import_paste", typed=True)]
    CSS = (
        ImportStep.CSS
        + """
    #numbers { height: 1fr; }
    #numbers LinesInput, #numbers .control { height: 1fr; }
    """
    )

    def parts(self) -> Iterable[Widget]:
        """Yield the field."""
        field = LinesInput(self.reading.pasted, id="pasted")
        panel = Vertical(field, id="numbers", classes="panel")
        panel.border_title = show(self.t("import_view.paste"))
        yield panel

    def begin(self) -> None:
        """Focus the field."""
        super().begin()
        self.reading.pasting = True
        self.set_focus(self.query_one("#pasted"))
        self._count()

    def do_back(self) -> None:
        """Go back to the files; what was pasted stays."""
        self.reading.pasting = self.reading.running
        super().do_back()

    @on(TextArea.Changed, "#pasted")
    def _typed(self) -> None:
        self.reading.pasted = self.query_one("#pasted", LinesInput).text
        self._count()

    def _count(self) -> None:
        rows = len([one for one in self.reading.pasted.splitlines() if one.strip()])
        panel = self.query_one("#numbers")
        panel.border_subtitle = show(self.t("import_view.rows", n=number(rows)))

    def do_take(self) -> None:
        """Take the numbers."""
        if self.busy():
            return
        if not self.reading.pasted.strip():
            self.say(self.t("import_view.nothing_pasted"))
            return
        self.reading.read_paste(self.reading.pasted)
        self.look()
