"""`complaint`: complaints from 12321 or direct: enter, answer, close (R7, R13)."""

from typing import Annotated

import typer

from console.cli import declared, form_numbers, options, viewed
from console.cli.contacts.search import Why
from console.cli.declared import both
from console.cli.session import session
from console.views import complaints
from console.wire.contacts import complaints as wire
from console.wire.contacts import numbers

app = typer.Typer(no_args_is_help=True, help=both("command_line.complaint"))

Which = Annotated[int, form_numbers.argument("complaint", "COMPLAINT")]

viewed.add_list(
    app, wire.ComplaintsPage, complaints.ROW, "cli.no_complaints", given={"request": options.Request}
)
viewed.add_show(app, wire.ComplaintDetail, complaints.WHOLE, Which)


declared.add_do(app, "enter", wire.EnterComplaint, "complaint.entered")
declared.add_do(app, "answer", wire.AnswerComplaint, "complaint.answered_done", {"id": Which})
declared.add_do(app, "close", wire.CloseComplaint, "complaint.closed_done", {"id": Which})


@app.command("unmask")
def unmask(context: typer.Context, which: Which, reason: Why) -> None:
    run = session(context)
    shown: numbers.Unmasked = run.ask(numbers.UnmaskComplaint(which, reason))
    run.show(shown, [run.t("search.unmasked", number=shown.number, seq=shown.seq)])
