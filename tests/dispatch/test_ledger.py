"""The dispatcher follows the desk's ledger itself, signs heads, and holds everything when the past changed."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from console.db.chain import link_hash
from console.signing.sshsig import verify
from console.wire import dispatch
from tests.dispatch.desk import FakeDesk
from tests.dispatch.running import case, organisation, until, world


async def test_a_head_is_signed_after_the_links_and_once_more_at_the_end_of_a_send(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        for _ in range(3):
            one.desk.entry()
        await one.start()
        await until(lambda: one.desk.of(dispatch.Head))
        head = one.desk.of(dispatch.Head)[0]
        said = msgspec.json.decode(head.text)
        assert (said["seq"], said["hash"]) == (3, one.desk.tip.hex())
        assert verify(head.signature, head.text.encode(), "sms-head@yunling") == org.service.public
        one.desk.entry()
        one.desk.offer(case(org, 20))
        await until(lambda: len(one.desk.of(dispatch.Head)) == 2)
        assert msgspec.json.decode(one.desk.of(dispatch.Head)[1].text)["seq"] == 4


def edited(desk: FakeDesk) -> None:
    seq, prev, _, signature = desk.chain[1]
    desk.chain[1] = (seq, prev, bytes([9]) * 32, signature)


def cut(desk: FakeDesk) -> None:
    del desk.chain[2:]


def rewritten(desk: FakeDesk) -> None:
    """Another third entry, and a fourth that follows from it."""
    seq, prev, _, signature = desk.chain[2]
    desk.chain[2] = (seq, prev, bytes([9]) * 32, signature)
    desk.chain.append((4, link_hash(prev, seq, bytes([9]) * 32, signature), bytes(32), bytes(32)))


def gap(desk: FakeDesk) -> None:
    desk.chain.append((5, desk.tip, bytes(32), bytes(32)))


def loose(desk: FakeDesk) -> None:
    desk.chain.append((4, bytes(32), bytes(32), bytes(32)))


@pytest.mark.parametrize("lie", [cut, rewritten, gap, loose])
async def test_a_ledger_that_does_not_follow_holds_everything_and_no_head_is_signed(
    tmp_path: Path, lie: Callable[[FakeDesk], None]
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        for _ in range(3):
            one.desk.entry()
        await one.start()
        await until(lambda: one.desk.of(dispatch.Head))
        with one.desk.lock:
            lie(one.desk)
        assert one.service is not None
        one.service.worker.look_again()
        await until(lambda: one.service and "ledger_forked" in one.service.dispatcher.holds.everything)
        one.desk.offer(case(org, 20))
        await until(lambda: ("held", "ledger_forked") in one.desk.events())
        assert one.counts["submits"] == 0
        # The desk hears of it though it may be the desk that lies: whoever asks there is told.
        await until(lambda: "ledger_forked" in one.desk.of(dispatch.Heartbeat)[-1].holds)
        assert len(one.desk.of(dispatch.Head)) == 1
        # It outlives the process, whatever the desk shows by then.
        await one.stop()
        await one.start()
        assert "ledger_forked" in one.service.dispatcher.holds.everything


async def test_a_ledger_that_was_edited_before_the_first_look_is_refused(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        for _ in range(3):
            one.desk.entry()
        edited(one.desk)
        await one.start()
        await until(lambda: one.service and "ledger_forked" in one.service.dispatcher.holds.everything)
        assert one.desk.of(dispatch.Head) == []
