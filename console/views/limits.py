"""How a list stands against the limits per number, in words: on the form, the approval card and the command line (R11)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from console.look.senses import Sense
from console.views.sending import suppressed_words
from console.views.view import Viewer, counted
from console.wire.limits import SlotLimits


class Note(NamedTuple):
    """What there is to say about the list of a slot, and what it means."""

    sense: Sense
    words: str


def notes(viewer: Viewer, slots: Sequence[SlotLimits]) -> Iterator[Note]:
    """Yield a sentence for each slot; with several slots each begins with its number."""
    for one in slots:
        over = sum(one.over.values())
        if one.exempt:
            yield Note(Sense.PLAIN, viewer.t("limits.exempt"))
            return
        nth = viewer.t("limits.slot", n=one.slot) if len(slots) > 1 else ""
        nth += " " if nth.isascii() and nth else ""
        if not over:
            yield Note(Sense.GOOD, viewer.t("limits.none", nth=nth))
            continue
        said = suppressed_words(viewer, list(one.over.items()))
        key, sense = ("limits.most", Sense.BAD) if nearly_all(one) else ("limits.some", Sense.YOURS)
        figures = {"over": counted(over), "all": counted(one.n), "left": counted(one.n - over)}
        yield Note(sense, viewer.t(key, nth=nth, said=said, **figures))


def nearly_all(one: SlotLimits) -> bool:
    """Whether nine of ten numbers or more would get nothing."""
    return 10 * sum(one.over.values()) >= 9 * one.n > 0
