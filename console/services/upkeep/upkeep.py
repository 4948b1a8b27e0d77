"""The maintenance log and requests for support (R7, R8): written down, asked, answered; each step is a ledger entry."""

from sqlalchemy import or_, select, update

from console.domain.refusals import Refusal, refuse
from console.domain.upkeep import upkeep as rules
from console.domain.upkeep.upkeep import Kind, State
from console.errors import RefusedError
from console.services import declared, lists, serials
from console.services.context import Context, answers, demand, found
from console.services.ledger import ledger
from console.store import base
from console.store.upkeep import UpkeepRecord, upkeep
from console.wire.answers import Done
from console.wire.upkeep import upkeep as wire

_LETTERS = {Kind.MAINTENANCE: "M", Kind.SUPPORT: "S"}
_URGENT = 1
"""Working days for an answer for which sending waits; others have as many as a decision."""


@answers
def enter(ctx: Context, call: wire.EnterUpkeep) -> Done:
    """Write down what was maintained."""
    demand(rules.may_enter(ctx.person, ctx.roster, ctx.at))
    call = declared.checked(call)
    if call.ended > ctx.at:
        raise RefusedError(refuse("upkeep_in_future", "R7", at=call.ended))
    said = {"began": call.began, "ended": call.ended, "result": call.result, "who": ctx.person, "due": ""}
    return _keep(ctx, Kind.MAINTENANCE, State.DONE, call, int(call.stopped), said)


@answers
def ask(ctx: Context, call: wire.AskSupport) -> Done:
    """Ask the General Department for help."""
    call = declared.checked(call)
    days = _URGENT if call.urgent else ctx.policy.decide_working_days
    due = ctx.calendar.closing(ctx.at, days, ctx.desk.timezone)
    said = {"began": "", "ended": "", "result": "", "who": "", "due": due}
    return _keep(ctx, Kind.SUPPORT, State.OPEN, call, int(call.urgent), said)


@answers
def answer(ctx: Context, call: wire.AnswerSupport) -> Done:
    """Answer a question, once; who asks further asks anew."""
    row = by_id(ctx, call.id)
    demand(rules.may_answer(ctx.person, ctx.roster, ctx.at, row.kind, row.state))
    text = declared.checked(call).text
    changed = ctx.conn.execute(
        update(upkeep)
        .where(upkeep.c.id == row.id, upkeep.c.state == State.OPEN)
        .values(state=State.DONE, result=text, ended=ctx.at, who=ctx.person)
    )
    if changed.rowcount != 1:
        raise RefusedError(refuse("support_answered", "R7"))
    ctx.notice("upkeep")
    seq = ledger.record(ctx, "support.answered", f"upkeep:{row.number}", {"answer": text})
    return Done(seq, row.id, row.number)


def _keep(
    ctx: Context,
    kind: Kind,
    state: State,
    call: wire.EnterUpkeep | wire.AskSupport,
    stopped: int,
    said: dict[str, str],
) -> Done:
    number = f"{ctx.year}-{_LETTERS[kind]}{serials.take(ctx, f'upkeep:{kind}'):03}"
    what = {"topic": call.topic, "about": call.about, "text": call.text}
    department = rules.department_of(ctx.person, ctx.roster, ctx.at)
    values = {"number": number, "kind": kind, "state": state, "department": department, "by": ctx.person}
    new = ctx.conn.execute(upkeep.insert().values(**values, **what, **said, at=ctx.at, stopped=stopped))
    ctx.notice("upkeep")
    told = what | {name: value for name, value in said.items() if value} | {"stopped": str(stopped)}
    subject = f"upkeep:{number}"
    if kind is Kind.SUPPORT:
        seq = ledger.record(ctx, "support.asked", subject, told)
    else:
        seq = ledger.record(ctx, "upkeep.entered", subject, told)
    return Done(seq, int((new.inserted_primary_key or (0,))[0]), number)


# ---- reading


def by_id(ctx: Context, record: int) -> UpkeepRecord:
    """A record that the caller may read."""
    kept = found(base.row(ctx.conn, select(UpkeepRecord).where(UpkeepRecord.id == record)), "no_such_upkeep")
    if base.row(ctx.conn, select(UpkeepRecord).where(UpkeepRecord.id == record, *_readable(ctx))) is None:
        if ctx.blind:
            raise RefusedError(refuse("support_not_custodian", "R12"))
        raise RefusedError(refuse("not_your_department", "R7", department=kept.department))
    return kept


def _readable(ctx: Context) -> lists.Conditions:
    """Their department's and their own; whoever answers reads all, administrators too, who belong to no department.

    The custodian reads no question of another, which may tell of a text or of people (R12), and all maintenance.
    """
    if ctx.blind:
        return [or_(upkeep.c.kind == Kind.MAINTENANCE, upkeep.c.by == ctx.person)]
    if ctx.person in rules.helpers(ctx.roster, ctx.at):
        return []
    return lists.readable(ctx, upkeep.c.department, upkeep.c.by == ctx.person)


@answers
def page(ctx: Context, call: wire.Upkeep) -> wire.UpkeepPage:
    """Records that the caller may read, newest first."""
    where = _readable(ctx)
    where += lists.same((upkeep.c.kind, call.kind), (upkeep.c.state, call.state))
    where += lists.having(call.text, upkeep.c.number, upkeep.c.about, upkeep.c.text, upkeep.c.result)
    shown, rows = lists.paged(ctx, call, UpkeepRecord, select(UpkeepRecord).where(*where), UpkeepRecord.id)
    return wire.UpkeepPage(shown, [_row(ctx, one) for one in rows], _may_enter(ctx))


@answers
def detail(ctx: Context, call: wire.UpkeepDetail) -> wire.UpkeepRow:
    """One record."""
    return _row(ctx, by_id(ctx, call.id))


def _may_enter(ctx: Context) -> Refusal | None:
    return rules.may_enter(ctx.person, ctx.roster, ctx.at)


def _row(ctx: Context, row: UpkeepRecord) -> wire.UpkeepRow:
    waits = row.state == State.OPEN
    return wire.UpkeepRow(
        id=row.id,
        number=row.number,
        kind=row.kind,
        state=row.state,
        topic=row.topic,
        about=row.about,
        department=row.department,
        by=row.by,
        at=row.at,
        began=row.began,
        ended=row.ended,
        stopped=bool(row.stopped),
        due=row.due if waits else "",
        late=waits and row.due < ctx.at,
        who=row.who,
        text=row.text,
        result=row.result,
        refusal=rules.may_answer(ctx.person, ctx.roster, ctx.at, row.kind, row.state),
    )
