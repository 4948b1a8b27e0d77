"""From pinned root keys to the roster in force: the chain that every other judgement relies on."""

from datetime import timedelta
from enum import IntEnum
from typing import TypeGuard

import msgspec

from console.domain.acts import Personal, Statement
from console.domain.people.people import Person, Roster, Signers
from console.domain.people.standing import Brought, under
from console.domain.times import parse
from console.signing.canonical import NotCanonicalError
from console.signing.refused import Refused
from console.signing.sshsig import BadSignatureError, verify
from console.signing.statements import Signed, decode, namespace

LONGEST = timedelta(days=100)
"""How long a roster version may last."""


class Stage(IntEnum):
    """How far the verifier itself has come with a release; its demands on the people who signed depend on this.

    A transfer leaves earlier signatures valid. But a replaced operator could still sign with a clock set back, so a new release
    must come from somebody who holds the post now. Until sending has begun, signatures of people who have left are invalid.
    """

    NEW = 0
    CLAIMED = 1
    BEGUN = 2


class Roots(msgspec.Struct, frozen=True):
    """The pinned root keys of an organisation; `threshold` of them make a signers statement valid."""

    org: str
    keys: tuple[str, ...]
    threshold: int


class Pin(msgspec.Struct, frozen=True):
    """The newest roster version that the verifier has accepted; it never accepts an older one as the newest."""

    version: int
    digest: str


class Trust:
    """A verified chain of roster versions."""

    def __init__(self, roots: Roots, rosters: list[tuple[str, Roster]]) -> None:
        self.roots = roots
        self._rosters = {roster.version: (digest, roster) for digest, roster in rosters}
        self.newest = rosters[-1][1]
        self.pin = Pin(self.newest.version, rosters[-1][0])

    def under(self, orders: list[Brought]) -> "Trust":
        """Return the same chain with the personnel orders applied to every version."""
        chain = [(digest, under(roster, orders)) for digest, roster in self._rosters.values()]
        return Trust(self.roots, chain)

    def roster(self, version: int) -> Roster | None:
        """The roster with that version, or None if this chain does not hold it."""
        roster = self._rosters.get(version)
        return roster[1] if roster else None

    def carried_out(self, application: str) -> bool:
        """Whether a version of the chain names the application with that digest as its ground."""
        return any(application in roster.grounds for _, roster in self._rosters.values())

    def in_force(self, version: int, at: str) -> Roster | None:
        """The roster that judges an act made at `at` and naming `version`, or None: not in the chain, not made yet, or expired.

        It is that version, or the one that had replaced it by then: a version is in force from the instant when it was made, but
        people act under the one before until it has its second signature.
        """
        roster = self.roster(version)
        while roster is not None:
            following = self.roster(roster.version + 1)
            if following is None or at <= following.at:
                break
            roster = following
        return roster if roster is not None and roster.at <= at < roster.expires else None


def opened(signed: Signed, org: str, refusal: str) -> tuple[Statement, list[str]]:
    """Decode a statement and return it with the distinct keys that signed it; raises Refused(refusal) if any signature is bad."""
    try:
        statement = decode(signed.text.encode())
    except NotCanonicalError as error:
        raise Refused("not_canonical", str(error)) from error
    except UnicodeEncodeError as error:
        raise Refused("not_canonical", "a lone surrogate") from error
    if statement.org != org:
        raise Refused("foreign_organisation", statement.org)
    keys: list[str] = []
    for armour in signed.signatures:
        try:
            key = verify(armour, signed.text.encode(), namespace(statement))
        except BadSignatureError as error:
            raise Refused(refusal, str(error)) from error
        if key in keys:
            raise Refused(refusal, "the same signature twice")
        keys.append(key)
    return statement, keys


def completed(own: list[Signed], brought: list[Signed]) -> list[Signed]:
    """Put the verifier's own copies of earlier versions before the versions that were brought; nothing is judged here.

    `own` is a chain from version 1 on. `brought` must begin with a version that `own` holds too, so that the first link can be
    checked. If it does not, it is returned alone, and `establish` refuses it for its missing start. In this way, a verifier that
    keeps what it has seen judges the same whole chain as a verifier that is given all of it.
    """
    first = _version(brought[0]) if brought else 0
    return [*own[: first - 1], *brought] if 0 < first <= len(own) else list(brought)


def _version(signed: Signed) -> int:
    """The version number that a roster states; 0 for any other statement."""
    try:
        statement = decode(signed.text.encode())
    except (NotCanonicalError, UnicodeEncodeError):
        return 0
    return statement.version if isinstance(statement, Roster) else 0


def establish(roots: Roots, signers: list[Signed], rosters: list[Signed], pin: Pin | None) -> Trust:
    """Judge the signers statements and the roster chain, which starts at version 1; raises Refused.

    With a pin, the chain must hold the pinned version with the pinned digest and must not end before it.
    """
    if not signers or not rosters:
        raise Refused("bundle_malformed", "no roster")
    named = {s.digest(): _signers(roots, s) for s in signers}
    chain: list[tuple[str, Roster]] = []
    least = 0
    for signed in rosters:
        statement, keys = opened(signed, roots.org, "roster_not_by_signers")
        if not isinstance(statement, Roster):
            raise Refused("bundle_malformed", "not a roster")
        # Roster signers whom the roots have replaced may sign no further version, even if they still have their keys.
        least = _judge_signers(statement, keys, named, least)
        _judge_roster(statement)
        _judge_link(statement, chain)
        chain.append((signed.digest(), statement))
    _judge_pin(chain, pin)
    return Trust(roots, chain)


def signer(
    trust: Trust, statement: Personal, keys: list[str], refusal: str, *, stage: Stage = Stage.NEW
) -> Person:
    """Return the rostered person who made an act with exactly one key of their own; raises Refused(refusal).

    Their key must be good, and they must be active: signatures of people who have left are invalid for pending acts. Once sending
    has begun, it no longer matters that the person left, but a suspension still does.
    """
    person = signer_then(trust, statement, keys, refusal)
    _judge_now(trust.newest, statement.by, keys[0], stage)
    return person


def counts(person: Person | None, stage: Stage) -> TypeGuard[Person]:
    """Whether the signatures of a person in the newest roster still count."""
    if person is None:
        return False
    return person.standing == "active" or (stage is Stage.BEGUN and person.standing == "left")


def signer_then(trust: Trust, statement: Personal, keys: list[str], refusal: str) -> Person:
    """Return the person whose key made an act, by the roster it names, even if they left since; raises Refused(refusal)."""
    by, at = statement.by, statement.at
    person = named_roster(trust, statement).person(by)
    if (
        person is None
        or len(keys) != 1
        or not any(
            k.public == keys[0] and k.since <= at and not (k.revoked and k.revoked <= at) for k in person.keys
        )
    ):
        raise Refused(refusal, by)
    return person


def named_roster(trust: Trust, statement: Personal) -> Roster:
    """Return the roster by which an act is judged, from the version that it names; raises Refused if it was not in force then."""
    version, at = statement.roster, statement.at
    roster = trust.in_force(version, at)
    if roster is None:
        raise Refused("roster_not_in_force", f"version {version} at {at}")
    return roster


def _judge_now(newest: Roster, by: str, key: str, stage: Stage) -> None:
    """A key revoked since, or a person suspended or gone, invalidates pending acts."""
    person = newest.person(by)
    if not counts(person, stage):
        raise Refused("signer_not_active", by)
    current = next((k for k in person.keys if k.public == key), None)
    if current is None or current.revoked:
        raise Refused("key_revoked", by)


def _signers(roots: Roots, signed: Signed) -> Signers:
    statement, keys = opened(signed, roots.org, "signers_not_by_roots")
    if not isinstance(statement, Signers):
        raise Refused("bundle_malformed", "not a signers statement")
    if len(set(keys) & set(roots.keys)) < max(1, roots.threshold):
        raise Refused("signers_not_by_roots")
    return statement


def _judge_signers(roster: Roster, keys: list[str], named: dict[str, Signers], least: int) -> int:
    signers = named.get(roster.signers)
    if (
        signers is None
        or signers.version < least
        or len(set(keys) & set(signers.keys)) < max(1, signers.threshold)
    ):
        raise Refused("roster_not_by_signers", f"version {roster.version}")
    return signers.version


def _judge_roster(roster: Roster) -> None:
    """A roster lasts a hundred days at most, and a key in it belongs to one name."""
    if parse(roster.expires) - parse(roster.at) > LONGEST:
        raise Refused("roster_too_long", f"version {roster.version}")
    owners = [(key.public, person.id) for person in roster.people for key in person.keys]
    owners += [(service.public, f"service {service.id}") for service in roster.services]
    if len({public for public, _ in set(owners)}) != len(set(owners)):
        raise Refused("roster_ambiguous", f"version {roster.version}")


def _judge_link(roster: Roster, chain: list[tuple[str, Roster]]) -> None:
    """Version 1 follows nothing; every other version follows the one before, at the same or a later instant."""
    digest, version, at = (chain[-1][0], chain[-1][1].version, chain[-1][1].at) if chain else ("", 0, "")
    if (roster.version, roster.previous) != (version + 1, digest) or roster.at < at:
        raise Refused("roster_chain_broken", f"version {roster.version}")


def _judge_pin(chain: list[tuple[str, Roster]], pin: Pin | None) -> None:
    if pin is None:
        return
    if len(chain) < pin.version:
        raise Refused("roster_older", f"{len(chain)} before {pin.version}")
    if chain[pin.version - 1][0] != pin.digest:
        raise Refused("roster_forked", f"version {pin.version}")
