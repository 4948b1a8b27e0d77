"""`archive`: the archive book, paper that is owed, form numbers, and emergency sends entered afterwards (R1, R3)."""

from collections.abc import Iterator
from typing import Annotated

import typer

from console.cli import declared, emergencies, form_numbers, tables
from console.cli.options import After, Limit
from console.cli.session import Session, UsageError, session
from console.domain.archive import Move, PaperKind
from console.domain.check_code import spelled
from console.domain.emergencies import EmergencyAcknowledgement
from console.wire import archive as wire

app = typer.Typer(no_args_is_help=True, help="档案簿、欠交纸质件、补录（R3）。 The archive book (R3).")

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="档号 archive number")]
Box = Annotated[str, typer.Option("--box", help="盒号 box")]
Shelf = Annotated[str, typer.Option("--shelf", help="架号 shelf")]
Place = Annotated[str, typer.Option("--place", help="存放处 where it is kept")]
Pages = Annotated[int, typer.Option("--pages", min=0, help="页数，0 为没有数 pages; 0: not counted")]
Note = Annotated[str, typer.Option("--note", help="备注 note")]
Department = Annotated[str, typer.Option("--department", metavar="ID", help="只看一个部门 one department")]
Text = Annotated[str, typer.Option("--text", metavar="TEXT", help="只看含这些字的 part of number or title")]
Why = Annotated[str, typer.Option("--why", metavar="WORDS", help="原因 the reason")]


@app.command("list")
def listed(
    context: typer.Context,
    kind: Annotated[str, typer.Option("--kind", help=", ".join(PaperKind))] = "",
    state: Annotated[
        str, typer.Option("--state", help="kept, lent, destroying, handed_over, destroyed")
    ] = "",
    department: Department = "",
    text: Text = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="借出到期未还 lent and not back")] = False,
    after: After = "",
    limit: Limit = 128,
) -> None:
    """档案簿，新的在前。 The book, the newest first."""
    run = session(context)
    found: wire.PapersPage = run.ask(wire.ArchivePage(kind, state, department, text, overdue, after, limit))
    head = [f"archive_{name}" for name in ("number", "kind", "title", "where", "pages", "state")]
    rows = [
        (
            row.number,
            run.name("paper_kind", row.kind),
            row.title,
            where(row),
            row.pages or "",
            state_words(run, row),
        )
        for row in found.rows
    ]
    run.table(found, head, rows, empty="archive.none")


@app.command("show")
def shown(context: typer.Context, number: Number) -> None:
    """一份档案和它的经过。 One document, and what happened to it."""
    run = session(context)
    view: wire.PaperView = run.ask(wire.PaperDetail(_find(run, number).id))
    run.show(view, list(_view(run, view)))


@app.command("add")
def add(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=", ".join(PaperKind))],
    number: Annotated[str, typer.Option("--number", metavar="NO", help="档号 archive number")],
    of: Annotated[
        str, typer.Option("--of", metavar="ID", help="申请、遗失单的编号或人员 what it is of: a number or id")
    ] = "",
    code: Annotated[str, typer.Option("--code", metavar="CODE", help="纸上的核对码 the check code")] = "",
    title: Annotated[str, typer.Option("--title", help="没有核对码的，写名称 what it is")] = "",
    department: Annotated[str, typer.Option("--department", metavar="ID", help="哪个部门的 whose")] = "",
    box: Box = "",
    shelf: Shelf = "",
    place: Place = "",
    pages: Pages = 0,
    received: Annotated[
        str,
        typer.Option("--received", metavar="DAY", help="收到日期（如 2026-12-01） came in on, as 2026-12-01"),
    ] = "",
    brought_by: Annotated[str, typer.Option("--brought-by", help="谁交来 who brought it")] = "",
    note: Note = "",
) -> None:
    """入档：申请表等要输入纸上的核对码。 Enter a document; what the console printed is entered with its check code."""
    run = session(context)
    call = wire.ShelvePaper(
        kind,
        number,
        form_numbers.about(run, kind, of),
        spelled(code),
        title,
        department,
        box,
        shelf,
        place,
        pages,
        received,
        brought_by,
        note,
    )
    run.said(run.ask(call), "archive.shelved")


@app.command("correct")
def correct(
    context: typer.Context,
    number: Number,
    box: Annotated[str | None, typer.Option("--box", help="盒号 box")] = None,
    shelf: Annotated[str | None, typer.Option("--shelf", help="架号 shelf")] = None,
    place: Annotated[str | None, typer.Option("--place", help="存放处 place")] = None,
    pages: Annotated[int | None, typer.Option("--pages", min=0, help="页数 pages")] = None,
    note: Annotated[str | None, typer.Option("--note", help="备注 note")] = None,
) -> None:
    """改存放处、页数、备注；没写的不变。 Say anew where it lies; what is not named stays."""
    run = session(context)
    row = _find(run, number)
    call = wire.CorrectPaper(
        row.id,
        row.box if box is None else box,
        row.shelf if shelf is None else shelf,
        row.place if place is None else place,
        row.pages if pages is None else pages,
        row.note if note is None else note,
    )
    run.said(run.ask(call), "archive.corrected")


@app.command("lend")
def lend(
    context: typer.Context,
    number: Number,
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="借给谁 to whom")],
    due: Annotated[
        str, typer.Option("--due", metavar="DAY", help="哪天还（如 2026-12-01） back on, as 2026-12-01")
    ],
    why: Why = "",
) -> None:
    """借出。 Lend a document."""
    _move(context, number, Move.LEND, to, why, due)


@app.command("return")
def give_back(context: typer.Context, number: Number, note: Note = "") -> None:
    """归还。 It came back."""
    _move(context, number, Move.RETURN, "", note)


@app.command("hand-over")
def hand_over(
    context: typer.Context,
    number: Number,
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="移交给谁 the central archive")],
    receipt: Annotated[str, typer.Option("--receipt", metavar="NO", help="对方的收据号 its receipt")],
) -> None:
    """移交总档案室；不再在本簿借还。 Hand over to the central archive; it leaves the book's keeping for good."""
    _move(context, number, Move.HAND_OVER, to, receipt)


@app.command("destroy")
def destroy(context: typer.Context, number: Number, why: Why) -> None:
    """提议销毁；另一人用 archive confirm 确认才算。 Propose to destroy; it counts once another confirms."""
    _move(context, number, Move.DESTROY, "", why)


@app.command("confirm")
def confirm(context: typer.Context, number: Number, note: Note = "") -> None:
    """综合部经理确认销毁。 The General Department's manager confirms a destruction."""
    _move(context, number, Move.CONFIRM, "", note)


@app.command("keep")
def keep(context: typer.Context, number: Number, why: Why) -> None:
    """不销毁，继续保存。 Keep after all what was to be destroyed."""
    _move(context, number, Move.KEEP, "", why)


@app.command("owed")
def owed(context: typer.Context, department: Department = "", text: Text = "") -> None:
    """发送完了还没入档的申请表（R3）。 Forms of ended sends that are not in the book yet (R3)."""
    run = session(context)
    found: list[wire.OwedPaper] = run.ask(wire.PapersOwed(department, text))
    head = [f"archive_{name}" for name in ("request", "title", "who", "since", "until", "late")]
    rows = [
        (
            one.number,
            one.purpose,
            ", ".join(run.who(person) for person in one.who),
            run.when(one.since),
            run.when(one.until),
            run.t("archive.is_late") if one.late else "",
        )
        for one in found
    ]
    run.table(found, head, rows, empty="archive.none_owed")


@app.command("numbers")
def numbers(
    context: typer.Context,
    department: Annotated[str, typer.Option("--department", metavar="ID", help="哪个部门 which department")],
    year: Annotated[int, typer.Option("--year", min=0, help="哪一年，0 为今年 which year; 0: this year")] = 0,
    kind: Annotated[str, typer.Option("--kind", help="request, application, emergency")] = "request",
    void: Annotated[bool, typer.Option("--void", help="只看作废的 those that stand for nothing")] = False,
    text: Text = "",
    after: After = "",
    limit: Limit = 128,
) -> None:
    """编号登记：发出的每个号、作废的、缺的。 Every number that was given out, void and missing ones among them."""
    run = session(context)
    found: wire.NumbersPage = run.ask(wire.FormNumbers(department, year, kind, void, text, after, limit))
    head = [f"archive_{name}" for name in ("serial", "request", "state", "void", "title", "number", "where")]
    rows = [
        (
            row.serial,
            row.number,
            number_state(run, row),
            run.t("archive.is_void") if row.void else "",
            run.name("category", row.title) if row.kind == "emergency" else row.title,
            row.paper,
            row.place,
        )
        for row in found.rows
    ]
    run.table(found, head, rows, empty="archive.no_numbers")


app.command("emergency")(emergencies.enter)
app.command("emergencies")(emergencies.listed)
declared.add(
    app, "acknowledge", EmergencyAcknowledgement, {"number": emergencies.Number}, emergencies.acknowledge
)


def where(row: wire.PaperRow) -> str:
    """Where a document lies: place, shelf, box."""
    return " ".join(part for part in (row.place, row.shelf, row.box) if part)


def state_words(run: Session, row: wire.PaperRow) -> str:
    """The state of a document, with who has it and until when."""
    words = run.name("paper_state", row.state)
    if row.who:
        words += f" {run.who(row.who)}"
    if row.due:
        words += f" {run.t('archive.back_on', day=row.due)}"
    return f"{words} {run.t('archive.is_overdue')}" if row.overdue else words


def number_state(run: Session, row: wire.NumberRow) -> str:
    """The state of what has a number."""
    if row.state == "missing":
        return run.t("archive.missing")
    if row.kind == "emergency":
        return run.name("emergency_state", row.state)
    return run.name(f"state.{row.kind}", row.state)


def _view(run: Session, view: wire.PaperView) -> Iterator[str]:
    row = view.row
    yield from tables.pairs(
        [
            (run.t("archive.number"), row.number),
            (run.t("archive.kind"), run.name("paper_kind", row.kind)),
            (run.t("archive.title"), row.title),
            (run.t("archive.department"), run.department(row.department)),
            (run.t("archive.where"), where(row)),
            (run.t("archive.pages"), row.pages or ""),
            (run.t("archive.received"), f"{row.received} {run.who(row.by)}"),
            (run.t("archive.brought_by"), row.brought_by),
            (run.t("archive.state"), state_words(run, row)),
            (run.t("archive.note"), row.note),
        ]
    )
    for move in view.moves:
        said = "  ".join(
            part for part in (run.who(move.who) if move.who else "", move.words, move.due) if part
        )
        yield f"{run.when(move.at)}  {run.name('paper_move', move.move)}  {run.who(move.by)}  {said}".rstrip()


def _move(context: typer.Context, number: str, move: Move, who: str, words: str, due: str = "") -> None:
    run = session(context)
    call = wire.MovePaper(_find(run, number).id, move, who, words, due)
    run.said(run.ask(call), f"archive.done_{move}")


def _find(run: Session, number: str) -> wire.PaperRow:
    """The document of that archive number among those that the caller may read; raises UsageError."""
    found: wire.PapersPage = run.ask(wire.ArchivePage(text=number, limit=1000))
    for row in found.rows:
        if row.number == number:
            return row
    raise UsageError(run.t("archive.no_such_number", number=number))
