"""`watch`: what is unusual about requests and sends: list, show, acknowledge (R7)."""

import typer

from console.cli import declared, viewed
from console.cli.declared import both
from console.cli.options import Id
from console.views import watch
from console.wire.duties import watch as wire

app = typer.Typer(no_args_is_help=True, help=both("command_line.watch"))

viewed.add_list(app, wire.WatchPage, watch.ROW, "cli.no_watch")
viewed.add_show(app, wire.WatchDetail, watch.WHOLE, Id)

declared.add_do(app, "acknowledge", wire.AcknowledgeWatch, "watch.done", {"request": Id})
