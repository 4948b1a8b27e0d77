"""The commands of the group `gateway` (see `rule_files`), and its own: a template, and every fault of a file at once.

Both need no organisation: who is to be founded writes its gateway files first.
"""

from typing import Annotated, Final

import typer

from console.acting.two_person import trials as acting
from console.cli import declared, exits, signing, tables, viewed
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


_WIDTH: Final = 78
"""Cells of a template's line; a longer note goes on in the next one."""


@app.command("template")
def template(context: typer.Context, protocol: Annotated[str, typer.Argument(metavar="PROTOCOL")]) -> None:
    run = session(context)
    if protocol not in PROTOCOLS:
        raise UsageError(
            run.t("cli.bad_choice", name="PROTOCOL", value=protocol, choices=", ".join(PROTOCOLS))
        )
    lines = [short for line in gateway_file_words.template(protocol, run.lang) for short in _noted(line)]
    run.show({"toml": "\n".join([*lines, ""])}, lines)


def _noted(line: str) -> list[str]:
    if not line.startswith("# ") or tables.cells(line) <= _WIDTH:
        return [line]
    return [f"# {part}" for part in tables.wrapped(line[2:], _WIDTH - 2)]


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
