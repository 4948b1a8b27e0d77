"""The ledger in a person's own hands."""
