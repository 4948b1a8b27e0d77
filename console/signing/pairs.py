"""Two-person acts as the dispatcher judges them: both signatures, the rule of the pair, and whether they match what is here."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import msgspec

from console.domain import times
from console.domain.acts import LONGEST_WINDOW, Slot
from console.domain.authority import Facts, SlotFacts
from console.domain.content.appeals import ReleaseText
from console.domain.erasure.erasing import Erase, OnNumbers, fault
from console.domain.freezes.freezes import Scope
from console.domain.pair import Rule
from console.domain.people.people import Roster
from console.domain.policy import Policy
from console.domain.refusals import Refusal
from console.domain.requests.text import unseen
from console.domain.sending.trials import Trial
from console.domain.states import RequestState, SlotState
from console.domain.two_person.pairing import Ground, may_confirm, may_propose, unfreezing
from console.domain.two_person.pairs import Confirmation, Continue, GoOn, Lifting, Proposal, Settle, Unfreeze
from console.domain.two_person.pairs import through as gateway_of
from console.signing import personnel, through
from console.signing import trust as chain_of_trust
from console.signing.bundle_file import Bundle, Verified
from console.signing.bundle_file import Pair as Pair  # noqa: PLC0414 - a word of the pairs, too
from console.signing.refused import Refused
from console.signing.skew import later
from console.signing.statements import Signed
from console.signing.trust import Roots, Stage, Trust

_Act = TypeVar("_Act", Proposal, Confirmation)


def verify_settle(
    verified: Verified, proposal: Signed, confirmation: Signed, bundle: Bundle, roots: Roots, *, unknown: int
) -> Settle:
    """Judge the two signatures that settle the UNKNOWN recipients of a verified release; return the act, or raise Refused.

    `unknown` is how many the verifier itself counts; `verified.at` is the instant of the judgement.
    """
    judged = _Judged(verified, Pair(proposal, confirmation), bundle, roots, Stage.NEW)
    act = judged.first.act
    if not isinstance(act, Settle):
        raise Refused("pair_differs", "not a settlement")
    judged.whole()
    _judge_send(verified, act)
    if act.count != unknown or not unknown:
        raise Refused("settle_count", f"{act.count} signed, {unknown} here")
    return act


FileOf = Callable[[Verified, str], str]
"""The verifier's own file of the gateway of that name, for a send of which all else is proved; it may raise as it likes."""


def _no_file(verified: Verified, gateway: str) -> str:
    del verified
    raise Refused("gateway_differs", gateway)


def verify_continue(
    verified: Verified,
    pair: Pair,
    bundle: Bundle,
    roots: Roots,
    *,
    file_of: FileOf = _no_file,
    stage: Stage = Stage.NEW,
) -> tuple[Verified, Continue]:
    """Judge the two signatures that allow sending to the recipients whom a verified release did not reach; raises Refused.

    Return what is proved about the new send, and the act. The send's own resumes, settlements and continuations are judged by this
    proof. The verifier itself counts the recipients. `stage` is how far it has come with the new send: once that is claimed, the
    proposal may expire and both people may have moved on. The file of another gateway than the ended send's comes from `file_of`,
    whose errors pass.
    """
    judged = _Judged(verified, pair, bundle, roots, stage)
    act = judged.first.act
    if not isinstance(act, Continue):
        raise Refused("pair_differs", "not a continuation")
    judged.whole()
    _judge_send(verified, act)
    if act.as_slot == act.slot or any(act.as_slot == slot.id for slot in verified.request.slots):
        raise Refused("release_slot", str(act.as_slot))
    if act.count > verified.slot.n:
        raise Refused("continue_count", f"{act.count} of {verified.slot.n}")
    _judge_window(act, judged.second.at)
    new = _continued(verified, act, judged, pair.proposal.digest())
    return _through(new, act, file_of), act


def _continued(verified: Verified, act: Continue, judged: "_Judged", digest: str) -> Verified:
    part = SlotFacts(act.as_slot, SlotState.RELEASED, act.opens, act.closes, judged.first.by, act.slot)
    facts = msgspec.structs.replace(
        verified.facts,
        slots=(*verified.facts.slots, part),
        extended_by=verified.facts.extended_by | {judged.second.by},
    )
    slot = Slot(id=act.as_slot, list=verified.slot.list, n=act.count, opens=act.opens, closes=act.closes)
    return msgspec.structs.replace(
        verified,
        slot=slot,
        release_digest=digest,
        facts=facts,
        since=judged.second.at,
        continues=act.slot,
    )


def _through(verified: Verified, act: Continue, file_of: FileOf) -> Verified:
    """The continuation by the gateway that it names, which is judged as that of a release is."""
    named = gateway_of(act, verified.gateway.id)
    through.demand_approved(verified.request, named)
    if named == verified.gateway.id:
        return verified
    gateway = through.read(file_of(verified, named), named, verified.roster)
    through.judge_cost(verified.request, verified.policy, gateway)
    return msgspec.structs.replace(verified, gateway=gateway)


def _judge_send(verified: Verified, act: Settle | Continue) -> None:
    named = (act.request, act.release, act.slot)
    if named != (verified.request_digest, verified.release_digest, verified.slot.id):
        raise Refused("pair_differs", "another send")


def _judge_window(act: Continue, confirmed: str) -> None:
    """The window is in order, not longer than allowed, and was not over when the second person signed."""
    length = times.parse(act.closes) - times.parse(act.opens)
    if not timedelta(0) < length <= LONGEST_WINDOW or not confirmed < act.closes:
        raise Refused("continue_window", f"{act.opens} to {act.closes}")


class _Two(ABC):
    """Two statements by two people, judged at an instant under a chain of rosters with the personnel orders applied.

    Neither statement may be older than `since`; an empty `since` sets no limit.
    """

    def __init__(self, trust: Trust, pair: Pair, policy: Policy, at: str, since: str, stage: Stage) -> None:
        self.trust, self.policy, self.at, self.since, self.stage = trust, policy, at, since, stage
        self.first = self._opened(pair.proposal, Proposal)
        self.second = self._opened(pair.confirmation, Confirmation)
        if self.second.proposal != pair.proposal.digest():
            raise Refused("pair_differs", "another proposal")

    def whole(self) -> None:
        """Judge times and people; raises Refused."""
        self._judge_times()
        self._judge_people(self.first.act.rule)

    def _opened(self, signed: Signed, kind: type[_Act]) -> _Act:
        """The statement, signed by a person whose signature still counts, with one good key of their own."""
        statement, keys = chain_of_trust.opened(signed, self.trust.roots.org, "pair_signature")
        if not isinstance(statement, kind):
            raise Refused("pair_differs", f"not a {kind.__name__.lower()}")
        if unseen(msgspec.to_builtins(statement)):
            raise Refused("hidden_characters", kind.__name__.lower())
        if statement.at > later(self.at):
            raise Refused("signed_in_future", statement.at)
        chain_of_trust.signer(self.trust, statement, keys, "pair_signature", stage=self.stage)
        return statement

    def _judge_times(self) -> None:
        """Release, proposal and confirmation follow in this order, all before the proposal expires."""
        first, second = self.first, self.second
        if later(first.at) < self.since:
            raise Refused("pair_order", "older than what it is about")
        if later(second.at) < first.at:
            raise Refused("pair_order", "confirmed before it was proposed")
        longest = timedelta(hours=self.policy.orders.proposal_hours)
        if times.parse(first.expires) - times.parse(first.at) > longest:
            raise Refused("pair_expired", f"longer than {longest}")
        # The second signer sets their own clock, so a late confirmation is late even if it states an earlier time.
        latest = max(second.at, self.at) if self.stage is Stage.NEW else second.at
        if not latest < first.expires:
            raise Refused("pair_expired", first.expires)

    def _judge_people(self, rule: Rule) -> None:
        """The rule must hold under the rosters that both acts name, and under the newest one when the pair takes effect."""
        first, second = self.first, self.second
        then = [
            (chain_of_trust.named_roster(self.trust, first), first.at),
            (chain_of_trust.named_roster(self.trust, second), second.at),
        ]
        now = [(self.trust.newest, self.at)] if self.stage is Stage.NEW else []
        for roster, at in then + now:
            _allow(may_propose(first.by, rule, self._ground(roster, at)))
        for roster, at in then[1:] + now:
            _allow(may_confirm(second.by, rule, self._ground(roster, at), proposer=first.by))

    @abstractmethod
    def _ground(self, roster: Roster, at: str) -> Ground:
        """Return the facts by which the pair is judged under a roster at an instant."""


class _Judged(_Two):
    """A pair about recipients, compared with what is already proved about their send."""

    def __init__(self, verified: Verified, pair: Pair, bundle: Bundle, roots: Roots, stage: Stage) -> None:
        trust = chain_of_trust.establish(roots, bundle.signers, bundle.rosters, verified.pin)
        orders = personnel.orders(bundle.orders, trust, verified.policy, later(verified.at), stage=stage)
        under = trust.under(orders)
        self.verified = verified
        self.deputations = tuple(personnel.deputations(orders, under.newest, stage=stage))
        _Two.__init__(self, under, pair, verified.policy, verified.at, verified.since, stage)

    def _judge_times(self) -> None:
        if not self.since:
            raise Refused("pair_order", "nothing was released")
        _Two._judge_times(self)  # noqa: SLF001 - its own parent; `super` could not be judged by mutants

    def _ground(self, roster: Roster, at: str) -> Ground:
        verified = self.verified
        pledged = personnel.pledged(verified.policy.pledge, verified.pledges, at)
        facts: Facts = msgspec.structs.replace(verified.facts, pledged=pledged)
        return Ground(roster, at, facts, deputations=self.deputations)


class Lifted(msgspec.Struct, frozen=True):
    """What two people allowed to continue, and who they are."""

    act: Lifting
    proposer: str
    confirmer: str


class Around(msgspec.Struct, frozen=True):
    """The facts by which a pair without a request is judged: people, rules and instant.

    `trust` is the chain of rosters with the personnel orders applied. `since` is when the matter of the pair began, empty if there
    is no such instant; `releasing` is the department that releases a frozen request, if the verifier knows it; `hands` wrote
    or submitted the request whose text is released, or imported its lists.
    """

    trust: Trust
    policy: Policy
    at: str
    since: str = ""
    releasing: str = ""
    hands: frozenset[str] = frozenset()


def verify_lifting(pair: Pair, around: Around) -> Lifted:
    """Judge the two signatures that lift a freeze, resume a gateway after its loss, or re-arm; return it, or raise Refused.

    The caller decides whether the act matches what is here.
    """
    judged = _Alone(pair, around)
    act = judged.first.act
    if not isinstance(act, Lifting):
        raise Refused("pair_differs", "about recipients")
    judged.whole()
    return Lifted(act, judged.first.by, judged.second.by)


def verify_go_on(verified: Verified, pair: Pair, bundle: Bundle, roots: Roots, since: str) -> Lifted:
    """Judge the two signatures that let the sends of a request go on, which stopped by themselves at `since`; return it, or raise Refused.

    They are judged by what is proved about one of its sends.
    """
    stopped = msgspec.structs.replace(verified, since=max(verified.since, since))
    judged = _Judged(stopped, pair, bundle, roots, Stage.NEW)
    act = judged.first.act
    if not isinstance(act, GoOn) or act.scope is not Scope.REQUEST:
        raise Refused("pair_differs", "no request that goes on")
    judged.whole()
    return Lifted(act, judged.first.by, judged.second.by)


class Agreed(msgspec.Struct, frozen=True):
    """What two people decided about stored numbers: the act, both people, and when it was proposed."""

    act: OnNumbers
    proposer: str
    confirmer: str
    at: str


def verify_erasing(pair: Pair, around: Around, *, stage: Stage = Stage.NEW) -> Agreed:
    """Judge the two signatures that erase numbers, end a legal hold or a refusal; return the agreed act, or raise Refused.

    The caller decides whether it is due and matches what is here. `stage` BEGUN is for an act that the verifier has already carried
    out: the proposal may have expired since, and both people may have moved on.
    """
    judged = _Alone(pair, around, stage)
    act = judged.first.act
    if not isinstance(act, OnNumbers):
        raise Refused("pair_differs", "erases nothing")
    judged.whole()
    if isinstance(act, Erase) and (name := fault(act)):
        raise Refused(name, f"{act.count} signed")
    return Agreed(act, judged.first.by, judged.second.by, judged.first.at)


def verify_appeal(pair: Pair, around: Around) -> tuple[ReleaseText, str]:
    """Judge the two signatures that release a text; return the act and when it was whole, or raise Refused.

    It is judged as of its own date: what follows it proves when it was used, and its people may have moved on since.
    """
    judged = _Alone(pair, around, Stage.BEGUN)
    act = judged.first.act
    if not isinstance(act, ReleaseText):
        raise Refused("pair_differs", "releases no text")
    judged.whole()
    return act, judged.second.at


class Tried(msgspec.Struct, frozen=True):
    """What two people let go to their own telephones: the act, both people, and when it was whole."""

    act: Trial
    proposer: str
    confirmer: str
    at: str


def verify_trial(pair: Pair, around: Around) -> Tried:
    """Judge the two signatures that try a gateway; return what they let go, or raise Refused. The caller compares it with its file."""
    return _tried(_Alone(pair, around), of_request=False)


def verify_trial_text(verified: Verified, pair: Pair, bundle: Bundle, roots: Roots) -> Tried:
    """Judge the two signatures that try the text of a fully approved request; return what they let go, or raise Refused."""
    if verified.facts.state is not RequestState.CLEARED:
        raise Refused("route_incomplete", verified.facts.state)
    since = max(one.at for one in verified.signatures)
    tried = _tried(
        _Judged(msgspec.structs.replace(verified, since=since), pair, bundle, roots, Stage.NEW),
        of_request=True,
    )
    if tried.act.request != verified.request_digest:
        raise Refused("pair_differs", "another request")
    return tried


def _tried(judged: _Two, *, of_request: bool) -> Tried:
    act = judged.first.act
    if not isinstance(act, Trial) or bool(act.request) is not of_request:
        raise Refused("pair_differs", "tries nothing of the kind")
    judged.whole()
    return Tried(act, judged.first.by, judged.second.by, judged.second.at)


class _Alone(_Two):
    """A pair without a request."""

    def __init__(self, pair: Pair, around: Around, stage: Stage = Stage.NEW) -> None:
        self.around = around
        if not around.trust.newest.expires > around.at:
            raise Refused("roster_expired", around.trust.newest.expires)
        _Two.__init__(self, around.trust, pair, around.policy, around.at, around.since, stage)

    def _ground(self, roster: Roster, at: str) -> Ground:
        act = self.first.act
        if isinstance(act, ReleaseText):
            return Ground(roster, at, hands=self.around.hands, department=act.department)
        if not isinstance(act, Unfreeze):
            return Ground(roster, at)
        around = self.around
        return unfreezing(act, roster, around.policy, at, around.releasing)


def _allow(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused("pair_not_allowed", refusal.code)
