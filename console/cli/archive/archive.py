"""`archive`: the archive book, missing papers, form numbers, and emergency sends entered afterwards (R1, R3)."""

from collections.abc import Iterator
from typing import Annotated

import msgspec
import typer

from console.cli import declared, emergencies, form_numbers, viewed
from console.cli.declared import both
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.domain.archive.archive import Move, PaperKind
from console.domain.archive.check_code import spelled
from console.domain.archive.emergencies import EmergencyAcknowledgement
from console.views import archive as views
from console.wire.answers import Done
from console.wire.archive import archive as wire

app = typer.Typer(no_args_is_help=True, help=both("command_line.archive"))

Number = Annotated[str, typer.Argument(metavar="NUMBER")]
Box = Annotated[str, typer.Option("--box")]
Shelf = Annotated[str, typer.Option("--shelf")]
Place = Annotated[str, typer.Option("--place")]
Pages = Annotated[int, typer.Option("--pages", min=0)]
Note = Annotated[str, typer.Option("--note")]
Why = Annotated[str, typer.Option("--why", metavar="WORDS")]


Kind = Annotated[str, typer.Option("--kind", help=", ".join(PaperKind))]
viewed.add_list(app, wire.ArchivePage, views.PAPER, "archive.none", given={"kind": Kind})


@app.command("show")
def shown(context: typer.Context, number: Number) -> None:
    run = session(context)
    view: wire.PaperView = run.ask(wire.PaperDetail(_find(run, number).id))
    run.show(view, list(_view(run, view)))


def _shelve(run: Session, call: wire.ShelvePaper) -> Done:
    of = form_numbers.about(run, call.kind, call.of)
    done: Done = run.ask(msgspec.structs.replace(call, of=of, code=spelled(call.code)))
    return done


_KIND = {"kind": Annotated[str, typer.Argument(metavar="KIND", help=", ".join(PaperKind))]}
declared.add_do(app, "add", wire.ShelvePaper, "archive.shelved", _KIND, make=_shelve)


@app.command("correct")
def correct(
    context: typer.Context,
    number: Number,
    box: Annotated[str | None, typer.Option("--box")] = None,
    shelf: Annotated[str | None, typer.Option("--shelf")] = None,
    place: Annotated[str | None, typer.Option("--place")] = None,
    pages: Annotated[int | None, typer.Option("--pages", min=0)] = None,
    note: Annotated[str | None, typer.Option("--note")] = None,
) -> None:
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
    to: Annotated[str, typer.Option("--to", metavar="NAME")],
    due: Annotated[str, typer.Option("--due", metavar="DAY")],
    why: Why = "",
) -> None:
    _move(context, number, Move.LEND, to, why, due)


@app.command("return")
def give_back(context: typer.Context, number: Number, note: Note = "") -> None:
    _move(context, number, Move.RETURN, "", note)


@app.command("hand-over")
def hand_over(
    context: typer.Context,
    number: Number,
    to: Annotated[str, typer.Option("--to", metavar="NAME")],
    receipt: Annotated[str, typer.Option("--receipt", metavar="NO")],
) -> None:
    _move(context, number, Move.HAND_OVER, to, receipt)


@app.command("destroy")
def destroy(context: typer.Context, number: Number, why: Why) -> None:
    _move(context, number, Move.DESTROY, "", why)


@app.command("confirm")
def confirm(context: typer.Context, number: Number, note: Note = "") -> None:
    _move(context, number, Move.CONFIRM, "", note)


@app.command("keep")
def keep(context: typer.Context, number: Number, why: Why) -> None:
    _move(context, number, Move.KEEP, "", why)


viewed.add_list(app, wire.PapersOwed, views.OWED, "archive.none_owed", "owed")
viewed.add_list(app, wire.FormNumbers, views.NUMBER, "archive.no_numbers", "numbers")
viewed.add_list(app, wire.Emergencies, views.EMERGENCY, "archive.no_emergencies", "emergencies")
app.command("emergency")(emergencies.enter)
declared.add(
    app, "acknowledge", EmergencyAcknowledgement, {"number": emergencies.Number}, emergencies.acknowledge
)


def _view(run: Session, view: wire.PaperView) -> Iterator[str]:
    yield from viewed.whole(run, view.row, views.PAPER)
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
    """The document with that archive number among those that the caller may read; raises UsageError."""
    page: wire.PapersPage = run.ask(wire.ArchivePage(text=number, limit=1000))
    for row in page.rows:
        if row.number == number:
            return row
    raise UsageError(run.t("archive.no_such_number", number=number))
