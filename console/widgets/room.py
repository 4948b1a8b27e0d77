"""The room in a dialog, which words are folded to before there is one."""

from typing import Final

ROOM: Final = 74
"""Width of a line in a dialog in cells, without its frame and a scroll bar."""
AROUND: Final = 4
"""Columns of a dialog's frame and margins."""
