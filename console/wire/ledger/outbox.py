"""The call by which a person's own program says that it puts a file where that person can fetch it from a separated host."""

from enum import StrEnum
from typing import Annotated, Final

import msgspec

from console.wire.base import Do
from console.wire.bounds import LARGEST, one_of


class OutKind(StrEnum):
    """What a file that leaves the host is; the ledger names it so."""

    FORM = "form"
    PACK = "pack"
    EVIDENCE = "evidence"
    LEDGER = "ledger"
    STATISTICS = "statistics"
    BUNDLE = "bundle"
    STATEMENT = "statement"
    TABLE = "table"
    NUMBERS = "numbers"
    ATTACHMENT = "attachment"
    RULES = "rules"
    KEY = "key"


SHA256: Final = msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")


class PutOut(Do, frozen=True):
    """Record that the caller puts a file into their outbox: what it is, its SHA-256 (hex) and its octets, never its name or content."""

    kind: Annotated[str, one_of(OutKind)]
    sha256: Annotated[str, SHA256]
    size: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
