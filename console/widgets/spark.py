"""Bars and rate lines: one cell per character, few styles, few bytes per update."""

from collections.abc import Sequence

from console.widgets.paint import marks


def spark(values: Sequence[int], width: int) -> str:
    """Return the newest `width` values as one line of levels, one below 0 as 0; empty input gives an empty line."""
    levels = marks().levels
    shown = [max(0, value) for value in values[-width:]] if width > 0 else []
    top = max(shown, default=0)
    if top <= 0:
        return levels[0] * len(shown)
    return "".join(levels[min(len(levels) - 1, value * len(levels) // (top + 1))] for value in shown)


def thin_bar(value: int, top: int, width: int) -> str:
    """Return a bar whose length is its share of the longest one, `top`; nothing for 0, and half a cell for the smallest share."""
    if value <= 0 or top <= 0:
        return ""
    return marks().done * (value * width // top) or marks().half


def stacked(counts: Sequence[int], width: int) -> list[int]:
    """Return the cells of each count in a bar of `width` cells, by the largest remainder; they sum to the width.

    A count that is not 0 has at least one cell, unless there are more such counts than cells. Without counts there is no bar. A
    count below 0, which only a fault can bring, is none.
    """
    counts = [max(0, count) for count in counts]
    total = sum(counts)
    if total <= 0 or width <= 0:
        return [0] * len(counts)
    drawn = [nth for nth, count in enumerate(counts) if count]
    cells = [max(1, count * width // total) if count else 0 for count in counts]
    least = 1 if width >= len(drawn) else 0

    def owed(nth: int) -> int:
        return counts[nth] * width - cells[nth] * total

    while sum(cells) < width:
        cells[max(drawn, key=owed)] += 1
    while sum(cells) > width:
        cells[min((nth for nth in drawn if cells[nth] > least), key=owed)] -= 1
    return cells


def bar(done: int, total: int, width: int) -> str:
    """Return a bar of `width` cells, done and to do; full only when everything is done."""
    inner, known = max(1, width), marks()
    filled = inner if total > 0 and done >= total else min(inner - 1, max(0, done) * inner // max(1, total))
    return known.done * filled + known.to_do * (inner - filled)
