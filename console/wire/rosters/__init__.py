"""The roster, and the files that it names."""
