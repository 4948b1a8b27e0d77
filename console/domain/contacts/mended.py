"""The mark by which a workbook of findings says of which file or list they are, so that the mended one finds its way back (R10).

It stands in the name of the sheet, which every program for workbooks keeps, and from there in the manifest of what was mended. It is
the beginning of a digest in letters alone: digits there could be taken for somebody's number.
"""

import re
from typing import Final

_HEX: Final = "0123456789abcdef"
_LETTERS: Final = "ghijklmnopabcdef"
_LONG: Final = 12
_MARK: Final = re.compile(rf"#([a-p]{{{_LONG}}})(?:![A-Z]+)?$")


def mark(digest: str) -> str:
    """The mark for a SHA-256 in hex, of a file or of a list's manifest."""
    return "#" + digest[:_LONG].translate(str.maketrans(_HEX, _LETTERS))


def marked(place: str) -> str:
    """The beginning of the digest that the place of a list's numbers (`sheet!column`) names; empty if it names none."""
    found = _MARK.search(place)
    return found[1].translate(str.maketrans(_LETTERS, _HEX)) if found else ""
