"""A secret's fingerprint: it identifies the secret but does not help to guess it, because the key never leaves the vault."""

import hashlib
import hmac


def fingerprint(key: bytes, secret: str) -> str:
    """Return the keyed HMAC-SHA-256 of a secret, as hex."""
    return hmac.new(key, secret.encode(), hashlib.sha256).hexdigest()


def shown(full: str) -> str:
    """Return a fingerprint in the form that people compare: four groups of four; an empty one stays empty."""
    return " ".join(full[at : at + 4] for at in range(0, min(len(full), 16), 4))


def key_name(key: bytes) -> str:
    """Return a name that distinguishes fingerprint keys without revealing them."""
    return hashlib.sha256(b"sms-fingerprints\0" + key).hexdigest()[:16]
