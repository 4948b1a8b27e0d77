"""回复 Replies of subscribers, newest first: what each says, what it answers, and who decides on it (R11, R13)."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from console.domain.optouts import SCOPES
from console.domain.refusals import refuse
from console.domain.replies import Decision, State
from console.screens import timeline
from console.screens.lists import ListPage
from console.screens.page import Page, bindings
from console.screens.session import Session, number
from console.screens.statement import rows
from console.widgets.modals import Filled, Form, Item, Line
from console.widgets.record_list import Column, Rows
from console.widgets.show import show
from console.wire import numbers, views
from console.wire import replies as wire

_PANE = 42
_MARGIN = 4


class RepliesPage(ListPage[wire.ReplyRow]):
    """Replies that the caller may read; those about one request where it is named, in one state where that is."""

    SCOPE = "replies"
    TAB = "sends"
    BINDINGS: ClassVar[list[BindingType]] = bindings("replies")

    def __init__(self, request: int = 0, state: str = "") -> None:
        super().__init__()
        self.request = request
        self.state, self._state_of = state, "reply" if state else ""

    def columns(self) -> Sequence[Column]:
        """State, when, which request, what it says."""
        session = self.session
        return (
            Column(self.t("column.state"), 9, lambda r: session.state(r.state, "reply")),
            Column(self.t("column.at"), 15, lambda r: session.when(r.at, year=False)),
            Column(self.t("column.number"), 18, lambda r: r.form),
            Column(self.t("reply.text"), 0, lambda r: said(session, r)),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        page: wire.ReplyPage = self.session.desk().call(
            wire.RepliesPage(self.state, text, self.request, after, limit)
        )
        return Rows(page.page.total, page.page.after, page.rows)

    def changed(self, topics: frozenset[str]) -> None:
        """One came in, or somebody decided."""
        if topics & {"replies", "roster"}:
            self.reload()

    def detail(self, row: wire.ReplyRow) -> Text:
        """The reply in short."""
        return rows(self.session, short(self.session, row), _PANE)

    def do_open(self) -> None:
        """One reply."""
        row: wire.ReplyRow | None = self.records.row
        if row is not None:
            self.app.push_screen(ReplyPage(row.id))

    def do_state(self) -> None:
        """One state alone."""
        self.pick_state([str(state) for state in State], "reply")


class ReplyPage(Page):
    """A reply whole, and what a person makes of it."""

    SCOPE = "reply"
    TAB = "sends"
    BINDINGS: ClassVar[list[BindingType]] = bindings("reply")

    def __init__(self, reply: int) -> None:
        super().__init__()
        self.reply = reply
        self.view: wire.ReplyView | None = None

    def body(self) -> Iterable[Widget]:
        """The reply as text."""
        yield VerticalScroll(
            Static(show(self.t("list.waiting")), id="reply", markup=False), classes="scroll", id="scroll"
        )

    def begin(self) -> None:
        """Read it."""
        self.query_one("#scroll").focus()
        self.ask(wire.ReplyDetail(self.reply), self._read)

    def on_resize(self) -> None:
        """Fold to the new width."""
        super().on_resize()
        self._draw()

    def changed(self, topics: frozenset[str]) -> None:
        """It came again, or somebody decided."""
        if topics & {"replies", "roster"}:
            self.reload()

    def _read(self, view: wire.ReplyView) -> None:
        self.view = view
        self.allowed |= {f"reply.{step}": refusal for step, refusal in view.allowed.items()}
        self.allowed["reply.request"] = None if view.row.request else refuse("reply_no_link", "R7")
        self._draw()
        self.draw_frame()

    def _draw(self) -> None:
        if self.view is None:
            return
        drawn: Text = reply_words(self.session, self.view, max(40, self.size.width - _MARGIN))
        for label in self.query("#reply").results(Static):
            label.update(drawn)

    # ---- what a person makes of it

    def do_refuses(self) -> None:
        """It refuses: choose of what, then opt its sender out."""
        self._with_scope([], lambda scope: self._decide(Decision.REFUSES, scope))

    def do_complaint(self) -> None:
        """It complains: open a complaint, and opt its sender out where it refuses as well."""
        none = Item("-", self.t("complaint.no_opt_out"))
        self._with_scope(
            [none], lambda scope: self._decide(Decision.COMPLAINT, "" if scope == "-" else scope)
        )

    def do_nothing(self) -> None:
        """It is nothing of this."""
        self._decide(Decision.NOTHING, "")

    def _with_scope(self, before: list[Item], then: Callable[[str], None]) -> None:
        session = self.session
        items = [*before, *(Item(scope, session.label("optout", scope)) for scope in SCOPES)]
        self.pick(lambda: self.t("reply.which_scope"), lambda: items, then)

    def _decide(self, decision: Decision, scope: str) -> None:
        session, which = self.session, self.reply

        def job(filled: Filled) -> views.Done:
            call = wire.DecideReply(which, str(decision), scope, filled.lines["note"])
            done: views.Done = session.desk().call(call)
            return done

        wanted = f"  {session.label('optout', scope)}" if scope else ""
        self.act(
            lambda: f"{self.t(f'action.reply.{decision}')}{wanted}",
            self._about,
            lambda: Form(lines=(Line("note", self.t("reply.note"), optional=True),)),
            job,
            self._decided,
        )

    def _about(self) -> Text:
        view = self.view
        return show(
            f"{view.row.form}  {view.row.sender}\n\n{said(self.session, view.row)}"
            if view is not None
            else ""
        )

    def _decided(self, done: views.Done) -> None:
        self.say(
            self.t("reply.complaint_opened", number=done.number)
            if done.number
            else self.t("reply.decided_done")
        )
        self.reload()

    def do_unmask(self) -> None:
        """Show its sender's number once, with a reason."""
        view = self.view
        if view is not None:
            timeline.unmask(self, f"{view.row.form}  {view.row.sender}", numbers.UnmaskReply(self.reply, ""))

    def do_request(self) -> None:
        """The request that it answers."""
        if self.view is not None and self.view.row.request:
            self.open("request", self.view.row.request)


def said(session: Session, row: wire.ReplyRow) -> str:
    """What a reply says; in words where it has no text that is kept."""
    if row.text:
        return row.text
    return session.t("reply.no_text") if row.sender else session.t("reply.erased")


def short(session: Session, row: wire.ReplyRow) -> list[tuple[str, str]]:
    """What a list knows of a reply, by name."""
    t = session.t
    due = (
        f"{session.when(row.due, year=False)} {t('complaint.late') if row.late else ''}".rstrip()
        if row.due
        else ""
    )
    return [
        (t("reply.text"), said(session, row)),
        (t("reply.state"), session.state(row.state, "reply")),
        (t("reply.reason"), session.label("reply_reason", row.reason)),
        (t("reply.scope"), session.label("optout", row.scope) if row.scope else ""),
        (t("reply.sender"), row.sender),
        (t("reply.at"), session.when(row.at)),
        (t("reply.times"), number(row.times) if row.times > 1 else ""),
        (
            t("reply.form"),
            f"{row.form}.{row.slot}  {row.purpose}" if row.request else t("reply.answers_nothing"),
        ),
        (t("reply.department"), session.department(row.department) if row.department else ""),
        (t("reply.due"), due),
    ]


def reply_words(session: Session, view: wire.ReplyView, width: int) -> Text:
    """A reply in full."""
    t, row = session.t, view.row
    told = [
        *short(session, row),
        (t("reply.who"), ", ".join(session.name(person) for person in view.who)),
        (t("reply.chars"), number(view.chars) if view.chars > len(row.text) and row.text else ""),
        (t("reply.last"), session.when(view.last) if row.times > 1 else ""),
        (t("reply.gateway"), view.gateway),
        (t("reply.to"), view.to),
    ]
    parts = [rows(session, [one for one in told if one[1]], width)]
    if view.decision:
        decided = [
            (t("reply.decision"), session.label("reply_decision", view.decision)),
            (t("reply.decided_by"), f"{session.name(view.decided_by)}  {session.when(view.decided)}"),
            (t("reply.note"), view.note),
            (t("reply.complaint"), view.complaint),
        ]
        parts.append(rows(session, [one for one in decided if one[1]], width))
    return Text("\n\n").join(parts)
