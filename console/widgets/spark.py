"""Bars and spark lines: one style, one cell per character, few bytes per update."""

from collections.abc import Sequence

from console.widgets.paint import marks


def spark(values: Sequence[int], width: int) -> str:
    """Return the newest `width` values as one line of levels; empty input gives an empty line."""
    levels = marks().levels
    shown = list(values)[-width:] if width > 0 else []
    top = max(shown, default=0)
    if top <= 0:
        return levels[0] * len(shown)
    return "".join(levels[min(len(levels) - 1, value * len(levels) // (top + 1))] for value in shown)


def thin_bar(value: int, top: int, width: int) -> str:
    """Return a bar whose length is its share of the longest one, `top`; nothing for 0, and half a cell for the smallest share."""
    if value <= 0 or top <= 0:
        return ""
    return marks().done * (value * width // top) or marks().half


def bar(done: int, total: int, width: int) -> str:
    """Return a bar of `width` cells, done and to do; full only when everything is done."""
    inner, known = max(1, width), marks()
    filled = inner if total > 0 and done >= total else min(inner - 1, max(0, done) * inner // max(1, total))
    return known.done * filled + known.to_do * (inner - filled)
