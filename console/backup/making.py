"""Making a backup of what one account owns of an installation, while its daemons run.

A backup never holds key files, the gateway's password or anything that opens it, the mark by which a sender knows its own
database, or the key of the passwords' fingerprints. A copy of a backup can therefore neither sign nor send.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from sqlalchemy import text

from console.backup import copying, inside, postgres
from console.backup.folders import copy_file, emptied_on_failure, write_file
from console.backup.manifest import (
    DATABASES,
    DUMPS,
    FORMAT,
    MANIFEST,
    SUMS,
    TOLD,
    Kept,
    Manifest,
    Part,
    Say,
    counted,
    digest_of,
    parts_of,
    safe,
    sums,
)
from console.db import chain
from console.db.errors import StorageError
from console.db.location import database_url
from console.domain import times
from console.errors import ConsoleError, os_cause
from console.settings import Home
from console.signing.trust import Roots
from console.site import account_name

_GLOBS = ("roster/*.json", "pledges/*.json", "policies/*.toml", "gateways/*.toml", "calendars/*.toml")
_PLAIN = ("policy.toml", "screening.toml")


def make(home: Home, out: Path, which: Sequence[str], say: Say) -> Manifest:
    """Copy the wanted parts (`desk`, `dispatch`) of an installation into a new or empty folder; return its manifest.

    Raises ConsoleError: `backup_nothing` where a part has no database here, `backup_not_owner` where another account owns it,
    `backup_unreadable`, `backup_target_used`, `loose_folder`, `loose_parent`, `file_unwritable`, `bad_installation`; for one on
    PostgreSQL `backup_unreachable`, `backup_no_tool`, `backup_tool_failed`.
    """
    parts = parts_of(which)
    urls = {part: _own(home, part) for part in parts}
    roots = _roots(home)
    at = times.now()
    with emptied_on_failure(out, ConsoleError("backup_target_used", path=out)):
        try:
            return _made(home, out, urls, roots, at, say)
        except OSError as error:
            raise ConsoleError(
                "file_unwritable", path=error.filename or out, error=os_cause(error)
            ) from error


def _made(home: Home, out: Path, urls: dict[Part, str], roots: Roots, at: str, say: Say) -> Manifest:
    parts, servers = list(urls), dict[Part, int]()
    for part, url in urls.items():
        if url:
            target = out / DUMPS[part]
            target.parent.mkdir(mode=0o700)
            servers[part] = postgres.dump(postgres.Place(part, url), target)
        else:
            _copy(home, out, part, say)
    for path, source in _files(home, parts):
        copy_file(source, out / path)
    kept = []
    for file in sorted(one for one in out.rglob("*") if one.is_file()):
        path = file.relative_to(out).as_posix()
        size = file.stat().st_size
        kept.append(Kept(path, *digest_of(file, counted(say, path, size))))
    manifest = Manifest(
        FORMAT,
        roots.org,
        at,
        account_name(os.geteuid()),
        parts,
        "",
        kept,
        servers,
    )
    if Part.DESK in parts:
        manifest = msgspec.structs.replace(manifest, head=_head(out, manifest, roots))
    write_file(out / SUMS, sums(manifest))
    write_file(out / MANIFEST, manifest.encoded())
    return manifest


def _copy(home: Home, out: Path, part: Part, say: Say) -> None:
    path = DATABASES[part]
    target = out / path
    target.parent.mkdir(mode=0o700)
    try:
        copying.copy(home.root / path, target, lambda done, total: say(path, done, total))
    except Exception as error:
        # Both copies of the SQLite library have their own class of this name.
        if isinstance(error, sqlite3.Error) or type(error).__module__.startswith("pysqlite3"):
            raise ConsoleError(
                "backup_unreadable", path=home.root / path, error=type(error).__name__
            ) from error
        raise


def _own(home: Home, part: Part) -> str:
    """The URL of a part's PostgreSQL database, empty for its SQLite file.

    Refuses a database that does not exist or belongs to another account: opening it would leave files that lock its owner out.
    """
    copy = home.root / TOLD[part]
    path = copy if os.path.lexists(copy) else home.root / DATABASES[part]
    try:
        status = path.stat()
    except OSError as error:
        raise ConsoleError("backup_nothing", path=path, part=part) from error
    if status.st_uid != os.geteuid():
        raise ConsoleError("backup_not_owner", path=path, account=account_name(status.st_uid), part=part)
    if path != copy:
        return ""
    try:
        url = database_url(copy, home.root / DATABASES[part])
    except StorageError as error:
        raise ConsoleError("loose_file", **error.params) from error
    if not postgres.is_postgres(url):
        raise ConsoleError("backup_nothing", path=path, part=part)
    return url


def _roots(home: Home) -> Roots:
    try:
        return msgspec.json.decode(_roots_file(home).read_bytes(), type=Roots)
    except (OSError, msgspec.MsgspecError) as error:
        raise ConsoleError("bad_installation", what=error) from error


def _roots_file(home: Home) -> Path:
    own = home.root / "roots.json"
    return own if own.exists() else home.roots


def _files(home: Home, parts: list[Part]) -> Iterator[tuple[str, Path]]:
    """Yield all other files that people signed for, by their path in an installation."""
    yield "roots.json", _roots_file(home)
    for name in _PLAIN:
        if (home.root / name).exists():
            yield name, home.root / name
    for pattern in _GLOBS:
        for source in sorted(home.root.glob(pattern)):
            path = source.relative_to(home.root).as_posix()
            if safe(path):
                yield path, source
    kept = home.root / "dispatch" / "rosters.json"
    if Part.DISPATCH in parts and kept.exists():
        yield "dispatch/rosters.json", kept


def _head(out: Path, manifest: Manifest, roots: Roots) -> str:
    """The ledger's head in the copy."""
    with inside.looking(out, manifest, Part.DESK) as conn:
        newest = conn.execute(text("SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1")).one_or_none()
    if newest is None:
        return chain.format_head(chain.LedgerHead(0, chain.genesis(roots.org, list(roots.keys))))
    return chain.format_head(chain.LedgerHead(newest.seq, bytes(newest.hash)))
