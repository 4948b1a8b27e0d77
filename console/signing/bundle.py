"""The bundle: everything that proves one release, as one canonical document, and the one function that judges it."""

import msgspec

from console.domain import policy, times
from console.domain.acts import (
    LONGEST_WINDOW,
    Acceptance,
    Approval,
    CodedAcceptance,
    Extension,
    Manifest,
    Personal,
    Release,
    Request,
    Slot,
    Step,
    kind,
)
from console.domain.approvals import routes
from console.domain.archive.check_code import matches
from console.domain.authority import Act, Authority, Facts, SlotFacts
from console.domain.content import appeals
from console.domain.content.appeals import ReleaseText
from console.domain.people.people import Post, Roster, Signers
from console.domain.people.standing import Brought
from console.domain.requests.text import faults, unseen
from console.domain.sending.gateways import GatewayFile
from console.domain.states import RequestState, SlotState
from console.domain.toml_lines import FileFaultError
from console.signing import pairs, personnel, through
from console.signing import trust as chain_of_trust
from console.signing.bundle_file import Bundle, Own, Signature, Verified
from console.signing.refused import Refused
from console.signing.skew import later
from console.signing.sshsig import fingerprint
from console.signing.statements import Signed, digest
from console.signing.trust import Pin, Roots, Stage, Trust


def verify(
    bundle: Bundle,
    roots: Roots,
    at: str,
    *,
    pin: Pin | None = None,
    own: Own | None = None,
    stage: Stage = Stage.NEW,
) -> Verified:
    """Judge a bundle at instant `at`; return what it proves, or raise Refused with the name of the fault.

    `pin` is the newest roster that the verifier knows; `own` holds its copies of the policy and gateway files. Without `own` the
    bundle's copies are judged by the digests in the roster alone (an auditor has no copies). `stage` is how far the verifier has
    come with this release.
    """
    if bundle.v != 1 or bundle.org != roots.org:
        raise Refused("foreign_organisation", bundle.org)
    return _Judgement(bundle, roots, at, pin, own, stage).whole()


def _window(opens: str, closes: str) -> bool:
    return opens < closes and times.parse(closes) - times.parse(opens) <= LONGEST_WINDOW


class _Judgement:
    """One run of the verifier: each step leaves what the next one needs."""

    def __init__(
        self, bundle: Bundle, roots: Roots, at: str, pin: Pin | None, own: Own | None, stage: Stage
    ) -> None:
        self.bundle, self.at, self.own, self.stage = bundle, at, own, stage
        self.latest = later(at)
        self.trust: Trust = chain_of_trust.establish(roots, bundle.signers, bundle.rosters, pin)
        self.signatures: list[Signature] = []
        self.windows: dict[int, tuple[str, str]] = {}
        if self.trust.newest.at > self.latest:
            raise Refused("roster_in_future", self.trust.newest.at)
        if not self.trust.newest.expires > at:
            raise Refused("roster_expired", self.trust.newest.expires)

    def whole(self) -> Verified:
        self.policy, chain = self._policy(), self.trust
        self.orders = self._orders(chain, self.stage)
        self.trust = chain.under(self.orders)
        # Acts from now on are judged by the orders that count now, even if a begun release relies on others.
        now = self._orders(chain, Stage.NEW)
        self.request = self._request()
        self.manifests = self._manifests()
        self.pledges = personnel.pledges(self.bundle.pledges, self.trust)
        self._judge_request()
        let_go = self._appeals()
        facts = self._steps()
        release, facts = self._release(facts)
        slot = self._slot(release.slot if release else self.request.slots[0].id)
        gateway = self._gateway(release.gateway if release else self.request.gateway)
        through.judge_cost(self.request, self.policy, gateway)
        return Verified(
            roster=chain.under(now).newest,
            pin=self.trust.pin,
            policy=self.policy,
            gateway=gateway,
            request=self.request,
            request_digest=self.bundle.request.digest(),
            slot=slot,
            manifest=self.manifests[slot.list],
            release=release,
            release_digest=self.bundle.release.digest() if self.bundle.release else "",
            signatures=tuple(self.signatures),
            facts=facts,
            pledges=tuple(self.pledges),
            orders=tuple(now),
            at=self.at,
            since=release.at if release else "",
            appeals=let_go,
        )

    def _appeals(self) -> tuple[ReleaseText, ...]:
        """What two people released of the text (R11), each before the request was signed, and of this very request."""
        request, found = self.request, []
        around = pairs.Around(self.trust, self.policy, self.at, hands=self._facts().hands)
        for pair in () if self.bundle.appeals is msgspec.UNSET else self.bundle.appeals:
            act, whole = pairs.verify_appeal(pair, around)
            if later(request.at) < whole:
                raise Refused("pair_order", "released after the request was signed")
            slots = [(slot.list, slot.opens, slot.closes) for slot in request.slots]
            fits = appeals.released(
                [act],
                department=request.department,
                category=request.category,
                text=request.text.whole(),
                slots=slots,
            )
            if not fits:
                raise Refused("pair_differs", "releases another text")
            found.append(act)
        return tuple(found)

    def _orders(self, chain: Trust, stage: Stage) -> list[Brought]:
        return personnel.orders(self.bundle.orders, chain, self.policy, self.latest, stage=stage)

    def _policy(self) -> policy.Policy:
        text = self.own.policy if self.own else self.bundle.policy
        if digest(text.encode()) != self.trust.newest.policy.digest or self.bundle.policy != text:
            raise Refused("policy_differs")
        try:
            return policy.read(text)
        except FileFaultError as error:
            raise Refused("policy_differs", str(error)) from error

    def _gateway(self, gateway_id: str) -> GatewayFile:
        through.demand_approved(self.request, gateway_id)
        text = self.own.gateway if self.own else self.bundle.gateway
        if self.bundle.gateway != text:
            raise Refused("gateway_differs", gateway_id)
        return through.read(text, gateway_id, self.trust.newest)

    def _signed(self, signed: Signed, refusal: str, by_refusal: str) -> Personal:
        statement, keys = chain_of_trust.opened(signed, self.trust.roots.org, refusal)
        if isinstance(statement, Roster | Signers):
            raise Refused("bundle_malformed", refusal)
        if not keys:
            raise Refused(refusal, "no signature")
        if unseen(msgspec.to_builtins(statement)):
            raise Refused("hidden_characters", kind(statement))
        if statement.at > self.latest:
            raise Refused("signed_in_future", statement.at)
        person = chain_of_trust.signer(self.trust, statement, keys, by_refusal, stage=self.stage)
        posts = tuple(getattr(statement, "posts", ()))
        self.signatures.append(
            Signature(
                kind=kind(statement),
                person=person.id,
                name=person.name,
                posts=posts,
                fingerprint=fingerprint(keys[0]),
                at=statement.at,
                digest=signed.digest(),
            )
        )
        return statement

    def _request(self) -> Request:
        request = self._signed(self.bundle.request, "request_signature", "request_not_by_drafter")
        if not isinstance(request, Request):
            raise Refused("bundle_malformed", "not a request")
        return request

    def _manifests(self) -> dict[str, Manifest]:
        manifests: dict[str, Manifest] = {}
        for signed in self.bundle.manifests:
            manifest = self._signed(signed, "list_signature", "list_not_by_drafter")
            if not isinstance(manifest, Manifest):
                raise Refused("bundle_malformed", "not a list manifest")
            manifests[signed.digest()] = manifest
        return manifests

    def _pledged(self, at: str) -> frozenset[str]:
        return personnel.pledged(self.policy.pledge, self.pledges, at)

    def _judge_versions(self, request: Request) -> None:
        """Judge the versions that a request names: its own, the policy pack's, and that of the pledge (A2) on its form."""
        if (request.version == 1) != (request.previous == ""):
            raise Refused("request_version", str(request.version))
        if request.policy != self.policy.version or request.policy_digest != self.trust.newest.policy.digest:
            raise Refused("policy_other_version", request.policy)
        if request.pledge != self.policy.pledge.version:
            raise Refused("request_pledge", request.pledge)

    def _judge_request(self) -> None:
        request = self.request
        roster = chain_of_trust.named_roster(self.trust, request)
        self._judge_versions(request)
        for person in {request.by, request.drafter}:
            if not roster.holds(person, Post.DRAFTER, request.department, request.at):
                raise Refused("request_not_by_drafter", person)
        if not chain_of_trust.counts(self.trust.newest.person(request.drafter), self.stage):
            raise Refused("signer_not_active", request.drafter)
        if not {request.by, request.drafter} <= self._pledged(request.at):
            raise Refused("step_not_allowed", "no_pledge")
        rule, others = self.policy.category[request.category], request.checks.third_party
        accept = routes.accepted(self.policy, request.category, third_party=others)
        releasing = routes.releasing_department(
            self.policy, roster, request.category, request.department, third_party=others
        )
        expected = (routes.request_route(self.policy, request), accept, releasing)
        if (request.route, request.accept, request.released_by) != expected:
            raise Refused("request_route")
        if faults(request.text, opt_out=rule.opt_out) or not (
            request.checks.harmless and request.checks.unclassified
        ):
            raise Refused("request_text")
        if others and not request.checks.third_party_approval.strip():
            raise Refused("request_text", "third_party_approval")
        if others and self.policy.extra.documented and not request.attachments:
            raise Refused("request_text", "third_party_document")
        self._judge_lists(roster)

    def _judge_lists(self, roster: Roster) -> None:
        ids = [slot.id for slot in self.request.slots]
        if len(set(ids)) != len(ids) or any(
            not _window(slot.opens, slot.closes) for slot in self.request.slots
        ):
            raise Refused("release_slot")
        for slot in self.request.slots:
            manifest = self.manifests.get(slot.list)
            if manifest is None:
                raise Refused("list_missing", slot.list)
            if manifest.n != slot.n:
                raise Refused("list_count", f"slot {slot.id}")
            if manifest.department != self.request.department:
                raise Refused("list_other_department", manifest.department)
            if not roster.holds(manifest.by, Post.DRAFTER, manifest.department, self.request.at):
                raise Refused("list_not_by_drafter", manifest.by)
        if set(self.manifests) - {slot.list for slot in self.request.slots}:
            raise Refused("bundle_malformed", "a list that no slot uses")

    def _facts(self) -> Facts:
        request = self.request
        importers = {self.manifests[slot.list].by for slot in request.slots}
        return Facts(
            department=request.department,
            category=request.category,
            state=RequestState.SUBMITTED,
            route=tuple(request.route),
            accept=request.accept,
            releasing_department=request.released_by,
            drafter=request.drafter,
            hands=frozenset({request.by, request.drafter} | importers),
            third_party=request.checks.third_party,
            slots=tuple(SlotFacts(s.id, SlotState.CLEARED, s.opens, s.closes) for s in request.slots),
        )

    def _steps(self) -> Facts:
        facts, previous, version = self._facts(), self.bundle.request.digest(), self.request.roster
        self.before = self.request.at
        for signed in self.bundle.steps:
            step = self._signed(signed, "step_signature", "step_not_by_signer")
            if not isinstance(step, Step) or isinstance(step, Release):
                raise Refused("bundle_malformed", "not a step")
            if step.request != self.bundle.request.digest():
                raise Refused("step_other_request")
            if step.previous != previous or step.roster < version:
                raise Refused("step_order")
            self._judge_time(step.at)
            facts = msgspec.structs.replace(facts, pledged=self._pledged(step.at))
            facts = self._step(step, facts)
            previous, version = signed.digest(), step.roster
        self.previous, self.version = previous, version
        return facts

    def _judge_time(self, at: str) -> None:
        """An act may not be older than the act before it; clocks may differ a little."""
        if later(at) < self.before:
            raise Refused("step_order", f"{at} before {self.before}")
        self.before = max(self.before, at)

    def _step(self, step: Step, facts: Facts) -> Facts:
        if isinstance(step, Approval):
            return self._approval(step, facts)
        if isinstance(step, Acceptance):
            self._allow(step, Act.ACCEPT, facts, "step_not_allowed")
            if not (step.form and step.text and step.list and step.paper.strip()):
                raise Refused("acceptance_incomplete")
            if isinstance(step, CodedAcceptance) and not matches(step.code, step.request):
                raise Refused("acceptance_incomplete", "check code")
            return msgspec.structs.replace(facts, state=RequestState.CLEARED, accepted_by=step.by)
        if isinstance(step, Extension):
            return self._extension(step, facts)
        raise Refused("step_ended", type(step).__name__)

    def _extension(self, step: Extension, facts: Facts) -> Facts:
        """Give one slot a new window; the released slot carries it."""
        slot = self._slot(step.slot)
        self._allow(step, Act.EXTEND, facts, "step_not_allowed", slot.id)
        if not step.at < step.closes or not _window(step.opens, step.closes):
            raise Refused("extension_window", f"slot {slot.id}")
        if step.count != slot.n:
            raise Refused("step_count", f"slot {slot.id}")
        self.windows[slot.id] = (step.opens, step.closes)
        slots = tuple(
            msgspec.structs.replace(s, opens=step.opens, closes=step.closes) if s.id == slot.id else s
            for s in facts.slots
        )
        return msgspec.structs.replace(facts, slots=slots, extended_by=facts.extended_by | {step.by})

    def _approval(self, step: Approval, facts: Facts) -> Facts:
        done = facts.levels()
        if step.level != done + 1 or list(facts.route[done : done + len(step.posts)]) != step.posts:
            raise Refused("step_order", f"level {step.level}")
        self._allow(step, Act.APPROVE, facts, "step_not_allowed")
        judge = self._authority(step)
        if step.deputy_for != judge.for_whom(step.by, facts):
            raise Refused("step_deputy", step.deputy_for)
        if step.posts != judge.next_posts(step.by, facts)[: len(step.posts)]:
            raise Refused("step_not_allowed", "wrong_post")
        if step.count != self.request.recipients():
            raise Refused("step_count", f"level {step.level}")
        if Post.DEPARTMENT_MANAGER in step.posts and not (step.content_checked and step.list_checked):
            raise Refused("step_unchecked")
        signed = (*facts.signed, (step.by, len(step.posts)))
        facts = msgspec.structs.replace(
            facts,
            lent=facts.lent | {step.deputy_for} - {""},
            stood_in=facts.stood_in | ({step.by} if step.deputy_for else set()),
        )
        complete = done + len(step.posts) == len(facts.route)
        state = RequestState.SUBMITTED if not complete else RequestState.APPROVED
        if complete and not facts.accept:
            state = RequestState.CLEARED
        return msgspec.structs.replace(facts, signed=signed, state=state)

    def _allow(self, step: Step, act: Act, facts: Facts, refusal: str, slot: int = 0) -> None:
        refused = self._authority(step).may(step.by, act, facts, slot=slot)
        if refused:
            raise Refused(refusal, refused.code)

    def _authority(self, step: Step) -> Authority:
        standing = personnel.deputations(self.orders, self.trust.newest, stage=self.stage)
        return Authority(chain_of_trust.named_roster(self.trust, step), self.policy, step.at, standing)

    def _release(self, facts: Facts) -> tuple[Release | None, Facts]:
        if self.bundle.release is None:
            return None, facts
        release = self._signed(self.bundle.release, "step_signature", "step_not_by_signer")
        if not isinstance(release, Release):
            raise Refused("bundle_malformed", "not a release")
        if release.request != self.bundle.request.digest():
            raise Refused("step_other_request")
        if release.previous != self.previous or release.roster < self.version:
            raise Refused("step_order", "release")
        if facts.state is not RequestState.CLEARED:
            raise Refused("route_incomplete", f"{facts.levels()} of {len(facts.route)}")
        slot = self._slot(release.slot)
        self._judge_time(release.at)
        if self.stage is Stage.NEW and not self.trust.newest.holds(
            release.by, Post.OPERATOR, facts.releasing_department, self.at
        ):
            # A replaced operator could sign a new release with a clock set back; a release already claimed was seen before that.
            raise Refused("release_not_allowed", "not_releasing_operator")
        facts = msgspec.structs.replace(facts, pledged=self._pledged(release.at))
        self._allow(release, Act.RELEASE, facts, "release_not_allowed", slot.id)
        if release.count != slot.n:
            raise Refused("release_count")
        slots = tuple(
            msgspec.structs.replace(s, released_by=release.by) if s.id == slot.id else s for s in facts.slots
        )
        return release, msgspec.structs.replace(facts, slots=slots)

    def _slot(self, slot_id: int) -> Slot:
        slot = next((s for s in self.request.slots if s.id == slot_id), None)
        if slot is None:
            raise Refused("release_slot", str(slot_id))
        opens, closes = self.windows.get(slot_id, (slot.opens, slot.closes))
        return msgspec.structs.replace(slot, opens=opens, closes=closes)
