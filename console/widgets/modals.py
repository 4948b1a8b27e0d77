"""Dialogs: drawn over everything else, because words laid over wide characters damage them; each returns a typed answer.

The words of a dialog are given as a function, which is called again when the language changes.
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

from console.look.roles import Role
from console.widgets.columns import folded
from console.widgets.line_input import LineInput
from console.widgets.paint import ink, joined, marks
from console.widgets.path_input import Files
from console.widgets.room import AROUND, ROOM
from console.widgets.show import cells, fit
from console.widgets.steady import steady_focus

Answer = TypeVar("Answer")


_LEAD: Final = 9
"""Cells for the key or the kind before an item."""
_NAME: Final = 24
"""Fewest cells for an item's words where others stand after them."""


class DialogText(NamedTuple):
    """The words of a dialog: title, body, keys, and the help on its keys (None: no help)."""

    title: Text
    words: Text
    keys: Text
    help: "DialogText | None" = None

    def folded(self) -> Text:
        """The body folded to the width of a dialog."""
        return Text("\n").join(folded(self.words, ROOM))


class Dialog(ModalScreen[Answer], Generic[Answer]):
    """The frame of every dialog: a title, a body, and a line that explains the keys."""

    focused = steady_focus()
    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical { width: 80; max-width: 100%; height: auto; max-height: 100%; border: $c-focus $c-accent; padding: 0 1;
        border-title-color: $c-accent; border-title-style: bold; }
    Dialog .keys { height: auto; color: $c-muted; }
    Dialog .body { height: auto; max-height: 16; }
    Dialog .trouble { height: auto; color: $c-danger; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("f1", "help", show=False),
        Binding("f2", "app.language", id="all.language", show=False),
    ]

    def __init__(self, say: Callable[[], DialogText]) -> None:
        super().__init__()
        self._say = say
        self.content = say()

    def compose(self) -> ComposeResult:
        """Yield title, body and keys."""
        title: Text = self.content.title
        keys: Text = self.content.keys
        with Vertical() as frame:
            frame.border_title = title
            yield from self.body()
            yield Static(keys, classes="keys", markup=False)

    def body(self) -> ComposeResult:
        """The widgets between title and keys."""
        yield from ()

    def on_mount(self) -> None:
        """Focus the first control."""
        if self.stands():
            self.begin()

    def begin(self) -> None:
        """Focus the control that is used first."""

    def stands(self) -> bool:
        """Whether it has all its widgets: when it closes, or the program ends, they go before it does."""
        return self.is_attached and bool(self.query(".keys"))

    async def relabel(self) -> None:
        """Draw all words again in the current language; the focus stays."""
        if not self.stands():
            return
        self.keep()
        self.content = self._say()
        focus = self.focused.id or "" if self.focused is not None else ""
        await self.recompose()
        # A quick second key may have closed the dialog meanwhile.
        if not self.stands():
            return
        again = [*self.query(f"#{focus}")] if focus else []
        if again:
            again[0].focus()
        else:
            self.begin()

    def keep(self) -> None:
        """Save the values of the fields before they are drawn again."""

    def action_help(self) -> None:
        """Show the help on the keys of this dialog, if it has one."""
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
        """Focus the body, so that arrow keys scroll."""
        self.query_one(".body").focus()


class Confirm(Dialog[bool]):
    """A question answered yes or no, with a key other than the one that opened it."""

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
    """Something to pick: its value and its words; before them a key or a kind, after them muted words; whether it is refused now."""

    value: str
    words: str
    lead: str = ""
    aside: str = ""
    refused: bool = False

    def drawn(self, width: int, *, at: bool) -> Text:
        """One line of `width` cells; the item under the cursor is filled."""
        ground = Role.CURSOR if at else None
        mark = f"{marks().cursor if at else ' '} "
        if not self.lead:
            return ink(fit(mark + self.words, width), Role.ON_CURSOR if at else Role.TEXT, ground)
        room = width - _LEAD - len(mark)
        name = min(room, max(_NAME, cells(self.words) + 2)) if self.aside else room
        words = Role.ON_CURSOR if at else Role.MUTED if self.refused else Role.TEXT
        lead, aside = (words, words) if at else (Role.MUTED if self.refused else Role.ACCENT, Role.MUTED)
        return joined(
            ink(mark, words, ground),
            ink(fit(self.lead, _LEAD), lead, ground),
            ink(fit(self.words, name), words, ground),
            ink(fit(self.aside, room - name), aside, ground),
        )


class Pick(Dialog[str]):
    """A choice of one item by arrows and Enter, by its number, or by typing part of it. `at` is the value selected first.

    The body of `say` is shown if no item fits.
    """

    SHOWN: ClassVar[int] = 14
    """Options in view at once, if the screen has the lines."""
    BESIDES: ClassVar[int] = 7
    """Lines of the screen for all that is not an option: frame, filter, keys."""
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
        """Yield a filter and the options that fit it."""
        options: Text = self._drawn_options()
        yield LineInput(self._typed, id="filter")
        yield Static(options, id="options", markup=False)

    def begin(self) -> None:
        """Focus the filter."""
        self.query_one("#filter").focus()

    def keep(self) -> None:
        """Keep the filter, and ask for the options again."""
        self._options = list(self._ask())

    def shown(self) -> list[Item]:
        """The options that fit the typed text."""
        typed = self._typed.strip()
        options = (
            [option for option in self._options if self._fits(option, typed)] if typed else self._options
        )
        if not options and typed.isdigit() and 1 <= int(typed) <= len(self._options):
            options = [self._options[int(typed) - 1]]
        return options

    @property
    def most(self) -> int:
        """Options that the screen has lines for."""
        return max(1, min(self.SHOWN, self.app.size.height - self.BESIDES))

    def _drawn_options(self) -> Text:
        shown = self.shown()
        if not shown:
            return self.content.folded()
        width, most = min(ROOM + 2, self.app.size.width - AROUND), self.most
        first = max(0, min(self._at - most // 2 + 1, len(shown) - most))
        return Text("\n").join(
            option.drawn(width, at=nth == self._at)
            for nth, option in enumerate(shown[first : first + most], first)
        )

    def draw(self) -> None:
        """Draw the options again."""
        drawn: Text = self._drawn_options()
        # While the dialog is drawn in another language its widgets come one after the other.
        for options in self.query("#options").results(Static):
            options.update(drawn)

    def on_resize(self) -> None:
        """Draw the options to the new size."""
        self.draw()

    @on(Input.Changed, "#filter")
    def _filtered(self, message: Input.Changed) -> None:
        if message.value == self._typed:
            return
        self._typed, self._at = message.value, 0
        self.typed()
        self.draw()

    def typed(self) -> None:
        """Take in that the typed text is another."""

    @on(Input.Submitted, "#filter")
    def _picked(self) -> None:
        shown = self.shown()
        if shown:
            self.dismiss(shown[min(self._at, len(shown) - 1)].value)

    def action_move(self, step: int) -> None:
        """Go up or down."""
        self._at = max(0, min(self._at + step, len(self.shown()) - 1))
        self.draw()


class Line(NamedTuple):
    """A line to fill in: name, label, whether it is optional, the text it must equal (empty: any), whether it has several lines.

    `wrong` is the message if the value does not equal that text; the line and the passphrase are then cleared. `value` is what
    stands in it at first. A line with `files` is the path of one of them.
    """

    name: str
    words: str
    optional: bool = False
    equals: str = ""
    several: bool = False
    wrong: str = ""
    value: str = ""
    files: Files | None = None

    @property
    def numeric(self) -> bool:
        """Whether the line is a number that is typed again; separators and spaces in it are ignored."""
        return self.equals.isdigit()

    def right(self, typed: str) -> bool:
        """Whether the typed text equals the expected text."""
        return not self.equals or (number_of(typed) if self.numeric else typed) == self.equals


def number_of(typed: str) -> str:
    """A number as a person types it (`1,234`, `1 234`, a comma of either width), without its separators."""
    return "".join(typed.replace(",", "").replace("，", "").split())


class Secret(NamedTuple):
    """The passphrase field: its label, and the passphrase that a demonstration prints in it.

    With `again`, a new secret is typed a second time in a field with that label; `differs` is the message if the two differ.
    `signs` says whether it opens the key of the current person.
    """

    words: str
    hint: str = ""
    again: str = ""
    differs: str = ""
    signs: bool = True


class Form(NamedTuple):
    """What a dialog asks for before it acts: boxes to tick (name, label), lines, and a passphrase."""

    ticks: Sequence[tuple[str, str]] = ()
    lines: Sequence[Line] = ()
    passphrase: Secret | None = None


class Filled(NamedTuple):
    """What a person filled in. The passphrase is handed over once."""

    ticks: dict[str, bool]
    lines: dict[str, str]
    passphrase: bytes
