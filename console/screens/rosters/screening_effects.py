"""新词表的影响 What a proposed screening list would have blocked: figures above the signature, and every text as a list (R11)."""

from rich.text import Text

from console.acting import screening_effects as acting
from console.look.senses import Sense
from console.screens.lists import ListPage, portion
from console.screens.session import Session
from console.views import rosters as views
from console.views.rosters import EFFECT
from console.widgets.columns import folded
from console.widgets.paint import part_heading
from console.widgets.parts import hung
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire import rule_files as wire

_FIRST = 20
"""Texts that are named above the signature; the list has all of them."""


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


def effect_words(session: Session, told: wire.Effects | None, width: int, unjudged: str = "") -> Text:
    """What stands above the signature: the figures, and the first texts with words and rule.

    Without `told` it is being worked out, or `unjudged` says why the desk cannot say it.
    """
    head = part_heading(session.t("effects.title"))
    if told is None:
        return Text("\n").join([head, *hung(Sense.YOURS, unjudged or session.t("effects.waiting"), width)])
    lines = [
        line for sense, words in views.effects(session.viewer, told) for line in hung(sense, words, width)
    ]
    for row in told.rows[:_FIRST]:
        lines += folded(show(views.effect(session.viewer, row)), width)
    if told.rows:
        lines += folded(show(session.t("effects.key", n=f"{len(told.rows):,}")), width)
    return Text("\n").join([head, *lines])
