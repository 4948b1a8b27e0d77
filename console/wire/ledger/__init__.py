"""The ledger and what is proved from it."""
