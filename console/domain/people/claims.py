"""The key claim sheet (电子签名法 13): a person says in ink that a key is theirs; its check code is of person and key."""

import hashlib


def claim_digest(org: str, person: str, public: str) -> str:
    """Return what a claim sheet's check code is of: SHA-256 (hex) of organisation, person and public key, a line each."""
    return hashlib.sha256(f"claim/1\n{org}\n{person}\n{public}\n".encode()).hexdigest()
