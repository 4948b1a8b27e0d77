"""What becomes of a message on the wire and after it."""
