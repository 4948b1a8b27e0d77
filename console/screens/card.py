"""The scope card: what is signed, then what the desk computed, then the chain; approve, accept, return, reject, next."""

import hashlib
from collections.abc import Iterable
from typing import ClassVar

import msgspec
from rich.text import Text
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from console.domain import acts
from console.domain.people import Post
from console.errors import ConsoleError
from console.screens import signing
from console.screens.page import Page, bindings
from console.screens.session import Session, number
from console.screens.statement import chain_words, request_words, rows
from console.signing.canonical import dumps
from console.widgets.modals import Filled, Form, Line
from console.widgets.show import show
from console.wire import calls, views

_COMPUTED = (
    *(
        "lists",
        "carriers",
        "classes",
        "overlap",
        "overlap_days",
        "opted_out",
        "samples",
        "changed",
        "hits",
        "signed_today",
    ),
)


class CardPage(Page):
    """The card of one request for the caller."""

    SCOPE = "card"
    TAB = "approvals"
    BINDINGS: ClassVar[list[BindingType]] = bindings("card")

    def __init__(self, request: int) -> None:
        super().__init__()
        self.request = request
        self.card: views.ScopeCard | None = None
        self.shown: acts.Request | None = None

    def body(self) -> Iterable[Widget]:
        """One text that scrolls."""
        yield VerticalScroll(Static(show(self.t("list.waiting")), id="whole", markup=False), classes="scroll")

    def begin(self) -> None:
        """Read the card, and what the caller may do."""
        self.query_one(VerticalScroll).focus()
        self.card, self.shown = None, None
        self.ask(calls.Scope(self.request), self._show)
        self.ask(calls.RequestDetail(self.request), self._judged)

    def _judged(self, view: views.RequestView) -> None:
        self.allowed = dict(view.allowed)
        self.draw_frame()

    def _show(self, card: views.ScopeCard) -> None:
        try:
            shown = signing.statement(card.statement, card.digest)
            check_computed(card)
        except ConsoleError as error:
            self.trouble(error)
            return
        self.card, self.shown = card, shown
        drawn: Text = card_words(self.session, card, shown)
        self.query_one("#whole", Static).update(drawn)

    # ---- decisions

    def do_approve(self) -> None:
        """Tick content and list where that is the post's duty, type the count, sign."""
        card, shown = self.card, self.shown
        if card is None or shown is None:
            self.say(self.t("list.waiting"))
            return
        session, request = self.session, self.request
        checks = str(Post.DEPARTMENT_MANAGER) in card.posts
        ticks = (
            (("content", self.t("card.content_checked")), ("list", self.t("card.list_checked")))
            if checks
            else ()
        )
        count = str(shown.recipients())
        lines = (
            Line("count", self.t("act.count"), equals=count, wrong=self.t("act.count_wrong")),
            Line("opinion", self.t("act.opinion"), optional=True),
        )

        def job(filled: Filled) -> views.Done:
            call = calls.PrepareStep(
                "approval",
                request,
                card.head,
                text=filled.lines["opinion"],
                count=int(filled.lines["count"].replace(",", "")),
                content_checked=filled.ticks.get("content", False),
                list_checked=filled.ticks.get("list", False),
                shown=card.shown,
            )
            return signing.take_step(session, filled, call, card.digest)

        posts = " + ".join(session.label("post", post) for post in card.posts)
        about = show(f"{shown.number} v{shown.version}  {posts}\n{shown.purpose}\n").append_text(
            show(shown.text.whole(), "bold")
        )
        form = Form(ticks, lines, signing.passphrase_field(session))
        self.act(
            self.t("action.card.approve"), about, form, job, lambda done: self._decided("card.approved", done)
        )

    def do_accept(self) -> None:
        """The General Department has form, text and list: paper number and shelf place, sign."""
        lines = (Line("paper", self.t("act.paper")), Line("place", self.t("act.place"), optional=True))
        self._step("acceptance", lines, "card.accepted")

    def do_return(self) -> None:
        """Send it back for change, with the reason."""
        self._step("return", (Line("reason", self.t("act.reason"), several=True),), "card.returned")

    def do_reject(self) -> None:
        """Refuse it for good, with the reason."""
        self._step("rejection", (Line("reason", self.t("act.reason"), several=True),), "card.rejected")

    def _step(self, kind: str, lines: tuple[Line, ...], told: str) -> None:
        card, shown = self.card, self.shown
        if card is None or shown is None:
            self.say(self.t("list.waiting"))
            return
        session, request = self.session, self.request

        def job(filled: Filled) -> views.Done:
            call = calls.PrepareStep(
                kind,
                request,
                card.head,
                text=filled.lines.get("reason", ""),
                paper=filled.lines.get("paper", ""),
                place=filled.lines.get("place", ""),
            )
            return signing.take_step(session, filled, call, card.digest)

        about = show(f"{shown.number} v{shown.version}\n{shown.purpose}")
        form = Form(lines=lines, passphrase=signing.passphrase_field(session))
        self.act(session.label("step", kind), about, form, job, lambda done: self._decided(told, done))

    def _decided(self, told: str, done: views.Done) -> None:
        self.say(self.t(told, number=done.number))
        self.do_next()

    def do_next(self) -> None:
        """The next thing that waits for a decision; without one, back."""
        self.ask(calls.Todo(), self._go_on)

    def _go_on(self, waiting: list[views.TodoRow]) -> None:
        mine = [row.request for row in waiting if row.what in {"decide", "accept"}]
        later = [request for request in mine if request > self.request] or [
            r for r in mine if r != self.request
        ]
        if later:
            self.request = later[0]
            self.query_one(VerticalScroll).scroll_home(animate=False)
            self.begin()
        elif self.request in mine:
            self.say(self.t("card.only"))
        else:
            self._back()


def computed_digest(card: views.ScopeCard) -> str:
    """SHA-256 of the canonical JSON of the computed parts as they are shown; an approval carries it."""
    whole = msgspec.to_builtins(card)
    plain = {name: whole[name] for name in _COMPUTED}
    for name in ("changed", "hits"):
        plain[name] = [list(item) for item in plain[name]]
    return hashlib.sha256(dumps(plain)).hexdigest()


def check_computed(card: views.ScopeCard) -> None:
    """Raise ConsoleError("prepared_differs") if an approval would cite other computed parts than those that are shown."""
    if computed_digest(card) != card.shown:
        raise ConsoleError("prepared_differs", fields="shown")


def card_words(session: Session, card: views.ScopeCard, act: acts.Request) -> Text:
    """The whole card: signed, computed, chain."""
    return Text("\n").join(
        [
            show(session.t("card.signed"), "bold reverse"),
            request_words(session, act),
            show(session.t("card.computed"), "bold reverse"),
            _computed(session, card, act),
            show(session.t("card.chain"), "bold reverse"),
            chain_words(session, card.steps),
        ]
    )


def _computed(session: Session, card: views.ScopeCard, act: acts.Request) -> Text:
    def split(kind: str, counts: dict[str, int]) -> str:
        return "  ".join(f"{session.label(kind, name)} {number(n)}" for name, n in counts.items())

    lists = "\n".join(_list_words(session, row) for row in card.lists)
    overlap = "  ".join(f"{name}: {number(n)}" for name, n in card.overlap.items()) or session.t("none")
    hits = "  ".join(f"{session.label('screening', reason)}: {matched}" for reason, matched in card.hits)
    changed = "\n".join(
        f"{session.label('field', name)}\n- {before}\n+ {after}" for name, before, after in card.changed
    )
    return rows(
        session,
        [
            (
                session.t("card.changed"),
                changed or session.t("card.first" if act.version == 1 else "card.unchanged"),
            ),
            (session.t("card.hits"), hits or session.t("none")),
            (session.t("card.lists"), lists),
            (session.t("card.carriers"), split("carrier", card.carriers)),
            (session.t("card.classes"), split("number", card.classes)),
            (session.t("card.overlap", days=card.overlap_days), overlap),
            (session.t("card.opted_out"), number(card.opted_out)),
            (session.t("card.samples"), "  ".join(card.samples)),
            (session.t("card.signed_today"), number(card.signed_today)),
        ],
    )


def _list_words(session: Session, row: views.ListRow) -> str:
    counts = "  ".join(f"{session.label('reason', name)} {number(n)}" for name, n in row.counts.items() if n)
    repaired = "  ".join(
        f"{session.label('reason', name)} {number(n)}" for name, n in row.repaired.items() if n
    )
    words = (
        f"{row.name}  {number(row.n)}  {session.t('card.from')} {row.source} ({session.name(row.importer)})"
    )
    if counts:
        words += f"\n{session.t('card.counts')}: {counts}"
    if repaired:
        words += f"\n{session.t('card.repaired')}: {repaired}"
    return words
