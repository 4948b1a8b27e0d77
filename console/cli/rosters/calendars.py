"""The commands of the group `calendar`: the years that the organisation brought (see `rule_files`), and every year that is known."""

from typing import Annotated

import msgspec
import typer

from console.acting.rosters import calendars
from console.cli import output, tables
from console.cli.declared import both
from console.cli.rosters.rule_files import group
from console.cli.session import session
from console.domain.rosters.rule_files import Kind
from console.wire.ledger.outbox import OutKind
from console.wire.rosters import rule_files as wire

app = group(Kind.CALENDAR, both("command_line.calendar"))


@app.command("years")
def years(context: typer.Context) -> None:
    run = session(context)
    known: wire.Years = run.ask(wire.CalendarYears())
    head = [run.t(f"calendar.{name}") for name in ("year", "origin", "off", "worked", "source")]
    rows = [
        (
            str(one.year),
            run.t("calendar.brought", version=one.roster) if one.roster else run.t("calendar.shipped"),
            str(one.off),
            str(one.worked),
            one.source,
        )
        for one in known.known
    ]
    lines = [*tables.table(head, rows)]
    if known.missing:
        lines += [run.t("calendar.lacks", year=known.missing)]
    run.show(msgspec.to_builtins(known), lines)


@app.command("year")
def year(
    context: typer.Context, number: Annotated[int, typer.Argument(metavar="YEAR")], out: output.AnyFile = None
) -> None:
    run = session(context)
    file = calendars.known(run.core, number)
    if out is not None:
        output.write(run, out, file.text.encode(), OutKind.RULES)
        run.show({"year": number, "file": str(out)}, [run.t("rule_file.saved", file=output.called(run, out))])
        return
    run.show({"year": number, "text": file.text}, file.text.splitlines())
