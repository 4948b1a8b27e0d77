"""Compound files, as earlier Office writes them: streams in chains of sectors (MS-CFB), and the records of a workbook's (MS-XLS).

A file that is not as it should be has no streams; what that means is for whoever asks to say. Nothing here takes more than the file's size.
"""

import struct
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

_HEADER: Final = 512
_END_OF_CHAIN: Final = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_ENTRY: Final = 128
_STREAM, _ROOT = 2, 5

BOF, EOF, BOUNDSHEET = 0x0809, 0x000A, 0x0085


def streams(data: bytes, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Name, in small letters, and octets of each stream that has one of the names, in the order of the directory.

    Raises struct.error or IndexError where the file is damaged.
    """
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if not 7 <= shift <= 16 or mini_shift > shift:
        return
    size = 1 << shift
    links = _links(b"".join(_sector(data, one, size) for one in _fat_sectors(data, size)))
    first, cutoff, mini_first = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
    folder = _chain(data, first, links, size)
    root = b""
    for at in range(0, len(folder) - _ENTRY + 1, _ENTRY):
        entry = _entry(folder, at)
        if entry.kind == _ROOT:
            root = _chain(data, entry.start, links, size)
        elif entry.kind == _STREAM and entry.name in names:
            if entry.length >= cutoff:
                yield entry.name, _chain(data, entry.start, links, size)[: entry.length]
            else:
                mini = _links(_chain(data, mini_first, links, size))
                yield entry.name, _chain(root, entry.start, mini, 1 << mini_shift, 0)[: entry.length]


class _Entry(NamedTuple):
    name: str
    kind: int
    start: int
    length: int


def _entry(folder: bytes, at: int) -> _Entry:
    (size,) = struct.unpack_from("<H", folder, at + 64)
    start, length = struct.unpack_from("<II", folder, at + 116)
    name = folder[at : at + min(64, max(0, size - 2))].decode("utf-16-le", "replace")
    return _Entry(name.lower(), folder[at + 66], start, length)


def _links(table: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])


def _fat_sectors(data: bytes, size: int) -> list[int]:
    """The sectors that hold the table of chains, no more than there are."""
    sectors = [one for one in struct.unpack_from("<109I", data, 76) if one < _END_OF_CHAIN]
    following, seen = struct.unpack_from("<I", data, 68)[0], set[int]()
    while following < _END_OF_CHAIN and following not in seen:
        seen.add(following)
        block = _sector(data, following, size)
        if len(block) < size:
            break
        *more, following = struct.unpack(f"<{size // 4}I", block)
        sectors += [one for one in more if one < _END_OF_CHAIN]
    return sectors[: len(data) // size]


def _sector(data: bytes, number: int, size: int, base: int = _HEADER) -> bytes:
    at = (number + 1) * size if base else number * size
    return data[at : at + size]


def _chain(data: bytes, first: int, links: tuple[int, ...], size: int, base: int = _HEADER) -> bytes:
    """The octets of a chain of sectors; a chain that turns back on itself ends when it is as long as the file."""
    pieces: list[bytes] = []
    number = first
    while number < len(links) and len(pieces) <= len(data) // size:
        pieces.append(_sector(data, number, size, base))
        number = links[number]
    return b"".join(pieces)


def records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and length of a workbook's records from there on."""
    unpack, end = struct.Struct("<HH").unpack_from, len(stream) - 4
    while at <= end:
        kind, length = unpack(stream, at)
        yield kind, at + 4, length
        at += 4 + length
