"""Whether a release may begin: everything that it rests on is judged here."""
