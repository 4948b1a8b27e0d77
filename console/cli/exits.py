"""Exit codes of the command line; every command uses these and no others."""

from typing import Final

OK: Final = 0
PROBLEM: Final = 1
"""Something failed that no rule forbids."""
USAGE: Final = 2
"""The command was not understood, or lacks an input that nobody can be asked for."""
REFUSED: Final = 3
"""A rule forbids it."""
NO_DESK: Final = 4
"""The desk, or for custody the dispatcher, cannot be reached or did not answer."""
VERIFICATION: Final = 5
"""A bundle or the ledger was verified and found bad."""
INTERRUPTED: Final = 130
"""Ctrl-C (128 + SIGINT)."""
