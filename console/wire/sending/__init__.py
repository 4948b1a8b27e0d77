"""Sends, and what stops them."""
