"""The evidence of one request, taken out."""
