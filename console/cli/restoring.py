"""`restore --site`: a separated site put back from the backups of its parts. What it would do in words, and the script for root.

Nothing here changes anything: both backups are proved and judged together, and an administrator reads the script and runs it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from console.cli import output
from console.cli.backups_told import facts, progress, tell
from console.cli.session import Session
from console.errors import ConsoleError
from console.install import restore as restores
from console.locale.guard import guard
from console.wire.ledger.outbox import OutKind

if TYPE_CHECKING:
    from console.backup.manifest import Half, Pair, Report


def site(
    run: Session,
    folders: list[Path],
    databases: tuple[Path | None, Path | None],
    out: Path | None,
    *,
    nothing_since: bool,
    lost: bool,
) -> None:
    """Judge the backups; say what a restore would do and what is in doubt, or write its script.

    `databases` are the files with the URLs for the desk's dump and the dispatcher's. Raises ConsoleError `restore_no_site`, and as
    `console.backup.pairing.pair` does.
    """
    here = run.settings.site
    if here is None:
        raise ConsoleError("restore_no_site")
    found = run.outside.backups().pair(
        [Path.cwd() / one for one in folders], here.org, progress(run), lost=lost
    )
    if found.faults:
        tell(run, _all(found), [])
    plan = restores.Restore(
        _laid(found.desk, databases[0]),
        _laid(found.dispatch, databases[1]) if found.dispatch else None,
        Path(sys.prefix) / "bin" / "python",
        nothing_since,
    )
    doubts = list(_doubts(run, found))
    if out is not None:
        for line in doubts:
            run.say(line)
        output.write(run, out, restores.script(plan, here).encode(), OutKind.RULES)
        said = run.t("install.piped") if out == output.STANDARD else run.t("install.written", file=out)
        run.show({"file": str(out), "doubts": doubts}, [said])
        return
    _show(run, found, plan, doubts)


def _show(run: Session, found: "Pair", plan: restores.Restore, doubts: list[str]) -> None:
    assert run.settings.site is not None  # noqa: S101 - judged before
    values = {"desk": run.settings.site.desk_home, "custody": run.settings.site.custody_home}
    steps = [run.t(f"restore.site.step.{step}", **values) for step in restores.STEPS]
    bring = [run.t(f"restore.site.bring.{one}", **values) for one in restores.BRING]
    lines = [run.t("restore.site.title", org=guard(run.settings.site.org))]
    for half in found.halves.values():
        lines += ["", guard(str(half.folder)), *facts(run, half.report)]
    lines += ["", *(f"{number:>3}. {step}" for number, step in enumerate(steps, 1))]
    lines += ["", run.t("restore.site.doubt"), *(f"  - {one}" for one in doubts)]
    lines += [
        "",
        run.t("restore.site.bring"),
        *(f"  - {one}" for one in bring),
        "",
        run.t("restore.site.then"),
    ]
    data = msgspec.to_builtins(plan, enc_hook=str)
    run.show(data | {"steps": steps, "doubts": doubts, "bring": bring}, lines)


def _doubts(run: Session, found: "Pair") -> Iterator[str]:
    """What is in doubt after this restore; the page says what becomes of it."""
    desk = found.desk.report.manifest
    yield run.t("restore.site.since", at=run.when(desk.at))
    if found.dispatch is None:
        yield run.t("restore.site.lost")
    elif found.older is not None:
        at = run.when(found.dispatch.report.manifest.at)
        yield run.t(f"restore.site.older.{found.older}", desk=run.when(desk.at), dispatch=at)


def _laid(half: "Half", database: Path | None) -> restores.Laid:
    """Raises ConsoleError where a dump has no database to go into, or a file has one."""
    (part,) = half.report.manifest.parts
    if (part in half.report.manifest.servers) != (database is not None):
        needed = "restore_database_needed" if database is None else "restore_database_unneeded"
        raise ConsoleError(needed, part=part)
    place = Path.cwd() / database if database is not None else None
    return restores.Laid(half.folder, half.report.digest, place)


def _all(found: "Pair") -> "Report":
    """The desk's report with everything that is wrong with either part."""
    return msgspec.structs.replace(found.desk.report, faults=found.faults)
