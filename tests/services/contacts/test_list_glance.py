"""What stands out about a list: who else has its numbers, who opted out, who is at a limit, and whether they look generated."""

import random
import secrets
from array import array
from typing import Any

import pytest

from console.services.contacts import list_counts
from console.wire.contacts import list_assets as wire
from console.wire.contacts import lists
from console.wire.contacts.optouts import AddOptOuts
from tests.services.core import Core, bank, open_core
from tests.services.quarters import sent
from tests.services.sending.test_limits import pack_with_limits
from tests.world import numbers


def glance(core: Core, list_id: int, person: str = "zhaomin") -> wire.Glance:
    found: wire.Glance = core.call(person, wire.ListGlance(list_id))
    return found


def test_overlaps_are_counted_with_the_newest_lists_of_the_department(core: Core) -> None:
    core.add_list("weina", "credit", nums=numbers(50))
    old = core.add_list(nums=numbers(10))
    some = core.add_list(nums=numbers(30, 16100000005))
    core.add_list(nums=numbers(30, 16200000000))
    newer = core.add_list(nums=numbers(20))
    core.call("zhaomin", wire.ReplaceList(some, old))
    found = glance(core, newer)
    assert [(one.list_id, one.n) for one in found.overlaps] == [(some, 15)]
    assert (found.compared, found.n, found.estimated) == (2, 20, False)
    core.refuses("not_your_department", "weina", wire.ListGlance(newer))


def test_who_was_sent_something_lately_is_counted(core: Core) -> None:
    request = core.cleared(n=20)
    fresh = core.add_list(nums=numbers(50, 16100000010))
    assert glance(core, fresh).recent == 0
    released(core, request)
    assert glance(core, fresh).recent == 10
    core.at = core.at.replace(month=12, day=30)
    assert glance(core, fresh).recent == 0


def released(core: Core, request: int) -> None:
    core.step("qianwei", "release", request, slot=1, count=20)


def test_who_opted_out_is_counted_also_before_the_list_is_signed(core: Core) -> None:
    core.call("wangfang", AddOptOuts([16100000003, 16100000004], "promotion", "来电"))
    begun = core.call("zhaomin", lists.BeginList("business", "新", "新.txt", "0" * 64, 1, "ascii", "")).id
    core.call("zhaomin", lists.AddNumbers(begun, numbers(4).tobytes()))
    assert glance(core, begun).opted == {"promotion": 1}
    core.call("zhaomin", lists.AddNumbers(begun, numbers(4, 16100000004).tobytes()))
    assert glance(core, begun).opted == {"promotion": 2}
    # Nobody else sees a list that is not finished.
    with pytest.raises(Exception, match="no_such_list"):
        glance(core, begun, "sunli")


@pytest.mark.parametrize(
    ("nums", "wanted"),
    [
        (range(16100000000, 16100000009), (0, 0, 0)),
        (range(16100000000, 16100000010), (1, 10, 10)),
        ([*range(16100000000, 16100000012), *range(16100000013, 16100000033), 16200000000], (2, 32, 20)),
        (range(16100000000, 16100000400, 2), (0, 0, 0)),
    ],
)
def test_runs_of_ten_or_more_numbers_are_counted_with_the_longest(core: Core, nums: Any, wanted: Any) -> None:
    found = glance(core, core.add_list(nums=array("q", nums)))
    assert (found.runs, found.in_runs, found.longest) == wanted


def test_the_overlap_of_a_long_list_is_estimated_to_within_a_few_in_a_hundred(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = random.Random(secrets.randbelow(1 << 30))  # noqa: S311 - any numbers
    mine = sorted(drawn.sample(range(16100000000, 16199999999), 40_000))
    both = sorted(drawn.sample(mine, 20_000))
    core.add_list(nums=array("q", both))
    long = core.add_list(nums=array("q", mine))
    monkeypatch.setattr(list_counts, "_LOOKED_UP", 10_000)
    found = glance(core, long)
    assert found.estimated
    assert 0.9 < found.overlaps[0].n / 20_000 < 1.1


@pytest.mark.parametrize(("n", "estimated"), [(10, False), (11, True), (20, True)])
def test_whatever_is_not_counted_number_by_number_is_called_an_estimate(
    core: Core, monkeypatch: pytest.MonkeyPatch, n: int, estimated: bool
) -> None:
    monkeypatch.setattr(list_counts, "_LOOKED_UP", 10)
    assert glance(core, core.add_list(nums=numbers(n))).estimated is estimated


def test_steps_are_primes_so_that_no_last_digit_is_preferred() -> None:
    assert [list_counts.step(n) for n in (1, 100_000, 100_001, 400_000, 1_000_000, 10_000_000)] == [
        1,
        1,
        2,
        5,
        11,
        101,
    ]


def test_who_is_at_a_limit_today_is_counted_by_category(database_url: str) -> None:
    core = open_core(database_url, bank(policy_text=pack_with_limits()))
    fresh = core.add_list(nums=numbers(30))
    assert glance(core, fresh).over == {}
    sent(core, delivered=11, undelivered=2, unknown=2, refused=4, not_sent=1)
    assert glance(core, fresh).over == {"promotion": 15}
    assert glance(core, fresh).recent == 20
    core.database.close()
