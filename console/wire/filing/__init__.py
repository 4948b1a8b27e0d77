"""Quarters and figures (R3, R8)."""
