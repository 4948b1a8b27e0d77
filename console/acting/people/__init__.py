"""Applications and pledges (Attachments 2 and 3)."""
