"""What an opt-out (退订) may be of (R13)."""

from typing import Final

SCOPES: Final = ("promotion", "all")
"""Promotion alone, or every message; in the order of their numbers on the wire and at the dispatcher."""
