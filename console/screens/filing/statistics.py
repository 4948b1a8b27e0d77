"""Usage figures (R8): a period's five figures, its rows with a bar each, two more groupings, and the requests behind a row."""

from collections.abc import Hashable, Iterable, Sequence
from functools import partial
from typing import ClassVar, Final

from rich.text import Text
from textual.widget import Widget

from console.domain.calendar import local_day
from console.domain.categories import Category
from console.domain.filing.statistics import MEASURES, TOLD, Dimension, Period, recent
from console.locale import words
from console.look.roles import Role
from console.nouns.requests import ToRequest
from console.screens.exporting import ask_name, made_file
from console.screens.frame import FRAME_LINES
from console.screens.lists import AROUND, HEADS, ListPage, paged, portion
from console.screens.narrowing import NarrowedPage
from console.screens.session import money, number
from console.views.requests import REQUEST
from console.widgets.lines import Lines
from console.widgets.modals import Item
from console.widgets.paint import marks, strong
from console.widgets.pane import Longer
from console.widgets.parts import Bar, bars, figure_columns
from console.widgets.record_list import Column, Rows
from console.widgets.show import show
from console.widgets.spark import thin_bar
from console.wire.filing import statistics as wire
from console.wire.ledger.outbox import OutKind
from console.wire.requests.rows import RequestRow

_AROUND: Final = 66
"""Cells of a line that its frame and the columns beside the bar take."""
_FRAME: Final = 2
"""Lines of a panel's frame."""
_ROWS: Final = 2
"""Fewest rows of the list beside the figures of the whole period."""
_PARTS: Final = (Dimension.MONTH, Dimension.CATEGORY, Dimension.DEPARTMENT)
"""The groupings that stand beneath the list: the first two by which it is not grouped itself."""
_GLANCE: Final = ("submitted", "recipients", "parts", "fen")
"""The figures of the whole period, before the share that was reached."""
_CODES: Final = 12
_SHOWN: Final = (
    "submitted", "approved", "median", "p90", "returned", "rejected", "withdrawn", "expired", "lapsed", "sends",
    "recipients", *TOLD, "settled", "parts", "fen", "optouts", "complaints",
    "emergencies", "reply_refuse", "reply_human", "reply_ignore",
)  # fmt: skip
"""Every figure of a row, in the order in which things happen."""


class StatisticsPage(NarrowedPage[wire.FiguresRow], scope="statistics"):
    """A period's figures: five at a glance, the rows of a grouping with a bar each, and the same figure by two other groupings."""

    ON_ROW = frozenset({"look"})
    TOPICS = frozenset({"requests", "sends", "optouts"})
    PARTS: ClassVar[dict[str, str]] = {"department": "", "category": "category"}
    CSS = """
    #figures { height: auto; }
    #more { height: 1fr; }
    #more Lines { height: auto; }
    StatisticsPage.-wide #more { layout: horizontal; }
    StatisticsPage.-low #more { display: none; }
    """
    STACKED = True

    def __init__(self) -> None:
        super().__init__()
        self.period = Period(0, 0)
        self.by = Dimension.DEPARTMENT
        self.measure = "recipients"
        self.view: wire.StatisticsView | None = None
        self._until = ""

    def body(self) -> Iterable[Widget]:
        """Yield the figures of the whole period above the list."""
        yield Lines(id="figures", classes="panel")
        yield from super().body()

    def companions(self) -> Iterable[Widget]:
        """Yield the two other groupings."""
        panels = (Lines(id=f"more-{nth}", classes="panel") for nth in (0, 1))
        yield Longer(*panels, more=self._goes_on, id="more", sign_on=lambda: self.records)

    def _goes_on(self, n: int, focused: bool) -> str:
        """The sign that the groupings go on: it stands on the frame of the list above, so it says where they are."""
        return self.t("statistics.goes_on" if focused else "statistics.goes_on_tab", mark=marks().below, n=n)

    def begin(self) -> None:
        """Begin with the present quarter."""
        self._choose()
        super().begin()
        self._glance()
        self._read_more()

    def reload(self) -> None:
        """Read every figure again."""
        super().reload()
        self._read_more()

    def changed(self, topics: frozenset[str]) -> None:
        """Read the list again after a change; the other groupings cost the desk as much each, and wait for Ctrl+R."""
        if topics & self.TOPICS:
            super().reload()

    def again(self) -> None:
        """Read another period or another part."""
        super().again()
        self._read_more()

    # ---- around the list

    def draw_pane(self, row: wire.FiguresRow | None) -> None:
        """Draw the figures of the whole period: the rows have come."""
        del row
        self._glance()
        self.share()

    def _glance(self) -> None:
        view, session = self.view, self.session
        panel = self.query_one("#figures", Lines)
        if view is None:
            return
        panel.border_title = show(self._period_words(self.period))
        panel.border_subtitle = show(self.t("statistics.until", time=self._until))
        total = view.total
        said = [(session.label("figure", name), figure(total, name)) for name in _GLANCE]
        said.append((self.t("statistics.share"), share(total) or "-"))
        panel.put(lambda width: figure_columns(said, width))
        # The list has all of it in its first row: on a low screen that has the room.
        lines = len(figure_columns(said, self.size.width - AROUND)) + _FRAME
        shown = self.size.height - FRAME_LINES >= lines + HEADS + _ROWS
        if panel.display is not shown:
            panel.display = shown
            self.call_after_refresh(self.share)

    def share(self) -> None:
        """Share the room, and say how to group by something else where the other groupings have none."""
        before = self.hint()
        super().share()
        if self.session.message in {"", before}:
            self.say(self.hint())

    def _read_more(self) -> None:
        """Read the other groupings, each in a slot of its own."""
        for nth, by in enumerate(self._others()):
            call = wire.Statistics(self.period.name, by, self.department, self.category)
            self.ask(call, partial(self._took, nth, by), slot=f"more-{nth}")

    def _took(self, nth: int, by: Dimension, view: wire.StatisticsView) -> None:
        session, measure = self.session, self.measure
        rows = [Bar(self._value_of(by, one), _value(one, measure), figure(one, measure)) for one in view.rows]
        for panel in self.query(f"#more-{nth}").results(Lines):
            named = session.label("statistics_by", by), session.label("figure", measure)
            panel.border_title = show(self.t("statistics.by", by=named[0], figure=named[1]))
            panel.put(lambda width: bars(rows, width))
        for more in self.query("#more").results(Longer):
            self.call_after_refresh(more.say)

    def _choose(self) -> None:
        if not self.period.months:
            day = local_day(self.session.now(), str(self.session.zone()))
            self.period = Period.read(f"{day.year}Q{(day.month + 2) // 3}")

    def columns(self) -> Sequence[Column]:
        """The row's name, requests, the figure that is drawn, its bar, and two figures that are often needed."""
        label = self.session.label

        def counted(name: str, width: int, *, spare: bool = False) -> Column:
            return Column(label("figure", name), width, lambda r: figure(r, name), right=True, spare=spare)

        return (
            Column(label("statistics_by", self.by), 14, self._called),
            counted("submitted", 9),
            counted(self.measure, 13),
            Column("", 0, self._bar, role=Role.ACCENT),
            counted("parts", 12, spare=True),
            Column(self.t("statistics.share"), 8, share, right=True),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for the whole table; a period without activity has no rows."""
        self._choose()
        call = wire.Statistics(self.period.name, self.by, self.department, self.category)
        view: wire.StatisticsView = self.session.desk().call(call)
        self.view, self._until = view, self.session.clock()
        figures = view.total.figures
        if not any(getattr(figures, name) for name in MEASURES) and not view.total.optouts:
            return Rows(0, "", ())
        fitting = [row for row in (view.total, *view.rows) if text.lower() in self._called(row).lower()]
        return portion(fitting, after, limit)

    def key(self, row: wire.FiguresRow) -> Hashable:
        """The value that the row stands for."""
        return row.key

    def empty(self) -> str:
        """The words that nothing happened in the period, and what to do."""
        return self.t("list.unfit") if self.records.filter else self.t("statistics.none")

    def _called(self, row: wire.FiguresRow) -> str:
        return self._value_of(self.by, row) if row.key else self.t("statistics.total")

    def _value_of(self, by: Dimension, row: wire.FiguresRow) -> str:
        if by is Dimension.DEPARTMENT:
            return self.session.department(row.key)
        return self.session.label("category", row.key) if by is Dimension.CATEGORY else row.key

    def _bar(self, row: wire.FiguresRow) -> str:
        view = self.view
        if view is None or not row.key:
            return ""
        top = max((_value(one, self.measure) for one in view.rows), default=0)
        # A narrow list leaves out columns, so that there is room for a short bar always.
        return thin_bar(_value(row, self.measure), top, max(8, self.size.width - _AROUND))

    def hint(self) -> str:
        """The period, the grouping, and what the figures are limited to."""
        session = self.session
        head = self.t(
            "statistics.head",
            period=self.period.name if self.period.months else "",
            by=session.label("statistics_by", self.by),
            of=" ".join(self.only()),
        ).strip()
        if not self.has_class("-low"):
            return head
        others = (session.label("statistics_by", by) for by in self._others())
        between = self.t("form.between")
        elsewhere = self.t("statistics.grouped", key=self.key_words("dimension"), by=between.join(others))
        return f"{head}  {elsewhere}"

    def _others(self) -> list[Dimension]:
        """The two groupings that stand beneath the list."""
        return [one for one in _PARTS if one is not self.by][:2]

    def at_row(self, row: wire.FiguresRow) -> None:
        """Say what the figures are limited to."""
        del row
        self.say(self.hint())

    def facts(self, row: wire.FiguresRow) -> list[tuple[str, str]]:
        """Every figure of the row, under the name that the chosen grouping gives it."""
        named = [(self.session.label("figure", name), figure(row, name)) for name in _SHOWN]
        return [(self.session.label("statistics_by", self.by), self._called(row)), *named]

    # ---- another time, grouping or figure

    def do_earlier(self) -> None:
        """Show the previous period of the same length."""
        self._go(self.period.before())

    def do_later(self) -> None:
        """Show the next period of the same length."""
        self._go(self.period.after())

    def _go(self, period: Period) -> None:
        self.period = period
        self.again()

    def do_period(self) -> None:
        """Pick a month, a quarter or a year."""
        day = local_day(self.session.now(), str(self.session.zone()))

        def options() -> list[Item]:
            return [Item(one.name, self._period_words(one)) for one in recent(day)]

        self.pick(
            lambda: self.t("statistics.period"),
            options,
            lambda name: self._go(Period.read(name)),
            at=self.period.name,
        )

    def _period_words(self, period: Period) -> str:
        return self.t("statistics.year", name=period.name) if period.months == 12 else period.name

    def do_dimension(self) -> None:
        """Group by something else."""

        def options() -> list[Item]:
            return [Item(one, self.session.label("statistics_by", one)) for one in Dimension]

        def picked(value: str) -> None:
            self.by = Dimension(value)
            self.records.columns = list(self.columns())
            self.again()

        self.pick(lambda: self.t("statistics.dimension"), options, picked, at=self.by)

    def do_measure(self) -> None:
        """Draw another figure."""

        def options() -> list[Item]:
            return [Item(name, self.session.label("figure", name)) for name in MEASURES]

        def picked(value: str) -> None:
            self.measure = value
            self.records.columns = list(self.columns())
            self.again()

        self.pick(lambda: self.t("statistics.measure"), options, picked, at=self.measure)

    def do_kind(self) -> None:
        """Show only one category."""
        self.narrow("category", Category)

    # ---- behind the figures

    def _narrowed_to(self, row: wire.FiguresRow) -> tuple[str, str, str]:
        """Period, department and category of a row."""
        period, department, category = self.period.name, self.department, self.category
        if row.key and self.by is Dimension.DEPARTMENT:
            department = row.key
        elif row.key and self.by is Dimension.CATEGORY:
            category = row.key
        elif row.key and self.by is Dimension.MONTH:
            period = row.key
        return period, department, category

    def do_open(self) -> None:
        """Open the requests that the row under the cursor counts."""
        row: wire.FiguresRow | None = self.records.row
        if row is not None:
            self.app.push_screen(StatisticsRequestsPage(*self._narrowed_to(row)))

    def do_look(self) -> None:
        """Show every figure of the row, why requests came back, and the error codes of recipients who were not reached."""
        row: wire.FiguresRow | None = self.records.row
        if row is None:
            return
        period, department, category = self._narrowed_to(row)

        def job() -> tuple[wire.StatisticsView, list[wire.CodeRow]]:
            desk = self.session.desk()
            return (
                desk.call(wire.Statistics(period, Dimension.MONTH, department, category)),
                desk.call(wire.StatisticsCodes(period, department, category)),
            )

        def then(answer: tuple[wire.StatisticsView, list[wire.CodeRow]]) -> None:
            self.read(lambda: self._called(row), lambda: self._words(row, *answer))

        self.work(job, then, slot="look")

    def _words(self, row: wire.FiguresRow, view: wire.StatisticsView, codes: list[wire.CodeRow]) -> Text:
        session, t = self.session, self.t
        parts = [self.row_words(row)]
        if view.reasons:
            lines = "\n".join(f"{n} x {reason}" for reason, n in view.reasons[:_CODES])
            parts.append(strong(t("statistics.reasons")).append_text(show(f"\n{lines}")))
        if codes:
            lines = "\n".join(
                f"{number(one.n)} x {session.state(one.state, 'recipient')}  {words.recipient_code(one.state, one.code, session.lang) or t('statistics.no_code')}"
                for one in codes[:_CODES]
            )
            parts.append(strong(t("statistics.codes")).append_text(show(f"\n{lines}")))
        parts.append(show(t("statistics.note")))
        return Text("\n\n").join(parts)

    def do_write(self) -> None:
        """Write the figures as a workbook with charts into the person's own folder."""
        session = self.session
        call = wire.MakeStatisticsBook(self.period.name, self.department, self.category, session.lang)

        def write(name: str) -> str:
            book: wire.StatisticsBook = session.desk().call(call)
            with made_file(session, name, OutKind.STATISTICS) as file:
                file.write(book.data)
            return name

        ask_name(
            self,
            lambda: self.t("action.statistics.write"),
            write,
            lambda name: self.t("statistics.saved", folder=session.made_where, name=name),
            ".xlsx",
            f"{self.t('help.statistics.title')} {self.period.name}",
            about=lambda: self.t(
                "statistics.export_about", period=self.period.name, folder=session.made_where
            ),
        )


class StatisticsRequestsPage(ListPage[RequestRow], scope="statistics_requests"):
    """The requests behind a row, newest first."""

    VIEW = REQUEST
    OPENS = ToRequest

    def __init__(self, period: str, department: str, category: str) -> None:
        super().__init__()
        self.of = (period, department, category)

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        return paged(self, wire.StatisticsRequests(*self.of, text, after, limit))

    def begin(self) -> None:
        """Load the list, and say to which row it belongs."""
        self.say(self.hint())
        super().begin()

    def hint(self) -> str:
        """The row to which the requests belong."""
        period, department, category = self.of
        session = self.session
        of = [session.department(department) if department else ""]
        of += [session.label("category", category) if category else ""]
        message = self.t("statistics.behind", period=period, of=" ".join(one for one in of if one))
        return super().hint() or " ".join(message.split())


def figure(row: wire.FiguresRow, name: str) -> str:
    """A figure as a list shows it: fen as yuan, seconds as hours, a dash if there is no figure."""
    if name == "optouts":
        return number(row.optouts) if row.optouts >= 0 else "-"
    value = _value(row, name)
    if name == "fen":
        return money(value)
    if name in {"median", "p90"}:
        return f"{value / 3600:,.1f}" if value >= 0 else "-"
    return number(value)


def _value(row: wire.FiguresRow, name: str) -> int:
    value: int = getattr(row.figures, name)
    return value


def share(row: wire.FiguresRow) -> str:
    """The percentage of approved recipients who received the message; empty if there were no recipients."""
    figures = row.figures
    return f"{figures.delivered * 1000 // figures.recipients / 10:.1f} %" if figures.recipients else ""
