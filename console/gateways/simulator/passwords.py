"""The simulated provider's passwords, kept in a file, so that a changed one is still the one after a restart."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_SALT: Final = 16


class Secrets:
    """The shared secret of each account, in the clear. `given` are the first ones; what was changed since is in `file`, if there is one."""

    def __init__(self, given: Mapping[str, str], file: Path | None = None) -> None:
        self._file = file
        self._kept = {account: self._keep(password) for account, password in given.items()}
        if file is not None and file.exists():
            self._kept |= json.loads(file.read_bytes())

    def _keep(self, password: str) -> str:
        return password

    def of(self, account: str) -> str | None:
        """Return what is kept of an account's secret, None if there is no such account."""
        return self._kept.get(account)

    def change(self, account: str, password: str) -> None:
        """Give an account another secret. Raises KeyError if there is no such account."""
        if account not in self._kept:
            raise KeyError(account)
        self._kept[account] = self._keep(password)
        if self._file is not None:
            fresh = self._file.with_suffix(".new")
            # For its owner alone from the first octet on, whatever was left there before.
            fresh.unlink(missing_ok=True)
            fresh.touch(0o600)
            fresh.write_text(json.dumps(self._kept), "ascii")
            fresh.replace(self._file)


class Passwords(Secrets):
    """The password of each account, where a provider needs no more than its salted digest."""

    def _keep(self, password: str) -> str:
        return _digest(password)

    def fits(self, account: str, password: str) -> bool:
        """Whether this is the account's password."""
        kept = self.of(account) or ""
        return hmac.compare_digest(kept, _digest(password, bytes.fromhex(kept[: 2 * _SALT])))


def _digest(password: str, salt: bytes = b"") -> str:
    salt = salt or secrets.token_bytes(_SALT)
    return (salt + hashlib.scrypt(password.encode(), salt=salt, n=1024, r=8, p=1)).hex()
