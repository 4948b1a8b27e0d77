"""Texts against the screening list in force (R11): at submission, approval, acceptance and release, and when another list comes in.

What is not released and blocked now is held: nobody can approve, accept or release it, with the reason. It is not sent back, because
a list that blocked too much is mended by the next one. What was released already is named in the ledger.
"""

from collections.abc import Callable
from typing import Final

from sqlalchemy import select

from console.domain import acts
from console.domain.content.check import SIGNATURE, Hit, Judged, blocking, for_others, ready
from console.domain.content.lists import ScreeningList
from console.domain.people.people import Roster
from console.domain.refusals import Refusal, refuse
from console.domain.rosters.rule_files import Kind, Named
from console.domain.states import RequestState, SlotState
from console.services.content import appeals
from console.services.context import Context
from console.services.ledger import ledger
from console.store import base
from console.store.requests import RequestRecord, request
from console.store.sends import SlotRecord, slot

WAITING: Final = (RequestState.SUBMITTED, RequestState.APPROVED, RequestState.CLEARED)
"""States of a request that is under way and not yet released."""
_RUNNING: Final = (SlotState.RELEASED, SlotState.SENDING, SlotState.HELD)


def beside(refusal: Refusal) -> str:
    """The field of a form beside which a refusal of `blocked` stands."""
    return "signature" if refusal.code == "signature_unregistered" else "body"


def judged(ctx: Context, text: acts.Text, category: str) -> tuple[str, Judged]:
    """The whole text, and what the list in force says of it."""
    whole = text.whole()
    return whole, ctx.screener.judge(whole, category, whole=True)


def told(ctx: Context, text: acts.Text, category: str) -> list[tuple[str, str]]:
    """Class and words of every hit that people are shown."""
    whole, found = judged(ctx, text, category)
    return list(dict.fromkeys((hit.kind, hit.words(whole)) for hit in found.told))


def blocked(
    ctx: Context, text: acts.Text, category: str, released: frozenset[str] = frozenset()
) -> list[Refusal]:
    """Why the text may not be sent: a refusal for each hit that blocks and is of no class `released` in it."""
    whole = text.whole()
    hits = blocking(ctx.screener, whole, category, released)
    return [_refusal(hit, whole, ctx.screening.version) for hit in hits]


def undeclared(ctx: Context, text: acts.Text, category: str) -> Refusal | None:
    """Why a text that is not declared to be for others may not be sent: it trades or advertises for them (R11)."""
    whole = text.whole()
    hit = next(iter(for_others(ctx.screener, whole, category)), None)
    if hit is None:
        return None
    return refuse("third_party_undeclared", "R11", words=hit.words(whole), version=ctx.screening.version)


def of_request(ctx: Context, request_id: int, statement: acts.Request) -> Refusal | None:
    """Why the text of a signed request may not be sent now."""
    free = appeals.of_statement(ctx, request_id, statement)
    first = next(iter(blocked(ctx, statement.text, statement.category, free)), None)
    if first is not None or statement.checks.third_party:
        return first
    return undeclared(ctx, statement.text, statement.category)


def _refusal(hit: Hit, whole: str, version: str) -> Refusal:
    # Another one further on stands in the text, not in the field of the signature.
    if hit.kind == SIGNATURE and hit.start == 0:
        return refuse("signature_unregistered", "R11", words=hit.words(whole), version=version)
    return refuse("text_screened", "R11", reason=hit.kind, words=hit.words(whole), version=version)


def another_list(
    ctx: Context, roster: Roster, statement_of: Callable[[Context, int, int], acts.Request | None]
) -> None:
    """Judge what is under way by the list of a roster that comes into force; a ledger entry for each text that is blocked now.

    `statement_of` reads the signed request of an id and a version, or None.
    """
    ref = roster.screening
    file = ctx.file(Named(Kind.SCREENING, ref.version, ref.digest))
    if file is None or not isinstance(file.says, ScreeningList):
        return
    screener = ready(ref.digest, file.says, roster.org_name)
    running = select(SlotRecord.request).where(
        slot.c.state.in_(_RUNNING), slot.c.version == request.c.version
    )
    chosen = (
        select(RequestRecord)
        .where(request.c.state.in_(WAITING) | request.c.id.in_(running))
        .order_by(request.c.id)
    )
    for row in base.rows(ctx.conn, chosen):
        statement = statement_of(ctx, row.id, row.version)
        if statement is None:
            continue
        whole = statement.text.whole()
        free = appeals.of_statement(ctx, row.id, statement)
        found = blocking(screener, whole, statement.category, free)
        if not statement.checks.third_party:
            found += for_others(screener, whole, statement.category)
        first = next(iter(found), None)
        if first is not None:
            _record(ctx, row, ref.version, first)


def _record(ctx: Context, row: RequestRecord, version: str, hit: Hit) -> None:
    """Note what is held and what was released already; the ledger keeps no words of a text."""
    states = {
        one.slot: one.state
        for one in base.rows(
            ctx.conn, select(SlotRecord).where(slot.c.request == row.id, slot.c.version == row.version)
        )
    }
    released = sorted(nth for nth, state in states.items() if state in _RUNNING)
    held = sorted(set(states) - set(released)) if row.state in WAITING else []
    params = {"number": row.number, "version": row.version, "screening": version, "class": hit.kind}
    ledger.record(
        ctx, "request.screened", f"request:{row.id}", {**params, "held": held, "released": released}
    )
    ctx.notice("requests", "sends")
