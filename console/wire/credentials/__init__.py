"""Custody of gateway passwords (R12)."""
