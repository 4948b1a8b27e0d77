"""Calls about printed forms (R1, R3): the desk makes the paper, the person's own program writes it down."""

from typing import ClassVar

import msgspec

from console.wire.base import Do


class Printed(msgspec.Struct, frozen=True):
    """A printed form: a name for the file, its bytes (XLSX), the check code on it, and the ledger entry of the printing."""

    name: str
    data: bytes
    check_code: str
    seq: int


class PrintForm(Do, frozen=True):
    """Print one form; a printing is a ledger entry.

    `kind` is request (Attachment 1), pledge (2), application (3), receipt, loss, claim (the key claim sheet), filing (a quarter),
    summary (a quarter of every department), hand_over or erasure. `id` names what it is of by its id; of a pledge or claim it is
    the person's id, of a summary the quarter's name, and of a receipt the request's. `version` 0 is the newest of a request.
    """

    kind: str
    id: str
    version: int = 0
    lang: str = "zh"
    Answer: ClassVar[type] = Printed


AnyCall = PrintForm
