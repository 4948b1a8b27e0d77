"""The shapes that signed acts are made of: bounded texts, counts and digests, and what every act of a person carries.

Digests are SHA-256 in lower-case hex over a statement's exact bytes.
"""

from typing import Annotated

import msgspec

from console.domain.times import Time

Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
MaybeDigest = Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-f]{64})?\Z")]
MaybeTime = Annotated[
    str, msgspec.Meta(pattern=r"\A([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?\Z")
]
Count = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
Short = Annotated[str, msgspec.Meta(max_length=200)]
Long = Annotated[str, msgspec.Meta(max_length=2000)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]

LAST_SLOT = 999
"""The highest slot number. A request brings 1 to 31 of its own; sends that continue another take the numbers after them."""
SlotNumber = Annotated[int, msgspec.Meta(ge=1, le=LAST_SLOT)]


class SignedAct(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type"):
    """What every signed act carries: organisation, signer, own clock, and the roster version that he acted under."""

    org: Short
    by: Short
    at: Time
    roster: Annotated[int, msgspec.Meta(ge=1)]
