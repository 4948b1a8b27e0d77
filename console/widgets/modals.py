"""Dialogs: over everything, because words laid over wide characters damage them; they return a typed answer."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from rich.text import Text
from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from console.widgets.background import in_background
from console.widgets.fields import Field, LineInput, LinesInput, Tick
from console.widgets.secret_input import SecretInput
from console.widgets.show import show

Answer = TypeVar("Answer")


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
    Dialog LinesInput { height: 3; border: none; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, title: Text, keys: Text) -> None:
        super().__init__()
        self._title, self._keys = title, keys

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        title: Text = self._title
        keys: Text = self._keys
        with Vertical():
            yield Static(title, classes="title", markup=False)
            yield from self.body()
            yield Static(keys, classes="keys", markup=False)

    def body(self) -> ComposeResult:
        """What stands between title and keys."""
        yield from ()

    def action_leave(self) -> None:
        """Go back without an answer."""
        self.dismiss(None)


class Notice(Dialog[None]):
    """Something to read: an error's three texts, or a longer text that scrolls. Enter or Esc closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "leave", show=False)]

    def __init__(self, title: Text, words: Text, keys: Text) -> None:
        super().__init__(title, keys)
        self._words = words

    def body(self) -> ComposeResult:
        """The words."""
        words: Text = self._words
        with VerticalScroll(classes="body"):
            yield Static(words, markup=False)

    def on_mount(self) -> None:
        """Arrows scroll at once."""
        self.query_one(".body").focus()


class Confirm(Dialog[bool]):
    """Yes or no, on a key that is not the one which led here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", show=False),
        Binding("n", "leave", show=False),
    ]

    def __init__(self, title: Text, words: Text, keys: Text) -> None:
        super().__init__(title, keys)
        self._words = words

    def body(self) -> ComposeResult:
        """The question."""
        words: Text = self._words
        yield Static(words, classes="body", markup=False)

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)


class Item(NamedTuple):
    """Something to pick: its value and its words."""

    value: str
    words: str


class Pick(Dialog[str]):
    """One of a few, by arrows and Enter, by its digit, or by typing part of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        title: Text,
        options: Sequence[Item],
        keys: Text,
        *,
        fits: Callable[[Item, str], bool] | None = None,
    ) -> None:
        super().__init__(title, keys)
        self._options = list(options)
        self._fits = fits or (lambda option, typed: typed.lower() in option.words.lower())
        self._at = 0

    def body(self) -> ComposeResult:
        """A filter and the options that fit it."""
        options: Text = self._drawn_options()
        yield LineInput(id="filter")
        yield Static(options, id="options", markup=False)

    def on_mount(self) -> None:
        """Typing filters at once."""
        self.query_one("#filter").focus()

    def shown(self) -> list[Item]:
        """The options that fit what was typed."""
        typed = self.query_one("#filter", LineInput).value.strip() if self.is_mounted else ""
        found = [option for option in self._options if self._fits(option, typed)] if typed else self._options
        if not found and typed.isdigit() and 1 <= int(typed) <= len(self._options):
            found = [self._options[int(typed) - 1]]
        return found

    def _drawn_options(self) -> Text:
        lines = []
        shown = self.shown()
        first = max(0, min(self._at - 6, len(shown) - 14))
        for nth, option in enumerate(shown[first : first + 14], first):
            lines.append(
                show(
                    f"{'>' if nth == self._at else ' '} {option.words}", "reverse" if nth == self._at else ""
                )
            )
        return Text("\n").join(lines)

    @on(Input.Changed, "#filter")
    def _filtered(self) -> None:
        self._at = 0
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
    """A line to be filled in: name, words, whether it may stay empty, the text it must equal (empty: any), several lines."""

    name: str
    words: str
    optional: bool = False
    equals: str = ""
    several: bool = False
    wrong: str = ""


class Secret(NamedTuple):
    """The passphrase field: its words, and what a demonstration prints in it."""

    words: str
    hint: str = ""


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


class Act(Dialog[Answer], Generic[Answer]):
    """Asks what an act needs, carries it out off the event loop, and closes only when it took effect.

    What was typed stays after a refusal; the passphrase alone has to be typed again. `job` returns the answer or raises one
    of `known`, for which `explain` gives the words.
    """

    class Ended(Message):
        """The job came back."""

        def __init__(self, outcome: object, error: Exception | None) -> None:
            super().__init__()
            self.outcome, self.error = outcome, error

    def __init__(
        self,
        title: Text,
        words: Text,
        form: Form,
        job: Callable[[Filled], Answer],
        *,
        keys: Text,
        busy: str,
        missing: str,
        known: tuple[type[Exception], ...],
        explain: Callable[[Exception], Text],
    ) -> None:
        super().__init__(title, keys)
        self._words, self._form, self._job = words, form, job
        self._busy_words, self._missing = busy, missing
        self._known, self._explain = known, explain
        self.busy = False

    def body(self) -> ComposeResult:
        """What is about to be done, the boxes, the lines, the passphrase, and room for what went wrong."""
        about: Text = self._words
        with VerticalScroll(classes="body", can_focus=False):
            yield Static(about, markup=False)
        for name, words in self._form.ticks:
            yield Tick(words, id=f"tick-{name}")
        for line in self._form.lines:
            control: Widget = (
                LinesInput(id=f"line-{line.name}") if line.several else LineInput(id=f"line-{line.name}")
            )
            yield Field(line.name, line.words, control)
        if self._form.passphrase:
            secret = self._form.passphrase
            yield Field("passphrase", secret.words, SecretInput(hint=secret.hint))
        yield Static(show(""), classes="trouble", markup=False)

    # Priority keys are carried out one after the other: of what is typed quickly after Enter nothing may land in the
    # field that was left, a passphrase least of all.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "go", show=False),
        Binding("enter", "enter", show=False, priority=True),
        Binding("ctrl+j", "break", show=False, priority=True),
        Binding("space", "turn", show=False, priority=True),
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]

    def action_turn(self) -> None:
        """Space turns a box and is a space elsewhere."""
        if not isinstance(self.focused, Tick):
            raise SkipAction
        self.focused.action_turn()

    def action_enter(self) -> None:
        """Enter turns a box, goes on from a line or a longer text, and acts on the last one. Ctrl+J breaks a line.

        A longer text must not take what is typed after Enter: it could be the passphrase, and be signed.
        """
        focused = self.focused
        if isinstance(focused, Tick):
            focused.action_turn()
            return
        if not isinstance(focused, Input | LinesInput):
            raise SkipAction
        fields: list[Input | LinesInput] = [
            field
            for field in self.query("LineInput, LinesInput, SecretInput")
            if isinstance(field, Input | LinesInput)
        ]
        if focused is fields[-1]:
            # Behind the keys that the field has been given and has not read yet.
            focused.call_later(self.action_go)
            return
        # Enter passes by what may stay empty; Tab does not.
        optional = {f"line-{line.name}" for line in self._form.lines if line.optional}
        rest = fields[fields.index(focused) + 1 :]
        self.set_focus(next((field for field in rest if field.id not in optional), rest[0]))

    def action_break(self) -> None:
        """A new line in a longer text."""
        if not isinstance(self.focused, LinesInput):
            raise SkipAction
        self.focused.insert("\n")

    def action_go(self) -> None:
        """Look at what was filled in and carry the act out."""
        if self.busy or not self._complete():
            return
        secret = self.query_one(SecretInput).take() if self._form.passphrase else b""
        ticks = {name: self.query_one(f"#tick-{name}", Tick).value for name, _ in self._form.ticks}
        lines = {line.name: self._value(line) for line in self._form.lines}
        filled, job, known = Filled(ticks, lines, secret), self._job, self._known
        self.busy = True
        self.tell(show(self._busy_words))

        def run() -> Message:
            try:
                return self.Ended(job(filled), None)
            except known as error:
                return self.Ended(None, error)

        in_background(self, run)

    def _complete(self) -> bool:
        for name, words in self._form.ticks:
            tick = self.query_one(f"#tick-{name}", Tick)
            if not tick.value:
                self.tell(show(f"{self._missing}: {words}"))
                tick.focus()
                return False
        for line in self._form.lines:
            value = self._value(line)
            if (not line.optional and not value) or (line.equals and value.replace(",", "") != line.equals):
                self.tell(show(line.wrong or f"{self._missing}: {line.words}"))
                self.query_one(f"#line-{line.name}").focus()
                return False
        if self._form.passphrase and not self.query_one(SecretInput).value:
            self.tell(show(f"{self._missing}: {self._form.passphrase.words}"))
            self.query_one(SecretInput).focus()
            return False
        return True

    def _value(self, line: Line) -> str:
        control = self.query_one(f"#line-{line.name}")
        return (
            control.text
            if isinstance(control, LinesInput)
            else control.value
            if isinstance(control, Input)
            else ""
        ).strip()

    def tell(self, words: Text) -> None:
        """Say something below the fields."""
        self.query_one(".trouble", Static).update(words)

    def on_act_ended(self, message: Ended) -> None:
        """Close with the answer, or say why not and let the person go on."""
        message.stop()
        self.busy = False
        if message.error is None:
            self.dismiss(message.outcome)  # type: ignore[arg-type]  # the job's own answer
            return
        words: Text = self._explain(message.error)
        self.query_one(".trouble", Static).update(words)
        if self._form.passphrase:
            self.query_one(SecretInput).focus()

    def action_leave(self) -> None:
        """Go back, unless the act is on its way."""
        if not self.busy:
            self.dismiss(None)
