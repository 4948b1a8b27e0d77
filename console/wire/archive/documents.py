"""Calls about documents attached to a request: their octets go to the desk and come back in pieces."""

from typing import ClassVar

import msgspec

from console.wire.base import Ask, Do
from console.wire.bounds import Whole


class AddDocument(Do, frozen=True):
    """The octets from `start` on of a document of `size` octets that the saved draft names by its SHA-256; the first ones begin anew.

    The answer's `id` is how many octets the desk has.
    """

    request: Whole
    sha256: str
    size: Whole
    start: Whole
    data: bytes
    # The house's scanner takes up to a minute, and may have others before this one.
    patience: ClassVar[float] = 150.0


class Part(msgspec.Struct, frozen=True):
    """Octets of a document, and how many it has in all."""

    size: int
    data: bytes


class DocumentPart(Ask, frozen=True):
    """The octets of a document from `start` on, as many as one answer holds; `start` is the end of an earlier answer."""

    request: Whole
    sha256: str
    start: Whole = 0
    Answer: ClassVar[type] = Part
