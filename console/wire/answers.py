"""What every answer may be: a page of rows, what was prepared, what was done, a fault, some octets."""

import msgspec

from console.domain.refusals import Refusal


class Page(msgspec.Struct, frozen=True):
    """The frame of a page: the number of rows under the filter, and the key after which the next page starts (empty: none)."""

    total: int
    after: str


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with one field of a draft: the field's name, and the refusal whose words are shown beside it."""

    field: str
    refusal: Refusal


class Prepared(msgspec.Struct, frozen=True):
    """The bytes that the caller would sign, as canonical JSON text. The console decodes and shows exactly these."""

    text: str


class Done(msgspec.Struct, frozen=True):
    """An act took effect: the ledger entry's number, and the id of what it made or changed (0: nothing)."""

    seq: int
    id: int = 0
    number: str = ""


class Blob(msgspec.Struct, frozen=True):
    """Opaque bytes: a bundle, or a chunk of numbers (ascending int64, little-endian)."""

    data: bytes
