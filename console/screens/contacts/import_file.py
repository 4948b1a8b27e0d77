"""The first step of an import: a file by its path, one of those that lie in the folder, or pasted numbers."""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, TextArea

from console.acting.contacts.browsing import LISTS, meant
from console.contacts.messages import Preview
from console.screens.choosing.chooser import FileChooser
from console.screens.contacts import import_words
from console.screens.contacts.import_step import ImportStep
from console.screens.contacts.import_work import WORK
from console.screens.frame import bindings
from console.screens.session import number
from console.widgets.fields import LinesInput
from console.widgets.form_keys import FORM_KEYS
from console.widgets.lines import Lines
from console.widgets.show import show
from console.widgets.turns import Typed


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

        def job() -> Preview:
            preview = reading.look(session.inbox, pasted, recall)
            if not reading.of_paste and "/" in reading.typed:
                own.keep_read(LISTS.name, reading.typed)
            return preview

        self.run(job, self._looked)

    def go_on_after(self) -> None:
        """Open the next step if the person was there before."""
        if self.reading.reached > self.STEP and self.reading.preview is not None:
            self.open("import_columns")

    def _looked(self, preview: Preview) -> None:
        self.reading.see(preview)
        self.draw_steps()
        self.open("import_columns")


class ImportFilePage(Taking, scope="import"):
    """The path, and the files of its folder."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False, priority=True),
        *bindings("import"),
    ]

    def early(self, typed: Typed) -> bool:
        """What is typed after Tab goes on after what Tab completes."""
        return any(one.completing for one in self.query(FileChooser)) or super().early(typed)

    def parts(self) -> Iterable[Widget]:
        """Yield how files come here, the path, and the files."""
        if self.session.upload is not None:
            lines = Lines(id="upload")
            yield lines
            lines.put(lambda width: import_words.upload(self.session, width))
        yield FileChooser(self.session, LISTS, lambda: self.t("import_view.files"), self.reading.typed)

    @property
    def chooser(self) -> FileChooser:
        """The path, and the files."""
        return self.query_one(FileChooser)

    def begin(self) -> None:
        """Go on where the import was left; otherwise focus the files, or the path if one was typed."""
        super().begin()
        reading, session = self.reading, self.session
        kept = session.drafts.read(session.person, WORK, cut=True)
        if reading.blank and kept is not None and any(kept.now.values()):
            reading.take_up(kept.now)
            self.chooser.line.value = reading.typed
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
        self.chooser.reload()

    # ---- the files

    @on(FileChooser.Typed)
    def _typed(self, message: FileChooser.Typed) -> None:
        message.stop()
        self.reading.typed = message.typed
        self.keep()

    @on(FileChooser.Refused)
    def _refused(self, message: FileChooser.Refused) -> None:
        message.stop()
        if message.entry is None:
            self.say(self.t("import_view.none"))
            self.set_focus(self.chooser.line)
        else:
            # The importer opens nothing that is no file, and says in full why not; it may be another file by now.
            self._take(message.entry.path)

    @on(FileChooser.Taken)
    def _taken(self, message: FileChooser.Taken) -> None:
        message.stop()
        self._take(message.path)

    def action_complete(self) -> None:
        """In the path complete what was typed; where that adds nothing, and elsewhere, go on to the next field."""
        chooser = self.chooser
        if self.focused is chooser.line:
            chooser.complete(self.app.action_focus_next)
        else:
            self.app.action_focus_next()

    # ---- keys

    @on(Input.Submitted, "#path")
    def _entered(self, message: Input.Submitted) -> None:
        message.stop()
        typed = message.value if message.value == self.reading.path else message.value.strip()
        typed = self.chooser.from_here(typed)
        if typed.endswith("/"):
            self.set_focus(self.chooser.records)
        else:
            self._take(typed)
            # Where it cannot be read, the next path is written over it.
            message.input.select_all()

    def do_take(self) -> None:
        """Take the file under the cursor, or go into the folder."""
        self.chooser.take()

    def _take(self, named: str) -> None:
        if self.busy():
            return
        if not named:
            self.say(self.t("import_view.none"))
            return
        self.reading.typed, self.reading.pasting = named, False
        self.chooser.name_taken(named)
        self.reading.read_file(meant(named, self.session.inbox))
        self.look()

    def do_paste(self) -> None:
        """Paste numbers in place of a file."""
        if not self.busy():
            self.open("import_paste")

    def do_path(self) -> None:
        """Go to the path, to write another. Whoever types one from the root on has typed its first character."""
        path = self.chooser.line
        self.set_focus(path)
        if path.value:
            path.select_all()
        else:
            self.chooser.begin_path()


class PastePage(Taking, scope="import_paste", inherit_bindings=True):
    """Numbers that lie in no file: pasted or typed, one a line. They are kept in memory only."""

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
