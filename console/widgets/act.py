"""The dialog that asks for what an act needs, carries the act out, and closes only when it took effect."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, Final, Generic, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from console.look.roles import Role
from console.widgets.background import in_background
from console.widgets.columns import folded
from console.widgets.fields import Field, FieldRow, LinesInput, Tick, in_rows
from console.widgets.form_keys import FORM_KEYS, FormKeys
from console.widgets.line_input import LineInput
from console.widgets.lines import Lines
from console.widgets.modals import Answer, Dialog, DialogText, Filled, Form, Line, number_of
from console.widgets.paint import ink, joined
from console.widgets.path_input import Completed, PathInput
from console.widgets.room import AROUND, ROOM
from console.widgets.secret_input import SecretInput
from console.widgets.show import cells, fit, show
from console.widgets.turns import Awaited, Typed

_LEAST: Final = 3
"""Fewest lines in view of the description of the act."""
_SEVERAL: Final = 3
"""Height in lines of a field for several lines."""
_COUNT: Final = r"[0-9,， ]*"
"""Characters allowed in a number that is typed again: a passphrase that is typed too early must not be readable there."""


class Asked(NamedTuple):
    """The dialog's words, its form, and the words while the act runs, if something is missing, and if there is more text above.

    `go` names what Ctrl+S does; `ticks` says how many boxes are not ticked yet.
    """

    content: DialogText
    form: Form
    busy: str
    missing: Callable[[Sequence[str]], str]
    more: Text
    go: str
    ticks: Callable[[int], str]


class Act(Awaited, FormKeys, Dialog[Answer], Generic[Answer]):
    """Ask for what an act needs, run it off the event loop, and say why if it did not succeed.

    Typed values stay after a refusal. Only the passphrase has to be typed again; a number or name that was typed again wrongly
    is cleared together with it. `job` returns the answer or raises one of `known`, for which `explain` gives the words. `kept`
    are lines that were typed when the dialog was left before.
    """

    DEFAULT_CSS = """
    Act .more { height: auto; display: none; color: $c-warn; }
    Act .more.-on { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False, priority=True),
        *(one for one in FORM_KEYS if not (isinstance(one, Binding) and one.key == "tab")),
        Binding("ctrl+s", "go", show=False),
        Binding("pagedown", "look(1)", show=False, priority=True),
        Binding("pageup", "look(-1)", show=False, priority=True),
    ]

    class Ended(Message):
        """The job has ended."""

        def __init__(self, outcome: object, error: Exception | None) -> None:
            super().__init__()
            self.outcome, self.error = outcome, error

    def __init__(
        self,
        ask: Callable[[], Asked],
        job: Callable[[Filled], Answer],
        *,
        known: tuple[type[Exception], ...],
        explain: Callable[[Exception], Text],
        kept: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._ask, self._asked = ask, ask()
        super().__init__(lambda: self._again().content)
        self._job, self._known, self._explain = job, known, explain
        self._kept = Filled({}, dict(kept), b"")
        self._offered = {line.name: line.value for line in self._asked.form.lines}
        self._trouble: Callable[[], Text] = lambda: show("")
        self._nagging = False
        self._mistyped = ""
        self._completing = False
        # False while the fields are drawn again: keys that arrive meanwhile find no fields.
        self._drawn = True
        self.busy = False

    @property
    def _form(self) -> Form:
        return self._asked.form

    def _again(self) -> Asked:
        self._asked = self._ask()
        return self._asked

    def body(self) -> ComposeResult:
        """Yield the description of the act, the boxes, the lines, the passphrase, and the place for errors."""
        about: Text = self.content.folded()
        kept = self._kept
        more: Text = self._asked.more
        with VerticalScroll(classes="body", can_focus=False):
            yield Static(about, markup=False)
        yield Static(more, classes="more", markup=False)
        for name, words in self._form.ticks:
            yield Tick(words, value=kept.ticks.get(name, False), id=f"tick-{name}")
        yield from in_rows(self._fields_made(kept))
        yield Static(show(""), classes="trouble", markup=False)
        yield Lines(classes="go")

    def _fields_made(self, kept: Filled) -> Iterator[Field]:
        for line in self._form.lines:
            control = _control(line, kept.lines.get(line.name, line.value))
            path = isinstance(control, PathInput)
            beside = control.beside() if isinstance(control, PathInput) else None
            yield Field(line.name, line.words, control, whole=path or None, several=_SEVERAL, beside=beside)
        if self._form.passphrase:
            secret = self._form.passphrase
            yield Field("passphrase", secret.words, SecretInput(hint=secret.hint))
            if secret.again:
                yield Field("again", secret.again, SecretInput(id="again"))

    async def relabel(self) -> None:
        """Draw all words again; while the fields are being drawn there is nothing to judge."""
        self._drawn = False
        await super().relabel()
        self._drawn = self.stands()
        if self._drawn:
            self._draw_go()
            self._usable(not self.busy)
            self._tell(self._trouble)

    def begin(self) -> None:
        """Focus the first field; what was typed or suggested in it before is replaced by the first letter."""
        self._fit()
        self._draw_go()
        for field in self._fields()[:1]:
            # A path is completed and gone on with.
            if isinstance(field, LineInput) and not isinstance(field, PathInput):
                field.select_all()
            field.focus()

    def on_resize(self) -> None:
        """Give the description of the act the room that the fields leave."""
        if self.stands():
            self._fit()
            self._draw_go()

    def _fit(self) -> None:
        """Keep fields, errors and keys in view; a description that does not fit above them scrolls, and a line says so.

        By the size of the application: the dialog has none yet when it is drawn first, and would be drawn twice.
        """
        message, form = self.content, self._asked.form
        beside = sum(map(self._lines, (self._trouble(), message.keys))) + len(form.ticks)
        several = sum(line.several for line in form.lines)
        short = len(form.lines) - several + secrets_of(form)
        # Its own two frame lines, and the line of the confirming key.
        lines, height = self._lines(message.words), self.app.size.height - 3 - beside
        framed = height - several * (_SEVERAL + 2) - 3 * (len(self.query(FieldRow)) - several)
        # What is read before signing needs the room more than frames do.
        boxed = framed >= lines
        self.set_class(boxed, "-boxed")
        room = framed if boxed else height - several * _SEVERAL - short
        for body in self.query(".body").results(VerticalScroll):
            body.styles.max_height = max(_LEAST, room - 1 if lines > room else room)
            self.query_one(".more").set_class(lines > room, "-on")

    def _lines(self, words: Text) -> int:
        """Lines that words take: folded for a dialog, and once more where the screen is narrower than one."""
        width = max(1, min(ROOM, self.app.size.width - AROUND))
        return sum(len(folded(line, width)) for line in folded(words, ROOM))

    def keep(self) -> None:
        """Keep boxes and lines, but no passphrase."""
        self._kept = self._filled(b"")

    def words(self) -> dict[str, str]:
        """The lines typed so far, without those that stand as they were offered and those to be typed again each time."""
        free = {line.name for line in self._form.lines if not line.equals}
        typed = {name: words for name, words in self._kept.lines.items() if name in free and words}
        return {name: words for name, words in typed.items() if words != self._offered.get(name)}

    # ---- keys

    def after_this(self) -> Widget | None:
        """The field after the one in use; Enter skips optional fields, Tab does not."""
        fields = self._fields()
        at = next((nth for nth, one in enumerate(fields) if one is self.focused), len(fields))
        optional = {f"line-{line.name}" for line in self._form.lines if line.optional}
        rest = fields[at + 1 :]
        return next((field for field in rest if field.id not in optional), rest[0] if rest else None)

    def action_enter(self) -> None:
        """Go on to the next field; on the last field carry out the act."""
        if not self._drawn:
            return
        focused = self.focused
        if isinstance(focused, PathInput) and not focused.path:
            focused.action_choose()
            return
        if (
            isinstance(focused, Input)
            and focused.id == f"line-{self._mistyped}"
            and not focused.value.strip()
        ):
            # What was typed ahead of the message was for the next field; going on would put the number there.
            return
        following = self.after_this()
        if following is not None:
            self.set_focus(following)
            if focused is not None:
                # Called later, because the field may not have handled its last keys yet.
                focused.call_later(self._judge, focused)
        elif focused is not None:
            focused.call_later(self.action_go)

    @property
    def at_work(self) -> bool:
        """Whether it does what it was confirmed to do."""
        return self.busy

    def early(self, typed: Typed) -> bool:  # noqa: ARG002 - whatever it is
        """What is typed after Tab goes on after what Tab completes."""
        return self._completing

    def action_complete(self) -> None:
        """In a path complete what was typed; where that adds nothing, and elsewhere, go on to the next field."""
        line = self.focused
        if not isinstance(line, PathInput) or not line.value:
            self.app.action_focus_next()
            return
        typed, complete = line.value, line.files.complete
        self._completing = True
        in_background(self, lambda: Completed(line, typed, complete(typed)))

    def on_completed(self, message: Completed) -> None:
        """Put in what was found, unless something else was typed meanwhile."""
        message.stop()
        self._completing = False
        line = message.line
        if line.value != message.typed or self.focused is not line:
            return
        if message.whole == message.typed:
            self.app.action_focus_next()
        else:
            line.value = message.whole
            line.cursor_position = len(message.whole)

    def action_look(self, pages: int) -> None:
        """Scroll the description of the act by pages if it is longer than its room."""
        body = self.query_one(".body", VerticalScroll)
        body.scroll_relative(y=pages * max(1, body.size.height - 1), animate=False)

    def _fields(self) -> list[Widget]:
        return [*self.query("Tick, LineInput, LinesInput, SecretInput")]

    # ---- judging

    def _judge(self, field: Widget) -> None:
        """Report a number that was typed again wrongly as soon as its field is left."""
        for line in self._form.lines if self._drawn else ():
            if field.id == f"line-{line.name}" and line.numeric and self._value(line):
                self._right(line)

    def _right(self, line: Line) -> bool:
        """Whether a line equals its expected text; if not, clear it and the passphrase, focus it, and say so."""
        if line.right(self._value(line)):
            return True
        control = self.query_one(f"#line-{line.name}", LineInput)
        control.value = ""
        for secret in self.query(SecretInput):
            secret.value = ""
        self._nagging, self._mistyped = False, line.name
        self._tell(lambda: show(self._line(line.name).wrong))
        control.focus()
        return False

    def _line(self, name: str) -> Line:
        return next(line for line in self._form.lines if line.name == name)

    def _missing(self) -> tuple[str, Widget] | None:
        """The first field that still has to be filled in, and its words."""
        return next(self._all_missing(), None)

    def _all_missing(self) -> Iterator[tuple[str, Widget]]:
        for name, words in self._form.ticks:
            tick = self.query_one(f"#tick-{name}", Tick)
            if not tick.value:
                yield words, tick
        for line in self._form.lines:
            if not line.optional and not self._value(line):
                yield line.words, self.query_one(f"#line-{line.name}")
        secret = self._form.passphrase
        for name, words in (("passphrase", secret.words), ("again", secret.again)) if secret else ():
            if words and not self.query_one(f"#{name}", SecretInput).value:
                yield words, self.query_one(f"#{name}")

    def _draw_go(self) -> None:
        """Draw the confirming key: filled once everything is there, and beside it what is missing until then."""
        missing = [*self._all_missing()]
        ticks = sum(isinstance(field, Tick) for _, field in missing)
        names = [self._asked.ticks(ticks)] if ticks else []
        names += [words for words, field in missing if not isinstance(field, Tick)]
        ready = not names
        key = ink(f" Ctrl+S {self._asked.go} ", Role.INK, Role.ACCENT, bold=True)
        drawn = key if ready else ink(f" Ctrl+S {self._asked.go} ", Role.MUTED)
        if names:
            room = min(ROOM, self.app.size.width - AROUND) - drawn.cell_len
            drawn = joined(drawn, ink(fit(f"  {self._lacks(names, room - 2)}", room), Role.WARN))
        for go in self.query(".go").results(Lines):
            go.put(lambda _width: [drawn])

    def _lacks(self, names: list[str], room: int) -> str:
        """What is missing, as many names of it as have room, and how many more there are."""
        for n in range(len(names), 0, -1):
            said = self._asked.missing(names[:n]) + (f" +{len(names) - n}" if n < len(names) else "")
            if cells(said) <= room:
                return said
        return self._asked.missing(names[:1])

    def _missing_words(self) -> Text:
        missing = self._missing()
        return show(self._asked.missing([missing[0]]) if missing else "")

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Tick.Turned)
    def _typed(self) -> None:
        """Remove the message about a missing value or a wrong number once it is corrected."""
        if self.busy or not self._drawn:
            return
        self._draw_go()
        if self._mistyped:
            line = self._line(self._mistyped)
            value = self._value(line)
            if value and line.right(value):
                self._mistyped = ""
                self._tell(lambda: show(""))
        elif self._nagging:
            self._nagging = self._missing() is not None
            self._tell(self._missing_words)

    # ---- acting

    def action_go(self) -> None:
        """Check the values and carry out the act."""
        if self.busy or not self._drawn or not self._complete():
            return
        secret = self._secret()
        if secret is None:
            return
        filled, job, known = self._filled(secret), self._job, self._known
        self.busy, self._nagging, self._mistyped = True, False, ""
        self._usable(False)
        self._tell(lambda: show(self._asked.busy))

        def run() -> Message:
            try:
                return self.Ended(job(filled), None)
            except known as error:
                return self.Ended(None, error)

        # The words first: what runs beside them would only make them later.
        self.call_after_refresh(in_background, self, run)

    def _secret(self) -> bytes | None:
        """Take the secret; if the second entry differs, clear both fields and return None."""
        asked = self._form.passphrase
        if asked is None:
            return b""
        first = self.query_one("#passphrase", SecretInput)
        secret = first.take()
        if asked.again and self.query_one("#again", SecretInput).take() != secret:
            self._nagging, self._mistyped = False, ""
            self._tell(lambda: show(asked.differs))
            first.focus()
            return None
        return secret

    def _usable(self, usable: bool) -> None:
        """Disable the fields while the act runs: a second try typed on top of hidden letters would be a wrong passphrase."""
        if not usable:
            # Otherwise the focus would go through all of them, one after the other.
            self.set_focus(None)
        for field in self._fields():
            field.disabled = not usable

    def _complete(self) -> bool:
        if not all(self._right(line) for line in self._form.lines if line.equals and self._value(line)):
            return False
        missing = self._missing()
        if missing is None:
            return True
        self._nagging, self._mistyped = True, ""
        self._tell(self._missing_words)
        missing[1].focus()
        return False

    def _filled(self, secret: bytes) -> Filled:
        ticks = {name: self.query_one(f"#tick-{name}", Tick).value for name, _ in self._form.ticks}
        values = [(line, self._value(line)) for line in self._form.lines]
        lines = {line.name: number_of(value) if line.numeric else value for line, value in values}
        return Filled(ticks, lines, secret)

    def _value(self, line: Line) -> str:
        control = self.query_one(f"#line-{line.name}")
        if isinstance(control, PathInput):
            return control.path
        return (
            control.text
            if isinstance(control, LinesInput)
            else control.value
            if isinstance(control, Input)
            else ""
        ).strip()

    def _tell(self, words: Callable[[], Text]) -> None:
        """Show words below the fields."""
        self._trouble = words
        drawn: Text = Text("\n").join(folded(words(), ROOM))
        for below in self.query(".trouble").results(Static):
            below.update(drawn)
        self._fit()

    def on_act_ended(self, message: Ended) -> None:
        """Close with the answer, or say why not and let the person go on."""
        message.stop()
        self.busy = False
        self._usable(True)
        error = message.error
        if error is None:
            self.dismiss(message.outcome)
            return
        self._tell(lambda: self._explain(error))
        secrets = [*self.query(SecretInput)]
        self._draw_go()
        if secrets:
            secrets[0].focus()
        else:
            self.begin()

    def action_leave(self) -> None:
        """Go back, unless the act is running."""
        if not self.busy:
            if self._drawn:
                self.keep()
            self.dismiss(None)


def secrets_of(form: Form) -> int:
    """How many hidden fields a form has."""
    return 0 if form.passphrase is None else 1 + bool(form.passphrase.again)


def _control(line: Line, value: str) -> Widget:
    if line.several:
        return LinesInput(value, id=f"line-{line.name}")
    if line.files is not None:
        return PathInput(line.files, value, id=f"line-{line.name}")
    control = LineInput(value, id=f"line-{line.name}")
    if line.numeric:
        control.restrict = _COUNT
    return control
