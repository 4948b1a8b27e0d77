"""The vault whose secrets are in the operating system's keyring."""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

from keyring.errors import KeyringLocked, PasswordDeleteError

from console.custody import backends, collection
from console.custody.backends import Items, SecretService
from console.custody.timeouts import SECONDS, with_timeout
from console.dispatch.custody.vault import NoSecretError, Standing, VaultError, VaultState

log = logging.getLogger(__name__)

_KEY: Final = "fingerprints"
_PROBE: Final = "probe"
_PAUSES: Final = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds before a keyring that is not ready yet is asked again: together less than half of what one call may take."""
_LOCKED_AGAIN: Final = "LockedAgain"
_NOT_READY: Final = frozenset({"InitError", "ItemNotFoundException", collection.NOT_STARTED, _LOCKED_AGAIN})
"""Errors of a keyring whose daemon starts, or has unlocked and does not show its collection yet. Nothing was written then."""

T = TypeVar("T")


class KeyringVault:
    """See `console.dispatch.custody.vault.Vault`. One call to the keyring at a time, each with a time limit.

    `organisation` separates the items of one installation from those of another in the same keyring.
    """

    def __init__(
        self,
        organisation: str,
        choose: Callable[[], SecretService] = backends.choose,
        seconds: float = SECONDS,
    ) -> None:
        self._service = f"sms-console/{organisation}"
        self._choose, self._seconds = choose, seconds
        self._alone = threading.RLock()
        self._tested = False

    def __repr__(self) -> str:
        return "<KeyringVault>"

    @property
    def backend(self) -> str:
        """See `Vault.backend`."""
        try:
            return self._choose().name
        except VaultError as error:
            return error.code

    @property
    def handed(self) -> frozenset[str]:
        """See `Vault.handed`: nothing is ever handed over here."""
        return frozenset()

    def standing(self) -> Standing:
        """See `Vault.standing`. A keyring that is open for the first time is tested: a probe is written, read and deleted."""
        try:
            standing = self._do(lambda keyring: keyring.standing())
            if standing.state is VaultState.UNLOCKED and not self._tested:
                self._try_out()
                self._tested = True
        except VaultError as error:
            return Standing(VaultState.UNAVAILABLE, error.code, error.params)
        return standing

    def create(self, phrase: str) -> None:
        """See `Vault.create`."""
        self._do(lambda keyring: keyring.create(phrase))
        try:
            self._try_out()
        except VaultError as error:
            if error.code != "vault_locked":
                raise
            # A daemon that started anew between the two has it locked, and it is there.
            self.unlock(phrase)

    def unlock(self, phrase: str) -> None:
        """See `Vault.unlock`. The keyring is tested again."""

        def opened(keyring: SecretService) -> None:
            keyring.unlock(phrase)
            # A daemon that starts anew in this moment has its collections locked.
            if keyring.standing().state is VaultState.LOCKED:
                raise VaultError("keyring_failed", error=_LOCKED_AGAIN)
            try:
                self._probe(keyring.items())
            except KeyringLocked:
                raise VaultError("keyring_failed", error=_LOCKED_AGAIN) from None

        self._do(opened)

    def rephrase(self, phrase: str, new: str) -> None:
        """See `Vault.rephrase`."""
        self._do(lambda keyring: keyring.rephrase(phrase, new))

    def lock(self) -> None:
        """See `Vault.lock`."""
        self._do(lambda keyring: keyring.lock())

    def secret(self, gateway_id: str) -> str:
        """See `Vault.secret`."""
        secret = self._with(lambda items: items.get_password(self._service, f"gateway {gateway_id}"))
        if not secret:
            raise NoSecretError(gateway_id)
        return secret

    def put(self, gateway_id: str, secret: str) -> None:
        """See `Vault.put`. Raises VaultError `keyring_forgets` if it reads back something else."""
        name = f"gateway {gateway_id}"

        def write(items: Items) -> None:
            items.set_password(self._service, name, secret)
            if items.get_password(self._service, name) != secret:
                raise VaultError("keyring_forgets")

        self._with(write)

    def remove(self, gateway_id: str) -> None:
        """See `Vault.remove`."""
        self._with(lambda items: self._forget(items, f"gateway {gateway_id}"))

    def fingerprint_key(self) -> bytes:
        """See `Vault.fingerprint_key`. The key is created when it is first asked for."""

        def read_or_make(items: Items) -> str:
            kept = items.get_password(self._service, _KEY)
            if kept is None:
                kept = secrets.token_hex(32)
                items.set_password(self._service, _KEY, kept)
                if items.get_password(self._service, _KEY) != kept:
                    raise VaultError("keyring_forgets")
            return kept

        return bytes.fromhex(self._with(read_or_make))

    def _try_out(self) -> None:
        self._with(self._probe)

    def _probe(self, items: Items) -> None:
        """Write, read and delete."""
        probe = secrets.token_hex(16)
        items.set_password(self._service, _PROBE, probe)
        kept = items.get_password(self._service, _PROBE)
        self._forget(items, _PROBE)
        if kept != probe or items.get_password(self._service, _PROBE) is not None:
            raise VaultError("keyring_forgets")

    def _forget(self, items: Items, name: str) -> None:
        # The backend deletes only one of several items that match the name.
        while items.get_password(self._service, name) is not None:
            try:
                items.delete_password(self._service, name)
            except PasswordDeleteError:
                return

    def _with(self, act: Callable[[Items], T]) -> T:
        """Act on the items of an unlocked keyring. A locked one is never asked, because it would wait for an answer in a window."""

        def opened(keyring: SecretService) -> T:
            state = keyring.standing().state
            if state is VaultState.MISSING:
                raise VaultError("vault_missing")
            if state is not VaultState.UNLOCKED:
                raise VaultError("vault_locked")
            return act(keyring.items())

        return self._do(opened)

    def _do(self, act: Callable[[SecretService], T]) -> T:
        def run() -> T:
            for pause in _PAUSES:
                try:
                    return once()
                except VaultError as error:
                    if error.params.get("error") not in _NOT_READY:
                        raise
                time.sleep(pause)
            return once()

        def once() -> T:
            try:
                return act(self._choose())
            except VaultError:
                raise
            except KeyringLocked:
                raise VaultError("vault_locked") from None
            except Exception as error:  # noqa: BLE001 - the keyring's boundary: whatever it raises, words of ours are told
                # The error's text could quote anything; its name is enough.
                name = collection.name_of(error)
                log.warning("keyring: %s", name)
                raise VaultError("keyring_failed", error=name) from None

        with self._alone:
            return with_timeout(run, self._seconds)
