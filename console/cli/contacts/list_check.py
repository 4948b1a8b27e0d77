"""`contacts check`: what a file would give as a list; nothing is stored, and no organisation is needed on the host."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer

from console.cli.contacts import readings
from console.cli.session import Session, session
from console.contacts import cut, importing, inbox, source
from console.contacts.error import ContactsError
from console.contacts.importing import Imported
from console.contacts.reasons import Reason
from console.views.contacts import visible

_PAGE = 1_000


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(_check)


def _check(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    sheet: readings.Sheet = None,
    column: readings.Column = None,
    encoding: readings.Encoding = None,
    repair: Annotated[list[str] | None, typer.Option("--repair", metavar="all|REASON,…")] = None,
    texts: readings.Texts = False,
    findings: Annotated[bool, typer.Option("--findings")] = False,
    numbers: Annotated[bool, typer.Option("--numbers")] = False,
) -> None:
    run = session(context)
    accept = readings.repairs(repair, "--repair all,", whole=True)
    report = readings.progress(run)
    try:
        with ExitStack() as stack:
            copy = stack.enter_context(_opened(run, file))
            (first, *more) = readings.places(sheet, column)
            reading = stack.enter_context(
                importing.Reading(copy, first[0], encoding, column=first[1], more=more)
            )
            signs = cut.signs(copy)
            preview = reading.preview(report)
            if not run.as_json:
                readings.tell_preview(run, preview)
            imported = reading.judge(accept, report, texts=texts)
    except ContactsError:
        run.say()
        raise
    with imported.findings:
        data = _data(imported) | {"perhaps_cut": [str(one) for one in signs]}
        lines = list(readings.result_lines(run, imported))
        if findings:
            data["findings"] = every = _findings(imported)
            lines += ["", *(f"{one['row']}\t{one['reason']}\t{visible(one['raw'])}" for one in every)]
        if numbers:
            data["numbers"] = list(imported.numbers)
            lines += ["", *map(str, imported.numbers)]
        run.show(data, lines)


def _opened(run: Session, file: str) -> source.Source:
    """A file of this folder, else one of the drop box."""
    if inbox.in_box(file) and not Path(file).exists():
        return inbox.open_named(file, run.settings.layout.inbox)
    return source.open_source(Path(file).expanduser())


def _data(imported: Imported) -> dict[str, Any]:
    """What the reading says; `accepted` are the distinct numbers that a list of it would have."""
    data = readings.result(imported)
    return data | {
        "accepted": len(imported.numbers),
        "duplicates": imported.counts.get(Reason.DUPLICATE, 0),
        "repairs": data["accepted"],
    }


def _findings(imported: Imported) -> list[dict[str, Any]]:
    """Every finding, in the order of rows; a run of blank rows is one, with its number of rows."""
    every: list[dict[str, Any]] = []
    for at in range(0, len(imported.findings), _PAGE):
        for one in imported.findings.page(offset=at, limit=_PAGE):
            first = one.first if one.reason is Reason.DUPLICATE else 0
            every.append(
                {
                    "row": one.row,
                    "rows": one.rows,
                    "reason": str(one.reason),
                    "kept": one.kept,
                    "first": first,
                }
                | {"raw": one.raw}
            )
    return every
