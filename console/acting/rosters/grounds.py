"""The grounds of a roster version, proved on the signer's machine: each application that it claims, and changes without one.

A compromised desk could name an application that nobody filed, or alter a filed one. So the signed application, its
authorisation, approval and filing are judged again here, over the chain of rosters that is also proved here. The three
signatures of a hand-over of custody are judged likewise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from console.acting.steps import Core
from console.domain import policy
from console.domain.people.people import Roster, Standing
from console.domain.refusals import Refusal, refuse
from console.domain.rosters import grounds
from console.domain.rosters.roster_differences import Difference
from console.domain.rosters.rosters import ChangeError, Paper
from console.domain.toml_lines import FileFaultError
from console.domain.two_person.pairs import Proposal
from console.errors import ConsoleError, RefusedError
from console.signing import personnel
from console.signing.canonical import NotCanonicalError
from console.signing.enrolment import Filed, Ground, filed
from console.signing.hand_over import Handing, handed_over
from console.signing.refused import Refused
from console.signing.statements import Signed, decode, digest
from console.signing.trust import Trust
from console.wire.rosters.rosters import GroundOf, GroundProof, SignedText


@dataclass(frozen=True, slots=True)
class Claimed:
    """An application or a hand-over that a version claims; `why` names what does not hold, empty where it is proved.

    `gone` lists its signers who are suspended or have left by the new version.
    """

    digest: str
    filed: Filed | Handing | None
    why: str = ""
    detail: str = ""
    gone: list[str] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The paper's number, or what is known of it."""
        return self.paper.number if self.paper is not None else self.digest[:16]

    @property
    def paper(self) -> Paper | None:
        """The application or hand-over that is carried out, if it is proved."""
        if self.filed is None:
            return None
        return self.filed.act if isinstance(self.filed, Handing) else self.filed.application


@dataclass(frozen=True, slots=True)
class Basis:
    """The grounds of a version: its applications and hand-overs, and the changes that should have a ground and have none.

    `refusal` is why it is not signed here: a claimed application does not hold, or the version does not do what it asks for.
    """

    claimed: list[Claimed]
    without: list[Difference]
    refusal: Refusal | None


def claims(core: Core, trust: Trust, digests: Iterable[str], new: Roster) -> list[Claimed]:
    """Fetch and judge the papers of these digests: filed, or signed by everybody, before `new`, and not carried out yet."""
    return [_claimed(core, trust, one, new) for one in digests]


def demand(claimed: Iterable[Claimed]) -> list[Paper]:
    """Return the papers; raises RefusedError `ground_false` for the first that does not hold."""
    good: list[Paper] = []
    for one in claimed:
        if one.paper is None:
            raise RefusedError(_false(one))
        good.append(one.paper)
    return good


def basis(trust: Trust, new: Roster, claimed: list[Claimed]) -> Basis:
    """Judge the changes that `new`, the version after the newest one, makes, by the papers that it claims."""
    proved = [one.paper for one in claimed if one.paper is not None]
    refusal = next((_false(one) for one in claimed if one.filed is None), None)
    refusal = refusal or grounds.not_carried_out(trust.newest, new, proved)
    # This machine cannot tell whether a password is in force; where a person keeps one, they must hand it over.
    refusal = refusal or grounds.without_hand_over(trust.newest, new, proved, in_force=False)
    try:
        without = grounds.without_ground(trust.newest, new, proved)
    except ChangeError:
        without = grounds.without_ground(trust.newest, new, [])
    return Basis(claimed, without, refusal)


def _claimed(core: Core, trust: Trust, key: str, new: Roster) -> Claimed:
    try:
        proof: GroundProof = core.call(GroundOf(key))
    except (ConsoleError, RefusedError) as error:
        reason = error.refusal.code if isinstance(error, RefusedError) else error.code
        return Claimed(key, None, "ground_chain", reason)
    try:
        packs = {digest(text.encode()): policy.read(text) for text in proof.policies}
        orders = [
            one
            for one, _ in personnel.given_then(_signed(proof.orders), trust, _newest(packs, trust), new.at)
        ]
        statements, ground = _signed(proof.statements), Ground(trust, orders, packs)
        if _hands_over(statements):
            handing = handed_over(key, statements, ground, new.at)
            signed = dict.fromkeys([handing.proposal.by, *(step.by for step in handing.steps)])
            return Claimed(key, handing, gone=[one for one in signed if not _active(new, one)])
        filed_here = filed(key, statements, ground, new.at)
    except Refused as refused:
        return Claimed(key, None, refused.name, refused.detail)
    except FileFaultError as error:
        return Claimed(key, None, "policy_differs", str(error))
    signers = dict.fromkeys([filed_here.application.by, *(step.by for step in filed_here.steps)])
    return Claimed(key, filed_here, gone=[one for one in signers if not _active(new, one)])


def _hands_over(statements: Sequence[Signed]) -> bool:
    try:
        return bool(statements) and isinstance(decode(statements[0].text.encode()), Proposal)
    except (NotCanonicalError, UnicodeEncodeError):
        return False


def _newest(packs: dict[str, policy.Policy], trust: Trust) -> policy.Policy:
    """The policy pack in force, by which orders are judged; raises Refused."""
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
