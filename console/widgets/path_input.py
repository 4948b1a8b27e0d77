"""A line for the path of a file that is read: Tab completes it, and Enter, while it is empty, opens the choice of files."""

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from console.look.roles import Role
from console.widgets.line_input import LineInput
from console.widgets.paint import ink


class Files(NamedTuple):
    """The files among which a path is chosen: what the key beside the line is called; `complete` and `choose` as they are asked for.

    `complete` runs in a thread and returns the path with as much added as is certain. `choose` opens the choice at what was typed,
    and calls back with the path that was chosen. `took` is told the path once it was read.
    """

    words: str
    complete: Callable[[str], str]
    choose: Callable[[str, Callable[[str], None]], None]
    took: Callable[[str], None]


class PathInput(LineInput):
    """The line. What was chosen stays as it is: a name may begin or end with a blank."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f4", "choose", show=False)]

    def __init__(self, files: Files, value: str = "", *, id: str | None = None) -> None:  # noqa: A002 - the library's name
        super().__init__(value, id=id)
        self.files = files
        self._chosen = ""

    @property
    def path(self) -> str:
        """The path: as it was chosen, else without the blanks around what was typed."""
        return self.value if self.value == self._chosen else self.value.strip()

    def beside(self) -> Static:
        """What stands beside the line, to be clicked."""
        return _Opener(self)

    def action_choose(self) -> None:
        """Open the choice of files."""
        self.files.choose(self.value, self.take)

    def take(self, path: str) -> None:
        """Put in the path that was chosen."""
        self._chosen = path
        self.value = path
        self.cursor_position = len(path)
        if self.is_attached:
            self.focus()


class Completed(Message):
    """A path was completed."""

    def __init__(self, line: LineInput, typed: str, whole: str) -> None:
        super().__init__()
        self.line, self.typed, self.whole = line, typed, whole


class _Opener(Static):
    """The key that opens the choice, and its name."""

    DEFAULT_CSS = "_Opener { width: auto; height: 1; padding: 0 0 0 1; }"

    def __init__(self, line: PathInput) -> None:
        super().__init__(ink(line.files.words, Role.ACCENT), markup=False)
        self._line = line

    def on_click(self, event: events.Click) -> None:
        """Open the choice."""
        event.stop()
        if not self._line.disabled:
            self._line.action_choose()
