"""Retention and erasure (R13): what is due, legal holds, erasure by two people, certificates, files in the person's drop box."""

from collections.abc import Iterator
from typing import Annotated, Any, Final

import msgspec
import typer

from console.acting import erasure as acting
from console.acting.contacts import drop_box
from console.acting.erasure import lists, numbers
from console.cli import declared, form_numbers, signing, tables, viewed
from console.cli.declared import both
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.domain.erasure.erasing import Erase, Erasing, ReleaseHold
from console.domain.erasure.retention import Kind
from console.locale import words
from console.locale.guard import guard
from console.views import erasure as views
from console.wire import paging, shown
from console.wire.acts import Given
from console.wire.answers import Done
from console.wire.sending import erasure as wire

app = typer.Typer(no_args_is_help=True, help=both("command_line.erasure"))

Every = Annotated[bool, typer.Option("--all")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT")]
Hold = Annotated[int, typer.Argument(metavar="ID")]


viewed.add_list(app, wire.ErasurePreview, views.DUE, "cli.nothing_due", "preview", {"every": Every})


_WHAT: Final[dict[str, Any]] = {
    "request": Annotated[
        list[int] | None, typer.Option("--request", metavar="NUMBER", parser=form_numbers.parser("request"))
    ],
    "list_": Annotated[list[int] | None, typer.Option("--list", metavar="ID")],
    "findings": Annotated[list[int] | None, typer.Option("--findings", metavar="ID")],
    "every": Annotated[bool, typer.Option("--all-due")],
}


def _propose(
    run: Session,
    request: list[int] | None,
    list_: list[int] | None,
    findings: list[int] | None,
    every: bool,
    said: dict[str, Given],
) -> None:
    """Propose to erase; another person confirms with proposal confirm."""
    rows = list(_due(run, every=not every))
    if every:
        rows = [row for row in rows if row.blocked is None]
    else:
        chosen = {Kind.REQUEST: request or [], Kind.LIST: list_ or [], Kind.FINDINGS: findings or []}
        rows = [row for row in rows if row.id in chosen[Kind(row.kind)]]
    for row in rows:
        run.say(guard(f"{run.name('erasure.kind', row.kind)}  {row.name}  {row.title}"))
    # The desk counts rows that several things share only once, so the number comes from the prepared act.
    prepared = acting.erase(run.core, rows, {**said, "count": 0}, by=run.me.person)
    declared.typed_again(run, said, count=acting.erasing(prepared).count)
    signing.propose(run, prepared, run.said, "act.erase")


declared.add(app, "propose", Erase, _WHAT, _propose, dict.fromkeys(_WHAT) | {"every": False})


def _due(run: Session, *, every: bool) -> Iterator[wire.DueRow]:
    return paging.rows(run.ask, lambda key: wire.ErasurePreview(every=every, after=key, limit=1000))


def _hold(run: Session, call: wire.MakeLegalHold) -> Done:
    subject = form_numbers.about(run, call.scope, call.subject)
    done: Done = run.ask(msgspec.structs.replace(call, subject=subject))
    return done


_HELD = {
    "scope": Annotated[str, typer.Argument(metavar="WHAT")],
    "subject": Annotated[str, typer.Argument(metavar="WHICH")],
}
declared.add_do(app, "hold", wire.MakeLegalHold, "act.legal_hold", _HELD, make=_hold)
viewed.add_list(app, wire.LegalHolds, views.HOLD, "cli.no_holds", "holds")


def _release_hold(run: Session, number: int, said: dict[str, Given]) -> None:
    """Propose to end a hold; the general manager confirms."""
    rows: list[wire.LegalHoldRow] = run.ask(wire.LegalHolds(open=False))
    row = next((one for one in rows if one.id == number), None)
    if row is None:
        raise UsageError(words.problem("no_such_hold", {}, run.lang).what)
    run.say(guard(f"{run.name('erasure.scope', row.scope)} {row.name}  {run.when(row.at)}  {row.reason}"))
    signing.propose(run, acting.release(run.core, row, said, by=run.me.person), run.said, "act.release_hold")


declared.add(app, "release-hold", ReleaseHold, {"number": Hold}, _release_hold)


viewed.add_list(app, wire.Erasures, views.ERASED, "cli.no_erasures")


@app.command("certificate")
def certificate(context: typer.Context, number: Annotated[int, typer.Argument(metavar="ID")]) -> None:
    run = session(context)
    view: wire.ErasureView = run.ask(wire.ErasureDetail(number))
    run.show(view, _lines(run, view))


@app.command("inbox")
def inbox(context: typer.Context, remove: Annotated[bool, typer.Option("--remove")] = False) -> None:
    run = session(context)
    files: list[wire.BroughtFile] = run.ask(wire.FilesToRemove())
    box = run.settings.layout.inbox
    brought = list(drop_box.still_there(box, files))
    data: list[dict[str, Any]] = []
    lines = []
    for name, file in brought:
        gone = remove and box is not None and drop_box.remove(box, name, file)
        data.append({"name": name, "list": file.list, "due": file.due, "removed": gone})
        key = ("file_removed" if gone else "file_kept") if remove else "files_left"
        lines.append(run.t(f"erasure.{key}", name=name, list=file.list, due=run.when(file.due)))
    run.show(data, lines or [run.t("erasure.files_none")])


def named(run: Session, act: Erasing) -> Iterator[tuple[str, Any]]:
    """Yield label and value of everything that an act erases, each request and list from its own signed text."""
    if not isinstance(act, Erase):
        return

    for number in numbers(run.core, act):
        yield run.t("erasure.what"), guard(number)
    for one in lists(run.core, act):
        line = f"{one.name}  {one.department}  {run.when(one.at)}  {tables.count(one.n)}"
        yield run.t("erasure.what"), guard(line)


def _lines(run: Session, view: wire.ErasureView) -> Iterator[str]:
    row = view.row
    yield run.t("erasure.nth", id=row.id)
    yield from viewed.whole(run, row, views.ERASED, shown.PANE)
    removed = "  ".join(f"{run.name('erased_rows', name)} {n}" for name, n in view.removed.items())
    yield from tables.pairs([(run.t("erasure.removed"), removed), (run.t("cli.column.digest"), row.proposal)])
    for item in view.items:
        yield guard(f"  {run.name('erasure.item', item.kind)}  {item.name}  {item.n}  {item.digest}")
    for text in view.reports:
        report = msgspec.json.decode(text, type=wire.ErasureReport)
        yield guard(
            run.t(
                "erasure.told",
                by=report.by,
                sends=report.sends,
                recipients=report.recipients,
                rows=report.rows,
            )
        )
