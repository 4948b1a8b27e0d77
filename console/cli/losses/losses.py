"""Loss cases (R12): the report, which takes effect at once, and every signed step after it."""

from collections.abc import Iterator
from typing import Annotated

import typer

from console.acting import losses
from console.acting.freezes import freezes
from console.cli import declared, form_numbers, output, signing, viewed
from console.cli.declared import both
from console.cli.options import After, Limit
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.cli.two_person import pairs
from console.domain.losses.losses import (
    STEP_OF,
    Acknowledged,
    CaseAct,
    Certificate,
    Closed,
    Found,
    Installed,
    LossAct,
    Reissued,
    Requested,
    Told,
)
from console.errors import RefusedError
from console.locale import words
from console.locale.guard import guard
from console.views.losses import LOSS
from console.views.losses import limit as limit_of
from console.wire.acts import Given
from console.wire.answers import Done, Prepared
from console.wire.credentials import losses as wire

app = typer.Typer(no_args_is_help=True, help=both("command_line.loss"))

Case = Annotated[int, form_numbers.argument("loss", "CASE")]


def _report(run: Session, call: wire.ReportLoss) -> Done:
    return freezes.report_loss(lambda: run.core, run.ask_dispatcher, call, run.person)


What = Annotated[str, typer.Argument(metavar="WHAT")]
_LOST = {"subject": What, "name": Annotated[str, typer.Argument(metavar="WHICH")]}
declared.add_do(app, "report", wire.ReportLoss, "cli.loss_reported", _LOST, make=_report)


@app.command("list")
def page(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all")] = False,
    after: After = "",
    limit: Limit = 100,
    xlsx: output.Workbook = None,
) -> None:
    call = wire.LossesPage(open=not every, after=after, limit=limit)
    viewed.listed(session(context), call, LOSS, "cli.no_losses", xlsx)


@app.command("show")
def show(context: typer.Context, case: Case) -> None:
    run = session(context)
    view = view_of(run, case)
    run.show(view, _lines(run, view))


def view_of(run: Session, case: int) -> wire.LossView:
    """Return one case in full."""
    view: wire.LossView = run.ask(wire.LossDetail(case))
    return view


def _step(name: str, kind: type[LossAct]) -> None:
    """Add the command of a step: read the case, have the step prepared, show the step that it follows, sign."""

    def take(run: Session, case: int, said: dict[str, Given]) -> None:
        view = view_of(run, case)
        prepared = losses.prepare(run.core, kind, said, by=run.me.person, view=view)
        before = losses.newest(view)
        if before is not None:
            run.say(f"{run.t('loss_form.follows')}  {run.name('loss_step', before.step)} {before.name}")
        run.done(signing.enact(run, prepared), f"loss_step.{STEP_OF[kind]}")

    declared.add(app, name, kind, {"case": Case}, take)


_step("told", Told)
_step("acknowledge", Acknowledged)
_step("certify", Certificate)
_step("request", Requested)
_step("reissued", Reissued)
_step("installed", Installed)


@app.command("resume")
def resume(context: typer.Context, case: Case, words: Annotated[str, typer.Option("--words")] = "") -> None:
    run = session(context)
    view = view_of(run, case)
    proposed = pairs.open_about(run, f"loss:{view.row.number}", freezes.of_case(view))
    if proposed is not None:
        pairs.confirm_alone(run, proposed)
        return
    refusal = next((one.refusal for one in view.steps if one.step == "resumed"), None)
    if refusal is not None:
        raise RefusedError(refusal)
    if not words:
        raise UsageError(run.t("cli.missing_parameter", name="--words"))
    # The password must be the one whose installation the custodian signed.
    fingerprint = losses.installed(view).fingerprint
    prepared: Prepared = freezes.resume(run.core, view, fingerprint, {"reason": words}, by=run.me.person)
    signing.propose(run, prepared, run.said, "freeze.proposed")


_step("close", Closed)
_step("found", Found)


def _lines(run: Session, case: wire.LossView) -> Iterator[str]:
    row = case.row
    what = run.name("loss_subject", row.subject)
    yield guard(f"{row.number}  {what} {row.name}  {run.name('loss_kind', row.kind)}  {run.when(row.at)}")
    for step in case.steps:
        if step.at:
            yield guard(f"  {run.name('loss_step', step.step)}  {step.name}  {run.when(step.at)}")
        elif step.due:
            late = run.t("cli.overdue") if step.late else ""
            who = ", ".join(step.who)
            clause = words.cited(CaseAct.CLAUSE, run.lang)
            limit = run.t("loss.limit", limit=limit_of(viewed.viewer(run), step), clause=clause)
            yield guard(f"  {run.name('loss_step', step.step)}  → {run.when(step.due)}{late}  {limit}  {who}")
    for sent in case.stopped:
        number, state = f"{sent.number}.{sent.slot}", run.state(sent.state, "slot")
        stopped = run.t("loss.stopped_one", number=number, state=state, n=f"{sent.left:,}")
        yield guard(f"  {run.t('loss.stopped')}  {stopped}")
    if case.exposed:
        yield run.t("cli.exposed", since=case.since, n=case.total, unknown=case.unknown)
    for one in case.exposed:
        yield guard(f"  {run.when(one.at)}  {run.name('ledger', one.kind)}  {one.number}  {one.count}")
