"""Form fields: a label, a control, and beneath them the words for a fault. Every control is drawn without block characters."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from console.look.roles import Role
from console.look.senses import Sense
from console.widgets.paint import box, ink, sensed
from console.widgets.show import one_to_one, show


class LineInput(Input):
    """A one-line field; hidden characters of its value are drawn as marks, one cell each, and stay in the value."""

    DEFAULT_CSS = "LineInput { border: none; height: 1; padding: 0; }"

    def __init__(self, value: str = "", *, id: str | None = None, most: int = 0) -> None:  # noqa: A002 - the library's name
        super().__init__(value=value, id=id, max_length=most, select_on_focus=False, compact=True)
        self.cursor_blink = False

    @property
    def _value(self) -> Text:
        return one_to_one(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        """Insert every pasted line, joined by spaces: the library keeps the first line and silently drops the rest."""
        lines = [part.strip() for part in event.text.splitlines() if part.strip()]
        self.insert_text_at_cursor(" ".join(lines))
        event.stop()
        event.prevent_default()


class LinesInput(TextArea):
    """A field of several lines that draws hidden characters as LineInput does. Tab leaves it."""

    def __init__(self, value: str = "", *, id: str | None = None) -> None:  # noqa: A002 - the library's name
        super().__init__(value, id=id, tab_behavior="focus", compact=True, show_line_numbers=False)
        self.cursor_blink = False
        self.highlight_cursor_line = False

    def get_line(self, line_index: int) -> Text:
        """One line of the document as it is drawn."""
        return one_to_one(self.document.get_line(line_index))


class Tick(Widget, can_focus=True):
    """A box to tick; Space toggles it. The form decides on all other keys (see `form_keys`)."""

    DEFAULT_CSS = """
    Tick { height: 1; width: 1fr; }
    Tick:focus { background: $c-cursor; color: $c-on-cursor; }
    Tick:focus:ansi { text-style: reverse; background: $c-ground; color: $c-text; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "turn", show=False)]

    value = reactive(False)

    class Turned(Message):
        """The person toggled the box."""

        def __init__(self, tick: "Tick") -> None:
            super().__init__()
            self.tick = tick

        @property
        def control(self) -> "Tick":
            """The box."""
            return self.tick

    def __init__(self, words: str = "", *, value: bool = False, id: str | None = None) -> None:  # noqa: A002 - the library's name
        super().__init__(id=id)
        self._words = words
        self.set_reactive(Tick.value, value)

    def render(self) -> Text:
        """Draw box and words."""
        return show(f"{box(self.value)} {self._words}")

    def action_turn(self) -> None:
        """Toggle the box."""
        self.value = not self.value
        self.post_message(self.Turned(self))

    def take(self) -> None:
        """Tick the box unless it is ticked."""
        if not self.value:
            self.action_turn()

    def on_click(self) -> None:
        """Toggle the box."""
        self.action_turn()


class Ticks(Vertical):
    """A box for each value of a set, one below the other."""

    DEFAULT_CSS = "Ticks { height: auto; width: 1fr; }"

    def __init__(self, options: Sequence[tuple[str, str]], ticked: Sequence[str], *, id: str) -> None:  # noqa: A002 - the library's name
        self._boxes = {
            value: Tick(words, value=value in ticked, id=f"{id}-{value}") for value, words in options
        }
        super().__init__(*self._boxes.values(), id=id)

    @property
    def taken(self) -> list[str]:
        """The values that are ticked, in the order of the set."""
        return [value for value, box in self._boxes.items() if box.value]


class Choice(Widget, can_focus=True):
    """A choice of one value: left, right or space changes it; all values are visible if there is room."""

    DEFAULT_CSS = "Choice { height: 1; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space,l", "move(1)", show=False),
        Binding("left,h", "move(-1)", show=False),
    ]

    value = reactive("")

    class Chosen(Message):
        """The person chose another value."""

        def __init__(self, choice: "Choice") -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> "Choice":
            """The field."""
            return self.choice

    def __init__(self, options: Sequence[tuple[str, str]], value: str = "", *, id: str | None = None) -> None:  # noqa: A002 - the library's name
        super().__init__(id=id)
        self.options = list(options)
        self.set_reactive(Choice.value, value)

    def render(self) -> Text:
        """Draw every option; the chosen one has brackets and is reversed while the field has the focus."""
        parts: list[Text] = []
        for value, words in self.options:
            chosen = value == self.value
            option = f"<{words}>" if chosen else f" {words} "
            if chosen and self.has_focus:
                parts.append(ink(option, Role.ON_CURSOR, Role.CURSOR, bold=True))
            else:
                parts.append(ink(option, Role.STRONG if chosen else Role.MUTED))
        return Text(" ", no_wrap=True, overflow="ellipsis").join(parts)

    def on_focus(self) -> None:
        """Draw the field with focus."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the field without focus."""
        self.refresh()

    def on_click(self) -> None:
        """Go to the next option."""
        self.action_move(1)

    def action_move(self, step: int) -> None:
        """Go `step` options on; after the last comes the first."""
        if not self.options:
            return
        values = [value for value, _ in self.options]
        at = values.index(self.value) if self.value in values else -step if step > 0 else 0
        self.value = values[(at + step) % len(values)]
        self.post_message(self.Chosen(self))


class Listed(Widget, can_focus=True):
    """A control whose value is picked from a list and never typed: Space opens the list, and so does Enter while it is empty."""

    DEFAULT_CSS = """
    Listed { height: 1; width: 1fr; background: $c-raised; color: $c-text; }
    Listed:focus { background: $c-cursor; color: $c-on-cursor; }
    Listed:focus:ansi { text-style: reverse; background: $c-ground; color: $c-text; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "open", show=False)]

    @property
    def empty(self) -> bool:
        """Whether no value is picked yet."""
        raise NotImplementedError

    def action_open(self) -> None:
        """Ask for the list."""
        raise NotImplementedError

    def on_click(self) -> None:
        """Ask for the list."""
        self.action_open()


class Field(Vertical):
    """A label beside a control, and below them the words for the field's fault if it has one."""

    # Some rules depend on what the field stands in.
    SCOPED_CSS = False
    DEFAULT_CSS = """
    Field { height: auto; }
    Field > Horizontal { height: auto; }
    Field .label { width: 20; height: 1; color: $c-muted; border-right: solid $c-line; margin: 0 1 0 0; }
    Field.-tall .label { height: 4; }
    Field:focus-within .label { color: $c-accent; text-style: bold; border-right: solid $c-accent; }
    Field.-wrong .label { border-right: solid $c-danger; }
    Field .fault { height: auto; padding: 0 0 0 21; display: none; }
    Field .fault.-on { display: block; }
    Field .control { width: 1fr; }
    Field LinesInput { height: 4; border: none; padding: 0; }
    /* With more room a field is a frame of its own, its label in the frame. */
    .-boxed Field { border: round $c-line; border-title-color: $c-muted; padding: 0 1; width: 1fr; }
    .-boxed Field:focus-within { border: $c-focus $c-accent; border-title-color: $c-accent; border-title-style: bold; }
    .-boxed Field.-wrong { border: round $c-danger; border-title-color: $c-danger; }
    .-boxed Field .label { display: none; }
    .-boxed Field .fault { padding: 0; }
    """

    def __init__(self, name: str, words: str, control: Widget) -> None:
        super().__init__(id=f"field-{name.replace('.', '-')}")
        self.field = name
        self.words = words
        self.control = control
        self.wrong = False
        control.add_class("control")
        self.set_class(isinstance(control, LinesInput), "-tall")
        self.border_title = show(words)

    def compose(self) -> ComposeResult:
        """Label, control, fault."""
        with Horizontal():
            yield Static(show(self.words), classes="label", markup=False)
            yield self.control
        yield Static(show(""), classes="fault", markup=False)

    def call(self, words: str) -> None:
        """Give the field another label."""
        if words != self.words:
            self.words = words
            self.border_title = show(words)
            self.query_one(".label", Static).update(show(words))

    def fault(self, words: str) -> None:
        """Show the words for a fault; empty words remove them."""
        line = self.query_one(".fault", Static)
        self.wrong = bool(words)
        self.set_class(self.wrong, "-wrong")
        fault: Text = sensed(Sense.BAD, words) if words else show("")
        line.update(fault)
        line.set_class(bool(words), "-on")


def value_of(control: Widget) -> str:
    """The text of a text control; ValueError for any other control."""
    if isinstance(control, LineInput):
        return control.value
    if isinstance(control, LinesInput):
        return control.text
    if isinstance(control, Choice):
        return control.value
    raise ValueError("not a text control")
