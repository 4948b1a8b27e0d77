"""Who gets nothing, in words: one sum, and how a list stands against the limits; on form, card and command line (R11, R13)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from console.look.senses import Sense
from console.views.sending import suppressed_words
from console.views.view import Viewer, counted
from console.wire.requests.limits import SlotLimits


class Note(NamedTuple):
    """What there is to say about the list of a slot, and what it means."""

    sense: Sense
    words: str


def summed(viewer: Viewer, slots: Sequence[SlotLimits]) -> Note | None:
    """Return one sum over all slots, in which each number counts once for each slot; None where everybody gets the message."""
    opted, waiting = sum(one.opted_out for one in slots), sum(one.reply_open for one in slots)
    over, left = sum(sum(one.over.values()) for one in slots), sum(one.left for one in slots)
    if not (opted or waiting or over):
        return None
    parts = (("limits.minus_opted", opted), ("limits.minus_open", waiting), ("limits.minus_over", over))
    said = "".join(viewer.t(key, n=counted(n)) for key, n in parts if n)
    whole = viewer.t("limits.sum", all=counted(sum(one.n for one in slots)), said=said, left=counted(left))
    return Note(Sense.YOURS if left > 0 else Sense.BAD, whole)


def notes(viewer: Viewer, slots: Sequence[SlotLimits]) -> Iterator[Note]:
    """Yield a sentence for each slot; with several slots each begins with its number."""
    for one in slots:
        over = sum(one.over.values())
        if not one.limited:
            return
        if one.exempt:
            yield Note(Sense.PLAIN, viewer.t("limits.exempt"))
            return
        nth = viewer.t("limits.slot", n=one.slot) if len(slots) > 1 else ""
        nth += " " if nth.isascii() and nth else ""
        if not over:
            yield Note(Sense.GOOD, viewer.t("limits.none", nth=nth))
            continue
        said = suppressed_words(viewer, list(one.over.items()))
        # Nine of ten numbers or more would get nothing.
        most = 10 * (one.n - one.left) >= 9 * one.n
        key, sense = ("limits.most", Sense.BAD) if most else ("limits.some", Sense.YOURS)
        figures = {"over": counted(over), "all": counted(one.n), "left": counted(one.left)}
        yield Note(sense, viewer.t(key, nth=nth, said=said, **figures))
