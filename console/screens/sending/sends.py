"""发送 Sends: slots that are cleared, running, held or ended."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType

from console.domain import counts
from console.domain.states import SlotState
from console.locale import words
from console.screens.lists import ListPage, paged
from console.screens.page import bindings
from console.screens.session import number
from console.widgets.record_list import Column, Rows
from console.widgets.show import show
from console.wire import calls, views


class SendsPage(ListPage[views.SendRow]):
    """Slots, newest first."""

    SCOPE = "sends"
    TAB = "sends"
    BINDINGS: ClassVar[list[BindingType]] = bindings("sends")

    def columns(self) -> Sequence[Column]:
        """State, number, slot, sent of approved, opening, purpose."""
        session = self.session
        return (
            Column(self.t("column.state"), 9, lambda r: session.state(r.state, "slot")),
            Column(self.t("column.number"), 18, lambda r: f"{r.number}.{r.slot}"),
            Column(
                self.t("column.progress"),
                17,
                lambda r: f"{number(counts.sent(r.tally))}/{number(r.tally.approved)}",
                right=True,
            ),
            Column(self.t("column.opens"), 15, lambda r: session.when(r.opens, year=False)),
            Column(self.t("column.purpose"), 0, lambda r: r.purpose),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        return paged(self, calls.SendsPage(state=self.state, text=text, after=after, limit=limit))

    def key(self, row: views.SendRow) -> Hashable:
        """Request and slot."""
        return row.request, row.slot

    def detail(self, row: views.SendRow) -> Text:
        """The slot in full."""
        session = self.session
        lines = [
            f"{row.number}.{row.slot}  {session.state(row.state, 'slot')}",
            self.t("continuing.of_slot", slot=row.continues) if row.continues else "",
            words.slot_reason(row.reason, session.lang),
            f"{session.label('category', row.category)}  {session.department(row.department)}",
            row.purpose,
            session.window(row.opens, row.closes),
            row.gateway,
        ]
        lines += [
            f"{session.state(name, 'recipient')}: {number(getattr(row.tally, name))}"
            for name in row.tally.__struct_fields__
            if getattr(row.tally, name)
        ]
        return show("\n".join(line for line in lines if line))

    def do_open(self) -> None:
        """Open the monitor."""
        row: views.SendRow | None = self.records.row
        if row is not None:
            self.open("monitor", row.request, row.slot)

    def do_state(self) -> None:
        """One state alone."""
        self.pick_state([str(state) for state in SlotState if state is not SlotState.WAITING], "slot")

    def do_number(self) -> None:
        """What became of one number, with a reason."""
        from console.screens.timeline import ask_number  # noqa: PLC0415 - loaded when first asked for

        ask_number(self)

    def do_replies(self) -> None:
        """What subscribers answered."""
        self.open("replies")

    def do_complaints(self) -> None:
        """Complaints about what was sent."""
        self.open("complaints")
