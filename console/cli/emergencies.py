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
    department: Annotated[str, typer.Option("--department", metavar="ID", help="哪个部门的 whose")],
    category: Annotated[str, typer.Option("--category", help="notice, promotion, other")],
    sent: Annotated[str, typer.Option("--sent", metavar="TIME", help="何时发的 as 2026-12-01 09:00")],
    count: Annotated[int, typer.Option("--count", min=1, metavar="N", help="人数 recipients")],
    channel: Annotated[str, typer.Option("--channel", help="怎么发的 by what means")],
    why: Annotated[str, typer.Option("--why", help="为何走纸质应急 why on paper")],
    number: Annotated[str, typer.Option("--number", metavar="NO", help="纸质件档号 archive number")],
    approved: Annotated[
        list[str] | None,
        typer.Option("--approved-by", metavar="POST=NAME", help="纸上的签字，可多次 each signature on it"),
    ] = None,
    text: Annotated[str, typer.Option("--text", help="短信全文 the whole message")] = "",
    text_file: Annotated[
        Path | None, typer.Option("--text-file", metavar="FILE", help="全文在文件里 or a file")
    ] = None,
    late: Annotated[str, typer.Option("--late", help="补录晚了的原因 why so late")] = "",
    box: Annotated[str, typer.Option("--box", help="盒号 box")] = "",
    shelf: Annotated[str, typer.Option("--shelf", help="架号 shelf")] = "",
    place: Annotated[str, typer.Option("--place", help="存放处 place")] = "",
    pages: Annotated[int, typer.Option("--pages", min=0, help="页数 pages")] = 0,
) -> None:
    """补录一次纸质应急发送；只作记录，永不再发。 Enter a send made on paper; kept as a record, never sent."""
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


Number = Annotated[str, typer.Argument(metavar="NUMBER", help="补录编号 its number")]


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
