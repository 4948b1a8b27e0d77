"""The key of hashed opt-outs: made once, readable by its owner alone, and known again by its fingerprint."""

import hashlib
import hmac
from pathlib import Path

import pytest

from console.db.keyed import KeyedError, KeyFile


def code(file: KeyFile, expected: str) -> str:
    with pytest.raises(KeyedError) as caught:
        file.key(expected)
    return caught.value.code


def test_a_key_is_made_once_for_its_owner_alone_and_read_again(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "optouts.key")
    made = file.make()
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert (len(file.path.read_bytes()), [path.name for path in tmp_path.iterdir()]) == (32, ["optouts.key"])
    assert file.make() == made == file.key(made.id)
    assert made.id not in file.path.read_bytes().hex()
    assert file.path.read_bytes().hex() not in repr(made)


def test_the_hash_is_hmac_sha256_of_the_eleven_digits(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "optouts.key")
    made = file.make()
    wanted = hmac.new(file.path.read_bytes(), b"13800138000", hashlib.sha256)
    assert made.of(13800138000) == wanted.digest()


def test_a_missing_a_loose_a_short_and_another_key_are_told_apart(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "optouts.key")
    assert code(file, "0" * 16) == "missing"
    made = file.make()
    assert code(file, "0" * 16) == "wrong"
    file.path.chmod(0o640)
    assert code(file, made.id) == "loose"
    file.path.chmod(0o600)
    file.path.write_bytes(file.path.read_bytes()[:-1])
    assert code(file, made.id) == "wrong"
    file.path.rename(tmp_path / "elsewhere")
    file.path.symlink_to(tmp_path / "elsewhere")
    assert code(file, made.id) == "loose"
