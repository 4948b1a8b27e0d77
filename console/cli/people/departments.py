"""Departments, and their own rules for the platform (R0)."""

from pathlib import Path
from typing import Annotated

import typer

from console.acting.rosters import department_rules
from console.cli import signing, viewed
from console.cli.declared import both
from console.cli.session import session
from console.cli.streams import read_file
from console.errors import ConsoleError
from console.locale.guard import guard
from console.views.rosters import RULES, VERSIONS
from console.wire.acts import Given
from console.wire.people import department_rules as wire

app = typer.Typer(no_args_is_help=True, help=both("command_line.department"))

_LONGEST_FILE = 1 << 17
Department = Annotated[str, typer.Argument(metavar="ID")]


viewed.add_list(app, wire.DepartmentRulesPage, RULES, "cli.nobody")


@app.command("rules")
def rules(
    context: typer.Context,
    department: Department,
    version: Annotated[int, typer.Option("--version", min=0)] = 0,
    sign: Annotated[Path | None, typer.Option("--sign", metavar="FILE")] = None,
    title: Annotated[str, typer.Option("--title")] = "本部门短信平台管理规定",
) -> None:
    run = session(context)
    if sign is None:
        text: wire.RulesText = run.ask(wire.DepartmentRulesDetail(department, version))
        act = department_rules.shown(text)
        head = f"{act.title}  v{act.version}  {act.by}  {run.when(act.at)}"
        run.show(text, [guard(head), *(guard(line) for line in act.rules.split("\n"))])
        return
    said: dict[str, Given] = {"title": title, "rules": _text(sign)}
    prepared = department_rules.prepare(run.core, department, said, by=run.me.person)
    run.done(signing.enact(run, prepared), "step.department_rules")


viewed.add_list(
    app, wire.DepartmentRulesVersions, RULES, "cli.no_rules", "versions", {"department": Department}, VERSIONS
)


def _text(path: Path) -> str:
    try:
        return read_file(path, _LONGEST_FILE).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConsoleError("file_unreadable", path=path, error="UTF-8") from error
