"""What a proposed screening list would have blocked, as it stands above the signature (R11)."""

from rich.text import Text

from console.look.senses import Sense
from console.screens.session import Session
from console.views import rosters as views
from console.widgets.columns import folded
from console.widgets.paint import part_heading
from console.widgets.parts import hung
from console.widgets.show import show
from console.wire.rosters import rule_files as wire

_FIRST = 20
"""Texts that are named above the signature; the list has all of them."""


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
