"""Calls about printed forms (R1, R3): the desk makes the form, the person's own program saves it."""

from typing import ClassVar

import msgspec

from console.wire.base import Ask, Do
from console.wire.bounds import Language, Small


class Printed(msgspec.Struct, frozen=True):
    """A printed form: a name for the file, its bytes (XLSX), the check code on it, and the ledger entry of the printing."""

    name: str
    data: bytes
    check_code: str
    seq: int


class PrintForm(Do, frozen=True):
    """Print one form; each printing is a ledger entry.

    `kind` is request (Attachment 1), pledge (2), application (3), receipt, loss, claim (the key claim sheet), filing (a quarter),
    summary (a quarter of every department), hand_over or erasure. `id` is the id of the printed thing; for a pledge or claim it is
    the person's id, for a summary the quarter's name, and for a receipt the request's. `version` 0 is the newest of a request.
    """

    kind: str
    id: str
    version: Small = 0
    lang: Language = "zh"
    Answer: ClassVar[type] = Printed


class Numbered(msgspec.Struct, frozen=True):
    """What a printed number stands for: `kind` is request, application, loss, complaint or upkeep; `slot` is 0 if none was given."""

    kind: str
    id: int
    number: str
    slot: int = 0


class FindNumber(Ask, frozen=True):
    """What a printed number stands for, such as 2026-L001; a request's number may have a slot after it (`.2`)."""

    number: str
    Answer: ClassVar[type] = Numbered
