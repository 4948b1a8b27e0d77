"""Legal holds (R13)."""
