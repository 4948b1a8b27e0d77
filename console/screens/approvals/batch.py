"""Several requests approved with one passphrase: each is read, ticked and counted separately and gets a signature of its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from console import actions
from console.acting.approvals import batch
from console.acting.approvals.batch import Decision, Outcome, Paper
from console.look.senses import Sense
from console.screens import signing
from console.screens.approvals.batch_words import outcome_words, paper_words, refused_words
from console.screens.approvals.card import CardPage
from console.screens.failures import KNOWN, one_line, whole
from console.screens.frame import bindings
from console.screens.page import Page
from console.widgets.background import in_background
from console.widgets.fields import Field, Tick
from console.widgets.form_keys import FORM_KEYS, FormKeys
from console.widgets.line_input import LineInput
from console.widgets.modals import Filled, number_of
from console.widgets.paint import strong
from console.widgets.secret_input import SecretInput
from console.widgets.show import show


@dataclass(frozen=True, slots=True)
class Typed:
    """The values in the fields of one request."""

    count: str = ""
    content: bool = False
    list: bool = False


class BatchPage(FormKeys, Page, scope="batch"):
    """The summary of the marked requests; a separate page shows the outcome of each."""

    TYPED = True
    BINDINGS: ClassVar[list[BindingType]] = [
        *Screen.BINDINGS,
        *FORM_KEYS,
        *bindings("batch", actions.ALL, typed=True),
    ]
    CSS = """
    #papers { height: 1fr; }
    #papers > * { height: auto; padding: 0 1; }
    .paper { margin: 0 0 1 0; }
    .paper Static { height: auto; }
    .trouble { color: $c-danger; text-style: bold; }
    """

    class Gathered(Message):
        """The cards arrived, or the desk could not be asked."""

        def __init__(self, papers: list[Paper], error: Exception | None) -> None:
            super().__init__()
            self.papers, self.error = papers, error

    class Signed(Message):
        """The batch was carried out, or the key could not be opened."""

        def __init__(self, outcomes: list[Outcome], error: Exception | None) -> None:
            super().__init__()
            self.outcomes, self.error = outcomes, error

    def __init__(self, requests: Sequence[int]) -> None:
        super().__init__()
        self.requests = list(requests)
        self.papers: list[Paper] = []
        self.refused: list[Paper] = []
        self.typed: dict[int, Typed] = {}
        self.busy = False
        self._ready = False
        self._at_top = True
        self._nagging = False
        # False while the page is drawn again and has no fields: keys that arrive meanwhile find no fields to judge.
        self._drawn = False

    def on_mount(self) -> None:
        """Clear the message line: its message was about the queue."""
        self.say("")

    # ---- drawing

    def body(self) -> Iterable[Widget]:
        """Yield waiting words until the cards arrive, then one section per request and the passphrase."""
        if not self._ready:
            yield VerticalScroll(Static(show(self.t("list.waiting")), markup=False), id="papers")
        else:
            yield VerticalScroll(*self._sections(), id="papers", can_focus=not self.papers)

    def _width(self) -> int:
        """Width of a line in cells, without padding and scroll bar."""
        return max(40, self.size.width - 4)

    def _sections(self) -> Iterable[Widget]:
        if self.refused:
            refused: Text = refused_words(self.session, self.refused, self._width())
            yield Static(refused, markup=False)
        if not self.papers:
            yield Static(show(self.t("batch.nobody")), markup=False)
            return
        yield Static(strong(self.t("batch.head", n=len(self.papers))), markup=False)
        yield Static(show(self.t("batch.keys")), markup=False)
        for nth, paper in enumerate(self.papers, 1):
            yield self._section(nth, paper)
        yield Static(strong(self.t("batch.end")), markup=False)
        secret = signing.passphrase_field(self.session)
        yield Field("passphrase", secret.words, SecretInput(hint=secret.hint))
        yield Static(show(""), classes="trouble", markup=False)

    def _section(self, nth: int, paper: Paper) -> Widget:
        typed = self.typed.get(paper.request, Typed())
        words: Text = paper_words(self.session, paper, nth, len(self.papers), self._width())
        fields: list[Widget] = [Static(words, classes="words", markup=False)]
        if paper.checks:
            ticks = (("content", typed.content), ("list", typed.list))
            fields += [
                Tick(self.t(f"ask.approval.{name}_checked"), value=value, id=f"{name}-{paper.request}")
                for name, value in ticks
            ]
        count = LineInput(typed.count, id=f"count-{paper.request}")
        # A passphrase that is typed too early must not be readable here.
        count.restrict = r"[0-9, ]*"
        fields.append(Field(f"count-{paper.request}", self.t("act.count"), count))
        return Vertical(*fields, classes="paper", id=f"paper-{paper.request}")

    # ---- reading

    def begin(self) -> None:
        """Read every card again; the typed values stay."""
        if self.busy:
            return
        self._keep_typed()
        session, requests = self.session, list(self.requests)

        def job() -> Message:
            try:
                return self.Gathered(batch.gather(session.desk(), session.own, requests), None)
            except KNOWN as error:
                return self.Gathered([], error)

        in_background(self, job)

    async def on_batch_page_gathered(self, message: Gathered) -> None:
        """Show the summary; requests that cannot be approved are named first and lose their marks."""
        message.stop()
        if message.error is not None:
            self.trouble(message.error)
            return
        self._keep_typed()
        self.papers = [paper for paper in message.papers if paper.error is None]
        self.refused = [paper for paper in message.papers if paper.error is not None]
        self.requests = [paper.request for paper in self.papers]
        self.session.marked.difference_update(paper.request for paper in self.refused)
        self._ready = True
        await self._rebuild()

    async def _rebuild(self, focus: str = "") -> None:
        """Draw the page again, then focus the control named `focus`, or the one that had the focus, and bring it into view."""
        focus = focus or (self.focused.id or "" if self.focused is not None else "")
        self._drawn = False
        await self.recompose()
        if not self.query("#papers"):
            # A person who goes back quickly has closed the page meanwhile.
            return
        self._drawn = True
        self.draw_frame()
        fields = [*self.query("Tick, LineInput, SecretInput")]
        again = [field for field in fields if field.id == focus]
        if not fields:
            self.query_one("#papers").focus()
            return
        self.set_focus((again or fields)[0], scroll_visible=False)
        if again:
            self.call_after_refresh(self._follow)

    async def relabel(self) -> None:
        """Draw the summary in the other language; the typed values stay, the passphrase does not."""
        self._keep_typed()
        await self._rebuild()

    def _keep_typed(self) -> None:
        for paper in self.papers:
            if self.query(f"#count-{paper.request}"):
                self.typed[paper.request] = self.typed_now(paper)

    def typed_now(self, paper: Paper) -> Typed:
        """The values in the fields of a request now."""
        count = self.query_one(f"#count-{paper.request}", LineInput).value
        return Typed(count, self._ticked("content", paper), self._ticked("list", paper))

    def _ticked(self, name: str, paper: Paper) -> bool:
        return any(tick.value for tick in self.query(f"#{name}-{paper.request}").results(Tick))

    def on_descendant_focus(self) -> None:
        """Scroll to the focused field, but open at the top of the summary, which is read first."""
        if self._at_top:
            self._at_top = False
        else:
            self.call_later(self._follow)

    def scroll_to_center(self, widget: Widget, *args: Any, **kwargs: Any) -> None:
        """Replace the library's scrolling on focus: all fields of the request come into view together."""
        del widget, args, kwargs
        self._follow()

    def _follow(self) -> None:
        """Bring the focused field into view at once, with the other fields of its request below and the text above."""
        field, paper = self.focused, self._here()
        if field is None or not self._drawn:
            return
        last = [] if paper is None else [self.query_one(f"#field-count-{paper.request}")]
        for one in [*last, field]:
            self.query_one("#papers").scroll_to_widget(one, animate=False, immediate=True)

    # ---- keys

    def action_enter(self) -> None:
        """Go on to the next field; in the passphrase field, sign."""
        focused = self.focused
        if isinstance(focused, SecretInput):
            # Called later, because the field may not have handled its last keys yet.
            focused.call_later(self.do_sign)
        elif isinstance(focused, Input):
            paper = self._here()
            self.go_on()
            if paper is not None:
                focused.call_later(self._judge, paper)
        else:
            super().action_enter()

    def _judge(self, paper: Paper) -> None:
        """Report a wrong count as soon as its field is left."""
        if self._drawn and paper in self.papers and self.typed_now(paper).count:
            self._right(paper)

    def _right(self, paper: Paper) -> bool:
        """Whether the typed count is that of the signed text; if not, clear it and the passphrase, say so, and focus it."""
        control = self.query_one(f"#count-{paper.request}", LineInput)
        beneath = self.query_one(f"#field-count-{paper.request}", Field)
        if number_of(control.value) == self._wanted(paper):
            beneath.fault("")
            return True
        control.value = ""
        for secret in self.query(SecretInput):
            secret.value = ""
        self._nagging = False
        beneath.fault(self.t("act.count_wrong"))
        self.tell(f"{paper.number}: {self.t('act.count_wrong')}")
        control.focus()
        # The fault below the field moves everything after it down.
        self.call_after_refresh(self._follow)
        return False

    def _wanted(self, paper: Paper) -> str:
        return str(paper.act.recipients()) if paper.act is not None else ""

    @on(Input.Changed)
    @on(Tick.Turned)
    def _typed(self) -> None:
        """Remove the message about a missing or wrong value once it is corrected."""
        if not self._drawn or self.busy:
            return
        for paper in self.papers:
            typed = number_of(self.query_one(f"#count-{paper.request}", LineInput).value)
            if typed and typed == self._wanted(paper):
                beneath = self.query_one(f"#field-count-{paper.request}", Field)
                if beneath.wrong:
                    beneath.fault("")
                    self.tell("")
        if self._nagging:
            missing = self._missing()
            self._nagging = missing is not None
            self.tell(self.t("act.missing", names=missing[0]) if missing else "")

    def _here(self) -> Paper | None:
        """The request whose field has the focus."""
        name = (self.focused.id or "") if self.focused is not None else ""
        return next((paper for paper in self.papers if name.endswith(f"-{paper.request}")), None)

    def do_open(self) -> None:
        """Open the approval card of the request whose field has the focus; the typed values stay."""
        paper = self._here()
        if paper is not None:
            self.app.push_screen(CardPage(paper.request))

    def do_leave_out(self) -> None:
        """Remove the request whose field has the focus from the batch, and remove its mark."""
        paper = self._here()
        if paper is None or self.busy or not self._drawn:
            return
        self.session.marked.discard(paper.request)
        self._keep_typed()
        at = self.papers.index(paper)
        self.papers.remove(paper)
        self.requests.remove(paper.request)
        self.say(self.t("batch.unmarked", n=len(self.session.marked)))
        after = self.papers[at:]
        first = "content" if after and after[0].checks else "count"
        self.call_later(self._rebuild, f"{first}-{after[0].request}" if after else "passphrase")

    def leave_for(self, then: Callable[[], None]) -> None:
        """Stay while signatures are being made; otherwise ask first, because ticks and counts would be lost."""
        if self.busy:
            return
        if self._drawn and any(self._filled(paper) for paper in self.papers):
            self.confirm(lambda: self.t("people.leave_title"), lambda: self.t("batch.leave_question"), then)
            return
        then()

    def _filled(self, paper: Paper) -> bool:
        return self.typed_now(paper) != Typed()

    # ---- signing

    def do_sign(self) -> None:
        """Check every tick and count, open the key once, and sign the requests one after the other."""
        if self.busy or not self.papers or not self._drawn:
            return
        if not all(self._right(paper) for paper in self.papers if self.typed_now(paper).count):
            return
        missing = self._missing()
        if missing is not None:
            self._nagging = True
            self.tell(self.t("act.missing", names=missing[0]))
            missing[1].focus()
            return
        decisions = [
            Decision(paper, int(self._wanted(paper)), paper.checks, paper.checks) for paper in self.papers
        ]
        session, filled = self.session, Filled({}, {}, self.query_one(SecretInput).take())
        self.busy, self._nagging = True, False
        self._usable(False)
        self.tell(self.t("act.busy"))

        def job() -> Message:
            try:
                core, key = session.desk(), signing.unlocked(session, filled)
            except KNOWN as error:
                return self.Signed([], error)
            return self.Signed(batch.sign(core, decisions, key, by=session.person), None)

        in_background(self, job)

    def _usable(self, usable: bool) -> None:
        """Disable the fields while signatures are being made: keys typed meanwhile would end up in the passphrase."""
        for field in self.query("Tick, LineInput, SecretInput"):
            field.disabled = not usable

    def _missing(self) -> tuple[str, Widget] | None:
        """The first field that still has to be filled in, and its words."""
        for paper in self.papers:
            for name in ("content", "list") if paper.checks else ():
                if not self._ticked(name, paper):
                    words = f"{paper.number} {self.t(f'ask.approval.{name}_checked')}"
                    return words, self.query_one(f"#{name}-{paper.request}")
            if not self.typed_now(paper).count.strip():
                words = f"{paper.number} {self.t('act.count')}"
                return words, self.query_one(f"#count-{paper.request}")
        secret = self.query_one(SecretInput)
        return None if secret.value else (self.t("act.passphrase"), secret)

    def tell(self, words: str) -> None:
        """Show words below the passphrase and on the message line, which is always in view."""
        for below in self.query(".trouble").results(Static):
            below.update(show(words))
        self.say(words)

    def on_batch_page_signed(self, message: Signed) -> None:
        """Show the outcome of each request; a request that was not signed stays marked."""
        message.stop()
        self.busy = False
        self._usable(True)
        if message.error is not None:
            self.tell(whole(message.error, self.session))
            self.say(one_line(message.error, self.session), Sense.BAD)
            for secret in self.query(SecretInput):
                secret.focus()
            return
        for one in message.outcomes:
            if one.done is not None:
                self.session.marked.discard(one.request)
            else:
                self.session.marked.add(one.request)
        self.console.refresh_head()
        self.app.switch_screen(OutcomesPage(message.outcomes))


class OutcomesPage(Page, scope="outcomes"):
    """The outcome of each request of a batch; from here the person goes back to the queue."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        super().__init__()
        self.outcomes = list(outcomes)

    def body(self) -> Iterable[Widget]:
        """Yield one text that scrolls."""
        yield VerticalScroll(Static(show(""), id="whole", markup=False), classes="scroll")

    def begin(self) -> None:
        """Say how many requests were signed, and show the outcome of each."""
        self.query_one(VerticalScroll).focus()
        signed = sum(one.done is not None for one in self.outcomes)
        self.say(self.t("batch.result", signed=signed, failed=len(self.outcomes) - signed))
        self._draw()

    def on_resize(self) -> None:
        """Fold the words to the new width."""
        super().on_resize()
        self._draw()

    def _draw(self) -> None:
        drawn: Text = outcome_words(self.session, self.outcomes, max(40, self.size.width - 4))
        self.query_one("#whole", Static).update(drawn)

    def do_close(self) -> None:
        """Go back to the queue."""
        self._back()
