"""Dialogs: over everything, because words laid over wide characters damage them; they return a typed answer.

What a dialog says is given as a function and not as words: it is asked again when the language changes.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final, Generic, NamedTuple, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from console.widgets.columns import folded
from console.widgets.fields import LineInput
from console.widgets.show import show

Answer = TypeVar("Answer")


ROOM: Final = 70
"""Cells of a line in a dialog, beside its frame and a scroll bar."""


class DialogText(NamedTuple):
    """What a dialog says: its title, its words, which keys do what, and what its help says (None: it has none)."""

    title: Text
    words: Text
    keys: Text
    help: "DialogText | None" = None

    def folded(self) -> Text:
        """The words in lines that fit into a dialog."""
        return Text("\n").join(folded(self.words, ROOM))


class Dialog(ModalScreen[Answer], Generic[Answer]):
    """The frame of every dialog: a title, a body, a line that says which keys do what."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical { width: 76; max-width: 100%; height: auto; max-height: 100%; border: ascii $foreground;
        background: $surface; padding: 0 1; }
    Dialog .title { text-style: bold; height: auto; }
    Dialog .keys { height: auto; color: $text-muted; }
    Dialog .body { height: auto; max-height: 16; }
    Dialog .trouble { height: auto; color: $text-error; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("f1", "help", show=False),
        Binding("f2", "app.language", show=False),
    ]

    def __init__(self, say: Callable[[], DialogText]) -> None:
        super().__init__()
        self._say = say
        self.content = say()

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        title: Text = self.content.title
        keys: Text = self.content.keys
        with Vertical():
            yield Static(title, classes="title", markup=False)
            yield from self.body()
            yield Static(keys, classes="keys", markup=False)

    def body(self) -> ComposeResult:
        """What stands between title and keys."""
        yield from ()

    def on_mount(self) -> None:
        """What is to be used first is in use at once."""
        self.begin()

    def begin(self) -> None:
        """Bring into use what is used first."""

    async def relabel(self) -> None:
        """Say everything again, in the language in use; the field in use stays so."""
        self.keep()
        self.content = self._say()
        focus = self.focused.id or "" if self.focused is not None else ""
        await self.recompose()
        # A quick second key may have closed the dialog meanwhile.
        if not self.is_attached:
            return
        again = [*self.query(f"#{focus}")] if focus else []
        if again:
            again[0].focus()
        else:
            self.begin()

    def keep(self) -> None:
        """Take up what the fields hold before they are drawn anew."""

    def action_help(self) -> None:
        """Say what the keys of this dialog do, where it has such words."""
        if self.content.help is not None:
            self.app.push_screen(Notice(lambda: self._say().help or self.content))

    def action_leave(self) -> None:
        """Go back without an answer."""
        self.dismiss(None)


class Notice(Dialog[None]):
    """Something to read: an error's three texts, or a longer text that scrolls. Enter or Esc closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "leave", show=False)]

    def body(self) -> ComposeResult:
        """The words."""
        words: Text = self.content.folded()
        with VerticalScroll(classes="body", id="words"):
            yield Static(words, markup=False)

    def begin(self) -> None:
        """Arrows scroll at once."""
        self.query_one(".body").focus()


class Confirm(Dialog[bool]):
    """Yes or no, on a key that is not the one which led here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", show=False),
        Binding("n", "leave", show=False),
        Binding("question_mark", "help", show=False),
    ]

    def body(self) -> ComposeResult:
        """The question."""
        words: Text = self.content.folded()
        yield Static(words, classes="body", markup=False)

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)


class Item(NamedTuple):
    """Something to pick: its value and its words."""

    value: str
    words: str


class Pick(Dialog[str]):
    """One of a few, by arrows and Enter, by its digit, or by typing part of it. `at` is the value that it begins with.

    The words of what it says stand there where nothing fits.
    """

    SHOWN: ClassVar[int] = 14
    """Options in view at once."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        say: Callable[[], DialogText],
        options: Callable[[], Sequence[Item]],
        *,
        at: str = "",
        fits: Callable[[Item, str], bool] | None = None,
    ) -> None:
        super().__init__(say)
        self._ask = options
        self._options = list(options())
        self._fits = fits or (lambda option, typed: typed.lower() in option.words.lower())
        self._at = next((nth for nth, option in enumerate(self._options) if option.value == at), 0)
        self._typed = ""

    def body(self) -> ComposeResult:
        """A filter and the options that fit it."""
        options: Text = self._drawn_options()
        yield LineInput(self._typed, id="filter")
        yield Static(options, id="options", markup=False)

    def begin(self) -> None:
        """Typing filters at once."""
        self.query_one("#filter").focus()

    def keep(self) -> None:
        """The filter stays as it was typed."""
        self._options = list(self._ask())

    def shown(self) -> list[Item]:
        """The options that fit what was typed."""
        typed = self._typed.strip()
        options = (
            [option for option in self._options if self._fits(option, typed)] if typed else self._options
        )
        if not options and typed.isdigit() and 1 <= int(typed) <= len(self._options):
            options = [self._options[int(typed) - 1]]
        return options

    def _drawn_options(self) -> Text:
        lines = []
        shown = self.shown()
        if not shown:
            return self.content.folded()
        first = max(0, min(self._at - self.SHOWN // 2 + 1, len(shown) - self.SHOWN))
        for nth, option in enumerate(shown[first : first + self.SHOWN], first):
            lines.append(
                show(
                    f"{'>' if nth == self._at else ' '} {option.words}", "reverse" if nth == self._at else ""
                )
            )
        return Text("\n").join(lines)

    @on(Input.Changed, "#filter")
    def _filtered(self, message: Input.Changed) -> None:
        if message.value == self._typed:
            return
        self._typed, self._at = message.value, 0
        drawn: Text = self._drawn_options()
        self.query_one("#options", Static).update(drawn)

    @on(Input.Submitted, "#filter")
    def _picked(self) -> None:
        shown = self.shown()
        if shown:
            self.dismiss(shown[min(self._at, len(shown) - 1)].value)

    def action_move(self, step: int) -> None:
        """Go up or down."""
        self._at = max(0, min(self._at + step, len(self.shown()) - 1))
        drawn: Text = self._drawn_options()
        self.query_one("#options", Static).update(drawn)


class Line(NamedTuple):
    """A line to be filled in: name, words, whether it may stay empty, the text it must equal (empty: any), several lines.

    `wrong` says what is the matter when it does not equal that text; such a line is emptied, and the passphrase with it.
    """

    name: str
    words: str
    optional: bool = False
    equals: str = ""
    several: bool = False
    wrong: str = ""

    @property
    def numeric(self) -> bool:
        """Whether a number is to be typed again: separators and spaces in it mean nothing."""
        return self.equals.isdigit()

    def right(self, typed: str) -> bool:
        """Whether what was typed is what the line must equal."""
        return not self.equals or (number_of(typed) if self.numeric else typed) == self.equals


def number_of(typed: str) -> str:
    """A number as a person types it (`1,234`, `1 234`, a comma of either width), without its separators."""
    return "".join(typed.replace(",", "").replace("，", "").split())


class Secret(NamedTuple):
    """The passphrase field: its words, and what a demonstration prints in it.

    With `again`, a new secret is typed a second time in a field of those words; `differs` says that the two are not the same.
    `signs` is whether it opens the key of the person who sits there.
    """

    words: str
    hint: str = ""
    again: str = ""
    differs: str = ""
    signs: bool = True


class Form(NamedTuple):
    """What a dialog asks before it acts: boxes to tick (name, words), lines, and a passphrase."""

    ticks: Sequence[tuple[str, str]] = ()
    lines: Sequence[Line] = ()
    passphrase: Secret | None = None


class Filled(NamedTuple):
    """What a person filled in. The passphrase is handed over once."""

    ticks: dict[str, bool]
    lines: dict[str, str]
    passphrase: bytes
