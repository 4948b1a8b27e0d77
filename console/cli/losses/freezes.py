"""Freezes (R12): anyone can stop everything, a gateway, a category, a request or what a person signed; two managers lift them.

A freeze goes straight to the dispatcher and also to the desk, so it works when either of them is down.
"""

from typing import Annotated

import typer

from console.acting.freezes import freezes as acting
from console.cli import declared, signing, viewed
from console.cli.declared import both
from console.cli.losses.losses import Case, view_of
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.cli.two_person import pairs
from console.domain.freezes.freezes import Scope
from console.domain.two_person.pairs import Rearm, Unfreeze
from console.locale import words
from console.views.losses import DISPATCHER, FREEZE, what_is_frozen, why
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.sending import freezes as wire

app = typer.Typer(no_args_is_help=True, help=both("command_line.freeze"))

Subject = Annotated[str, typer.Argument(metavar="WHICH")]
Reason = Annotated[str, typer.Option("--reason")]
Dispatcher = Annotated[str, typer.Argument(metavar="DISPATCHER")]
Number = Annotated[int, typer.Argument(metavar="FREEZE")]


@app.command("now")
def now(
    context: typer.Context,
    scope: Annotated[str, typer.Argument(metavar="WHAT")],
    subject: Subject = "",
    reason: Reason = "",
) -> None:
    run = session(context)
    if scope not in set(Scope):
        raise UsageError(run.t("freeze.which"))
    freeze = acting.freeze(
        lambda: run.core, run.ask_dispatcher, wire.Freeze(scope, subject, reason), run.person
    )
    lines = [run.t("freeze.done", what=what_is_frozen(viewed.viewer(run), scope, subject))]
    lines.append(words.road(freeze, run.lang))
    if not reason:
        lines.append(run.t("freeze.reason_owed"))
    run.show(freeze, lines)


viewed.add_list(app, wire.Freezes, FREEZE, "freeze.none")
viewed.add_list(app, wire.Dispatchers, DISPATCHER, "freeze.none", "dispatchers")


declared.add_do(app, "reason", wire.GiveFreezeReason, "freeze.reason_given", {"id": Number})


def _lift(run: Session, number: int, said: dict[str, Given]) -> None:
    """Propose to lift a freeze; a manager outside the department confirms."""
    rows: list[wire.FreezeRow] = run.ask(wire.Freezes())
    row = next((one for one in rows if one.id == number), None)
    if row is None:
        raise UsageError(run.t("freeze.no_such", number=number))
    # The signed bytes hold scope and subject; their names come only from the desk.
    about = what_is_frozen(viewed.viewer(run), row.scope, row.subject)
    run.say(f"{about}  {row.name}  {row.by_name}  {run.when(row.at)}  {why(viewed.viewer(run), row)}")
    _sign(run, acting.unfreeze(run.core, row, said, by=run.me.person))


declared.add(app, "lift", Unfreeze, {"number": Number}, _lift)


@app.command("resume")
def resume(
    context: typer.Context,
    case: Case,
    fingerprint: Annotated[str, typer.Option("--fingerprint")] = "",
    reason: Reason = "",
) -> None:
    run = session(context)
    view = view_of(run, case)
    proposed = pairs.open_about(run, f"loss:{view.row.number}", acting.of_case(view))
    if proposed is not None:
        pairs.confirm_alone(run, proposed)
        return
    for name, given in (("--fingerprint", fingerprint), ("--reason", reason)):
        if not given:
            raise UsageError(run.t("cli.missing_parameter", name=name))
    run.say(f"{view.row.number}  {view.row.name}  {fingerprint}")
    _sign(run, acting.resume(run.core, view, fingerprint, {"reason": reason}, by=run.me.person))


def _rearm(run: Session, dispatcher: str, said: dict[str, Given]) -> None:
    """Propose to rearm a dispatcher, or to accept its clock."""
    rows: list[wire.DispatcherRow] = run.ask(wire.Dispatchers())
    row = next((one for one in rows if one.id == dispatcher and one.unarmed), None)
    if row is None:
        raise UsageError(run.t("freeze.not_asked", dispatcher=dispatcher))
    run.say(f"{row.id}  {row.unarmed}  {words.slot_reason(row.why, run.lang)}")
    _sign(run, acting.rearm(run.core, row, said, by=run.me.person))


declared.add(app, "rearm", Rearm, {"dispatcher": Dispatcher}, _rearm)


def _sign(run: Session, prepared: Prepared) -> None:
    signing.propose(run, prepared, run.said, "freeze.proposed")
