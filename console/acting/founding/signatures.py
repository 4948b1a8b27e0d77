"""Signatures on the statements of a founding: who may sign, who has signed, how many are missing, and adding one more."""

from collections.abc import Sequence

import msgspec

from console.domain.people.people import Roster, Signers
from console.errors import ConsoleError
from console.signing.canonical import NotCanonicalError
from console.signing.refused import Refused
from console.signing.sshsig import BadSignatureError, fingerprint, verify
from console.signing.statements import Signed, decode, namespace
from console.signing.trust import Roots, opened


class Hand(msgspec.Struct, frozen=True):
    """A key that a statement may be signed with, and whether it has signed.

    It is root key number `root`, or (`root` 0) the key of the person `owner`, empty where the roster knows no owner.
    """

    root: int
    owner: str
    name: str
    public: str
    fingerprint: str
    signed: bool


class Signing(msgspec.Struct, frozen=True):
    """The progress of signing one statement; `least` signatures make it valid."""

    name: str
    digest: str
    least: int
    hands: list[Hand]

    @property
    def missing(self) -> int:
        """How many signatures are still missing."""
        return max(0, self.least - sum(hand.signed for hand in self.hands))

    def hand(self, public: str) -> Hand | None:
        """The key's place in this statement, or None if it has none."""
        return next((hand for hand in self.hands if hand.public == public), None)


def read(name: str, signed: Signed) -> Roster | Signers:
    """Return the statement that a text spells; raises ConsoleError `statement_unsound` unless it is what `name` says."""
    try:
        statement = decode(signed.text.encode())
    except (NotCanonicalError, UnicodeEncodeError) as error:
        raise ConsoleError("statement_unsound", name=name, why=error) from error
    if not isinstance(statement, Roster | Signers) or name != named(statement):
        raise ConsoleError("statement_unsound", name=name, why=type(statement).__name__)
    return statement


def named(statement: Roster | Signers) -> str:
    """The name of a statement's file: `signers-1`, `roster-2`."""
    return f"{'roster' if isinstance(statement, Roster) else 'signers'}-{statement.version}"


def signing(
    name: str, signed: Signed, roots: Roots, signers: Sequence[Signed], roster: Roster | None
) -> Signing:
    """Return how far a statement is signed; `roster` says to whom the roster signers' keys belong.

    Raises ConsoleError `statement_unsound` for another text than `name` says, or for one with a bad signature.
    """
    statement = read(name, signed)
    refusal = "roster_not_by_signers" if isinstance(statement, Roster) else "signers_not_by_roots"
    try:
        _, keys = opened(signed, roots.org, refusal)
    except Refused as error:
        raise ConsoleError("statement_unsound", name=name, why=f"{error.name} {error.detail}") from error
    if isinstance(statement, Signers):
        least = roots.threshold
        hands = [Hand(n, "", "", key, _print(key), key in keys) for n, key in enumerate(roots.keys, 1)]
    else:
        named_here = _named_signers(name, statement, signers)
        least = named_here.threshold
        hands = [
            Hand(0, *_owner(key, roster or statement), key, _print(key), key in keys)
            for key in named_here.keys
        ]
    return Signing(name, signed.digest(), max(1, least), hands)


def with_signature(state: Signing, signed: Signed, armour: str) -> Signed:
    """Return the statement with one more signature.

    Raises ConsoleError `signature_bad` for a signature that does not fit, `key_not_named` for a key that has no place here, and
    `signed_already`.
    """
    space = namespace(read(state.name, signed))
    try:
        key = verify(armour, signed.text.encode(), space)
        there = [verify(one, signed.text.encode(), space) for one in signed.signatures]
    except BadSignatureError as error:
        raise ConsoleError("signature_bad", name=state.name, why=error) from error
    hand = insist(state, key)
    if key in there:
        raise ConsoleError("signed_already", name=state.name, owner=hand.name or hand.fingerprint)
    return Signed(signed.text, [*signed.signatures, armour])


def joined(state: Signing, signed: Signed, other: Signed) -> Signed:
    """Return the statement with the additional signatures of another copy; raises ConsoleError as `with_signature` does.

    `nothing_new` says that the other copy has no signature that is not here.
    """
    if other.text != signed.text:
        raise ConsoleError(
            "signature_bad", name=state.name, why=f"{other.digest()[:12]}, {state.digest[:12]}"
        )
    new = [armour for armour in other.signatures if armour not in signed.signatures]
    if not new:
        raise ConsoleError("nothing_new", name=state.name)
    for armour in new:
        signed = with_signature(state, signed, armour)
    return signed


def insist(state: Signing, key: str) -> Hand:
    """Return the key's place; raises ConsoleError `key_not_named` or `signed_already`."""
    hand = state.hand(key)
    if hand is None:
        raise ConsoleError("key_not_named", name=state.name, fingerprint=_print(key))
    if hand.signed:
        raise ConsoleError("signed_already", name=state.name, owner=hand.name or hand.fingerprint)
    return hand


def _named_signers(name: str, roster: Roster, signers: Sequence[Signed]) -> Signers:
    """The signers statement that a roster names; its keys sign the roster."""
    for signed in signers:
        if signed.digest() == roster.signers:
            statement = decode(signed.text.encode())
            if isinstance(statement, Signers):
                return statement
    raise ConsoleError("statement_unsound", name=name, why=f"signers {roster.signers[:12]}")


def _owner(key: str, people: Roster) -> tuple[str, str]:
    person = people.key_owner(key)
    return (person.id, person.name) if person else ("", "")


def _print(key: str) -> str:
    try:
        return fingerprint(key)
    except BadSignatureError:
        return "-"
