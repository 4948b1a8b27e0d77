"""How a field of a signed act is shown to people, stated once, where the field is declared; its bytes do not change."""

from enum import IntEnum

import msgspec


class Block(IntEnum):
    """Where a field stands when an act is shown: first the decision, then who signs and when, then the proof."""

    DECIDED = 0
    SIGNER = 1
    PROOF = 2


def reads(how: str, block: Block = Block.DECIDED) -> msgspec.Meta:
    """State how a value is shown: `time`, `person`, `department`, `fen`, `digest`, `key`, `plain`, or a catalogue prefix."""
    return msgspec.Meta(extra={"reads": how, "block": block})
