"""The files in force, with one command group for each kind: read, compare, check a file of the site's own, propose it."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from console.acting.rosters import rule_files as acting
from console.cli import output, viewed
from console.cli.rosters import rosters
from console.cli.rosters.rule_file_lines import change_lines
from console.cli.session import Session, session
from console.cli.streams import read_file
from console.domain.rosters.rosters import SetGateway
from console.domain.rosters.rule_files import Kind, Named
from console.domain.sending import gateways
from console.domain.sending.gateways import GatewayFile
from console.errors import ConsoleError
from console.views.rosters import RULE_FILE
from console.wire.ledger.outbox import OutKind
from console.wire.rosters import rule_files as wire

_LEAST: Final = 8
"""Digits of a digest that tell one file from another."""

FileName = Annotated[str, typer.Argument(metavar="NAME")]
Yes = Annotated[bool, typer.Option("--yes")]
Brought = Annotated[Path, typer.Argument(metavar="FILE")]


def group(kind: Kind, words: str) -> typer.Typer:
    """Return the command group for one kind of file."""
    app = typer.Typer(no_args_is_help=True, help=words)

    @app.command("list")
    def listed(context: typer.Context, xlsx: output.Workbook = None) -> None:
        run = session(context)
        viewed.listed(run, _rows(run, kind), RULE_FILE, "rule_file.none", xlsx)

    @app.command("show")
    def show(context: typer.Context, name: FileName = "", out: output.AnyFile = None) -> None:
        run = session(context)
        row = chosen(run, kind, name)
        file = fetched(run, row)
        if out is not None:
            output.write(run, out, file.text.encode(), OutKind.RULES)
            run.show(
                _data(row) | {"file": str(out)}, [run.t("rule_file.saved", file=output.called(run, out))]
            )
            return
        run.show(_data(row) | {"text": file.text}, file.text.splitlines())

    @app.command("diff")
    def diff(context: typer.Context, old: FileName, new: FileName = "") -> None:
        run = session(context)
        before, after = (_named(chosen(run, kind, one)) for one in (old, new))
        change = acting.between(run.core, before, after)
        run.show(change, change_lines(run, change))

    def check(context: typer.Context, file: Brought) -> None:
        judged(session(context), kind, read_file(file))

    if kind not in {Kind.SCREENING, Kind.GATEWAY}:
        # The one judges texts as well, the other tells every fault on a line of its own.
        app.command("check")(check)

    @app.command("propose")
    def propose(context: typer.Context, file: Brought, yes: Yes = False) -> None:
        run = session(context)
        known = rosters.known_versions(run)
        _, change = acting.bring(run.core, known.roster, kind, read_file(file))
        rosters.propose_changes(run, known, [change], yes=yes)

    if kind is Kind.GATEWAY:
        app.command("drop")(_drop)
    return app


def judged(run: Session, kind: Kind, data: bytes) -> None:
    """Judge whether a file can be used; nothing leaves this machine."""
    file = acting.opened(kind, data)
    named = file.named
    good = run.t("rule_file.good", rule_file=run.name("rule_file", kind), name=named.name)
    told = gateways.remarks(file.says) if isinstance(file.says, GatewayFile) else []
    run.show(
        {"good": True, "name": named.name, "digest": named.digest, "remarks": told},
        [good, named.digest, *(run.name("gateway_remark", one) for one in told)],
    )


def _drop(context: typer.Context, gateway: FileName, yes: Yes = False) -> None:
    run = session(context)
    known = rosters.known_versions(run)
    rosters.propose_changes(run, known, [SetGateway(gateway, "")], yes=yes)


def _rows(run: Session, kind: Kind) -> list[wire.RuleFileRow]:
    rows: list[wire.RuleFileRow] = run.ask(wire.RuleFilesInForce())
    return [row for row in rows if row.kind == kind]


def chosen(run: Session, kind: Kind, name: str) -> wire.RuleFileRow:
    """The newest file of that name or digest, without a name the one in force. Raises ConsoleError `no_such_rule_file`."""
    rows = _rows(run, kind)
    if not name:
        fitting = [row for row in rows if not row.until]
        if len(fitting) == 1:
            return fitting[0]
        raise ConsoleError("no_such_rule_file", digest=", ".join(row.name for row in fitting) or "-")
    fitting = [row for row in rows if row.name == name]
    fitting += [row for row in rows if len(name) >= _LEAST and row.digest.startswith(name)]
    if not fitting:
        raise ConsoleError("no_such_rule_file", digest=name)
    return fitting[0]


def _named(row: wire.RuleFileRow) -> Named:
    return Named(Kind(row.kind), row.name, row.digest)


def fetched(run: Session, row: wire.RuleFileRow) -> Any:
    """The file of a row; raises ConsoleError `no_such_rule_file` if the desk has it no more."""
    file = acting.fetched(run.core, _named(row))
    if file is None:
        raise ConsoleError("no_such_rule_file", digest=row.digest)
    return file


def _data(row: wire.RuleFileRow) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "name": row.name,
        "digest": row.digest,
        "roster": row.roster,
        "since": row.since,
    }
