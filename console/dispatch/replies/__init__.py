"""Messages from subscribers, and who wants no more (R11, R13)."""
