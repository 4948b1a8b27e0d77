"""The entry form of Attachment 1: saved while it is typed, judged beside each field, signed and submitted at the end."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import ClassVar

import msgspec
from rich.text import Text
from textual import events, on
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, TextArea

from console import actions
from console.acting.own_trust import Chosen
from console.acting.requests import templates as acting
from console.domain.refusals import Refusal
from console.domain.templates.keeping import State
from console.errors import ConsoleError
from console.screens import signing
from console.screens.failures import KNOWN, in_full
from console.screens.fault_words import fault_words
from console.screens.frame import bindings
from console.screens.requests import attachments, form_fields, submitting
from console.screens.requests.form_slots import FormSlots
from console.screens.requests.vouched_words import list_words
from console.screens.statement import act_words
from console.screens.templates import template_words
from console.views.templates import notes
from console.widgets.background import in_background
from console.widgets.fields import Choice, Field, Tick
from console.widgets.form_keys import FORM_KEYS
from console.widgets.modals import Filled, Form
from console.widgets.room import ROOM
from console.wire import calls
from console.wire.answers import Done
from console.wire.base import Call
from console.wire.contacts import lists
from console.wire.requests import templates
from console.wire.requests.drafts import Draft, Preview, SlotDraft
from console.wire.requests.limits import DraftLimits
from console.wire.requests.rows import RequestView
from console.wire.sending.slots import GatewayRow

_KEEP_SECONDS = 0.5


class FormPage(FormSlots, scope="form"):
    """The form of one request; `request` 0 begins a new one in `department`, with the field values of `begun` if it is given.

    `sha256` is the digest of the template's version from which it is begun.
    """

    TYPED = True
    BINDINGS: ClassVar[list[BindingType]] = [
        *Screen.BINDINGS,
        *FORM_KEYS,
        *bindings("form", actions.ALL, typed=True, before_fields=frozenset({"form.next", "form.previous"})),
    ]

    class Kept(Message):
        """A draft was saved, or saving it failed."""

        def __init__(self, draft: Draft, request: int, error: Exception | None) -> None:
            super().__init__()
            self.draft, self.request, self.error = draft, request, error

    def __init__(
        self,
        request: int = 0,
        department: str = "",
        begun: Draft | None = None,
        attach: int = 0,
        sha256: str = "",
    ) -> None:
        super().__init__()
        self.request, self._department, self._begun, self._brought = request, department, begun, attach
        self._sha256 = sha256
        self._kept: Draft | None = None
        self._keeping = False
        self._after: list[Callable[[], None]] = []
        self._seen: set[str] = set()
        self._stale: set[str] = set()
        self._before = ""
        """What stood on the message line at the beginning, or when something was typed last."""
        self._all_faults = request != 0
        self._timer: Timer | None = None
        self._gateways: list[GatewayRow] = []

    def opened_with(self) -> tuple[object, ...] | None:
        """The draft that the desk has by now."""
        return (self.request,) if self.request else None

    # ---- loading

    def body(self) -> Iterable[Widget]:
        """Yield the form once the draft is loaded."""
        if self.draft is None:
            yield self.waiting()
        else:
            self.drawn = self.shape
            yield self.laid_out(form_fields.form_sections(self, self.draft, self._gateways, self.lists))

    def hint(self) -> str:
        """Which keys go through the fields."""
        return self.t("form.keys")

    def begin(self) -> None:
        """Read gateways, lists and the draft; a reload must not replace what was typed."""
        if self.draft is None:
            self._before = self.session.message
            self.ask(calls.Gateways(), self._got_gateways)

    def reload(self) -> None:
        """Do nothing: the form is newer than the desk's draft."""

    def _got_gateways(self, rows: list[GatewayRow]) -> None:
        self._gateways = rows
        self.ask(lists.ListsPage(current=False, limit=1000), self._got_lists)

    def _got_lists(self, page: lists.ListPage) -> None:
        self.lists = {row.id: form_fields.named_list(row) for row in page.rows}
        if self.request:
            self.ask(calls.RequestDetail(self.request), self._got_request)
        elif self._begun is not None:
            self._open(form_fields.with_gateway(self._begun, self._gateways))
            self._kept = None
        else:
            self._open(form_fields.fresh(self.session, self._department, self._gateways, self._brought))
            for row in (one for one in page.rows if one.id == self._brought):
                self.chosen[0], self._kept = Chosen(row.id, row.name, row.digest, row.n), None

    def _got_request(self, view: RequestView) -> None:
        self.allowed = {"submit": view.allowed.get("submit")}
        if view.row.version:
            self.came_back = view.reason or view.row.state
        self._open(
            view.draft if view.draft.slots else msgspec.structs.replace(view.draft, slots=[SlotDraft()])
        )

    def _open(self, draft: Draft) -> None:
        self.draft = self._kept = draft
        # The lists chosen here are the ones checked at the signature, whatever lists the desk's draft names by then.
        kept = self.session.own.chosen(self.request) if self.request else []
        self.chosen = [*kept, *[None] * len(draft.slots)][: len(draft.slots)]
        self.call_later(self.rebuild)
        if draft.template:
            desk = self.session.desk
            # Without it the form says only which template it was begun from; the signature is refused in words.
            self.work(
                lambda: acting.read(desk(), draft.template, draft.template_version),
                self._got_template,
                slot="template",
                otherwise=lambda error: self.say(in_full(error, self.session)),
            )

    def _got_template(self, view: templates.TemplateView) -> None:
        self.template = view
        self.draw_beside()

    async def rebuild(self, first: str = "control-category") -> None:
        """Draw the form again, and focus the control with that id."""
        await self.recompose()
        if not self.query("#head"):
            return
        self.draw_frame()
        self.draw_beside()
        if self._kept is None:
            self.keep()
        else:
            self._look()
        for control in self.query(f"#{first}"):
            self.set_focus(control)

    async def relabel(self) -> None:
        """Draw the form in the other language; the typed values and the place stay."""
        self.gather()
        focused = (self.focused.id or "") if self.focused is not None else ""
        await self.rebuild(focused or "control-category")
        self._draw_faults()

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
        self._before = self.session.message
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_KEEP_SECONDS, self.keep)

    def gather(self) -> None:
        """Take what was typed into the draft."""
        # Fields drawn for other slots, or drawn half, do not hold this draft; their values were saved before.
        if self.draft is not None and self.drawn == self.shape:
            with suppress(NoMatches):
                self.draft = form_fields.gather(self, self.draft)

    def keep(self) -> None:
        """Save the draft if it changed, and judge it. Saves run one at a time, or a new draft would be created twice."""
        self.gather()
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
                done: Done = session.desk().call(calls.SaveDraft(draft, request))
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
            self.say(self.t("form.not_kept", why=in_full(message.error, self.session)))
            if after:
                self.trouble(message.error)
            return
        first, self.request, self._kept = not self.request, message.request, message.draft
        self.session.own.choose(self.request, self.chosen)
        if first:
            self.session.own.begin_with(self.request, self._sha256)
        # The answer to a key that was pressed since stays.
        if self.session.message in {"", self.hint(), self._before}:
            self.say(self.t("form.kept", time=self.session.clock()))
        if first:
            self.ask(calls.RequestDetail(self.request), self._judged)
        if self.draft != self._kept:
            self.keep()
        else:
            self._go_on()

    def _judged(self, view: RequestView) -> None:
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
            self.look_at_limits(self.draft)

    def failed(self, call: Call, error: Exception) -> None:
        """Show a failed preview on the message line, any other failure in a dialog; a form that cannot be read is left."""
        if isinstance(call, DraftLimits):
            self.limited_about = ()
        if isinstance(call, calls.PreviewDraft | DraftLimits):
            self.say(in_full(error, self.session))
        elif self.draft is None:
            self.back_saying(error)
        else:
            super().failed(call, error)

    def _previewed(self, preview: Preview) -> None:
        self.preview = preview
        self._stale.clear()
        self.draw_beside()
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
        faults = form_fields.beside(self.preview.faults)
        for section in self.sections:
            left = self._all_faults or section.name in self.left
            for field in section.fields:
                refusal = faults.get(field.field)
                shown = (left or field.field in self._seen) and field.field not in self._stale
                field.fault(self._said(field, refusal) if refusal is not None and shown else "")
        # The words for a fault may have moved the field in use out of view.
        self.keep_in_view()

    def _said(self, field: Field, refusal: Refusal) -> str:
        """The words for a fault, with what is offered instead."""
        return f"{fault_words(field, refusal, self.session)} {self.offer(refusal)}".rstrip()

    def turned(self) -> None:
        """Show the faults of a section once it was left."""
        super().turned()
        self._draw_faults()
        if self.draft is not None:
            self.look_at_limits(self.draft)

    # ---- attachments, the template

    def do_add_paper(self) -> None:
        """Attach a file to the request."""
        attachments.add(self, lambda then: self.leave_for(lambda: then(self.request)), self._look)

    def do_template(self) -> None:
        """Put the template's words back; what its blanks were filled with stays. One that is withdrawn is let go."""
        self.gather()
        self.draw_beside()
        held = self.against
        if self.template is not None and held is not None and self.template.row.state == State.WITHDRAWN:
            name = held.kept.says.name
            self.confirm(
                lambda: self.t("template.let_go"),
                lambda: self.t("template.let_go_about", name=name),
                self._let_go,
            )
            return
        if held is None or not held.found.changes:
            self.say(self.t("template.nothing_changed" if self.template else "template.none_named"))
            return
        back = acting.put_back(held)

        def question() -> str:
            said = "\n".join(words for _, words in notes(self.session.viewer, held))
            return f"{said}\n\n{self.t('template.put_back_about')}"

        self.confirm(lambda: self.t("action.form.template"), question, lambda: self._put_back(back))

    def _let_go(self) -> None:
        self.draft, self.template = acting.let_go(self._draft()), None
        self.draw_beside()
        self.leave_for(lambda: self.say(self.t("template.let_go_done")))

    def _put_back(self, words: Mapping[str, str]) -> None:
        form_fields.put(self, words)
        self.leave_for(lambda: self.say(self.t("template.put_back")))

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
        self.session.own.begin_with(self.request, "")
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

    def _draft(self) -> Draft:
        if self.draft is None:
            raise ConsoleError("no_such_request", request=self.request)
        return self.draft

    def _submit_if_good(self, preview: Preview) -> None:
        self._previewed(preview)
        if not preview.faults:
            request, draft, chosen, session = self.request, self._draft(), list(self.chosen), self.session
            self.work(
                lambda: submitting.judge_submission(session, request, draft, chosen),
                self._ask_signature,
                slot="submit",
            )
            return
        wrong = form_fields.beside(preview.faults)
        first = next((field for field in self.query(Field) if field.field in wrong), None)
        why = wrong[first.field] if first is not None else preview.faults[0].refusal
        self.say(in_full(why, self.session))
        if first is not None:
            self.set_focus(first.control)
            first.scroll_visible(animate=False)

    def _ask_signature(self, judged: submitting.Judged) -> None:
        session, request, shown = self.session, self.request, judged.act

        def about() -> Text:
            words = template_words.above(session, judged.against, ROOM)
            words.append_text(act_words(session, shown, ROOM))
            return words.append("\n").append_text(list_words(session, judged.lists, ROOM, judged.elsewhere))

        def job(filled: Filled) -> Done:
            return submitting.submit(session, filled, request, shown)

        self.act(
            lambda: self.t("form.sign_title"),
            about,
            lambda: Form(passphrase=signing.passphrase_field(session)),
            job,
            self._submitted,
        )

    def _submitted(self, done: Done) -> None:
        self.draft = None
        self._back()
        self.say(self.t("form.submitted", number=done.number))
