"""Plain text for a terminal or a file: guarded, in columns that line up although some characters are two cells wide."""

from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from console.domain import times
from console.locale.guard import guard
from console.locale.wrapping import cell, cells

_NARROWEST = 8
_CUT = "~"


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return the text in exactly `width` cells: padded, or cut with `~` so that the cut is visible."""
    missing = width - cells(text)
    if missing >= 0:
        return " " * missing + text if right else text + " " * missing
    kept, used = "", 0
    for char in text:
        if used + cell(char) > width - 1:
            break
        kept, used = kept + char, used + cell(char)
    return kept + _CUT + " " * (width - used - 1)


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, most: int = 0) -> Iterator[str]:
    """Yield a table's lines. `most` is the width in cells at which the widest columns are cut (0: never).

    Columns that hold only numbers are aligned to the right.
    """
    body = [[guard(str(value)) for value in row] for row in rows]
    if not body:
        return
    numeric = [all(_is_number(row[at]) for row in body) for at in range(len(head))]
    widths = [max(cells(text) for text in column) for column in zip(head, *body, strict=True)]
    while most and sum(widths) + 2 * (len(widths) - 1) > most and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    for row in (list(head), *body):
        line = "  ".join(fit(row[at], widths[at], right=numeric[at]) for at in range(len(head)))
        yield line.rstrip()


def pairs(rows: Iterable[tuple[str, object]]) -> Iterator[str]:
    """Yield `name: value` lines with aligned values; further lines of a value are indented."""
    kept = [(name, str(value)) for name, value in rows if value not in ("", None)]
    width = max((cells(name) for name, _ in kept), default=0)
    for name, value in kept:
        first, *more = guard(value, lines=True).split("\n")
        yield f"{fit(name, width)}  {first}".rstrip()
        for line in more:
            yield f"{' ' * width}  {line}".rstrip()


def count(value: int) -> str:
    """Return a number with separators: `1,234,567`."""
    return f"{value:,}"


def yuan(fen: int) -> str:
    """Return an amount in fen as yuan: `12.34`."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def when(instant: str, timezone: str) -> str:
    """Return a UTC instant in the people's time zone, `2026-12-01 09:00 +08`; other text is guarded."""
    try:
        return times.local(instant, ZoneInfo(timezone))
    except ValueError:
        return guard(instant)


def _is_number(text: str) -> bool:
    digits = text.replace(",", "").replace(".", "").removeprefix("-")
    return digits.isascii() and digits.isdigit()
