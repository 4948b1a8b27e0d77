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

Which = Annotated[
    int,
    form_numbers.argument(
        "complaint", "COMPLAINT", "投诉编号（如 2026-C001）或序号 its number, as 2026-C001, or its id"
    ),
]
Said = Annotated[str, typer.Option("--words", help="内容，不写号码 what is said, without a number")]


viewed.add_list(
    app, wire.ComplaintsPage, complaints.ROW, "cli.no_complaints", given={"request": options.Request}
)
viewed.add_show(app, wire.ComplaintDetail, complaints.WHOLE, Which)


@app.command("enter")
def enter(
    context: typer.Context,
    source: Annotated[str, typer.Option("--source", help="12321, direct, other")],
    words: Said,
    form: Annotated[
        str, typer.Option("--request", metavar="NUMBER", help="申请编号 the request's form number")
    ] = "",
    num: Annotated[
        str, typer.Option("--number", help="投诉人的手机号码 the complainer's mobile number")
    ] = "",
    reference: Annotated[str, typer.Option("--reference", help="来文号 the centre's reference")] = "",
    department: Annotated[
        str, typer.Option("--department", help="不知哪份申请时的部门 whose, if not which")
    ] = "",
    at: Annotated[
        str, typer.Option("--at", metavar="TIME", help="何时收到，空为现在 came in when; now if empty")
    ] = "",
    opt_out: Annotated[
        str,
        typer.Option("--opt-out", help="同时退订 opt the number out: department, promotion, optional, all"),
    ] = "",
) -> None:
    """登记一件投诉。 Write a complaint down."""
    run = session(context)
    came = moment(run, at) or run.me.time
    call = wire.EnterComplaint(
        source, words, came, form, mobile(run, num) if num else 0, reference, department, opt_out
    )
    run.said(run.ask(call), "complaint.entered")


@app.command("answer")
def answer(context: typer.Context, which: Which, words: Said) -> None:
    """记下答复。 Note what was answered."""
    run = session(context)
    run.said(run.ask(wire.AnswerComplaint(which, words)), "complaint.answered_done")


@app.command("close")
def close(
    context: typer.Context,
    which: Which,
    outcome: Annotated[str, typer.Option("--outcome", help="justified, unjustified")],
    words: Said,
) -> None:
    """结案：属实或不属实，和结论。 Close it: justified or not, and what was concluded."""
    run = session(context)
    run.said(run.ask(wire.CloseComplaint(which, outcome, words)), "complaint.closed_done")


@app.command("unmask")
def unmask(context: typer.Context, which: Which, reason: Why) -> None:
    """看投诉人的号码，只显示这一次。 Show the complainer's number, once."""
    run = session(context)
    shown: numbers.Unmasked = run.ask(numbers.UnmaskComplaint(which, reason))
    run.show(shown, [run.t("search.unmasked", number=shown.number, seq=shown.seq)])
