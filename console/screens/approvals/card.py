"""The approval card: the signed text, the desk's figures, the chain; and the keys to approve, accept, return, reject or go on."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from rich.text import Text
from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Static

from console import reading
from console.acting.approvals import cards, decisions, versions
from console.acting.approvals.versions import Version
from console.acting.contacts import manifests
from console.acting.contacts.manifests import Vouched
from console.acting.requests import papers
from console.domain import acts
from console.domain.leaves import noun_of
from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.errors import ConsoleError
from console.look.senses import Sense
from console.nouns.requests import ToDifference
from console.screens.approvals import card_summary
from console.screens.contacts.list_words import row_pairs
from console.screens.frame import NARROW
from console.screens.labelled import rows
from console.screens.page import Page
from console.screens.printing import print_form
from console.screens.requests import attachments
from console.screens.requests.decisions import decide
from console.screens.requests.difference import change_words, returned_words
from console.screens.requests.vouched_words import list_words
from console.screens.session import Session, number
from console.screens.statement import act_words, chain_words, decision_words, signs_as
from console.screens.templates import template_words
from console.views import appeals, limits, watch, windows
from console.views.contacts import left_out_words
from console.widgets.paint import marks, part_heading
from console.widgets.pane import Scrolled
from console.widgets.panels import mark_panel
from console.widgets.parts import steps
from console.widgets.show import show
from console.wire import calls
from console.wire.acts import Given
from console.wire.answers import Done
from console.wire.contacts import lists as list_calls
from console.wire.duties.here import TodoRow
from console.wire.requests import approvals
from console.wire.requests.drafts import Draft
from console.wire.requests.rows import DocumentRow, RequestView

_PANELS: Final = ("customers", "scale", "checks", "signed")
_AROUND: Final = 6
"""Cells of the screen's width that the frame of the whole card, its margins and a scroll bar take."""


class Gathered(NamedTuple):
    """A card, its request, and the request's lists as their importers signed them."""

    card: approvals.ScopeCard
    shown: acts.Request
    lists: tuple[Vouched, ...]


def gather(session: Session, request: int) -> Gathered:
    """Read a card and prove what it says about the lists; raises ConsoleError if the lists say something else."""
    core = session.desk()
    card: approvals.ScopeCard = core.call(approvals.Scope(request))
    shown = cards.read(card)
    return Gathered(card, shown, manifests.of_card(core, session.own, card, shown))


class CardPage(Page, scope="card"):
    """The card of one request for the caller."""

    ABOUT_SHOWN = frozenset({"mark", "next", "compare", "print"})
    USABLE_FIRST = True
    CSS = """
    #scroll { height: 1fr; }
    #state, #way { height: auto; }
    #way { padding: 0 1; }
    #glance { layout: grid; grid-size: 2; grid-columns: 4fr 3fr; grid-rows: auto; height: auto; }
    CardPage.-narrow #glance { grid-size: 1; grid-columns: 1fr; }
    #glance Static { height: 100%; min-height: 3; }
    #whole, #changes { height: auto; }
    #changes { display: none; }
    """

    def __init__(self, request: int) -> None:
        super().__init__()
        self.request = request
        self.card: approvals.ScopeCard | None = None
        self.shown: acts.Request | None = None
        self.lists: tuple[Vouched, ...] = ()
        self.versions: tuple[Version, Version] | None = None
        self.view: RequestView | None = None
        self._at_whole = False

    def body(self) -> Iterable[Widget]:
        """Yield what a decision needs at a glance, then the whole card; both scroll together."""
        waiting = show(self.t("list.waiting"))
        panels = [Static(show(""), id=name, classes="panel", markup=False) for name in _PANELS]
        yield self.scrolled(
            Static(waiting, id="state", markup=False),
            Static(show(""), id="way", markup=False),
            Static(show(""), id="changes", classes="panel -warn", markup=False),
            Container(*panels, id="glance"),
            Static(show(""), id="whole", classes="panel", markup=False),
            classes="",
        )

    def goes_on(self, n: int) -> tuple[str, ...]:
        """The sign that the card goes on, with the key to all that is signed."""
        whole = self.t("card.goes_on", mark=marks().below, n=n, key=self.key_words("whole"))
        return whole, *super().goes_on(n)

    def begin(self) -> None:
        """Read the card and the caller's rights."""
        self.query_one("#scroll", Scrolled).focus()
        self.card, self.shown, self.versions, self.lists, self.view = None, None, None, (), None
        session, request = self.session, self.request
        self.work(lambda: gather(session, request), self._show, slot="Scope")
        self.ask(calls.RequestDetail(self.request), self._judged)

    def _judged(self, view: RequestView) -> None:
        if view.row.id != self.request:
            return
        self.allowed, self.view = dict(view.allowed), view
        self.draw_frame()
        self._draw()

    def _show(self, gathered: Gathered) -> None:
        card, shown, self.lists = gathered
        if shown.version == 1:
            self._read(card, shown)
            return
        # Changes are shown first, so the card waits for the previous version.
        earlier = calls.RequestDetail(self.request, shown.version - 1)
        self.ask(earlier, lambda view: self._show_both(card, shown, view), slot="earlier")

    def _show_both(self, card: approvals.ScopeCard, shown: acts.Request, view: RequestView) -> None:
        if view.row.id != self.request:
            return
        try:
            pair = versions.of_card(card)
            earlier = versions.of_view(view)
            if pair is not None:
                versions.follows(earlier, pair[1])
                self.versions = pair[0]._replace(returned=earlier.returned), pair[1]
        except ConsoleError as error:
            self.trouble(error)
            return
        self._read(card, shown)

    def _read(self, card: approvals.ScopeCard, shown: acts.Request) -> None:
        """Show the card, and remember that the person was shown it."""
        self.card, self.shown = card, shown
        self.session.seen[self.request] = cards.reading(card)
        self._draw()
        if self.request in self.session.marked:
            self.say(self.t("batch.is_marked", n=len(self.session.marked)))

    def on_resize(self) -> None:
        """Draw again: parts stand side by side if there is room."""
        super().on_resize()
        self._draw()

    def _draw(self) -> None:
        card, shown = self.card, self.shown
        if card is None or shown is None:
            return
        self._glance(card, shown)
        width = max(40, self.size.width - _AROUND)
        self.query_one("#changes").display = self.versions is not None
        if self.versions is not None:
            before, after = self.versions
            parts = [
                *returned_words(self.session, before, width),
                change_words(self.session, before, after, width),
            ]
            self._fill("changes", Text("\n").join(parts), self.t("card.resubmitted"))
        whole = card_words(self.session, card, shown, width, list_words(self.session, self.lists, width))
        self._fill("whole", whole, self.t("card.whole"))

    def _glance(self, card: approvals.ScopeCard, shown: acts.Request) -> None:
        """Draw the parts above the whole card."""
        session, view, screen = self.session, self.view, self.size.width - 1
        narrow = self.size.width < NARROW
        left = screen if narrow else screen * 4 // 7
        right = screen if narrow else screen - left
        mine = view is not None and any(
            name in view.allowed and view.allowed[name] is None for name in ("approve", "accept")
        )
        found = card_summary.findings(session, card, shown)
        text = card_summary.message(session, card, shown, left - 4)
        self._fill("customers", text, self.t("card.customers_get"))
        self._fill("scale", card_summary.scale(session, card, shown, right - 4), self.t("card.scale"))
        self._fill("checks", card_summary.checks(found, left - 4), card_summary.checks_title(session, found))
        self._fill("signed", card_summary.signed(session, card, mine=mine), self.t("card.signatures"))
        unusual = any(one.sense in {Sense.YOURS, Sense.BAD} for one in found)
        mark_panel(self.query_one("#checks"), Sense.YOURS if unusual else Sense.PLAIN)
        if view is not None:
            head: Text = card_summary.head(session, view, shown, mine=mine, width=screen)
            way: Text = steps(card_summary.route(session, card, view), screen - 2)
            self.query_one("#state", Static).update(head)
            self.query_one("#way", Static).update(way)

    def _fill(self, name: str, words: Text, title: str) -> None:
        drawn: Text = words
        panel = self.query_one(f"#{name}", Static)
        panel.border_title = show(title)
        panel.update(drawn)

    def do_whole(self) -> None:
        """Scroll to the whole card: everything that is signed, and all that was computed."""
        self.query_one("#scroll", Scrolled).scroll_to_widget(
            self.query_one("#whole"), animate=False, top=True
        )
        self._at_whole = True

    def do_back(self) -> None:
        """Go back from the whole text to the card's beginning, from there to the page beneath."""
        scroll = self.query_one("#scroll", Scrolled)
        if self._at_whole and scroll.scroll_y > 0:
            self._at_whole = False
            scroll.scroll_home(animate=False)
        else:
            super().do_back()

    # ---- decisions

    def do_approve(self) -> None:
        """Ask for ticks on content and list if they are the post's duty, then the count; sign."""
        card, shown = self.card, self.shown
        if card is None or shown is None:
            self.say(self.t("list.waiting"))
            return
        session = self.session
        given: dict[str, Given] = {"shown": card.shown}
        if Post.DEPARTMENT_MANAGER not in card.posts:
            given |= {"content_checked": False, "list_checked": False}
        on = decisions.of_card(self.request, card)
        decide(
            self,
            acts.Approval,
            lambda: on,
            lambda: self.t("action.card.approve"),
            lambda: decision_words(session, shown, (self.t("card.signs_as"), signs_as(session, card))),
            lambda done: self._decided("card.approved", done),
            given=given,
            counts={"count": shown.recipients()},
            shown=decisions.signing_as(card),
        )

    def do_accept(self) -> None:
        """Accept for the General Department, which has form, text and list: ask for check code, number and place; sign."""
        self._step(acts.CodedAcceptance, "card.accepted")

    def do_return(self) -> None:
        """Send the request back for change, with the reason."""
        self._step(acts.Return, "card.returned")

    def do_reject(self) -> None:
        """Reject the request for good, with the reason."""
        self._step(acts.Rejection, "card.rejected")

    def _step(self, kind: type[acts.Step], said: str) -> None:
        card, shown = self.card, self.shown
        if card is None or shown is None:
            self.say(self.t("list.waiting"))
            return
        ask_step(self, kind, self.request, card, shown, lambda done: self._decided(said, done))

    def _decided(self, said: str, done: Done) -> None:
        self.session.marked.discard(self.request)
        self.say(self.t(said, number=done.number))
        # The card stays in view until the next one is read: keys must not act on it any more.
        self.card, self.shown = None, None
        self.do_next()

    # ---- several at once, and what changed

    def do_mark(self) -> None:
        """Mark the request for signing together with others and go to the next; a second time removes the mark."""
        marked = self.session.marked
        if self.card is None:
            self.say(self.t("list.waiting"))
        elif self.request in marked:
            marked.discard(self.request)
            self.say(self.t("batch.unmarked", n=len(marked)))
        else:
            marked.add(self.request)
            self.say(self.t("batch.marked", n=len(marked)))
            self.do_next()

    def do_compare(self) -> None:
        """Show the previous version beside this one."""
        self.go(ToDifference(self.request))

    def bar_compare(self) -> Refusal | None:
        """That there is one version alone."""
        return refuse("one_version", "R3") if self.shown is not None and self.shown.version == 1 else None

    def bar_print(self) -> Refusal | None:
        """That the reader may not read the card."""
        return self.session.demand_reader("card")

    def do_print(self) -> None:
        """Print the present version of Attachment 1; an acceptance asks for the check code on it."""
        print_form(self, "request", str(self.request))

    def do_attachment(self) -> None:
        """Save a document that is attached, such as the bank's approval of what is for others."""
        attachments.save(self, self.request, self._documents())

    def bar_attachment(self) -> Refusal | None:
        """That nothing is attached, or the reader may not read the card."""
        if (unread := self.session.demand_reader("card")) is not None:
            return unread
        return refuse("no_attachment", "R11") if self.card is not None and not self._documents() else None

    def _documents(self) -> list[DocumentRow]:
        card, shown = self.card, self.shown
        return [] if card is None or shown is None else papers.attached(shown, Draft(), card.documents)

    def do_next(self) -> None:
        """Open the next request that waits for the caller's decision; if there is none, go back."""
        self.ask(calls.Todo(), self._go_on)

    def _go_on(self, waiting: list[TodoRow]) -> None:
        # Marked requests are skipped: they are decided in their summary.
        mine = [
            row.request
            for row in waiting
            if row.what in {"decide", "accept"} and row.request not in self.session.marked
        ]
        later = [request for request in mine if request > self.request] or [
            r for r in mine if r != self.request
        ]
        if later:
            self.request = later[0]
            self.query_one("#scroll", Scrolled).scroll_home(animate=False)
            self.begin()
        elif self.request in mine:
            self.say(self.t("card.only"))
            if self.card is None:
                self.begin()
        else:
            self._back()


def ask_step(
    page: Page,
    kind: type[acts.Step],
    request: int,
    card: approvals.ScopeCard,
    shown: acts.Request,
    then: Callable[[Done], None],
) -> None:
    """Ask what a return, rejection or acceptance needs, sign it for the request shown on the card, and call `then`."""
    session, on = page.session, decisions.of_card(request, card)

    def about() -> Text:
        # This tells the person where to find the code that an acceptance asks for.
        code = (session.t("leaf.code"), session.t("card.code_hint"))
        return decision_words(session, shown, *([code] if kind is acts.CodedAcceptance else []))

    decide(page, kind, lambda: on, lambda: session.label("step", noun_of(kind)), about, then)


def card_words(
    session: Session, card: approvals.ScopeCard, act: acts.Request, width: int, lists: Text
) -> Text:
    """The whole card: signed text, lists, the desk's figures, chain; values are folded to `width` cells."""
    return Text("\n").join(
        [
            part_heading(session.t("card.signed")),
            act_words(session, act, width),
            lists,
            part_heading(session.t("card.computed")),
            computed_words(session, card, act, width),
            rows(session, [(session.t("card.signs_as"), signs_as(session, card))]),
            part_heading(session.t("card.chain")),
            chain_words(session, card.steps),
        ]
    )


def computed_words(session: Session, card: approvals.ScopeCard, act: acts.Request, width: int) -> Text:
    """The figures that the desk computed; an approval cites all of them."""

    def split(kind: str, counts: dict[str, int]) -> str:
        return "  ".join(f"{session.label(kind, name)} {number(n)}" for name, n in counts.items())

    lists = "\n".join(_list_words(session, row) for row in card.lists)
    overlap = "  ".join(f"{name}: {number(n)}" for name, n in card.overlap.items()) or session.t("none")
    hits = "  ".join(f"{session.label('screening', reason)}: {matched}" for reason, matched in card.hits)
    changed = "\n".join(
        f"{one.label}\n- {one.old or session.t('none')}\n+ {one.new or session.t('none')}"
        for one in reading.changed_since(session.reader, versions.of_card(card))
    )
    total = limits.summed(session.viewer, card.limits)
    return rows(
        session,
        [
            (
                session.t("card.changed"),
                changed or session.t("card.first" if act.version == 1 else "card.unchanged"),
            ),
            (session.t("card.hits", version=card.screening), hits or session.t("none")),
            *(
                [
                    (
                        session.t("appeal.title"),
                        "\n".join(appeals.released(session.viewer, one) for one in card.released),
                    )
                ]
                if card.released
                else []
            ),
            *template_words.pairs(session, act, card),
            (session.t("card.lists"), lists),
            (session.t("card.carriers"), split("carrier", card.carriers)),
            (session.t("card.classes"), split("number", card.classes)),
            (session.t("card.overlap", days=card.overlap_days), overlap),
            (session.t("card.opted_out"), _opted(session, card)),
            (session.t("limits.sum_title"), total.words if total else session.t("limits.everybody")),
            (session.t("card.duty"), session.label("duty", card.duty)),
            (session.t("card.despite"), number(card.despite)),
            (
                session.t("limits.title"),
                "\n".join(one.words for one in limits.notes(session.viewer, card.limits))
                or session.t("none"),
            ),
            (
                session.t("watch.compared"),
                "\n".join(one.words for one in watch.notes(session.viewer, card.watch, act)),
            ),
            (session.t("card.samples"), "  ".join(card.samples)),
            (
                session.t("card.hours"),
                "\n".join(one.words for one in windows.notes(session.viewer, card.hours, first=1)),
            ),
            (session.t("card.signed_today"), number(card.signed_today)),
        ],
        width,
    )


def _opted(session: Session, card: approvals.ScopeCard) -> str:
    scopes = left_out_words(session.viewer, card.left_out)
    return f"{number(card.opted_out)}  {scopes}".rstrip()


def _list_words(session: Session, row: list_calls.ListRow) -> str:
    words = (
        f"{row.name}  {number(row.n)}  {session.t('card.from')} {row.source} ({session.name(row.importer)})"
    )
    pairs = row_pairs(session, row.n, row.rows, row.counts, row.repaired, row.aside, "  ")
    return "\n".join([words, *(f"{name}: {value}" for name, value in pairs if value)])
