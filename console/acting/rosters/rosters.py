"""The work of a roster signer's own program: prove the roster versions, compute the next one, show the differences, sign.

The desk keeps rosters and prepares the next one, so nothing that it says is taken on trust. With the pinned root keys every
version is proved from them on, and the difference is computed from the two signed texts. So is what an application asks for
that a version claims as its ground (`acting.grounds`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from console.acting import chains, clock
from console.acting.rosters import rule_files as files
from console.acting.rosters.grounds import Basis, basis, claims, demand
from console.acting.steps import Core, Opens, signed
from console.domain import dating, times
from console.domain.people.people import Person, Roster, Signers, Standing
from console.domain.refusals import Refusal
from console.domain.rosters import offices, rule_files
from console.domain.rosters.roster_differences import Difference, difference, giving_up
from console.domain.rosters.roster_rules import unsound
from console.domain.rosters.rosters import Change, ChangeError, SetStanding, apply, changes_of
from console.errors import ConsoleError, RefusedError
from console.signing import trust
from console.signing.canonical import NotCanonicalError
from console.signing.sshsig import BadSignatureError, fingerprint, verify
from console.signing.statements import decode, digest, namespace
from console.signing.trust import Roots, Trust
from console.wire import calls
from console.wire.answers import Done, Prepared
from console.wire.people import enrolment
from console.wire.rosters import rosters

_LEAST = 8
"""Characters of a digest that tell one proposal from another."""

replace = msgspec.structs.replace


@dataclass(frozen=True, slots=True)
class Known:
    """The newest version, and the signers statements by digest; `proved` from the pinned root keys on, or as the desk says.

    `trust` is the whole chain, with or without that proof.
    """

    digest: str
    roster: Roster
    signers: dict[str, Signers]
    proved: bool
    trust: Trust

    @property
    def newest_signers(self) -> str:
        """The digest of the signers statement by which the next version is signed."""
        return max(self.signers, key=lambda one: self.signers[one].version)


@dataclass(frozen=True, slots=True)
class Draft:
    """A next version to be signed: its exact text, its differences from the newest one, and its grounds.

    `refusal` is why it is not signed: what this machine found, or otherwise what the desk says.
    """

    text: str
    roster: Roster
    known: Known
    differences: list[Difference]
    lifts: list[str]
    basis: Basis
    by: str = ""
    refusal: Refusal | None = None

    @property
    def digest(self) -> str:
        """The digest that names its proposal."""
        return digest(self.text.encode())


def known(core: Core, roots: Roots | None) -> Known:
    """Fetch and judge every version; raises ConsoleError `roster_unproven` if they do not hold."""
    brought = chains.fetched(core)
    named = {one.digest(): _statement(one.text, Signers) for one in brought.signers}
    trusted = chains.judged(brought, roots)
    return Known(trusted.pin.digest, trusted.newest, named, roots is not None, trusted)


def prepare(
    core: Core,
    known: Known,
    changes: Sequence[Change],
    applications: Sequence[int] = (),
    hand_overs: Sequence[str] = (),
) -> Draft:
    """Have the desk prepare the next version, compute it here too, and insist that both are equal and dated now.

    Raises ConsoleError `roster_differs` or `clocks_differ`, or the desk's refusal.
    """
    answer: Prepared = core.call(rosters.PrepareRoster(list(changes), list(applications), list(hand_overs)))
    made = _statement(answer.text, Roster)
    clock.insist_now(made.at)
    claimed = claims(core, known.trust, [*_filed(core, applications), *hand_overs], made)
    papers = demand(claimed)
    base = _suspended(known.roster, made, changes)
    try:
        asked: list[Change] = [change for paper in papers for change in changes_of(paper, base)]
        expected = apply(
            base,
            [*asked, *changes],
            at=made.at,
            expires=made.expires,
            previous=known.digest,
            signers=known.newest_signers,
            grounds=[one.digest for one in claimed],
        )
    except ChangeError as error:
        raise RefusedError(error.refusal) from error
    if expected != made:
        detail = ", ".join(f"{one.code} {one.subject}".strip() for one in difference(expected, made))
        raise ConsoleError("roster_differs", detail=detail)
    lifts = [c.person for c in changes if isinstance(c, SetStanding) and c.standing == "active"]
    stands = basis(known.trust, made, claimed)
    refusal = stands.refusal or _together(core, made)
    return Draft(answer.text, made, known, difference(known.roster, made), lifts, stands, refusal=refusal)


def review(core: Core, known: Known, beginning: str) -> Draft:
    """Return the proposal whose digest has that beginning, judged here; raises ConsoleError `roster_unproven` if it is unsound."""
    proposal = find(core, beginning)
    if digest(proposal.text.encode()) != proposal.digest:
        raise ConsoleError("roster_unproven", detail="digest")
    roster = _statement(proposal.text, Roster)
    _judge(proposal, roster, known)
    stands = basis(known.trust, roster, claims(core, known.trust, roster.grounds, roster))
    return Draft(
        proposal.text,
        roster,
        known,
        difference(known.roster, roster),
        proposal.lifts,
        stands,
        proposal.by,
        dating.ahead(roster.at, clock.now()) or stands.refusal or _together(core, roster) or proposal.refusal,
    )


def _together(core: Core, roster: Roster) -> Refusal | None:
    """Why a version leaves two offices with one person, by the policy pack that it names itself; raises as `rule_files.demanded`."""
    if next(offices.clashes(roster), None) is None:
        return None
    named = next(one for one in rule_files.named(roster) if one.kind is rule_files.Kind.POLICY)
    return rule_files.unfit(files.demanded(core, named), roster, (), core.call(calls.WhoAmI()).timezone)


def behind(core: Core, draft: Draft) -> list[rosters.HandOver]:
    """The hand-over of each person who leaves or gives up a post with a next version, by the difference computed here."""
    unsettled: list[rosters.HandOver] = []
    for person, posts in giving_up(draft.known.roster, draft.roster).items():
        left = draft.roster.person(person)
        leaves = left is not None and left.standing is Standing.LEFT
        unsettled.append(core.call(rosters.LeavesBehind(person, [] if leaves else posts)))
    return unsettled


def find(core: Core, beginning: str) -> rosters.RosterProposal:
    """Return the one proposal whose digest has that beginning; raises ConsoleError `no_such_roster_proposal`."""
    page: rosters.RosterProposalPage = core.call(rosters.RosterProposals(beginning))
    fitting = [one for one in page.rows if one.digest.startswith(beginning)]
    # Large versions do not all go into one answer: another that begins so may stand behind it.
    if len(beginning) < _LEAST or len(fitting) != 1 or page.page.after:
        raise ConsoleError("no_such_roster_proposal", digest=beginning)
    return fitting[0]


def key_of(known: Known, person_id: str, mark: str) -> str:
    """Return the one key of a person whose fingerprint begins with `mark`; raises ConsoleError `changes_unreadable` otherwise."""
    mark = mark if mark.startswith("SHA256:") else f"SHA256:{mark}"
    fitting = [key for key in known.roster.keys_of(person_id) if fingerprint(key).startswith(mark)]
    if len(fitting) != 1:
        raise ConsoleError("changes_unreadable", what=f"{person_id} {mark}")
    return fitting[0]


def propose(core: Core, draft: Draft, opens: Opens) -> Done:
    """Sign a next version as the first signer, and send it in; raises RefusedError where it must not be signed."""
    _insist(draft)
    done: Done = core.call(rosters.ProposeRoster(draft.text, signed(draft.roster, draft.text, opens)))
    return done


def confirm(core: Core, draft: Draft, opens: Opens) -> Done:
    """Sign a proposal as the second signer, which puts the version in force. Raises RefusedError where it must not be signed."""
    _insist(draft)
    done: Done = core.call(rosters.ConfirmRoster(draft.digest, signed(draft.roster, draft.text, opens)))
    return done


def _insist(draft: Draft) -> None:
    if draft.refusal is not None:
        raise RefusedError(draft.refusal)


def _judge(proposal: rosters.RosterProposal, roster: Roster, known: Known) -> None:
    """Insist that a proposal follows the newest version, is sound, and carries the signature of the person whom the desk names."""
    old = known.roster
    follows = (roster.org, roster.solo, roster.version, roster.previous, roster.signers) == (
        old.org,
        old.solo,
        old.version + 1,
        known.digest,
        known.newest_signers,
    )
    lasts = times.parse(roster.expires) - times.parse(roster.at)
    if not follows or lasts > trust.LONGEST or roster.at < old.at:
        raise ConsoleError("roster_unproven", detail=f"version {roster.version}")
    nonsense = unsound(roster)
    if nonsense:
        raise ConsoleError("roster_unproven", detail=nonsense.code)
    try:
        key = verify(proposal.signature, proposal.text.encode(), namespace(roster))
    except BadSignatureError as error:
        raise ConsoleError("roster_unproven", detail=error) from error
    owner = old.key_owner(key)
    if owner is None or owner.id != proposal.by or key not in known.signers[known.newest_signers].keys:
        raise ConsoleError("roster_unproven", detail=proposal.by)


def _suspended(roster: Roster, made: Roster, changes: Sequence[Change]) -> Roster:
    """The newest version with people suspended by order: suspended in the next version, or reactivated by one of the changes.

    Only the desk knows whether there is such an order. A false one can only take rights away, and that is visible.
    """
    lifted = {c.person for c in changes if isinstance(c, SetStanding) and c.standing == "active"}
    said = {c.person for c in changes if isinstance(c, SetStanding)}
    by_order = {p.id for p in made.people if p.standing is Standing.SUSPENDED and p.id not in said} | lifted

    def as_ordered(person: Person) -> Person:
        if person.id in by_order and person.standing is Standing.ACTIVE:
            return replace(person, standing=Standing.SUSPENDED)
        return person

    return replace(roster, people=[as_ordered(p) for p in roster.people])


def _filed(core: Core, applications: Sequence[int]) -> list[str]:
    """The digests of applications that are given by their numbers at the desk."""
    shown: list[enrolment.ApplicationView] = [
        core.call(enrolment.ApplicationDetail(one)) for one in applications
    ]
    return [one.digest for one in shown]


def _statement(text: str, kind: type[Any]) -> Any:
    try:
        statement = decode(text.encode())
    except (NotCanonicalError, UnicodeEncodeError) as error:
        raise ConsoleError("prepared_unreadable") from error
    if not isinstance(statement, kind):
        raise ConsoleError("prepared_unreadable")
    return statement
