"""Whom a request is for, in its own words, against what its category allows (R4, R6)."""

from pathlib import Path

import pytest

from console.domain import policy
from console.domain.categories import Category
from console.domain.requests.audiences import named, others

PACK = policy.read(Path("data/policy/2026-2.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("本行存款客户", {"customers"}),
        ("全体员工", {"staff"}),
        ("All Staff of the branch", {"staff"}),
        ("辖内居民和商户", {"public", "customers"}),
        ("存款客户（含本行员工）", {"customers", "staff"}),
        ("潜在客户", {"public"}),
        ("non-customers in the district", {"public"}),
        ("12月1日到期", set()),
        ("", set()),
    ],
)
def test_the_words_name_kinds_of_recipients(words: str, kinds: set[str]) -> None:
    assert named(words) == kinds


@pytest.mark.parametrize(
    ("category", "words", "wrong"),
    [
        (Category.NOTICE, "全体员工", ["staff"]),
        (Category.NOTICE, "辖内市民", ["public"]),
        (Category.NOTICE, "潜在客户", ["public"]),
        (Category.NOTICE, "存款客户（含本行员工）", []),
        (Category.NOTICE, "到期名单", []),
        (Category.PROMOTION, "全体员工", ["staff"]),
        (Category.PROMOTION, "辖内市民", []),
        (Category.OTHER, "全体员工", []),
    ],
)
def test_a_category_is_for_the_kinds_that_the_pack_names(
    category: Category, words: str, wrong: list[str]
) -> None:
    assert others(PACK.category[category], words) == wrong
