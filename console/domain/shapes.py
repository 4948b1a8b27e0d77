"""The types that signed acts are made of: bounded texts, counts and digests, and the fields common to every act of a person.

Digests are SHA-256 in lower-case hex over a statement's exact bytes.
"""

from typing import Annotated, ClassVar

import msgspec

from console.domain import leaves
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
"""The version of the rule by which an act was judged."""
Long = Annotated[str, msgspec.Meta(max_length=2000)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]

LAST_SLOT = 999
"""The highest slot number. A request has slots 1 to 31 of its own; sends that continue another get the numbers after those."""
SlotNumber = Annotated[int, msgspec.Meta(ge=1, le=LAST_SLOT)]


class SignedAct(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type"):
    """The fields of every signed act: organisation, signer, the signer's own time, and the roster version that they acted under.

    `CLAUSE` is cited if a field is not filled in correctly. `MOVES` are the fields that may differ between the act that was read
    and the act signed a minute later: its date, and a number that the desk assigns last. `LETTER` says that texts are signed
    exactly as typed, with surrounding blanks and any phone number in them.
    """

    CLAUSE: ClassVar[str] = "R2"
    MOVES: ClassVar[frozenset[str]] = frozenset({"at"})
    LETTER: ClassVar[bool] = False

    org: Annotated[Short, reads("plain", Block.PROOF)]
    by: Annotated[Short, reads("person", Block.SIGNER)]
    at: Annotated[Time, reads("time", Block.SIGNER)]
    roster: Annotated[int, msgspec.Meta(ge=1), reads("plain", Block.PROOF)]

    def __post_init__(self) -> None:
        """Raise ValueError for a part that is there and says nothing: it is left out, so that an act has one spelling."""
        for name in leaves.later(type(self)):
            value = getattr(self, name)
            if value is not msgspec.UNSET and not value:
                raise ValueError(f"{name}: a part that says nothing is left out")
