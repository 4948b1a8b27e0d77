"""Forms about people: they open once the roster in force, its orders and the pledges are here."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from console.screens.fields_page import FieldsPage
from console.screens.people.people_facts import Staff, gather


class StaffForm(FieldsPage, inherit_bindings=False):
    """Subclasses give `known`, which is called once with who is there, and `staff_fields`, drawn from then on."""

    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = FieldsPage.CSS

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
        self.work(lambda: gather(session.desk()), self._gathered, slot="read")

    async def _gathered(self, staff: Staff) -> None:
        self.staff = staff
        await self.known(staff)

    def fields(self) -> Iterable[Widget]:
        """The fields, once who is there is known."""
        return self.staff_fields(self.staff) if self.staff is not None else ()
