"""待办 My turn: everything that waits on the caller, oldest deadline first, and why it is his."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType

from console import duty_words
from console.screens.duties.duty_pages import page_for
from console.screens.ends import COLUMN, ends_full, ends_short
from console.screens.lists import ListPage
from console.screens.page import bindings
from console.screens.people import order_acts
from console.screens.people.people_facts import alert_words
from console.screens.printing import print_form
from console.widgets.record_list import Column, Rows
from console.widgets.show import show
from console.wire import calls, views
from console.wire.subjects import Loss, Pledge, Rules


class TodoPage(ListPage[views.TodoRow]):
    """What waits on me."""

    SCOPE = "todo"
    TAB = "todo"
    BINDINGS: ClassVar[list[BindingType]] = bindings("todo")

    def begin(self) -> None:
        """Ask also whether the caller may name a deputy."""
        super().begin()
        order_acts.grey(self, {"todo.delegate": "deputise"})

    def columns(self) -> Sequence[Column]:
        """What, due, number, purpose."""
        return (
            Column(
                self.t("column.what"),
                18 if self.session.lang == "zh" else 23,
                lambda r: self.session.label("todo", r.what),
            ),
            Column(
                self.t("column.due"),
                COLUMN[self.session.lang],
                lambda r: ends_short(self.session, r.due, r.days),
            ),
            Column(self.t("column.number"), 18, self._number),
            Column(self.t("column.purpose"), 0, self._purpose),
        )

    def _number(self, row: views.TodoRow) -> str:
        """Its number; what the roster lacks has none, there it is the department."""
        return row.number if row.alert is None else self.session.department(row.department)

    def _purpose(self, row: views.TodoRow) -> str:
        """What it is for; of what two people sign about no request, whose proposal it is; what the roster lacks."""
        if row.alert is not None:
            return self.session.label("lacking_short", row.alert.code)
        if isinstance(row.subject, Pledge | Rules):
            return self.session.department(row.department)
        if not duty_words.of_two(row):
            return duty_words.title(row, self.session.lang)
        name = self.session.name(row.because)
        return self.t(
            "ends.goes_to" if row.what == "carry_out_hand_over" else "ends.proposed_by", person=name
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The desk gives the whole of it, at most 500."""
        del text, after, limit
        rows = self.session.desk().call(calls.Todo())
        return Rows(len(rows), "", rows)

    def key(self, row: views.TodoRow) -> Hashable:
        """What waits of what, and until when: two proposals about one slot differ in nothing else."""
        return row.what, row.subject, row.due

    def detail(self, row: views.TodoRow) -> Text:
        """Why it is mine, and what happens next."""
        session = self.session
        lines = [
            session.label("todo", row.what),
            f"{row.number} {session.label('category', row.category) if row.category else ''}".rstrip(),
            session.department(row.department),
            self._purpose(row) if row.alert is None else alert_words(session, row.alert).what,
            f"{self.t('column.due')}: {ends_full(session, row.due, row.days)}" if row.due else "",
            self._reason(row),
            self.t("late.told") if row.escalated and row.what not in {"late", "loss_late"} else "",
            self._next(row),
        ]
        # Of a department's own affair what it is for is the department.
        return show("\n".join(dict.fromkeys(part for part in lines if part)))

    def _reason(self, row: views.TodoRow) -> str:
        """Why it waits for me."""
        session = self.session
        if row.alert is not None:
            told = alert_words(session, row.alert)
            return f"{told.why}\n{told.next}"
        if row.what == "draft":
            return f"{self.t('column.updated')}: {session.when(row.since)}"
        return duty_words.because(row, session.duty_reader)

    def _next(self, row: views.TodoRow) -> str:
        """What happens next."""
        if row.alert is not None:
            return self.t(f"lacking.{row.because}")
        if row.what in {"secret_change_late", "loss_late"}:
            return self.t(f"next.{row.what}", who=self.session.duty_reader.people(row.who))
        return self.t("next.loss" if isinstance(row.subject, Loss) else f"next.{row.what}")

    def do_open(self) -> None:
        """Open what waits, where it can be done."""
        row: views.TodoRow | None = self.records.row
        if row is not None:
            self.app.push_screen(page_for(row))

    def do_print(self) -> None:
        """Print Attachment 1 of the request that waits."""
        row: views.TodoRow | None = self.records.row
        if row is None or not row.request or row.what == "draft":
            self.say(self.t("printing.no_request"))
            return
        print_form(self, "request", str(row.request))

    def do_delegate(self) -> None:
        """Name a deputy who decides in the caller's place for some days (代)."""
        self.open("deputy")

    def do_filter(self) -> None:
        """The list is short; it has no filter."""
