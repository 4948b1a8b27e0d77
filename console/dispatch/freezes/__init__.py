"""Freezes, made and lifted (R12)."""
