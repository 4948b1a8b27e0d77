"""The shapes that signed acts are made of: bounded texts, counts and digests, and what every act of a person carries.

Digests are SHA-256 in lower-case hex over a statement's exact bytes.
"""

from typing import Annotated, ClassVar

import msgspec

from console.domain.reads import Block, reads
from console.domain.times import Time

Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z"), reads("digest", Block.PROOF)]
MaybeDigest = Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-f]{64})?\Z"), reads("digest", Block.PROOF)]
MaybeTime = Annotated[
    str,
    msgspec.Meta(pattern=r"\A([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?\Z"),
    reads("time"),
]
Count = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
Short = Annotated[str, msgspec.Meta(max_length=200)]
PersonId = Annotated[Short, reads("person")]
DepartmentId = Annotated[Short, reads("department")]
Version = Annotated[Short, reads("plain", Block.PROOF)]
"""The version of a rule that an act was judged by."""
Long = Annotated[str, msgspec.Meta(max_length=2000)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]

LAST_SLOT = 999
"""The highest slot number. A request brings 1 to 31 of its own; sends that continue another take the numbers after them."""
SlotNumber = Annotated[int, msgspec.Meta(ge=1, le=LAST_SLOT)]


class SignedAct(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type"):
    """What every signed act carries: organisation, signer, own clock, and the roster version that they acted under.

    `CLAUSE` is cited where a field of it is not filled in as it must be. `MOVES` are the fields that may differ between what was
    read and what is signed a minute later: its date, and a number that the desk gives at the end. `LETTER` says that its texts
    are signed as they were typed, with the blanks around them and any number in them.
    """

    CLAUSE: ClassVar[str] = "R2"
    MOVES: ClassVar[frozenset[str]] = frozenset({"at"})
    LETTER: ClassVar[bool] = False

    org: Annotated[Short, reads("plain", Block.PROOF)]
    by: Annotated[Short, reads("person", Block.SIGNER)]
    at: Annotated[Time, reads("time", Block.SIGNER)]
    roster: Annotated[int, msgspec.Meta(ge=1), reads("plain", Block.PROOF)]
