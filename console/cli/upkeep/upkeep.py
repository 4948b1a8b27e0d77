"""`upkeep`: the maintenance log and requests for support: write down, ask, answer (R7, R8)."""

from typing import Annotated

import typer

from console.cli import declared, form_numbers, viewed
from console.cli.declared import both
from console.views.upkeep import UPKEEP
from console.wire.upkeep import upkeep as wire

app = typer.Typer(no_args_is_help=True, help=both("command_line.upkeep"))

Which = Annotated[int, form_numbers.argument("upkeep", "NUMBER")]

viewed.add_list(app, wire.Upkeep, UPKEEP, "upkeep.nothing")
viewed.add_show(app, wire.UpkeepDetail, UPKEEP, Which)
declared.add_do(app, "enter", wire.EnterUpkeep, "upkeep.entered")
declared.add_do(app, "ask", wire.AskSupport, "upkeep.asked")
declared.add_do(app, "answer", wire.AnswerSupport, "upkeep.answered_done", {"id": Which})
