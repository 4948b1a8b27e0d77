"""The roster in force here, and the files that it names."""
