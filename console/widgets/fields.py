"""Form fields: a label, a control, and the words for a fault. Every control is drawn without block characters."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Final

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from console.look.roles import Role
from console.look.senses import Sense
from console.widgets.line_input import LineInput
from console.widgets.paint import box, ink, sensed, style
from console.widgets.show import cells, one_to_one, show

_BESIDE: Final = 2
"""Short fields beside each other."""
_LABEL: Final = 32
"""Cells of a label that has room in the frame of a field beside another one."""
_NEARLY: Final = (4, 5)
"""The part of a line from which on it is shown how much of it is taken."""
_FRAME: Final = 4
"""Cells, and in lines half of them, that the frame of a field takes."""


class LinesInput(TextArea):
    """A field of several lines that draws hidden characters as LineInput does. Tab leaves it. Words in it may stand out (`mark`)."""

    def __init__(self, value: str = "", *, id: str | None = None) -> None:  # noqa: A002 - the library's name
        self._hits: tuple[str, ...] = ()
        super().__init__(value, id=id, tab_behavior="focus", compact=True, show_line_numbers=False)
        self.cursor_blink = False
        # The fill of the line with the cursor would hide the words that stand out.
        self.highlight_cursor_line = False

    def mark(self, hits: Iterable[str]) -> None:
        """Let these words stand out."""
        words = tuple(filter(None, hits))
        if words != self._hits:
            self._hits = words
            self.notify_style_update()
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        """One line of the document as it is drawn."""
        text = one_to_one(self.document.get_line(line_index))
        if self._hits:
            text.highlight_words(self._hits, style(Role.ON_HIT, Role.HIT))
        return text


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

    @property
    def needs(self) -> int:
        """Cells that box and words take."""
        return cells(f"{box(self.value)} {self._words}")

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

    @property
    def needs(self) -> int:
        """Cells that all options take beside each other."""
        return sum(cells(words) + 3 for _, words in self.options) - 1

    def render(self) -> Text:
        """Draw every option; the chosen one has brackets and is reversed while the field has the focus.

        Where they have no room, the chosen one comes first, or nobody would see it.
        """
        parts: list[Text] = []
        at = [value for value, _ in self.options].index(self.value) if self._cut() else 0
        for value, words in [*self.options[at:], *self.options[:at]]:
            chosen = value == self.value
            option = f"<{words}>" if chosen else f" {words} "
            if chosen and self.has_focus:
                parts.append(ink(option, Role.ON_CURSOR, Role.CURSOR, bold=True))
            else:
                parts.append(ink(option, Role.STRONG if chosen else Role.MUTED))
        drawn = Text(" ", no_wrap=True).join(parts)
        # The library would fold it, and show the first line of it without a sign that there are more.
        drawn.truncate(self.size.width, overflow="ellipsis")
        return drawn

    def _cut(self) -> bool:
        """Whether there is a chosen option, and no room for all of them."""
        return self.needs > self.size.width and self.value in dict(self.options)

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
    """A label beside a control, and below them the words for the field's fault if it has one.

    In what has the class `-boxed` a field is a frame of its own, with the label above and a short fault below in the frame.
    `needed`: it must be filled in. `whole`: it stands alone on its line; unless this is said, it does so if its words are long.
    `several`: the lines of a text of several lines (0: as the style sheet says). `hint` stands below in the frame while there is no fault.
    `beside` stands at the right of the control.
    """

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
    .-boxed Field { border: round $c-line; border-title-color: $c-muted; border-subtitle-color: $c-muted; padding: 0 1; width: 1fr; }
    .-boxed Field:focus-within { border: $c-focus $c-accent; border-title-color: $c-accent; border-title-style: bold; }
    .-boxed Field.-wrong { border: round $c-danger; border-title-color: $c-danger; border-subtitle-color: $c-danger; }
    .-boxed Field.-wrong:focus-within { border: $c-focus $c-danger; }
    .-boxed Field .label { display: none; }
    .-boxed Field .fault { padding: 0; }
    .-boxed Field.-tick, .-boxed Field.-tick:focus-within, .-boxed Field.-tick.-wrong { border: none; padding: 0 2; }
    """

    def __init__(
        self,
        name: str,
        words: str,
        control: Widget,
        *,
        needed: bool = False,
        whole: bool | None = None,
        several: int = 0,
        hint: str = "",
        beside: Widget | None = None,
    ) -> None:
        super().__init__(id=f"field-{name.replace('.', '-')}")
        self._beside = beside
        self.field = name
        self.words = words
        self.control = control
        self.wrong = False
        self.several = several
        self._over = self._taken = ""
        self.needed, self._whole, self._hint, self._fault = needed, whole, hint, ""
        control.add_class("control")
        self.set_class(isinstance(control, LinesInput), "-tall")
        self.set_class(isinstance(control, Tick), "-tick")
        self.border_title = show(self._titled(words))
        self.border_subtitle = show(hint)

    def _titled(self, words: str) -> str:
        """The label as it stands in a frame; boxes have none."""
        return "" if isinstance(self.control, Tick) else f"{words} *" if self.needed else words

    def compose(self) -> ComposeResult:
        """Label, control, fault."""
        with Horizontal():
            yield Static(show(self.words), classes="label", markup=False)
            yield self.control
            if self._beside is not None:
                yield self._beside
        yield Static(show(""), classes="fault", markup=False)

    @property
    def whole(self) -> bool:
        """Whether it stands alone on its line."""
        if self._whole is not None:
            return self._whole
        return isinstance(self.control, LinesInput) or cells(self.words) > _LABEL

    @property
    def needs(self) -> int:
        """Cells that it takes in its frame at least."""
        control = self.control
        within = control.needs if isinstance(control, Tick | Choice) else 0
        return max(within, cells(self._titled(self.words)) + 2) + _FRAME

    def lines(self, *, boxed: bool) -> int:
        """Lines that it takes without a fault."""
        within = self.several if isinstance(self.control, LinesInput) else 1
        return within + _FRAME // 2 if boxed and not isinstance(self.control, Tick) else within

    def on_mount(self) -> None:
        """Give a field of several lines its lines."""
        if self.several:
            self.stretch(self.several)

    def stretch(self, lines: int) -> None:
        """Give a field of several lines so many."""
        if isinstance(self.control, LinesInput):
            self.control.styles.height = lines
            self.query(".label").set_styles(height=lines)

    def call(self, words: str) -> None:
        """Give the field another label."""
        if words != self.words:
            self.words = words
            self.border_title = show(self._titled(words))
            self.query_one(".label", Static).update(show(words))

    def fault(self, words: str) -> None:
        """Show the words for a fault; empty words remove them."""
        if words != self._fault:
            self._fault = words
            self._mark()

    def full(self, words: str) -> None:
        """Show that something did not fit, until the value is another one."""
        self._over = words
        self._mark()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show how much of a line is taken once it is nearly full."""
        most, taken = event.input.max_length or 0, len(event.value)
        self._taken = f"{taken}/{most}" if most and taken * _NEARLY[1] >= most * _NEARLY[0] else ""
        self._over = ""
        self._mark()

    def _mark(self) -> None:
        self.wrong = bool(self._fault or self._over)
        self.set_class(self.wrong, "-wrong")
        self.place()

    def place(self) -> None:
        """Put the words for the fault into the frame if they have room there, else below the control."""
        words = self._over or self._fault
        fault: Text = sensed(Sense.BAD, words) if words else show("")
        framed = bool(self.styles.gutter.top) and fault.cell_len <= self.outer_size.width - _FRAME - 2
        hint: Text = show(self._taken or self._hint)
        self.border_subtitle = fault if words and framed else hint
        for line in self.query(".fault").results(Static):
            line.update(fault)
            line.set_class(bool(words) and not framed, "-on")

    def on_resize(self) -> None:
        """Find the room for the fault again."""
        if self.wrong:
            self.place()


class FieldRow(Container):
    """Fields beside each other where they are framed; below each other where they are not, or have no room (`-stacked`)."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    FieldRow { height: auto; layout: vertical; }
    .-boxed FieldRow { layout: horizontal; }
    .-boxed FieldRow.-stacked { layout: vertical; }
    """

    def __init__(self, fields: Sequence[Field]) -> None:
        self.fields = tuple(fields)
        super().__init__(*self.fields)

    def stack(self, width: int) -> None:
        """Set the fields below each other if `width` cells are too few for them beside each other."""
        self.set_class(not self._fit(width), "-stacked")

    def level(self, *, boxed: bool) -> None:
        """Make frames beside each other equally high."""
        high = max(field.lines(boxed=boxed) for field in self.fields)
        for field in self.fields:
            field.styles.min_height = high if boxed and not self.has_class("-stacked") else None

    def _fit(self, width: int) -> bool:
        return all(field.needs <= width // len(self.fields) for field in self.fields)

    def lines(self, width: int, *, boxed: bool) -> int:
        """Lines that it takes in `width` cells, without faults."""
        taken = [field.lines(boxed=boxed) for field in self.fields]
        return max(taken) if boxed and self._fit(width) else sum(taken)


def in_rows(fields: Iterable[Field]) -> Iterator[FieldRow]:
    """The fields in their order, two short ones in a row."""
    row: list[Field] = []
    for field in fields:
        if row and (field.whole or len(row) == _BESIDE):
            yield FieldRow(row)
            row = []
        row.append(field)
        if field.whole:
            yield FieldRow(row)
            row = []
    if row:
        yield FieldRow(row)


def value_of(control: Widget) -> str:
    """The text of a text control; ValueError for any other control."""
    if isinstance(control, LineInput):
        return control.value
    if isinstance(control, LinesInput):
        return control.text
    if isinstance(control, Choice):
        return control.value
    raise ValueError("not a text control")
