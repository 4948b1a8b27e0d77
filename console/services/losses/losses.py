"""Loss cases (R12): the report, which takes effect at once, the signed steps, and the state of each case.

The immediate effects of a report are in `loss_effects`. None of them ends by itself.
"""

from collections.abc import Iterator

import msgspec
from sqlalchemy import func, select, update

from console.domain.losses import losses as rules
from console.domain.losses.losses import Case, LossAct, Report, Step, Subject, Taken
from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import declared, lists
from console.services.context import Context, answers, demand, found
from console.services.ledger import ledger
from console.services.losses import loss_window, resuming
from console.services.losses.loss_acts import beyond, fits
from console.services.statements import Incoming, prepares, takes
from console.store import base
from console.store.losses import LossRecord, LossStepRecord, loss, loss_step
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.credentials import losses as wire

# ---- the steps


@prepares(*rules.STEP_OF)
def prepare(ctx: Context, call: Prepare, kind: type[LossAct]) -> LossAct:
    """The next step of a case; refused like the step itself."""
    row = _row_of(ctx, call.subject)
    case = _case(ctx, row)
    if call.head != case.head:
        raise RefusedError(refuse("loss_moved_on", "R12", number=row.number))
    demand(rules.may(ctx.person, rules.STEP_OF[kind], case, ctx.roster, ctx.at))
    follows = {"case": case.digest, "previous": case.head}
    act = declared.filled(ctx, kind, call, follows | beyond(ctx, case, kind))
    demand(fits(ctx, case, act) or _signed_before(ctx, row, act))
    return act


@takes(*rules.STEP_OF)
def take(ctx: Context, incoming: Incoming) -> Done:
    """Take a signed step: it is judged again, and must name the step before it."""
    act = incoming.act
    if not isinstance(act, LossAct):
        raise RefusedError(refuse("not_a_personal_act", "I1"))
    row = _row_of(ctx, act.case)
    case = _case(ctx, row)
    if act.previous != case.head:
        raise RefusedError(refuse("loss_moved_on", "R12", number=row.number))
    step = rules.STEP_OF[type(act)]
    kind = act.kind if isinstance(act, rules.Certificate) else None
    demand(rules.may(act.by, step, case, ctx.roster, ctx.at, kind=kind))
    demand(fits(ctx, case, act) or _signed_before(ctx, row, act))
    carrier = ctx.caller.person if ctx.caller.person != act.by else ""
    _keep(ctx, row, step, act.by, ctx.at, incoming.digest, incoming.text, incoming.signature, carrier)
    if step is Step.CLOSED:
        ctx.conn.execute(update(loss).where(loss.c.id == row.id).values(closed=ctx.at))
    seq = ledger.record(
        ctx,
        f"loss.{step}",
        f"loss:{row.number}",
        {"number": row.number, "subject": row.subject, "name": row.name},
        actor=act.by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    ctx.notice("losses")
    return Done(seq, row.id, row.number)


def installed(ctx: Context, case: int) -> rules.Installed | None:
    """The newest installation that the custodian signed in a case, or None."""
    kept = ctx.conn.execute(
        select(LossStepRecord.text)
        .where(LossStepRecord.loss == case, LossStepRecord.step == Step.INSTALLED)
        .order_by(LossStepRecord.nth.desc())
        .limit(1)
    ).scalar_one_or_none()
    return msgspec.json.decode(kept, type=rules.Installed) if kept is not None else None


def _signed_before(ctx: Context, row: LossRecord, act: LossAct) -> Refusal | None:
    """Refuse a second installation step unless it is for another password."""
    if not isinstance(act, rules.Installed):
        return None
    before = installed(ctx, row.id)
    if before is None or (before.fingerprint, before.proved) != (act.fingerprint, act.proved):
        return None
    return refuse("loss_step_taken", "R12", step=Step.INSTALLED)


def resumed(ctx: Context, number: str, by: str, proof: str) -> None:
    """Record that two people resumed it; `proof` is the digest of their act, `by` the last signer."""
    row = found(base.row(ctx.conn, select(LossRecord).where(LossRecord.number == number)), "no_such_loss")
    _keep(ctx, row, Step.RESUMED, by, ctx.at, proof, "", "", "")
    ctx.conn.execute(update(loss).where(loss.c.id == row.id).values(resumed=ctx.at))
    ctx.notice("losses", "gateways", "roster")


def may_resume(ctx: Context, number: str) -> Refusal | None:
    """Why a case is not ready for its resumption by two people, or None."""
    row = found(base.row(ctx.conn, select(LossRecord).where(LossRecord.number == number)), "no_such_loss")
    case = _case(ctx, row)
    if Step.RESUMED in case.taken:
        return refuse("loss_step_taken", "R12", step=Step.RESUMED)
    missing = [s for s in rules.needs(Step.RESUMED, case.report.subject) if s not in case.taken]
    return refuse("loss_step_early", "R12", step=Step.RESUMED, missing=missing[0]) if missing else None


def _keep(  # noqa: PLR0913 - the columns of a row
    ctx: Context,
    row: LossRecord,
    step: Step,
    by: str,
    at: str,
    head: str,
    text: str,
    signature: str,
    carrier: str,
) -> None:
    last = ctx.conn.execute(select(func.count()).select_from(loss_step).where(LossStepRecord.loss == row.id))
    ctx.conn.execute(
        loss_step.insert().values(
            loss=row.id,
            nth=last.scalar_one() + 1,
            step=step,
            by=by,
            at=at,
            digest=head,
            text=text,
            signature=signature,
            carrier=carrier,
        )
    )
    ctx.conn.execute(update(loss).where(loss.c.id == row.id).values(head=head))


# ---- the effect of a roster version on a case


def back_with(ctx: Context, roster: Roster, by: str, roster_digest: str) -> None:
    """Resume cases by a new roster version: it names the lost person as active again or gone, and its two signers vouch for that.

    The same holds for a gateway that it drops, because nothing is left to be reissued or resumed.
    """
    rows = base.rows(ctx.conn, select(LossRecord).where(LossRecord.resumed == "", LossRecord.at < roster.at))
    for row in rows:
        if row.subject == Subject.GATEWAY:
            if roster.gateway(row.name) is None:
                resumed(ctx, row.number, by, roster_digest)
            continue
        person = roster.person(row.name)
        if person is None or person.standing != "suspended":
            resumed(ctx, row.number, by, roster_digest)


def not_ready(ctx: Context, roster: Roster) -> Refusal | None:
    """Why a roster version is refused: it makes somebody active whose loss case is not ready for that (R12), or has the lost key.

    A case is ready once it has its certificate and its request; a lost key, found again or not, never signs again.
    """
    rows = base.rows(
        ctx.conn,
        select(LossRecord).where(
            LossRecord.subject.in_([Subject.KEY, Subject.LOGIN]), LossRecord.resumed == ""
        ),
    )
    for row in rows:
        person = roster.person(row.name)
        if person is None or person.standing != "active":
            continue
        refusal = may_resume(ctx, row.number)
        if refusal is not None:
            return refusal
        if row.subject == Subject.KEY and any(k.since <= row.at and not k.revoked for k in person.keys):
            return refuse("loss_key_there", "R12", person=row.name, number=row.number)
    return None


# ---- reading


@answers
def page(ctx: Context, call: wire.LossesPage) -> wire.LossPage:
    """Cases, newest first; a loss is no secret inside the organisation."""
    where = [loss.c.closed == ""] if call.open else []
    shown, rows = lists.paged(ctx, call, LossRecord, select(LossRecord).where(*where), LossRecord.id)
    return wire.LossPage(shown, [_loss_row(ctx, row, _case(ctx, row)) for row in rows])


@answers
def detail(ctx: Context, call: wire.LossDetail) -> wire.LossView:
    """One case in full, with what the caller may do next, and the events of the exposed window."""
    row = found(base.row(ctx.conn, select(LossRecord).where(LossRecord.id == call.id)), "no_such_loss")
    case = _case(ctx, row)
    window, (waiting, more) = loss_window.exposed(ctx, case), loss_window.stopped(ctx, case)
    return wire.LossView(
        row=_loss_row(ctx, row, case),
        report=row.text,
        head=case.head,
        steps=list(_steps(ctx, row, case)),
        since=window.since,
        exposed=window.rows,
        total=window.total,
        unknown=window.unknown,
        stopped=waiting,
        stopped_more=more,
    )


_OPEN = select(LossRecord).where(LossRecord.closed == "").order_by(LossRecord.id)


def open_cases(ctx: Context) -> list[tuple[LossRecord, Case, dict[Step, str]]]:
    """Cases that are not closed, oldest first, each with the steps due and their deadlines."""
    rows = base.rows(ctx.conn, _OPEN)
    cases = [(row, _case(ctx, row)) for row in rows]
    return [(row, case, due(ctx, case)) for row, case in cases]


def due(ctx: Context, case: Case) -> dict[Step, str]:
    """The deadline of each step that a case waits for."""

    def workdays(at: str, days: int) -> str:
        return ctx.calendar.closing(at, days, ctx.desk.timezone)

    return rules.overdue(case, ctx.policy.loss, workdays)


def may_take(ctx: Context, case: Case, step: Step) -> Refusal | None:
    """Why the caller may not take a step now, or None."""
    return rules.may(ctx.person, step, case, ctx.roster, ctx.at)


def _steps(ctx: Context, row: LossRecord, case: Case) -> Iterator[wire.LossStepRow]:
    kept = {one.step: one for one in _kept(ctx, row)}
    waiting = due(ctx, case)
    path = rules.PATH[case.report.subject]
    order = [*path, Step.FOUND]
    for step in sorted(order, key=lambda one: (one is Step.FOUND, order.index(one))):
        one = kept.get(step)
        until = waiting.get(step, "")
        on_path = step in path
        limit = rules.limit(step, case.report.kind, ctx.policy.loss) if on_path else rules.Limit(0, 0)
        resumes = bool(until) and step is Step.RESUMED and case.report.subject is Subject.GATEWAY
        who = resuming.next_signers(ctx, row) if resumes else owers(ctx, case, step)[0] if until else []
        yield wire.LossStepRow(
            step=step,
            by=one.by if one else "",
            name=_called(ctx, one.by) if one else "",
            at=one.at if one else "",
            digest=one.digest if one else "",
            statement=one.text if one else "",
            due=until,
            late=bool(until) and until < ctx.at,
            refusal=may_take(ctx, case, step) or (resuming.refusal(ctx, row) if resumes else None),
            who=[_called(ctx, one) for one in who] if until else [],
            since=rules.counts_from(step, case) if on_path else "",
            hours=limit.hours,
            workdays=limit.workdays,
        )


def owers(ctx: Context, case: Case, step: Step) -> tuple[list[str], str, str]:
    """The people who may take a step, their post, and the department concerned."""
    general = ctx.roster.general_department()
    home = general.id if general is not None else ""
    if step is Step.RESUMED:
        post = Post.CUSTODIAN if case.report.subject is Subject.GATEWAY else Post.ROSTER_SIGNER
        return ctx.roster.holders(post, "", ctx.at), str(post), home
    able = [one.id for one in ctx.roster.people if rules.may(one.id, step, case, ctx.roster, ctx.at) is None]
    match step:
        case Step.CERTIFIED:
            return able, str(Post.DEPARTMENT_MANAGER), case.report.department
        case Step.INSTALLED:
            return able, str(Post.CUSTODIAN), home
        case _:
            return able, "", home


def _loss_row(ctx: Context, row: LossRecord, case: Case) -> wire.LossRow:
    waiting = sorted(due(ctx, case).items(), key=lambda item: item[1])
    first = waiting[0][1] if waiting else ""
    return wire.LossRow(
        id=row.id,
        number=row.number,
        digest=row.digest,
        subject=row.subject,
        name=row.name,
        kind=case.report.kind,
        holder=case.report.holder,
        department=case.report.department,
        by=row.by,
        at=row.at,
        waits_for=[step for step, _ in waiting],
        due=first,
        late=bool(first) and first < ctx.at,
        resumed=row.resumed,
        closed=row.closed,
    )


def _case(ctx: Context, row: LossRecord) -> Case:
    taken: dict[Step, Taken] = {}
    for one in _kept(ctx, row):
        # A step that was signed again takes the place of its last signature.
        taken.pop(Step(one.step), None)
        taken[Step(one.step)] = Taken(one.by, one.at, one.digest)
    return Case(_report(row), row.digest, taken)


def _kept(ctx: Context, row: LossRecord) -> list[LossStepRecord]:
    return list(
        base.rows(
            ctx.conn, select(LossStepRecord).where(LossStepRecord.loss == row.id).order_by(LossStepRecord.nth)
        )
    )


def _report(row: LossRecord) -> Report:
    return msgspec.json.decode(row.text, type=Report)


def _row_of(ctx: Context, case: str) -> LossRecord:
    return found(base.row(ctx.conn, select(LossRecord).where(LossRecord.digest == case)), "no_such_loss")


def _called(ctx: Context, person: str) -> str:
    named = ctx.roster.person(person)
    return named.name if named else person
