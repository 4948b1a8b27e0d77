"""`outbox`: what lies ready for the caller to fetch from a separated host, and taking a file out of it before its time."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from console.acting import outbox_files
from console.acting.outbox import Outbox
from console.cli import output, tables
from console.cli.declared import both
from console.cli.session import Session, session
from console.domain.times import render
from console.errors import ConsoleError

app = typer.Typer(no_args_is_help=True, help=both("command_line.outbox"))


@app.command("list")
def listed(context: typer.Context) -> None:
    run = session(context)
    box = _own(run)
    found = outbox_files.files(box.folder)
    data = [
        {
            "name": one.name,
            "size": one.size,
            "at": _at(one.at),
            "until": _at(one.until),
            "line": box.line(one.name),
        }
        for one in found
    ]
    rows = [
        (one.name, tables.count(one.size), run.when(_at(one.at)), run.when(_at(one.until))) for one in found
    ]
    if found:
        run.say(run.t("outbox.fetch", line=box.line(found[0].name)))
    run.table(data, ("name", "size", "at", "erased_at"), rows, empty="outbox.empty")


@app.command("remove")
def remove(context: typer.Context, name: Annotated[list[str], typer.Argument(metavar="NAME…")]) -> None:
    run = session(context)
    box = _own(run)
    for one in name:
        outbox_files.remove(box.folder, one)
        run.say(run.t("outbox.removed", name=one))
    left = outbox_files.files(box.folder)
    size = sum(one.size for one in left)
    run.show(
        {"removed": name, "left": len(left), "size": size},
        [run.t("outbox.left", n=len(left), size=tables.count(size))],
    )


def _own(run: Session) -> Outbox:
    """The caller's outbox; raises ConsoleError `no_outbox`."""
    box = output.box_of(run)
    if box is None:
        raise ConsoleError("no_outbox")
    return box


def _at(seconds: int) -> str:
    return render(datetime.fromtimestamp(seconds, UTC))
