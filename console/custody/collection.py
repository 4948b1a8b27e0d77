"""The custodian's collection in gnome-keyring: found, created, opened and closed without a desktop.

The Secret Service can ask for a phrase only in a window. gnome-keyring has three further methods that take the phrase itself; they
are not a guaranteed interface, so their absence has an error code of its own. `gnome-keyring-daemon --unlock` does not help: it
ends with 0 after a wrong phrase, and cannot reopen what was closed.
"""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, Final

import secretstorage
from jeepney import DBusErrorResponse
from secretstorage.exceptions import (
    ItemNotFoundException,
    SecretServiceNotAvailableException,
    SecretStorageException,
)
from secretstorage.util import DBusAddressWrapper, format_secret, open_session

from console.dispatch.custody.vault import VaultError

log = logging.getLogger(__name__)

_SERVICE: Final = "/org/freedesktop/secrets"
_PHRASES: Final = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
_LABEL: Final = "org.freedesktop.Secret.Collection.Label"
_DENIED: Final = "org.gnome.keyring.Error.Denied"
NOT_STARTED: Final = "NotStarted"
"""Said of a session bus on which no keyring answers: its daemon may be starting."""


def path(label: str) -> str | None:
    """Return the D-Bus path of the collection with that label, or None. Raises VaultError."""
    with _bus() as bus:
        return _find(bus, label)


def locked(label: str) -> bool | None:
    """Whether the collection is locked; None if there is none. Raises VaultError."""
    with _bus() as bus:
        object_path = _find(bus, label)
        return None if object_path is None else secretstorage.Collection(bus, object_path).is_locked()


def create(label: str, phrase: str) -> None:
    """Create a collection that this phrase opens. Raises VaultError `vault_there` if there is one with that label."""
    with _bus() as bus:
        if _find(bus, label) is not None:
            raise VaultError("vault_there")
        _ask(bus, "CreateWithMasterPassword", "a{sv}(oayays)", {_LABEL: ("s", label)}, phrase)


def unlock(label: str, phrase: str) -> None:
    """Open the collection, and check that it is open; an open one stays open. Raises VaultError `phrase_wrong`, `vault_missing`."""
    with _bus() as bus:
        object_path = _find(bus, label)
        if object_path is None:
            raise VaultError("vault_missing")
        collection = secretstorage.Collection(bus, object_path)
        if not collection.is_locked():
            return
        _ask(bus, "UnlockWithMasterPassword", "o(oayays)", object_path, phrase)
        if collection.is_locked():
            raise VaultError("phrase_wrong")


def rephrase(label: str, phrase: str, new: str) -> None:
    """Replace the collection's phrase; its contents stay. Raises VaultError `phrase_wrong`, `vault_missing`."""
    with _bus() as bus:
        object_path = _find(bus, label)
        if object_path is None:
            raise VaultError("vault_missing")
        _ask(bus, "ChangeWithMasterPassword", "o(oayays)(oayays)", object_path, phrase, new)


def lock(label: str) -> None:
    """Close the collection, and check that it is closed. Raises VaultError."""
    with _bus() as bus:
        object_path = _find(bus, label)
        if object_path is not None:
            collection = secretstorage.Collection(bus, object_path)
            collection.lock()
            if not collection.is_locked():
                raise VaultError("keyring_failed", error="Lock")


def name_of(error: BaseException) -> str:
    """Return an error's name (for one from D-Bus, its D-Bus name); never its text."""
    return str(error.name) if isinstance(error, DBusErrorResponse) else type(error).__name__


@contextmanager
def _bus() -> Iterator[Any]:
    """Yield the session bus with the Secret Service on it; errors there become a VaultError."""
    try:
        opened = secretstorage.dbus_init()
    except (SecretServiceNotAvailableException, OSError) as error:
        raise VaultError("keyring_no_service", error=type(error).__name__) from None
    try:
        with closing(opened) as bus:
            yield bus
    except SecretServiceNotAvailableException:
        raise VaultError("keyring_no_service", error=NOT_STARTED) from None
    except OSError as error:
        raise VaultError("keyring_no_service", error=type(error).__name__) from None
    except (SecretStorageException, DBusErrorResponse) as error:
        log.warning("keyring: %s", name_of(error))
        raise VaultError("keyring_failed", error=name_of(error)) from None


def _find(bus: Any, label: str) -> str | None:
    paths = [
        one.collection_path for one in secretstorage.get_all_collections(bus) if one.get_label() == label
    ]
    if len(paths) > 1:
        raise VaultError("keyring_ambiguous", label=label)
    return str(paths[0]) if paths else None


def _ask(bus: Any, method: str, signature: str, subject: object, *phrases: str) -> None:
    """Call one of the methods that take phrases, which travel encrypted like the secrets of a session."""
    session = open_session(bus)
    sealed = [format_secret(session, phrase.encode(), "text/plain") for phrase in phrases]
    try:
        DBusAddressWrapper(_SERVICE, _PHRASES, bus).call(method, signature, subject, *sealed)
    except ItemNotFoundException:
        raise VaultError("keyring_no_phrases") from None
    except DBusErrorResponse as error:
        if error.name == _DENIED:
            raise VaultError("phrase_wrong") from None
        raise
