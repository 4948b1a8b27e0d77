"""Pages that a later part of the work brings: they say so, and where the same thing is done today."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from console.screens.page import Page, bindings
from console.widgets.show import show


class LaterPage(Page):
    """A tab without its page."""

    SCOPE = "later"
    BINDINGS: ClassVar[list[BindingType]] = bindings("later")

    def __init__(self, name: str) -> None:
        super().__init__()
        self.TAB = name  # type: ignore[misc]  # one class stands for several tabs

    def body(self) -> Iterable[Widget]:
        """What this page will be for."""
        with_words = Static(show(self.t(f"later.{self.TAB}")), markup=False)
        yield VerticalScroll(with_words, classes="scroll")

    def do_archive(self) -> None:
        """The archive book (R3)."""
        from console.screens.archive import ArchivePage  # noqa: PLC0415 - loaded when first opened

        self.app.push_screen(ArchivePage())

    def do_statistics(self) -> None:
        """Figures of use."""
        from console.screens.statistics import StatisticsPage  # noqa: PLC0415 - loaded when first opened

        self.app.push_screen(StatisticsPage())

    def do_erasure(self) -> None:
        """What is due for erasure."""
        from console.screens.erasure import ErasurePage  # noqa: PLC0415 - loaded when first opened

        self.app.push_screen(ErasurePage())
