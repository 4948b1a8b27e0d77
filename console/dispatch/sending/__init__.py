"""Whose turn it is, and when a send ends."""
