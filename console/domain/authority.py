"""The one judge of who may do what: `Authority.may` returns None, or the refusal with its clause.

The desk asks before each act, screens ask so that they can grey a key with its reason, and the matrix test asserts every cell.
"""

from collections.abc import Iterable
from enum import StrEnum

from console.domain.approvals import routes
from console.domain.approvals.approvers import Approvers
from console.domain.categories import Category
from console.domain.people.orders import Deputation
from console.domain.people.people import DepartmentKind, Post, Roster
from console.domain.people.standing import NO_BUSINESS, subordinates
from console.domain.policy import Policy
from console.domain.refusals import Refusal, refuse
from console.domain.requests.facts import Facts, SlotFacts
from console.domain.states import RequestState, SlotState

__all__ = ["Act", "Authority", "Facts", "SlotFacts", "departments_without_operator"]


class Act(StrEnum):
    """Everything that a person can ask the core to change."""

    IMPORT_LIST = "import_list"
    ADD_OPTOUT = "add_optout"
    DRAFT = "draft"
    EDIT = "edit"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    ACCEPT = "accept"
    EXTEND = "extend"
    RELEASE = "release"
    HOLD = "hold"
    RESUME = "resume"
    STOP = "stop"


class Authority:
    """The rules for one roster (with the personnel orders applied), one policy, the deputations in force, and one instant."""

    def __init__(
        self, roster: Roster, policy: Policy, at: str, deputations: Iterable[Deputation] = ()
    ) -> None:
        self.roster, self.policy, self.at = roster, policy, at
        self.deputations = [d for d in deputations if d.since <= at < d.until]

    def may(
        self, person: str, act: Act, subject: Facts | None = None, *, department: str = "", slot: int = 0
    ) -> Refusal | None:
        """Return why `person` may not do `act` on `subject` (or, for acts without a request, in `department`), or None."""
        if not self.roster.expires > self.at:
            return refuse("roster_expired", "R2", expires=self.roster.expires)
        if not any(True for _ in self.roster.appointments(person, self.at)):
            return refuse("not_in_roster", "R8", person=person)
        if subject is None:
            return self._without_request(person, act, department)
        judge = {
            Act.EDIT: self._edit,
            Act.SUBMIT: self._submit,
            Act.WITHDRAW: self._withdraw,
            Act.APPROVE: self._approve,
            Act.RETURN: self._send_back,
            Act.REJECT: self._reject,
            Act.ACCEPT: self._accept,
        }.get(act)
        if judge is not None:
            return judge(person, subject)
        return self._slot_act(person, act, subject, slot)

    def next_posts(self, person: str, subject: Facts) -> list[Post]:
        """The adjacent posts for which `person` would sign now (兼): their own, or those of their principal (代)."""
        principal = self.for_whom(person, subject)
        if not principal:
            return routes.posts_now(
                self.roster, list(subject.route), subject.levels(), person, subject.department, self.at
            )
        run: list[Post] = []
        for post in subject.route[subject.levels() :]:
            if not self._stands_in(person, principal, post, subject):
                break
            run.append(post)
        return run

    def for_whom(self, person: str, subject: Facts) -> str:
        """The principal in whose place `person` would sign the current level, or empty if they hold the post themselves."""
        due = subject.route[subject.levels() :][:1]
        if any(self.roster.holds(person, post, subject.department, self.at) for post in due):
            return ""
        principals = sorted({d.principal for d in self.deputations})
        return next((p for p in principals for post in due if self._stands_in(person, p, post, subject)), "")

    def _stands_in(self, person: str, principal: str, post: Post, subject: Facts) -> bool:
        return self._approvers().stands_in(person, principal, post, subject)

    def _approvers(self) -> Approvers:
        return Approvers(self.roster, self.at, tuple(self.deputations))

    def _without_request(self, person: str, act: Act, department: str) -> Refusal | None:
        if act in {Act.DRAFT, Act.IMPORT_LIST} and not self.roster.holds(
            person, Post.DRAFTER, department, self.at
        ):
            return refuse("not_drafter", "R9", department=department)
        if act not in _WITHOUT_REQUEST:
            return refuse("no_request", "R2")
        if act is Act.ADD_OPTOUT and not self.roster.keeps_optouts(person, self.at):
            return refuse("not_optout_keeper", "R13")
        return None

    def _edit(self, person: str, subject: Facts) -> Refusal | None:
        if not self.roster.holds(person, Post.DRAFTER, subject.department, self.at):
            return refuse("not_drafter", "R9", department=subject.department)
        if subject.state in _ENDED:
            return refuse("ended_not_editable", "R2", state=subject.state)
        if subject.state is not RequestState.DRAFT and subject.state not in _GIVEN_BACK:
            return refuse("not_editable", "R2", state=subject.state)
        return None

    def _submit(self, person: str, subject: Facts) -> Refusal | None:
        refusal = self._edit(person, subject)
        if refusal:
            return refusal
        for bound in (person, subject.drafter):
            if bound not in subject.pledged:
                return refuse("no_pledge", "A2", person=bound)
        return self.unstaffed(subject)

    def unstaffed(self, subject: Facts) -> Refusal | None:
        """Why a request would get stuck: nobody releases it, or nobody else is in a post of its route; None if all are filled."""
        if subject.category is Category.NOTICE and not self._operators(subject.department):
            return refuse("no_operator", "R4", department=subject.department)
        if not self._operators(subject.releasing_department):
            return refuse("no_releasing_operator", "R8", department=subject.releasing_department)
        for post in subject.route:
            if not set(self.roster.holders(post, subject.department, self.at)) - subject.hands:
                return refuse("nobody_to_sign", "R2", post=post)
        return None

    def _operators(self, department: str) -> list[str]:
        return self.roster.holders(Post.OPERATOR, department, self.at)

    def _withdraw(self, person: str, subject: Facts) -> Refusal | None:
        own = person in subject.hands or self.roster.holds(
            person, Post.DEPARTMENT_MANAGER, subject.department, self.at
        )
        if not own:
            return refuse("not_own_request", "R7", department=subject.department)
        if subject.state in _ENDED:
            return refuse("already_ended", "R2", state=subject.state)
        if subject.state not in _GIVEN_BACK and any(s.state in _UNDER_WAY for s in subject.slots):
            return refuse("already_released", "R2")
        return None

    def _level(self, person: str, subject: Facts) -> Refusal | None:
        """Judge a decision at the current level: order, post, separation."""
        post = subject.next_post()
        if subject.state not in {RequestState.SUBMITTED, RequestState.APPROVED} or post is None:
            return refuse("nothing_to_decide", "R2", state=subject.state)
        if subject.decide_by and self.at > subject.decide_by:
            return refuse("decision_expired", "R2", until=subject.decide_by)
        if person in subject.hands:
            return refuse("own_work", "R2", person=person)
        if person in subject.lent or any(person == signer for signer, _ in subject.signed):
            return refuse("signed_already", "R2", person=person)
        principal = self.for_whom(person, subject)
        if principal:
            refusal = self._deputy(person, principal, subject)
            if refusal:
                return refusal
        elif not self.roster.holds(person, post, subject.department, self.at):
            if any(self.roster.holds(person, p, subject.department, self.at) for p in subject.route):
                return refuse("out_of_order", "R2", post=post)
            return refuse("wrong_post", self.policy.category[subject.category].clause, post=post)
        if self.roster.holds(person, Post.CUSTODIAN, "", self.at):
            return refuse("custodian_decides_nothing", "R12")
        return None

    def _deputy(self, person: str, principal: str, subject: Facts) -> Refusal | None:
        """A deputy must be independent: not for an author, not an operator who may release, not a superior of either."""
        if any(a.post in NO_BUSINESS for a in self.roster.appointments(person, self.at)):
            return refuse("deputy_without_business", "R2", person=person)
        if principal in subject.hands:
            return refuse("deputy_of_author", "R2", person=principal)
        if principal in subject.lent or any(principal == signer for signer, _ in subject.signed):
            return refuse("signed_already", "R2", person=principal)
        releasing = set(self._operators(subject.releasing_department))
        if person in releasing:
            return refuse("deputy_releases", "R2", person=person)
        if subordinates(self.roster, person, self.at) & (subject.hands | releasing):
            return refuse("deputy_own_people", "R2", person=person)
        return None

    def _approve(self, person: str, subject: Facts) -> Refusal | None:
        refusal = self._level(person, subject)
        if refusal:
            return refusal
        if subject.next_post() is Post.DEPARTMENT_MANAGER and person not in subject.pledged:
            return refuse("no_pledge", "A2", person=person)
        approvers = {signer for signer, _ in subject.signed} | {person}
        least = routes.least_approvers(self.policy, subject.category, third_party=subject.third_party)
        covered = subject.levels() + len(self.next_posts(person, subject))
        if covered >= len(subject.route) and len(approvers) < least:
            return refuse("too_few_approvers", "R5", least=least)
        return None

    def _send_back(self, person: str, subject: Facts) -> Refusal | None:
        if subject.accept and subject.state is RequestState.APPROVED:
            return self._general(person, subject)
        return self._level(person, subject)

    def _reject(self, person: str, subject: Facts) -> Refusal | None:
        return self._level(person, subject)

    def _accept(self, person: str, subject: Facts) -> Refusal | None:
        if not subject.accept:
            return refuse("no_acceptance_due", "R4")
        if subject.state is not RequestState.APPROVED:
            return refuse("not_approved_yet", "R2", state=subject.state)
        return self._general(person, subject)

    def _general(self, person: str, subject: Facts) -> Refusal | None:
        general = self.roster.general_department()
        here = general is not None and any(
            a.department == general.id and a.post in {Post.OPERATOR, Post.REGISTRAR, Post.DEPARTMENT_MANAGER}
            for a in self.roster.appointments(person, self.at)
        )
        if not here:
            return refuse("not_general_department", self.policy.category[subject.category].clause)
        if any(person == signer for signer, _ in subject.signed):
            return refuse("signed_already", "R2", person=person)
        if person in subject.hands:
            return refuse("own_work", "R2", person=person)
        if self.roster.holds(person, Post.CUSTODIAN, "", self.at):
            return refuse("custodian_decides_nothing", "R12")
        return None

    def _slot_act(self, person: str, act: Act, subject: Facts, slot_id: int) -> Refusal | None:
        slot = subject.slot(slot_id)
        if slot is None:
            return refuse("no_such_slot", "R2", slot=slot_id)
        if act is Act.HOLD:
            return None if slot.state in _HOLDABLE else refuse("not_sending", "R2", state=slot.state)
        if self.roster.holds(person, Post.CUSTODIAN, "", self.at):
            return refuse("custodian_decides_nothing", "R12")
        if act is Act.STOP:
            return self._stop(person, subject, slot)
        if act is Act.EXTEND:
            return self._extend(person, subject, slot)
        if not self.roster.holds(person, Post.OPERATOR, subject.releasing_department, self.at):
            return refuse(
                "not_releasing_operator",
                self.policy.category[subject.category].clause,
                department=subject.releasing_department,
            )
        if person in subject.extended_by or any(person == signer for signer, _ in subject.signed):
            return refuse("approver_does_not_release", "R2", person=person)
        if person not in subject.pledged:
            return refuse("no_pledge", "A2", person=person)
        if act is Act.RESUME:
            return None if slot.state is SlotState.HELD else refuse("not_held", "R2", state=slot.state)
        return self._release(subject, slot)

    def _release(self, subject: Facts, slot: SlotFacts) -> Refusal | None:
        if subject.state is not RequestState.CLEARED:
            return refuse("not_cleared", "R2", state=subject.state)
        if slot.continues:
            return refuse("continuation_is_not_released", "I2", slot=slot.id, continues=slot.continues)
        if slot.state not in {SlotState.CLEARED, SlotState.REFUSED}:
            return refuse("released_already", "R2", state=slot.state)
        if slot.closes <= self.at:
            return refuse("window_passed", "R2", closes=slot.closes)
        return None

    def _extend(self, person: str, subject: Facts, slot: SlotFacts) -> Refusal | None:
        """Only the last approver, or the person who holds that post now, may extend a slot that was not released in time."""
        if subject.state is not RequestState.CLEARED or slot.state not in _EXTENDABLE:
            return refuse("nothing_to_extend", "R2", state=slot.state)
        if slot.closes > self.at:
            return refuse("window_still_open", "R2", closes=slot.closes)
        if person in subject.hands:
            return refuse("own_work", "R2", person=person)
        if not self._approvers().is_last(person, subject):
            return refuse("not_last_approver", "R2", post=subject.route[-1])
        return None

    def _stop(self, person: str, subject: Facts, slot: SlotFacts) -> Refusal | None:
        manager = person in {signer for signer, _ in subject.signed}
        operator = self.roster.holds(person, Post.OPERATOR, subject.releasing_department, self.at)
        if not (manager or operator):
            return refuse("may_not_stop", "R7")
        if slot.state in {SlotState.DONE, SlotState.STOPPED}:
            return refuse("already_ended", "R2", state=slot.state)
        return None


def departments_without_operator(roster: Roster, at: str) -> list[str]:
    """Ids of the Business and General Departments that have no operator (R8): a permanent alert."""
    named = {DepartmentKind.BUSINESS, DepartmentKind.GENERAL}
    return [
        d.id for d in roster.departments if d.kind in named and not roster.holders(Post.OPERATOR, d.id, at)
    ]


_WITHOUT_REQUEST = frozenset({Act.DRAFT, Act.IMPORT_LIST, Act.ADD_OPTOUT})
_ENDED = frozenset({RequestState.REJECTED, RequestState.WITHDRAWN, RequestState.DONE})
"""A request in these states is over: to send the same message, somebody must begin a new request."""
_GIVEN_BACK = frozenset({RequestState.RETURNED, RequestState.EXPIRED, RequestState.LAPSED})
"""The request is back with its drafter and nothing was released; its slots are stopped, and a new version brings new ones."""
_UNDER_WAY = frozenset(
    {SlotState.RELEASED, SlotState.SENDING, SlotState.HELD, SlotState.DONE, SlotState.STOPPED}
)
_EXTENDABLE = frozenset({SlotState.CLEARED, SlotState.LAPSED})
_HOLDABLE = frozenset({SlotState.RELEASED, SlotState.SENDING, SlotState.HELD})
"""A held slot may be held again: an automatic hold ends by itself, and a resume may already be on its way."""
