"""What may have been sent and cannot be taken in stays at the desk: nobody counts as unsent, and the desk is told why and since when."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from console.dispatch.claiming import untaken
from console.dispatch.service import rearm
from console.domain.times import parse, render
from console.launch.organisation import Organisation
from console.wire import dispatch
from tests.dispatch.desk import FakeDesk
from tests.dispatch.running import TEN, World, case, organisation, until, world
from tests.dispatch.test_continuing import failed, left, rounds, row, told
from tests.dispatch.test_lacking_files import another_policy, lay

N = 20


@asynccontextmanager
async def armed_again(home: Path, org: Organisation) -> AsyncIterator[World]:
    """A dispatcher whose database is new, and that was armed by hand."""
    async with world(home, org) as one:
        await one.start()
        await one.stop()
        one.clock.shift(timedelta(seconds=2))
        rearm(one.installation())
        yield one


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left is tried again soon."""
    monkeypatch.setattr(untaken, "AGAIN", 0.1)


def kept(desk: FakeDesk) -> dict[int, tuple[str, str]]:
    """Why each slot was left by the newest report, and since when."""
    reports = desk.of(dispatch.ReportUntaken)
    return {one.slot: (one.why, one.since) for one in reports[-1].rows if one.why} if reports else {}


@pytest.mark.usefixtures("soon")
async def test_the_desk_is_told_why_a_list_is_left_and_since_when_until_it_is_taken_in(
    tmp_path: Path,
) -> None:
    org = organisation()
    async with armed_again(tmp_path, org) as one:
        slot = one.desk.offer(case(org, N))
        whole, slot.nums = slot.nums, slot.nums[:-1]
        await one.start()
        await until(lambda: kept(one.desk).get(1, ("", ""))[0] == "list_count")
        since = kept(one.desk)[1][1]
        assert parse(since) >= TEN
        pulled = len(one.desk.of(dispatch.PullNumbers))
        await until(lambda: len(one.desk.of(dispatch.PullNumbers)) > pulled + 4)
        assert kept(one.desk) == {1: ("list_count", since)}, "since the first time"
        slot.nums = whole
        await until(lambda: one.desk.last("done"))
        await until(lambda: not kept(one.desk))


@pytest.mark.parametrize("wish", ["send", "hold", "stop"])
@pytest.mark.usefixtures("soon")
async def test_a_continuation_of_a_send_that_was_forgotten_is_left_and_nobody_of_it_counts_as_unsent(
    tmp_path: Path, wish: str
) -> None:
    org = organisation()
    made = case(org, N)
    async with armed_again(tmp_path, org) as one:
        # The send that it continues has ended, so the desk offers the continuation alone.
        one.desk.again = [row(left(made, 7), wish=wish, hold=1)]
        one.clock.shift(timedelta(hours=9))
        await one.start()
        await until(lambda: kept(one.desk).get(2, ("", ""))[0] == "continue_source")
        await rounds(one)
        assert told(one) == [], "neither refused nor stopped: it may have been sent, and would be sent again"
        assert one.counts["submits"] == 0


async def test_a_continuation_signed_after_the_arming_that_names_no_send_here_is_refused(
    tmp_path: Path,
) -> None:
    org = organisation()
    made = case(org, N)
    async with armed_again(tmp_path, org) as one:
        one.clock.shift(timedelta(hours=9))
        one.desk.again = [row(failed(made, 7, at=render(TEN + timedelta(hours=1))))]
        await one.start()
        await until(lambda: told(one))
        assert told(one) == [("refused", "continue_source")]
        assert kept(one.desk) == {}


async def test_a_continuation_of_before_the_arming_that_belongs_to_another_release_is_refused_by_name(
    tmp_path: Path,
) -> None:
    org = organisation()
    made = case(org, N)
    async with armed_again(tmp_path, org) as one:
        one.clock.shift(timedelta(hours=9))
        one.desk.again = [row(left(made, 7), release="0" * 64)]
        await one.start()
        await until(lambda: told(one))
        assert told(one) == [("refused", "release_differs")]
        assert kept(one.desk) == {}


@pytest.mark.parametrize("wish", ["send", "stop"])
@pytest.mark.usefixtures("soon")
async def test_what_may_be_out_and_lacks_a_file_here_counts_as_unsent_neither_when_stopped_nor_once_its_window_is_over(
    tmp_path: Path, wish: str
) -> None:
    org = organisation()
    async with armed_again(tmp_path, org) as one:
        later = another_policy(org)
        slot = one.desk.offer(case(org, N, closes=TEN + timedelta(hours=1)))
        one.clock.shift(timedelta(hours=2))
        slot.wish = wish
        await one.start()
        await until(lambda: kept(one.desk).get(1, ("", ""))[0] == "policy_not_here")
        await rounds(one)
        assert one.desk.events() == []
        lay(one, "policies/2026-2.toml", later)
        await until(lambda: one.desk.last("done") or one.desk.last("stopped"))
        last = one.desk.of(dispatch.ReportSlot)[-1]
        assert (last.tally.unknown, last.tally.not_sent, one.counts["submits"]) == (N, 0, 0)


@pytest.mark.usefixtures("soon")
async def test_a_desk_that_can_give_no_list_is_told_so_and_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(untaken, "PATIENCE", 0.2)
    org = organisation()
    async with world(tmp_path, org) as one:
        one.desk.stumbles = lambda call: isinstance(call, dispatch.PullNumbers)
        one.desk.offer(case(org, N))
        await one.start()
        await until(lambda: kept(one.desk).get(1, ("", ""))[0] == dispatch.UNANSWERED)
        assert one.desk.events() == []
        one.desk.stumbles = lambda _: False
        await until(lambda: one.desk.last("done"))
        await until(lambda: not kept(one.desk))
