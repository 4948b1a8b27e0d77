"""The commands of the group `numbers`: the number plans that the organisation brought (see `rule_files`), and the one that counts."""

from datetime import datetime
from typing import Annotated

import typer

from console.acting import clock
from console.acting.rosters import number_plans
from console.cli import output
from console.cli.declared import both
from console.cli.rosters.rule_files import group
from console.cli.session import session
from console.domain.calendar import local_day
from console.domain.rosters import rule_file_differences
from console.domain.rosters.rule_files import Kind
from console.locale.rule_file_words import change_lines
from console.wire.ledger.outbox import OutKind

app = group(Kind.NUMBERS, both("command_line.numbers"))


@app.command("on")
def on(
    context: typer.Context,
    day: Annotated[datetime | None, typer.Argument(metavar="DAY", formats=["%Y-%m-%d"])] = None,
    out: output.AnyFile = None,
) -> None:
    run = session(context)
    chosen = day.date() if day is not None else local_day(clock.now(), run.settings.timezone)
    file = number_plans.file_on(run.core, chosen)
    if out is not None:
        output.write(run, out, file.text.encode(), OutKind.RULES)
        run.show(
            {"day": str(chosen), "file": str(out)}, [run.t("rule_file.saved", file=output.called(run, out))]
        )
        return
    lines = change_lines(Kind.NUMBERS, rule_file_differences.changes(None, file), run.lang)
    data = {"day": str(chosen), "version": file.named.name, "digest": file.named.digest, "text": file.text}
    run.show(data, [line.removeprefix("+ ") for line in lines])
