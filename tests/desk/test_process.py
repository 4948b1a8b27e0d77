"""The desk as a process of its own: one a home, ready when its socket is there, ended by SIGTERM, other accounts kept out."""

import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from console.desk.identity import PeerUid
from console.desk.line import Limits
from console.domain.contacts import merkle
from console.errors import RefusedError
from console.launch import organisation
from console.settings import Home
from console.signing.statements import decode, sign
from console.wire import calls
from console.wire.client import Client
from console.wire.contacts import list_assets, lists
from console.wire.credentials.losses import ReportLoss
from console.wire.rosters.rule_files import BringFile
from console.wire.sending.freezes import Freeze
from console.wire.sending.sends import HoldSlot
from tests import asking
from tests.desk.plain import PlainDesk, World, changed, wait_until
from tests.patience import PATIENCE
from tests.world import numbers

ROOT = Path(__file__).parents[2]
NOBODY = pwd.getpwnam("nobody").pw_uid


@contextmanager
def process(module: str, home: Path) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-X", "utf8", "-m", module, "--home", str(home)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) as child:
        try:
            yield child
        finally:
            child.kill()


def up(child: "subprocess.Popen[bytes]", home: Home) -> None:
    wait_until(lambda: child.poll() is not None or home.desk_socket.is_socket())
    assert child.poll() is None, child.stderr and child.stderr.read()


@pytest.fixture
def home() -> Iterator[Home]:
    made = Home(Path(tempfile.mkdtemp(prefix="sms-")))
    yield made
    shutil.rmtree(made.root)


def test_a_second_desk_on_one_home_is_refused_and_the_first_goes_on(home: Home) -> None:
    with process("tests.desk.plain", home.root) as first:
        up(first, home)
        with process("tests.desk.plain", home.root) as second:
            assert second.wait(PATIENCE) == os.EX_TEMPFAIL
            assert second.stderr is not None
            assert b"desk_running" in second.stderr.read()
        with Client(home.desk_socket, "zhaomin") as client:
            assert client.call(calls.WhoAmI()).person == "zhaomin"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_desk_in_good_order(home: Home, number: signal.Signals) -> None:
    with process("tests.desk.plain", home.root) as desk:
        up(desk, home)
        with Client(home.desk_socket, "zhaomin") as client:
            client.connect()
            desk.send_signal(number)
            assert desk.wait(PATIENCE) == 0
    assert not home.desk_socket.exists()


def test_a_desk_starts_again_after_it_was_killed(home: Home) -> None:
    def starts() -> int:
        return home.log("desk").read_bytes().count(b'"serving"')

    # The log follows the socket: who kills at the socket may kill before the first start is written down.
    with process("tests.desk.plain", home.root) as desk:
        up(desk, home)
        wait_until(lambda: starts() == 1)
        desk.kill()
        desk.wait(PATIENCE)
    assert home.desk_socket.exists()
    with process("tests.desk.plain", home.root) as desk:
        wait_until(lambda: starts() == 2)
        with Client(home.desk_socket, "zhaomin") as client:
            assert client.call(calls.WhoAmI()).person == "zhaomin"


def test_the_whole_desk_serves_a_new_organisation_and_drops_lists_that_a_kill_left(home: Home) -> None:
    organisation.build().write(home.root)
    with process("console.desk", home.root) as desk:
        up(desk, home)
        with Client(home.desk_socket, "zhaomin") as client:
            me = client.call(calls.WhoAmI())
            assert (me.person, me.solo, me.org) == ("zhaomin", True, organisation.ORG)
            client.call(lists.BeginList("business", "left", "a.txt", "0" * 64, 1, "utf-8", ""))
            assert client.call(lists.ListsPage()).page.total == 1
            desk.kill()
            desk.wait(PATIENCE)
    home.desk_socket.unlink()
    with process("console.desk", home.root) as desk:
        up(desk, home)
        with Client(home.desk_socket, "zhaomin") as client:
            assert client.call(lists.ListsPage()).page.total == 0
    for path in (home.desk_database, home.log("desk"), home.desk_lock):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


_SLOW = r"[A-Za-z0-9.-]{1,600}\.(?:com|cn|net)"
"""A pattern that takes about half of what it may for the text that suits it worst."""


def test_while_the_whole_desk_tries_a_list_of_slow_patterns_hold_freeze_and_loss_are_taken_at_once(
    home: Home,
) -> None:
    org = organisation.build()
    org.write(home.root)
    # However fast this machine is, the last one takes too long.
    patterns = (*(f"{_SLOW[:-1]}|x{nth})" for nth in range(6)), "(?:a|a)+c")
    rules = (f"[[rule]]\nreason = 'fraud'\nlevel = 'block'\npattern = '''{one}'''\n" for one in patterns)
    text = "\n".join((another_version(org.screening_text), *rules))
    with process("console.desk", home.root) as desk:
        up(desk, home)
        with (
            Client(home.desk_socket, "hanxue", timeout=PATIENCE) as signer,
            Client(home.desk_socket, "zhaomin", timeout=PATIENCE) as drafter,
            ThreadPoolExecutor(1) as pool,
        ):
            drafter.connect()
            signer.connect()
            began = spent(desk.pid)
            brought = pool.submit(signer.call, BringFile("screening", text.encode()))
            # Its trial has begun: it is what takes the desk's processor time.
            wait_until(lambda: spent(desk.pid) - began > 0.25)
            drafter.call(Freeze("gateway", "demo"))
            drafter.call(ReportLoss("login", "zhaomin", "leak", ""))
            with pytest.raises(RefusedError):
                drafter.call(HoldSlot(1, 1))
            assert not brought.done(), "they waited for nothing that is tried"
            with pytest.raises(RefusedError) as refused:
                brought.result(PATIENCE)
    assert refused.value.refusal.code == "file_unfit_at"


def another_version(text: str) -> str:
    """A list under another name, so that nobody has tried it as a whole."""
    lines = text.splitlines()
    return "\n".join('version = "next"' if line.startswith("version = ") else line for line in lines)


def spent(pid: int) -> float:
    """Seconds of processor time that a process took so far."""
    said = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def test_the_whole_desk_drops_lists_of_a_lost_connection(home: Home) -> None:
    organisation.build().write(home.root)
    with process("console.desk", home.root) as desk:
        up(desk, home)
        with Client(home.desk_socket, "zhaomin") as client, Client(home.desk_socket, "zhaomin") as other:
            client.call(lists.BeginList("business", "left", "a.txt", "0" * 64, 1, "utf-8", ""))
            assert other.call(lists.ListsPage()).page.total == 1
            client.close()
            wait_until(lambda: other.call(lists.ListsPage()).page.total == 0)


def test_the_whole_desk_drops_a_part_of_a_list_that_nobody_finished_before_the_connection_was_lost(
    home: Home,
) -> None:
    org, nums, salt = organisation.build(), numbers(30), b"s" * 32
    org.write(home.root)
    with process("console.desk", home.root) as desk:
        up(desk, home)
        with Client(home.desk_socket, "zhaomin") as client, Client(home.desk_socket, "zhaomin") as other:
            whole = other.call(lists.BeginList("business", "whole", "a.txt", "0" * 64, 1, "utf-8", "")).id
            other.call(lists.AddNumbers(whole, nums.tobytes()))
            other.call(lists.CountList(whole, len(nums), {}, {}))
            prepared = other.call(asking.manifest(whole, merkle.root(salt, nums).hex()))
            signed = sign(decode(prepared.text.encode()), org.people["zhaomin"])
            other.call(lists.FinishList(whole, signed.text, signed.signatures[0], salt))
            client.call(list_assets.MakePart("business", "part", whole, salt, share=30))
            assert other.call(lists.ListsPage()).page.total == 2
            client.close()
            wait_until(lambda: other.call(lists.ListsPage()).page.total == 1)


def test_an_installation_with_a_file_missing_is_named_and_does_not_start(home: Home) -> None:
    organisation.build().write(home.root)
    home.policy.unlink()
    with process("console.desk", home.root) as desk:
        assert desk.wait(PATIENCE) == 1
        assert desk.stderr is not None
        assert b"rule_file_missing" in desk.stderr.read()
    assert not home.desk_socket.exists()
    events = [msgspec.json.decode(line) for line in home.log("desk").read_bytes().splitlines()]
    assert events[-1]["why"] == "rule_file_missing"


def test_a_roster_that_its_signers_did_not_sign_starts_no_desk_and_the_log_says_why(home: Home) -> None:
    organisation.build().write(home.root)
    roster = home.root / "roster" / "roster-1.json"
    text = roster.read_text("utf-8")
    assert "zhaomin" in text
    roster.write_text(text.replace("zhaomin", "zhaomim"), "utf-8")
    with process("console.desk", home.root) as desk:
        assert desk.wait(PATIENCE) == 1
        assert desk.stderr is not None
        said = desk.stderr.read().decode()
    assert "sms-console org check" in said
    assert not home.desk_socket.exists()
    events = [msgspec.json.decode(line) for line in home.log("desk").read_bytes().splitlines()]
    assert events[-1]["event"] == "refused_start"
    assert said.startswith(f"desk: {events[-1]['why']}: {events[-1]['detail']}")


SPEAK = """
import os, sys
from console.wire import calls
from console.wire.client import Client
from console.errors import ConsoleError, RefusedError
# After the imports: the other account may have no right to read the interpreter's folder.
os.setgroups([])
os.setgid(int(sys.argv[3]))
os.setuid(int(sys.argv[3]))
try:
    print(Client(sys.argv[1], sys.argv[2]).call(calls.WhoAmI()).person)
except RefusedError as refused:
    print(refused.refusal.code, refused.refusal.clause)
except ConsoleError as failed:
    print(failed.code)
"""


def spoken(path: Path, uid: int, person: str = "") -> str:
    """What a process of another account gets when it asks who it is."""
    command = [sys.executable, "-c", SPEAK, str(path), person, str(uid)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def shared(world: World, folder: Path) -> Iterator[PlainDesk]:
    """A desk that people reach from accounts of their own: `nobody` is Zhao Min's."""
    if os.geteuid() != 0:
        pytest.skip("needs root: acting as a second account")
    roster = msgspec.structs.replace(changed(world.roster, "zhaomin", uid=NOBODY), solo=False)
    kept, world.organisation.roster = world.organisation.roster, roster
    try:
        with PlainDesk(folder, world, identity=PeerUid({}, {0}), limits=Limits(per_account=2)) as desk:
            folder.chmod(0o711)
            desk.path.chmod(0o666)
            yield desk
    finally:
        world.organisation.roster = kept


def test_an_account_of_the_roster_is_its_person(shared: PlainDesk) -> None:
    assert spoken(shared.path, NOBODY) == "zhaomin"


def test_an_account_cannot_speak_for_another_person(shared: PlainDesk) -> None:
    assert spoken(shared.path, NOBODY, "sunli") == "not_own_account R12"


def test_an_account_outside_the_roster_is_refused_even_as_root(shared: PlainDesk) -> None:
    assert spoken(shared.path, NOBODY - 1, "zhaomin") == "account_unknown R8"
    with Client(shared.path, "zhaomin") as client, pytest.raises(RefusedError):
        client.connect()


def test_one_account_cannot_take_every_connection(shared: PlainDesk) -> None:
    held = [socket.socket(socket.AF_UNIX) for _ in range(2)]
    for sock in held:
        sock.connect(str(shared.path))
    wait_until(lambda: len(shared.server._lines) == 2)
    with Client(shared.path) as client, pytest.raises(RefusedError) as refused:
        client.connect()
    assert refused.value.refusal.code == "account_full"
    assert spoken(shared.path, NOBODY) == "zhaomin"
    for sock in held:
        sock.close()


def test_in_solo_mode_other_accounts_do_not_reach_the_socket(world: World, folder: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root: acting as a second account")
    with PlainDesk(folder, world) as desk:
        assert spoken(desk.path, NOBODY, "zhaomin") == "desk_gone"
        folder.chmod(0o711)
        desk.path.chmod(0o666)
        assert spoken(desk.path, NOBODY, "zhaomin") == "account_unknown R8"


def test_a_desk_that_starts_with_its_clock_far_ahead_ends_nothing_by_it(home: Home) -> None:
    organisation.build().write(home.root)
    with process("console.desk", home.root) as desk:
        up(desk, home)
        wait_until(home.desk_clock.exists)
        desk.kill()
        desk.wait(PATIENCE)
    home.desk_socket.unlink()
    # The last time that it saw lies thirteen hours back, and the host was started since.
    seen = msgspec.json.decode(home.desk_clock.read_bytes())
    planted = msgspec.json.encode({"at": seen["at"] - 13 * 3600, "boot": "another", "steady": 1.0})
    home.desk_clock.write_bytes(planted)
    with process("console.desk", home.root) as desk:
        up(desk, home)
        with Client(home.desk_socket, "zhaomin") as client:
            assert client.call(calls.WhoAmI()).person == "zhaomin"
            time.sleep(1)
            client.call(calls.WhoAmI())
    # What is written at each sweep stands as it was: none was made.
    assert home.desk_clock.read_bytes() == planted


def test_who_watches_may_ask_how_it_is_and_nothing_else(shared: PlainDesk) -> None:
    with Client(shared.path, watch=True) as client:
        for call in (calls.Departments(), calls.People()):
            with pytest.raises(RefusedError) as refused:
                client.call(call)
            assert (refused.value.refusal.code, refused.value.refusal.clause) == ("watches_only", "R8")
