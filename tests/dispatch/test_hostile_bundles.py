"""Every bundle of the hostile corpus, brought by a desk to the dispatcher's own judgement, with its own files, chain and memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch.claiming.judging import About, Judge, Judged
from console.dispatch.claiming.refusals import UnfitError
from console.dispatch.rosters.files import Files
from console.dispatch.store import Store, write_mark
from console.domain.sending import gateways
from console.domain.times import parse
from console.domain.toml_lines import FileFaultError
from console.signing.bundle_file import Own, unpack
from console.signing.refused import Refused
from console.signing.statements import digest
from console.wire.answers import Blob
from console.wire.base import Call
from console.wire.calls import BundleOf
from tests.signing import hostile
from tests.signing.attacks import GOOD
from tests.signing.hostile import Hostile

RELEASED = [name for name, one in hostile.names().items() if one.released]
"""A dispatcher is brought what is released; all else it calls `release_missing`."""


class Desk:
    """Hands out one bundle, whatever is asked for."""

    def __init__(self) -> None:
        self.data = b""

    def call(self, call: Call) -> Blob:
        assert isinstance(call, BundleOf)
        return Blob(self.data)

    def close(self) -> None:
        """Nothing is open."""


class Fixed:
    """The corpus's instant."""

    def time(self) -> float:
        return parse(hostile.world().now).timestamp()


@dataclass
class Dispatcher:
    """What judges: a database, a folder of files, a desk."""

    home: Path
    store: Store
    desk: Desk

    def judge(self, one: Hostile) -> Judged:
        """Judge one bundle as a dispatcher that has just these files, this chain, and remembers this version."""
        made = hostile.world()
        own = one.own or Own(made.org.policy_text, made.org.gateway_texts["demo"])
        (self.home / "policy.toml").write_text(own.policy, "utf-8")
        (self.home / "gateways" / "own.toml").write_text(own.gateway, "utf-8")
        with self.store.turn() as turn:
            write_mark(turn, "pin", one.pin.version if one.pin else 0, one.pin.digest if one.pin else "")
        files = Files(self.home)
        files.chain = list(one.kept)
        self.desk.data = one.data
        judge = Judge(self.store, self.desk, files, Fixed(), lambda: taken_in(own.gateway))
        return judge.whole(asked(one.data))


def taken_in(gateway: str) -> dict[str, str]:
    """By which file the gateway's lines were opened: by that one, if it is one."""
    try:
        return {gateways.read(gateway).id: digest(gateway.encode())}
    except FileFaultError:
        return {}


def asked(data: bytes) -> About:
    """The slot and release that the desk named when it brought the bundle: what it says itself, so that nothing else differs."""
    try:
        release = unpack(data).release
        slot = int(msgspec.json.decode(release.text)["slot"]) if release else 1
    except (Refused, msgspec.DecodeError, KeyError):
        return About(1, 1, "")
    return About(1, slot, release.digest() if release else "")


@pytest.fixture(scope="module")
def dispatcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dispatcher]:
    home = tmp_path_factory.mktemp("dispatcher")
    for name in ("dispatch", "gateways"):
        (home / name).mkdir(mode=0o700)
    (home / "roots.json").write_bytes(msgspec.json.encode(hostile.world().org.roots))
    database = open_database(f"sqlite:///{home / 'dispatch' / 'dispatch.db'}", role="dispatch")
    upgrade(database, DISPATCH)
    store = Store(database)
    yield Dispatcher(home, store, Desk())
    store.close()


@pytest.mark.parametrize("name", hostile.sampled(RELEASED))
def test_the_dispatcher_says_of_every_release_what_the_verifier_says(
    dispatcher: Dispatcher, name: str
) -> None:
    one = hostile.corpus()[name]
    if one.refusal == GOOD:
        assert dispatcher.judge(one).verified.request.recipients() == 20
        return
    with pytest.raises(Refused) as caught:
        dispatcher.judge(one)
    assert caught.value.name == one.refusal, str(caught.value)


@pytest.mark.parametrize("name", hostile.sampled(name for name in hostile.names() if name not in RELEASED))
def test_what_nobody_released_is_not_sent_whatever_else_is_wrong_with_it(
    dispatcher: Dispatcher, name: str
) -> None:
    with pytest.raises(Refused) as caught:
        dispatcher.judge(hostile.corpus()[name])
    assert caught.value.name == "release_missing"


def test_a_release_that_the_desk_did_not_name_is_not_sent_in_its_place(dispatcher: Dispatcher) -> None:
    one = hostile.corpus()["good-notice"]
    dispatcher.judge(one)
    for about in (About(1, 2, asked(one.data).release), About(1, 1, "0" * 64)):
        judge = Judge(dispatcher.store, dispatcher.desk, Files(dispatcher.home), Fixed(), dict)
        with pytest.raises(UnfitError, match="release_differs"):
            judge.whole(about)
