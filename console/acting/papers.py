"""What a request form names besides its text: a paper by the digest of its file, a link or telephone with who registered it."""

import hashlib
from pathlib import Path
from typing import Final

from console.errors import ConsoleError

REGISTERED: Final = "+"
"""Prefix of a link or telephone that the bank registered."""
_MOST: Final = 64 * 1024 * 1024


def quoted(typed: str) -> tuple[str, bool]:
    """Return a link or telephone, and whether the bank registered it."""
    return typed.removeprefix(REGISTERED).strip(), typed.startswith(REGISTERED)


def paper(path: Path) -> tuple[str, str]:
    """Return the name of a file and its SHA-256; raises ConsoleError `paper_too_large` or `paper_unreadable`."""
    place = path.expanduser()
    try:
        if place.stat().st_size > _MOST:
            raise ConsoleError("paper_too_large", most=_MOST)
        return place.name.replace(" ", "_"), hashlib.sha256(place.read_bytes()).hexdigest()
    except OSError as error:
        raise ConsoleError("paper_unreadable", name=place.name) from error
