"""Duties on slots: releases, windows that passed, recipients whose unknown result nobody has settled (R2, I2)."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select

from console.domain.people.people import Post
from console.domain.states import RequestState, SlotState
from console.domain.two_person.pairing import Ground, may_propose
from console.domain.two_person.pairs import Settle
from console.services.context import Context
from console.services.duties.bearers import Who, extending, filled, releasing
from console.services.duties.duty import Asked, Duty, held, posts_of, source
from console.services.duties.requests import PLAIN, duty, facts_of
from console.services.requests import deadlines, requests
from console.services.sending import slots as sending_slots
from console.services.two_person import proposals
from console.store import base
from console.store.requests import PendingRequest, request
from console.store.sends import SlotRecord, event, slot

_R = request.c
_STANDS: Final[dict[str, str]] = {
    SlotState.CLEARED: "release",
    SlotState.REFUSED: "refused",
    SlotState.LAPSED: "extend",
}
_HELD_BACK: Final = "held_back"
"""The step where the text of a slot is stopped by what is in force now: a release would be refused."""
_UNDER_WAY = (SlotState.RELEASED, SlotState.SENDING, SlotState.HELD, SlotState.DONE, SlotState.STOPPED)


class _Waiting(PendingRequest):
    part: int
    stands: str
    why: str
    gateway: str
    part_opens: str
    part_closes: str
    part_updated: str
    untaken: str


@source()
def slots(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Cleared windows to release, lapsed ones to extend, and slots with unknown recipients to settle."""
    if question.wants("release", "extend"):
        # A refused continuation waits for nobody: somebody proposes another one, or leaves it.
        own = slot.c.state.in_(list(_STANDS)) & (slot.c.continues == 0)
        rows = rows_of(ctx, question, (_R.state == RequestState.CLEARED) & own, *_theirs(ctx, question))
        signed = deadlines.last_steps(ctx, [row.id for row in rows if row.stands != SlotState.LAPSED])
        for row in rows:
            one = _lapsed(ctx, row) if row.stands == SlotState.LAPSED else _unreleased(ctx, row, signed)
            if one is not None and question.wants(one.kind):
                yield one
    if question.wants("unknown") and not question.spares(_operators(ctx)):
        # The tally is a JSON text, so the query searches that text.
        doubtful = slot.c.state.in_(_UNDER_WAY) & ~slot.c.tally.contains('"unknown":0')
        states = _R.state.in_([RequestState.CLEARED, RequestState.DONE])
        yield from _unknown(ctx, rows_of(ctx, question, states & doubtful, *_theirs(ctx, question)))


def _operators(ctx: Context) -> Iterator[str]:
    return (a.person for a in ctx.roster.posts if a.post is Post.OPERATOR)


def rows_of(
    ctx: Context, question: Asked, which: ColumnElement[bool], *theirs: ColumnElement[bool]
) -> list[_Waiting]:
    """Slots with what is asked of them; `theirs` are those that may be the named people's (see `Asked.like`)."""
    chosen = (
        select(
            *PLAIN,
            SlotRecord.slot.label("part"),
            SlotRecord.state.label("stands"),
            SlotRecord.reason.label("why"),
            SlotRecord.gateway.label("gateway"),
            SlotRecord.opens.label("part_opens"),
            SlotRecord.closes.label("part_closes"),
            SlotRecord.updated.label("part_updated"),
            SlotRecord.untaken.label("untaken"),
        )
        .join(slot, (SlotRecord.request == _R.id) & (SlotRecord.version == _R.version))
        .where(
            which,
            *question.within(_R.department),
            *question.like((_R.number, _R.purpose), _R.department, *theirs),
        )
    )
    return list(base.rows_as(_Waiting, ctx.conn, chosen))


def _theirs(ctx: Context, question: Asked) -> Iterator[ColumnElement[bool]]:
    """Slots that the operators among the named people release or settle, and those that the last approvers among them extend."""
    lapsed = slot.c.state == SlotState.LAPSED
    yield lapsed & held(ctx, question, _R.waits_for, _R.department)
    for here in released_by(ctx, question):
        yield here & ~lapsed


def released_by(ctx: Context, question: Asked) -> Iterator[ColumnElement[bool]]:
    """Requests that the operators among the named people release."""
    own = [c for c, rule in ctx.policy.category.items() if rule.released_by == "own"]
    general = ctx.roster.general_department()
    for one in posts_of(ctx, question):
        if one.post is not Post.OPERATOR:
            continue
        here = and_(_R.category.in_(own), _R.department == one.department)
        if general is not None and one.department == general.id:
            here = or_(here, _R.category.not_in(own))
        yield here


def _unreleased(ctx: Context, row: _Waiting, signed: dict[int, str]) -> Duty | None:
    """A cleared window: it may be released before it opens, and its lateness counts from the opening."""
    if row.part_closes <= ctx.at:
        return None

    def find() -> Who:
        return releasing(ctx, facts_of(ctx, row.id), row.part)

    since = max(signed.get(row.id, ""), row.submitted)
    late = deadlines.last_day(ctx, max(since, row.part_opens), row.part_closes)
    stopped = requests.held_back(ctx, row.id, row.version)
    step = _HELD_BACK if stopped is not None else _STANDS[row.stands]
    return duty(
        "release", row, since, row.part_closes, find, late=late, slot=row.part, because=row.why, step=step
    )


def _lapsed(ctx: Context, row: _Waiting) -> Duty:
    def find() -> Who:
        return extending(ctx, facts_of(ctx, row.id), row.part)

    return duty("extend", row, row.part_closes, "", find, late=True, slot=row.part)


def _unknown(ctx: Context, rows: list[_Waiting]) -> Iterator[Duty]:
    """Slots with nothing under way and some recipients unknown; an operator must propose within a day how they are settled."""
    for row in rows:
        kept = next(one for one in requests.slots_of(ctx, row.id, row.version) if one.slot == row.part)
        tally = proposals.tally(kept)
        if not tally.queued and not tally.in_flight and sending_slots.to_be_settled(ctx, row, kept):

            def find(row: _Waiting = row) -> Who:
                return _settling(ctx, row.id)

            since = _over_since(ctx, row)
            due = ctx.calendar.closing(since, 1, ctx.desk.timezone)
            yield duty("unknown", row, since, due, find, late=ctx.at > due, slot=row.part)


def _over_since(ctx: Context, row: _Waiting) -> str:
    """When a slot came to its end; a late receipt, which changes its row, gives nobody more time."""
    ends = select(event.c.at).where(
        event.c.request == row.id,
        event.c.slot == row.part,
        or_(event.c.words.startswith("done"), event.c.words.startswith("stopped")),
    )
    return ctx.conn.execute(ends.order_by(event.c.id).limit(1)).scalar_one_or_none() or row.part_updated


def _settling(ctx: Context, request_id: int) -> Who:
    """The operators who may propose how unknown recipients are settled."""
    facts = facts_of(ctx, request_id)
    ground = Ground(ctx.roster, ctx.at, facts)
    people = ctx.roster.holders(Post.OPERATOR, facts.releasing_department, ctx.at)
    who = [p for p in people if may_propose(p, Settle.RULE, ground) is None]
    return filled(
        ctx, Who(sorted(who), "operator"), Post.OPERATOR, facts.releasing_department, blocked=people
    )
