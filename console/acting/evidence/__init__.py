"""The evidence of one request: made, and checked without a desk."""
