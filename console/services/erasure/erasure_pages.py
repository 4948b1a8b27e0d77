"""Data for the retention pages (R13): what is due, legal holds, and files that no longer need to be kept."""

from sqlalchemy import select

from console.domain.erasure.erasing import Erase
from console.domain.two_person.pairing import Ground, may_propose
from console.services.context import Context, answers
from console.services.erasure import retention
from console.services.erasure import two_person as erasure
from console.services.erasure.retention import Stock
from console.services.holds import legal_holds
from console.services.two_person import engine
from console.services.two_person.proposals import LIVE, OPEN
from console.store import base
from console.store.contacts import ContactListRecord
from console.store.erasure import LegalHoldRecord
from console.wire.answers import Page
from console.wire.sending import erasure as wire


def proposed(ctx: Context, states: frozenset[str] = LIVE) -> str:
    """The digest of an erasure that waits for its second signature or for a dispatcher; empty if there is none."""
    live = erasure.live(ctx, Erase)
    return next((str(row.digest) for row in live if engine.state(ctx, row) in states), "")


@answers
def preview(ctx: Context, call: wire.ErasurePreview) -> wire.DuePage:
    """What is due (or everything kept), longest due first."""
    total, after, rows = retention.preview(ctx, call)
    open_now = proposed(ctx, frozenset({OPEN}))
    refusal = hold_refusal = None
    if ctx.caller.person:
        refusal = may_propose(ctx.person, Erase.RULE, Ground(ctx.roster, ctx.at))
        hold_refusal = retention.may_hold(ctx)
    return wire.DuePage(Page(total, after), rows, open_now, refusal, hold_refusal)


@answers
def holds(ctx: Context, call: wire.LegalHolds) -> list[wire.LegalHoldRow]:
    """Legal holds, and whether the caller may propose to end them."""
    return [_hold_row(ctx, row) for row in legal_holds.rows(ctx, open_=call.open)]


def _hold_row(ctx: Context, row: LegalHoldRecord) -> wire.LegalHoldRow:
    act = erasure.release_of(row)
    waits = None if row.released else engine.rival(ctx, act)
    refusal = legal_holds.standing(row)
    if refusal is None and ctx.caller.person:
        refusal = engine.may(ctx, act, ctx.person)
    return wire.LegalHoldRow(
        id=row.id, scope=row.scope, subject=row.subject, name=legal_holds.named(ctx, row), reason=row.reason,
        by=row.by, at=row.at, released=row.released, proof=row.proof,
        proposal=waits.digest if waits is not None else "", refusal=refusal,
    )  # fmt: skip


@answers
def files(ctx: Context, _call: wire.FilesToRemove) -> list[wire.BroughtFile]:
    """Files of the caller's own lists whose time in the drop box is over, except those under a legal hold."""
    held = legal_holds.in_force(ctx)
    stock = Stock(ctx) if held else None
    rows = base.rows(
        ctx.conn,
        select(ContactListRecord)
        .where(ContactListRecord.importer == ctx.person, ContactListRecord.state.in_(["ready", "erased"]))
        .order_by(ContactListRecord.id),
    )
    return [
        wire.BroughtFile(row.sha256, row.size, row.source, row.name, due)
        for row in rows
        if (due := row.erased or retention.file_due(ctx, row.at)) <= ctx.at
        and not (stock is not None and stock.held(row))
    ]
