"""The grounds of a roster version, proved where its signer sits: each application that it claims, and what it changes without one.

A desk that was taken over could name an application that nobody filed, or make of a filed one something else. So the signed
application, its authorisation, approval and filing are judged here again, over the chain of rosters that is proved here too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from console.acting.steps import Core
from console.domain import grounds, policy
from console.domain.enrolment import Application
from console.domain.people import Roster, Standing
from console.domain.refusals import Refusal, refuse
from console.domain.roster_differences import Difference
from console.domain.rosters import ChangeError
from console.domain.toml_lines import FileFaultError
from console.errors import ConsoleError, RefusedError
from console.signing import personnel
from console.signing.enrolment import Filed, Ground, filed
from console.signing.refused import Refused
from console.signing.statements import Signed, digest
from console.signing.trust import Trust
from console.wire.rosters import GroundOf, GroundProof, SignedText


@dataclass(frozen=True, slots=True)
class Claimed:
    """An application that a version claims; `why` names what does not hold, empty where it is proved.

    `gone` are those who signed it and by the new version are suspended or have left.
    """

    digest: str
    filed: Filed | None
    why: str = ""
    detail: str = ""
    gone: list[str] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The application's number, or what is known of it."""
        return self.filed.application.number if self.filed else self.digest[:16]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a version stands on: its applications, and what it changes that should have one and has none.

    `refusal` is why it is not signed here: a claimed application does not hold, or the version does not do what it asks for.
    """

    claimed: list[Claimed]
    without: list[Difference]
    refusal: Refusal | None


def claims(core: Core, trust: Trust, digests: Iterable[str], new: Roster) -> list[Claimed]:
    """Fetch what proves the applications of these digests, and judge each: filed before `new` was made, and not carried out yet."""
    return [_claimed(core, trust, one, new) for one in digests]


def demand(found: Iterable[Claimed]) -> list[Application]:
    """Return the applications; raises RefusedError `ground_false` for the first that does not hold."""
    good: list[Application] = []
    for one in found:
        if one.filed is None:
            raise RefusedError(_false(one))
        good.append(one.filed.application)
    return good


def basis(trust: Trust, new: Roster, found: list[Claimed]) -> Basis:
    """Judge what `new`, the version after the newest one, does by the applications that it claims."""
    proved = [one.filed.application for one in found if one.filed is not None]
    refusal = next((_false(one) for one in found if one.filed is None), None)
    refusal = refusal or grounds.not_carried_out(trust.newest, new, proved)
    try:
        without = grounds.without_ground(trust.newest, new, proved)
    except ChangeError:
        without = grounds.without_ground(trust.newest, new, [])
    return Basis(found, without, refusal)


def _claimed(core: Core, trust: Trust, key: str, new: Roster) -> Claimed:
    try:
        proof: GroundProof = core.call(GroundOf(key))
    except (ConsoleError, RefusedError) as error:
        told = error.refusal.code if isinstance(error, RefusedError) else error.code
        return Claimed(key, None, "ground_chain", told)
    try:
        packs = {digest(text.encode()): policy.read(text) for text in proof.policies}
        orders = [
            one
            for one, _ in personnel.given_then(_signed(proof.orders), trust, _newest(packs, trust), new.at)
        ]
        found = filed(key, _signed(proof.statements), Ground(trust, orders, packs), new.at)
    except Refused as refused:
        return Claimed(key, None, refused.name, refused.detail)
    except FileFaultError as error:
        return Claimed(key, None, "policy_differs", str(error))
    signers = dict.fromkeys([found.application.by, *(step.by for step in found.steps)])
    return Claimed(key, found, gone=[one for one in signers if not _active(new, one)])


def _newest(packs: dict[str, policy.Policy], trust: Trust) -> policy.Policy:
    """The pack in force, by which orders are judged; raises Refused."""
    pack = packs.get(trust.newest.policy.digest)
    if pack is None:
        raise Refused("policy_differs", trust.newest.policy.version)
    return pack


def _active(roster: Roster, person_id: str) -> bool:
    person = roster.person(person_id)
    return person is not None and person.standing is Standing.ACTIVE


def _signed(texts: Sequence[SignedText]) -> list[Signed]:
    return [Signed(one.text, one.signatures) for one in texts]


def _false(one: Claimed) -> Refusal:
    return refuse("ground_false", "R1", number=one.number, refused=one.why)
