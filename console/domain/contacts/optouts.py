"""What an opt-out (退订) may cover (R13)."""

from typing import Final

SCOPES: Final = ("promotion", "all")
"""Only promotion, or every message; in the order of their numbers on the wire and at the dispatcher."""
