"""One number across requests, masked; and the unmasking of one recipient, with a reason (R7)."""

from collections.abc import Hashable, Iterable, Sequence
from typing import ClassVar

import msgspec
from rich.text import Text
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from console.errors import ConsoleError
from console.locale import words
from console.screens.lists import ListPage, portion
from console.screens.page import Page, bindings
from console.screens.session import Session, number
from console.screens.statement import rows
from console.widgets.modals import Filled, Form, Line
from console.widgets.record_list import Column, Rows
from console.widgets.show import show
from console.wire import numbers

_PANE = 42


def grey(page: Page, *actions: str) -> None:
    """Grey the keys of those actions for who may not ask by number."""

    def heard(rights: numbers.NumberRights) -> None:
        page.allowed |= dict.fromkeys(actions, rights.search)
        page.draw_frame()

    page.ask(numbers.MaySearch(), heard)


def ask_number(page: Page) -> None:
    """Ask for number and reason, search, and show what was found."""
    session = page.session

    def form() -> Form:
        return Form(lines=(Line("number", page.t("search.number")), Line("reason", page.t("search.reason"))))

    def job(filled: Filled) -> numbers.Timeline:
        typed = "".join(filled.lines["number"].split())
        if not (typed.isascii() and typed.isdigit()):
            raise ConsoleError("not_numbers")
        call = numbers.SearchNumber(int(typed), filled.lines["reason"])
        found: numbers.Timeline = session.desk().call(call)
        return found

    def shown(found: numbers.Timeline) -> None:
        page.app.push_screen(TimelinePage(found))

    page.act(
        lambda: page.t("search.title"),
        lambda: show(page.t("search.about")),
        form,
        job,
        shown,
    )


def unmask(
    page: Page, about: str, call: numbers.UnmaskRecipient | numbers.UnmaskComplaint | numbers.UnmaskReply
) -> None:
    """Ask for the reason and show the number, once."""
    session = page.session

    def job(filled: Filled) -> numbers.Unmasked:
        wanted = msgspec.structs.replace(call, reason=filled.lines["reason"])
        found: numbers.Unmasked = session.desk().call(wanted)
        return found

    def shown(found: numbers.Unmasked) -> None:
        page.read(
            lambda: page.t("search.unmask_title"),
            lambda: show(page.t("search.unmasked", number=found.number, seq=found.seq)),
        )

    page.act(
        lambda: page.t("search.unmask_title"),
        lambda: show(f"{about}\n\n{page.t('search.unmask_about')}"),
        lambda: Form(lines=(Line("reason", page.t("search.reason")),)),
        job,
        shown,
    )


class TimelinePage(ListPage[numbers.TimelineRow]):
    """What was found: a row a send, beneath a line on lists, opt-outs and complaints."""

    SCOPE = "timeline"
    TAB = "sends"
    BINDINGS: ClassVar[list[BindingType]] = bindings("timeline")
    CSS = "#summary { height: auto; max-height: 8; padding: 0 1; }"

    def __init__(self, found: numbers.Timeline) -> None:
        super().__init__()
        self.found = found

    def body(self) -> Iterable[Widget]:
        """The summary above the list."""
        summary: Text = summary_words(self.session, self.found)
        yield Static(summary, id="summary", markup=False)
        yield from super().body()

    def columns(self) -> Sequence[Column]:
        """When, which send, what became of it, purpose."""
        session = self.session
        return (
            Column(self.t("column.at"), 15, lambda r: session.when(r.started or r.released, year=False)),
            Column(self.t("column.number"), 18, lambda r: f"{r.number}.{r.slot}"),
            Column(self.t("column.state"), 14, lambda r: session.state(r.state, "recipient")),
            Column(self.t("column.code"), 12, lambda r: r.code),
            Column(self.t("column.purpose"), 0, lambda r: r.purpose),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """What was found is here; it is not searched again, for each search is an entry."""
        del text
        return portion(self.found.rows, after, limit)

    def key(self, row: numbers.TimelineRow) -> Hashable:
        """Request and slot."""
        return row.request, row.slot

    def changed(self, topics: frozenset[str]) -> None:
        """What was found stays as it was."""

    def detail(self, row: numbers.TimelineRow) -> Text:
        """The send in full."""
        return rows(self.session, self._all(row), _PANE)

    def _all(self, row: numbers.TimelineRow) -> list[tuple[str, str]]:
        session, t = self.session, self.t
        code = words.gateway_code(row.code, session.lang)
        return [
            (t("column.number"), f"{row.number}.{row.slot}  v{row.version}"),
            (t("column.state"), session.state(row.state, "recipient")),
            (t("column.code"), code),
            (t("column.message_id"), row.message_id),
            (t("search.list"), t("search.position", name=row.list_name, n=number(row.position + 1))),
            (t("search.released"), session.when(row.released)),
            (t("search.started"), session.when(row.started)),
            (t("search.ended"), session.when(row.ended)),
            (t("search.slot"), session.state(row.slot_state, "slot")),
            (t("column.category"), session.label("category", row.category)),
            (t("column.department"), session.department(row.department)),
            (t("column.purpose"), row.purpose),
        ]

    def do_open(self) -> None:
        """The send in its monitor."""
        row: numbers.TimelineRow | None = self.records.row
        if row is not None:
            self.open("monitor", row.request, row.slot)

    def do_number(self) -> None:
        """Another number."""
        ask_number(self)

    def do_filter(self) -> None:
        """The list is short; it has no filter."""


def summary_words(session: Session, found: numbers.Timeline) -> Text:
    """How much was found, which opt-outs there are, and which complaints."""
    lines = [
        session.t(
            "search.found", masked=found.masked, n=len(found.rows), lists=len(found.lists), seq=found.seq
        )
    ]
    lines += [
        session.t(
            "search.opted",
            scope=session.label("optout", one.scope),
            at=session.when(one.at),
            source=words.opted_by(one.source, session.lang),
        )
        for one in found.optouts
    ]
    lines += [
        session.t(
            "search.complained",
            number=one.number,
            source=session.label("complaint_source", one.source),
            state=session.state(one.state, "complaint"),
            at=session.when(one.at),
        )
        for one in found.complaints
    ]
    lines += [
        session.t(
            "search.replied",
            at=session.when(one.at),
            text=one.text,
            state=session.state(one.state, "reply"),
            form=one.form,
        )
        for one in found.replies
    ]
    return show("\n".join(lines))
