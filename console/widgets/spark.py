"""Bars and spark lines in plain ASCII: one style, one cell per character, few bytes per update."""

from collections.abc import Sequence

_LEVELS = "_.-=+*#"


def spark(values: Sequence[int], width: int) -> str:
    """Return the newest `width` values as one line, lowest `_` to highest `#`; empty input gives an empty line."""
    shown = list(values)[-width:] if width > 0 else []
    top = max(shown, default=0)
    if top <= 0:
        return "_" * len(shown)
    return "".join(_LEVELS[min(len(_LEVELS) - 1, value * len(_LEVELS) // (top + 1))] for value in shown)


def bar(done: int, total: int, width: int) -> str:
    """Return a bar such as `[####....]`, `width` cells with its brackets; full only when everything is done."""
    inner = max(1, width - 2)
    filled = inner if total > 0 and done >= total else min(inner - 1, max(0, done) * inner // max(1, total))
    return "[" + "#" * filled + "." * (inner - filled) + "]"
