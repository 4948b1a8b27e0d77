"""What a version of the roster and its files says, in words: for the pages of people, of rosters, and of two signatures."""
