"""Who compiles, signs and receives a quarter (R3, R8)."""

import msgspec
import pytest

from console.domain.filing.filing import Filing, may_compile, may_receive, may_sign
from console.domain.people.people import Post
from tests.domain.test_authority import EVERYONE, NOW, ROSTER

replace = msgspec.structs.replace


def filing(department: str, by: str) -> Filing:
    return Filing(
        org="yunling", by=by, at=NOW, roster=1, department=department, quarter="2026Q4", revision=1, previous="",
        manifest="ab" * 32, requests=0, recipients=0, nil=True, explained=[], words="",
    )  # fmt: skip


COMPILES = {
    "business": {"zhaomin", "qianwei", "sunli", "wangfang", "zhengtao"},
    "general": {"chenjing", "wuhong", "zhengtao", "wangfang"},
    "credit": {"weina", "jiangbo", "wangfang", "zhengtao"},
}
SIGNS = {"business": {"sunli"}, "general": {"zhengtao"}, "credit": {"jiangbo"}}
RECEIVES = {"business": {"wangfang", "zhengtao"}, "general": {"chuyan"}, "credit": {"wangfang", "zhengtao"}}


@pytest.mark.parametrize("department", COMPILES)
def test_each_person_has_exactly_his_part(department: str) -> None:
    signed = filing(department, min(SIGNS[department]))
    assert {p for p in EVERYONE if may_compile(p, department, ROSTER, NOW) is None} == COMPILES[department]
    assert {p for p in EVERYONE if may_sign(p, department, ROSTER, NOW) is None} == SIGNS[department]
    assert {p for p in EVERYONE if may_receive(p, signed, ROSTER, NOW) is None} == RECEIVES[department]


def test_who_signed_a_quarter_does_not_receive_it() -> None:
    refusal = may_receive("zhengtao", filing("business", "zhengtao"), ROSTER, NOW)
    assert refusal is not None
    assert refusal.code == "filing_own"


def test_the_manager_in_charge_signs_for_a_department_that_has_no_manager() -> None:
    posts = [a for a in ROSTER.posts if not (a.person == "sunli" and a.post is Post.DEPARTMENT_MANAGER)]
    roster = replace(ROSTER, posts=posts)
    assert {p for p in EVERYONE if may_sign(p, "business", roster, NOW) is None} == {"liqiang"}


@pytest.mark.parametrize("gone", [{"zhengtao"}, {"zhengtao", "chuyan"}])
def test_the_general_manager_receives_what_the_manager_in_charge_has_signed_or_nobody_could(
    gone: set[str],
) -> None:
    above = {Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER}
    roster = replace(ROSTER, posts=[a for a in ROSTER.posts if not (a.person in gone and a.post in above)])
    signed = filing("general", "chuyan")
    assert {p for p in EVERYONE if may_receive(p, signed, roster, NOW) is None} == {"zhoujian"}
    # While another is in charge, they do.
    assert may_receive("zhoujian", filing("general", "zhengtao"), ROSTER, NOW) is not None
