"""The archive book, and forms on paper."""
