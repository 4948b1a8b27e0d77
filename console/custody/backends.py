"""Which keyrings may hold a gateway's secret: an allow-list of exact classes, which we instantiate ourselves.

`keyring.get_keyring()` is never called. It follows the environment and files, and without a good keyring it takes whatever is left:
one that stores secrets as plain text, or one that silently drops them.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from console.custody import collection
from console.dispatch.custody.vault import Standing, VaultError, VaultState

LABEL: Final = "sms-console"
"""The collection's name in the Secret Service, and the name of its file."""

ALLOWED: Final = frozenset({"keyring.backends.SecretService.Keyring"})
"""Exact classes; subclasses and all others are excluded. No host can keep secrets by another: the desk cannot know a caller there."""

_VARIABLE: Final = "PYTHON_KEYRING_BACKEND"
_PROPERTIES: Final = "KEYRING_PROPERTY_"
_FILE: Final = "keyringrc.cfg"


class Items(Protocol):
    """The part of a keyring backend that is used."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return the secret, or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store a secret."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Delete a secret. Raises PasswordDeleteError if there is none."""
        ...


class SecretService:
    """gnome-keyring through D-Bus, in a collection of our own, never the login's. Every method may block and raise VaultError."""

    name = "Secret Service"

    def __init__(self, label: str = LABEL) -> None:
        self._label = label

    def standing(self) -> Standing:
        """Return the state of its collection. Raises VaultError if the state cannot be known."""
        locked = collection.locked(self._label)
        if locked is None:
            return Standing(VaultState.MISSING)
        return Standing(VaultState.LOCKED if locked else VaultState.UNLOCKED)

    def items(self) -> Items:
        """Return the backend for the items; only while it is unlocked."""
        from keyring.backends.SecretService import Keyring as Backend  # noqa: PLC0415 - on Linux alone

        where = collection.path(self._label)
        if where is None:
            raise VaultError("vault_missing")
        made: Any = admitted(Backend())  # type: ignore[no-untyped-call]
        made.preferred_collection = where
        return made  # type: ignore[no-any-return]

    def create(self, phrase: str) -> None:
        """Create the collection."""
        collection.create(self._label, phrase)

    def unlock(self, phrase: str) -> None:
        """Open the collection."""
        collection.unlock(self._label, phrase)

    def rephrase(self, phrase: str, new: str) -> None:
        """Replace the phrase of the collection."""
        collection.rephrase(self._label, phrase, new)

    def lock(self) -> None:
        """Close the collection."""
        collection.lock(self._label)


def admitted(backend: Any) -> Items:
    """Return a keyring backend if its class may hold secrets. Raises VaultError `keyring_forbidden`."""
    kind = type(backend)
    name = f"{kind.__module__}.{kind.__qualname__}"
    # A class can give itself any name: it must be the object that its module has under that name.
    if name not in ALLOWED or getattr(sys.modules.get(kind.__module__), kind.__name__, None) is not kind:
        raise VaultError("keyring_forbidden", name=name)
    return backend  # type: ignore[no-any-return]


def judge_environment(environ: Mapping[str, str], config: Path) -> None:
    """Raise VaultError `keyring_overridden` if somebody chose a keyring by environment variable, or by a file in `config`."""
    named = [name for name in environ if name == _VARIABLE or name.startswith(_PROPERTIES)]
    if named:
        raise VaultError("keyring_overridden", what=min(named))
    if os.path.lexists(config / _FILE):
        raise VaultError("keyring_overridden", what=_FILE)


def choose(platform: str = sys.platform) -> SecretService:
    """Return the platform's keyring. Raises VaultError `keyring_overridden`, or `keyring_unknown` for another platform."""
    from keyring.util.platform_ import config_root  # noqa: PLC0415 - keyring is loaded in the custody account alone

    judge_environment(os.environ, Path(config_root()))
    if platform == "linux":
        return SecretService()
    raise VaultError("keyring_unknown", platform=platform)
