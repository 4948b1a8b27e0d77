"""`statistics`: what was requested, decided, sent and paid (R8), as a table, and as a workbook with charts."""

from typing import Annotated

import typer

from console.cli import output, tables, viewed
from console.cli.declared import both
from console.cli.options import After, Limit
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.domain.filing.statistics import TOLD
from console.locale import words
from console.views.requests import REQUEST
from console.wire.filing import statistics as wire
from console.wire.ledger.outbox import OutKind

app = typer.Typer(no_args_is_help=True, help=both("command_line.statistics"))

Period = Annotated[str, typer.Argument(metavar="PERIOD")]
Department = Annotated[str, typer.Option("--department")]
Category = Annotated[str, typer.Option("--category")]

_HEADS = (
    "submitted",
    "approved",
    "returned",
    "median",
    "sends",
    "recipients",
    "delivered",
    "unknown",
    "parts",
    "fen",
)
"""The columns of the table; other figures follow line by line, and --json has all of them."""
_REST = (
    "rejected", "withdrawn", "expired", "lapsed", "p90", *TOLD, "settled", "optouts", "complaints", "emergencies",
    "reply_refuse", "reply_human", "reply_ignore",
)  # fmt: skip


@app.command("show")
def show(
    context: typer.Context,
    period: Period,
    by: Annotated[str, typer.Option("--by")] = "month",
    department: Department = "",
    category: Category = "",
) -> None:
    run = session(context)
    view: wire.StatisticsView = run.ask(wire.Statistics(period, by, department, category))
    rows = [(_called(run, view.by, row.key), *(figure(row, name) for name in _HEADS)) for row in view.rows]
    rows.append((run.t("statistics.total"), *(figure(view.total, name) for name in _HEADS)))
    head = [run.name("statistics_by", view.by), *(run.t(f"figure.{name}") for name in _HEADS)]
    rest = [(run.t(f"figure.{name}"), figure(view.total, name)) for name in _REST]
    lines = [*tables.table(head, rows), "", *tables.pairs(rest), "", run.t("statistics.note")]
    run.show(view, lines)


@app.command("why")
def why(context: typer.Context, period: Period, department: Department = "", category: Category = "") -> None:
    run = session(context)
    view: wire.StatisticsView = run.ask(wire.Statistics(period, "month", department, category))
    codes: list[wire.CodeRow] = run.ask(wire.StatisticsCodes(period, department, category))
    times = run.t("statistics.times")
    lines = [
        run.t("statistics.reasons"),
        *tables.table([run.t("statistics.reason"), times], view.reasons),
        "",
        run.t("statistics.codes"),
        *tables.table(
            [run.t("cli.column.state"), run.t("statistics.code"), times],
            [
                (
                    run.state(one.state, "recipient"),
                    words.recipient_code(one.state, one.code, run.lang) or run.t("statistics.no_code"),
                    one.n,
                )
                for one in codes
            ],
        ),
    ]
    run.show({"reasons": view.reasons, "codes": codes}, lines)


@app.command("requests")
def requests(
    context: typer.Context,
    period: Period,
    department: Department = "",
    category: Category = "",
    text: Annotated[str, typer.Option("--text")] = "",
    after: After = "",
    limit: Limit = 128,
    xlsx: output.Workbook = None,
) -> None:
    call = wire.StatisticsRequests(period, department, category, text, after, limit)
    viewed.listed(session(context), call, REQUEST, "list.statistics_requests.empty", xlsx)


@app.command("export")
def export(
    context: typer.Context,
    period: Period,
    out: output.Place = None,
    department: Department = "",
    category: Category = "",
    paper_lang: Annotated[str, typer.Option("--paper-lang")] = "zh",
) -> None:
    run = session(context)
    if paper_lang not in {"zh", "en"}:
        raise UsageError(run.t("cli.no_such_language", language=paper_lang))
    path = output.place(run, out)
    book: wire.StatisticsBook = run.ask(wire.MakeStatisticsBook(period, department, category, paper_lang))
    if path != output.STANDARD and path.suffix != ".xlsx":
        path = output.within(run, path, book.name)
    output.write(run, path, book.data, OutKind.STATISTICS)
    run.show({"path": str(path)}, [run.t("statistics.written", path=output.called(run, path))])


def figure(row: wire.FiguresRow, name: str) -> str:
    """A figure for the table: fen as yuan, seconds as hours, a dash where there is none."""
    if name == "optouts":
        return tables.count(row.optouts) if row.optouts >= 0 else "-"
    value: int = getattr(row.figures, name)
    if name == "fen":
        return tables.yuan(value)
    if name in {"median", "p90"}:
        return f"{value / 3600:,.1f}" if value >= 0 else "-"
    return tables.count(value)


def _called(run: Session, by: str, key: str) -> str:
    if by == "department":
        return run.department(key)
    return run.name("category", key) if by == "category" else key
