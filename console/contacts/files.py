"""Which files may be lists, for those that only move their octets: what they hold is judged in the reading process."""

from typing import Final

SUFFIXES: Final = frozenset({".txt", ".csv", ".xls", ".xlsx"})
"""How the name of a file ends that may be a list, in small letters."""
MAX_FILE: Final = 64 * 1024 * 1024
"""Most octets of a file."""
