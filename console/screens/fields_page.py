"""A form that is signed at its end and stored nowhere until then: what was typed stays in the session, wherever the person goes."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from rich.text import Text
from textual import events, on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from console import actions
from console.domain.file_faults import Told
from console.domain.refusals import Refusal
from console.screens.fault_words import fault_words
from console.screens.form_drafts import Draft
from console.screens.frame import bindings
from console.screens.page import Page
from console.widgets.columns import folded
from console.widgets.fields import Choice, Field, LinesInput, Tick, value_of
from console.widgets.form_keys import FORM_KEYS, FormKeys
from console.widgets.line_input import LineInput
from console.widgets.modals import Item
from console.widgets.picked import Picked
from console.widgets.show import show


class _Fields(VerticalScroll, can_focus=False):
    """The fields. What stands beneath may take lines of them: the field that is being filled in stays in view."""

    _high = 0

    def on_resize(self, event: events.Resize) -> None:
        lower, self._high = event.size.height < self._high, event.size.height
        control = self.screen.focused
        if lower and control is not None and self in control.ancestors:
            self.call_after_refresh(control.scroll_visible, animate=False)


class FieldsPage(FormKeys, Page):
    """Subclasses give `fields` (each control named `control-<field>`), and `judge`, which is called after every change.

    `kept` are the values of the fields while they are not drawn: those that the form opens with, then those that were typed.
    """

    TYPED = True
    COMMON = (actions.FORM, actions.ALL)
    KEPT_AS: ClassVar[str] = ""
    """The name of its drafts, where it is not the page's own."""
    SAVED: ClassVar[bool] = False
    """Whether the values, all texts, are also kept in the account's own folder: never where a form names customers."""
    CSS = """
    #form { height: 1fr; }
    #form > * { padding: 0 1; }
    #preview { height: auto; max-height: 6;  }
    """

    @classmethod
    def keys_for(cls, scope: str) -> list[BindingType]:
        """The keys of a form: letters belong to its fields."""
        return [*Screen.BINDINGS, *FORM_KEYS, *bindings(scope, actions.FORM, actions.ALL, typed=True)]

    def __init__(self) -> None:
        super().__init__()
        self.touched = False
        self.ready = False
        self.kept: dict[str, Any] = {}
        self.first: dict[str, Any] | None = None
        self.faults: dict[str, Refusal | Told] = {}
        self._seen: set[str] = set()
        self.all_faults = False

    # ---- what subclasses give

    def fields(self) -> Iterable[Widget]:
        """The fields with their values."""
        return ()

    def judge(self) -> None:
        """Judge the fields; called after something was typed or chosen."""

    @property
    def about(self) -> str:
        """What the form is about: a form about another thing is another form."""
        return ""

    # ---- the frame

    def body(self) -> Iterable[Widget]:
        """Yield the fields once their data is loaded, and a line beneath them."""
        if self.ready:
            yield _Fields(*self.fields(), id="form")
        else:
            yield VerticalScroll(Static(show(self.t("list.waiting")), markup=False), id="form")
        yield Static(show(""), id="preview", markup=False)

    def reload(self) -> None:
        """Do nothing: a reload must not replace what was typed."""

    async def rebuild(self, first: str = "") -> None:
        """Draw the fields again and focus the control named by `first`, or the control that had the focus."""
        if not self.ready:
            self._take_up()
        focus = f"control-{first}" if first else (self.focused.id or "" if self.focused is not None else "")
        self.ready = True
        await self.recompose()
        if not self.query("#head"):
            return
        self.draw_frame()
        for control in self.query(f"#{focus}") if focus else ():
            # A form that opens shows its top, which says how it is filled in.
            self.set_focus(control, scroll_visible=False)
            if not first:
                self.call_after_refresh(control.scroll_visible, animate=False)
        self.judge()

    async def relabel(self) -> None:
        """Draw the form in the other language; the typed values stay."""
        if not self.ready:
            await super().relabel()
            return
        self.gather()
        await self.rebuild()

    def gather(self) -> None:
        """Save the values of the fields before they are drawn again."""
        for node in self.walk_children(Widget):
            name = (node.id or "").removeprefix("control-")
            if name == node.id:
                continue
            if isinstance(node, Picked | Tick):
                self.kept[name] = node.value
            elif isinstance(node, LineInput | LinesInput | Choice):
                self.kept[name] = value_of(node)

    # ---- what was left here before

    @property
    def _draft(self) -> str:
        return "-".join(filter(None, (self.KEPT_AS or self.SCOPE, self.about)))

    def opens_with(self) -> dict[str, Any]:
        """The values with which the form opens, before anything is typed."""
        return dict(self.kept)

    def to_keep(self) -> Mapping[str, Any]:
        """The values of the form as they are now."""
        self.gather()
        return dict(self.kept)

    def take_up(self, values: Mapping[str, Any]) -> None:
        """Take the values that `to_keep` or `opens_with` returned."""
        self.kept |= values

    def _take_up(self) -> None:
        """Go on with what was typed before, unless the form opens with other values now than it did then."""
        session = self.session
        draft = session.drafts.read(session.person, self._draft, cut=self.SAVED)
        if self.first is None:
            self.first = self.opens_with()
        if draft is not None and (draft.first is None or draft.first == self.first):
            self.take_up(draft.now)
            self.touched = True
            self.say(self.t("fields.resumed"))

    def keep(self) -> None:
        """Keep the values in the session, if somebody typed."""
        if self.ready and self.touched:
            session, draft = self.session, Draft(self.first, self.to_keep())
            session.drafts.keep(session.person, self._draft, draft, cut=self.SAVED)

    def done(self) -> None:
        """Forget what was typed: the form has been saved or signed."""
        self.touched = False
        self.session.drafts.drop(self.session.person, self._draft)

    def do_clear(self) -> None:
        """Begin again with the values that the form opens with."""

        def clear() -> None:
            self.done()
            self.kept = {}
            self.take_up(self.first or {})
            self.faults, self.all_faults = {}, False
            self._seen.clear()
            self.call_later(self.rebuild)
            self.say(self.t("fields.cleared"))

        self.confirm(lambda: self.t("action.fields.clear"), lambda: self.t("fields.clear_question"), clear)

    # ---- values

    def value(self, name: str) -> str:
        """The text of a field, trimmed; empty if the form has no such field now."""
        control = self.control_named(name)
        if control is None:
            return ""
        return (control.value if isinstance(control, Picked) else value_of(control)).strip()

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        control = self.control_named(name)
        return isinstance(control, Tick) and control.value

    def control_named(self, name: str) -> Widget | None:
        """The control of a field. It walks the widgets, as a query parses a selector and a form asks for all at every key."""
        widget_id = f"control-{name}"
        return next((node for node in self.walk_children(Widget) if node.id == widget_id), None)

    # ---- typing

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Chosen)
    @on(Tick.Turned)
    @on(Picked.Taken)
    def _typed(self, message: Message) -> None:
        # The fault shown was about the previous value of the field.
        for node in message.control.ancestors if isinstance(message.control, Widget) else ():
            if isinstance(node, Field):
                self.faults.pop(node.field, None)
                node.fault("")
        # A new field reports its first value, which nobody typed.
        if self.focused is not None and (self.focused.id or "").startswith("control-"):
            self.touched = True
        self.judge()
        self.keep()

    @on(Picked.Wanted)
    def _wanted(self, message: Picked.Wanted) -> None:
        message.stop()
        name = message.field.id or ""
        nothing = [Item("", "-")]

        # The field is looked up by name each time, because a change of language draws the form again.
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
        """Show the faults of a field once it was left."""
        for node in event.widget.ancestors:
            if isinstance(node, Field):
                self._seen.add(node.field)
        self.draw_faults()

    def draw_faults(self) -> None:
        """Show the fault of each field beneath it, once the field was left or the person tried to sign the form."""
        for field in self.query(Field):
            refusal = self.faults.get(field.field)
            shown = refusal is not None and (self.all_faults or field.field in self._seen)
            field.fault(self.words_of(refusal, field) if refusal is not None and shown else "")

    def words_of(self, fault: Refusal | Told, field: Field) -> str:
        """The words for the fault of a field; a form that is judged by the check of a file has words of its own."""
        return fault_words(field, fault, self.session) if isinstance(fault, Refusal) else fault.code

    def go_to_fault(self) -> None:
        """Focus the first field with a fault."""
        for field in self.query(Field):
            if field.field in self.faults:
                field.control.focus()
                # The line with the fault has to be laid out first.
                self.call_after_refresh(field.scroll_visible)
                return

    def complete(self) -> bool:
        """Judge every field, left or not, and focus the first with a fault; return whether all are right."""
        if not self.ready:
            return False
        self.all_faults = True
        self.judge()
        if self.faults:
            self.go_to_fault()
        return not self.faults

    def still(self) -> str:
        """The words that name the fields still to be filled in or corrected, each once, in the order of the form."""
        names = [field.words for field in self.query(Field) if field.field in self.faults]
        return self.t("form.faults", n=len(names), names=self.t("form.between").join(names))

    def preview(self, words: str) -> None:
        """Show words beneath the fields."""
        lines = folded(show(words), max(20, self.size.width - 2))
        drawn: Text = Text("\n").join(show(" ").append_text(one) for one in lines)
        for label in self.query("#preview").results(Static):
            label.update(drawn)

    # ---- leaving

    def leave_for(self, then: Callable[[], None]) -> None:
        """Go elsewhere; what was typed stays in the session, and the message line says so."""
        kept = self.touched
        self.keep()
        then()
        if kept:
            self.say(self.t("fields.kept"))
