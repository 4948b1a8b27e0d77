"""Which messages are mandatory: law or contract, with the clause named; promotion and other people's content never are (R13)."""

from itertools import product

import pytest

from console.domain.categories import Basis, Category
from console.domain.data_folder import data_folder
from console.domain.policy import Policy, read
from console.domain.requests.mandatory import Duty, judged, treated_as
from console.domain.toml_lines import FileFaultError

TEXT = (data_folder() / "policy" / "2026-1.toml").read_text("utf-8")
CLAUSE = "存款合同第7条"


def policy(**lines: str) -> Policy:
    """The shipped pack with a line added to some categories."""
    text = TEXT
    for category, line in lines.items():
        text = text.replace(f"[category.{category}]", f"[category.{category}]\n{line} #", 1)
    return read(text)


@pytest.mark.parametrize(("category", "basis"), list(product(Category, Basis)))
def test_a_pack_that_does_not_say_means_law_and_contract(category: Category, basis: Basis) -> None:
    found = judged(policy(), category, basis, CLAUSE, third_party=False)
    if category is Category.PROMOTION:
        assert found is Duty.PROMOTION
    else:
        assert (found is Duty.MANDATORY) == (basis is not Basis.CONSENT)


@pytest.mark.parametrize(
    "ground", ["", " ", "\u3000\t", "无", "-", "。", "不适用", "同意", "（无）", "N/A", "X", "合同"]
)
def test_without_its_clause_a_message_is_not_mandatory(ground: str) -> None:
    assert judged(policy(), Category.NOTICE, "contract", ground, third_party=False) is Duty.UNNAMED


@pytest.mark.parametrize("ground", [CLAUSE, "合同第3条", "商业银行法第29条", "2026-HT-0001"])
def test_with_its_clause_it_is(ground: str) -> None:
    assert judged(policy(), Category.NOTICE, "contract", ground, third_party=False) is Duty.MANDATORY


def test_what_promotes_is_never_mandatory_and_is_treated_as_promotion_whatever_it_is_filed_as() -> None:
    for category in (Category.NOTICE, Category.OTHER):
        duty = judged(policy(), category, "contract", CLAUSE, third_party=False, was="promotion")
        assert duty is Duty.MISFILED
        assert treated_as(category, "promotion") is Category.PROMOTION
        assert [treated_as(category, was) for was in ("", "notice", "other")] == [category] * 3
    assert (
        judged(policy(), Category.PROMOTION, "contract", CLAUSE, third_party=False, was="promotion")
        is Duty.PROMOTION
    )


def test_content_for_somebody_else_is_never_mandatory() -> None:
    assert judged(policy(), Category.OTHER, "duty", CLAUSE, third_party=True) is Duty.THIRD_PARTY


def test_a_pack_may_say_less_and_nothing_at_all() -> None:
    strict = policy(notice='mandatory = ["duty"]', other="mandatory = []")
    assert judged(strict, Category.NOTICE, "contract", CLAUSE, third_party=False) is Duty.BASIS
    assert judged(strict, Category.NOTICE, "duty", CLAUSE, third_party=False) is Duty.MANDATORY
    assert judged(strict, Category.OTHER, "duty", CLAUSE, third_party=False) is Duty.BASIS


def test_a_pack_that_makes_promotion_mandatory_is_refused_at_its_line() -> None:
    with pytest.raises(FileFaultError) as caught:
        policy(promotion='mandatory = ["contract"]')
    assert (caught.value.code, caught.value.field) == ("value", "category.promotion.mandatory")
    assert caught.value.line > 1


def test_a_basis_that_is_none_is_refused() -> None:
    with pytest.raises(FileFaultError):
        policy(notice='mandatory = ["habit"]')
