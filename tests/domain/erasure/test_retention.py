"""When numbers are due (R13): by kind, from the quarter's end, never below the law's floor, and what an act adds up to."""

from datetime import timedelta

import msgspec
import pytest

from console.domain import policy
from console.domain.categories import Category
from console.domain.erasure.erasing import Erase, ErasedList, ErasedSend, fault, may_hold, rows_of
from console.domain.erasure.retention import (
    FLOOR_MONTHS,
    RetentionRule,
    brought_due,
    last_brought,
    months_of,
    sent_due,
)
from console.domain.people.people import Post
from console.domain.times import parse, render
from console.domain.toml_lines import FileFaultError
from console.launch.organisation import DEMO_PACK, STAFF, build
from tests.domain.test_authority import NOW, ROSTER

ZONE = "Asia/Shanghai"
RULE = RetentionRule()
NOTICE = Category.NOTICE


def due(closes: str, rule: RetentionRule = RULE, *, solo: bool = False, ended: str = "") -> str:
    return sent_due(rule, NOTICE, closes, ZONE, solo=solo, ended=ended)


@pytest.mark.parametrize(
    ("closes", "expected"),
    [
        ("2026-11-24T11:00:00Z", "2027-12-31T15:59:59Z"),
        ("2026-12-31T15:59:59Z", "2027-12-31T15:59:59Z"),
        # Already the next year, and the next quarter, on the house's clock.
        ("2026-12-31T16:00:00Z", "2028-03-31T15:59:59Z"),
        ("2026-09-30T15:59:59Z", "2027-09-30T15:59:59Z"),
    ],
)
def test_numbers_are_counted_from_the_end_of_their_quarter(closes: str, expected: str) -> None:
    assert due(closes) == expected


def test_or_from_the_windows_own_end_where_the_policy_says_so() -> None:
    rule = RetentionRule(counted_from="end", notices=7)
    assert due("2026-07-15T02:00:00Z", rule) == "2027-02-15T15:59:59Z"
    # The last of a month stays the last, where the other month is shorter or longer.
    assert due("2026-07-31T02:00:00Z", rule) == "2027-02-28T15:59:59Z"
    assert due("2027-02-28T02:00:00Z", rule) == "2027-09-30T15:59:59Z"


@pytest.mark.parametrize("months", range(FLOOR_MONTHS))
def test_no_policy_goes_below_the_floor_of_the_law_unless_nothing_can_reach_a_provider(months: int) -> None:
    rule = RetentionRule(counted_from="end", notices=months, promotions=months, others=months)
    for category in Category:
        assert months_of(rule, category, solo=False) == FLOOR_MONTHS
        assert months_of(rule, category, solo=True) == months
    assert due("2026-07-15T02:00:00Z", rule) == "2027-01-15T15:59:59Z"


def test_without_a_month_to_wait_they_go_when_the_send_is_over() -> None:
    rule = RetentionRule(notices=0)
    assert (
        due("2026-07-15T02:00:00Z", rule, solo=True, ended="2026-07-15T01:00:00Z") == "2026-07-15T01:00:00Z"
    )
    assert brought_due(0, "2026-07-15T01:00:00Z", ZONE) == "2026-07-15T01:00:00Z"
    assert brought_due(6, "2026-08-31T01:00:00Z", ZONE) == "2027-02-28T15:59:59Z"


def test_the_shipped_packs_say_a_year_and_the_demonstration_at_once() -> None:
    standard, demo = (policy.read(build(policy_pack=pack).policy_text) for pack in ("2026-1", DEMO_PACK))
    assert standard.retention == RULE
    assert {demo.retention.notices, demo.retention.promotions, demo.retention.others} == {0}


def test_a_pack_older_than_the_rule_keeps_for_a_year_and_one_with_a_wrong_value_is_no_pack() -> None:
    text = build().policy_text
    older = text[: text.index("[retention]")]
    assert policy.read(older).retention == RULE
    for bent in ('counted_from = "now"', "notices = -1", "notices = 121", "nothing = 3"):
        with pytest.raises(FileFaultError):
            policy.read(f"{older}\n[retention]\n{bent}\n")


def test_who_may_hold() -> None:
    may = {person for person, _, _ in STAFF if may_hold(person, ROSTER, NOW) is None}
    posts = {Post.REGISTRAR, Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER}
    assert may == {person for person, _, held in STAFF if posts & {post for post, _ in held}}
    assert may_hold("nobody", ROSTER, NOW) is not None


SEND = ErasedSend("a" * 64, "b" * 64, 1, 20)
LIST = ErasedList("c" * 64, 20, 3, whole=True)


@pytest.mark.parametrize(
    ("act", "rows", "name"),
    [
        (Erase(43, [SEND], [LIST]), 43, ""),
        (Erase(3, [], [msgspec.structs.replace(LIST, whole=False)]), 3, ""),
        (Erase(42, [SEND], [LIST]), 43, "erase_count"),
        (Erase(40, [SEND, SEND], []), 40, "erase_twice"),
        (Erase(46, [], [LIST, LIST]), 46, "erase_twice"),
    ],
)
def test_an_act_says_how_many_rows_go(act: Erase, rows: int, name: str) -> None:
    assert (rows_of(act), fault(act)) == (rows, name)


@pytest.mark.parametrize("zone", [ZONE, "UTC", "America/Sao_Paulo"])
@pytest.mark.parametrize("months", [0, 1, 2, 6, 13])
@pytest.mark.parametrize("now", ["2027-02-28T15:59:58Z", "2027-02-28T15:59:59Z", "2028-03-31T16:00:00Z"])
def test_what_came_in_up_to_the_last_instant_is_due_and_nothing_later(
    months: int, now: str, zone: str
) -> None:
    last = parse(last_brought(months, now, zone))
    assert brought_due(months, render(last), zone) <= now
    assert brought_due(months, render(last + timedelta(seconds=1)), zone) > now
    # The order never turns around, at the short and the long months least of all.
    for hours in range(1, 24 * 70, 5):
        assert brought_due(months, render(last - timedelta(hours=hours)), zone) <= now
        assert brought_due(months, render(last + timedelta(hours=hours)), zone) > now
