"""The simulated provider's passwords: salted digests, kept in a file, so that a changed one is still the one after a restart."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_SALT: Final = 16


class Passwords:
    """The password of each account. `given` are the first ones; what was changed since is in `file`, if there is one."""

    def __init__(self, given: Mapping[str, str], file: Path | None = None) -> None:
        self._file = file
        self._digests = {account: _digest(password) for account, password in given.items()}
        if file is not None and file.exists():
            self._digests |= json.loads(file.read_bytes())

    def fits(self, account: str, password: str) -> bool:
        """Whether this is the account's password."""
        kept = self._digests.get(account, "")
        return hmac.compare_digest(kept, _digest(password, bytes.fromhex(kept[: 2 * _SALT])))

    def change(self, account: str, password: str) -> None:
        """Give an account another password. Raises KeyError if there is no such account."""
        if account not in self._digests:
            raise KeyError(account)
        self._digests[account] = _digest(password)
        if self._file is not None:
            fresh = self._file.with_suffix(".new")
            fresh.write_text(json.dumps(self._digests), "ascii")
            fresh.replace(self._file)


def _digest(password: str, salt: bytes = b"") -> str:
    salt = salt or secrets.token_bytes(_SALT)
    return (salt + hashlib.scrypt(password.encode(), salt=salt, n=1024, r=8, p=1)).hex()
