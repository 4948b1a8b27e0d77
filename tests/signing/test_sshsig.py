"""Our signatures and stock ssh-keygen's are the same thing."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.signing import keys, sshsig
from console.signing.key_errors import KeyFileError
from tests.patience import PATIENCE
from tests.world import make

PASSPHRASE = b"correct horse"


def keygen(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["ssh-keygen", *arguments], input=data, capture_output=True, check=False, timeout=PATIENCE
    )


def test_stock_ssh_keygen_verifies_an_approval(tmp_path: Path) -> None:
    made = make("notice", n=5)
    approval = made.steps[0]
    (tmp_path / "signers").write_text(f"sunli {made.org.people['sunli'].public}\n")
    (tmp_path / "approval.sig").write_text(approval.signatures[0])
    command = [
        "-Y",
        "verify",
        "-f",
        str(tmp_path / "signers"),
        "-I",
        "sunli",
        "-s",
        str(tmp_path / "approval.sig"),
    ]
    good = keygen(*command, "-n", "sms-approval@yunling", data=approval.text.encode())
    assert good.returncode == 0, good.stderr
    assert keygen(*command, "-n", "sms-release@yunling", data=approval.text.encode()).returncode != 0
    assert keygen(*command, "-n", "sms-approval@yunling", data=approval.text.encode() + b" ").returncode != 0


def test_a_signature_made_by_stock_ssh_keygen_is_accepted(tmp_path: Path) -> None:
    key, message = tmp_path / "key", tmp_path / "message"
    assert keygen("-q", "-t", "ed25519", "-N", "", "-f", str(key)).returncode == 0
    message.write_bytes(b"{}")
    assert keygen("-Y", "sign", "-f", str(key), "-n", "sms-approval@yunling", str(message)).returncode == 0
    public = sshsig.verify((tmp_path / "message.sig").read_text(), b"{}", "sms-approval@yunling")
    assert public == " ".join((tmp_path / "key.pub").read_text().split()[:2])
    listed = keygen("-l", "-f", str(tmp_path / "key.pub")).stdout.decode().split()[1]
    assert sshsig.fingerprint(public) == listed


def test_message_namespace_and_armour_are_all_bound() -> None:
    key = keys.generate()
    armour = key.sign(b"message", "sms-approval@a")
    assert sshsig.verify(armour, b"message", "sms-approval@a") == key.public
    for message, namespace in ((b"massage", "sms-approval@a"), (b"message", "sms-approval@b")):
        with pytest.raises(sshsig.BadSignatureError):
            sshsig.verify(armour, message, namespace)
    for broken in (
        "",
        armour.replace("BEGIN", "BEGUN"),
        armour[:80] + armour[84:],
        armour + "x",
        "é" + armour,
    ):
        with pytest.raises(sshsig.BadSignatureError):
            sshsig.verify(broken, b"message", "sms-approval@a")


@given(st.integers(0, 200), st.integers(1, 255))
def test_no_flipped_byte_of_a_signature_passes(position: int, flip: int) -> None:
    import base64

    key = keys.generate()
    lines = key.sign(b"m", "n").split("\n")
    blob = bytearray(base64.b64decode("".join(lines[1:-2])))
    blob[position % len(blob)] ^= flip
    text = base64.b64encode(bytes(blob)).decode()
    try:
        public = sshsig.verify("\n".join([lines[0], text, lines[-2], ""]), b"m", "n")
    except sshsig.BadSignatureError:
        return
    assert public != key.public, "another signature must not pass for ours"


@pytest.mark.parametrize("line", ["", "ssh-rsa AAAA", "ssh-ed25519 !!!", "ssh-ed25519 AAAA", "ssh-ed25519"])
def test_a_line_that_is_no_ed25519_key_has_no_fingerprint(line: str) -> None:
    with pytest.raises(sshsig.BadSignatureError):
        sshsig.fingerprint(line)


def test_a_key_file_opens_with_its_passphrase_alone_and_with_stock_tools(tmp_path: Path) -> None:
    key, path = keys.generate(), tmp_path / "sunli"
    keys.save(key, path, PASSPHRASE)
    assert path.stat().st_mode & 0o777 == 0o600
    assert keys.unlock(path, PASSPHRASE).public == key.public
    shown = keygen("-y", "-P", PASSPHRASE.decode(), "-f", str(path))
    assert shown.stdout.decode().strip() == key.public
    with pytest.raises(KeyFileError) as wrong:
        keys.unlock(path, b"incorrect horse")
    assert wrong.value.code == "wrong_passphrase"
    with pytest.raises(FileExistsError):
        keys.save(key, path, PASSPHRASE)
    with pytest.raises(ValueError, match="passphrase"):
        keys.save(key, tmp_path / "other", b"")
    assert "AAAA" not in repr(key)


def test_weak_loose_missing_and_foreign_key_files_are_refused(tmp_path: Path) -> None:
    weak, loose = tmp_path / "weak", tmp_path / "loose"
    keys.save(keys.generate(), weak, PASSPHRASE, rounds=16)
    keys.save(keys.generate(), loose, PASSPHRASE, rounds=64)
    loose.chmod(0o640)
    junk = tmp_path / "junk"
    junk.write_bytes(b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n")
    junk.chmod(0o600)
    (tmp_path / "link").symlink_to(weak)
    for name, code in (
        ("weak", "weak_kdf"),
        ("loose", "loose_mode"),
        ("junk", "not_a_key"),
        ("none", "missing"),
        ("link", "missing"),
    ):
        with pytest.raises(KeyFileError) as caught:
            keys.unlock(tmp_path / name, PASSPHRASE)
        assert caught.value.code == code, name


def test_a_service_key_needs_no_passphrase_and_a_personal_one_does(tmp_path: Path) -> None:
    key = keys.generate()
    keys.save_service_key(key, tmp_path / "dispatch-1")
    assert keys.unlock(tmp_path / "dispatch-1", None).public == key.public
    keys.save(key, tmp_path / "person", PASSPHRASE)
    with pytest.raises(KeyFileError):
        keys.unlock(tmp_path / "person", None)


def test_a_file_of_few_rounds_is_a_demonstrations_that_opens_under_what_it_prints_or_none(
    tmp_path: Path,
) -> None:
    made = keys.generate()
    for name, phrase in (("sunli", "demo sunli"), ("zhaomin", "demo sunli"), ("qianwei", "of my own")):
        keys.save(made, tmp_path / name, phrase.encode(), rounds=keys.DEMO_ROUNDS)
    assert keys.unlock(tmp_path / "sunli", b"demo sunli").public == made.public
    for name, phrase, code in (
        ("zhaomin", "demo sunli", "weak_kdf"),
        ("qianwei", "of my own", "weak_kdf"),
        ("sunli", "another", "wrong_passphrase"),
    ):
        with pytest.raises(KeyFileError) as error:
            keys.unlock(tmp_path / name, phrase.encode())
        assert error.value.code == code
