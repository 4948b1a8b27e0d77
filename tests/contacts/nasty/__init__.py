"""Nasty files, each with the outcome that was written down before the code was asked."""
