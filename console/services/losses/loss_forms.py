"""The printed certificate of a loss (R12)."""

import msgspec
from sqlalchemy import select

from console.domain.losses import losses
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.exports import (
    loss_form,
)
from console.exports.loss_form import LossForm
from console.exports.shapes import Printing
from console.services.context import Context, found
from console.services.printed.form_parts import called, department_name, line, roster_of
from console.services.printed.forms import Made, number_of, prints
from console.services.requests import signers
from console.store import base
from console.store.losses import LossRecord, LossStepRecord
from console.wire.archive import forms as wire


@prints("loss")
def _loss(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    row = found(
        base.row(ctx.conn, select(LossRecord).where(LossRecord.id == number_of(call))), "no_such_loss"
    )
    step = base.row(
        ctx.conn,
        select(LossStepRecord).where(
            LossStepRecord.loss == row.id, LossStepRecord.step == losses.Step.CERTIFIED
        ),
    )
    if step is None:
        raise RefusedError(refuse("loss_not_certified", "R12", number=row.number))
    act = msgspec.json.decode(step.text, type=losses.Certificate)
    report = msgspec.json.decode(row.text, type=losses.Report)
    roster = roster_of(ctx, act.roster)
    shown = signers.step_row(ctx, step.text, step.signature, step.digest, step.carrier)
    form = LossForm(
        certificate=act,
        digest=step.digest,
        report=report,
        department=department_name(roster, act.department),
        holder=called(roster, act.holder),
        reporter=called(roster, report.by),
        signature=line(ctx, shown),
    )
    data = loss_form.make(form, frame)
    return Made(f"{act.number}-certificate", data, step.digest, f"loss:{row.number}", 1)
