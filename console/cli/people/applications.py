"""Applications (Attachment 3): hand one in, authorise, approve, file, return."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from console import reading
from console.acting.people import enrolment, post_states
from console.cli import declared, exits, form_numbers, signing, tables, viewed
from console.cli.declared import both
from console.cli.options import Reason
from console.cli.session import Session, session
from console.domain.people.enrolment import Application
from console.views import people
from console.wire.people import enrolment as wire
from console.wire.requests.rows import StepRow

app = typer.Typer(no_args_is_help=True, help=both("command_line.application"))

Id = Annotated[int, form_numbers.argument("application", "NUMBER")]


def _new(run: Session, again: int, check: bool, said: dict[str, Any]) -> None:
    form = wire.ApplicationForm(**said)
    faults: list[wire.ApplicationFault] = run.ask(wire.CheckApplication(form, again))
    if check or (faults and not run.as_json):
        run.show(faults, _fault_lines(run, faults))
        if check and faults:
            raise typer.Exit(exits.REFUSED)
        if check:
            return

    prepared = enrolment.prepare(run.core, form, by=run.me.person, application=again)
    run.done(signing.enact(run, prepared), "decision.application")


declared.add(
    app,
    "new",
    Application,
    {
        "again": Annotated[int, typer.Option("--again", metavar="ID")],
        "check": Annotated[bool, typer.Option("--check")],
    },
    _new,
    {"again": 0, "check": False, "kind": "add", "post": "operator", "department_kind": "other"},
)


viewed.add_list(app, wire.ApplicationsPage, people.APPLICATION, "cli.no_applications")


@app.command("show")
def show(context: typer.Context, application: Id) -> None:
    run = session(context)
    view: wire.ApplicationView = run.ask(wire.ApplicationDetail(application))
    run.show(view, _view_lines(run, view))


@app.command("authorise")
def authorise(context: typer.Context, application: Id) -> None:
    _decide(context, application, "authorise")


@app.command("approve")
def approve(context: typer.Context, application: Id) -> None:
    _decide(context, application, "approve")


@app.command("file")
def file(
    context: typer.Context,
    application: Id,
    paper: Annotated[str, typer.Option("--paper", metavar="NO")],
    place: Annotated[str, typer.Option("--place", metavar="SHELF")] = "",
) -> None:
    _decide(context, application, "file", paper=paper, place=place)


@app.command("return")
def send_back(context: typer.Context, application: Id, reason: Reason) -> None:
    _decide(context, application, "return", reason=reason)


@app.command("reject")
def reject(context: typer.Context, application: Id, reason: Reason) -> None:
    _decide(context, application, "reject", reason=reason)


@app.command("withdraw")
def withdraw(context: typer.Context, application: Id, reason: Reason) -> None:
    _decide(context, application, "withdraw", reason=reason)


def _decide(context: typer.Context, application: int, decision: str, **said: str) -> None:
    run = session(context)
    view: wire.ApplicationView = run.ask(wire.ApplicationDetail(application))
    for line in signing.act_lines(run, enrolment.shown(view)):
        run.say(line)
    run.say(f"{run.t('cli.column.fingerprint')}  {view.fingerprint}")
    prepared = enrolment.decide(run.core, view, {"decision": decision, **said}, by=run.me.person)
    run.done(signing.enact(run, prepared), f"decision.{decision}")


def _view_lines(run: Session, view: wire.ApplicationView) -> Iterator[str]:
    row = view.row
    yield f"{row.number}  v{row.version}  {run.state(row.state, 'application')}"
    yield from signing.act_lines(run, enrolment.shown(view))
    yield ""
    head = ("step", "person", "posts", "time", "opinion", "fingerprint", "verdict")
    yield from tables.table([run.t(f"cli.column.{name}") for name in head], _steps(run, view.steps))
    yield ""
    may = [run.name("decision", name) for name, refusal in view.allowed.items() if refusal is None]
    yield from viewed.whole(run, view, people.APPLICATION_WHOLE)
    if view.afterwards is not None:
        yield ""
        yield run.t("afterwards.head")
        yield from tables.pairs(list(post_states.pairs(view.afterwards, run.t, run.who, run.when)))
    if may:
        yield run.t("cli.may", acts=", ".join(may))


def _steps(run: Session, steps: list[StepRow]) -> Iterator[tuple[object, ...]]:
    for one in steps:
        carried = run.t("cli.carried", by=run.who(one.carrier)) if one.carrier else ""
        yield (
            run.name("decision", one.kind),
            f"{one.name} ({one.person}){carried}",
            ", ".join(run.name("post", post) for post in one.posts),
            run.when(one.at),
            one.opinion,
            one.fingerprint,
            run.t("cli.good") if one.verdict == "good" else f"{run.t('cli.bad')} {one.verdict}",
        )


def _fault_lines(run: Session, faults: list[wire.ApplicationFault]) -> Iterator[str]:
    if not faults:
        yield run.t("cli.form_complete")
    for fault in faults:
        message = run.explain(fault.refusal)
        yield f"{reading.asked(Application, fault.field, run.lang)}: {message.what} {message.next}"
