"""Printable forms and filing packs: plain data in, workbook bytes out."""
