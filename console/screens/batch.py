"""Several requests approved under one passphrase: each read, ticked and counted by itself, each with a signature of its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.text import Text
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from console import actions
from console.acting import batch
from console.acting.batch import Decision, Outcome, Paper
from console.screens import signing
from console.screens.batch_words import outcome_words, paper_words, refused_words
from console.screens.card import CardPage
from console.screens.failures import KNOWN, one_line, whole
from console.screens.page import ORDERED, Page, bindings
from console.widgets.background import in_background
from console.widgets.fields import Field, LineInput, Tick
from console.widgets.modals import Filled
from console.widgets.secret_input import SecretInput
from console.widgets.show import show


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of one request."""

    count: str = ""
    content: bool = False
    list: bool = False


class BatchPage(Page, inherit_bindings=False):
    """The summary of the marked requests; after signing, what became of each."""

    SCOPE = "batch"
    TAB = "approvals"
    TYPED = True
    # Priority keys are carried out one after the other: what is typed quickly after one of them lands in the next field.
    BINDINGS: ClassVar[list[BindingType]] = [
        *Screen.BINDINGS,
        *ORDERED,
        Binding("enter", "enter", show=False, priority=True),
        Binding("space", "turn", show=False, priority=True),
        *bindings("batch", actions.ALL, typed=True),
    ]
    CSS = """
    #papers { height: 1fr; }
    #papers > * { height: auto; padding: 0 1; }
    .paper { margin: 0 0 1 0; }
    .paper Static { height: auto; }
    .trouble { color: $text-error; text-style: bold; }
    """

    class Gathered(Message):
        """The cards are here, or the desk is not."""

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
        self.outcomes: list[Outcome] | None = None
        self.typed: dict[int, Typed] = {}
        self.busy = False
        self._ready = False
        self._at_top = True
        # False while the page is drawn anew and has no fields: keys that come just then find nothing to judge.
        self._drawn = False

    def on_mount(self) -> None:
        """Begin with a clean message line: what it said was about the queue."""
        self.say("")

    # ---- drawing

    def body(self) -> Iterable[Widget]:
        """Words until the cards are here, then a section a request and the passphrase, at last the outcomes."""
        if self.outcomes is not None:
            drawn: Text = outcome_words(self.session, self.outcomes, self._width())
            yield VerticalScroll(Static(drawn, markup=False), id="papers")
        elif not self._ready:
            yield VerticalScroll(Static(show(self.t("list.waiting")), markup=False), id="papers")
        else:
            yield VerticalScroll(*self._sections(), id="papers", can_focus=not self.papers)

    def _width(self) -> int:
        """Cells of a line, beside padding and scroll bar."""
        return max(40, self.size.width - 4)

    def _sections(self) -> Iterable[Widget]:
        if self.refused:
            refused: Text = refused_words(self.session, self.refused, self._width())
            yield Static(refused, markup=False)
        if not self.papers:
            yield Static(show(self.t("batch.nobody")), markup=False)
            return
        yield Static(show(self.t("batch.head", n=len(self.papers)), "bold"), markup=False)
        for nth, paper in enumerate(self.papers, 1):
            yield self._section(nth, paper)
        yield Static(show(self.t("batch.end"), "bold"), markup=False)
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
                Tick(self.t(f"card.{name}_checked"), value=value, id=f"{name}-{paper.request}")
                for name, value in ticks
            ]
        count = LineInput(typed.count, id=f"count-{paper.request}")
        # A passphrase that is typed too early must not stand here to be read.
        count.restrict = r"[0-9, ]*"
        fields.append(Field(f"count-{paper.request}", self.t("act.count"), count))
        return Vertical(*fields, classes="paper", id=f"paper-{paper.request}")

    # ---- reading

    def begin(self) -> None:
        """Read every card anew; what was typed stays."""
        if self.outcomes is not None or self.busy:
            return
        self._keep_typed()
        session, requests = self.session, list(self.requests)

        def job() -> Message:
            try:
                return self.Gathered(batch.gather(session.desk(), requests), None)
            except KNOWN as error:
                return self.Gathered([], error)

        in_background(self, job)

    async def on_batch_page_gathered(self, message: Gathered) -> None:
        """Show the summary; what cannot be approved is named first and no longer marked."""
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

    async def _rebuild(self, wanted: str = "") -> None:
        """Draw anew; the field in use, or the one that is wanted, is in use again and in view."""
        wanted = wanted or (self.focused.id or "" if self.focused is not None else "")
        self._drawn = False
        await self.recompose()
        self._drawn = True
        self.draw_frame()
        fields = [*self.query("Tick, LineInput, SecretInput")]
        again = [field for field in fields if field.id == wanted]
        if not fields:
            self.query_one("#papers").focus()
            return
        self.set_focus((again or fields)[0], scroll_visible=False)
        if again:
            self.call_after_refresh(self._follow)

    async def relabel(self) -> None:
        """Draw the summary in the other language; what was typed stays, the passphrase does not."""
        self._keep_typed()
        await self._rebuild()

    def _keep_typed(self) -> None:
        for paper in self.papers:
            if self.query(f"#count-{paper.request}"):
                self.typed[paper.request] = self.typed_now(paper)

    def typed_now(self, paper: Paper) -> Typed:
        """What stands in the fields of a request at this moment."""
        count = self.query_one(f"#count-{paper.request}", LineInput).value
        return Typed(count, self._ticked("content", paper), self._ticked("list", paper))

    def _ticked(self, name: str, paper: Paper) -> bool:
        return any(tick.value for tick in self.query(f"#{name}-{paper.request}").results(Tick))

    def on_descendant_focus(self) -> None:
        """Go where the hand goes, but open at the top of the summary, which is what is read first."""
        if self._at_top:
            self._at_top = False
        else:
            self.call_later(self._follow)

    def scroll_to_center(self, widget: Widget, *args: Any, **kwargs: Any) -> None:
        """What the library does when a field gets the focus; here the request's fields come into view together."""
        del widget, args, kwargs
        self._follow()

    def _follow(self) -> None:
        """Bring the field in use into view at once, with the rest of its request's fields below and its text above."""
        field, paper = self.focused, self._here()
        if field is None or not self._drawn:
            return
        last = [] if paper is None else [self.query_one(f"#field-count-{paper.request}")]
        for one in [*last, field]:
            self.query_one("#papers").scroll_to_widget(one, animate=False, immediate=True)

    # ---- keys

    def action_turn(self) -> None:
        """Space turns a box and is a space elsewhere."""
        if not isinstance(self.focused, Tick):
            raise SkipAction
        self.focused.action_turn()

    def action_enter(self) -> None:
        """Enter turns a box, goes on from a count, signs from the passphrase, and closes the outcomes."""
        focused = self.focused
        if self.outcomes is not None:
            self._back()
        elif isinstance(focused, Tick):
            focused.action_turn()
        elif isinstance(focused, SecretInput):
            # Behind the keys that the field has been given and has not read yet.
            focused.call_later(self.do_sign)
        elif isinstance(focused, Input):
            focused.call_later(self._judge)
            self.focus_next()
        else:
            raise SkipAction

    def _judge(self) -> None:
        """Say at once which of the counts that are typed is wrong."""
        if not self._drawn or self.outcomes is not None:
            return
        typed = [paper for paper in self.papers if self.typed_now(paper).count]
        wrong = [paper.number for paper in typed if self._count(paper) is None]
        self.say(f"{wrong[0]}: {self.t('act.count_wrong')}" if wrong else "")
        # A fault beneath its field pushes down what follows.
        self.call_after_refresh(self._follow)

    def _count(self, paper: Paper) -> int | None:
        """The count as typed if it is that of the signed text; else the fault stands beneath the field."""
        typed = self.query_one(f"#count-{paper.request}", LineInput).value.strip().replace(",", "")
        wanted = paper.act.recipients() if paper.act is not None else -1
        good = typed.isascii() and typed.isdigit() and int(typed) == wanted
        self.query_one(f"#field-count-{paper.request}", Field).fault(
            "" if good else self.t("act.count_wrong")
        )
        return wanted if good else None

    def _here(self) -> Paper | None:
        """The request whose field is in use."""
        name = (self.focused.id or "") if self.focused is not None else ""
        return next((paper for paper in self.papers if name.endswith(f"-{paper.request}")), None)

    def do_open(self) -> None:
        """The scope card of the request whose field is in use; what is typed stays."""
        paper = self._here()
        if paper is not None:
            self.app.push_screen(CardPage(paper.request))

    def do_leave_out(self) -> None:
        """Take the request whose field is in use out of the batch and its mark away."""
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
        """Nobody leaves while signatures are on their way."""
        if not self.busy:
            then()

    # ---- signing

    def do_sign(self) -> None:
        """Look at every tick and count, open the key once, sign one after the other."""
        if self.outcomes is not None:
            self._back()
            return
        if self.busy or not self.papers or not self._drawn:
            return
        decisions = self._decisions()
        secret = self.query_one(SecretInput)
        if decisions is None:
            return
        if not secret.value:
            self.tell(f"{self.t('act.missing')}: {self.t('act.passphrase')}")
            secret.focus()
            return
        session, filled = self.session, Filled({}, {}, secret.take())
        self.busy = True
        self.tell(self.t("act.busy"))

        def job() -> Message:
            try:
                core, key = session.desk(), signing.unlocked(session, filled)
            except KNOWN as error:
                return self.Signed([], error)
            return self.Signed(batch.sign(core, decisions, key, by=session.person), None)

        in_background(self, job)

    def _decisions(self) -> list[Decision] | None:
        """What was decided, or None with the cursor on the first field that is not done."""
        decisions = []
        for paper in self.papers:
            for name in ("content", "list") if paper.checks else ():
                if not self._ticked(name, paper):
                    self.tell(f"{self.t('act.missing')}: {paper.number} {self.t(f'card.{name}_checked')}")
                    self.query_one(f"#{name}-{paper.request}").focus()
                    return None
            count = self._count(paper)
            if count is None:
                self.tell(f"{paper.number}: {self.t('act.count_wrong')}")
                self.query_one(f"#count-{paper.request}").focus()
                return None
            decisions.append(Decision(paper, count, paper.checks, paper.checks))
        return decisions

    def tell(self, words: str) -> None:
        """Say something below the passphrase and on the message line, which is always in view."""
        for below in self.query(".trouble").results(Static):
            below.update(show(words))
        self.say(words)

    async def on_batch_page_signed(self, message: Signed) -> None:
        """Show what became of each; what was not signed stays marked."""
        message.stop()
        self.busy = False
        if message.error is not None:
            self.tell(whole(message.error, self.session))
            self.say(one_line(message.error, self.session))
            for secret in self.query(SecretInput):
                secret.focus()
            return
        self.outcomes = message.outcomes
        for one in self.outcomes:
            if one.done is not None:
                self.session.marked.discard(one.request)
            else:
                self.session.marked.add(one.request)
        signed = sum(one.done is not None for one in self.outcomes)
        self.say(self.t("batch.result", signed=signed, failed=len(self.outcomes) - signed))
        self.console.refresh_head()
        await self._rebuild()
