"""Forms about people: they open once the roster in force, its orders and the pledges are loaded."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from console.screens.fields_page import FieldsPage
from console.screens.versions.people_facts import Staff, gather


class StaffForm(FieldsPage):
    """Subclasses give `known`, which is called once with these facts, and `staff_fields`, which is drawn from then on."""

    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = FieldsPage.CSS

    def __init__(self) -> None:
        super().__init__()
        self.staff: Staff | None = None

    # ---- what subclasses give

    async def known(self, staff: Staff) -> None:
        """Show the form; called when the facts are loaded."""

    def staff_fields(self, staff: Staff) -> Iterable[Widget]:
        """The fields with their values."""
        del staff
        return ()

    # ---- loading

    def begin(self) -> None:
        """Read the facts once: a reload must not replace what was typed."""
        if self.staff is not None:
            return
        session = self.session
        self.work(lambda: gather(session.desk()), self._gathered, slot="read")

    async def _gathered(self, staff: Staff) -> None:
        self.staff = staff
        await self.known(staff)

    def fields(self) -> Iterable[Widget]:
        """The fields, once the facts are loaded."""
        return self.staff_fields(self.staff) if self.staff is not None else ()
