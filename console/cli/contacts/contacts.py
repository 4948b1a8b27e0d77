"""Contact lists and opt-outs: import a file with its findings, look at lists, record opt-outs."""

import re
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from console.acting import clock, steps
from console.acting.contacts import lists, resubscribing
from console.acting.rosters import number_plans
from console.cli import declared, signing, tables, viewed
from console.cli.contacts import list_check, optout_lists, readings
from console.cli.contacts import lists as list_commands
from console.cli.declared import both
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.contacts import cut, importing, inbox
from console.contacts.cut import Sign
from console.contacts.error import ContactsError
from console.contacts.importing import Imported
from console.domain.calendar import local_day
from console.domain.contacts.mended import mark, marked
from console.domain.contacts.resubscribing import Resubscribe
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.locale.guard import guard
from console.site import upload
from console.views import contacts
from console.wire.acts import Given
from console.wire.answers import Done
from console.wire.contacts import list_assets, optouts
from console.wire.contacts import lists as list_calls

app = typer.Typer(no_args_is_help=True, help=both("command_line.contacts"))

_MOBILE = re.compile(r"[0-9]{11}")


viewed.add_list(app, list_calls.ListsPage, contacts.LIST, "cli.no_lists")


@app.command("import")
def bring_in(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    name: Annotated[str, typer.Option("--name")] = "",
    department: Annotated[str, typer.Option("--department")] = "",
    sheet: readings.Sheet = None,
    column: readings.Column = None,
    encoding: readings.Encoding = None,
    accept: Annotated[list[str] | None, typer.Option("--accept", metavar="REASON,…")] = None,
    leave: Annotated[
        list[str] | None, typer.Option("--leave", metavar="columns,hidden_row,filtered_row")
    ] = None,
    whole: Annotated[bool, typer.Option("--whole")] = False,
    texts: readings.Texts = False,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    keep: Annotated[bool, typer.Option("--keep")] = False,
) -> None:
    run = session(context)
    repairs = readings.repairs(accept, "--accept")
    known = readings.left(leave, "--leave")
    first, *more = readings.places(sheet, column)
    report = readings.progress(run)
    plan = number_plans.on(run.core, local_day(clock.now(), run.settings.timezone))
    box = run.settings.layout.inbox
    try:
        with (
            inbox.open_named(file, box) as source,
            importing.Reading(source, first[0], encoding, column=first[1], more=more, plan=plan) as reading,
        ):
            preview = reading.preview(report)
            if not run.as_json:
                readings.tell_preview(run, preview)
            imported = reading.judge(repairs, report, texts=texts)
            signs = () if whole else cut.signs(source)
    except ContactsError:
        run.say()
        raise
    with imported.findings:
        for line in readings.result_lines(run, imported):
            run.say(line)
        open_ = readings.unanswered(imported, known, named=column is not None)
        _answer(run, imported, signs, open_, yes=yes)
        if imported.hidden_column and column is None:
            _answer_hidden(run, imported, yes=yes)
        if not (yes or (run.interactive and run.agrees(run.t("cli.import_question")))):
            run.show(
                {
                    "imported": False,
                    **readings.result(imported),
                    "perhaps_cut": [str(one) for one in signs],
                    "unanswered": open_,
                },
                [run.t("cli.not_imported")],
            )
            return
        origin = inbox.Origin(file, box, source.sha256)
        _hand_in(run, imported, origin, department or _own_department(run), name or Path(file).stem)
    if box is not None and inbox.in_box(file) and not keep:
        left = inbox.take_away(file, box, source.sha256)
        run.say(run.t(f"cli.inbox_{left}", file=file))


list_check.add(app)


@app.command("inbox")
def arrived(context: typer.Context) -> None:
    run = session(context)
    box = run.settings.layout.inbox
    files = inbox.files(box) if box is not None else []
    rows = [
        (name, tables.count(size), run.when(f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"))
        for name, size, at in files
    ]
    data = [{"name": name, "size": size} for name, size, _ in files]
    if run.settings.layout.site is not None:
        to = upload(run.settings.layout.site)
        run.say(
            run.t("import_view.upload", command=to.command, host=to.host, port=to.port, account=to.account)
        )
    run.table(data, ("name", "size", "at"), rows, empty="cli.inbox_empty" if box else "cli.no_inbox")


Which = Annotated[int, typer.Argument(metavar="LIST")]


def _mend_sheet(run: Session, typed: Mapping[str, Any]) -> str:
    """The name of the sheet of a list's findings: the importer knows by it to which list the mended ones belong."""
    row: list_calls.ListRow = run.ask(list_assets.ListDetail(typed["list_id"]))
    return f"{run.t('list_assets.mend_sheet')} {mark(row.digest)}"


viewed.add_list(
    app, list_calls.FindingsPage, contacts.FINDING, "cli.no_findings", "findings", {"list_id": Which},
    sheet_name=_mend_sheet,
)  # fmt: skip
viewed.add_list(app, optouts.OptOutsPage, contacts.OPT_OUT, "cli.no_optouts", "optouts")


@app.command("optout-add")
def optout_add(
    context: typer.Context,
    number: Annotated[list[str], typer.Argument(metavar="NUMBER…")],
    scope: Annotated[str, typer.Option("--scope")] = "promotion",
    department: Annotated[str, typer.Option("--department")] = "",
    source: Annotated[str, typer.Option("--source", metavar="TEXT")] = "",
) -> None:
    run = session(context)
    given = sys.stdin.read().split() if number == ["-"] else number
    if not given or not all(_MOBILE.fullmatch(one) for one in given):
        raise UsageError(run.t("cli.number_form"))
    done: Done = run.ask(optouts.AddOptOuts([int(one) for one in given], scope, source, department))
    data = msgspec.to_builtins(done) | {"added": done.id}
    run.show(data, [run.t("cli.optouts_added", added=done.id, given=len(given))])


optout_lists.add(app)
list_commands.add(app)


def _end(run: Session, number: str, scope: str, department: str, said: dict[str, Given]) -> None:
    """Propose to end a refusal; the General Department's manager confirms."""
    if number == "-":
        number = str(typer.prompt(run.t("search.number"), err=True, hide_input=run.interactive))
    if not _MOBILE.fullmatch(number):
        raise UsageError(run.t("cli.number_form"))
    rows = resubscribing.refusals(run.core, int(number), str(said["reason"]))
    fits = [row for row in rows if scope in {"", row.scope} and department in {"", row.department}]
    for row in rows:
        words = contacts.scope_words(viewed.viewer(run), row.scope, row.department)
        run.say(guard(f"{words}  {run.when(row.at)}"))
    if len(fits) != 1:
        raise UsageError(run.t("cli.optout_which", n=len(fits)))
    prepared = resubscribing.ending(run.core, int(number), fits[0], said, by=run.me.person)
    signing.propose(run, prepared, run.said, "act.resubscribe")


_ENDED: dict[str, Any] = {
    "number": Annotated[str, typer.Argument(metavar="NUMBER")],
    "scope": Annotated[str, typer.Option("--scope")],
    "department": Annotated[str, typer.Option("--department")],
}
declared.add(app, "optout-end", Resubscribe, _ENDED, _end, {"scope": "", "department": ""})


def _answer(
    run: Session, imported: Imported, signs: Sequence[Sign], unanswered: Sequence[str], *, yes: bool
) -> None:
    """Say what of the file is in doubt, and have it answered before anything is signed.

    Whoever says `--yes` cannot be asked: what they did not answer by an option is refused. A file that was written just now is no
    more than told.
    """
    if readings.say_cut(run, imported, signs) and yes:
        raise RefusedError(refuse("list_perhaps_cut", "R10", rows=imported.rows))
    if yes and unanswered:
        raise RefusedError(refuse("list_left_aside", "R10", what=", ".join(unanswered)))
    if run.interactive and not yes:
        for one in unanswered:
            run.insist(run.t(f"cli.leave_{one}"))


def _answer_hidden(run: Session, imported: Imported, *, yes: bool) -> None:
    """Have it confirmed that the numbers are those of a column that nobody sees who opens the file."""
    if yes:
        raise RefusedError(refuse("list_column_hidden", "R10", column=imported.hidden_column))
    if run.interactive:
        said = {"column": imported.hidden_column, "n": tables.count(len(imported.numbers))}
        run.insist(run.t("aside.hidden_taken", **said))


def _hand_in(run: Session, imported: Any, origin: Any, department: str, name: str) -> None:
    """Send the rows, show the manifest, sign it, close the list; if no key opens, the rows are dropped."""
    pending = lists.upload(
        run.core,
        imported,
        person=run.me.person,
        department=department,
        name=name,
        origin=origin,
        progress=lambda done, total: readings.bar(run, run.t("stage.upload"), done, total),
    )
    for line in signing.act_lines(run, steps.read(pending.prepared)):
        run.say(line)
    glance: list_assets.Glance = run.ask(list_assets.ListGlance(pending.list_id))
    for _, line in contacts.glance_words(viewed.viewer(run), glance):
        run.say(line)
    done = lists.finish(run.core, pending, lambda: list_commands.opened_for(run, pending.list_id), origin)
    data = {"imported": True, "list": done.id, "seq": done.seq, **readings.result(imported)}
    numbers = tables.count(len(imported.numbers))
    opted: list_calls.OptedOut = run.ask(list_calls.ListOptOuts(done.id))
    data["glance"] = msgspec.to_builtins(glance)
    data["opted_out"] = {"all": sum(opted.scopes.values()), "scopes": opted.scopes}
    said = run.t("cli.imported", list=done.id, n=numbers) + run.t("cli.entry", seq=done.seq)
    lines = [said, contacts.opted_words(viewed.viewer(run), opted)]
    if marked(imported.source.place):
        lines.append(run.t("cli.mend_with", list=done.id))
    run.show(data, lines)


def _own_department(run: Session) -> str:
    mine = [department for post, department in run.me.posts if post == "drafter"]
    if len(mine) != 1:
        raise UsageError("--department")
    return mine[0]
