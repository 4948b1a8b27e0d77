"""The backups of the two parts of one separated site, judged together before either is restored; nothing is written."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from console.backup import inside
from console.backup.checking import check, heads_in, read
from console.backup.manifest import Half, Manifest, Pair, Part, Say
from console.db import chain, migrate
from console.db.chain import LedgerHead
from console.domain import times
from console.errors import ConsoleError
from console.version import FULL

_APART: Final = timedelta(hours=1)
"""Up to this long before the desk's part the dispatcher's may have been made: it is made first, and takes its time."""


def pair(folders: Sequence[Path], org: str, say: Say, *, lost: bool = False) -> Pair:
    """Prove the backups of a site and judge whether they belong together; `lost` says that there is none of the dispatcher.

    Raises ConsoleError `restore_parts`, `restore_part_missing`, `restore_other_org`, `restore_newer`, and as `check` does. What does
    not verify is in `faults`.
    """
    found = _parts(folders, lost=lost)
    for folder, manifest in found.values():
        if manifest.org != org:
            raise ConsoleError("restore_other_org", path=folder, org=manifest.org, here=org)
    desk, manifest = found[Part.DESK]
    dispatch, heads = None, list[LedgerHead]()
    if Part.DISPATCH in found:
        place, theirs = found[Part.DISPATCH]
        dispatch = Half(place, check(place, say))
        if not dispatch.report.good:
            return Pair(Half(desk, check(desk, say)), dispatch)
        heads = [head for _, head in heads_in(place, theirs, Part.DISPATCH)]
    # What it signed about later entries says only that this desk is the older one.
    end = chain.parse_head(manifest.head)
    past = [chain.format_head(head) for head in heads if head.seq <= end.seq]
    report = check(desk, say, past)
    if dispatch is not None and report.good:
        _insist_same_roots(desk, dispatch.folder, org)
    _insist_known({Part.DESK: desk} | ({Part.DISPATCH: dispatch.folder} if dispatch else {}))
    beyond = any(head.seq > end.seq for head in heads)
    return Pair(Half(desk, report), dispatch, _older(manifest, dispatch, beyond=beyond))


def _parts(folders: Sequence[Path], *, lost: bool) -> dict[Part, tuple[Path, Manifest]]:
    """Which folder holds which part."""
    found: dict[Part, tuple[Path, Manifest]] = {}
    for folder in folders:
        manifest, _ = read(folder)
        if len(manifest.parts) != 1 or manifest.parts[0] in found:
            raise ConsoleError("restore_parts", path=folder, parts=", ".join(manifest.parts))
        found[manifest.parts[0]] = (folder, manifest)
    if Part.DESK not in found:
        raise ConsoleError("restore_desk_missing")
    if Part.DISPATCH in found and lost:
        raise ConsoleError("restore_part_not_lost")
    if Part.DISPATCH not in found and not lost:
        raise ConsoleError("restore_part_missing")
    return found


def _insist_same_roots(desk: Path, dispatch: Path, org: str) -> None:
    if (desk / "roots.json").read_bytes() != (dispatch / "roots.json").read_bytes():
        raise ConsoleError("restore_other_org", path=dispatch, org=org, here=org)


def _older(desk: Manifest, dispatch: Half | None, *, beyond: bool) -> Part | None:
    if dispatch is None:
        return None
    ahead = times.parse(desk.at) - times.parse(dispatch.report.manifest.at)
    if beyond or ahead < timedelta():
        return Part.DESK
    return Part.DISPATCH if ahead > _APART else None


def _insist_known(folders: dict[Part, Path]) -> None:
    """Raise ConsoleError `restore_newer` for a database of a newer program: its daemon would not start here."""
    for part, folder in folders.items():
        tree = migrate.DESK if part is Part.DESK else migrate.DISPATCH
        with inside.looking(folder, read(folder)[0], part) as conn:
            revision = _one(conn, f"SELECT version_num FROM {tree.version_table}", tree.version_table)  # noqa: S608 - our own name
            query = f"SELECT program FROM {tree.program_table} WHERE revision = :revision"  # noqa: S608 - our own name
            program = _one(conn, query, tree.program_table, revision=revision)
        if revision not in migrate.known(tree):
            raise ConsoleError("restore_newer", part=part, needs=program or "?", program=FULL)


def _one(conn: Connection, query: str, table: str, **given: str) -> str:
    if not inspect(conn).has_table(table):
        return ""
    return str(conn.execute(text(query), given).scalar() or "")
