"""How ledger entries are linked, and how heads are printed; needs no database, so anybody can check the chain.

hash = SHA-256("sms-ledger-1" || prev || u64be(seq) || SHA-256(envelope) || SHA-256(signature or empty)).
"""

import hashlib
import re
from collections.abc import Iterable

import msgspec

from console.signing.canonical import dumps

TAG = b"sms-ledger-1"
EMPTY = hashlib.sha256(b"").digest()
"""Stands for the signature in the hash of an entry without one."""

_HEAD = re.compile(r"(0|[1-9][0-9]{0,18}):([0-9a-f]{64})")


class LedgerHead(msgspec.Struct, frozen=True):
    """The newest entry's number (0 if there is none yet) and hash (32 bytes; the genesis hash if there is none yet)."""

    seq: int
    hash: bytes


def genesis_hash(org: str, root_keys: Iterable[str]) -> bytes:
    """Return the 32 bytes that the first entry follows: a digest of the organisation and its root key set, in any order."""
    return hashlib.sha256(TAG + dumps({"org": org, "root_keys": sorted(root_keys)})).digest()


def link_hash(prev: bytes, seq: int, envelope: bytes, signature: bytes) -> bytes:
    """Return an entry's hash from the hash before it (32 bytes) and the digests of its envelope and signature."""
    return hashlib.sha256(TAG + prev + seq.to_bytes(8, "big") + envelope + signature).digest()


def signature_digest(signature: str | None) -> bytes:
    """Return the digest that stands for a signature's text in the hash."""
    return EMPTY if signature is None else hashlib.sha256(signature.encode()).digest()


def grouped(head: LedgerHead) -> str:
    """Print a head as `seq:hash`, the hash in hex in groups of four, as forms and filings carry it."""
    digits = head.hash.hex()
    return f"{head.seq}:" + " ".join(digits[at : at + 4] for at in range(0, 64, 4))


def ungrouped(text: str) -> LedgerHead | None:
    """Read a printed head; return None if it is not a head. Spaces, line ends and capitals do not matter."""
    match = _HEAD.fullmatch("".join(text.split()).lower())
    return LedgerHead(int(match[1]), bytes.fromhex(match[2])) if match is not None else None
