"""The policy pack: routes, hours and limits of the regulation as versioned data, never as code."""

from typing import Annotated, Final, Literal

import msgspec

from console.domain import times
from console.domain.calendar import local_day
from console.domain.categories import Audience, Basis, Category
from console.domain.erasure.retention import RetentionRule
from console.domain.losses.losses import LossRule
from console.domain.people.people import Post
from console.domain.sending.hours import Rule, empty_spans
from console.domain.sending.limits import Limits
from console.domain.toml_lines import FileFaultError, Path, fault
from console.domain.toml_lines import read as read_toml
from console.domain.watch.watch import WatchRule


class PledgeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who must have a valid pledge (Attachment 2), in which version, with how many clauses, and for how many months it is valid.

    It may be signed again `renew_days` before its end, not earlier: every pledge is kept for ever.
    """

    version: str
    clauses: int
    months: int
    posts: list[Post]
    renew_days: Annotated[int, msgspec.Meta(ge=1, le=366)] = 60


class CategoryRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One category: who signs in order, who accepts, who releases, and what the text must contain.

    `hours` are the sending hours in local time, against which every submit is checked: one span for every day, or spans by kind of
    day (`sending.hours`). `paper` says when the paper (R3) is due.
    `audiences` are whom it may be sent to (`requests.audiences`): customers, staff, public.
    With `annex` a quarter's pack holds the whole list of each send as well, sealed (R3, `signing.annex`).
    `mandatory` names the legal bases on which a message of the category must be sent; a pack without it means `MUST_SEND`.
    """

    clause: str
    audiences: list[str]
    route: Annotated[list[Post], msgspec.Meta(min_length=1, max_length=6)]
    least_approvers: Annotated[int, msgspec.Meta(ge=1)]
    accept: bool
    released_by: Literal["own", "general"]
    paper: Literal["before", "after"]
    opt_out: bool
    hours: Rule
    mandatory: list[Basis] | None = None
    annex: bool = False


MUST_SEND: Final = (Basis.CONTRACT, Basis.DUTY)
"""What makes a notice or another message mandatory where a pack does not say: contract or law."""


class ExtraRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who signs in addition: for a third party's content (R11), or for a downgraded category.

    Posts in a list for `third_party` also mean that such a request goes the whole way of the bank's own promotion, and has the
    approval document attached. A single post is how older packs put it; there it is one signature more and nothing else.
    """

    third_party: Post | Annotated[list[Post], msgspec.Meta(min_length=1, max_length=4)]
    downgrade: Post

    @property
    def documented(self) -> bool:
        """Whether content of others needs the general manager and the approval document."""
        return isinstance(self.third_party, list)


class EnrolmentRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The posts that decide on an application (Attachment 3), in order, before it is filed; likewise for a new department."""

    route: Annotated[list[Post], msgspec.Meta(min_length=1, max_length=4)]
    open_department: Annotated[list[Post], msgspec.Meta(min_length=1, max_length=4)]


class OrderRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Posts that a deputy may sign for, for how many days at most, and how many hours a proposal waits for its confirmation."""

    deputised: list[Post]
    deputy_days: Annotated[int, msgspec.Meta(ge=1, le=366)]
    proposal_hours: Annotated[int, msgspec.Meta(ge=1, le=720)]


class ComplaintRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Deadlines of a complaint, in working days: from receipt to the answer, from the answer to its closing."""

    answer_days: Annotated[int, msgspec.Meta(ge=1, le=30)] = 5
    conclude_days: Annotated[int, msgspec.Meta(ge=1, le=30)] = 5


class SeparationRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Until and with which day one person may hold two of the three offices (`rosters.offices`): a small house; empty for never."""

    together_until: Annotated[str, msgspec.Meta(pattern=r"\A([0-9]{4}-[0-9]{2}-[0-9]{2})?\Z")] = ""

    def allows(self, at: str, timezone: str) -> bool:
        """Whether a roster version of that instant may leave two offices with one person; the day is that of the zone."""
        return local_day(at, timezone).isoformat() <= self.together_until


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version of the policy pack. Parts with a default may be missing: older packs without them stay valid."""

    version: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    source: str
    effective_from: str
    decide_working_days: int
    max_billed_parts: int
    count_retyped: bool
    pledge: PledgeRule
    enrolment: EnrolmentRule
    orders: OrderRule
    loss: LossRule
    category: dict[Category, CategoryRule]
    extra: ExtraRule
    complaint: ComplaintRule = ComplaintRule()
    retention: RetentionRule = RetentionRule()
    limits: Limits = Limits()
    watch: WatchRule = WatchRule()
    separation: SeparationRule = SeparationRule()


def read(text: str) -> Policy:
    """Return the policy that a TOML text spells; raises FileFaultError if it is malformed or lacks a category."""
    policy = read_toml(text, Policy)
    for category in Category:
        if category not in policy.category:
            raise FileFaultError("missing", field=f"category.{category}", detail=f"no rule for {category}")
        for day, nth, span in empty_spans(policy.category[category].hours):
            raise fault(text, ("category", str(category), "hours", day, nth), span)
    if isinstance(policy.extra.third_party, list) and Post.GENERAL_MANAGER not in policy.extra.third_party:
        raise fault(text, ("extra", "third_party"), "the general manager approves what is for others")
    if policy.separation.together_until:
        try:
            times.day(policy.separation.together_until)
        except ValueError as error:
            raise fault(text, ("separation", "together_until"), str(error)) from error
    if policy.category[Category.PROMOTION].mandatory:
        path = ("category", str(Category.PROMOTION), "mandatory")
        raise fault(text, path, "promotion is never mandatory")
    return policy


CLAUSES: Final = frozenset({*(f"R{number}" for number in range(14)), "A1", "A2", "A3"})
"""The clauses of the regulation that a category may cite."""

APPROVING: Final = frozenset({Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER})
"""The posts that approve: nobody could sign where a route names another (R2)."""


def judge_names(text: str, policy: Policy) -> None:
    """Judge a pack that a person brings: what it names, and its day, must exist, or requests would wait for nobody. Raises FileFaultError.

    A pack in force is not judged by this, so that what was signed under it stays good.
    """
    try:
        times.day(policy.effective_from)
    except ValueError as error:
        raise fault(text, ("effective_from",), str(error)) from error
    for category, rule in policy.category.items():
        here = ("category", str(category))
        if rule.clause not in CLAUSES:
            raise fault(text, (*here, "clause"), f"no clause of the regulation: {rule.clause[:20]}")
        unknown = [one for one in rule.audiences if one not in set(Audience)]
        if unknown:
            raise fault(text, (*here, "audiences"), f"no audience: {unknown[0][:20]}")
        if not rule.audiences:
            raise fault(text, (*here, "audiences"), "", "empty")
        _judge_posts(text, (*here, "route"), rule.route)
    _judge_posts(text, ("enrolment", "route"), policy.enrolment.route)
    _judge_posts(text, ("enrolment", "open_department"), policy.enrolment.open_department)
    _judge_posts(text, ("orders", "deputised"), policy.orders.deputised)
    third = policy.extra.third_party
    _judge_posts(text, ("extra", "third_party"), third if isinstance(third, list) else [third])
    _judge_posts(text, ("extra", "downgrade"), [policy.extra.downgrade])
    if not policy.pledge.posts:
        raise fault(text, ("pledge", "posts"), "", "empty")


def _judge_posts(text: str, path: Path, posts: list[Post]) -> None:
    wrong = next((one for one in posts if one not in APPROVING), None)
    if wrong is not None:
        raise fault(text, path, f"not a post that approves: {wrong}")
    if len(set(posts)) < len(posts):
        raise fault(text, path, "names a post twice")
