"""The whole list of a send as a filing pack holds it (R3): sealed, so that it is read no longer than the list itself (R13).

The numbers lie in parts of `PART`, ascending, 11 ASCII digits and LF each. The key is HKDF-SHA256 (RFC 5869) of the salt of the list's root
with no salt of its own and the info `sms-annex-1 ` and the digest of the list's manifest, 64 octets; each part is AES-SIV (RFC 5297) under it,
with one associated datum, `NTH/PARTS`. Whoever has the salt opens it and nobody else; an erasure destroys the salt, wherever packs lie.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from console.domain.contacts import merkle

PART: Final = 100_000
"""Numbers in one part; the last one may hold fewer."""
_SIZE: Final = 64
_LINE: Final = 12


class AnnexError(ValueError):
    """An annex that does not open: another salt, a part changed, exchanged or gone, or a list that is not the signed one."""


def parts(n: int) -> int:
    """Return in how many parts a list of `n` numbers lies."""
    return -(-n // PART)


def names(digest: str, n: int) -> list[str]:
    """Return the names of the files of a list in a pack, in order, by the digest of its manifest."""
    return [f"annexes/{digest[:16]}-{nth:04d}.siv" for nth in range(1, parts(n) + 1)]


def sealed(salt: bytes, digest: str, numbers: Iterable[int], nth: int, of: int) -> bytes:
    """Seal the `nth` part (from 1) of `of`. The same part gives the same octets."""
    return _cipher(salt, digest).encrypt(b"".join(b"%011d\n" % one for one in numbers), [_which(nth, of)])


def opened(salt: bytes, digest: str, root: str, sealed_parts: Sequence[bytes]) -> "array[int]":
    """Open every part of a list; raises AnnexError unless they are the list whose root its manifest names."""
    try:
        cipher, of = _cipher(salt, digest), len(sealed_parts)
        lines = b"".join(cipher.decrypt(one, [_which(nth, of)]) for nth, one in enumerate(sealed_parts, 1))
        numbers = array("q", map(int, lines.split()))
        if len(lines) != _LINE * len(numbers) or merkle.root(salt, numbers).hex() != root:
            raise AnnexError(digest)
    except (InvalidTag, ValueError) as error:
        raise AnnexError(digest) from error
    return numbers


def _cipher(salt: bytes, digest: str) -> AESSIV:
    made = HKDF(SHA256(), _SIZE, salt=None, info=b"sms-annex-1 " + digest.encode())
    return AESSIV(made.derive(salt))


def _which(nth: int, of: int) -> bytes:
    return b"%d/%d" % (nth, of)
