"""新词表的影响 What a proposed screening list would have blocked: figures above the signature, and every text as a list (R11)."""

from console.acting.rosters import screening_effects as acting
from console.screens.lists import ListPage, portion
from console.views.rosters import EFFECT
from console.widgets.record_list import Rows
from console.wire.rosters import rule_files as wire


class ScreeningEffectsPage(ListPage[wire.EffectRow], scope="effects"):
    """Texts that the list of that digest would block or warn of and the one in force lets through, the newest first."""

    VIEW = EFFECT
    KEY = ("about", "id")

    def __init__(self, digest: str) -> None:
        super().__init__()
        self.digest = digest
        self.told: wire.Effects | None = None

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk once: what was written before does not change."""
        if self.told is None:
            self.told = acting.gathered(self.session.desk(), self.digest)
        return portion(self.fitting(self.told.rows, text), after, limit)

    def pane_title(self, row: wire.EffectRow) -> str:
        """The number or name of the text."""
        return row.number

    def changed(self, topics: frozenset[str]) -> None:
        """Leave the list as it is: it is about the past."""

    def do_open(self) -> None:
        """Show the text's row in full."""
        self.read_row(lambda row: row.number)
