"""Which messages are mandatory: law or contract makes the bank send them, so only an opt-out of everything keeps them back (R13).

Judged from the signed request and the policy pack alone: category, legal basis, the clause that it names, whose content it is, and
whether it was judged to promote.
"""

from enum import StrEnum
from typing import Final

from console.domain.acts import Request
from console.domain.categories import Category, downgraded
from console.domain.policy import MUST_SEND, Policy

_NOTHING: Final = frozenset(
    [
        "无",
        "没有",
        "暂无",
        "不适用",
        "不涉及",
        "不需要",
        "同意",
        "已同意",
        "客户同意",
        "是",
        "有",
        "合同",
        "法律",
        "规定",
        "按规定",
        "见附件",
        "略",
        "同上",
        "待补",
        "na",
        "none",
        "nil",
        "null",
        "yes",
    ]
)
"""What stands in the field where no clause is named."""


class Duty(StrEnum):
    """Whether a message is mandatory, and if not, why not."""

    MANDATORY = "mandatory"
    PROMOTION = "promotion"  # whatever its basis
    BASIS = (
        "basis"  # the recipients' consent, or another basis that the policy does not name for the category
    )
    UNNAMED = "unnamed"  # no clause of the contract or law is named
    THIRD_PARTY = "third_party"  # content for somebody else
    MISFILED = "misfiled"  # filed otherwise, but it promotes or was first asked for as promotion


def treated_as(category: Category, was: str) -> Category:
    """The category whose refusals, hours and limits per number a message keeps: promotion's if `was` says that it promotes, whatever it is filed as.

    Law looks at what a message does: whoever refuses promotion is not written to because somebody signed that it is a notice.
    """
    return Category.PROMOTION if downgraded(was, category) else category


def judged(
    policy: Policy, category: Category, basis: str, ground: str, *, third_party: bool, was: str = ""
) -> Duty:
    """Judge a message by its category, its legal basis, the clause or evidence named for it, and whether it is for others.

    `was` is the category that it was judged to be or was asked for as, empty for none (`acts.Request.category_was`).
    """
    named = policy.category[category].mandatory
    if category is Category.PROMOTION:
        return Duty.PROMOTION
    if downgraded(was, category):
        return Duty.MISFILED
    if basis not in (MUST_SEND if named is None else named):
        return Duty.BASIS
    if third_party:
        return Duty.THIRD_PARTY
    return Duty.MANDATORY if _names_something(ground) else Duty.UNNAMED


def _names_something(ground: str) -> bool:
    """Whether the words for a clause can be one: no marks alone, and none of the words by which people say that there is none."""
    said = "".join(filter(str.isalnum, ground)).casefold()
    return len(said) > 1 and said not in _NOTHING


def of_request(policy: Policy, request: Request) -> Duty:
    """Judge a signed request."""
    third_party, was = request.checks.third_party, request.category_was
    return judged(policy, request.category, request.basis, request.consent, third_party=third_party, was=was)


def mandatory(policy: Policy, request: Request) -> bool:
    """Whether a signed request's messages are mandatory."""
    return of_request(policy, request) is Duty.MANDATORY
