"""How often a number may be written to: days as a calendar has them, texts as people read them, packs old and new."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain import policy
from console.domain.data_folder import data_folder
from console.domain.erasure.retention import FLOOR_MONTHS
from console.domain.sending import limits
from console.domain.sending.limits import (
    REACH_DAYS,
    UNLIMITED,
    Contact,
    SendLimits,
    Why,
    by_reason,
    grouped,
    over,
    since,
    text_key,
)
from console.domain.toml_lines import FileFaultError
from console.launch.organisation import build

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC).timestamp()


def ago(days: float, category: str = "promotion", text: str = "", *, arrived: bool = True) -> Contact:
    return Contact(int((NOON - days * 86400) * 1000), category, text, "other", arrived)


def asked(rule: SendLimits, *contacts: Contact, text: str = "t", request: str = "r") -> Why | None:
    return over(rule, "promotion", text, request, since(NOON, SHANGHAI, rule.same_text_days), contacts)


def test_a_day_is_one_of_the_calendar_and_thirty_days_are_thirty_of_them() -> None:
    # Twelve hours ago it was midnight.
    assert asked(SendLimits(day=1), ago(0.49)) is Why.DAY
    assert asked(SendLimits(day=1), ago(0.51)) is None
    assert asked(SendLimits(days_30=1), ago(29.49)) is Why.DAYS_30
    assert asked(SendLimits(days_30=1), ago(29.51)) is None
    assert asked(SendLimits(same_text_days=1), ago(0.51, text="t")) is None
    assert asked(SendLimits(same_text_days=2), ago(0.51, text="t")) is Why.SAME_TEXT


def test_other_categories_count_where_all_are_limited_together() -> None:
    notice = ago(0.1, "notice")
    assert asked(SendLimits(day=1), notice) is None
    assert asked(SendLimits(all_day=1), notice) is Why.ALL_DAY
    assert asked(SendLimits(all_days_30=2), notice, ago(9, "other")) is Why.ALL_DAYS_30
    assert asked(UNLIMITED, *[ago(0.1, text="t")] * 50) is None


def test_a_text_is_repeated_by_any_category_and_within_a_request_for_ever_but_not_if_it_never_arrived() -> (
    None
):
    rule = SendLimits(same_text_days=3)
    assert asked(rule, ago(1, "notice", "t")) is Why.SAME_TEXT
    assert asked(rule, ago(9, "notice", "t")) is None
    assert asked(rule, ago(9, "notice", "t")._replace(request="r")) is Why.SAME_TEXT
    assert asked(rule, ago(1, "notice", "t", arrived=False)) is None


def test_a_day_that_is_an_hour_shorter_begins_at_its_own_midnight() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    changed = datetime(2026, 3, 29, 12, 0, tzinfo=berlin).timestamp()
    begins = since(changed, berlin, 30)
    assert begins.day == datetime(2026, 3, 29, tzinfo=berlin).timestamp() * 1000
    assert begins.days_30 == begins.same_text == datetime(2026, 2, 28, tzinfo=berlin).timestamp() * 1000


@given(
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["promotion", "notice"])), max_size=8),
    st.integers(0, 4),
)
def test_nobody_gets_more_in_any_thirty_days_than_the_limit(sent: list[tuple[int, str]], most: int) -> None:
    rule, taken = SendLimits(days_30=most), list[Contact]()
    for day, category in sorted(sent):
        now = NOON + day * 86400
        if category != "promotion" or over(rule, category, "", "r", since(now, SHANGHAI, 0), taken) is None:
            taken.append(Contact(int(now * 1000), category, "x", "r", arrived=True))
    days = [(one.at / 1000 - NOON) // 86400 for one in taken if one.category == "promotion"]
    assert not most or all(sum(0 <= day - other < 30 for other in days) <= most for day in days)


@pytest.mark.parametrize(
    "same",
    [
        "您的存款ABC将于12月1日到期。",
        "您的存款ａｂｃ　将于１２月１日到期",
        " 您的存款a b c，将于12月1日\n到期！！",
        "您\u200b的存款abc将于12月1日到期",
    ],
)
def test_texts_that_read_the_same_have_one_key(same: str) -> None:
    assert text_key(same) == text_key("您的存款abc将于12月1日到期")


def test_texts_that_read_otherwise_have_others() -> None:
    keys = [text_key(one) for one in ("12月1日到期", "1月21日到期", "12月1日", "!!!", "???", "", "😀", "😁")]
    assert len(set(keys)) == len(keys)
    # Half a surrogate pair is no reason to stop a dispatcher.
    assert text_key("\ud800") != text_key("\ud801")


def test_a_pack_without_limits_limits_nothing_and_a_wrong_limit_is_no_pack() -> None:
    text = build().policy_text
    assert not any(policy.read(text).limits.of(category) for category in ("notice", "promotion", "other"))
    for bent in (
        "day = -1",
        "day = 1001",
        'day = "1"',
        "days_30 = 1.5",
        f"same_text_days = {REACH_DAYS + 1}",
        "week = 3",
    ):
        with pytest.raises(FileFaultError):
            policy.read(f"{text}\n[limits.promotion]\n{bent}\n")
    for strange in ("[limits.birthday]\nday = 1", "[limits.all]\nsame_text_days = 1"):
        with pytest.raises(FileFaultError):
            policy.read(f"{text}\n{strange}\n")


def test_the_newest_shipped_pack_has_the_limits_that_are_recommended() -> None:
    shipped = policy.read((data_folder() / "policy" / "2026-2.toml").read_text("utf-8")).limits
    assert shipped.of("promotion") == SendLimits(1, 3, 10, 0, 30, canary=1000)
    assert shipped.of("notice") == shipped.of("other") == SendLimits(5, 0, 10, 0, 0, canary=1000)


def test_all_that_counts_is_still_there_when_numbers_may_be_erased() -> None:
    assert timedelta(days=28 * FLOOR_MONTHS) > timedelta(days=REACH_DAYS)


@given(st.dictionaries(st.sampled_from([*Why, "whim"]), st.integers(-5, 50)), st.integers(0, 100))
def test_reasons_and_groups_add_up_whatever_is_told(said: dict[str, int], suppressed: int) -> None:
    parts = by_reason(suppressed, said)
    assert sum(n for _, n in parts) == suppressed == sum(grouped(parts).values())
    assert all(n > 0 for _, n in parts)
    assert set(limits.LIMITED) < set(Why)
