"""Lists of numbers, and who wants nothing."""
