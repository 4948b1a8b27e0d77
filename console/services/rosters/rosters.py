"""Roster versions: one roster signer prepares and signs the next one, and the signature of another publishes it."""

import contextlib
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TypeVar

import msgspec
from sqlalchemy import case, func, select, update

from console.domain import times
from console.domain.people.enrolment import Application, ApplicationState
from console.domain.people.people import Person, Roster, Standing
from console.domain.refusals import Refusal, refuse
from console.domain.rosters.rosters import Change, ChangeError, Paper, apply, changes_of
from console.errors import ConsoleError, RefusedError
from console.services import facts, kept_rows
from console.services.content import screened
from console.services.context import Context, answers, beforehand, demand, found, page_limit
from console.services.facts import Published
from console.services.ledger import ledger
from console.services.losses import losses
from console.services.requests import pending, requests
from console.services.rosters import roster_judging, rule_files
from console.services.rosters import roster_judging as judging
from console.services.templates import templates
from console.signing.canonical import NotCanonicalError
from console.signing.sshsig import verify
from console.signing.statements import Signed, decode, digest, encode, namespace
from console.store import base, people
from console.store.people import RosterRecord, SignersRecord
from console.store.personnel import (
    ApplicationRecord,
    ApplicationStatementRecord,
    RosterProposalRecord,
    application,
    roster_proposal,
)
from console.wire import frames
from console.wire.answers import Done, Page, Prepared
from console.wire.rosters import rosters

VALID = timedelta(days=90)
"""How long a version is valid; the verifier accepts at most `trust.LONGEST`."""


# ---- reading


@answers
def versions(ctx: Context, _call: rosters.RosterVersions) -> list[rosters.RosterRow]:
    """Every published version, newest first; who may do what is no secret inside the organisation."""
    return [_row(row) for row in reversed(kept_rows.rosters(ctx))]


@answers
def detail(ctx: Context, call: rosters.RosterDetail) -> rosters.RosterText:
    """One version as it was signed."""
    rows = kept_rows.rosters(ctx)
    version = call.version or rows[-1].version
    row = found(next((r for r in rows if r.version == version), None), "no_such_roster", version=version)
    return rosters.RosterText(_row(row), row.text, judging.armours(row))


@answers
def signers(ctx: Context, _call: rosters.RosterSigners) -> list[rosters.SignedText]:
    """Every statement of who signs rosters, oldest first."""
    rows = base.rows(ctx.conn, select(SignersRecord).order_by(SignersRecord.version))
    return [rosters.SignedText(row.text, judging.armours(row)) for row in rows]


@answers
def chain(ctx: Context, call: rosters.RosterChain) -> rosters.ChainPage:
    """The versions after one, oldest first, as they were signed: as many as fit into one answer, and at least one."""
    chosen = select(RosterRecord).where(RosterRecord.version > call.after)
    rows = base.each(ctx.conn, chosen.order_by(RosterRecord.version).limit(_AT_ONCE))
    fit = _fitting(rows)
    versions = [rosters.SignedText(row.text, judging.armours(row)) for row in fit]
    return rosters.ChainPage(versions, more=bool(fit) and fit[-1].version < ctx.roster.version)


_AT_ONCE = 256
_ROOM = frames.MAX_FRAME * 7 // 8
_AROUND = 4096
"""Most bytes of the signatures over a version and what else is sent with it."""


_Version = TypeVar("_Version", RosterRecord, RosterProposalRecord)


def _fitting(rows: Iterable[_Version]) -> list[_Version]:
    """The first of these versions, as many as fit into one answer, and at least one."""
    fitting: list[_Version] = []
    size = 0
    for row in rows:
        size += len(row.text.encode()) + _AROUND
        if fitting and size > _ROOM:
            break
        fitting.append(row)
    return fitting


@answers
def proposals(ctx: Context, call: rosters.RosterProposals) -> rosters.RosterProposalPage:
    """Versions that wait for their second signature, then the others; newest first."""
    table, newest = roster_proposal.c, judging.newest(ctx)
    where = [table.digest.startswith(call.digest, autoescape=True)] if call.digest else []
    total = ctx.conn.execute(select(func.count()).select_from(roster_proposal).where(*where)).scalar_one()
    start = int(call.after or 0)
    rows = base.each(
        ctx.conn,
        select(RosterProposalRecord)
        .where(*where)
        .order_by(case((judging.open_now(ctx, newest), 0), else_=1), table.at.desc(), table.digest)
        .offset(start)
        .limit(page_limit(call.limit)),
    )
    shown = _fitting(rows)
    end = start + len(shown)
    page = Page(total, str(end) if end < total else "")
    return rosters.RosterProposalPage(page, [_proposal(ctx, row, newest) for row in shown])


def waiting(ctx: Context) -> list[rosters.RosterProposal]:
    """Versions that wait for their second signature and can still come into force, newest first."""
    table, newest = roster_proposal.c, judging.newest(ctx)
    rows = base.rows(
        ctx.conn,
        select(RosterProposalRecord)
        .where(judging.open_now(ctx, newest))
        .order_by(table.at.desc(), table.digest),
    )
    fit = [row for row in rows if judging.why_not(ctx, row, judging.read(row.text), newest) is None]
    return [_proposal(ctx, row, newest) for row in fit]


def _proposal(ctx: Context, row: RosterProposalRecord, newest: judging.Version) -> rosters.RosterProposal:
    roster = judging.read(row.text)
    refusal = judging.why_not(ctx, row, roster, newest) or _not_the_second(ctx, row.by)
    return rosters.RosterProposal(
        digest=row.digest,
        version=row.version,
        text=row.text,
        signature=row.signature,
        by=row.by,
        at=row.at,
        expires=row.expires,
        state=judging.state_of(ctx, row, newest),
        lifts=_lifts(ctx, roster),
        refusal=refusal,
    )


def _not_the_second(ctx: Context, proposer: str) -> Refusal | None:
    if ctx.caller.person == proposer:
        return refuse("roster_same_signer", "R2")
    return judging.not_a_signer(ctx, ctx.caller.person)


def _lifts(ctx: Context, new: Roster) -> list[str]:
    """The people who are suspended by an order, and would not be under the new version."""
    suspended = [p.id for p in ctx.roster.people if p.standing is Standing.SUSPENDED]
    active = {p.id for p in new.people if p.standing is Standing.ACTIVE}
    return [person for person in suspended if person in active]


# ---- preparing


@answers
def prepare(ctx: Context, call: rosters.PrepareRoster) -> Prepared:
    """The bytes of the next version: the newest one, with the suspensions in force, and then the changes."""
    demand(judging.not_a_signer(ctx, ctx.person))
    newest = judging.newest(ctx)
    demand(judging.older_than_orders(ctx, ctx.at))
    made = _next(ctx, call, newest)
    try:
        text = encode(made).decode()
        decode(text.encode())
    except NotCanonicalError as error:
        raise RefusedError(refuse("not_canonical", "I1", detail=error)) from error
    demand(judging.unfit(ctx, made, newest))
    return Prepared(text)


@beforehand
def try_next(ctx: Context, call: rosters.PrepareRoster) -> Callable[[], object] | None:
    """Return the trial of a screening list that the next version would bring; the reader that judges the version waits for no trial."""
    if judging.not_a_signer(ctx, ctx.person) is None:
        with contextlib.suppress(ConsoleError, RefusedError):
            return rule_files.trial(ctx, _next(ctx, call, judging.newest(ctx)))
    return None


def _next(ctx: Context, call: rosters.PrepareRoster, newest: judging.Version) -> Roster:
    papers: list[tuple[str, Paper]] = [_filed(ctx, one) for one in call.applications]
    papers += [(one, roster_judging.ready(ctx, one)) for one in call.hand_overs]
    base = _as_suspended(ctx, newest.roster)
    try:
        changes: list[Change] = [
            change for _, one in papers for change in changes_of(one, base)
        ] + call.changes
        return apply(
            base,
            changes,
            at=ctx.at,
            expires=times.render(times.parse(ctx.at) + VALID),
            previous=newest.digest,
            signers=judging.signers_now(ctx)[0],
            grounds=[digest_ for digest_, _ in papers],
        )
    except ChangeError as error:
        raise RefusedError(error.refusal) from error


def _as_suspended(ctx: Context, signed: Roster) -> Roster:
    """The signed version with the suspensions in force, which continue unless a change lifts them. Activations do not continue."""
    stands = {p.id: p.standing for p in ctx.roster.people}

    def as_now(person: Person) -> Person:
        return msgspec.structs.replace(person, standing=stands.get(person.id, person.standing))

    return msgspec.structs.replace(signed, people=[as_now(p) for p in signed.people])


def _filed(ctx: Context, application_id: int) -> tuple[str, Application]:
    row = base.row(ctx.conn, select(ApplicationRecord).where(ApplicationRecord.id == application_id))
    row = found(row, "no_such_application", application=application_id)
    if row.state != ApplicationState.FILED:
        raise RefusedError(refuse("application_not_filed", "R1", number=row.number))
    return row.digest, _statement(ctx, row.digest)


def _statement(ctx: Context, application_digest: str) -> Application:
    text = ctx.conn.execute(
        select(ApplicationStatementRecord.text).where(ApplicationStatementRecord.digest == application_digest)
    ).scalar_one()
    return msgspec.json.decode(text, type=Application)


# ---- the first signature


@answers
def propose(ctx: Context, call: rosters.ProposeRoster) -> Done:
    """Take a roster signer's first signature, their own or carried; the version waits for the second."""
    roster = judging.incoming(call.text)
    newest = judging.newest(ctx)
    demand(judging.unfit(ctx, roster, newest))
    signer = judging.signer(ctx, roster, call.text, call.signature)
    demand(judging.too_many(ctx, signer, newest))
    key = digest(call.text.encode())
    known = ctx.conn.execute(
        select(RosterProposalRecord.digest).where(RosterProposalRecord.digest == key)
    ).one_or_none()
    if known is not None:
        raise RefusedError(refuse("signed_before", "I1"))
    hours = timedelta(hours=ctx.policy.orders.proposal_hours)
    ctx.conn.execute(
        roster_proposal.insert().values(
            digest=key,
            version=roster.version,
            by=signer,
            at=ctx.at,
            expires=times.render(times.parse(ctx.at) + hours),
            state="open",
            text=call.text,
            signature=call.signature,
        )
    )
    ctx.notice("proposals")
    seq = ledger.record(
        ctx,
        "roster.proposed",
        f"roster:{roster.version}",
        {"version": roster.version},
        actor=signer,
        statement=call.text,
        signature=call.signature,
    )
    return Done(seq, roster.version)


@answers
def drop(ctx: Context, call: rosters.DropRosterProposal) -> Done:
    """Withdraw the caller's own open proposal; a roster signer who disagrees with another's simply does not sign it."""
    demand(judging.not_a_signer(ctx, ctx.person))
    row = _by_digest(ctx, call.digest)
    if row.by != ctx.person:
        raise RefusedError(refuse("roster_not_yours", "R2", person=row.by))
    state = judging.state_of(ctx, row, judging.newest(ctx))
    if state != "open":
        raise RefusedError(refuse("roster_not_open", "R2", proposal=state))
    _set_state(ctx, row.digest, "dropped")
    ctx.notice("proposals")
    seq = ledger.record(
        ctx,
        "roster.dropped",
        f"roster:{row.version}",
        {"version": row.version, "digest": row.digest, "by": row.by},
    )
    return Done(seq, row.version)


# ---- the second signature


@answers
def confirm(ctx: Context, call: rosters.ConfirmRoster) -> Done:
    """Take another roster signer's signature: both signatures are judged as of now, and the version comes into force."""
    row = _by_digest(ctx, call.digest)
    roster, newest = judging.read(row.text), judging.newest(ctx)
    demand(judging.why_not(ctx, row, roster, newest))
    first = judging.signer(ctx, roster, row.text, row.signature)
    second = judging.signer(ctx, roster, row.text, call.signature)
    if first == second:
        raise RefusedError(refuse("roster_same_signer", "R2"))
    signed = Signed(row.text, [row.signature, call.signature])
    demand(judging.unprovable(ctx, signed))
    ctx.conn.execute(
        people.roster.insert().values(
            version=roster.version,
            digest=row.digest,
            text=row.text,
            signatures=msgspec.json.encode(signed.signatures).decode(),
        )
    )
    _set_state(ctx, row.digest, "published")
    ctx.conn.execute(
        update(roster_proposal)
        .where(roster_proposal.c.state == "open", roster_proposal.c.version <= roster.version)
        .values(state="overtaken")
    )
    ctx.conn.execute(
        update(application)
        .where(application.c.digest.in_(roster.grounds), application.c.state == ApplicationState.FILED)
        .values(state=ApplicationState.ACTIVE, waits_for="", roster=roster.version, updated=ctx.at)
    )
    seq = ledger.record(
        ctx,
        "roster.published",
        f"roster:{roster.version}",
        {"version": roster.version, "proposed_by": first, "applications": len(roster.grounds)},
        actor=second,
        statement=row.text,
        signature="".join(signed.signatures),
    )
    losses.back_with(ctx, roster, second, row.digest)
    facts.tell(ctx, Published(roster, second))
    _stop_pending(ctx, newest.roster, roster)
    ctx.notice("roster", "proposals", "applications", "requests")
    return Done(seq, roster.version)


def _stop_pending(ctx: Context, old: Roster, new: Roster) -> None:
    """Return requests that depend on a person who left or was suspended, or on a revoked key; a transfer alone returns nothing.

    Exception: a signature that was made after the version's date, for a post that the version ends, returns the request. So does
    a policy pack or gateway file that is no longer in force.
    """
    stood = {p.id: p.standing for p in ctx.roster.people}
    for standing_now, why in ((Standing.LEFT, "left"), (Standing.SUSPENDED, "suspended")):
        gone = {
            p.id for p in new.people if p.standing is standing_now and stood.get(p.id) is not standing_now
        }
        pending.stop_for(ctx, gone, why)
    good = {k.public for p in new.people for k in p.keys if not k.revoked}
    revoked = [(p.id, k.public) for p in old.people for k in p.keys if not k.revoked and k.public not in good]
    if revoked:
        pending.stop_for(ctx, {p for p, _ in revoked}, "key_revoked", keys={key for _, key in revoked})
    moved = {
        h.person
        for h in old.posts
        if (not h.until or h.until > new.at)
        and not any((h.person, h.post, h.department) == (n.person, n.post, n.department) for n in new.posts)
    }
    pending.stop_for(ctx, moved, "moved", after=new.at)
    if (new.policy, new.gateways) != (old.policy, old.gateways):
        # Signed acts name the pack that they were signed under, and depend on the gateway's file.
        pending.stop_outdated(ctx, new)
    if new.screening != old.screening:
        screened.another_list(ctx, new, requests.statement_of)
        templates.another_list(ctx, new)


def _by_digest(ctx: Context, key: str) -> RosterProposalRecord:
    row = base.row(ctx.conn, select(RosterProposalRecord).where(RosterProposalRecord.digest == key))
    return found(row, "no_such_roster_proposal", digest=key)


def _set_state(ctx: Context, key: str, state: str) -> None:
    ctx.conn.execute(update(roster_proposal).where(roster_proposal.c.digest == key).values(state=state))


def _row(row: RosterRecord) -> rosters.RosterRow:
    roster, signed_by = judging.read(row.text), []
    for armour in judging.armours(row):
        key = verify(armour, row.text.encode(), namespace(roster))
        owner = roster.key_owner(key)
        signed_by.append(owner.id if owner else "")
    return rosters.RosterRow(
        version=row.version,
        digest=row.digest,
        at=roster.at,
        expires=roster.expires,
        people=len(roster.people),
        signed_by=signed_by,
    )
