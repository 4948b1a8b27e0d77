"""Two-person acts: one person proposes, another confirms, and only then it takes effect (architecture section 4)."""

from enum import StrEnum
from typing import Annotated

import msgspec

from console.domain.shapes import Count, Digest, Reason, SignedAct
from console.domain.times import Time


class Verdict(StrEnum):
    """What two people say of recipients whose submit had no answer."""

    SENT = "sent"
    NOT_SENT = "not_sent"
    CLOSED = "closed"  # nobody can tell; they stay unknown and wait no longer


class Settle(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="settle/1", tag_field="act"):
    """The UNKNOWN recipients of one slot are settled: `request` and `release` are digests, `count` how many there are."""

    request: Digest
    release: Digest
    slot: Annotated[int, msgspec.Meta(ge=1, le=31)]
    count: Count
    verdict: Verdict


TwoPersonAct = Settle
"""What can be proposed today: a union by the tag `act`, so that further acts join as further members."""


class Proposal(SignedAct, frozen=True, tag="proposal/1"):
    """The first signature of a two-person act; without the second by `expires` it is nothing."""

    act: TwoPersonAct
    expires: Time
    reason: Reason


class Confirmation(SignedAct, frozen=True, tag="confirmation/1"):
    """The second signature; `proposal` is the digest of the first one's statement."""

    proposal: Digest
