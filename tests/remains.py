"""A search for mobile numbers where none may be left, in every encoding that they are kept in or travel by.

It knows nothing of tables: it reads every byte of every file under a folder, also of files beside the database (WAL, journal),
and so finds what stands in free pages and in the unused part of a page as well.
"""

import re
import struct
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Remains(NamedTuple):
    """A number that was found: which, where, and in which encoding."""

    number: int
    where: str
    encoding: str


@cache
def encodings(number: int) -> dict[str, bytes]:
    """Every way in which a number is written down somewhere in this product."""
    text = str(number)
    return {
        # Text columns, JSON, raw receipts, the files that people bring.
        "ascii": text.encode(),
        "utf-16-le": text.encode("utf-16-le"),
        "utf-16-be": text.encode("utf-16-be"),
        # Packed chunks on the wire and in memory (domain.packing); PostgreSQL's int8 on this machine.
        "int64-le": struct.pack("<q", number),
        "int64-be": struct.pack(">q", number),
        # SQLite's record format: a value of this size takes six octets, big-endian (serial type 5), or eight (type 6).
        "sqlite-int48": struct.pack(">q", number)[2:],
        # SQLite's variable-length integer, as a rowid is written.
        "sqlite-varint": _varint(number),
        # MessagePack and other fixed frames take eight octets with a tag; SMPP texts are ASCII. Packed decimals:
        "bcd": bytes.fromhex(f"0{text}"),
        "bcd-f": bytes.fromhex(f"{text}f"),
    }


def _varint(number: int) -> bytes:
    groups = [number & 0x7F]
    number >>= 7
    while number:
        groups.append((number & 0x7F) | 0x80)
        number >>= 7
    return bytes(reversed(groups))


def in_bytes(where: str, data: bytes, numbers: Iterable[int]) -> Iterator[Remains]:
    """What is found in bytes."""
    wanted = tuple(numbers)
    held = {name for name, any_of in _any(wanted).items() if any_of.search(data)}
    for number in wanted if held else ():
        for name, spelling in encodings(number).items():
            if name in held and spelling in data:
                yield Remains(number, where, name)


@cache
def _any(numbers: tuple[int, ...]) -> "dict[str, re.Pattern[bytes]]":
    """One pattern for each encoding of all numbers: most of what is looked at holds none."""
    spelled: dict[str, list[bytes]] = {}
    for number in numbers:
        for name, spelling in encodings(number).items():
            spelled.setdefault(name, []).append(re.escape(spelling))
    return {name: re.compile(b"|".join(all_of), re.DOTALL) for name, all_of in spelled.items()}


def in_folders(numbers: Iterable[int], *folders: Path) -> list[Remains]:
    """What is found in every file under these folders."""
    wanted = tuple(numbers)
    found: list[Remains] = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                found += in_bytes(str(path.relative_to(folder)), path.read_bytes(), wanted)
    return found


def numbers_in(found: Iterable[Remains]) -> set[int]:
    """Which numbers were found at all."""
    return {one.number for one in found}
