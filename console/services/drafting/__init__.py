"""The entry form, drafts, and their submission."""
