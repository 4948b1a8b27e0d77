"""The octets with which files of known kinds begin."""

from typing import Final

ZIP: Final = b"PK\x03\x04"
COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF: Final = b"%PDF-"
PNG: Final = b"\x89PNG\r\n\x1a\n"
JPEG: Final = b"\xff\xd8\xff"
BITMAP: Final = b"BM"
GIF: Final = (b"GIF87a", b"GIF89a")
TIFF: Final = (b"II*\0", b"MM\0*")
