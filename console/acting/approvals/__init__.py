"""Deciding: cards, several at once, versions side by side."""
