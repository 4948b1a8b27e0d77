"""Texts against the rules for content (R11)."""
