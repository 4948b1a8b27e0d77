"""How people read a field of a signed act, said once, where the field is declared; nothing of its bytes changes by it."""

from enum import IntEnum

import msgspec


class Block(IntEnum):
    """Where a field stands when an act is read: what is decided first, who signs and when, then what it is proved by."""

    DECIDED = 0
    SIGNER = 1
    PROOF = 2


def reads(how: str, block: Block = Block.DECIDED) -> msgspec.Meta:
    """Say how a value is read: `time`, `person`, `department`, `fen`, `digest`, `key`, `plain`, or the catalogue's prefix of its words."""
    return msgspec.Meta(extra={"reads": how, "block": block})
