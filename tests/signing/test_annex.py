"""A whole list in a pack (R3): sealed the same every time, opened by its salt alone, and only where it is the signed list."""

from array import array
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from console.domain.contacts import merkle
from console.signing import annex
from console.signing.annex import AnnexError

SALT, DIGEST = bytes(range(32)), "ab" * 32
NUMBERS = array("q", range(13800000000, 13800000000 + 2 * 7, 2))


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annex, "PART", 3)


def made(salt: bytes = SALT, digest: str = DIGEST) -> list[bytes]:
    of = annex.parts(len(NUMBERS))
    return [annex.sealed(salt, digest, NUMBERS[3 * nth : 3 * nth + 3], nth + 1, of) for nth in range(of)]


ROOT = merkle.root(SALT, NUMBERS).hex()


def test_what_is_sealed_opens_to_the_same_numbers_and_is_the_same_every_time() -> None:
    assert len(made()) == 3
    assert annex.opened(SALT, DIGEST, ROOT, made()) == NUMBERS
    assert made() == made()
    assert b"138" not in b"".join(made())


def test_it_opens_as_its_standards_say() -> None:
    """RFC 5869 and RFC 5297 by the library's plain calls, as somebody else would write it."""
    key = HKDF(SHA256(), 64, salt=None, info=f"sms-annex-1 {DIGEST}".encode()).derive(SALT)
    lines = AESSIV(key).decrypt(made()[1], [b"2/3"])
    assert lines == b"13800000006\n13800000008\n13800000010\n"


@pytest.mark.parametrize(
    ("salt", "digest", "root", "change"),
    [
        (bytes(32), DIGEST, ROOT, lambda parts: parts),
        (SALT, "cd" * 32, ROOT, lambda parts: parts),
        (SALT, DIGEST, "00" * 32, lambda parts: parts),
        (SALT, DIGEST, ROOT, lambda parts: parts[:-1]),
        (SALT, DIGEST, ROOT, lambda parts: [parts[1], parts[0], parts[2]]),
        (SALT, DIGEST, ROOT, lambda parts: [parts[0][:-1] + b"x", *parts[1:]]),
        (SALT, DIGEST, ROOT, lambda parts: [b"", *parts[1:]]),
        (SALT, DIGEST, ROOT, lambda _: []),
    ],
)
def test_nothing_else_opens(
    salt: bytes, digest: str, root: str, change: Callable[[list[bytes]], list[bytes]]
) -> None:
    with pytest.raises(AnnexError):
        annex.opened(salt, digest, root, change(made()))


def test_another_list_under_the_same_salt_is_not_the_signed_one() -> None:
    other = array("q", [13900000000])
    parts = [annex.sealed(SALT, DIGEST, other, 1, 1)]
    with pytest.raises(AnnexError):
        annex.opened(SALT, DIGEST, ROOT, parts)
    assert annex.opened(SALT, DIGEST, merkle.root(SALT, other).hex(), parts) == other
