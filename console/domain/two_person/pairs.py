"""Two-person acts: one person proposes, another confirms, and only then the act takes effect (architecture section 4)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar, Final, get_args

import msgspec

from console.domain.asks import ask
from console.domain.contacts.resubscribing import Resubscribe
from console.domain.content.appeals import ReleaseText
from console.domain.credentials.custody import CustodyAct
from console.domain.erasure.erasing import Erase, ReleaseHold
from console.domain.freezes.freezes import Scope
from console.domain.pair import PairAct, Part, Rule
from console.domain.refusals import refuse
from console.domain.sending.trials import Trial
from console.domain.shapes import Count, Digest, Reason, Short, SignedAct, SlotNumber
from console.domain.times import Time


class Verdict(StrEnum):
    """The decision of two people about recipients whose submit had no answer."""

    SENT = "sent"
    NOT_SENT = "not_sent"
    CLOSED = "closed"  # nobody can tell; they stay unknown, and the case is closed


class Settle(PairAct, frozen=True, tag="settle/1"):
    """The UNKNOWN recipients of one slot are settled: `request` and `release` are digests, `count` is how many there are."""

    RULE = Rule("settle", "I2", Part.RELEASING_OPERATOR, (Part.FIRST_APPROVER,))

    request: Digest
    release: Digest
    slot: SlotNumber
    count: Annotated[Count, ask("again")]
    verdict: Annotated[Verdict, ask()]


class Which(StrEnum):
    """Which recipients a continuation sends to, among those whom the earlier send did not reach."""

    FAILED = "failed"  # refused by the provider, or not delivered
    REMAINDER = "remainder"  # never sent to: the window passed, it was stopped, or two people said so


class Continue(PairAct, frozen=True, tag="continue/1"):
    """A new send to the recipients whom an ended send did not reach: same text and list, with its own window.

    It goes through the gateway of the ended send; `continue/2` names its gateway.

    `release` is the digest of the act that started the ended send: its release, or its proposal if it was itself a continuation.
    `slot` is its number, `as_slot` is the new send's, `count` is the number of recipients.
    """

    # The failed go again under the first approval; the rest is a send of its own, for which the last approver answers.
    BY_HALF: ClassVar[Mapping[Which, Rule]] = {
        Which.FAILED: Rule("resend", "I2", Part.RELEASING_OPERATOR, (Part.FIRST_APPROVER,), lets_go=True),
        Which.REMAINDER: Rule(
            "remainder", "R2", Part.RELEASING_OPERATOR, (Part.LAST_APPROVER,), lets_go=True
        ),
    }
    RULE = BY_HALF[Which.FAILED]

    request: Digest
    release: Digest
    slot: SlotNumber
    which: Annotated[Which, ask()]
    as_slot: SlotNumber
    opens: Annotated[Time, ask("now")]
    closes: Annotated[Time, ask()]
    count: Annotated[int, msgspec.Meta(ge=1, le=10_000_000), ask("again")]

    @property
    def rule(self) -> Rule:
        """The rule of the half that is sent to."""
        return self.BY_HALF[self.which]

    @classmethod
    def rules(cls) -> tuple[Rule, ...]:
        """Return the rules of both halves."""
        return (*cls.BY_HALF.values(),)


class ContinueThrough(Continue, frozen=True, tag="continue/2"):
    """A continuation through a gateway that the request names: that of the ended send, or its backup gateway."""

    gateway: Annotated[Short, ask(needed=False, filled=True)]


def through(act: Continue, before: str) -> str:
    """Return the gateway of a continuation, if the ended send went through `before`."""
    return act.gateway if isinstance(act, ContinueThrough) else before


OnRecipients = Settle | Continue | ContinueThrough
"""Acts on a slot of a request."""


class Unfreeze(PairAct, frozen=True, tag="unfreeze/1"):
    """A freeze is lifted: `freeze` is the number that the dispatcher gave it, so that no later freeze is meant."""

    RULE = Rule("unfreeze", "R12", Part.MANAGER, (Part.MANAGER_ELSEWHERE,))

    scope: Scope
    subject: Short
    freeze: Annotated[int, msgspec.Meta(ge=1)]


class GoOn(PairAct, frozen=True, tag="go_on/1"):
    """What stopped by itself goes on: the sends of a request, or a gateway (`console.domain.sending.brakes`); `freeze` as in Unfreeze."""

    BY_SCOPE: ClassVar[Mapping[Scope, Rule]] = {
        Scope.REQUEST: Rule(
            "go_on_send", "I2", Part.RELEASING_OPERATOR, (Part.FIRST_APPROVER,), lets_go=True
        ),
        Scope.GATEWAY: Rule("go_on_line", "I2", Part.CUSTODIAN, (Part.GENERAL_MANAGER_OF_DEPARTMENT,)),
    }
    RULE = BY_SCOPE[Scope.GATEWAY]

    scope: Scope
    subject: Short
    freeze: Annotated[int, msgspec.Meta(ge=1)]

    @property
    def rule(self) -> Rule:
        """The rule of what goes on."""
        return self.BY_SCOPE.get(self.scope, self.RULE)

    @classmethod
    def rules(cls) -> tuple[Rule, ...]:
        """Return both rules."""
        return (*cls.BY_SCOPE.values(),)


def goes_on(scope: str, by: str) -> bool:
    """Whether something stopped by itself, so that nobody (`by`) lifts it as their freeze; what else names nobody ends like a person's."""
    return not by and scope in GoOn.BY_SCOPE


def ends_freeze(scope: str, subject: str, number: int, by: str) -> Unfreeze | GoOn:
    """Return the act that ends a freeze, by the dispatcher's number of it."""
    if goes_on(scope, by):
        return GoOn(Scope(scope), subject, number)
    return Unfreeze(Scope(scope), subject, number)


class ResumeLoss(PairAct, frozen=True, tag="resume_loss/1"):
    """A gateway is used again after a loss (R12): `case` is the digest of the report.

    `fingerprint` and `installed` belong to the password in force since then, as the dispatcher shows them.
    """

    RULE = Rule("resume_after_loss", "R12", Part.CUSTODIAN, (Part.GENERAL_MANAGER_OF_DEPARTMENT,))

    case: Digest
    gateway: Short
    fingerprint: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    installed: Time


class Rearm(PairAct, frozen=True, tag="rearm/1"):
    """A dispatcher may send again after its database was restored, copied or lost, or by its clock after the clock went back.

    `dispatcher` is its id in the roster, or `desk` for the clock of the desk; `instance` is the mark of this one question, used once.
    """

    RULE = Rule("rearm", "R12", Part.CUSTODIAN, (Part.GENERAL_MANAGER_OF_DEPARTMENT,))

    dispatcher: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    instance: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]


Lifting = Unfreeze | GoOn | ResumeLoss | Rearm
"""Acts that lift a block on all sending."""

TwoPersonAct = (
    Settle
    | Continue
    | ContinueThrough
    | Unfreeze
    | GoOn
    | ResumeLoss
    | Rearm
    | CustodyAct
    | Erase
    | ReleaseHold
    | Resubscribe
    | ReleaseText
    | Trial
)
"""The acts that can be proposed: a union by the tag `act`, to which new acts are added as members."""
PROPOSED: Final[dict[str, type[msgspec.Struct]]] = {
    str(one.__struct_config__.tag): one for one in get_args(TwoPersonAct) if one is not Continue
}
"""The same by their tags, including versions, without those of which only older ones are read."""


class Proposal(SignedAct, frozen=True, tag="proposal/1"):
    """The first signature of a two-person act; the proposal lapses without the second by `expires`."""

    reason: Annotated[Reason, ask(missing=refuse("reason_missing", "R2"))]
    act: TwoPersonAct
    expires: Time


class Confirmation(SignedAct, frozen=True, tag="confirmation/1"):
    """The second signature, or a further one; `proposal` is the digest of the first one's statement."""

    proposal: Digest
