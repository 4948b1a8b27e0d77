"""Duties: everything that somebody owes, declared beside its kind; my turn lists the caller's, the chase board all (R2, R3, R7)."""
