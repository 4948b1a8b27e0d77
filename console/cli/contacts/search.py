"""`search`: the history of one mobile number across requests (R7). Every search is a ledger entry without the number."""

from collections.abc import Iterator
from typing import Annotated

import typer

from console.cli import viewed
from console.cli.declared import both, mobile
from console.cli.session import Session, session
from console.views.sending import TIMELINE, besides, found
from console.wire.contacts import numbers as wire

app = typer.Typer(no_args_is_help=True, help=both("command_line.search"))

Why = Annotated[str, typer.Option("--reason")]


@app.command("number")
def number(
    context: typer.Context, num: Annotated[str, typer.Argument(metavar="NUMBER")], reason: Why
) -> None:
    run = session(context)
    if num == "-":
        num = str(typer.prompt(run.t("search.number"), err=True, hide_input=True))
    timeline: wire.Timeline = run.ask(wire.SearchNumber(mobile(run, num), reason))
    run.show(timeline, _lines(run, timeline))


def _lines(run: Session, timeline: wire.Timeline) -> Iterator[str]:
    viewer = viewed.viewer(run)
    yield found(viewer, timeline)
    yield from viewed.lines(run, timeline.rows, TIMELINE)
    yield from (said for _, said in besides(viewer, timeline))
