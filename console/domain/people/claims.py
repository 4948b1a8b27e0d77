"""The key claim sheet (电子签名法 13): a person confirms in ink that a key is theirs; its check code covers person and key."""

import hashlib


def claim_digest(org: str, person: str, public: str) -> str:
    """Return the digest behind a claim sheet's check code: SHA-256 (hex) of organisation, person and public key, one per line."""
    return hashlib.sha256(f"claim/1\n{org}\n{person}\n{public}\n".encode()).hexdigest()
