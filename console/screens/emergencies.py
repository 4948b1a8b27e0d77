"""补录: emergency sends that were made on paper, entered afterwards and acknowledged by the department's manager (R2, R3)."""

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.binding import BindingType

from console.acting import emergencies as acting
from console.domain.emergencies import EmergencyAcknowledgement, EmergencyState
from console.screens import act_form
from console.screens.narrowing import NarrowedPage
from console.screens.page import bindings
from console.screens.session import Session, number
from console.screens.statement import rows
from console.widgets.modals import ROOM
from console.widgets.record_list import Column, Rows
from console.wire import archive as wire

_PANE = 42


class EmergenciesPage(NarrowedPage[wire.EmergencyRow]):
    """Emergency sends, the newest first; every one is an exception."""

    SCOPE = "emergencies"
    TAB = "filing"
    PARTS: ClassVar[dict[str, str]] = {"state": "emergency_state"}
    BINDINGS: ClassVar[list[BindingType]] = bindings("emergencies")

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._first = text
        self._page: wire.EmergencyPage | None = None

    def columns(self) -> Sequence[Column]:
        """When, number, category, count, state, why."""
        session, zh = self.session, self.session.lang == "zh"
        return (
            Column(self.t("archive.sent_at"), 11, lambda r: session.when(r.sent_at, year=False)[:11]),
            Column(self.t("archive.request"), 20, lambda r: r.number),
            Column(
                self.t("archive.category"), 8 if zh else 10, lambda r: session.label("category", r.category)
            ),
            Column(self.t("archive.recipients"), 10, lambda r: number(r.recipients), right=True),
            Column(
                self.t("archive.state"),
                6 if zh else 14,
                lambda r: session.label("emergency_state", r.state),
            ),
            Column(self.t("archive.why"), 0, lambda r: r.reason),
        )

    def begin(self) -> None:
        """Open at what the page was opened for."""
        super().begin()
        if self._first:
            text, self._first = self._first, ""
            self._filter(text)

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for one page."""
        call = wire.Emergencies("", self.state, text, after, limit)
        self._page = self.session.desk().call(call)
        found = self._page
        return Rows(found.page.total, found.page.after, found.rows) if found is not None else Rows(0, "", [])

    def changed(self, topics: frozenset[str]) -> None:
        """Something was entered or acknowledged."""
        if topics & {"emergencies", "archive", "roster"}:
            self.reload()

    def detail(self, row: wire.EmergencyRow) -> Text:
        """The entry in full; the keys say whether the caller may acknowledge it."""
        self.allowed["emergencies.acknowledge"] = row.refusal
        if self._page is not None:
            self.allowed["emergencies.new"] = self._page.refusal
        self.draw_frame()
        return rows(self.session, emergency_rows(self.session, row), _PANE)

    # ---- keys

    def _here(self) -> wire.EmergencyRow | None:
        row: wire.EmergencyRow | None = self.records.row
        return row

    def do_open(self) -> None:
        """The entry in full: on a narrow terminal there is no pane."""
        row = self._here()
        if row is not None:
            session = self.session
            self.read(
                lambda: f"{self.t('archive.exception')}  {row.number}",
                lambda: rows(session, emergency_rows(session, row), ROOM),
            )

    def do_new(self) -> None:
        """Enter one."""
        self.open("emergency_form")

    def do_acknowledge(self) -> None:
        """The department's manager has seen the paper: their words, the count again, their signature."""
        row = self._here()
        if row is None:
            return
        session = self.session

        def then() -> None:
            self.say(f"{self.t('archive.acknowledged')}  {row.number}")
            self.reload()

        act_form.ask(
            self,
            EmergencyAcknowledgement,
            lambda: self.t("action.emergencies.acknowledge"),
            lambda: rows(session, emergency_rows(session, row), ROOM),
            lambda core, said: acting.prepare(core, row, said | {"count": row.recipients}, by=session.person),
            then,
        )

    def do_state(self) -> None:
        """Only entries of one state."""
        self.narrow("state", EmergencyState)


def emergency_rows(session: Session, row: wire.EmergencyRow) -> list[tuple[str, Any]]:
    """An entry's fields, labelled."""
    t = session.t
    approvers = "  ".join(f"{session.label('post', one.post)} {one.name}" for one in row.approvers)
    state = f"{session.label('emergency_state', row.state)}  {t('archive.exception')}"
    stood = f"{session.name(row.acknowledged_by)}  {session.when(row.acknowledged)}"
    return [
        (t("archive.request"), row.number),
        (t("archive.state"), state),
        (t("archive.department"), session.department(row.department)),
        (t("archive.category"), session.label("category", row.category)),
        (t("archive.sent_at"), session.when(row.sent_at)),
        (t("archive.recipients"), number(row.recipients)),
        (t("archive.text"), row.text),
        (t("archive.approvers"), approvers or t("archive.nobody")),
        (t("archive.lacking"), ", ".join(session.label("post", post) for post in row.lacking)),
        (t("archive.channel"), row.channel),
        (t("archive.why"), row.reason),
        (t("archive.late"), row.late),
        (t("archive.number"), f"{row.paper}  {row.place}".rstrip()),
        (t("archive.by"), f"{session.name(row.by)}  {session.when(row.at)}"),
        (t("archive.acknowledged_by"), stood if row.acknowledged_by else ""),
        (t("archive.opinion"), row.opinion),
    ]
