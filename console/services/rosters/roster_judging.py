"""Whether a roster version may follow the newest one here and now, who signed it, and the state of a proposal."""

from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, and_, func, select

from console.domain import times
from console.domain.credentials.custody import HandOver
from console.domain.people.enrolment import Application, ApplicationState
from console.domain.people.enrolment_rules import key_of_another
from console.domain.people.people import Post, Roster, Signers
from console.domain.refusals import Refusal, refuse
from console.domain.rosters import rule_files
from console.domain.rosters.grounds import not_carried_out, without_hand_over
from console.domain.rosters.roster_rules import unsound
from console.domain.rosters.rosters import Paper
from console.errors import RefusedError
from console.services import kept_rows, lockouts, standing
from console.services.context import Context, demand
from console.services.losses import losses
from console.services.two_person import hand_over_state
from console.signing import trust
from console.signing.canonical import NotCanonicalError
from console.signing.refused import Refused
from console.signing.sshsig import BadSignatureError, verify
from console.signing.statements import Signed, decode, namespace
from console.store import base, people
from console.store.people import RosterRecord, SignersRecord
from console.store.personnel import (
    ApplicationRecord,
    ApplicationStatementRecord,
    RosterProposalRecord,
    application_statement,
    roster_proposal,
)


class Version(NamedTuple):
    """The newest signed version."""

    digest: str
    roster: Roster


def newest(ctx: Context) -> Version:
    """The newest signed version; unlike `ctx.roster`, without the effects of personnel orders."""
    table = people.roster.c
    row = ctx.conn.execute(select(table.digest, table.text).order_by(table.version.desc()).limit(1)).one()
    return Version(row.digest, read(row.text))


MOST_OPEN = 3
"""Versions that one signer may have waiting: each would be the next one, so at most one of them comes into force."""


def open_now(ctx: Context, newest: Version) -> ColumnElement[bool]:
    """The SQL condition for an open proposal, equivalent to `state_of`."""
    table = roster_proposal.c
    return and_(table.state == "open", table.version > newest.roster.version, table.expires > ctx.at)


def too_many(ctx: Context, signer: str, newest: Version) -> Refusal | None:
    """Why a signer may not propose another version for now, or None."""
    waiting = ctx.conn.execute(
        select(func.count())
        .select_from(roster_proposal)
        .where(RosterProposalRecord.by == signer, open_now(ctx, newest))
    ).scalar_one()
    return refuse("roster_proposals_many", "R2", n=MOST_OPEN) if waiting >= MOST_OPEN else None


def why_not(ctx: Context, row: RosterProposalRecord, roster: Roster, newest: Version) -> Refusal | None:
    """Why nobody can confirm a proposal, or None."""
    state = state_of(ctx, row, newest)
    if state != "open":
        return refuse("roster_not_open", "R2", proposal=state)
    return unfit(ctx, roster, newest)


def unfit(ctx: Context, roster: Roster, newest: Version) -> Refusal | None:
    """Why a version cannot follow the newest one here and now, or None."""
    old = newest.roster
    if roster.org != old.org:
        return refuse("foreign_organisation", "I1")
    if roster.solo != old.solo:
        return refuse("roster_solo_changed", "R12")
    if (roster.version, roster.previous) != (old.version + 1, newest.digest):
        return refuse("roster_not_next", "I1", version=roster.version, newest=old.version)
    if roster.at < old.at or roster.at > ctx.at:
        return refuse("roster_not_now", "I1", at=roster.at)
    if roster.expires <= ctx.at:
        return refuse("roster_expired", "R2", expires=roster.expires)
    if times.parse(roster.expires) - times.parse(roster.at) > trust.LONGEST:
        return refuse("roster_too_long", "I1", days=trust.LONGEST.days)
    if roster.signers != signers_now(ctx)[0]:
        return refuse("roster_other_signers", "I1")
    return (
        older_than_orders(ctx, roster.at)
        or unsound(roster)
        or losses.not_ready(ctx, roster)
        or _other_files(ctx, old, roster)
        or _unfiled(ctx, old, roster)
    )


def older_than_orders(ctx: Context, at: str) -> Refusal | None:
    """Refuse a version that is not newer than every personnel order, because it would not say what became of the order.

    It would undo a suspension; the verifier would judge any other order by this version and could refuse it in every bundle.
    """
    last = max((order.at for _, order in standing.orders(ctx.conn)), default="")
    return refuse("roster_before_order", "R8", at=last) if last >= at else None


def _other_files(ctx: Context, old: Roster, roster: Roster) -> Refusal | None:
    """Refuse a version whose files the desk does not have, or that cannot be in force, because the desk could not work with it."""
    known = frozenset(rule_files.named(old))
    for named in rule_files.named(roster):
        file = ctx.file(named)
        if file is None:
            clause = rule_files.CLAUSE[named.kind]
            return refuse(
                "roster_other_file", clause, rule_file=named.kind, name=named.name, digest=named.digest
            )
        refusal = rule_files.unfit(file, roster, known, ctx.desk.timezone)
        if refusal:
            return refusal
    return None


def _unfiled(ctx: Context, old: Roster, roster: Roster) -> Refusal | None:
    """Check that a version carries out only filed applications and hand-overs, each once, and everything that they ask for."""
    rows = ctx.conn.execute(
        select(
            ApplicationRecord.digest,
            ApplicationRecord.number,
            ApplicationRecord.state,
            ApplicationStatementRecord.text,
        )
        .join(application_statement, ApplicationStatementRecord.digest == ApplicationRecord.digest)
        .where(ApplicationRecord.digest.in_(roster.grounds))
    ).all()
    known = {row.digest: row for row in rows}
    passed = hand_over_state.kept(ctx, roster.grounds)
    for ground in roster.grounds:
        row = known.get(ground)
        good = ground in passed or (row is not None and row.state == ApplicationState.FILED)
        if not good or roster.grounds.count(ground) > 1:
            return refuse("application_not_filed", "R1", number=row.number if row else ground[:16])
    for kept in passed.values():
        refusal = hand_over_state.not_ready(ctx, kept, old)
        if refusal:
            return refusal
    filed = [msgspec.json.decode(row.text, type=Application) for row in known.values()]
    # A person whom a version added after the application was handed in must apply for their keys themselves.
    strange = next((a.person for a in filed if key_of_another(old, a.person, a.key, a.by)), "")
    if strange:
        return refuse("key_of_another", "R12", person=strange)
    by_digest: dict[str, Paper] = {
        one.digest: paper for one, paper in zip(known.values(), filed, strict=True)
    }
    by_digest |= {digest: hand_over_state.act_of(row) for digest, row in passed.items()}
    papers = [by_digest[ground] for ground in roster.grounds]
    return not_carried_out(old, roster, papers) or without_hand_over(
        old, roster, papers, in_force=hand_over_state.in_force(ctx)
    )


def unprovable(ctx: Context, signed: Signed) -> Refusal | None:
    """Why the dispatcher would refuse the chain with this version at its end, or None."""
    named = [Signed(row.text, armours(row)) for row in base.rows(ctx.conn, select(SignersRecord))]
    chain = [Signed(row.text, armours(row)) for row in kept_rows.rosters(ctx)]
    try:
        trust.establish(ctx.desk.roots, named, [*chain, signed], None)
    except Refused as refused:
        return refuse("roster_unprovable", "I1", refused=refused.name)
    return None


def not_a_signer(ctx: Context, person: str) -> Refusal | None:
    """Why a person may not sign a roster version now, or None."""
    if ctx.roster.holds(person, Post.ROSTER_SIGNER, "", ctx.at):
        return None
    return refuse("not_a_roster_signer", "R2", person=person)


def signer(ctx: Context, roster: Roster, text: str, signature: str) -> str:
    """The person whose key, named by the roots, signed a version, if they may sign now; raises RefusedError."""
    try:
        key = verify(signature, text.encode(), namespace(roster))
    except BadSignatureError as error:
        raise RefusedError(refuse("bad_signature", "R2", detail=error)) from error
    person = ctx.roster.key_owner(key)
    if person is None or key not in signers_now(ctx)[1].keys:
        raise RefusedError(refuse("roster_key_unnamed", "I1"))
    if not any(k.public == key and not k.revoked for k in person.keys):
        raise RefusedError(refuse("not_the_signer", "R2", person=person.id))
    demand(not_a_signer(ctx, person.id))
    demand(lockouts.refusal(ctx, person.id))
    return person.id


def signers_now(ctx: Context) -> tuple[str, Signers]:
    """The newest statement of who signs rosters, with its digest."""
    row = base.one(ctx.conn, select(SignersRecord).order_by(SignersRecord.version.desc()).limit(1))
    statement = decode(row.text.encode())
    if not isinstance(statement, Signers):
        raise TypeError(row.version)
    return row.digest, statement


def state_of(ctx: Context, row: RosterProposalRecord, newest: Version) -> str:
    """The state of a proposal: open, or published, dropped, expired or overtaken."""
    if row.state != "open":
        return str(row.state)
    if row.version <= newest.roster.version:
        return "overtaken"
    return "expired" if row.expires <= ctx.at else "open"


def incoming(text: str) -> Roster:
    """The roster in a text from outside; raises RefusedError."""
    try:
        statement = decode(text.encode())
    except (NotCanonicalError, UnicodeEncodeError) as error:
        raise RefusedError(refuse("not_canonical", "I1", detail=error)) from error
    if not isinstance(statement, Roster):
        raise RefusedError(refuse("not_a_roster", "I1"))
    return statement


def read(text: str) -> Roster:
    """Parse a version; it was judged when it came in."""
    return msgspec.json.decode(text, type=Roster)


def armours(row: RosterRecord | SignersRecord) -> list[str]:
    """The signatures of a stored roster or signers statement."""
    return msgspec.json.decode(row.signatures, type=list[str])


def ready(ctx: Context, digest: str) -> HandOver:
    """The hand-over that a version names as its ground; raises RefusedError unless it is fully signed and still valid."""
    row = hand_over_state.kept(ctx, [digest]).get(digest)
    if row is None:
        raise RefusedError(refuse("hand_over_not_signed", "R12", number=digest[:16]))
    demand(hand_over_state.not_ready(ctx, row, newest(ctx).roster))
    return hand_over_state.act_of(row)
