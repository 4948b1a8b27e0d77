"""The commands of the group `gateway` (see `rule_files`), and its own: a template, questions one by one, every fault of a file at once.

They need no organisation: who is to be founded writes its gateway files first.
"""

from pathlib import Path
from typing import Annotated

import typer

from console.acting.two_person import trials as acting
from console.cli import declared, exits, signing, viewed
from console.cli.credentials import gateway_new
from console.cli.declared import both
from console.cli.rosters.rule_files import Brought, group, judged
from console.cli.session import Session, session
from console.cli.streams import UsageError, read_file
from console.domain import file_faults
from console.domain.rosters import rule_files
from console.domain.rosters.rule_files import Kind
from console.domain.sending.gateways import PROTOCOLS
from console.domain.sending.trials import Trial
from console.locale import gateway_file_words, words
from console.views.sending import GATEWAY_CODE, TRIAL
from console.wire.acts import Given
from console.wire.rosters import gateway_codes
from console.wire.sending.trials import Trials, TrialsView

app = group(Kind.GATEWAY, both("command_line.gateway"))
viewed.add_list(app, gateway_codes.GatewayCodes, GATEWAY_CODE, "cli.no_gateway_codes", "codes")

viewed.add_list(app, Trials, TRIAL, "trial.none", "trials")


def _trial(run: Session, gateway: str, said: dict[str, Given]) -> None:
    """Propose to try a gateway with its own sentence."""
    view: TrialsView = run.ask(Trials())
    prepared = acting.of_gateway(run.core, acting.line_of(view.lines, gateway), said, by=run.me.person)
    signing.propose(run, prepared, run.said, "trial.proposed")


declared.add(app, "trial", Trial, {"gateway": Annotated[str, typer.Argument(metavar="GATEWAY")]}, _trial)


Protocol = Annotated[str, typer.Argument(metavar="PROTOCOL")]


@app.command("template")
def template(context: typer.Context, protocol: Protocol) -> None:
    run = session(context)
    _insist_known(run, protocol)
    lines = [*gateway_file_words.template(protocol, run.lang)]
    run.show({"toml": "\n".join([*lines, ""])}, lines)


def _insist_known(run: Session, protocol: str) -> None:
    if protocol not in PROTOCOLS:
        raise UsageError(
            run.t("cli.bad_choice", name="PROTOCOL", value=protocol, choices=", ".join(PROTOCOLS))
        )


@app.command("new")
def new(
    context: typer.Context,
    protocol: Protocol,
    file: Annotated[Path, typer.Argument(metavar="FILE")] = Path("gateway.toml"),
) -> None:
    run = session(context)
    _insist_known(run, protocol)
    gateway_new.new(run, protocol, file)


@app.command("check")
def check(context: typer.Context, file: Brought) -> None:
    run = session(context)
    data = read_file(file)
    faults = rule_files.faults_of_gateway(data)
    if not faults:
        judged(run, Kind.GATEWAY, data)
        return
    said = [words.file_fault(one, run.lang) for one in faults]
    told = [
        {"line": one.line, "key": one.field, "fault": one.code, "words": line}
        for one, line in zip(faults, said, strict=True)
    ]
    head = run.t("gateway_file.faulty", file=file.name, n=file_faults.number(faults))
    run.show({"good": False, "faults": told}, [head, *(f"  {line}" for line in said)])
    raise typer.Exit(exits.REFUSED)
