"""What this dispatcher remembers, and what it would notice if it did not."""
