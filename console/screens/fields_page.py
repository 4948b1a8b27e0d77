"""A form that is signed at its end and kept nowhere until then: so leaving it half-filled asks first."""

from collections.abc import Callable, Iterable

from rich.text import Text
from textual import events, on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from console import actions
from console.domain.refusals import Refusal
from console.screens.failures import beside
from console.screens.frame import bindings
from console.screens.page import Page
from console.widgets.columns import folded
from console.widgets.fields import Choice, Field, Tick, value_of
from console.widgets.form_keys import FORM_KEYS, FormKeys
from console.widgets.modals import Item
from console.widgets.picked import Picked
from console.widgets.show import show


def form_bindings(scope: str) -> list[BindingType]:
    """The keys of a form: letters belong to its fields."""
    return [*Screen.BINDINGS, *FORM_KEYS, *bindings(scope, actions.ALL, typed=True)]


class FieldsPage(FormKeys, Page, inherit_bindings=False):
    """Subclasses give `fields` (each control named `control-<field>`), and `judge`, which is called after every change."""

    TYPED = True
    CSS = """
    #form { height: 1fr; }
    #form > * { padding: 0 1; }
    #preview { height: auto; max-height: 6; background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.touched = False
        self.ready = False
        self.faults: dict[str, Refusal] = {}
        self._seen: set[str] = set()
        self.all_faults = False

    # ---- what subclasses give

    def fields(self) -> Iterable[Widget]:
        """The fields, filled."""
        return ()

    def judge(self) -> None:
        """Something was typed or chosen."""

    # ---- the frame

    def body(self) -> Iterable[Widget]:
        """The fields once what they need is here, and a line beneath them."""
        if self.ready:
            yield VerticalScroll(*self.fields(), id="form", can_focus=False)
        else:
            yield VerticalScroll(Static(show(self.t("list.waiting")), markup=False), id="form")
        yield Static(show(""), id="preview", markup=False)

    def reload(self) -> None:
        """The form is the newest there is; nothing is read over what was typed."""

    async def rebuild(self, first: str = "") -> None:
        """Draw the fields anew; the named control, or the one that was in use, is in use again."""
        focus = f"control-{first}" if first else (self.focused.id or "" if self.focused is not None else "")
        self.ready = True
        await self.recompose()
        if not self.query("#head"):
            return
        self.draw_frame()
        for control in self.query(f"#{focus}") if focus else ():
            # A form that opens shows its beginning, which says how it is filled in.
            self.set_focus(control, scroll_visible=False)
            if not first:
                self.call_after_refresh(control.scroll_visible, animate=False)
        self.judge()

    async def relabel(self) -> None:
        """Draw the form in the other language; what was typed stays."""
        self.gather()
        await self.rebuild()

    def gather(self) -> None:
        """Take up what the fields hold now, before they are drawn anew."""

    # ---- values

    def value(self, name: str) -> str:
        """The text of a field, trimmed; empty where the form has no such field now."""
        control = self.control_named(name)
        if control is None:
            return ""
        return (control.value if isinstance(control, Picked) else value_of(control)).strip()

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        control = self.control_named(name)
        return isinstance(control, Tick) and control.value

    def control_named(self, name: str) -> Widget | None:
        """A field's control. By hand, because a query parses and matches a selector, and at every key a form asks for all of them."""
        widget_id = f"control-{name}"
        return next((node for node in self.walk_children(Widget) if node.id == widget_id), None)

    # ---- typing

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Chosen)
    @on(Tick.Turned)
    @on(Picked.Taken)
    def _typed(self, message: Message) -> None:
        # What was said of the field was about what stood there before.
        for node in message.control.ancestors if isinstance(message.control, Widget) else ():
            if isinstance(node, Field):
                self.faults.pop(node.field, None)
                node.fault("")
        # A field that is new on the page tells of its first value; that is nobody's typing.
        if self.focused is not None and (self.focused.id or "").startswith("control-"):
            self.touched = True
        self.judge()

    @on(Picked.Wanted)
    def _wanted(self, message: Picked.Wanted) -> None:
        message.stop()
        name = message.field.id or ""
        nothing = [Item("", "-")]

        # By name each time: another language draws the form anew.
        def field() -> Picked:
            return self.query_one(f"#{name}", Picked)

        def label() -> str:
            words = next((node.words for node in field().ancestors if isinstance(node, Field)), "")
            return words if field().options() else self.t("people.pick_nothing")

        def picked(value: str) -> None:
            field().take(value)
            self.set_focus(field())
            self.go_on()

        self.pick(label, lambda: field().options() or nothing, picked, at=message.field.value)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A field that was left is judged from now on."""
        for node in event.widget.ancestors:
            if isinstance(node, Field):
                self._seen.add(node.field)
        self.draw_faults()

    def draw_faults(self) -> None:
        """Say beneath each field what is not right yet, once it was left or the form was to be signed."""
        for field in self.query(Field):
            refusal = self.faults.get(field.field)
            shown = refusal is not None and (self.all_faults or field.field in self._seen)
            field.fault(beside(refusal, self.session) if refusal is not None and shown else "")

    def go_to_fault(self) -> None:
        """Bring the first field with a fault into use."""
        for field in self.query(Field):
            if field.field in self.faults:
                field.control.focus()
                # What is wrong with it takes a line of its own first.
                self.call_after_refresh(field.scroll_visible)
                return

    def complete(self) -> bool:
        """Judge every field, left or not; whether all are right. The first that is not comes into use."""
        if not self.ready:
            return False
        self.all_faults = True
        self.judge()
        if self.faults:
            self.go_to_fault()
        return not self.faults

    def still(self) -> str:
        """Which fields are still to be filled in or set right, each once, in the order of the form."""
        names = [field.words for field in self.query(Field) if field.field in self.faults]
        return self.t("form.faults", n=len(names), names=self.t("form.between").join(names))

    def preview(self, words: str) -> None:
        """Say something beneath the fields."""
        lines = folded(show(words), max(20, self.size.width - 2))
        drawn: Text = Text("\n").join(show(" ").append_text(one) for one in lines)
        for label in self.query("#preview").results(Static):
            label.update(drawn)

    # ---- leaving

    def leave_for(self, then: Callable[[], None]) -> None:
        """Go elsewhere; what is typed and not signed would be lost, so ask."""
        if not self.touched:
            then()
            return
        self.confirm(lambda: self.t("people.leave_title"), lambda: self.t("people.leave_question"), then)
