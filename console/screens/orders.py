"""Personnel orders: deputies (代), standbys and suspensions that count now or later; new ones, and recalling them."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType

from console.domain.refusals import refuse
from console.screens import order_acts
from console.screens.lists import ListPage
from console.screens.page import bindings
from console.screens.people_facts import order_words
from console.screens.session import Session
from console.screens.statement import rows
from console.widgets.modals import ROOM, Item
from console.widgets.record_list import Column, Rows
from console.wire import personnel

_PANE = 42


class OrdersPage(ListPage[personnel.OrderRow]):
    """Orders, newest first; with a person those that name him, also what is over."""

    SCOPE = "orders"
    TAB = "people"
    BINDINGS: ClassVar[list[BindingType]] = bindings("orders")

    def __init__(self, person: str = "") -> None:
        super().__init__()
        self.person = person
        self.every = bool(person)

    def columns(self) -> Sequence[Column]:
        """State, until when, what."""
        session = self.session
        return (
            Column(self.t("column.state"), 9, lambda r: session.label("order_state", r.state)),
            Column(self.t("people.until_short"), 12, lambda r: session.when(r.until, year=False)[:11]),
            Column(self.t("people.order_column"), 0, lambda r: order_words(session, r)),
        )

    def begin(self) -> None:
        """Say whose orders these are, and grey what the caller may not give."""
        super().begin()
        order_acts.grey(self, {"orders.new": "deputise", "orders.wake": "wake"})
        self.say(self.hint())

    def hint(self) -> str:
        """Whose orders these are."""
        return self.t("people.orders_of", name=self.session.name(self.person)) if self.person else ""

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk; the filter is a person and is picked."""
        del text
        call = personnel.OrdersPage(person=self.person, live=not self.every, after=after, limit=limit)
        page: personnel.OrderPage = self.session.desk().call(call)
        return Rows(page.page.total, page.page.after, page.rows)

    def key(self, row: personnel.OrderRow) -> Hashable:
        """The digest."""
        digest: str = row.digest
        return digest

    def changed(self, topics: frozenset[str]) -> None:
        """An order came, or a roster version that ends some."""
        if topics & {"orders", "roster"}:
            self.reload()

    def detail(self, row: personnel.OrderRow) -> Text:
        """The order in full."""
        return rows(self.session, order_rows(self.session, row), _PANE)

    # ---- keys

    def do_open(self) -> None:
        """The order in full."""
        row: personnel.OrderRow | None = self.records.row
        if row is not None:
            self.read(
                lambda: order_words(self.session, row),
                lambda: rows(self.session, order_rows(self.session, row), ROOM),
            )

    def do_absence(self) -> None:
        """What was decided in one's own place."""
        self.open("absence")

    def do_new(self) -> None:
        """Name a deputy."""
        self.open("deputy")

    def do_wake(self) -> None:
        """Wake a standby."""
        order_acts.wake(self, self._done)

    def do_recall(self) -> None:
        """End the order under the cursor early."""
        row: personnel.OrderRow | None = self.records.row
        if row is None:
            return
        if row.kind == "suspension":
            self.trouble(refuse("no_such_order", "R2"))
            return
        if not row.recallable:
            self.trouble(refuse("not_yours_to_recall", "R2"))
            return
        order_acts.recall(self, row, self._done)

    def do_every(self) -> None:
        """Also what is over, or only what counts now or later."""
        self.every = not self.every
        self.records.ask("")
        self.say(self.t("people.orders_every" if self.every else "people.orders_live"))

    def do_filter(self) -> None:
        """Only the orders that name one person."""

        def options() -> list[Item]:
            people = [Item(person, f"{name}  {person}") for person, name in self.session.names.items()]
            return [Item("*", self.t("filter.every")), *people]

        def picked(person: str) -> None:
            self.person = "" if person == "*" else person
            self.records.ask("")
            self.say(self.hint())

        self.pick(lambda: self.t("filter.pick"), options, picked, at=self.person)

    def _done(self, told: str) -> None:
        self.say(told)
        self.records.reload()


def order_rows(session: Session, row: personnel.OrderRow) -> list[tuple[str, str]]:
    """An order as label and value."""
    categories = ", ".join(session.label("category", one) for one in row.categories)
    deputation = row.kind == "deputation"
    return [
        (session.t("column.what"), session.label("step", row.kind)),
        (session.t("column.state"), session.label("order_state", row.state)),
        (session.t("people.deputy" if deputation else "people.name"), session.name(row.person)),
        (session.t("people.principal"), session.name(row.principal) if row.principal else ""),
        (session.t("field.post"), session.post(row.post, row.department) if row.post else ""),
        (session.t("people.since"), session.when(row.since)),
        (session.t("people.until"), session.when(row.until) or session.t("people.until_next_roster")),
        (
            session.t("people.categories"),
            (categories or session.t("people.all_categories")) if deputation else "",
        ),
        (session.t("act.reason"), row.reason),
        (session.t("people.given_by"), f"{session.name(row.by)}  {session.when(row.at)}"),
        (session.t("people.digest"), row.digest[:24]),
    ]
