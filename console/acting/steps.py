"""How a person's own program acts: read the prepared bytes, check that they say what the person means, sign, send."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import msgspec

from console.acting import clock
from console.acting.sitting import Core, insist_roster, pinned
from console.domain import acts, leaves, times
from console.domain.people.people import Roster, Signers
from console.domain.two_person.pairs import Proposal
from console.errors import ConsoleError, RefusedError
from console.signing.canonical import NotCanonicalError
from console.signing.keys import UnlockedKey
from console.signing.statements import decode, namespace
from console.signing.trust import Roots
from console.wire import calls
from console.wire.answers import Done, Prepared
from console.wire.people.personnel import RightPassphrase, WrongPassphrase

Opens = Callable[[], UnlockedKey]
"""Opens the signer's key file with their passphrase."""

__all__ = [
    "Core",
    "enact",
    "expect",
    "insist",
    "insist_same",
    "read",
    "sign",
    "sign_for_carrying",
    "signed",
    "tell_wrong",
]


def read(prepared: Prepared) -> acts.Personal:
    """Decode the prepared bytes to show them; raises ConsoleError("prepared_unreadable")."""
    act = _decoded(prepared.text)
    if isinstance(act, Roster | Signers):
        raise ConsoleError("prepared_unreadable")
    return act


def _decoded(text: str) -> acts.Statement:
    try:
        return decode(text.encode())
    except (NotCanonicalError, UnicodeEncodeError) as error:
        raise ConsoleError("prepared_unreadable") from error


def expect(prepared: Prepared, *, by: str, kind: str, **fields: object) -> acts.Personal:
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


def insist(core: Core, prepared: Prepared) -> acts.Personal:
    """Read an act about to be signed and sent in at once: dated now, in this organisation, under the roster that its signer was told of.

    Raises ConsoleError("clocks_differ"), ConsoleError("prepared_differs") and ConsoleError("roster_not_seen").
    """
    act = read(prepared)
    clock.insist_now(act.at)
    _insist_org(pinned(core), act)
    insist_roster(core, act.roster)
    return act


def _insist_org(roots: Roots | None, act: acts.Personal) -> None:
    """Raise ConsoleError("prepared_differs") for an act of another organisation than the pinned root keys are of.

    A signature counts wherever its key does, so another organisation's desk could use it. Without root keys only the desk says which
    organisation this is.
    """
    if roots is not None and act.org != roots.org:
        raise ConsoleError("prepared_differs", fields="org")


def sign(core: Core, shown: msgspec.Struct, prepared: Prepared, opens: Opens) -> str:
    """Return the armoured signature over exactly the prepared bytes, to be sent in at once.

    `shown` is the act that its signer read. Raises as `insist` and `signed` do.
    """
    insist(core, prepared)
    return signed(shown, prepared.text, opens)


def sign_for_carrying(shown: msgspec.Struct, prepared: Prepared, opens: Opens, roots: Roots | None) -> str:
    """Return the signature over bytes that another machine had prepared, to be carried back; raises as `clock.insist_lately`.

    No desk here could say which roster is in force; the desk to which the signature is carried does. `roots` are this machine's.
    """
    act = read(prepared)
    clock.insist_lately(act.at)
    _insist_org(roots, act)
    return signed(shown, prepared.text, opens)


def signed(shown: msgspec.Struct, text: str, opens: Opens) -> str:
    """Sign a text if it says what its signer read; only then their key is opened. Nothing else signs what a desk prepares.

    A desk may answer otherwise once the words were read, so the bytes to be signed are read again here.
    Raises ConsoleError("prepared_unreadable" or "prepared_differs").
    """
    act = _decoded(text)
    insist_same(shown, act)
    key = opens()
    return key.sign(text.encode(), namespace(act))


def enact(core: Core, shown: msgspec.Struct, prepared: Prepared, opens: Opens, *, draft: int = 0) -> Done:
    """Sign the prepared bytes and send them in; raises as `sign` does. `draft` is the number of a request's draft."""
    signature = sign(core, shown, prepared, opens)
    done: Done = core.call(calls.Enact(prepared.text, signature, draft=draft))
    return done


def insist_same(read: msgspec.Struct, again: msgspec.Struct) -> None:
    """Refuse to sign an act that differs from the one that was read; raises ConsoleError("prepared_differs")."""
    before, after = ({(one.noun, one.path): one.value for one in leaves.of(act)} for act in (read, again))
    changed = {leaf for leaf in before.keys() | after.keys() if before.get(leaf) != after.get(leaf)}
    noun = leaves.noun_of(type(read))
    changed -= {(noun, (name,)) for name in getattr(read, "MOVES", ("at",))}
    if isinstance(read, Proposal) and isinstance(again, Proposal) and _term(read) == _term(again):
        # The dates moved, but the proposal stands for the same time.
        changed -= {(noun, ("expires",))}
    if type(read) is not type(again) or changed:
        fields = ", ".join(sorted(".".join(map(str, path)) for _, path in changed)) or "type"
        raise ConsoleError("prepared_differs", fields=fields)


def _term(proposal: Proposal) -> timedelta:
    return times.parse(proposal.expires) - times.parse(proposal.at)


def tell_right(core: Core) -> None:
    """Tell the desk that the person opened their key without signing; a desk that cannot be told keeps its count."""
    with suppress(ConsoleError, RefusedError):
        core.call(RightPassphrase())


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
