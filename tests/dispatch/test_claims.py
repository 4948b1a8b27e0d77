"""The lying desk: whatever it hands over that the people did not sign is refused by name, and nothing is sent."""

from array import array
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.domain.states import RecipientState
from console.launch.organisation import build
from console.signing.bundle_file import pack
from console.signing.statements import sign
from console.wire import calls, dispatch
from tests.dispatch.desk import Slot
from tests.dispatch.running import TEN, World, case, organisation, until, world
from tests.world import make, numbers, tampered

Lie = Callable[[World, Slot], None]


def number_changed(_: World, slot: Slot) -> None:
    slot.nums = array("q", [*slot.nums[:-1], slot.nums[-1] + 1])


def number_missing(_: World, slot: Slot) -> None:
    slot.nums = slot.nums[:-1]


def number_added(_: World, slot: Slot) -> None:
    slot.nums = array("q", [*slot.nums, slot.nums[-1] + 1])


def not_ascending(_: World, slot: Slot) -> None:
    slot.nums = array("q", [slot.nums[1], slot.nums[0], *slot.nums[2:]])


def another_salt(_: World, slot: Slot) -> None:
    slot.salt = bytes(32)


def short_salt(_: World, slot: Slot) -> None:
    slot.salt = b"x"


def another_root(_: World, slot: Slot) -> None:
    listed = slot.case.manifest
    slot.bundle = pack(slot.case.bundle(manifests=[tampered(listed, '"root":"', '"root":"0')]))


def text_changed(_: World, slot: Slot) -> None:
    slot.bundle = pack(slot.case.bundle(request=tampered(slot.case.request, "请及时", "请立刻")))


def policy_differs(_: World, slot: Slot) -> None:
    slot.bundle = pack(slot.case.bundle(policy=slot.case.org.policy_text + "\n"))


def gateway_differs(_: World, slot: Slot) -> None:
    slower = slot.case.org.gateway_texts["demo"].replace("window = 50", "window = 51")
    slot.bundle = pack(slot.case.bundle(gateway=slower))


def no_release(_: World, slot: Slot) -> None:
    slot.bundle = pack(slot.case.bundle(release=None))


def no_approval(_: World, slot: Slot) -> None:
    slot.bundle = pack(slot.case.bundle(steps=[]))


def bundle_of_another_release(one: World, slot: Slot) -> None:
    slot.bundle = pack(make(n=80, org=one.org, at=TEN, number="2026-业务部-0009").bundle())


def not_a_bundle(_: World, slot: Slot) -> None:
    slot.bundle = b'{"v": 1}'


def window_over(one: World, _: Slot) -> None:
    one.clock.shift(timedelta(hours=9))


LIES: list[tuple[Lie, str]] = [
    (number_changed, "list_root"),
    (number_missing, "list_count"),
    (number_added, "list_count"),
    (not_ascending, "list_root"),
    (another_salt, "list_root"),
    (short_salt, "list_root"),
    (another_root, "not_canonical"),
    (text_changed, "request_signature"),
    (policy_differs, "policy_differs"),
    (gateway_differs, "gateway_differs"),
    (no_release, "release_missing"),
    (no_approval, "step_order"),
    (bundle_of_another_release, "release_differs"),
    (not_a_bundle, "not_canonical"),
    (window_over, "window_passed"),
]


@pytest.mark.parametrize(("lie", "name"), LIES, ids=[lie.__name__ for lie, _ in LIES])
async def test_a_lie_is_refused_by_name_and_nothing_is_sent(tmp_path: Path, lie: Lie, name: str) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        await one.start()
        slot = Slot(case(org, 80), 1, list_id=1)
        slot.nums, slot.bundle = slot.case.nums, pack(slot.case.bundle())
        lie(one, slot)
        one.desk.slots[1] = slot
        await until(lambda: one.desk.last("refused"))
        refused = one.desk.last("refused")
        assert refused is not None
        assert refused.reason == name
        assert refused.tally.balances()
        assert one.counts["submits"] == 0
        assert one.rows("SELECT 1 FROM recipient") == []
        # The same release is not judged again, and not reported again.
        fetched = len(one.desk.of(calls.BundleOf))
        pulls = len(one.desk.of(dispatch.PullReleased))
        await until(lambda: len(one.desk.of(dispatch.PullReleased)) > pulls + 2)
        assert len(one.desk.of(calls.BundleOf)) == fetched
        assert [event for event, _ in one.desk.events()] == ["refused"]


async def test_the_refusal_s_report_is_signed_by_the_service(tmp_path: Path) -> None:
    from console.signing.sshsig import verify

    org = organisation()
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 20), steps=[])
        await one.start()
        await until(lambda: one.desk.last("refused"))
        report = one.desk.last("refused")
        assert report is not None
        assert verify(report.signature, report.text.encode(), "sms-report@yunling") == org.service.public


async def test_a_second_release_of_the_same_slot_is_refused(tmp_path: Path) -> None:
    org = organisation()
    first = case(org, 60)
    assert first.release is not None
    again = sign(
        msgspec.structs.replace(_decoded(first.release.text), at="2026-11-25T01:45:00Z"),
        org.people["qianwei"],
    )
    async with world(tmp_path, org) as one:
        one.desk.offer(first)
        await one.start()
        await until(lambda: one.desk.last("done"))
        one.desk.offer(replace(first, release=again), request=2)
        await until(lambda: one.desk.last("refused", 2))
        assert one.desk.events(2) == [("refused", "released_already")]
        assert (one.counts["distinct"], one.counts["repeats"]) == (60, 0)


async def test_the_release_of_one_slot_is_refused_by_name_when_it_comes_as_another_slot_s(
    tmp_path: Path,
) -> None:
    org = organisation()
    first = case(org, 60)
    async with world(tmp_path, org) as one:
        one.desk.offer(first)
        await one.start()
        await until(lambda: one.desk.last("done"))
        one.desk.offer(first, request=2)
        await until(lambda: one.desk.last("refused", 2))
        assert one.desk.events(2) == [("refused", "release_differs")]
        assert (one.counts["distinct"], one.counts["repeats"]) == (60, 0)


def _decoded(text: str) -> Any:
    from console.signing.statements import decode

    return decode(text.encode())


async def test_after_a_refusal_a_new_release_of_the_slot_may_be_sent(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 60)
    assert made.release is not None
    async with world(tmp_path, org) as one:
        slot = one.desk.offer(made)
        slot.nums = numbers(59)
        await one.start()
        await until(lambda: one.desk.last("refused"))
        made.release = sign(
            msgspec.structs.replace(_decoded(made.release.text), at="2026-11-25T01:45:00Z"),
            org.people["qianwei"],
        )
        one.desk.offer(made)
        await until(lambda: one.desk.last("done"))
        assert one.counts["distinct"] == 60


async def test_an_older_roster_is_refused_once_a_newer_one_was_seen(tmp_path: Path) -> None:
    org = organisation()
    first = case(org, 20)
    old_bundle = pack(first.bundle())
    assert org.roster is not None
    org.add_roster(
        msgspec.structs.replace(
            org.roster, version=2, previous=org.rosters[0].digest(), at="2026-11-25T01:00:00Z"
        )
    )
    async with world(tmp_path, org) as one:
        one.desk.offer(make(n=20, org=org, at=TEN, number="2026-业务部-0002"), request=2)
        await one.start()
        await until(lambda: one.desk.last("done", 2))
        one.desk.offer(first, request=1).bundle = old_bundle
        await until(lambda: one.desk.last("refused", 1))
        assert one.desk.events(1) == [("refused", "roster_older")]


async def test_a_text_that_needs_more_parts_than_approved_is_refused(tmp_path: Path) -> None:
    org = organisation()
    longer = lambda request: msgspec.structs.replace(  # noqa: E731 - one line that a reader sees whole
        request, text=msgspec.structs.replace(request.text, body="长" * 90)
    )
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 20, twist={"request": longer}))
        await one.start()
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events() == [("refused", "request_cost")]


async def test_a_text_that_its_gateway_cuts_into_more_parts_than_were_approved_is_refused(
    tmp_path: Path,
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        await one.start()
        assert one.service is not None
        taken = one.service.gateways._taken
        digest, prepare = taken["demo"]
        taken["demo"] = digest, lambda text, concatenation: prepare(3 * text, concatenation)
        one.desk.offer(case(org, 20))
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events() == [("refused", "parts_differ")]
        assert one.counts["submits"] == 0


async def test_a_send_that_waited_is_judged_again_when_its_window_opens(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 30, opens=TEN + timedelta(hours=1))
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.rows("SELECT state FROM send") == [("waiting",)])
        assert org.roster is not None
        people = [
            msgspec.structs.replace(p, standing="suspended") if p.id == "qianwei" else p
            for p in org.roster.people
        ]
        org.add_roster(
            msgspec.structs.replace(
                org.roster,
                version=2,
                previous=org.rosters[0].digest(),
                at="2026-11-25T02:30:00Z",
                people=people,
            )
        )
        one.desk.slots[1].bundle = pack(made.bundle())
        one.service.worker.look_again()  # type: ignore[union-attr]
        one.clock.shift(timedelta(hours=1, minutes=1))
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events() == [("refused", "signer_not_active")]
        assert one.counts["submits"] == 0


async def test_a_send_whose_whole_window_went_by_is_taken_back_and_may_be_released_again(
    tmp_path: Path,
) -> None:
    org = organisation()
    made = case(org, 30, opens=TEN + timedelta(hours=1), closes=TEN + timedelta(hours=2))
    assert made.release is not None
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.rows("SELECT state FROM send") == [("waiting",)])
        one.clock.shift(timedelta(hours=2))
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events() == [("refused", "window_passed")]
        assert one.counts["submits"] == 0
        assert one.rows("SELECT count(*) FROM claimed") == [(0,)]


async def test_a_running_send_is_held_when_its_releaser_is_suspended(tmp_path: Path) -> None:
    org = organisation(window=1, rate=50)
    made = case(org, 500)
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["distinct"] > 2)
        assert org.roster is not None
        people = [
            msgspec.structs.replace(p, standing="suspended") if p.id == "qianwei" else p
            for p in org.roster.people
        ]
        org.add_roster(
            msgspec.structs.replace(
                org.roster,
                version=2,
                previous=org.rosters[0].digest(),
                at="2026-11-25T02:00:00Z",
                people=people,
            )
        )
        one.desk.slots[1].bundle = pack(made.bundle())
        one.service.worker.look_again()  # type: ignore[union-attr]
        await until(lambda: ("held", "signer_not_active") in one.desk.events())
        await until(lambda: one.tally()["in_flight"] == 0)
        assert one.tally()["queued"] > 0
        assert RecipientState.UNKNOWN.name.lower() in one.tally()


@pytest.mark.parametrize(
    ("ways", "sent"),
    [
        ("", True),
        ('[opt_out]\nwords = ["R"]\n', True),
        ('[opt_out]\nwords = ["TD"]\n', False),
        ('[opt_out]\ninbound = false\nother = ["95588"]\n', False),
    ],
)
async def test_a_promotion_that_nobody_could_refuse_is_refused_whatever_the_desk_let_through(
    tmp_path: Path, ways: str, sent: bool
) -> None:
    text = organisation().gateway_texts["demo"] + ways
    org = build(TEN - timedelta(hours=2), gateway_text=text)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 20, category="promotion"))
        await one.start()
        await until(lambda: one.desk.last("done" if sent else "refused"))
        assert one.counts["submits"] == 20 * sent
        assert sent or one.desk.events() == [("refused", "opt_out_unreceived")]
