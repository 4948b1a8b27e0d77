"""What a person leaves behind: work under way in their name, their posts, orders and lists, and what they signed since an entry."""

from sqlalchemy import func, select

from console.domain.people.people import Post
from console.domain.people.standing import subordinates
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.services import lists
from console.services.context import Context, answers, demand, found
from console.services.credentials import envelopes
from console.services.ledger import ledger
from console.services.people import orders
from console.services.requests import pending, requests
from console.services.rosters.roster_judging import not_a_signer
from console.store import base
from console.store.contacts import contact_list
from console.store.tables import LedgerRecord
from console.store.tables import ledger as ledger_table
from console.wire.ledger import ledger as ledger_calls
from console.wire.rosters import rosters


@answers
def leaves_behind(ctx: Context, call: rosters.LeavesBehind) -> rosters.HandOver:
    """What a person would leave behind, for them, their superiors, the General Department and the roster signers."""
    _may_look_after(ctx, call.person)
    given_up = set(call.posts)
    departments = {department for _, department in given_up}
    held = [
        (str(h.post), h.department)
        for h in ctx.roster.posts
        if h.person == call.person and (not h.until or h.until > ctx.at)
    ]
    held = [post for post in held if not given_up or post in given_up]
    where = [contact_list.c.importer == call.person]
    if given_up:
        where.append(contact_list.c.department.in_(departments))
    lists = ctx.conn.execute(select(func.count()).select_from(contact_list).where(*where)).scalar_one()
    custody = [department for post, department in held if post == Post.CUSTODIAN]
    return rosters.HandOver(
        person=call.person,
        posts=held,
        pending=requests.rows_of(
            ctx,
            [
                row
                for row in pending.carrying(ctx, call.person)
                if not given_up or row.department in departments
            ],
        ),
        orders=[
            row
            for row in orders.to_come(ctx, call.person)
            if not given_up or (row.post, row.department) in given_up
        ],
        custody=custody,
        lists=lists,
        passwords=[gateway.id for gateway in ctx.roster.gateways] if custody else [],
        envelopes=envelopes.sealed(ctx) if custody else [],
    )


@answers
def entry_time(ctx: Context, call: rosters.EntryTime) -> ledger_calls.EntryRow:
    """One entry's row, for a roster signer who revokes a key from that entry on."""
    demand(not_a_signer(ctx, ctx.person))
    row = base.row(ctx.conn, select(LedgerRecord).where(LedgerRecord.seq == call.seq))
    return ledger.rows_of(ctx, [found(row, "no_such_entry", seq=call.seq)])[0]


@answers
def signed_since(ctx: Context, call: rosters.SignedSince) -> ledger_calls.EntryPage:
    """Entries that a person signed from an entry on, newest first."""
    _may_look_after(ctx, call.person)
    table = ledger_table.c
    where = [table.actor == call.person, table.seq >= call.since, table.signature.is_not(None)]
    shown, rows = lists.paged(ctx, call, LedgerRecord, select(LedgerRecord).where(*where), LedgerRecord.seq)
    return ledger_calls.EntryPage(shown, ledger.rows_of(ctx, rows))


def _may_look_after(ctx: Context, person: str) -> None:
    """Refuse a caller who has nothing to do with that person's hand-over."""
    found(ctx.roster.person(person), "no_such_person", person=person)
    near = (
        person == ctx.person
        or ctx.departments() is None
        or not_a_signer(ctx, ctx.person) is None
        or person in subordinates(ctx.roster, ctx.person, ctx.at)
    )
    if not near:
        raise RefusedError(refuse("not_your_person", "R7", person=person))
