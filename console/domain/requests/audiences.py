"""Whom a request is for, read from the words of its audience: customers, staff or the public (R4: a notice goes to the unit's own customers)."""

from typing import Final

from console.domain.categories import Audience
from console.domain.policy import CategoryRule

_NOT_YET: Final = ("非本行客户", "非客户", "潜在客户", "准客户", "未开户", "non-customer", "prospect")
"""Words for people who are no customers, although the word customer is in some of them."""
_WORDS: Final = {
    Audience.CUSTOMERS: (
        "客户", "储户", "持卡", "借款人", "贷款人", "存款人", "投资人", "投资者", "存户", "贷户", "卡主", "商户", "企业主",
        "customer", "depositor", "cardholder", "card holder", "borrower", "client", "account holder",
    ),
    Audience.STAFF: (
        "员工", "职工", "同事", "行员", "职员", "干部", "本行人员", "行内人员", "内部人员", "全行人员", "部门人员", "工会会员",
        "staff", "employee", "colleague",
    ),
    Audience.PUBLIC: (
        "公众", "市民", "居民", "村民", "群众", "社会各界", "社会人士", "路人",
        "the public", "residents", "citizens", "passers-by",
    ),
}  # fmt: skip


def named(words: str) -> set[Audience]:
    """The kinds of recipients that the words name; none where they name people otherwise."""
    text = words.casefold()
    found = {Audience.PUBLIC} if any(one in text for one in _NOT_YET) else set[Audience]()
    for one in _NOT_YET:
        text = text.replace(one, "")
    return found | {kind for kind, said in _WORDS.items() if any(one in text for one in said)}


def others(rule: CategoryRule, words: str) -> list[Audience]:
    """The kinds of recipients that the words name where none of them is one of the category's; else none.

    Words that also name customers, as in `客户（含本行员工）`, are taken for customers.
    """
    found = named(words)
    if not rule.audiences or found & set(rule.audiences):
        return []
    return sorted(found)
