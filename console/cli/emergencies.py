"""`archive emergency`, `emergencies`, `acknowledge`: sends that were made on paper and entered afterwards (补录, R2, R3)."""

from pathlib import Path
from typing import Annotated

import typer

from console.acting import emergencies as acting
from console.cli import declared, signing, viewed
from console.cli.moments import moment
from console.cli.session import Session, session
from console.cli.streams import UsageError, read_file
from console.views.archive import EMERGENCY
from console.wire import shown
from console.wire.acts import Given
from console.wire.archive import archive as wire

_MOST = 1 << 14


def enter(
    context: typer.Context,
    department: Annotated[str, typer.Option("--department", metavar="ID")],
    category: Annotated[str, typer.Option("--category")],
    sent: Annotated[str, typer.Option("--sent", metavar="TIME")],
    count: Annotated[int, typer.Option("--count", min=1, metavar="N")],
    channel: Annotated[str, typer.Option("--channel")],
    why: Annotated[str, typer.Option("--why")],
    number: Annotated[str, typer.Option("--number", metavar="NO")],
    approved: Annotated[list[str] | None, typer.Option("--approved-by", metavar="POST=NAME")] = None,
    text: Annotated[str, typer.Option("--text")] = "",
    text_file: Annotated[Path | None, typer.Option("--text-file", metavar="FILE")] = None,
    late: Annotated[str, typer.Option("--late")] = "",
    box: Annotated[str, typer.Option("--box")] = "",
    shelf: Annotated[str, typer.Option("--shelf")] = "",
    place: Annotated[str, typer.Option("--place")] = "",
    pages: Annotated[int, typer.Option("--pages", min=0)] = 0,
) -> None:
    run = session(context)
    if text_file is not None:
        text = read_file(text_file, _MOST).decode("utf-8-sig", "replace")
    call = wire.EnterEmergency(
        department,
        category,
        moment(run, sent),
        text,
        count,
        [_approver(run, one) for one in approved or []],
        channel,
        why,
        number,
        late,
        box,
        shelf,
        place,
        pages,
    )
    run.said(run.ask(call), "archive.entered")


def _approver(run: Session, given: str) -> wire.ApproverRow:
    post, equals, name = given.partition("=")
    if not equals:
        raise UsageError(run.t("archive.approver_form", value=given))
    return wire.ApproverRow(post.strip(), name.strip())


Number = Annotated[str, typer.Argument(metavar="NUMBER")]


def acknowledge(run: Session, number: str, said: dict[str, Given]) -> None:
    """Show the entry, ask for its count, have the acknowledgement prepared, sign."""
    page: wire.EmergencyPage = run.ask(wire.Emergencies(text=number))
    row = next((one for one in page.rows if one.number == number), None)
    if row is None:
        raise UsageError(run.t("archive.no_such_emergency", number=number))
    for line in viewed.whole(run, row, EMERGENCY, shown.PANE):
        run.say(line)
    said = declared.typed_again(run, said, count=row.recipients)
    prepared = acting.prepare(run.core, row, said, by=run.me.person)
    run.said(signing.enact(run, prepared), "archive.acknowledged")
