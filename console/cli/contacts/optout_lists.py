"""Lists of opt-outs at the command line: brought in from a file, listed, handed over (R13)."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from console.acting.contacts import optout_lists as acting
from console.cli import output, tables, viewed
from console.cli.contacts import readings
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.contacts import importing, inbox
from console.contacts.error import ContactsError
from console.domain.contacts import aside as places
from console.domain.contacts.optouts import SCOPES, SOURCES
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.views import contacts
from console.wire.contacts import optouts
from console.wire.ledger.outbox import OutKind

Scope = Annotated[str, typer.Option("--scope")]
_COLUMNS, _SHEETS = readings.COLUMNS, readings.SHEETS
_LEAVES = frozenset({_COLUMNS, _SHEETS})


def add(app: typer.Typer) -> None:
    """Add the commands to the group of contacts."""
    viewed.add_list(app, optouts.OptOutLists, contacts.OPT_OUT_LIST, "cli.no_optout_lists", "optout-lists")
    app.command("optout-import")(bring_in)
    app.command("optout-export")(hand_over)


def bring_in(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    kind: Annotated[str, typer.Option("--kind")] = "carrier",
    source: Annotated[str, typer.Option("--source", metavar="TEXT")] = "",
    dated: Annotated[str, typer.Option("--dated", metavar="DATE")] = "",
    scope: Scope = "promotion",
    department: Annotated[str, typer.Option("--department")] = "",
    sheet: readings.Sheet = None,
    column: readings.Column = None,
    encoding: readings.Encoding = None,
    leave: Annotated[list[str] | None, typer.Option("--leave", metavar="columns,sheets")] = None,
    whole: Annotated[bool, typer.Option("--whole")] = False,
    yes: Annotated[bool, typer.Option("--yes")] = False,
) -> None:
    run = session(context)
    if scope not in SCOPES or kind not in SOURCES:
        raise UsageError(f"--scope {', '.join(SCOPES)}  --kind {', '.join(SOURCES)}")
    day = dated or f"{datetime.now(UTC).astimezone(ZoneInfo(run.settings.timezone)):%Y-%m-%d}"
    listed = acting.Listed(scope, department, kind, source, day)
    known = readings.left(leave, "--leave", _LEAVES)
    known |= {name for name, given in ((_SHEETS, sheet), (_COLUMNS, column)) if given}
    first, *more = readings.places(sheet, column)
    bar = _Bar(run)
    try:
        with (
            inbox.open_named(file, run.settings.layout.inbox) as opened,
            importing.Reading(opened, first[0], encoding, column=first[1], more=more) as reading,
        ):
            made = acting.plan(run.core, reading, listed, bar)
    except ContactsError:
        run.say()
        raise
    with made.imported.findings:
        data = _plan_data(made)
        for line in _plan_lines(run, made, listed):
            run.say(line)
        if not made.numbers:
            raise ConsoleError("optout_list_empty")
        _answer(run, made, known, whole=whole, yes=yes)
        if not (yes or (run.interactive and run.agrees(run.t("cli.optout_question")))):
            run.show({"recorded": False, **data}, [run.t("cli.optout_not_recorded")])
            return
        done = acting.bring(run.core, made, listed, bar)
    said = run.t("cli.optouts_added", given=tables.count(len(made.numbers)), added=tables.count(done.id))
    run.show(
        {"recorded": True, "added": done.id, "seq": done.seq, **data},
        [said + run.t("cli.entry", seq=done.seq) + contacts.ended_words(viewed.viewer(run), made.ended)],
    )


def _answer(run: Session, made: acting.Plan, known: frozenset[str], *, whole: bool, yes: bool) -> None:
    """Say what of the file is in doubt, as the import of contacts does: nothing of it is recorded, or left out, unasked."""
    doubtful = readings.say_cut(run, made.imported, () if whole else made.signs)
    if yes and doubtful:
        raise RefusedError(refuse("optout_list_perhaps_cut", "R13", rows=made.imported.rows))
    aside = made.imported.aside
    there = {_COLUMNS: places.columns(aside), _SHEETS: places.sheets(aside)}
    open_ = [name for name, some in there.items() if some and name not in known]
    if yes and open_:
        raise RefusedError(refuse("optout_list_left_aside", "R13", what=", ".join(open_)))
    if run.interactive and not yes:
        for one in open_:
            run.insist(run.t(f"cli.leave_{one}"))


def hand_over(
    context: typer.Context,
    out: output.AnyFile = None,
    reason: Annotated[str, typer.Option("--reason")] = "",
    scope: Annotated[str, typer.Option("--scope")] = "",
) -> None:
    run = session(context)
    out = output.named(run, out, "optouts.txt")
    with output.opened(run, out, OutKind.NUMBERS) as file:
        made = acting.export(run.core, scope, reason)
        if out.suffix.lower() == ".xlsx":
            written = run.outside.book(
                file, [run.t("column.mobile")], ([f"{number:011d}"] for number in made.numbers)
            )
        else:
            written = acting.write_text(file, made.numbers)
    data = {"file": str(out), "written": written, "erased": made.erased, "seq": made.seq}
    lines = [
        run.t("cli.optouts_written", n=tables.count(written), file=output.called(run, out))
        + run.t("cli.entry", seq=made.seq)
    ]
    if made.erased:
        lines.append(run.t("optouts.erased_left", n=tables.count(made.erased)))
    run.show(data, lines)


def _plan_data(made: acting.Plan) -> dict[str, Any]:
    return {
        "rows": made.imported.rows, "numbers": len(made.numbers), "new": made.new, "known": made.known, "ended": made.ended,
        "repeated": made.repeated, "blank": made.blank, "no_number": made.no_number,
        "aside": made.imported.aside, "perhaps_cut": [str(one) for one in made.signs],
        "reasons": {str(reason): n for reason, n in made.reasons.items()}, "sha256": made.imported.source.sha256,
    }  # fmt: skip


def _plan_lines(run: Session, made: acting.Plan, listed: acting.Listed) -> Iterator[str]:
    yield contacts.plan_words(viewed.viewer(run), listed.scope, listed.department, _plan_data(made))
    yield from (f"  {words}" for words in _remarks(run, made))
    for reason in made.reasons:
        first = made.imported.findings.page(reason=reason, limit=5)
        rows = "; ".join(f"{one.row}: {one.raw}" for one in first)
        yield f"  {run.name('reason', reason)} {tables.count(made.reasons[reason])}  {rows}"


def _remarks(run: Session, made: acting.Plan) -> Iterator[str]:
    return contacts.remark_words(viewed.viewer(run), made.imported.source, every_row=True)


class _Bar:
    """One line of progress on a terminal's stderr; elsewhere nothing."""

    def __init__(self, run: Session) -> None:
        self._run = run

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        share = f"{100 * done // total:3d}%" if total else ""
        end = "\n" if stage == "bring" and done >= total else ""
        sys.stderr.write(f"\r\x1b[K{self._run.t(f'optouts.stage_{stage}')} {tables.count(done)} {share}{end}")
        sys.stderr.flush()
