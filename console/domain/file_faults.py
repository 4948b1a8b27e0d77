"""What is wrong with a file that a person wrote, as a refusal carries it: every fault at once, without words."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import msgspec


class Allowed(NamedTuple):
    """What a value may be: a name that keys the words, the bounds in them, and for a list what each of its values may be."""

    name: str
    bounds: dict[str, str]
    each: "Allowed | None" = None


class Told(msgspec.Struct, frozen=True, array_like=True):
    """One fault (see `toml_lines.FileFaultError`), with what its value may be where that is known."""

    code: str
    line: int
    field: str
    detail: str
    may: Allowed | None = None


MOST: Final = 50
"""Faults of a file that are told at once; the code `more` stands for the others, with their number."""


def first(faults: list[Told]) -> list[Told]:
    """Return the faults that are told."""
    rest = len(faults) - MOST
    return [*faults[:MOST], Told("more", 0, "", str(rest))] if rest > 0 else faults


def number(faults: Sequence[Told]) -> int:
    """How many faults these are, with those that are not told."""
    return sum(int(one.detail) if one.code == "more" else 1 for one in faults)


def written(faults: Iterable[Told]) -> str:
    """Return faults as a value of a refusal; `read` returns them again."""
    return msgspec.json.encode(list(faults)).decode()


def read(told: str) -> list[Told]:
    """Return the faults that a value of a refusal holds; none for any other text."""
    try:
        return msgspec.json.decode(told, type=list[Told])
    except msgspec.DecodeError:
        return []
