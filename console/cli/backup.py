"""`backup` and `restore`: for the administrator on the host, beside the running daemons, without asking a desk.

Each account backs up what it owns: the desk's account the desk's database, custody's the dispatcher's. In solo they are one.
"""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from console.cli import output, restoring, tables
from console.cli.backups_told import amount, facts, progress, silent, tell
from console.cli.declared import both
from console.cli.session import Session, session
from console.cli.streams import UsageError, read_file
from console.domain.times import now
from console.errors import ConsoleError, os_cause
from console.locale.guard import guard
from console.signing.links import ungrouped
from console.signing.trust import Roots

if TYPE_CHECKING:
    from console.acting.ledger.erased import Erased
    from console.backup.manifest import Manifest, Report

app = typer.Typer(no_args_is_help=True, invoke_without_command=True, help=both("command_line.backup"))

_PARTS = {"all": ("desk", "dispatch"), "desk": ("desk",), "dispatch": ("dispatch",)}
Folder = Annotated[Path, typer.Argument(metavar="DIR")]


@app.callback()
def make(
    context: typer.Context,
    out: output.AnyFolder = None,
    part: Annotated[str, typer.Option("--part")] = "all",
    into: Annotated[Path | None, typer.Option("--into", metavar="DIR")] = None,
) -> None:
    """备份：发送进行中也可以做；不含任何私钥和口令。 Back up, also while a send runs; no key and no password is in it."""
    if context.invoked_subcommand is not None:
        return
    run = session(context)
    if (out is None) == (into is None):
        raise UsageError(run.t("backup.where"))
    if part not in _PARTS:
        raise UsageError(run.t("backup.no_such_part", part=part))
    verbs = run.outside.backups()
    os.umask(0o077)
    out = out or verbs.place(Path.cwd() / (into or ""), now())

    def written(folder: Path) -> "tuple[Manifest, Report]":
        made = verbs.make(run.settings.layout, folder, _PARTS[part], progress(run))
        return made, verbs.check(folder, silent)

    manifest, report = output.made_folder(run, out, "backup", written)
    # The backup is made and proved, whatever becomes of this: then `status` goes on telling how old the one before is.
    with contextlib.suppress(OSError):
        verbs.stamp(run.settings.layout, _PARTS[part], manifest.at)
    size = sum(one.size for one in manifest.files)
    lines = [
        run.t("backup.made", path=guard(output.called(run, out)), n=len(manifest.files), size=amount(size)),
        *facts(run, report),
    ]
    gone = _pruned(run, into) if into is not None and report.good else []
    tell(run, report, [*lines, *gone, run.t("backup.keep")])


def _pruned(run: Session, into: Path) -> list[str]:
    """Take away what is no longer kept beside a good backup, and say it. Raises ConsoleError `file_unwritable`."""
    try:
        gone = run.outside.backups().prune(run.settings.layout, Path.cwd() / into)
    except OSError as error:
        raise ConsoleError("file_unwritable", path=error.filename or into, error=os_cause(error)) from error
    return [run.t("backup.gone", path=guard(one.name)) for one in gone]


@app.command("check")
def check(
    context: typer.Context,
    folder: Folder,
    head: Annotated[list[str] | None, typer.Option("--head", metavar="SEQ:HASH")] = None,
) -> None:
    run = session(context)
    report = run.outside.backups().check(folder.absolute(), progress(run), head or [])
    tell(run, report, [run.t("backup.good"), *facts(run, report)])


def restore(
    context: typer.Context,
    folders: Annotated[list[Path], typer.Argument(metavar="DIR...")],
    nothing_since: Annotated[bool, typer.Option("--nothing-since")] = False,
    desk_database: Annotated[Path | None, typer.Option("--desk-database", metavar="FILE")] = None,
    dispatch_database: Annotated[Path | None, typer.Option("--dispatch-database", metavar="FILE")] = None,
    ledger: Annotated[Path | None, typer.Option("--ledger", metavar="FILE")] = None,
    site: Annotated[bool, typer.Option("--site")] = False,
    lost_dispatch: Annotated[bool, typer.Option("--lost-dispatch")] = False,
    out: output.AnyFile = None,
) -> None:
    """Restore into an empty --home: the backup is proved first, and the restored copy sends nothing."""
    run = session(context)
    if site:
        if ledger is not None or run.given_home is not None:
            raise UsageError(run.t("restore.site_alone"))
        databases = (desk_database, dispatch_database)
        restoring.site(run, folders, databases, out, nothing_since=nothing_since, lost=lost_dispatch)
        return
    if run.given_home is None:
        raise UsageError(run.t("backup.home_needed"))
    if len(folders) != 1 or lost_dispatch or out is not None:
        raise UsageError(run.t("restore.only_site"))
    (folder,) = folders
    os.umask(0o077)
    home = run.settings.home
    came_back = _came_back(run, folder.absolute(), ledger)
    places = {"desk": desk_database, "dispatch": dispatch_database}
    report = run.outside.backups().restore(
        folder.absolute(),
        home,
        progress(run),
        nothing_since=nothing_since,
        into={part: file.absolute() for part, file in places.items() if file is not None},
    )
    lines = [
        run.t("restore.done", home=guard(str(home))),
        *facts(run, report),
        *_erased(run, report, came_back),
    ]
    if report.doubtful:
        lines.append(run.t("restore.doubtful", n=tables.count(report.doubtful)))
    if "dispatch" in report.manifest.parts:
        lines += [
            "",
            *(run.t(f"restore.next.{step}") for step in ("stop", "keys", "start", "rearm", "settle")),
        ]
    else:
        lines += ["", run.t("restore.next.other")]
    tell(run, report, lines, erased_since=msgspec.to_builtins(came_back))


def add_to(top: typer.Typer) -> None:
    """Add the command at the top level."""
    top.command("restore", help=both("command_line.restore"))(restore)


def _came_back(run: Session, folder: Path, export: Path | None) -> "list[Erased] | None":
    """The erasures since the backup by a newer ledger; None where no ledger was given. Raises ConsoleError for a foreign ledger."""
    if export is None:
        return None
    from console.acting.ledger import erased, ledger  # noqa: PLC0415 - hashes are loaded for verifying alone

    try:
        roots = msgspec.json.decode(read_file(folder / "roots.json", 1 << 20), type=Roots)
        kept = msgspec.json.decode(read_file(folder / "manifest.json", 8 << 20), type=_Head)
    except msgspec.DecodeError as error:
        raise ConsoleError("backup_not_one", path=folder) from error
    head = ungrouped(kept.head)
    if head is None:
        raise UsageError(run.t("restore.ledger_needs_desk"))
    try:
        with export.open("rb") as lines:
            chain = ledger.check(lines, roots, [head] if head.seq else [])
        if chain.bad:
            why = run.name("chain", chain.why)
            raise ConsoleError("restore_other_ledger", path=export, seq=chain.bad, why=why)
        with export.open("rb") as lines:
            return list(erased.since(lines, head.seq))
    except OSError as error:
        raise ConsoleError("file_unreadable", path=export, error=os_cause(error)) from error


class _Head(msgspec.Struct):
    """The field of a manifest that holds the ledger's head."""

    head: str


def _erased(run: Session, report: "Report", came_back: "list[Erased] | None") -> Iterable[str]:
    """Yield up to when the backup knows of erasures, and which later erasures restoring it would undo, as far as known here."""
    yield run.t("restore.knows", at=run.when(report.manifest.at))
    if came_back is None:
        yield run.t("restore.later" if report.head else "restore.later_dispatch")
        return
    yield run.t("restore.came_back" if came_back else "restore.none_since", n=len(came_back))
    for one in came_back:
        named = ", ".join(one.requests) or "-"
        yield "  " + run.t(
            "restore.erased_one",
            seq=one.entry, at=run.when(one.at), by=run.who(one.by), requests=guard(named), lists=one.lists,
            n=tables.count(one.count),
        )  # fmt: skip
