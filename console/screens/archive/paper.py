"""One document of the archive book: its fields, its history, and what can be done with it (R3)."""

from collections.abc import Callable

from rich.text import Text

from console.domain.archive.archive import Move
from console.nouns.archive import ToPaperForm
from console.screens.whole import WholePage, whole_words
from console.screens.windows import to_day
from console.views.archive import PAPER
from console.widgets.modals import Filled, Form, Line
from console.widgets.paint import strong
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire.answers import Done
from console.wire.archive import archive as wire


class PaperPage(WholePage[wire.PaperView], scope="paper"):
    """One document in full."""

    TOPICS = frozenset({"archive"})
    USABLE_FIRST = True

    def __init__(self, paper: int) -> None:
        super().__init__()
        self.paper = paper

    def call(self) -> wire.PaperDetail:
        """The call that reads the document."""
        return wire.PaperDetail(self.paper)

    def words(self, view: wire.PaperView, width: int) -> Text:
        """The document's fields and its history."""
        session = self.session
        lines = [strong(self.t("archive.moves"))]
        for move in view.moves:
            who = session.name(move.who) if move.who else ""
            due = self.t("archive.back_on", day=move.due) if move.due else ""
            said = "  ".join(part for part in (who, move.words, due) if part)
            what = session.label("paper_move", move.move)
            lines.append(show(f"{session.when(move.at)}  {what}  {session.name(move.by)}  {said}".rstrip()))
        if not view.moves:
            lines.append(show(self.t("archive.no_moves")))
        return Text("\n\n").join([whole_words(PAPER, session, view.row, width), Text("\n").join(lines)])

    # ---- what can be done with it

    def do_lend(self) -> None:
        """Lend the document: to whom, until when, why."""
        self._move(
            Move.LEND,
            lambda: (
                Line("who", self.t("paper.to_whom")),
                Line("due", self.t("paper.due")),
                Line("words", self.t("paper.why_optional"), optional=True),
            ),
        )

    def do_return(self) -> None:
        """Record that the document came back."""
        self._move(Move.RETURN, lambda: (Line("words", self.t("paper.as_it_came"), optional=True),))

    def do_hand_over(self) -> None:
        """Record that the central archive took the document and gave a receipt."""
        self._move(
            Move.HAND_OVER,
            lambda: (
                Line("who", self.t("paper.taken_by")),
                Line("words", self.t("paper.their_receipt")),
                self._again(),
            ),
        )

    def do_destroy(self) -> None:
        """Propose to destroy the document; another person confirms."""
        self._move(Move.DESTROY, lambda: (Line("words", self.t("act.reason")), self._again()))

    def do_confirm(self) -> None:
        """Confirm as the second person that the document is destroyed."""
        self._move(Move.CONFIRM, lambda: (self._again(),))

    def do_keep(self) -> None:
        """Keep a document after all whose destruction was proposed."""
        self._move(Move.KEEP, lambda: (Line("words", self.t("act.reason")),))

    def _again(self) -> Line:
        """The line for the archive number, which is typed again because the act cannot be undone."""
        number = self.view.row.number if self.view is not None else ""
        return Line("number", self.t("paper.number_again"), equals=number, wrong=self.t("paper.number_wrong"))

    def _move(self, move: Move, lines: Callable[[], tuple[Line, ...]]) -> None:
        view = self.view
        if view is None:
            self.say(self.t("list.waiting"))
            return
        session = self.session

        def job(filled: Filled) -> Done:
            said = filled.lines
            call = wire.MovePaper(
                view.row.id, move, said.get("who", ""), said.get("words", ""), to_day(said.get("due", ""))
            )
            done: Done = session.desk().call(call)
            return done

        self.act(
            lambda: self.t(f"action.paper.{move}"),
            lambda: whole_words(PAPER, session, view.row, ROOM),
            lambda: Form(lines=lines()),
            job,
            lambda _: self._done(move),
        )

    def _done(self, move: Move) -> None:
        self.say(self.t(f"archive.done_{move}"))
        self.reload()

    def do_correct(self) -> None:
        """Correct the place of the document."""
        if self.view is not None:
            self.go(ToPaperForm(row=self.view.row))
