"""What is owed on loss cases and on what ends soon (R12)."""

from collections.abc import Iterator

from console.domain.people import Post
from console.services import (
    deadlines,
    expiries,
    freezes,
    hand_overs,
    handed,
    loss_duties,
    secret_changes,
)
from console.services.chase_leads import Asked, Lead
from console.services.chase_who import Who, filled
from console.services.context import Context
from console.services.loss_duties import Duty
from console.wire.expiries import ExpiryRow


def leads(ctx: Context, question: Asked) -> Iterator[Lead]:
    """Steps that loss cases wait for, and ends that are near."""
    if question.wants("loss"):
        yield from _losses(ctx, question)
    if question.wants("expiry"):
        yield from _expiries(ctx, question)
    yield from freezes.leads(ctx, question)
    yield from secret_changes.leads(ctx, question)
    if question.wants("hand_over"):
        yield from _hand_overs(ctx, question)


def _losses(ctx: Context, question: Asked) -> Iterator[Lead]:
    for duty in loss_duties.duties(ctx):
        row = duty.row
        if not question.of(duty.department):
            continue
        if not question.names(row.number, row.name, people=duty.who, department=duty.department):
            continue

        def find(duty: Duty = duty) -> Who:
            post = Post(duty.post) if duty.post else Post.REGISTRAR
            return filled(ctx, Who(duty.who, duty.post), post, duty.department)

        yield Lead(
            "loss",
            duty.department,
            duty.step,
            duty.case.report.at,
            duty.due,
            duty.due < ctx.at,
            find,
            number=row.number,
            loss=row.id,
        )


def _hand_overs(ctx: Context, question: Asked) -> Iterator[Lead]:
    """Hand-overs that everybody signed and that wait for the roster version by which custody passes on."""
    signers = ctx.roster.holders(Post.ROSTER_SIGNER, "", ctx.at)
    for kept, act in hand_overs.signed_by_all(ctx):
        people = {*signers, act.outgoing, act.incoming}
        if not question.of(act.department):
            continue
        if not question.names(act.number, people=people, department=act.department):
            continue

        def find() -> Who:
            return filled(ctx, Who(sorted(signers), str(Post.ROSTER_SIGNER)), Post.ROSTER_SIGNER, "")

        until = handed.latest(act)
        late = deadlines.last_day(ctx, kept.at, until)
        yield Lead(
            "hand_over",
            act.department,
            _name(ctx, act.incoming),
            kept.at,
            until,
            late,
            find,
            number=act.number,
        )


def _name(ctx: Context, person: str) -> str:
    known = ctx.roster.person(person)
    return known.name if known is not None else person


def _expiries(ctx: Context, question: Asked) -> Iterator[Lead]:
    """The General Department owns the contracts; custodian and registrar see to them."""
    general = ctx.roster.general_department()
    home = general.id if general is not None else ""
    if not question.of(home):
        return
    keepers = _keepers(ctx, home)
    for row, since, due in expiries.due_now(ctx):
        if not question.names(row.gateway, row.name, people=keepers, department=home):
            continue

        def find(row: ExpiryRow = row) -> Who:
            del row
            return filled(ctx, Who(keepers, str(Post.CUSTODIAN)), Post.CUSTODIAN, home)

        yield Lead("expiry", home, row.kind, since, due, expiries.over(ctx, due), find, number=row.gateway)


def _keepers(ctx: Context, home: str) -> list[str]:
    held = [(Post.CUSTODIAN, ""), (Post.REGISTRAR, home)]
    return sorted({one for post, department in held for one in ctx.roster.holders(post, department, ctx.at)})
