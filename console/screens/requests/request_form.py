"""The entry form of Attachment 1: saved while it is typed, judged beside each field, signed and submitted at the end."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

import msgspec
from rich.text import Text
from textual import events, on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.css.query import NoMatches
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from console import actions
from console.acting.own import Chosen
from console.acting.papers import paper
from console.errors import ConsoleError
from console.locale import words
from console.screens import signing
from console.screens.approvals.vouched_words import list_words
from console.screens.failures import KNOWN, beside, one_line
from console.screens.frame import bindings
from console.screens.page import Page
from console.screens.requests.form_fields import ListSlot, form_fields, fresh, gather
from console.screens.requests.form_preview import preview_words
from console.screens.requests.list_picker import ListPicker
from console.screens.session import number
from console.screens.statement import act_words
from console.widgets.background import in_background
from console.widgets.columns import folded
from console.widgets.fields import Choice, Field, LinesInput, Tick
from console.widgets.form_keys import FORM_KEYS, FormKeys
from console.widgets.modals import ROOM, DialogText, Filled, Form, Line
from console.widgets.paint import strong
from console.widgets.show import line, show
from console.wire import calls, lists, views
from console.wire.base import Call

_KEEP_SECONDS = 0.5


class FormPage(FormKeys, Page, inherit_bindings=False):
    """The form of one request; `request` 0 begins a new one in `department`, with the field values of `begun` if it is given."""

    SCOPE = "form"
    TAB = "requests"
    TYPED = True
    BINDINGS: ClassVar[list[BindingType]] = [
        *Screen.BINDINGS,
        *FORM_KEYS,
        *bindings("form", actions.ALL, typed=True),
    ]
    CSS = """
    #form { height: 1fr; }
    #form > * { padding: 0 1; }
    .slot { height: auto; }
    #preview { height: auto; max-height: 6;  }
    """

    class Kept(Message):
        """A draft was saved, or saving it failed."""

        def __init__(self, draft: views.Draft, request: int, error: Exception | None) -> None:
            super().__init__()
            self.draft, self.request, self.error = draft, request, error

    def __init__(
        self, request: int = 0, department: str = "", begun: views.Draft | None = None, attach: int = 0
    ) -> None:
        super().__init__()
        self.request, self._department, self._begun, self._brought = request, department, begun, attach
        self._came_back = ""
        self.draft: views.Draft | None = None
        self.preview: views.Preview | None = None
        self._kept: views.Draft | None = None
        self._keeping = False
        self._shape = self._drawn = 0
        self._after: list[Callable[[], None]] = []
        self._seen: set[str] = set()
        self._stale: set[str] = set()
        self._all_faults = request != 0
        self._timer: Timer | None = None
        self._gateways: list[views.GatewayRow] = []
        self._lists: dict[int, str] = {}
        self._chosen: list[Chosen | None] = []

    def opened_with(self) -> tuple[object, ...] | None:
        """The draft that the desk has by now."""
        return (self.request,) if self.request else None

    # ---- loading

    def body(self) -> Iterable[Widget]:
        """Yield the fields once the draft is loaded, and the preview beneath them."""
        if self.draft is None:
            yield VerticalScroll(Static(show(self.t("list.waiting")), markup=False), id="form")
        else:
            fields = form_fields(self, self.draft, self._gateways, self._lists)
            self._drawn = self._shape
            yield VerticalScroll(*self._why(), *fields, id="form", can_focus=False)
        yield Static(show(""), id="preview", markup=False)

    def _why(self) -> Iterable[Widget]:
        """Yield why the request came back to its drafter, above the fields."""
        if self._came_back:
            why = words.sent_back(self._came_back, self.session.lang)
            yield Static(strong(f"{self.t('form.came_back')}: {why}"), markup=False, id="came-back")

    def begin(self) -> None:
        """Read gateways, lists and the draft; a reload must not replace what was typed."""
        if self.draft is None:
            self.ask(calls.Gateways(), self._got_gateways)

    def reload(self) -> None:
        """Do nothing: the form is newer than the desk's draft."""

    def _got_gateways(self, rows: list[views.GatewayRow]) -> None:
        self._gateways = rows
        self.ask(lists.ListsPage(limit=1000), self._got_lists)

    def _got_lists(self, page: lists.ListPage) -> None:
        self._lists = {row.id: _list_words(row) for row in page.rows}
        if self.request:
            self.ask(calls.RequestDetail(self.request), self._got_request)
        elif self._begun is not None:
            self._open(self._begun)
            self._kept = None
        else:
            self._open(fresh(self.session, self._department, self._gateways, self._brought))
            for row in (one for one in page.rows if one.id == self._brought):
                self._chosen[0], self._kept = Chosen(row.id, row.name, row.digest, row.n), None

    def _got_request(self, view: views.RequestView) -> None:
        self.allowed = {"submit": view.allowed.get("submit")}
        if view.row.version:
            self._came_back = view.reason or view.row.state
        self._open(
            view.draft if view.draft.slots else msgspec.structs.replace(view.draft, slots=[views.SlotDraft()])
        )

    def _open(self, draft: views.Draft) -> None:
        self.draft = self._kept = draft
        # The lists chosen here are the ones checked at the signature, whatever lists the desk's draft names by then.
        kept = self.session.own.chosen(self.request) if self.request else []
        self._chosen = [*kept, *[None] * len(draft.slots)][: len(draft.slots)]
        self.call_later(self._rebuild)

    async def _rebuild(self) -> None:
        await self.recompose()
        if not self.query("#head"):
            return
        self.draw_frame()
        self._draw_preview()
        if self._kept is None:
            self.keep()
        else:
            self._look()
        for control in self.query("#control-category"):
            control.focus()

    async def relabel(self) -> None:
        """Draw the form in the other language; the typed values stay."""
        self._gather()
        await self._rebuild()

    # ---- keeping what is typed

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Chosen)
    @on(Tick.Turned)
    def _typed(self, message: Message) -> None:
        # The fault shown was about the previous value of the field.
        for node in message.control.ancestors if isinstance(message.control, Widget) else ():
            if isinstance(node, Field):
                self._stale.add(node.field)
                node.fault("")
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_KEEP_SECONDS, self.keep)

    def _gather(self) -> None:
        # Fields drawn for other slots, or drawn half, do not hold this draft; their values were saved before.
        if self.draft is not None and self._drawn == self._shape:
            with suppress(NoMatches):
                self.draft = gather(self, self.draft)

    def keep(self) -> None:
        """Save the draft if it changed, and judge it. Saves run one at a time, or a new draft would be created twice."""
        self._gather()
        if self.draft is None:
            return
        self._look()
        if self.draft == self._kept:
            self._go_on()
            return
        if self._keeping:
            return
        self._keeping = True
        draft, request, session = self.draft, self.request, self.session

        def job() -> Message:
            try:
                done: views.Done = session.desk().call(calls.SaveDraft(draft, request))
            except KNOWN as error:
                return self.Kept(draft, request, error)
            return self.Kept(draft, done.id, None)

        in_background(self, job)

    def on_form_page_kept(self, message: Kept) -> None:
        """Remember the draft that the desk has; save again if something was typed meanwhile."""
        message.stop()
        self._keeping = False
        if message.error is not None:
            after, self._after = self._after, []
            self.say(self.t("form.not_kept", why=one_line(message.error, self.session)))
            if after:
                self.trouble(message.error)
            return
        first, self.request, self._kept = not self.request, message.request, message.draft
        self.session.own.choose(self.request, self._chosen)
        self.say(self.t("form.kept", time=self.session.clock()))
        if first:
            self.ask(calls.RequestDetail(self.request), self._judged)
        if self.draft != self._kept:
            self.keep()
        else:
            self._go_on()

    def _judged(self, view: views.RequestView) -> None:
        self.allowed = {"submit": view.allowed.get("submit")}
        self.draw_frame()

    def _go_on(self) -> None:
        after, self._after = self._after, []
        for then in after:
            then()

    def leave_for(self, then: Callable[[], None]) -> None:
        """Go elsewhere once everything typed is saved."""
        self._after.append(then)
        self.keep()
        if self.draft is None:
            self._go_on()

    # ---- judging

    def _look(self) -> None:
        if self.draft is not None:
            self.ask(calls.PreviewDraft(self.draft, self.request), self._previewed)

    def failed(self, call: Call, error: Exception) -> None:
        """Show a failed preview on the message line, any other failure in a dialog."""
        if isinstance(call, calls.PreviewDraft):
            self.say(one_line(error, self.session))
        else:
            super().failed(call, error)

    def _previewed(self, preview: views.Preview) -> None:
        self.preview = preview
        self._stale.clear()
        self._draw_preview()
        self._draw_faults()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Show the faults of a field once it was left."""
        for node in event.widget.ancestors:
            if isinstance(node, Field):
                self._seen.add(node.field)
        self._draw_faults()

    def _draw_faults(self) -> None:
        if self.preview is None:
            return
        faults = {fault.field: fault.refusal for fault in reversed(self.preview.faults)}
        for field in self.query(Field):
            refusal = faults.get(field.field)
            seen = self._all_faults or field.field in self._seen
            shown = refusal is not None and seen and field.field not in self._stale
            field.fault(beside(refusal, self.session) if refusal is not None and shown else "")

    def _draw_preview(self) -> None:
        preview = self.preview
        if preview is None:
            return
        lines = preview_words(self.session, preview)
        room = max(20, self.size.width - 2)
        parts = [part for words in lines for part in folded(show(words), room)]
        drawn: Text = Text("\n").join(line(" ").append_text(part) for part in parts)
        self.query_one("#preview", Static).update(drawn)

    # ---- lists, slots, papers

    def _slot_in_use(self) -> int:
        focused = self.focused
        name = focused.id or "" if focused is not None else ""
        parts = name.split("-")
        return int(parts[2]) if parts[:2] == ["control", "slots"] and len(parts) > 2 else 0

    def do_attach(self) -> None:
        """Choose a list for the slot in use, or for the first one."""
        self._attach_to(self._slot_in_use())

    @on(ListSlot.Wanted)
    def _wanted(self, message: ListSlot.Wanted) -> None:
        message.stop()
        self._attach_to(message.index)

    def _attach_to(self, index: int) -> None:
        self._gather()
        if self.draft is None or index >= len(self.draft.slots):
            return

        def taken(row: lists.ListRow | None) -> None:
            if row is not None:
                self._lists[row.id] = _list_words(row)
                self._chosen[index] = Chosen(row.id, row.name, row.digest, row.n)
                slot = self.query_one(f"#control-slots-{index}-list", ListSlot)
                slot.list_id, slot.words = row.id, self._lists[row.id]
                slot.refresh()
                self.set_focus(slot)
                self.go_on()
                self.keep()

        def say() -> DialogText:
            return DialogText(show(self.t("form.pick_list")), show(""), self.keys_of("keys.pick_list"))

        self.app.push_screen(ListPicker(self.session, self.draft.department, say, self.trouble), taken)

    def do_add_slot(self) -> None:
        """Add a dated slot that begins as a copy of the last one."""
        self._gather()
        if self.draft is not None and len(self.draft.slots) < 31:
            self._chosen = [*self._chosen, self._chosen[-1] if self._chosen else None]
            self._reshape(
                [*self.draft.slots, self.draft.slots[-1] if self.draft.slots else views.SlotDraft()]
            )

    def do_remove_slot(self) -> None:
        """Remove the slot in use; one slot always stays."""
        self._gather()
        if self.draft is not None and len(self.draft.slots) > 1:
            at = self._slot_in_use()
            del self._chosen[at : at + 1]
            self._reshape([slot for nth, slot in enumerate(self.draft.slots) if nth != at])

    def _reshape(self, slots: list[views.SlotDraft]) -> None:
        if self.draft is not None:
            self.draft = msgspec.structs.replace(self.draft, slots=slots)
            self._shape += 1
            self.call_later(self._reshaped)

    async def _reshaped(self) -> None:
        await self._rebuild()
        self.keep()

    def do_add_paper(self) -> None:
        """Attach a file to the request; the statement carries its SHA-256."""
        self.act(
            lambda: self.t("action.form.add_paper"),
            lambda: show(self.t("form.paper_about")),
            lambda: Form(lines=(Line("path", self.t("form.paper_path")),)),
            lambda filled: paper(Path(filled.lines["path"])),
            self._paper_added,
        )

    def _paper_added(self, added: tuple[str, str]) -> None:
        control = self.query_one("#control-attachments", LinesInput)
        control.text = "\n".join(part for part in (control.text.strip(), " ".join(added)) if part)

    def do_discard(self) -> None:
        """Discard a draft that was never submitted."""
        if not self.request:
            self.draft = None
            self._back()
            return
        self.confirm(
            lambda: self.t("form.discard_title"), lambda: self.t("form.discard_question"), self._discard
        )

    def _discard(self) -> None:
        self.draft = None
        self.ask(calls.DropDraft(self.request), lambda _: self._back())

    # ---- submitting

    def do_submit(self) -> None:
        """Save, judge, show the text to be signed, ask for the passphrase, sign."""
        self._all_faults = True
        self.leave_for(
            lambda: self.ask(
                calls.PreviewDraft(self._draft(), self.request), self._submit_if_good, slot="submit"
            )
        )

    def _draft(self) -> views.Draft:
        if self.draft is None:
            raise ConsoleError("no_such_request", request=self.request)
        return self.draft

    def _submit_if_good(self, preview: views.Preview) -> None:
        self._previewed(preview)
        if not preview.faults:
            request, draft, chosen, session = self.request, self._draft(), list(self._chosen), self.session
            self.work(
                lambda: signing.judge_submission(session, request, draft, chosen),
                self._ask_signature,
                slot="submit",
            )
            return
        first = preview.faults[0]
        self.say(one_line(first.refusal, self.session))
        for field in self.query(Field):
            if field.field in {first.field, f"{first.field}.0.list"}:
                field.control.focus()
                field.scroll_visible()
                return

    def _ask_signature(self, judged: signing.Judged) -> None:
        session, request, shown = self.session, self.request, judged.act

        def about() -> Text:
            words = act_words(session, shown, ROOM)
            return words.append("\n").append_text(list_words(session, judged.lists, ROOM, judged.elsewhere))

        def job(filled: Filled) -> views.Done:
            return signing.submit(session, filled, request, shown)

        self.act(
            lambda: self.t("form.sign_title"),
            about,
            lambda: Form(passphrase=signing.passphrase_field(session)),
            job,
            self._submitted,
        )

    def _submitted(self, done: views.Done) -> None:
        self.draft = None
        self._back()
        self.say(self.t("form.submitted", number=done.number))


def _list_words(row: lists.ListRow) -> str:
    return f"{row.name} ({row.id})  {number(row.n)}"
