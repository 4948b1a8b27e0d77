"""Requests, templates and what an approver reads."""
