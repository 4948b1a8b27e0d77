"""Personnel orders: deputations (代), standbys and suspensions in force or to come; giving new ones, and recalling them."""

from console.domain.refusals import Refusal, refuse
from console.screens.lists import ListPage
from console.screens.people import may_order, order_acts
from console.views.people import ORDER, order_words
from console.widgets.modals import Item
from console.widgets.record_list import Rows
from console.wire.people import personnel


class OrdersPage(ListPage[personnel.OrderRow], scope="orders"):
    """Orders, newest first; with a person only those that name them, including ended ones."""

    ON_ROW = frozenset({"recall"})
    VIEW = ORDER
    KEY = ("digest",)
    TOPICS = frozenset({"orders", "roster"})

    def __init__(self, person: str = "") -> None:
        super().__init__()
        self.person = person
        self.every = bool(person)

    def begin(self) -> None:
        """Load the list, and disable the keys for orders that the caller may not give."""
        super().begin()
        may_order.grey(self, {"orders.new": "deputise", "orders.wake": "wake"})

    def hint(self) -> str:
        """The person whose orders are shown."""
        return self.t("people.orders_of", name=self.session.name(self.person)) if self.person else ""

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk; the filter is a person, and is picked."""
        del text
        call = personnel.OrdersPage(person=self.person, live=not self.every, after=after, limit=limit)
        page: personnel.OrderPage = self.session.desk().call(call)
        return Rows(page.page.total, page.page.after, page.rows)

    # ---- keys

    def do_open(self) -> None:
        """Show the order in full."""
        self.read_row(lambda row: order_words(self.session.viewer, row))

    def do_new(self) -> None:
        """Name a deputy."""
        self.open("deputy")

    def do_wake(self) -> None:
        """Activate a standby."""
        order_acts.wake(self, self._done)

    def bar_recall(self) -> Refusal | None:
        """That the order under the cursor is not recalled by anybody, or not by the reader."""
        row = self.here
        if row is None:
            return None
        if row.kind == "suspension":
            return refuse("no_such_order", "R2")
        return None if row.recallable else refuse("not_yours_to_recall", "R2")

    def do_recall(self) -> None:
        """End the order under the cursor early."""
        row = self.here
        if row is not None:
            order_acts.recall(self, row, self._done)

    def do_every(self) -> None:
        """Show ended orders too, or only those in force or to come."""
        self.every = not self.every
        self.records.ask("")
        self.say(self.t("people.orders_every" if self.every else "people.orders_live"))

    def do_filter(self) -> None:
        """Show only orders that name one person."""

        def options() -> list[Item]:
            people = [Item(person, f"{name}  {person}") for person, name in self.session.names.items()]
            return [Item("*", self.t("filter.every")), *people]

        def picked(person: str) -> None:
            self.person = "" if person == "*" else person
            self.records.ask("")
            self.say(self.hint())

        self.pick(lambda: self.t("filter.pick"), options, picked, at=self.person)

    def _done(self, done: str) -> None:
        self.say(done)
        self.records.reload()
