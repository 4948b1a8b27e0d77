"""The three uses that messages may have, each with its route, its hours and its opt-outs; the grounds to send, and whom to."""

from enum import StrEnum


class Category(StrEnum):
    """The three uses of the regulation."""

    NOTICE = "notice"  # R4 业务提示
    PROMOTION = "promotion"  # R5 业务宣传推广
    OTHER = "other"  # R6 其他情况


class Basis(StrEnum):
    """The legal basis for sending to the recipients (PIPL 13)."""

    CONTRACT = "contract"
    CONSENT = "consent"
    DUTY = "duty"


class Audience(StrEnum):
    """Kinds of recipients that the policy pack names for each category."""

    CUSTOMERS = "customers"
    STAFF = "staff"
    PUBLIC = "public"


_WEIGHT = {Category.NOTICE: 0, Category.OTHER: 0, Category.PROMOTION: 1}


def downgraded(was: str, now: Category) -> bool:
    """Whether a change of category from `was` (empty for none) makes the route lighter."""
    return bool(was) and _WEIGHT[Category(was)] > _WEIGHT[now]
