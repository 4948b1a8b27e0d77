"""Which signatures a request needs, in order, and who may release it (R2, R4, R5, R6, R11)."""

from console.domain.acts import Request
from console.domain.categories import Category, downgraded
from console.domain.people.people import Post, Roster
from console.domain.policy import CategoryRule, Policy


def route(policy: Policy, category: Category, *, third_party: bool, was: str = "") -> list[Post]:
    """The posts that sign, in order; an additional post (R11, downgrade) signs after the department manager.

    What is for others takes at least the signatures of the bank's own promotion, and those that the policy names (R11).
    """
    posts = list(policy.category[category].route)
    extra = [policy.extra.downgrade] * downgraded(was, category)
    others = policy.extra.third_party if third_party else []
    if not isinstance(others, list):
        extra.insert(0, others)
    elif others:
        own = policy.category[Category.PROMOTION].route
        posts = [post for post in posts if post not in own] + own
        posts += [post for post in others if post not in posts]
    for post in extra:
        if post not in posts:
            posts.insert(1, post)
    return posts


def _rules(policy: Policy, category: Category, *, third_party: bool) -> list[CategoryRule]:
    """The rules that a request must meet: its category's, and those of promotion for what is for others (R11)."""
    names = [category, *[Category.PROMOTION] * (third_party and policy.extra.documented)]
    return [policy.category[name] for name in names]


def accepted(policy: Policy, category: Category, *, third_party: bool) -> bool:
    """Whether the General Department accepts the request before it is released."""
    return any(rule.accept for rule in _rules(policy, category, third_party=third_party))


def least_approvers(policy: Policy, category: Category, *, third_party: bool) -> int:
    """How many different people must have approved."""
    return max(rule.least_approvers for rule in _rules(policy, category, third_party=third_party))


def releasing_department(
    policy: Policy, roster: Roster, category: Category, department: str, *, third_party: bool = False
) -> str:
    """The id of the department whose operator releases: its own for notices (R4), otherwise the General Department (R5, R6)."""
    rules = _rules(policy, category, third_party=third_party)
    if all(rule.released_by == "own" for rule in rules):
        return department
    general = roster.general_department()
    return general.id if general else ""


def request_route(policy: Policy, request: Request) -> list[Post]:
    """The posts that this request's category, checks and former category require."""
    return route(policy, request.category, third_party=request.checks.third_party, was=request.category_was)


def posts_now(
    roster: Roster, posts: list[Post], done: int, person: str, department: str, at: str
) -> list[Post]:
    """The next levels that this person may sign together: the adjacent posts that they hold themselves."""
    run: list[Post] = []
    for post in posts[done:]:
        if not roster.holds(person, post, department, at):
            break
        run.append(post)
    return run
