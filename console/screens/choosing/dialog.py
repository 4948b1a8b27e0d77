"""The choice of a file as a dialog, for a line of a form into which a path is typed."""

from collections.abc import Callable
from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from console.acting.contacts.browsing import Wanted
from console.screens.choosing import file_words
from console.screens.choosing.chooser import FileChooser, browser
from console.screens.dialog_screen import DialogScreen
from console.screens.session import Session
from console.widgets.modals import Dialog, DialogText
from console.widgets.path_input import Files
from console.widgets.show import show
from console.widgets.turns import Awaited, Typed


class FileDialog(Awaited, Dialog[str]):
    """Typing names a folder and a part of a name, arrows move, Tab completes, Enter goes into a folder or takes the file."""

    DEFAULT_CSS = """
    FileDialog > Vertical { width: 100%; max-width: 120; height: 100%; max-height: 40; }
    FileDialog FileChooser { height: 1fr; }
    FileDialog .trouble { display: none; }
    FileDialog .trouble.-on { display: block; }
    FileDialog.-low .keys, FileDialog.-low .label { display: none; }
    FileDialog.-low FileChooser #lists { min-height: 1; }
    FileDialog.-low RecordList { border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False, priority=True),
        Binding("tab", "complete", show=False, priority=True),
        Binding("ctrl+r", "again", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
    ]

    def __init__(self, session: Session, wanted: Wanted, typed: str, say: Callable[[], DialogText]) -> None:
        super().__init__(say)
        self._session, self._wanted, self._typed = session, wanted, typed

    @property
    def chooser(self) -> FileChooser:
        """Path and files."""
        return self.query_one(FileChooser)

    def body(self) -> ComposeResult:
        """Yield the choice, and the place for why not."""
        session = self._session
        yield FileChooser(
            session, self._wanted, lambda: session.t("chooser.files"), self._typed, one_focus=True
        )
        yield Static(show(""), classes="trouble", markup=False)

    def begin(self) -> None:
        """Focus the path; the cursor among the files is drawn as in use as well."""
        line = self.chooser.line
        line.focus()
        line.cursor_position = len(line.value)

    def keep(self) -> None:
        """Keep the path."""
        self._typed = self.chooser.typed

    def on_resize(self) -> None:
        """Frame the path and name the keys only where there is room for them."""
        self.set_class(self.size.height >= _LOW, "-boxed")
        self.set_class(self.size.height < _LOW, "-low")

    def early(self, typed: Typed) -> bool:  # noqa: ARG002 - whatever it is
        """What is typed after Tab or Enter is about what comes of it."""
        return not self.query(FileChooser) or self.chooser.completing or self.chooser.records.total < 0

    def _tell(self, words: str) -> None:
        for below in self.query(".trouble").results(Static):
            below.update(show(words))
            below.set_class(bool(words), "-on")

    @on(FileChooser.Typed)
    def _typed_on(self) -> None:
        self._tell("")

    @on(FileChooser.Refused)
    def _refused(self, message: FileChooser.Refused) -> None:
        here, chooser = message.entry, self.chooser
        self._tell(self._session.t("chooser.none") if here is None else chooser.why(here))
        # It may be another file by now.
        chooser.reload()

    @on(FileChooser.Taken)
    def _taken(self, message: FileChooser.Taken) -> None:
        self.dismiss(message.path)

    def action_take(self) -> None:
        """Take the file under the cursor, or what was typed where no file has such a name: whoever reads it says what it is."""
        chooser = self.chooser
        if chooser.records.row is None and chooser.typed.strip("/ "):
            self.dismiss(chooser.typed)
        else:
            chooser.take()

    def action_complete(self) -> None:
        """Complete what was typed."""
        self.chooser.complete(lambda: None)

    def action_again(self) -> None:
        """Look again what is there."""
        self.chooser.reload()

    def action_move(self, by: int) -> None:
        """Go up or down among the files."""
        self.chooser.records.action_move(by)

    def action_page(self, by: int) -> None:
        """Go a page up or down."""
        self.chooser.records.action_page(by)


_LOW = 16
"""Lines of a screen below which the path has no frame."""


def files(page: DialogScreen, wanted: Wanted) -> Files:
    """The files among which a line of a form is filled in."""
    session = page.session
    own, name = session.own, wanted.name

    def say() -> DialogText:
        title: Text = show(session.t("chooser.title", kinds=file_words.kinds(session, wanted)))
        return DialogText(title, show(""), page.keys_of("chooser.keys"), page.dialog_help("file"))

    def choose(typed: str, then: Callable[[str], None]) -> None:
        def chosen(path: str | None) -> None:
            if path is not None:
                then(path)

        app: Any = page.app
        screen: Screen[str] = FileDialog(session, wanted, typed, say)
        app.push_screen(screen, chosen)

    completed = browser(session, wanted).completed
    return Files(session.t("chooser.open"), completed, choose, lambda path: own.keep_read(name, path))
