"""A roster that names a file which is not here: nothing is sent under it, that is said by name, and it goes on when the file comes."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.domain.people.people import GatewayRef, PolicyRef
from console.launch.organisation import Organisation
from console.signing.bundle_file import pack
from console.signing.statements import digest
from console.wire import calls, dispatch
from tests.dispatch.running import (
    TEN,
    World,
    case,
    gateway_text,
    next_version,
    organisation,
    until,
    waits,
    world,
)
from tests.world import tampered

replace = msgspec.structs.replace


def another_policy(org: Organisation, at: str = "2026-11-25T01:00:00Z") -> str:
    """The organisation goes on under another pack, which wants another hour; return its text."""
    text = org.policy_text.replace('version = "2026-1"', 'version = "2026-2"', 1).replace("22:00", "21:00")
    org.policy_text = text
    next_version(org, at, policy=PolicyRef("2026-2", digest(text.encode())))
    return text


def another_gateway(org: Organisation, at: str = "2026-11-25T01:00:00Z", **changes: Any) -> str:
    """The organisation goes on with another file of its gateway; return its text."""
    text = gateway_text(org.gateway_texts["demo"], **changes)
    org.gateway_texts["demo"] = text
    next_version(org, at, gateways=[GatewayRef("demo", digest(text.encode()))])
    return text


def lay(one: World, name: str, text: str) -> None:
    path = one.home / name
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_text(text, "utf-8")


def files_told(one: World) -> list[str]:
    beats: list[dispatch.Heartbeat] = one.desk.of(dispatch.Heartbeat)
    return beats[-1].files if beats else []


async def test_without_the_pack_in_force_nothing_is_sent_and_once_it_is_here_the_same_process_goes_on(
    tmp_path: Path,
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        later = another_policy(org)
        one.desk.offer(case(org, 60))
        await one.start()
        await waits(one)
        assert one.counts["submits"] == 0
        assert one.desk.events() == [], "nothing is refused: the file may come at any moment"
        wanted = digest(later.encode())
        assert wanted not in files_told(one)
        lay(one, "policies/2026-2.toml", later)
        await until(lambda: one.desk.last("done"))
        await until(lambda: wanted in files_told(one))
        assert one.desk.events() == [("started", ""), ("done", "")]
        assert one.counts["distinct"] == 60


async def test_without_the_gateway_s_file_in_force_nothing_is_sent_and_with_it_the_line_is_made_anew(
    tmp_path: Path,
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        later = another_gateway(org, window=7)
        one.desk.offer(case(org, 60))
        await one.start()
        await waits(one)
        assert one.counts["submits"] == 0
        assert one.desk.events() == []
        assert one.service is not None
        assert one.service.openings.gateways["demo"].window == 50
        lay(one, "gateways/demo-2.toml", later)
        await until(lambda: one.desk.last("done"))
        assert one.service.openings.gateways["demo"].window == 7
        assert (one.counts["distinct"], one.counts["binds"]) == (60, 2)


async def test_a_file_changed_in_its_place_is_another_file(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        path = one.home / "policy.toml"
        path.write_text(path.read_text("utf-8").replace('["07:00", "22:00"]', '["00:00", "24:00"]'), "utf-8")
        one.desk.offer(case(org, 20))
        await one.start()
        await waits(one)
        assert one.counts["submits"] == 0
        lay(one, "policy.toml", org.policy_text)
        await until(lambda: one.desk.last("done"))


async def test_a_gateway_that_comes_with_a_later_version_is_taken_in_while_this_runs(tmp_path: Path) -> None:
    org = organisation()
    second = gateway_text(org.gateway_texts["demo"], id="second")
    async with world(tmp_path, org) as one:
        one.secrets["second"] = one.secrets["demo"]
        first = case(org, 20)
        assert org.roster is not None
        next_version(org, gateways=[*org.roster.gateways, GatewayRef("second", digest(second.encode()))])
        one.desk.offer(first)
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert one.service is not None
        assert one.service.dispatcher.gateway_ids() == ["demo"]
        lay(one, "gateways/second.toml", second)
        await until(
            lambda: one.service and one.service.dispatcher.gateways() == {"demo": "up", "second": "up"}
        )


async def test_what_waits_for_a_file_past_its_window_is_refused_for_its_window(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        another_policy(org)
        one.desk.offer(case(org, 20, closes=TEN + timedelta(hours=1)))
        await one.start()
        await waits(one)
        assert one.desk.events() == []
        one.clock.shift(timedelta(hours=2))
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events() == [("refused", "window_passed")]


async def test_what_waits_for_a_file_can_be_stopped_and_nothing_was_out(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        later = another_policy(org)
        slot = one.desk.offer(case(org, 20))
        await one.start()
        await waits(one)
        slot.wish = "stop"
        await until(lambda: one.desk.last("stopped"))
        event = one.desk.last("stopped")
        assert event is not None
        assert (event.tally.approved, event.tally.not_sent) == (20, 20)
        lay(one, "policies/2026-2.toml", later)
        pulls = len(one.desk.of(dispatch.PullReleased))
        await until(lambda: len(one.desk.of(dispatch.PullReleased)) > pulls + 2)
        assert one.desk.events() == [("stopped", "stopped_early")], "told once, and never sent"
        assert one.counts["submits"] == 0


async def test_a_roster_that_nobody_signed_is_refused_by_its_name_whatever_file_it_names(
    tmp_path: Path,
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        slot = one.desk.offer(case(org, 20))
        forged = tampered(org.rosters[0], org.roster.policy.digest, "0" * 64)  # type: ignore[union-attr]
        slot.bundle = pack(slot.case.bundle(rosters=[forged]))
        await one.start()
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events() == [("refused", "roster_not_by_signers")]


async def test_what_was_signed_under_the_pack_before_is_refused_whether_the_new_one_is_here_or_not(
    tmp_path: Path,
) -> None:
    org = organisation()
    made = case(org, 20)
    async with world(tmp_path, org) as one:
        text = another_policy(org)
        one.desk.offer(made, policy=text)
        await one.start()
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events() == [("refused", "policy_other_version")]


async def test_a_send_that_waits_for_its_window_is_refused_as_soon_as_the_desk_has_another_pack(
    tmp_path: Path,
) -> None:
    org = organisation()
    made = case(org, 30, opens=TEN + timedelta(hours=1))
    async with world(tmp_path, org) as one:
        slot = one.desk.offer(made)
        await one.start()
        await until(lambda: one.rows("SELECT state FROM send") == [("waiting",)])
        text = another_policy(org, "2026-11-25T02:00:00Z")
        slot.bundle = pack(made.bundle(policy=text))
        one.desk.roster = 2
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events() == [("refused", "policy_other_version")]


async def test_a_running_send_pauses_while_its_gateway_s_new_file_is_missing_and_then_goes_on_by_itself(
    tmp_path: Path,
) -> None:
    org = organisation(window=1, rate=50)
    made = case(org, 300)
    async with world(tmp_path, org) as one:
        slot = one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["distinct"] > 2)
        text = another_gateway(org, "2026-11-25T02:00:00Z", window=20, rate=20000)
        slot.bundle = pack(made.bundle(gateway=text))
        one.desk.roster = 2
        await until(lambda: ("held", "gateway_not_here") in one.desk.events())
        await until(lambda: one.tally()["in_flight"] == 0)
        assert one.tally()["queued"] > 0
        lay(one, "gateways/demo.toml", text)
        await until(lambda: one.desk.last("done"))
        assert one.desk.events()[-2][0] == "resumed"
        assert (one.counts["distinct"], one.counts["repeats"]) == (300, 0)


@pytest.mark.parametrize("what", ["policy", "gateway"])
async def test_a_send_that_waits_for_its_window_starts_late_where_a_file_came_late(
    tmp_path: Path, what: str
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        path = one.home / ("policy.toml" if what == "policy" else "gateways/demo.toml")
        text = path.read_text("utf-8")
        one.desk.offer(case(org, 30, opens=TEN + timedelta(hours=1)))
        await one.start()
        await until(lambda: one.rows("SELECT state FROM send") == [("waiting",)])
        path.unlink()
        fetched = len(one.desk.of(calls.BundleOf))
        one.service.worker.look_again()  # type: ignore[union-attr]
        one.clock.shift(timedelta(hours=1, minutes=1))
        await until(lambda: len(one.desk.of(calls.BundleOf)) > fetched)
        assert one.desk.events() == []
        assert one.rows("SELECT state FROM send") == [("waiting",)]
        path.write_text(text, "utf-8")
        await until(lambda: one.desk.last("done"))
        assert one.counts["distinct"] == 30
