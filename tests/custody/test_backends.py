"""Which keyrings count: every case that was met on a real machine has its own name and its own words (security.md, 1.1)."""

import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import keyring.backend
import keyring.backends.SecretService
import pytest
from keyring.backends import chainer, fail, libsecret, null
from keyring.errors import InitError, KeyringLocked

from console.custody import collection
from console.custody.backends import Items, SecretService, admitted, choose
from console.custody.timeouts import with_timeout
from console.custody.vault import KeyringVault
from console.dispatch.custody.vault import NoSecretError, Standing, VaultError, VaultState
from console.domain.credentials import phrases
from console.locale import words
from tests.custody.keyrings import Session
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
PHRASE = phrases.make()


class Derived(keyring.backends.SecretService.Keyring):
    """A class that only looks like a good one."""


class PlaintextKeyring(keyring.backend.KeyringBackend):
    """What keyrings.alt brings."""

    priority = 10

    def get_password(self, service: str, username: str) -> str | None:
        raise NotImplementedError

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


def told(code: str, **params: str) -> words.Words:
    """The three texts of a failure; under test a missing one raises."""
    for lang in ("zh", "en"):
        message = words.problem(code, params, lang)
        assert all(message)
    return message


@pytest.mark.parametrize(
    "made", [chainer.ChainerBackend, null.Keyring, fail.Keyring, libsecret.Keyring, PlaintextKeyring, Derived]
)
def test_only_exact_classes_of_the_list_are_used(made: Any) -> None:
    with pytest.raises(VaultError) as caught:
        admitted(object.__new__(made))
    assert caught.value.code == "keyring_forbidden"
    assert made.__name__ in caught.value.params["name"]
    assert made.__name__ in told("keyring_forbidden", **caught.value.params).what


def test_the_secret_service_is_used() -> None:
    assert admitted(object.__new__(keyring.backends.SecretService.Keyring))


@pytest.mark.parametrize("platform", ["darwin", "win32", "plan9"])
def test_another_system_has_no_keyring_that_counts(platform: str) -> None:
    with pytest.raises(VaultError) as caught:
        choose(platform)
    assert caught.value.code == "keyring_unknown"
    assert platform in told("keyring_unknown", platform=platform).what


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring"),
        ("PYTHON_KEYRING_BACKEND", ""),
        ("KEYRING_PROPERTY_PREFERRED_COLLECTION", "/org/freedesktop/secrets/collection/session"),
    ],
)
def test_a_keyring_chosen_by_the_environment_is_refused(
    bus: Session, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    vault = KeyringVault("yunling")
    vault.create(PHRASE)
    vault.put("demo", "s3cret")
    monkeypatch.setenv(name, value)
    assert vault.standing() == Standing(VaultState.UNAVAILABLE, "keyring_overridden", {"what": name})
    with pytest.raises(VaultError):
        vault.secret("demo")
    assert name in told("keyring_overridden", what=name).what
    monkeypatch.delenv(name)
    assert vault.secret("demo") == "s3cret"
    assert len(bus.files) == 1


def test_a_keyring_chosen_by_a_file_is_refused_also_by_a_dangling_link(
    bus: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = bus.folder / "config" / "python_keyring"
    folder.mkdir(parents=True)
    monkeypatch.setattr("keyring.util.platform_.config_root", lambda: folder)
    vault = KeyringVault("yunling")
    assert vault.standing().state is VaultState.MISSING
    (folder / "keyringrc.cfg").symlink_to("/nowhere")
    assert vault.standing() == Standing(
        VaultState.UNAVAILABLE, "keyring_overridden", {"what": "keyringrc.cfg"}
    )


def test_without_a_session_bus_the_keyring_is_unavailable_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    for address in (None, "unix:path=/nowhere/bus"):
        if address is None:
            monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        else:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
        standing = KeyringVault("yunling").standing()
        assert (standing.state, standing.why) == (VaultState.UNAVAILABLE, "keyring_no_service")
        assert standing.params["error"] != collection.NOT_STARTED
        assert told("keyring_no_service", **standing.params).next
        with pytest.raises(VaultError) as caught:
            KeyringVault("yunling").secret("demo")
        assert caught.value.code == "keyring_no_service"


def test_a_bus_without_a_keyring_is_unavailable_by_name(
    bus: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    empty = subprocess.Popen(
        ["dbus-daemon", "--nofork", "--print-address=1", f"--config-file={_bare(tmp_path)}"],
        env=bus.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert empty.stdout is not None
    try:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", empty.stdout.readline().decode().strip())
        standing = KeyringVault("yunling").standing()
        assert (standing.state, standing.why) == (VaultState.UNAVAILABLE, "keyring_no_service")
        assert standing.params == {"error": collection.NOT_STARTED}
    finally:
        empty.kill()
        empty.wait()
        empty.stdout.close()


def _bare(folder: Path) -> Path:
    """The configuration of a bus that activates nothing."""
    path = folder / "bus.conf"
    path.write_text(
        "<busconfig><type>session</type>"
        f"<listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>"
        '<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>'
    )
    return path


def test_after_the_daemon_started_anew_it_is_locked_and_a_locked_one_is_never_asked(bus: Session) -> None:
    vault = KeyringVault("yunling")
    vault.create(PHRASE)
    vault.put("demo", "s3cret")
    bus.end_daemons()
    assert vault.standing() == Standing(VaultState.LOCKED)
    with pytest.raises(VaultError) as caught:
        vault.secret("demo")
    assert caught.value.code == "vault_locked"
    with pytest.raises(VaultError) as caught:
        vault.unlock(phrases.make())
    assert caught.value.code == "phrase_wrong"
    vault.unlock(PHRASE)
    assert vault.secret("demo") == "s3cret"


def test_a_daemon_that_starts_anew_right_after_the_vault_was_made_has_it_opened_again(
    bus: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = KeyringVault("yunling")
    try_out = vault._try_out

    def ended_before() -> None:
        bus.end_daemons()
        try_out()

    monkeypatch.setattr(vault, "_try_out", ended_before)
    vault.create(PHRASE)
    vault.put("demo", "s3cret")
    assert vault.secret("demo") == "s3cret"


def test_a_deleted_file_is_a_missing_vault_and_no_phrase_makes_an_empty_one_of_it(bus: Session) -> None:
    vault = KeyringVault("yunling")
    vault.create(PHRASE)
    vault.put("demo", "s3cret")
    bus.end_daemons()
    for path in bus.files:
        path.unlink()
    assert vault.standing() == Standing(VaultState.MISSING)
    with pytest.raises(VaultError) as caught:
        vault.unlock(PHRASE)
    assert caught.value.code == "vault_missing"
    assert bus.files == []
    vault.create(PHRASE)
    with pytest.raises(NoSecretError):
        vault.secret("demo")


def test_the_logins_own_keyring_is_left_alone(bus: Session) -> None:
    from console.custody import collection

    collection.create("login", PHRASE)
    collection.lock("login")
    vault = KeyringVault("yunling")
    assert vault.standing().state is VaultState.MISSING
    vault.create(PHRASE)
    vault.put("demo", "s3cret")
    assert collection.locked("login")
    assert sorted(path.name for path in bus.files) == ["login.keyring", "sms-console.keyring"]


def test_two_collections_of_one_name_are_no_choice_of_ours(bus: Session) -> None:
    from console.custody import collection

    vault = KeyringVault("yunling")
    vault.create(PHRASE)
    with collection._bus() as line:
        collection._ask(
            line,
            "CreateWithMasterPassword",
            "a{sv}(oayays)",
            {collection._LABEL: ("s", "sms-console")},
            PHRASE,
        )
    assert len(bus.files) == 2
    standing = vault.standing()
    assert (standing.state, standing.why) == (VaultState.UNAVAILABLE, "keyring_ambiguous")
    assert told("keyring_ambiguous", **standing.params)


class Forgetful(SecretService):
    """A keyring that takes everything and keeps nothing, as null.Keyring does."""

    def standing(self) -> Standing:
        return Standing(VaultState.UNLOCKED)

    def items(self) -> Items:
        return null.Keyring()  # type: ignore[no-untyped-call]


def test_a_keyring_that_keeps_nothing_fails_its_trial() -> None:
    vault = KeyringVault("yunling", choose=Forgetful)
    assert vault.standing() == Standing(VaultState.UNAVAILABLE, "keyring_forgets", {})
    with pytest.raises(VaultError) as caught:
        vault.put("demo", "s3cret")
    assert caught.value.code == "keyring_forgets"
    with pytest.raises(VaultError):
        vault.fingerprint_key()
    assert "s3cret" not in str(caught.value)


class Late(SecretService):
    """A keyring whose daemon shows its collection late, or starts anew once while it is being opened."""

    name = "late"

    def __init__(self, refusals: int, fault: Exception) -> None:
        super().__init__()
        self.refusals, self.fault, self.unlocks = refusals, fault, 0
        self.kept: dict[tuple[str, str], str] = {}

    def standing(self) -> Standing:
        return Standing(VaultState.UNLOCKED if self.unlocks else VaultState.LOCKED)

    def unlock(self, phrase: str) -> None:
        self.unlocks += bool(phrase)

    def items(self) -> Items:
        if self.refusals:
            self.refusals -= 1
            if isinstance(self.fault, KeyringLocked):
                self.unlocks = 0
            raise self.fault
        return Held(self.kept)


class Held:
    def __init__(self, kept: dict[tuple[str, str], str]) -> None:
        self.kept = kept

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.mark.parametrize("fault", [InitError("no collection yet"), KeyringLocked("locked")])
def test_a_keyring_that_is_not_ready_when_it_is_opened_is_asked_again(fault: Exception) -> None:
    late = Late(2, fault)
    vault = KeyringVault("yunling", lambda: late)
    vault.unlock(PHRASE)
    assert vault.standing().state is VaultState.UNLOCKED
    vault.put("demo", "s3cret")
    assert vault.secret("demo") == "s3cret"


def test_a_keyring_whose_daemon_is_being_started_is_asked_again() -> None:
    faults = [VaultError("keyring_no_service", error=collection.NOT_STARTED)] * 2

    def choose() -> SecretService:
        if faults:
            raise faults.pop()
        return Late(0, InitError(""))

    assert KeyringVault("yunling", choose).standing().state is VaultState.LOCKED


def test_a_keyring_that_never_becomes_ready_and_one_that_is_locked_are_told_by_name() -> None:
    late = Late(1000, InitError("no collection"))
    with pytest.raises(VaultError) as caught:
        KeyringVault("yunling", lambda: late).unlock(PHRASE)
    assert (caught.value.code, caught.value.params["error"]) == ("keyring_failed", "InitError")
    locked = Late(0, InitError(""))
    with pytest.raises(VaultError) as caught:
        KeyringVault("yunling", lambda: locked).secret("demo")
    assert caught.value.code == "vault_locked"


def test_a_keyring_that_never_answers_is_given_up(bus: Session) -> None:
    over = threading.Event()

    class Hanging(SecretService):
        def standing(self) -> Standing:
            over.wait(PATIENCE)
            return Standing(VaultState.UNLOCKED)

    del bus
    vault = KeyringVault("yunling", choose=Hanging, seconds=0.05)
    try:
        assert vault.standing() == Standing(VaultState.UNAVAILABLE, "keyring_slow", {"seconds": "0.05"})
        assert told("keyring_slow", seconds="0.05")
    finally:
        over.set()


def test_what_a_keyring_says_in_an_error_is_not_passed_on() -> None:
    class Talkative(SecretService):
        def standing(self) -> Standing:
            raise RuntimeError("the password was s3cret")

    standing = KeyringVault("yunling", choose=Talkative).standing()
    assert standing == Standing(VaultState.UNAVAILABLE, "keyring_failed", {"error": "RuntimeError"})
    with pytest.raises(VaultError) as caught:
        KeyringVault("yunling", choose=Talkative).secret("demo")
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_an_error_inside_a_timed_call_comes_through_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError):
        with_timeout(lambda: 1 // 0)

    def slow() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        with_timeout(slow)


def test_only_the_custody_program_loads_the_keyring_and_dispatch_knows_custody_at_its_door_alone() -> None:
    code = "import sys, console.custody.keeper, console.dispatch.service\nassert 'keyring' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=os.environ)
    found = [
        path.name
        for path in (ROOT / "console" / "dispatch").glob("*.py")
        if re.search(r"^\s*(from|import) console\.custody", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert found == ["__main__.py"]
