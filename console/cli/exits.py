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
"""The desk, or for custody the dispatcher, cannot be reached, did not answer, or has no database at the moment."""
VERIFICATION: Final = 5
"""A bundle or the ledger was verified and found bad."""
WEIGH: Final = 6
"""`doctor` found nothing bad, and something to weigh."""
UNKNOWN: Final = 3
"""What `status` ends with where it cannot look: it alone answers as monitoring plugins do (0 good, 1 worth a look, 2 bad, 3 unknown)."""
INTERRUPTED: Final = 130
"""Ctrl-C (128 + SIGINT)."""
