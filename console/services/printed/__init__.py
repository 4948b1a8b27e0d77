"""Forms on paper, from the signed statements."""
