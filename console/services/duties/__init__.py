"""Duties: everything that somebody owes, declared once beside its kind; my turn is what is mine, the chase board is all (R2, R3, R7)."""
