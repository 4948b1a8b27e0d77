"""A list of SHA-256 sums as `sha256sum` writes and checks it: one line per file, sorted by name."""

import hashlib
from collections.abc import Mapping
from typing import Final

NAME: Final = "MANIFEST.sha256"
_SUM: Final = 64
_BETWEEN: Final = "  "


def lines(files: Mapping[str, bytes]) -> bytes:
    """Return the list for files; names are plain relative paths."""
    return "".join(
        f"{hashlib.sha256(files[name]).hexdigest()}{_BETWEEN}{name}\n" for name in sorted(files)
    ).encode()


def read(text: str) -> dict[str, str]:
    """Return the sums by name. Raises ValueError, with the line's number, for an invalid line or a repeated name."""
    sums: dict[str, str] = {}
    for nth, line in enumerate(text.split("\n")[:-1], 1):
        digest, name = line[:_SUM], line[_SUM + len(_BETWEEN) :]
        good = (
            len(digest) == _SUM
            and set(digest) <= set("0123456789abcdef")
            and line[_SUM:].startswith(_BETWEEN)
        )
        if not good or not name or name in sums:
            raise ValueError(str(nth))
        sums[name] = digest
    if text and not text.endswith("\n"):
        raise ValueError("end")
    return sums
