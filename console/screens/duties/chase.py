"""The chase board (催办): who owes what, since when, until when, and who can act where he cannot (R3, R7)."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType

from console import duty_words
from console.screens import pages
from console.screens.duties.duty_pages import page_for
from console.screens.lists import paged
from console.screens.narrowing import NarrowedPage
from console.screens.page import bindings
from console.screens.people.people_facts import alert_words
from console.screens.session import Session
from console.screens.statement import rows
from console.widgets.modals import ROOM
from console.widgets.record_list import Column, Rows
from console.wire.deadlines import KINDS, Chase, ChaseRow
from console.wire.subjects import Pledge, Quarter, Rules, Version

_PANE = 42
_TOPICS = frozenset(
    {
        "requests",
        "sends",
        "pledges",
        "roster",
        "applications",
        "proposals",
        "orders",
        "departments",
        "people",
        "losses",
        "expiries",
        "archive",
        "emergencies",
        "filings",
        "freezes",
        "custody",
        "complaints",
        "replies",
        "erasure",
    }
)


class ChasePage(NarrowedPage[ChaseRow]):
    """What everybody owes, late things first."""

    SCOPE = "chase"
    TAB = "people"
    PARTS: ClassVar[dict[str, str]] = {"department": "", "kind": "chase"}
    BINDINGS: ClassVar[list[BindingType]] = bindings("chase")

    def columns(self) -> Sequence[Column]:
        """Late, what, who, until, number and title."""
        session, zh = self.session, self.session.lang == "zh"
        return (
            Column("", 4, lambda r: self.t("chase.late") if r.late else ""),
            Column(self.t("people.owes"), 18 if zh else 22, lambda r: session.label("chase", r.what)),
            Column(self.t("people.who"), 16, lambda r: who_short(session, r)),
            Column(self.t("column.due"), 5, lambda r: session.when(r.until, year=False)[:5]),
            Column(self.t("people.of_what"), 0, lambda r: of_what(session, r)),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for one page."""
        return paged(self, Chase(self.department, self.kind, text, after, limit))

    def key(self, row: ChaseRow) -> Hashable:
        """What is owed on what, and until when."""
        return row.what, row.subject, row.title, row.until

    def changed(self, topics: frozenset[str]) -> None:
        """Something was done, or came."""
        if topics & _TOPICS:
            self.reload()

    def detail(self, row: ChaseRow) -> Text:
        """The row in full, and what helps."""
        return self._whole(row, _PANE)

    def _whole(self, row: ChaseRow, width: int) -> Text:
        session, t = self.session, self.t
        return rows(
            session,
            [
                (t("people.owes"), session.label("chase", row.what)),
                (t("column.state"), t("chase.late") if row.late else ""),
                (t("people.who"), who_words(session, row)),
                (t("field.post"), session.post(row.post, row.department) if row.post else ""),
                (t("column.department"), "" if row.post else session.department(row.department)),
                (t("people.waits_since"), session.when(row.since)),
                (t("column.due"), session.when(row.until)),
                (
                    t("people.of_what"),
                    of_what(session, row) if row.alert is None else alert_words(session, row.alert).what,
                ),
                (t("people.slot"), str(row.slot) if row.slot else ""),
                (t("chase.what_helps"), remedy_words(session, row)),
            ],
            width,
        )

    def do_open(self) -> None:
        """Open what is behind the row."""
        row: ChaseRow | None = self.records.row
        if row is not None:
            self.app.push_screen(page_for(row))

    def do_look(self) -> None:
        """The row in full in a dialog, with what helps: on a narrow terminal there is no pane."""
        row: ChaseRow | None = self.records.row
        if row is None:
            return

        self.read(lambda: self.session.label("chase", row.what), lambda: self._whole(row, ROOM))

    def do_rules(self) -> None:
        """The departments' own rules: of the row's department where it owes them, else of all."""
        row: ChaseRow | None = self.records.row
        page = page_for(row) if row is not None and row.what == "rules" else None
        self.app.push_screen(page or pages.make("department_rules"))

    def do_kind(self) -> None:
        """Only one kind of thing."""
        self.narrow("kind", KINDS)


def who_words(session: Session, row: ChaseRow) -> str:
    """Those who could do it, by name, deputies in force with the one whom they stand in for; nobody says so."""
    return "/".join(duty_words.whose(row, session.duty_reader)) or session.t("chase.no_one")


def who_short(session: Session, row: ChaseRow) -> str:
    """The same for a narrow column: a deputy is marked as one."""
    found = [session.name(person) for person in row.who]
    found += [session.t("chase.deputy", deputy=session.name(deputy)) for deputy, _ in row.in_place]
    return "/".join(found) or session.t("chase.no_one")


def of_what(session: Session, row: ChaseRow) -> str:
    """Number and title of what is behind it; of a department's own affair the department."""
    if row.alert is not None:
        short = session.label("lacking_short", row.alert.code)
        return f"{session.department(row.department)} {short}".strip()
    if isinstance(row.subject, Version):
        return session.t("chase.version", n=row.number)
    named = f"{row.number} {duty_words.title(row, session.lang)}"
    if isinstance(row.subject, Pledge | Rules | Quarter):
        named = f"{session.department(row.department)} {named.strip()}"
    return named.strip()


def remedy_words(session: Session, row: ChaseRow) -> str:
    """What helps where nobody can do it, or nobody did in time; empty where nothing needs to."""
    help_ = duty_words.remedy(row, session.duty_reader)
    return help_ or (alert_words(session, row.alert).next if row.alert is not None else "")
