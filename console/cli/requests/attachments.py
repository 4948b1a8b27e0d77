"""Files attached to requests (R11): those that a draft's file names, taken along with it; one that is there, saved as a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from console.acting.requests import papers
from console.cli import output
from console.cli.options import Id
from console.cli.session import session
from console.domain import acts
from console.domain.refusals import refuse
from console.domain.requests.documents import MOST
from console.errors import ConsoleError, RefusedError
from console.wire import calls
from console.wire.ledger.outbox import OutKind
from console.wire.requests.drafts import Preview
from console.wire.requests.rows import DocumentRow, RequestView


def add(app: typer.Typer) -> None:
    """Add the command that saves an attachment."""
    app.command("attachment")(_attachment)


def _attachment(
    context: typer.Context,
    request: Id,
    nth: Annotated[int, typer.Option("--nth", min=1)] = 1,
    version: Annotated[int, typer.Option("--version", min=0)] = 0,
    out: output.Place = None,
) -> None:
    run = session(context)
    view: RequestView = run.ask(calls.RequestDetail(request, version))
    rows = named(view)
    if nth > len(rows):
        raise ConsoleError("no_such_attachment", n=len(rows))
    row, place = rows[nth - 1], output.place(run, out)
    path = output.within(run, place, papers.file_name(row.name)) if place.is_dir() else place
    output.write(run, path, papers.fetched(run.core, request, row.sha256), OutKind.ATTACHMENT)
    run.show(
        {"path": str(path), "name": row.name, "sha256": row.sha256},
        [run.t("cli.attachment_saved", name=row.name, path=output.called(run, path))],
    )


def named(view: RequestView) -> list[DocumentRow]:
    """The attachments that the version, or the draft, names."""
    act = msgspec.json.decode(view.statement, type=acts.AnyRequest) if view.statement else None
    return papers.attached(act, view.draft, view.documents)


def brought(listed: Any, folder: Path) -> tuple[list[Any], list[papers.Paper]]:
    """Return what a draft's file lists as attachments, each file that it names by its path read and named by name and SHA-256.

    Paths count from `folder` and stay in it: a draft comes from elsewhere, and takes along nothing else of this machine. Pairs of
    name and SHA-256 stay as they are. Raises ConsoleError `paper_elsewhere` and as `papers.paper` does, RefusedError
    `documents_too_many` before any file is read, ValueError for what is no list.
    """
    if not isinstance(listed, list):
        raise ValueError("attachments")  # noqa: TRY004 - the file's mistake, told like every other of its mistakes
    if len(listed) > MOST:
        raise RefusedError(refuse("documents_too_many", "R11", most=MOST))
    read = {one: papers.paper(_within(one, folder)) for one in listed if isinstance(one, str)}
    rows = [[*read[one].named] if isinstance(one, str) else one for one in listed]
    found = list({one.sha256: one for one in read.values()}.values())
    # One file under two paths is one attachment.
    kept = [row for nth, row in enumerate(rows) if row not in rows[:nth]]
    return kept, found


def _within(path: str, folder: Path) -> Path:
    """A file's place, if it lies in that folder or below it, also behind every link."""
    try:
        root, real = folder.resolve(), (folder / path).resolve()
    except (OSError, ValueError, RuntimeError) as error:
        # Python 3.12 and earlier say a circle of links as the last of these.
        raise ConsoleError("paper_unreadable", name=path) from error
    if Path(path).is_absolute() or not real.is_relative_to(root):
        raise ConsoleError("paper_elsewhere", name=path)
    return real


def without_brought(seen: Preview, files: Sequence[papers.Paper]) -> Preview:
    """A preview without the fault that a file is not at the desk which comes with the draft once that is saved."""
    coming = {one.name for one in files}
    faults = [
        one
        for one in seen.faults
        if one.refusal.code != "document_missing" or one.refusal.params.get("name") not in coming
    ]
    return msgspec.structs.replace(seen, faults=faults)
