"""Signing from pages: the key file is opened for one act, and a text that holds the passphrase is not signed."""

from pathlib import Path
from typing import Final

from console.acting import steps
from console.errors import ConsoleError
from console.screens.session import Session
from console.signing.key_errors import KeyFileError
from console.signing.keys import UnlockedKey, unlock
from console.widgets.modals import Filled, Secret
from console.wire.answers import Prepared


def unlocked(session: Session, filled: Filled) -> UnlockedKey:
    """Open the person's key file (half a second). Raises KeyFileError, or for a wrong passphrase that of `steps.tell_wrong`."""
    try:
        return opened(session, filled.passphrase)
    except KeyFileError as error:
        if error.code == "wrong_passphrase":
            raise wrong(session, error) from error
        raise


def opened(session: Session, passphrase: bytes) -> UnlockedKey:
    """Open the person's key file (half a second), and tell nobody of a wrong passphrase. Raises KeyFileError."""
    return unlock(session.keys(session.person), passphrase)


def wrong(session: Session, error: KeyFileError) -> ConsoleError:
    """Tell the desk of a wrong passphrase, and return the error for the person."""
    # The folder of a key file must not be shown on a screen.
    return steps.tell_wrong(session.desk(), Path(error.path.name))


LONG: Final = 6
"""Length from which a passphrase does not appear in a text by chance, in characters."""


def insist_apart(prepared: Prepared, filled: Filled) -> None:
    """Refuse to sign a text that contains the signer's own passphrase, typed one field too early: it would stay in the ledger.

    Raises ConsoleError("passphrase_in_text").
    """
    typed = filled.passphrase.decode("utf-8", "replace")
    if len(typed) >= LONG and typed in prepared.text:
        raise ConsoleError("passphrase_in_text")


def passphrase_field(session: Session) -> Secret:
    """The passphrase field; a demonstration prints its passphrase there."""
    return Secret(session.t("act.passphrase"), session.passphrase_hint())
