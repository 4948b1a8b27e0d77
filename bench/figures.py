"""Figures with their limits, as a bench prints them: for people, or as JSON for a machine."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple


class Figure(NamedTuple):
    """A figure with its unit and the most that it may be."""

    name: str
    value: float
    unit: str
    most: float = float("inf")

    @property
    def good(self) -> bool:
        """Whether it is within its limit."""
        return self.value <= self.most


def told(figures: Iterable[Figure], *, as_json: bool, **more: Any) -> int:
    """Print the figures, with `more` beside them in JSON; return the exit code: 1 if one is over its limit."""
    figures = list(figures)
    good = all(one.good for one in figures)
    if as_json:
        rows = [{**one._asdict(), "most": one.most if one.most < float("inf") else None} for one in figures]
        print(json.dumps({**more, "figures": rows, "good": good}, ensure_ascii=False))
    else:
        for one in figures:
            limit = f"(at most {one.most:,g})" if one.most < float("inf") else ""
            print(f"{'' if one.good else 'OVER '}{one.name}: {one.value:,.2f} {one.unit} {limit}".rstrip())
    return 0 if good else 1
