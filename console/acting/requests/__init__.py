"""Writing a request, and what it stands on."""
