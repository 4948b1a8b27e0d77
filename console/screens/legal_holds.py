"""Legal holds (R13): what must not be erased, by whom and why; two people end one."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType

from console.screens import erasure_acts
from console.screens.failures import one_line
from console.screens.lists import ListPage, portion
from console.screens.page import bindings
from console.screens.session import Session
from console.screens.statement import rows
from console.widgets.modals import ROOM
from console.widgets.record_list import Column, Rows
from console.wire import erasure as wire
from console.wire import pairs

_PANE = 42


class LegalHoldsPage(ListPage[wire.LegalHoldRow]):
    """Newest first."""

    SCOPE = "legal_holds"
    TAB = "filing"
    BINDINGS: ClassVar[list[BindingType]] = bindings("legal_holds")

    def __init__(self) -> None:
        super().__init__()
        self.every = False

    def columns(self) -> Sequence[Column]:
        """What is held, by whom, since when, why."""
        session = self.session
        return (
            Column(self.t("erasure.what"), 11, lambda r: session.label("erasure.scope", r.scope)),
            Column(self.t("erasure.name"), 18, lambda r: r.name),
            Column(self.t("erasure.made_by"), 10, lambda r: session.name(r.by)),
            Column(self.t("erasure.made_at"), 10, lambda r: session.when(r.at)[:10]),
            Column(self.t("erasure.released"), 10, lambda r: session.when(r.released)[:10]),
            Column(self.t("act.reason"), 0, lambda r: r.reason),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The desk gives them whole."""
        del text
        found: list[wire.LegalHoldRow] = self.session.desk().call(wire.LegalHolds(open=not self.every))
        return portion(found, after, limit)

    def narrowed(self) -> bool:
        """Nothing is left out."""
        return False

    def changed(self, topics: frozenset[str]) -> None:
        """One was made, or ended."""
        if topics & {"erasure", "roster"}:
            self.reload()

    def detail(self, row: wire.LegalHoldRow) -> Text:
        """The hold in full."""
        self.allowed = {"legal_holds.release": None if row.proposal else row.refusal}
        self.draw_frame()
        return rows(self.session, hold_rows(self.session, row), _PANE)

    def do_open(self) -> None:
        """The hold in full."""
        row: wire.LegalHoldRow | None = self.records.row
        if row is not None:
            self.read(
                lambda: self.t("erasure.hold", id=row.id),
                lambda: rows(self.session, hold_rows(self.session, row), ROOM),
            )

    def do_release(self) -> None:
        """Propose to end the hold under the cursor, or confirm what is proposed."""
        row: wire.LegalHoldRow | None = self.records.row
        if row is None:
            return
        if not row.proposal:
            if row.refusal is not None:
                self.trouble(row.refusal)
            else:
                erasure_acts.release(self, row, self._done)
            return

        def told(found: list[pairs.ProposalRow]) -> None:
            waiting = next((one for one in found if one.digest == row.proposal), None)
            if waiting is None:
                self.say(self.t("erasure.nothing_waits"))
            else:
                erasure_acts.confirm(self, waiting, self._done)

        self.ask(pairs.ProposalsPage(), told)

    def do_every(self) -> None:
        """Also those that ended."""
        self.every = not self.every
        self.records.ask("")

    def do_filter(self) -> None:
        """The list is short; it has no filter."""

    def _done(self, told: str) -> None:
        self.say(told)
        self.reload()


def hold_rows(session: Session, row: wire.LegalHoldRow) -> list[tuple[str, str]]:
    """A hold as label and value."""
    t = session.t
    return [
        (t("erasure.subject"), f"{session.label('erasure.scope', row.scope)} {row.name}"),
        (t("act.reason"), row.reason),
        (t("erasure.made_by"), session.name(row.by)),
        (t("erasure.made_at"), session.when(row.at)),
        (t("erasure.released"), session.when(row.released)),
        (t("erasure.ending"), "" if row.released else _ending(session, row)),
    ]


def _ending(session: Session, row: wire.LegalHoldRow) -> str:
    """That its end is proposed and who confirms it, or why the caller may not propose it."""
    if row.proposal:
        return session.t("erasure.release_waits")
    return one_line(row.refusal, session) if row.refusal is not None else ""
