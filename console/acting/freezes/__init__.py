"""Freezing, and what lifts it (R12)."""
