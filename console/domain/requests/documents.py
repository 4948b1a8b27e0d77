"""Documents attached to a request (R11: the bank's approval of what is for others): which files they may be, and how large.

Nothing here opens them: the first octets say what a file is, its SHA-256 is what is signed, and its content is the reader's matter.
"""

from typing import Final

from console.domain.requests.file_heads import BITMAP, COMPOUND, GIF, JPEG, PDF, PNG, TIFF, ZIP

MOST_BYTES: Final = 8 * 1024 * 1024
"""The largest document: a scan of a few pages."""
MOST: Final = 10
"""Documents of one request."""
PIECE: Final = 512 * 1024
"""Octets of a document in one call or answer; a frame holds one mebibyte."""

_KINDS: Final = {
    "pdf": (PDF,),
    "ofd": (ZIP,),
    "png": (PNG,),
    "jpg": (JPEG,),
    "jpeg": (JPEG,),
    "tif": TIFF,
    "tiff": TIFF,
    "bmp": (BITMAP,),
    "gif": GIF,
    "docx": (ZIP,),
    "xlsx": (ZIP,),
    "pptx": (ZIP,),
    "doc": (COMPOUND,),
    "xls": (COMPOUND,),
    "ppt": (COMPOUND,),
    "wps": (COMPOUND, ZIP),
    "et": (COMPOUND, ZIP),
}
"""Endings of names, and the octets with which such a file begins."""
ENDINGS: Final = frozenset(f".{one}" for one in _KINDS)
"""How a document's name ends, in small letters."""
HEAD: Final = 8
"""Octets at the beginning that tell what a file is."""


def ending(name: str) -> str:
    """The ending of a document's name, in small letters; empty if it is none that a document may have."""
    last = name.rpartition(".")[2].lower() if "." in name else ""
    return last if last in _KINDS else ""


def is_document(name: str, head: bytes) -> bool:
    """Whether a file begins as one with such a name does."""
    return bool(ending(name)) and head.startswith(_KINDS[ending(name)])


def file_name(sha256: str, name: str) -> str:
    """The name under which evidence and filed quarters keep a document: its SHA-256 and its ending, so that it proves itself."""
    return f"{sha256}.{ending(name)}" if ending(name) else sha256
