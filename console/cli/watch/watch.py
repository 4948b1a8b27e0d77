"""`watch`: what is unusual about requests and sends: list, show, acknowledge (R7)."""

from typing import Annotated

import typer

from console.cli import viewed
from console.cli.declared import both
from console.cli.options import Id
from console.cli.session import session
from console.views import watch
from console.wire.duties import watch as wire

app = typer.Typer(no_args_is_help=True, help=both("command_line.watch"))

viewed.add_list(app, wire.WatchPage, watch.ROW, "cli.no_watch")
viewed.add_show(app, wire.WatchDetail, watch.WHOLE, Id)


@app.command("acknowledge")
def acknowledge(
    context: typer.Context,
    which: Id,
    looked: Annotated[str, typer.Option("--looked")],
    follows: Annotated[str, typer.Option("--follows")],
) -> None:
    run = session(context)
    run.said(run.ask(wire.AcknowledgeWatch(which, looked, follows)), "watch.done")
