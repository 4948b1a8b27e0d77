"""`complaint`: complaints from 12321 or direct: enter, answer, close (R7, R13)."""

from typing import Annotated

import typer

from console.cli import form_numbers, options, viewed
from console.cli.contacts.search import Why, mobile
from console.cli.declared import both
from console.cli.moments import moment
from console.cli.session import session
from console.views import complaints
from console.wire.contacts import complaints as wire
from console.wire.contacts import numbers

app = typer.Typer(no_args_is_help=True, help=both("command_line.complaint"))

Which = Annotated[int, form_numbers.argument("complaint", "COMPLAINT")]
Said = Annotated[str, typer.Option("--words")]


viewed.add_list(
    app, wire.ComplaintsPage, complaints.ROW, "cli.no_complaints", given={"request": options.Request}
)
viewed.add_show(app, wire.ComplaintDetail, complaints.WHOLE, Which)


@app.command("enter")
def enter(
    context: typer.Context,
    source: Annotated[str, typer.Option("--source")],
    words: Said,
    form: Annotated[str, typer.Option("--request", metavar="NUMBER")] = "",
    num: Annotated[str, typer.Option("--number")] = "",
    reference: Annotated[str, typer.Option("--reference")] = "",
    department: Annotated[str, typer.Option("--department")] = "",
    at: Annotated[str, typer.Option("--at", metavar="TIME")] = "",
    opt_out: Annotated[str, typer.Option("--opt-out")] = "",
) -> None:
    run = session(context)
    came = moment(run, at) or run.me.time
    call = wire.EnterComplaint(
        source, words, came, form, mobile(run, num) if num else 0, reference, department, opt_out
    )
    run.said(run.ask(call), "complaint.entered")


@app.command("answer")
def answer(context: typer.Context, which: Which, words: Said) -> None:
    run = session(context)
    run.said(run.ask(wire.AnswerComplaint(which, words)), "complaint.answered_done")


@app.command("close")
def close(
    context: typer.Context, which: Which, outcome: Annotated[str, typer.Option("--outcome")], words: Said
) -> None:
    run = session(context)
    run.said(run.ask(wire.CloseComplaint(which, outcome, words)), "complaint.closed_done")


@app.command("unmask")
def unmask(context: typer.Context, which: Which, reason: Why) -> None:
    run = session(context)
    shown: numbers.Unmasked = run.ask(numbers.UnmaskComplaint(which, reason))
    run.show(shown, [run.t("search.unmasked", number=shown.number, seq=shown.seq)])
