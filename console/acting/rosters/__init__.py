"""The next version of the roster, and the files that it names."""
