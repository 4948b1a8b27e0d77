"""The register of form numbers (R3): every serial of a department's year, void and missing ones among them."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType

from console.screens.lists import ListPage
from console.screens.page import bindings
from console.screens.session import Session
from console.screens.statement import rows
from console.widgets.modals import Item
from console.widgets.record_list import Column, Rows
from console.wire import archive as wire

_PANE = 42
_YEARS = 10
_KINDS = ("request", "application", "emergency")


class FormNumbersPage(ListPage[wire.NumberRow]):
    """One department's numbers of one year and kind."""

    SCOPE = "form_numbers"
    TAB = "filing"
    BINDINGS: ClassVar[list[BindingType]] = bindings("form_numbers")

    def __init__(self) -> None:
        super().__init__()
        self.department, self.kind, self.year, self.void = "", "request", 0, False

    def columns(self) -> Sequence[Column]:
        """Serial, number, state, void, title, archive number."""
        session = self.session
        return (
            Column(self.t("archive.serial"), 6, lambda r: f"{r.serial:04d}", right=True),
            Column(self.t("archive.request"), 20, lambda r: r.number or "-"),
            Column(self.t("archive.state"), 14, lambda r: number_state(session, r)),
            Column(self.t("archive.void"), 4, lambda r: self.t("archive.is_void") if r.void else ""),
            Column(self.t("archive.title"), 0, lambda r: title_of(session, r)),
            Column(self.t("archive.number"), 12, lambda r: r.paper),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for one page; the caller's own department first."""
        department = self.department or self._own()
        call = wire.FormNumbers(department, self.year, self.kind, self.void, text, after, limit)
        found: wire.NumbersPage = self.session.desk().call(call)
        return Rows(found.page.total, found.page.after, found.rows)

    def _own(self) -> str:
        me = self.session.me
        mine = next((department for _, department in me.posts if department), "") if me is not None else ""
        return mine or next(iter(self.session.departments), "")

    def key(self, row: wire.NumberRow) -> Hashable:
        """The serial."""
        return row.serial

    def changed(self, topics: frozenset[str]) -> None:
        """A number was given out, or what has it changed."""
        if topics & {"archive", "requests", "applications", "emergencies"}:
            self.reload()

    def detail(self, row: wire.NumberRow) -> Text:
        """What has the number, and where its paper is."""
        session, t = self.session, self.t
        return rows(
            session,
            [
                (t("archive.serial"), str(row.serial)),
                (t("archive.request"), row.number),
                (t("archive.state"), number_state(session, row)),
                (t("archive.void"), t("archive.is_void") if row.void else ""),
                (t("archive.title"), title_of(session, row)),
                (t("archive.since"), session.when(row.at)),
                (t("archive.number"), row.paper),
                (t("archive.where"), row.place),
            ],
            _PANE,
        )

    def narrowed(self) -> bool:
        """Whether only some numbers are asked for."""
        return super().narrowed() or self.void

    def hint(self) -> str:
        """Whose numbers, of which kind and year."""
        shown = [
            self.session.department(self.department or self._own()),
            self.session.label("number_kind", self.kind),
            str(self.year) if self.year else "",
            self.t("archive.is_void") if self.void else "",
            self.records.filter if self.query("#records") else "",
        ]
        return self.t("filter.state", state=", ".join(one for one in shown if one))

    # ---- keys

    def do_open(self) -> None:
        """What has the number."""
        row: wire.NumberRow | None = self.records.row
        if row is None or not row.id:
            return
        if row.kind == "request":
            self.open("request", row.id)
        elif row.kind == "application":
            self.open("application", row.id)
        else:
            self.open("emergencies", row.number)

    def do_department(self) -> None:
        """Another department's numbers."""

        def picked(value: str) -> None:
            self.department = value
            self._again()

        self.pick(
            lambda: self.t("filter.pick"),
            lambda: [Item(one, name) for one, name in self.session.departments.items()],
            picked,
            at=self.department or self._own(),
        )

    def do_kind(self) -> None:
        """Another kind of number."""

        def picked(value: str) -> None:
            self.kind = value
            self._again()

        self.pick(
            lambda: self.t("filter.pick"),
            lambda: [Item(one, self.session.label("number_kind", one)) for one in _KINDS],
            picked,
            at=self.kind,
        )

    def do_year(self) -> None:
        """Another year."""
        this = int(self.session.now()[:4])

        def picked(value: str) -> None:
            self.year = int(value)
            self._again()

        self.pick(
            lambda: self.t("filter.pick"),
            lambda: [Item(str(year), str(year)) for year in range(this, this - _YEARS, -1)],
            picked,
            at=str(self.year or this),
        )

    def do_void(self) -> None:
        """Those alone that stand for nothing, or all again."""
        self.void = not self.void
        self._again()

    def _again(self) -> None:
        self.records.ask(self.records.filter)
        self.say(self.hint())


def number_state(session: Session, row: wire.NumberRow) -> str:
    """The state of what has a number."""
    if row.state == "missing":
        return session.t("archive.missing")
    if row.kind == "emergency":
        return session.label("emergency_state", row.state)
    return session.state(row.state, row.kind)


def title_of(session: Session, row: wire.NumberRow) -> str:
    """What has a number, in words; of an emergency send its category."""
    return session.label("category", row.title) if row.kind == "emergency" else row.title
