"""Two-person acts: one person proposes, another confirms, and only then it takes effect (architecture section 4)."""

from enum import StrEnum
from typing import Annotated, ClassVar, Final, get_args

import msgspec

from console.domain.asks import ask
from console.domain.credentials.custody import CustodyAct
from console.domain.erasure.erasing import Erase, ReleaseHold
from console.domain.freezes.freezes import Scope
from console.domain.refusals import refuse
from console.domain.shapes import Count, Digest, Reason, Short, SignedAct, SlotNumber
from console.domain.times import Time


class Verdict(StrEnum):
    """What two people say of recipients whose submit had no answer."""

    SENT = "sent"
    NOT_SENT = "not_sent"
    CLOSED = "closed"  # nobody can tell; they stay unknown and wait no longer


class Settle(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="settle/1", tag_field="act"):
    """The UNKNOWN recipients of one slot are settled: `request` and `release` are digests, `count` how many there are."""

    CLAUSE: ClassVar[str] = "I2"

    request: Digest
    release: Digest
    slot: SlotNumber
    count: Annotated[Count, ask("again")]
    verdict: Annotated[Verdict, ask()]


class Which(StrEnum):
    """Whom a continuation sends to, of those whom the send before it did not reach."""

    FAILED = "failed"  # refused by the provider, or not delivered
    REMAINDER = "remainder"  # never sent to: the window passed, it was stopped, or two people said so


class Continue(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="continue/1", tag_field="act"):
    """Those whom an ended send did not reach are sent to again: same text, list and gateway, in a window of their own.

    `release` is the digest of what let the ended send go: its release, or the proposal where it continued another itself.
    `slot` is its number, `as_slot` the new send's, `count` how many there are.
    """

    CLAUSE: ClassVar[str] = "I2"

    request: Digest
    release: Digest
    slot: SlotNumber
    which: Annotated[Which, ask()]
    as_slot: SlotNumber
    opens: Annotated[Time, ask("now")]
    closes: Annotated[Time, ask()]
    count: Annotated[int, msgspec.Meta(ge=1, le=10_000_000), ask("again")]


OnRecipients = Settle | Continue
"""Acts on a slot of a request."""


class Unfreeze(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="unfreeze/1", tag_field="act"):
    """A freeze is lifted: `freeze` is the number that the dispatcher gave it, so that none made later is meant."""

    scope: Scope
    subject: Short
    freeze: Annotated[int, msgspec.Meta(ge=1)]


class ResumeLoss(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="resume_loss/1", tag_field="act"
):
    """A gateway is used again after a loss (R12): `case` is the digest of the report.

    `fingerprint` and `installed` are those of the password that is in force since, as the dispatcher shows them.
    """

    case: Digest
    gateway: Short
    fingerprint: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    installed: Time


class Rearm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="rearm/1", tag_field="act"):
    """A dispatcher whose database was restored, copied or lost may send again, or one whose clock went back by that clock.

    `dispatcher` is its id in the roster; `instance` the mark under which it asks this very question, used once.
    """

    dispatcher: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    instance: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]


Lifting = Unfreeze | ResumeLoss | Rearm
"""Acts on what keeps everybody from sending."""

TwoPersonAct = Settle | Continue | Unfreeze | ResumeLoss | Rearm | CustodyAct | Erase | ReleaseHold
"""What can be proposed today: a union by the tag `act`, so that further acts join as further members."""
PROPOSED: Final[dict[str, type[msgspec.Struct]]] = {
    str(one.__struct_config__.tag): one for one in get_args(TwoPersonAct)
}
"""The same by their tags, versions and all."""


class Proposal(SignedAct, frozen=True, tag="proposal/1"):
    """The first signature of a two-person act; without the second by `expires` it is nothing."""

    reason: Annotated[Reason, ask(missing=refuse("reason_missing", "R2"))]
    act: TwoPersonAct
    expires: Time


class Confirmation(SignedAct, frozen=True, tag="confirmation/1"):
    """The second signature, or a further one; `proposal` is the digest of the first one's statement."""

    proposal: Digest
