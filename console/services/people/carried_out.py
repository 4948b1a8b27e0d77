"""What became of applications that were carried out (Attachment 3): from the signed roster versions, the orders and the ledger."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec
from sqlalchemy import select

from console.domain.people import carried_out
from console.domain.people.enrolment import Application, ApplicationKind, ApplicationState
from console.domain.people.orders import Suspension
from console.domain.people.people import Roster, Standing
from console.services import kept_rows, standing
from console.services.context import Context
from console.services.rosters.roster_judging import armours, read
from console.signing.sshsig import BadSignatureError, fingerprint, verify
from console.signing.statements import namespace
from console.store.people import RosterRecord
from console.store.personnel import (
    ApplicationRecord,
    ApplicationStatementRecord,
    application,
    application_statement,
)
from console.store.tables import LedgerRecord
from console.wire.people import enrolment as wire

STATES = ("active", "suspended", "ended", "carried_out")
"""The possible states of an application after it was carried out; the desk's own table has `active` for all of them."""


def states(ctx: Context, ids: Iterable[int] | None = None) -> dict[int, str]:
    """The state of each application that was carried out, by id; with `ids`, only of those."""
    table = application.c
    where = [table.state == ApplicationState.ACTIVE]
    if ids is not None:
        where.append(table.id.in_(list(ids)))
    rows = ctx.conn.execute(
        select(table.id, table.roster, ApplicationStatementRecord.text)
        .join(application_statement, ApplicationStatementRecord.digest == table.digest)
        .where(*where)
    ).all()
    if not rows:
        return {}
    versions = [_version(row.text) for row in kept_rows.rosters(ctx)]
    by_change = {}
    for row in rows:
        act = msgspec.json.decode(row.text, type=Application)
        followed = _followed(ctx, act, int(row.roster), versions)
        by_change[int(row.id)] = carried_out.state(act, followed.course)
    return by_change


def afterwards(ctx: Context, act: Application, roster: int) -> wire.Afterwards:
    """What the form shows about the course of an application after the version `roster` carried it out."""
    rows = kept_rows.rosters(ctx)
    versions = [_version(row.text) for row in rows]
    followed = _followed(ctx, act, roster, versions)
    by_version = {version.version: row for version, row in zip(versions, rows, strict=True)}
    ending = followed.ending
    ended = None
    if ending is not None and ending.version:
        ended = _in_force(ctx, by_version[ending.version], _asked_for(ctx, act, by_version[ending.version]))
    return wire.Afterwards(
        course=str(followed.course),
        account=act.person,
        uid=followed.uid,
        made=_in_force(ctx, by_version[roster]),
        since=followed.since,
        until=ending.at if ending is not None else "",
        ended=ended,
        suspended=_suspended(ctx, act.person, rows)
        if followed.course is carried_out.Course.SUSPENDED
        else None,
        keys=[
            wire.DisabledKey(_fingerprint(key.public), key.at, key.version, key.left) for key in followed.keys
        ],
    )


def key_then(ctx: Context, person_id: str, roster: int) -> str:
    """The newest good public key that a person had in a version, for an application that kept their own; empty for none."""
    named = next((r for r in kept_rows.rosters(ctx) if r.version == roster), None)
    person = _version(named.text).person(person_id) if named is not None else None
    good = [key.public for key in person.keys if not key.revoked] if person is not None else []
    return good[-1] if good else ""


def _followed(
    ctx: Context, act: Application, roster: int, versions: Sequence[Roster]
) -> carried_out.Followed:
    chain = [version for version in versions if version.version >= roster]
    before = next((version for version in versions if version.version == roster - 1), None)
    return carried_out.follow(act, before, chain, ctx.roster, ctx.at)


@lru_cache(maxsize=256)
def _version(text: str) -> Roster:
    return read(text)


def _in_force(ctx: Context, row: RosterRecord, applications: Sequence[str] = ()) -> wire.InForce:
    roster = _version(row.text)
    by = [_signer(roster, row.text, armour) for armour in armours(row)]
    published = ctx.conn.execute(
        select(LedgerRecord.time).where(
            LedgerRecord.kind == "roster.published", LedgerRecord.subject == f"roster:{roster.version}"
        )
    ).scalars()
    return wire.InForce(
        roster.version,
        roster.at,
        by[0] if by else "",
        by[1] if len(by) > 1 else "",
        next(published, ""),
        list(applications),
    )


def _signer(roster: Roster, text: str, armour: str) -> str:
    """The person whose key signed a version; keys stay in the roster for ever, so the version itself contains it."""
    try:
        owner = roster.key_owner(verify(armour, text.encode(), namespace(roster)))
    except BadSignatureError:
        return ""
    return owner.id if owner is not None else ""


def _asked_for(ctx: Context, act: Application, row: RosterRecord) -> list[str]:
    """The numbers of the applications in a version that took the post away: it was given up, or passed to somebody else."""
    grounds = _version(row.text).grounds
    rows = ctx.conn.execute(
        select(ApplicationRecord.number, ApplicationStatementRecord.text)
        .join(application_statement, ApplicationStatementRecord.digest == ApplicationRecord.digest)
        .where(ApplicationRecord.digest.in_(grounds))
        .order_by(ApplicationRecord.id)
    ).all()
    named = [(row.number, msgspec.json.decode(row.text, type=Application)) for row in rows]
    return [number for number, one in named if _takes(one, act)]


def _takes(one: Application, act: Application) -> bool:
    same_post = (one.post, one.department) == (act.post, act.department)
    gives_up = one.kind is ApplicationKind.REVOKE and one.person == act.person
    return same_post and (gives_up or one.replaces == act.person)


def _suspended(ctx: Context, person_id: str, rows: Sequence[RosterRecord]) -> wire.Suspended | None:
    """The suspension by the first order since the newest version, or by the version with which it began."""
    newest = _version(rows[-1].text)
    person = newest.person(person_id)
    if person is None or person.standing is not Standing.SUSPENDED:
        orders = [one.order for one in standing.orders(ctx.conn)]
        given = [
            order
            for order in orders
            if isinstance(order, Suspension) and order.person == person_id and order.at >= newest.at
        ]
        return wire.Suspended(given[0].at, given[0].by) if given else None
    began = rows[-1]
    for row in reversed(rows):
        then = _version(row.text).person(person_id)
        if then is None or then.standing is not Standing.SUSPENDED:
            break
        began = row
    sealed = _in_force(ctx, began)
    return wire.Suspended(sealed.at, sealed.first, sealed.version)


def _fingerprint(public: str) -> str:
    try:
        return fingerprint(public)
    except BadSignatureError:
        return ""
