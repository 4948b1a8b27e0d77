"""Forms about people: they open once the roster in force, its orders and the pledges are here."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget

from console.screens.failures import KNOWN
from console.screens.fields_page import FieldsPage
from console.screens.people_facts import Staff, gather
from console.widgets.background import in_background


class StaffForm(FieldsPage, inherit_bindings=False):
    """Subclasses give `known`, which is called once with who is there, and `staff_fields`, drawn from then on."""

    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = FieldsPage.CSS

    class Gathered(Message):
        """Who is there, or why nobody knows."""

        def __init__(self, staff: Staff | None, error: Exception | None) -> None:
            super().__init__()
            self.staff, self.error = staff, error

    def __init__(self) -> None:
        super().__init__()
        self.staff: Staff | None = None

    # ---- what subclasses give

    async def known(self, staff: Staff) -> None:
        """Who is there is known: show the form."""

    def staff_fields(self, staff: Staff) -> Iterable[Widget]:
        """The fields, filled."""
        del staff
        return ()

    # ---- loading

    def begin(self) -> None:
        """Read who is there, once: nothing is read over what was typed."""
        if self.staff is not None:
            return
        session = self.session

        def job() -> Message:
            try:
                return self.Gathered(gather(session.desk()), None)
            except KNOWN as error:
                return self.Gathered(None, error)

        in_background(self, job)

    async def on_staff_form_gathered(self, message: Gathered) -> None:
        """Show the form, or say why it cannot be shown."""
        message.stop()
        if message.error is not None:
            self.trouble(message.error)
        elif message.staff is not None:
            self.staff = message.staff
            await self.known(message.staff)

    def fields(self) -> Iterable[Widget]:
        """The fields, once who is there is known."""
        return self.staff_fields(self.staff) if self.staff is not None else ()
