"""How a person's own program acts: read the prepared bytes, check that they say what the person means, sign, send."""

from pathlib import Path

from console.acting import clock
from console.acting.sitting import Core, insist_roster
from console.domain import acts
from console.domain.people.people import Roster, Signers
from console.errors import ConsoleError, RefusedError
from console.signing.canonical import NotCanonicalError
from console.signing.keys import UnlockedKey
from console.signing.statements import decode, namespace
from console.wire import calls, views
from console.wire.personnel import WrongPassphrase

__all__ = [
    "Core",
    "enact",
    "expect",
    "insist",
    "read",
    "sign",
    "sign_for_carrying",
    "tell_wrong",
]


def read(prepared: views.Prepared) -> acts.Personal:
    """Decode the prepared bytes to show them; raises ConsoleError("prepared_unreadable")."""
    try:
        act = decode(prepared.text.encode())
    except NotCanonicalError as error:
        raise ConsoleError("prepared_unreadable") from error
    if isinstance(act, Roster | Signers):
        raise ConsoleError("prepared_unreadable")
    return act


def expect(prepared: views.Prepared, *, by: str, kind: str, **fields: object) -> acts.Personal:
    """Read the bytes and insist that they are that person's act of that kind with those fields, dated now.

    The desk prepares the bytes, so the person's own program checks them. Raises ConsoleError("prepared_differs"), or
    ConsoleError("clocks_differ") for a date that is not this machine's.
    """
    act = read(prepared)
    clock.insist_now(act.at)
    expected = {"by": by, **fields}
    differing = [name for name, value in expected.items() if getattr(act, name, None) != value]
    if acts.kind(act) != kind or differing:
        raise ConsoleError("prepared_differs", fields=", ".join(differing) or "type")
    return act


def insist(core: Core, prepared: views.Prepared) -> acts.Personal:
    """Read an act about to be signed and sent in at once: dated now, under the roster that its signer was told of.

    Raises ConsoleError("clocks_differ") and ConsoleError("roster_not_seen").
    """
    act = read(prepared)
    clock.insist_now(act.at)
    insist_roster(core, act.roster)
    return act


def sign(core: Core, prepared: views.Prepared, key: UnlockedKey) -> str:
    """Return the armoured signature over exactly the prepared bytes, to be sent in at once; raises as `insist` does."""
    return _signed(insist(core, prepared), prepared, key)


def sign_for_carrying(prepared: views.Prepared, key: UnlockedKey) -> str:
    """Return the signature over bytes that another machine had prepared, to be carried back; raises as `clock.insist_lately`.

    No desk here could say which roster is in force; the desk to which the signature is carried does.
    """
    act = read(prepared)
    clock.insist_lately(act.at)
    return _signed(act, prepared, key)


def _signed(act: acts.Personal, prepared: views.Prepared, key: UnlockedKey) -> str:
    return key.sign(prepared.text.encode(), namespace(act))


def enact(core: Core, prepared: views.Prepared, key: UnlockedKey, *, draft: int = 0) -> views.Done:
    """Sign the prepared bytes and send them in; raises as `insist` does. `draft` is the number of a request's draft."""
    done: views.Done = core.call(calls.Enact(prepared.text, sign(core, prepared, key), draft=draft))
    return done


def tell_wrong(core: Core, path: Path) -> ConsoleError:
    """Tell the desk of a passphrase that did not open the key file `path`, and return the error for the key's owner (R12).

    The desk counts them: `key_wrong_passphrase_left` says how many tries are left, `key_wrong_passphrase_locked` that none is
    left. If the desk cannot be told, nothing is counted: `key_wrong_passphrase`.
    """
    try:
        left = core.call(WrongPassphrase()).id
    except (ConsoleError, RefusedError):
        return ConsoleError("key_wrong_passphrase", path=path)
    if not left:
        return ConsoleError("key_wrong_passphrase_locked", path=path)
    return ConsoleError("key_wrong_passphrase_left", path=path, left=left)
