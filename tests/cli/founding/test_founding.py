"""An organisation founded by commands alone: keys, plan, signatures over some days, check; and the real desk starts on it."""

import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pexpect
import pytest

from console.cli import exits
from console.cli.main import run
from console.cli.outside import Outside, connect
from console.launch.processes import Solo
from console.settings import Home
from console.signing import keys
from console.signing.key_errors import KeyFileError
from console.signing.statements import Signed
from tests.cli.conftest import Answer
from tests.desk.plain import wait_until
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[3]
ROOT_KEYS = ("root-1", "root-2", "root-3")
PEOPLE = (
    "zhaomin", "qianwei", "sunli", "liqiang", "zhoujian", "wuhong", "zhengtao", "wangfang", "fenglei", "shenyu",
    "hanxue", "yangfan", "chenjing",
)  # fmt: skip


WHO_SIGN = (*ROOT_KEYS, "sunli", "shenyu", "hanxue", "yangfan")
"""Those whose keys are used; of the others the plan only names the public file."""


def phrase(name: str) -> str:
    """A passphrase that is long enough, whoever it is of."""
    return f"seven green lanterns {name}"


def _never(*_given: Any) -> Any:
    raise AssertionError("no part of this needs it")


@dataclass
class Desk:
    """A desk of the ceremony: a folder, and a way to run commands there."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: object, lang: str = "en", phrases: tuple[str, ...] = ()) -> Answer:
        """Run a command; `phrases` are handed over by descriptors, the second one as the new passphrase."""
        words = ["--lang", lang, *map(str, arguments)]
        opened = []
        for option, secret in zip(("--passphrase-fd", "--new-passphrase-fd"), phrases, strict=False):
            reading, writing = os.pipe()
            os.write(writing, secret.encode() + b"\n")
            os.close(writing)
            opened.append(reading)
            words += [option, str(reading)]
        try:
            code = run(words, Outside(connect, _never, _never, _never, _never, _never, _never))
        finally:
            for handle in opened:
                os.close(handle)
        output = self.capsys.readouterr()
        return Answer(code, output.out, output.err)

    def json(self, *arguments: object, phrases: tuple[str, ...] = ()) -> Answer:
        return self("--json", *arguments, phrases=phrases)

    def key(self, name: str) -> Path:
        return self.folder / "keys" / name

    def drafted(self, home: Path, **changes: tuple[str, str]) -> dict[str, str]:
        """Draft an organisation and return the check codes of its statements."""
        plan = self.folder / f"{home.name}.toml"
        assert self("org", "plan", plan).code == exits.OK
        text = plan.read_text("utf-8")
        for old, new in changes.values():
            assert old in text
            text = text.replace(old, new)
        plan.write_text(text, "utf-8")
        answer = self.json("org", "draft", "--plan", plan, "--out", home)
        assert answer.code == exits.OK, answer.err
        return {one["name"]: one["digest"] for one in answer.data["statements"]}

    def sign(self, home: Path, name: str, who: str, code: str) -> Answer:
        return self.json(
            "org", "sign", home, name, "--key", self.key(who), "--confirm", code[:8], phrases=(phrase(who),)
        )

    def founded(self, home: Path, **changes: tuple[str, str]) -> dict[str, str]:
        """Draft and sign all."""
        codes = self.drafted(home, **changes)
        for name, who in (
            ("signers-1", "root-3"),
            ("roster-1", "yangfan"),
            ("signers-1", "root-1"),
            ("roster-1", "hanxue"),
        ):
            signed = self.sign(home, name, who, codes[name])
            assert signed.code == exits.OK, signed.out + signed.err
        return codes


@pytest.fixture(scope="module")
def ring() -> Iterator[Path]:
    """Everybody's keys, made by `key new`; one that a passphrase locks takes a good part of a second."""
    folder = Path(tempfile.mkdtemp(prefix="sms-"))
    (folder / "keys").mkdir(mode=0o700)
    for name in WHO_SIGN:
        reading, writing = os.pipe()
        os.write(writing, phrase(name).encode())
        os.close(writing)
        arguments = [
            "key",
            "new",
            str(folder / "keys" / name),
            "--comment",
            name,
            "--passphrase-fd",
            str(reading),
        ]
        assert _quietly(arguments) == exits.OK
        os.close(reading)
    for name in {"dispatch-1", *PEOPLE} - set(WHO_SIGN):
        assert _quietly(["key", "new", str(folder / "keys" / name), "--service"]) == exits.OK
    yield folder
    shutil.rmtree(folder)


def _quietly(arguments: list[str]) -> int:
    from contextlib import redirect_stdout

    with redirect_stdout(io.StringIO()):
        return run(arguments, Outside(connect, _never, _never, _never, _never, _never, _never))


@pytest.fixture
def desk(ring: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(ring, capsys)


@pytest.fixture
def home(ring: Path) -> Iterator[Path]:
    place = ring / "home"
    yield place
    for path in (place, ring / "home.toml"):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


@contextmanager
def started(home: Path) -> Iterator[None]:
    """The real desk on a home, until the block ends."""
    command = [sys.executable, "-X", "utf8", "-m", "console.desk", "--home", str(home)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) as child:
        try:
            place = Home(home).desk_socket
            wait_until(lambda: child.poll() is not None or place.is_socket())
            assert child.poll() is None, child.stderr and child.stderr.read()
            yield
        finally:
            child.kill()


def test_an_organisation_is_founded_by_commands_alone_and_a_desk_knows_its_people_by_their_accounts(
    desk: Desk, home: Path
) -> None:
    codes = desk.founded(home, own=("uid = 2003", f"uid = {os.getuid()}"))
    checked = desk("org", "check", home)
    assert checked.code == exits.OK, checked.out
    assert "The organisation is founded" in checked.out
    assert all(code in checked.out for code in codes.values())
    for name in ROOT_KEYS:
        assert desk.json("key", "show", desk.key(name)).data["fingerprint"] in checked.out
    assert desk.json("org", "check", home).data["good"] is True
    with started(home):
        me = desk.json("--home", home, "whoami")
        assert me.code == exits.OK, me.out
        assert (me.data["person"], me.data["solo"], me.data["org_name"]) == ("sunli", False, "云岭示范银行")
        people = desk.json("--home", home, "people")
        assert [one["id"] for one in people.data] == list(PEOPLE)
        other = desk.json("--home", home, "--as", "zhaomin", "whoami")
        assert other.json["refusal"]["code"] == "not_own_account"


def test_a_solo_organisation_starts_whole_with_the_dispatchers_own_key(desk: Desk, home: Path) -> None:
    desk.founded(home, alone=("solo = false", "solo = true"))
    assert "NOT SEPARATED" in desk("org", "check", home).out
    for name in ("dispatch-1", "dispatch-1.pub"):
        shutil.copy2(desk.key(name), home / "keys" / name)
    solo = Solo(Home(home))
    try:
        assert all(status.answers for status in solo.start())
        me = desk.json("--home", home, "--as", "zhaomin", "whoami")
        assert (me.data["person"], me.data["solo"]) == ("zhaomin", True)
        assert len(desk.json("--home", home, "--as", "zhaomin", "people").data) == len(PEOPLE)
    finally:
        solo.stop()


def test_until_enough_have_signed_the_check_fails_and_says_who_is_missing(desk: Desk, home: Path) -> None:
    codes = desk.drafted(home)
    for name, who in (("signers-1", "root-1"), ("roster-1", "hanxue"), ("roster-1", "yangfan")):
        assert desk.sign(home, name, who, codes[name]).code == exits.OK
    checked = desk("org", "check", home)
    assert checked.code == exits.VERIFICATION
    assert "signers-1: signatures missing: 1 (2 needed)" in checked.out
    assert "-       root 2" in checked.out
    again = desk.json("org", "check", home)
    assert (again.code, again.data["good"]) == (exits.VERIFICATION, False)
    assert [one["missing"] for one in again.data["statements"]] == [1, 0]


@pytest.mark.parametrize(
    ("who", "name", "code"),
    [
        ("root-1", "signers-1", "signed_already"),
        ("hanxue", "signers-1", "key_not_named"),
        ("root-2", "roster-1", "key_not_named"),
        ("sunli", "roster-1", "key_not_named"),
        ("root-2", "signers-9", "no_statement"),
    ],
)
def test_a_key_that_has_no_place_or_has_signed_signs_nothing(
    desk: Desk, home: Path, who: str, name: str, code: str
) -> None:
    codes = desk.drafted(home)
    assert desk.sign(home, "signers-1", "root-1", codes["signers-1"]).code == exits.OK
    before = (home / "roster" / "signers-1.json").read_bytes()
    assert desk.sign(home, name, who, codes.get(name, "0" * 64)).json["problem"]["code"] == code
    assert (home / "roster" / "signers-1.json").read_bytes() == before


def test_nobody_signs_what_he_has_not_confirmed(desk: Desk, home: Path) -> None:
    codes = desk.drafted(home)
    wrong = desk.sign(home, "signers-1", "root-1", codes["roster-1"])
    assert wrong.json["problem"]["code"] == "not_confirmed"
    short = desk.json(
        "org", "sign", home, "signers-1", "--key", desk.key("root-1"), "--confirm", codes["signers-1"][:7]
    )
    assert short.json["problem"]["code"] == "not_confirmed"
    unasked = desk("org", "sign", home, "signers-1", "--key", desk.key("root-1"))
    assert unasked.code == exits.USAGE
    assert "韩雪 (hanxue)" in unasked.err
    assert codes["signers-1"] in unasked.err
    unasked = desk("org", "sign", home, "roster-1", "--key", desk.key("hanxue"))
    assert re.search("^department manager +业务部 +孙丽", unasked.err, re.MULTILINE), unasked.err
    keyless = desk.json("org", "sign", home, "signers-1", "--confirm", codes["signers-1"][:8])
    assert keyless.json["problem"]["code"] == "key_unnamed"
    assert _signatures(home, "signers-1") == 0


def test_a_statement_changed_after_the_draft_is_not_signed_and_not_good(desk: Desk, home: Path) -> None:
    codes = desk.founded(home)
    path = home / "roster" / "roster-1.json"
    path.write_bytes(path.read_bytes().replace("赵敏".encode(), "赵民".encode()))
    refused = desk.sign(home, "roster-1", "hanxue", codes["roster-1"])
    assert refused.json["problem"]["code"] == "statement_unsound"
    assert desk.json("org", "check", home).json["problem"]["code"] == "statement_unsound"


@pytest.mark.parametrize(
    ("name", "finding"), [("policy.toml", "policy_differs"), ("gateways/demo.toml", "gateway_differs")]
)
def test_a_file_that_is_not_the_one_that_was_signed_for_is_named(
    desk: Desk, home: Path, name: str, finding: str
) -> None:
    codes = desk.drafted(home)
    with (home / name).open("a") as file:
        file.write("# changed\n")
    checked = desk.json("org", "check", home)
    assert checked.code == exits.VERIFICATION
    assert finding in {one["code"] for one in checked.data["findings"]}
    refused = desk.sign(home, "roster-1", "hanxue", codes["roster-1"])
    assert refused.json["problem"]["code"] == "founding_wrong"
    assert refused.json["problem"]["params"]["codes"] == finding


def test_roots_of_another_organisation_found_nothing(desk: Desk, home: Path) -> None:
    desk.founded(home)
    roots = json.loads((home / "roots.json").read_bytes())
    roots["keys"] = [keys.generate().public for _ in range(3)]
    (home / "roots.json").write_text(json.dumps(roots))
    checked = desk("org", "check", home)
    assert checked.code == exits.VERIFICATION
    assert "signers-1: signatures missing: 2 (2 needed)" in checked.out


def test_an_expired_roster_founds_nothing(desk: Desk, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.domain.times.now", lambda: "2025-01-01T00:00:00Z")
    desk.founded(home)
    assert desk("org", "check", home).code == exits.OK
    monkeypatch.undo()
    monkeypatch.setenv("SMS_CONSOLE_WORDS", "strict")
    checked = desk("org", "check", home)
    assert checked.code == exits.VERIFICATION
    assert "The roster expired at 2025-04-01" in checked.out


def test_a_signature_of_stock_ssh_keygen_and_one_from_another_copy_are_brought_in(
    desk: Desk, home: Path, tmp_path: Path
) -> None:
    codes = desk.drafted(home)
    copy = tmp_path / "copy"
    shutil.copytree(home, copy)
    unsigned = desk.json("org", "sign", home, "roster-1", "--signature", copy / "roster" / "roster-1.json")
    assert unsigned.json["problem"]["code"] == "nothing_new"
    assert desk.sign(copy, "roster-1", "hanxue", codes["roster-1"]).code == exits.OK
    brought = desk.json("org", "sign", home, "roster-1", "--signature", copy / "roster" / "roster-1.json")
    assert brought.data["missing"] == 1
    bare = tmp_path / "yangfan"
    shutil.copy(desk.key("yangfan"), bare)
    subprocess.run(
        ["ssh-keygen", "-p", "-q", "-P", phrase("yangfan"), "-N", "", "-f", str(bare)],
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )
    out = tmp_path / "roster"
    exported = desk.json("org", "export", home, "roster-1", "--out", out, "--key", bare)
    assert exported.data["command"] == f"ssh-keygen -Y sign -f {bare} -n sms-roster@yunling {out}"
    assert exported.data["sha256"] == codes["roster-1"]
    subprocess.run(exported.data["command"].split(), check=True, capture_output=True, timeout=PATIENCE)
    misplaced = desk.json("org", "sign", home, "signers-1", "--signature", f"{out}.sig")
    assert misplaced.json["problem"]["code"] == "signature_bad"
    carried = desk.json("org", "sign", home, "roster-1", "--signature", f"{out}.sig")
    assert (carried.code, carried.data["missing"]) == (exits.OK, 0)
    twice = desk.json("org", "sign", home, "roster-1", "--signature", f"{out}.sig")
    assert twice.json["problem"]["code"] == "signed_already"


def test_a_statement_is_signed_with_ones_own_key_where_none_is_named(
    desk: Desk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = desk.drafted(home)
    monkeypatch.setattr("console.cli.session.Session.key_path", lambda _run: desk.key("hanxue"))
    signed = desk(
        "org", "sign", home, "roster-1", "--confirm", codes["roster-1"][:8], phrases=(phrase("hanxue"),)
    )
    assert signed.code == exits.OK, signed.err


def test_a_draft_overwrites_nothing_and_leaves_nothing_behind_when_it_fails(
    desk: Desk, home: Path, tmp_path: Path
) -> None:
    desk.drafted(home)
    plan = desk.folder / "home.toml"
    again = desk.json("org", "draft", "--plan", plan, "--out", home)
    assert again.json["problem"]["code"] == "file_exists"
    assert desk.json("org", "plan", plan).json["problem"]["code"] == "file_exists"
    plan.write_text(plan.read_text("utf-8").replace("threshold = 2", "threshold = 1"), "utf-8")
    wrong = desk("org", "draft", "--plan", plan, "--out", tmp_path / "x")
    assert wrong.code == exits.PROBLEM
    assert "Must be put right: 1 root key signs; at least 2 must" in wrong.err
    assert "To be put right: 2 (roots_threshold, signers_threshold)." in wrong.err
    assert list(tmp_path.iterdir()) == []
    plan.write_text(plan.read_text("utf-8").replace("threshold = 1", "threshold = 2"), "utf-8")
    missing = desk.json("org", "draft", "--plan", plan, "--out", tmp_path / "no" / "folder")
    assert missing.json["problem"]["code"] == "file_unwritable"
    plan.write_text(plan.read_text("utf-8").replace('"demo"', '"none"'), "utf-8")
    unknown = desk.json("org", "draft", "--plan", plan, "--out", tmp_path / "x")
    assert unknown.json["problem"]["code"] == "not_shipped"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_key_that_is_not_there_yet_is_named_in_words(desk: Desk, tmp_path: Path, lang: str) -> None:
    plan = tmp_path / "plan.toml"
    assert desk("org", "plan", plan).code == exits.OK
    told = desk("org", "draft", "--plan", plan, "--out", tmp_path / "ORG", lang=lang)
    assert told.code == exits.PROBLEM
    assert "keys/zhaomin.pub" in told.err
    assert not (tmp_path / "ORG").exists()


def test_what_a_draft_writes_is_for_this_account_alone(desk: Desk, home: Path) -> None:
    desk.drafted(home)
    for path in (home, *home.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_statements_are_shown_whole_in_words(desk: Desk, home: Path, lang: str) -> None:
    codes = desk.drafted(home)
    shown = desk("org", "show", home, lang=lang).out
    for words in (*codes.values(), "010-00000001", "D0012", "2001", "王芳", "dispatch-1", "2026-2-yunling"):
        assert words in shown
    for name in (*ROOT_KEYS, *PEOPLE, "dispatch-1"):
        assert desk.json("key", "show", f"{desk.key(name)}.pub").data["fingerprint"] in shown
    assert ("备岗" if lang == "zh" else "standby") in shown
    lines = shown.splitlines()
    # Each statement begins beneath an empty line.
    for head in (
        ("名册签署人任命，", "名册，第 1 版") if lang == "zh" else ("Roster signers, ", "Roster, version 1")
    ):
        assert lines[next(nth for nth, line in enumerate(lines) if line.startswith(head)) - 1] == ""
    assert [one["code"] for one in desk.json("org", "show", home).data["findings"]] == [
        "gateway_simulator",
        "no_account",
    ]


def test_the_next_signers_take_their_place_once_the_roots_have_signed(desk: Desk, home: Path) -> None:
    desk.founded(home, own=("uid = 2003", f"uid = {os.getuid()}"))
    drafted = desk.json(
        "org",
        "next-signers",
        home,
        "--signer",
        f"{desk.key('hanxue')}.pub",
        "--signer",
        f"{desk.key('shenyu')}.pub",
    )
    assert drafted.data["statement"]["version"] == 2
    assert desk("org", "check", home).code == exits.OK
    digest = next(
        one["digest"]
        for one in desk.json("org", "show", home).data["statements"]
        if one["name"] == "signers-2"
    )
    assert desk.sign(home, "signers-2", "root-2", digest).data["missing"] == 1
    assert not (home / "roster" / "signers-2.json").exists()
    assert desk.sign(home, "signers-2", "root-1", digest).data["missing"] == 0
    assert (home / "roster" / "signers-2.json").exists()
    assert desk("org", "check", home).code == exits.OK
    with started(home):
        assert desk.json("--home", home, "whoami").data["person"] == "sunli"
    few = desk.json("org", "next-signers", home, "--signer", f"{desk.key('hanxue')}.pub")
    assert few.json["problem"]["params"]["codes"] == "signers_few"


# ---- keys


def test_a_new_key_is_private_shown_by_its_fingerprint_and_never_overwritten(desk: Desk) -> None:
    path = desk.key("hanxue")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    public = path.with_name("hanxue.pub").read_text()
    assert public.endswith(" hanxue\n")
    shown = desk.json("key", "show", path).data
    assert public.startswith(shown["public"] + " ")
    assert shown == desk.json("key", "show", f"{path}.pub").data | {"file": str(path)}
    again = desk.json("key", "new", path, phrases=(phrase("x"),))
    assert again.json["problem"]["code"] == "file_exists"
    assert keys.unlock(path, phrase("hanxue").encode()).public == shown["public"]


def test_a_persons_key_comes_with_a_sheet_to_sign_and_a_programs_without_one(
    desk: Desk, tmp_path: Path
) -> None:
    own = desk("key", "new", tmp_path / "own", phrases=(phrase("zhou"),))
    program = desk("key", "new", tmp_path / "program", "--service")
    for answer, sheet in ((own, True), (program, False)):
        assert answer.code == exits.OK, answer.err
        assert ("SIGNING KEY CLAIM SHEET" in answer.out) is sheet


def test_a_public_file_that_is_left_from_another_key_stays(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "new.pub").write_text("another\n")
    answer = desk.json("key", "new", tmp_path / "new", phrases=(phrase("x"),))
    assert answer.json["problem"]["code"] == "file_exists"
    assert [path.name for path in tmp_path.iterdir()] == ["new.pub"]


def test_names_with_a_dot_have_public_files_of_their_own(desk: Desk, tmp_path: Path) -> None:
    for name in ("wang.fang", "wang.min"):
        assert desk("key", "new", tmp_path / name, "--service").code == exits.OK
    first, second = (
        desk.json("key", "show", tmp_path / f"{name}.pub").data for name in ("wang.fang", "wang.min")
    )
    assert first["fingerprint"] != second["fingerprint"]


@pytest.mark.parametrize(
    ("secret", "code"),
    [
        ("short", "passphrase_short"),
        ("aaaaaaaaaaaaaa", "passphrase_plain"),
        ("sunli-sunli-sunli", "passphrase_name"),
    ],
)
def test_a_weak_passphrase_makes_no_key(desk: Desk, tmp_path: Path, secret: str, code: str) -> None:
    answer = desk.json("key", "new", tmp_path / "k", "--comment", "sunli", phrases=(secret,))
    assert answer.json["problem"]["code"] == code
    assert list(tmp_path.iterdir()) == []


def test_a_passphrase_is_changed_in_place_and_a_failure_leaves_the_old_file(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "k"
    shutil.copy(desk.key("shenyu"), path)
    path.chmod(0o400)
    before = path.read_bytes()
    for phrases, code in (
        (("wrong passphrase", "another lantern by the door"), "key_wrong_passphrase"),
        ((phrase("shenyu"), "short"), "passphrase_short"),
        ((phrase("shenyu"), phrase("shenyu")), "passphrase_same"),
    ):
        failed = desk.json("key", "passphrase", path, phrases=phrases)
        assert failed.json["problem"]["code"] == code
        assert path.read_bytes() == before
    changed = desk.json("key", "passphrase", path, phrases=(phrase("shenyu"), "another lantern by the door"))
    assert changed.code == exits.OK, changed.out
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert [one.name for one in tmp_path.iterdir()] == ["k"]
    assert keys.unlock(path, b"another lantern by the door").public == changed.data["public"]
    with pytest.raises(KeyFileError, match="wrong_passphrase"):
        keys.unlock(path, phrase("shenyu").encode())


def test_a_failing_write_keeps_the_old_passphrase(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "k"
    shutil.copy(desk.key("shenyu"), path)
    path.chmod(0o600)

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("console.signing.keys.os.fsync", full)
    failed = desk.json("key", "passphrase", path, phrases=(phrase("shenyu"), "another lantern by the door"))
    assert failed.json["problem"]["code"] == "file_unwritable"
    monkeypatch.undo()
    assert [one.name for one in tmp_path.iterdir()] == ["k"]
    assert keys.unlock(path, phrase("shenyu").encode()).public == keys.public_of(path)


def test_a_key_file_with_few_rounds_is_lifted_by_a_new_passphrase(desk: Desk, tmp_path: Path) -> None:
    path, key = tmp_path / "k", keys.generate()
    keys.save(key, path, phrase("k").encode(), rounds=16)
    assert (
        desk("key", "passphrase", path, phrases=(phrase("k"), "another lantern by the door")).code == exits.OK
    )
    assert keys.unlock(path, b"another lantern by the door").public == key.public


def test_stock_tools_read_the_key_and_its_fingerprint(desk: Desk) -> None:
    path = desk.key("root-1")
    listed = subprocess.run(
        ["ssh-keygen", "-l", "-f", f"{path}.pub"], capture_output=True, text=True, check=True
    )
    assert desk.json("key", "show", path).data["fingerprint"] in listed.stdout
    opened = subprocess.run(
        ["ssh-keygen", "-y", "-P", phrase("root-1"), "-f", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert opened.stdout.startswith(desk.json("key", "show", path).data["public"])


@pytest.mark.parametrize(
    ("data", "mode", "code"),
    [
        (
            b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
            0o600,
            "key_not_a_key",
        ),
        (
            b"-----BEGIN OPENSSH PRIVATE KEY-----\n!!\n-----END OPENSSH PRIVATE KEY-----\n",
            0o600,
            "key_not_a_key",
        ),
        (b"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ== x\n", 0o644, "key_not_a_key"),
        (b"\xff\xfe", 0o644, "key_not_a_key"),
    ],
)
def test_what_is_no_key_is_not_shown_as_one(
    desk: Desk, tmp_path: Path, data: bytes, mode: int, code: str
) -> None:
    path = tmp_path / "k"
    path.write_bytes(data)
    path.chmod(mode)
    assert desk.json("key", "show", path).json["problem"]["code"] == code


def test_a_private_key_that_others_can_read_is_refused_even_for_showing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "k"
    shutil.copy(desk.key("shenyu"), path)
    path.chmod(0o644)
    assert desk.json("key", "show", path).json["problem"]["code"] == "key_loose_mode"
    assert desk.json("key", "show", tmp_path / "none").json["problem"]["code"] == "file_unreadable"


def test_the_claim_sheet_names_person_post_and_key_and_leaves_room_for_ink(
    desk: Desk, tmp_path: Path
) -> None:
    claim = (
        "key", "sheet", desk.key("sunli"), "--person", "sunli", "--name", "孙丽", "--staff-no", "D0003",
        "--post", "department_manager", "--department", "业务部",
    )  # fmt: skip
    shown = desk.json("key", "show", desk.key("sunli")).data
    digest = shown["fingerprint"].removeprefix("SHA256:")
    out = tmp_path / "sheet.txt"
    assert desk(*claim, "--out", out, lang="zh").code == exits.OK
    sheet = out.read_text("utf-8")
    for words in (
        "签名密钥登记表",
        "孙丽 (sunli)",
        "D0003",
        "部门经理",
        "业务部",
        "持有人签字",
        "见证人签字",
        "R12",
    ):
        assert words in sheet
    assert shown["public"] in sheet.splitlines()
    assert digest in sheet.replace(" ", "").replace("\n", "")
    assert digest[:4] in sheet.split()
    english = desk(*claim, "--organisation", "云岭\x1b[2J").out
    for words in ("SIGNING KEY CLAIM SHEET", "department manager", "witness", "云岭␛[2J"):
        assert words in english
    assert all(len(line) <= 80 for line in english.splitlines())


# ---- at a terminal


@pytest.fixture
def terminal() -> Iterator[Callable[..., "pexpect.spawn[str]"]]:
    children = []
    environment = os.environ | {"PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": "/nonexistent"}

    def spawn(*arguments: object) -> "pexpect.spawn[str]":
        child = pexpect.spawn(
            sys.executable,
            ["-X", "utf8", "-m", "console", "--lang", "en", *map(str, arguments)],
            env=environment,
            encoding="utf-8",
            timeout=PATIENCE,
            dimensions=(60, 200),
        )
        children.append(child)
        return child

    yield spawn
    for child in children:
        child.close(force=True)


def test_at_a_terminal_the_passphrase_is_asked_twice_and_a_slip_makes_no_key(
    terminal: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "k"
    for second, words in (
        ("seven green lantern", "The two passphrases differ"),
        ("seven green lanterns", "Fingerprint"),
    ):
        child = terminal("key", "new", path, "--name", "Zhou")
        child.expect("At least 12 characters or 4 different words")
        child.expect("New passphrase: ")
        child.sendline("seven green lanterns")
        child.expect("Once more: ")
        child.sendline(second)
        child.expect(words)
        child.expect(pexpect.EOF)
        assert "lantern" not in child.before
        assert path.exists() == (words == "Fingerprint")
    assert keys.unlock(path, b"seven green lanterns").public == keys.public_of(path)


def test_at_a_terminal_the_statement_is_read_before_its_code_is_asked_and_the_key_opened(
    terminal: Callable[..., Any], desk: Desk, home: Path
) -> None:
    codes = desk.drafted(home)
    child = terminal("org", "sign", home, "roster-1", "--key", desk.key("hanxue"))
    child.expect("Roster, version 1")
    child.expect(f"Check code of roster-1: {codes['roster-1']}")
    child.expect("first 8 characters of the check code")
    child.sendline(codes["roster-1"][:8])
    child.expect("Passphrase: ")
    child.sendline(phrase("hanxue"))
    child.expect("One signature added to roster-1")
    child.expect(pexpect.EOF)
    assert _signatures(home, "roster-1") == 1


def _signatures(home: Path, name: str) -> int:
    signed = msgspec.json.decode((home / "roster" / f"{name}.json").read_bytes(), type=Signed)
    return len(signed.signatures)


@pytest.mark.parametrize(
    ("old", "new", "zh", "en"),
    [
        (", standby = true", "", "吴红 (wuhong), 王芳 (wangfang)", "吴红 (wuhong), 王芳 (wangfang)"),
        (
            'post = "custodian", department = "general"',
            'post = "auditor"',
            "没有口令保管人",
            "There is no custodian",
        ),
        ("uid = 2002", "uid = 2001", "2001", "2001"),
        (
            'phone = "010-00000001"',
            'phone = "161-0000-0000"',
            "赵敏 (zhaomin) 填的是手机号",
            "has a mobile number",
        ),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_with_names_in_both_languages(
    desk: Desk, tmp_path: Path, old: str, new: str, zh: str, en: str
) -> None:
    plan = tmp_path / "plan.toml"
    assert desk("org", "plan", plan).code == exits.OK
    text = plan.read_text("utf-8").replace('"keys/', f'"{desk.folder}/keys/')
    assert old in text
    plan.write_text(text.replace(old, new), "utf-8")
    for lang, words in (("zh", zh), ("en", en)):
        answer = desk("org", "draft", "--plan", plan, "--out", tmp_path / "home", lang=lang)
        assert answer.code == exits.PROBLEM
        assert words in answer.err
    assert not (tmp_path / "home").exists()
