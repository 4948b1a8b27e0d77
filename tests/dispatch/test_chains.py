"""The roster chain that the dispatcher keeps: named to the desk, not brought again, and judged whole every time."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.dispatch.store import read_mark
from console.errors import ConsoleError
from console.launch.organisation import Organisation
from console.signing.bundle import verify
from console.signing.bundle_file import pack, unpack
from console.signing.statements import Signed, decode, sign
from console.signing.trust import Pin
from console.wire import calls
from console.wire.answers import Blob
from console.wire.base import Call
from console.wire.rosters.rosters import ChainPage, RosterChain, SignedText
from tests.dispatch.desk import FakeDesk
from tests.dispatch.running import World, case, organisation, until

replace = msgspec.structs.replace


class Thrifty(FakeDesk):
    """A desk that leaves out the versions that the dispatcher has, as ours does; `lie` changes what is left."""

    def __init__(self, org: Organisation) -> None:
        super().__init__(org.roots)
        self.org = org
        self.most = 1 << 20
        self.lie: Callable[[list[Signed]], list[Signed]] = lambda rosters: rosters

    def _answer(self, call: Call) -> Any:
        match call:
            case calls.BundleOf():
                whole = unpack(self.slots[call.request].bundle)
                left = self.lie(self.org.rosters[max(0, call.known - 1) :])
                data = pack(replace(whole, rosters=left))
                if len(data) > self.most:
                    raise ConsoleError(
                        "bundle_too_large", request=call.request, bytes=len(data), most=self.most
                    )
                return Blob(data)
            case RosterChain():
                one = self.org.rosters[call.after]
                more = call.after + 1 < len(self.org.rosters)
                return ChainPage([SignedText(one.text, one.signatures)], more)
            case _:
                return super()._answer(call)

    def known(self) -> list[int]:
        """What the dispatcher said it has, call for call."""
        return [call.known for call in self.of(calls.BundleOf)]


def grow(org: Organisation, *minutes: int) -> None:
    """A version more for each of these minutes after ten o'clock."""
    for minute in minutes:
        assert org.roster
        number = org.roster.version + 1
        at = f"2026-11-25T01:{minute:02}:00Z"
        org.add_roster(replace(org.roster, version=number, previous=org.rosters[-1].digest(), at=at))


def opened(folder: Path, org: Organisation) -> tuple[World, Thrifty]:
    one = World(folder, org)
    desk = Thrifty(org)
    one.desk = desk
    return one, desk


async def sent(one: World, desk: Thrifty, request: int) -> None:
    """One request goes out, under the newest version."""
    desk.offer(case(one.org, 20, number=f"2026-业务部-{request:04}"), request)
    await until(lambda: desk.last("done", request) or desk.last("refused", request))
    assert desk.last("done", request), desk.events(request)


async def test_versions_that_are_here_are_named_and_only_what_came_since_is_brought(tmp_path: Path) -> None:
    org = organisation()
    one, desk = opened(tmp_path, org)
    try:
        await one.start()
        grow(org, 10, 11)
        await sent(one, desk, 1)
        assert desk.known() == [1], "the founding files hold version 1"
        grow(org, 12)
        await sent(one, desk, 2)
        assert desk.known()[-1] == 3
        await one.stop()
        await one.start()
        await sent(one, desk, 3)
        assert desk.known()[-1] == 4, "also after a new start"
    finally:
        await one.stop()
        await one.smsc.stop()


async def test_what_is_kept_as_evidence_is_whole_from_the_first_version_on(tmp_path: Path) -> None:
    org = organisation()
    one, desk = opened(tmp_path, org)
    try:
        grow(org, 10, 11)
        await one.start()
        await sent(one, desk, 1)
        await sent(one, desk, 2)
        for (data,) in one.rows("SELECT bundle FROM send"):
            bundle = unpack(data)
            assert bundle.rosters == org.rosters
            assert verify(bundle, org.roots, "2026-11-25T02:00:00Z").pin.version == 3
    finally:
        await one.stop()
        await one.smsc.stop()


async def test_a_dispatcher_that_lost_its_copies_asks_for_all_and_keeps_them_again(tmp_path: Path) -> None:
    org = organisation()
    one, desk = opened(tmp_path, org)
    try:
        grow(org, 10, 11)
        await one.start()
        await sent(one, desk, 1)
        await one.stop()
        (one.home / "dispatch" / "rosters.json").unlink()
        shutil.rmtree(one.home / "roster")
        await one.start()
        await sent(one, desk, 2)
        await sent(one, desk, 3)
        assert desk.known()[-2:] == [0, 3]
    finally:
        await one.stop()
        await one.smsc.stop()


@pytest.mark.parametrize("spoil", ["digit", "fork"])
async def test_copies_that_do_not_hold_are_not_used(tmp_path: Path, spoil: str) -> None:
    org = organisation()
    one, desk = opened(tmp_path, org)
    try:
        grow(org, 10)
        await one.start()
        await sent(one, desk, 1)
        await one.stop()
        shutil.rmtree(one.home / "roster")
        rosters = list(org.rosters)
        if spoil == "digit":
            rosters[1] = Signed(
                rosters[1].text.replace("010-00000001", "010-00000009"), rosters[1].signatures
            )
        else:
            rosters[1] = again(org, rosters[1], org_name="云岭")
        path = one.home / "dispatch" / "rosters.json"
        path.write_bytes(msgspec.json.encode([org.signers, rosters]))
        await one.start()
        await sent(one, desk, 2)
        assert desk.known()[-1] == 0
    finally:
        await one.stop()
        await one.smsc.stop()


async def test_versions_that_do_not_go_into_a_bundle_are_fetched_page_by_page(tmp_path: Path) -> None:
    org = organisation()
    one, desk = opened(tmp_path, org)
    try:
        grow(org, *range(10, 16))
        desk.most = len(pack(case(org, 20).bundle(rosters=org.rosters[-1:]))) + 1000
        await one.start()
        await sent(one, desk, 1)
        assert desk.known() == [1, 7]
        assert [call.after for call in desk.of(RosterChain)] == list(range(7))
        await sent(one, desk, 2)
        assert desk.known()[2:] == [7], "they are kept"
    finally:
        await one.stop()
        await one.smsc.stop()


async def test_a_bundle_that_is_too_large_all_the_same_is_refused_in_words_and_stops_no_other(
    tmp_path: Path,
) -> None:
    org = organisation()
    one, desk = opened(tmp_path, org)
    try:
        desk.most = len(pack(case(org, 20).bundle())) + 100
        desk.offer(
            case(
                org,
                20,
                number="2026-业务部-0001",
                twist={"request": lambda r: replace(r, purpose="长" * 200)},
            )
        )
        await one.start()
        await until(lambda: desk.last("refused", 1))
        assert desk.events(1) == [("refused", "bundle_too_large")]
        await sent(one, desk, 2)
    finally:
        await one.stop()
        await one.smsc.stop()


def again(org: Organisation, signed: Signed, **changes: Any) -> Signed:
    """Another version of the same number, by both roster signers: insiders in league with the desk."""
    made: Any = decode(signed.text.encode())
    return sign(replace(made, **changes), org.people["hanxue"], org.people["yangfan"])


def starts_later(_: Organisation) -> Callable[[list[Signed]], list[Signed]]:
    return lambda rosters: rosters[1:]


def leaves_a_gap(_: Organisation) -> Callable[[list[Signed]], list[Signed]]:
    return lambda rosters: [rosters[0], *rosters[2:]]


def leaves_all_out(_: Organisation) -> Callable[[list[Signed]], list[Signed]]:
    return lambda _rosters: []


def forks_at_the_pin(org: Organisation) -> Callable[[list[Signed]], list[Signed]]:
    other = again(org, org.rosters[1], org_name="云岭")
    three = again(org, org.rosters[2], previous=other.digest())
    return lambda _: [other, three, again(org, org.rosters[3], previous=three.digest())]


def forks_behind_the_pin(org: Organisation) -> Callable[[list[Signed]], list[Signed]]:
    other = again(org, org.rosters[1], org_name="云岭")
    return lambda rosters: [rosters[0], again(org, org.rosters[2], previous=other.digest()), rosters[2]]


def forges_an_older_one(org: Organisation) -> Callable[[list[Signed]], list[Signed]]:
    forged = Signed(org.rosters[0].text.replace("孙丽", "孙莉"), org.rosters[0].signatures)
    return lambda rosters: [forged, *rosters]


@pytest.mark.parametrize(
    ("lie", "name"),
    [
        (starts_later, "roster_chain_broken"),
        (leaves_a_gap, "roster_chain_broken"),
        (leaves_all_out, "bundle_malformed"),
        (forks_at_the_pin, "roster_forked"),
        (forks_behind_the_pin, "roster_chain_broken"),
        (forges_an_older_one, "roster_not_by_signers"),
    ],
)
async def test_a_desk_that_cuts_the_chain_wrongly_sends_nothing(
    tmp_path: Path, lie: Callable[[Organisation], Callable[[list[Signed]], list[Signed]]], name: str
) -> None:
    org = organisation()
    one, desk = opened(tmp_path, org)
    try:
        grow(org, 10)
        await one.start()
        await sent(one, desk, 1)
        grow(org, 11, 12)
        desk.lie = lie(org)
        desk.offer(case(org, 20, number="2026-业务部-0002"), 2)
        await until(lambda: desk.last("refused", 2))
        assert desk.events(2) == [("refused", name)]
        assert desk.known()[-1] == 2
        desk.lie = lambda rosters: rosters
        await sent(one, desk, 3)
        with one.store.look() as look:
            assert Pin(*read_mark(look, "pin")) == Pin(4, org.rosters[3].digest())
    finally:
        await one.stop()
        await one.smsc.stop()
