"""What is wrong with a file that a person wrote, as a refusal carries it: every fault at once, without words."""

from collections.abc import Iterable
from typing import NamedTuple

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


def written(faults: Iterable[Told]) -> str:
    """Return faults as a value of a refusal; `read` returns them again."""
    return msgspec.json.encode(list(faults)).decode()


def read(told: str) -> list[Told]:
    """Return the faults that a value of a refusal holds; none for any other text."""
    try:
        return msgspec.json.decode(told, type=list[Told])
    except msgspec.DecodeError:
        return []
