"""Proving a backup: every file matches the manifest, each database is sound, and the ledger's chain holds.

A dump is read by the stock `pg_restore`; neither the live database nor any server is asked.
"""

import hashlib
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from console.backup import copying, inside, postgres
from console.backup.manifest import (
    DATABASES,
    DUMPS,
    FORMAT,
    MANIFEST,
    SUMS,
    Fault,
    Manifest,
    Part,
    Report,
    Say,
    amiss,
    counted,
    digest_of,
    safe,
    sums,
)
from console.db import chain, verify
from console.db.chain import LedgerHead
from console.db.errors import BadHeadError
from console.errors import ConsoleError, os_cause
from console.signing.trust import Roots

_MOST = 8 << 20
"""Bytes of a manifest at most, more than any real one has."""


def check(folder: Path, say: Say, heads: Sequence[str] = ()) -> Report:
    """Check a backup; `heads` were kept elsewhere, on forms or in filings, and must lie on its chain.

    Raises ConsoleError `backup_unfinished` where there is no manifest, `backup_not_one` for an invalid one, `bad_head`, and
    `backup_no_tool` where a dump cannot be read here.
    """
    manifest, digest = read(folder)
    kept = [_parsed(head) for head in heads]
    faults = list(_files(folder, manifest, say))
    report = Report(manifest, digest, faults=faults)
    if faults:
        return report
    try:
        for part in manifest.parts:
            faults += _whole(folder, manifest, part)
        if Part.DESK in manifest.parts and not faults:
            report = _chain(folder, report, kept)
        elif not faults:
            with inside.looking(folder, manifest, Part.DISPATCH) as conn:
                report = msgspec.structs.replace(report, erased=_newest(conn, _ERASED_HERE))
    except (SQLAlchemyError, ValueError) as error:
        faults = [amiss("backup_database", path="*.db, *.dump", error=type(error).__name__)]
    return msgspec.structs.replace(report, faults=faults or report.faults)


def read(folder: Path) -> tuple[Manifest, str]:
    """The manifest and its digest; raises ConsoleError `backup_unfinished`, `backup_not_one`."""
    try:
        with (folder / MANIFEST).open("rb") as file:
            data = file.read(_MOST)
        manifest = msgspec.json.decode(data, type=Manifest)
    except FileNotFoundError as error:
        raise ConsoleError("backup_unfinished", path=folder) from error
    except OSError as error:
        raise ConsoleError("file_unreadable", path=folder, error=os_cause(error)) from error
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise ConsoleError("backup_not_one", path=folder) from error
    expected = {manifest.database(part) for part in manifest.parts}
    listed = [one.path for one in manifest.files]
    if (
        manifest.format != FORMAT
        or manifest.encoded() != data
        or not all(map(safe, listed))
        or len(set(listed)) != len(listed)
        or not expected
        or not (expected | {"roots.json"}) <= set(listed)
        or set(listed) & ({*DATABASES.values(), *DUMPS.values()} - expected)
        or not set(manifest.servers) <= set(manifest.parts)
    ):
        raise ConsoleError("backup_not_one", path=folder)
    return manifest, hashlib.sha256(data).hexdigest()


def _files(folder: Path, manifest: Manifest, say: Say) -> Iterator[Fault]:
    """Yield the files that are missing, changed, or not in the manifest."""
    known = {one.path: one for one in manifest.files}
    for path, one in known.items():
        try:
            status = (folder / path).lstat()
            if not stat.S_ISREG(status.st_mode):
                yield amiss("backup_stranger", path=path)
                continue
            size, digest = digest_of(folder / path, counted(say, path, one.size))
        except OSError:
            yield amiss("backup_missing", path=path)
            continue
        if (size, digest) != (one.size, one.sha256):
            yield amiss("backup_changed", path=path)
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if not file.is_dir() and path not in known and path not in {MANIFEST, SUMS}:
            yield amiss("backup_stranger", path=path)
    try:
        same = (folder / SUMS).read_bytes() == sums(manifest)
    except OSError:
        same = False
    if not same:
        yield amiss("backup_changed", path=SUMS)


def _whole(folder: Path, manifest: Manifest, part: Part) -> Iterator[Fault]:
    name = manifest.database(part)
    if part in manifest.servers:
        try:
            postgres.readable(folder / name, manifest.servers[part])
        except ConsoleError as error:
            if error.code != "backup_tool_failed":
                raise
            yield amiss("backup_database", path=name, error=error.params["error"])
        return
    with copying.looking(folder / name) as conn:
        said = conn.execute(text("PRAGMA quick_check")).scalars().first()
    if said != "ok":
        yield amiss("backup_database", path=name, error="quick_check")


def _chain(folder: Path, report: Report, kept: list[LedgerHead]) -> Report:
    """Prove the ledger from the roots, against its head in the manifest, the dispatcher's signed heads, and the kept heads."""
    manifest = report.manifest
    try:
        roots = msgspec.json.decode((folder / "roots.json").read_bytes(), type=Roots)
        head = chain.parse_head(manifest.head)
    except (msgspec.MsgspecError, BadHeadError):
        return msgspec.structs.replace(report, faults=[amiss("backup_changed", path="roots.json")])
    heads = [("--head", one) for one in kept] + ([(MANIFEST, head)] if head.seq else [])
    erased: list[str] = []
    if Part.DISPATCH in manifest.parts:
        with inside.looking(folder, manifest, Part.DISPATCH) as conn:
            heads += _signed(conn, manifest.database(Part.DISPATCH), _HEADS[Part.DISPATCH])
            erased.append(_newest(conn, _ERASED_HERE))
    with inside.looking(folder, manifest, Part.DESK) as conn:
        heads += _signed(conn, manifest.database(Part.DESK), _HEADS[Part.DESK])
        erased.append(_newest(conn, _ERASED_THERE))
        everyone = [one for _, one in heads]
        outcome = verify.verify(conn, genesis=chain.genesis(roots.org, list(roots.keys)), heads=everyone)
        witness = verify.contradicted(conn, outcome.bad, everyone)
    faults = []
    if outcome.bad is not None:
        faults = [amiss("backup_chain", seq=str(outcome.bad.seq), why=str(outcome.bad.reason))]
        faults += [
            amiss("backup_head", path=path, seq=str(one.seq), head=chain.format_head(one))
            for path, one in dict.fromkeys(heads)
            if one == witness
        ]
    elif outcome.head != head:
        faults = [amiss("backup_chain", seq=str(outcome.head.seq), why="rewritten")]
    return msgspec.structs.replace(
        report,
        entries=outcome.checked,
        head=chain.format_head(outcome.head),
        faults=faults,
        erased=max(erased),
    )


_HEADS: Final = {Part.DISPATCH: "body", Part.DESK: "text"}
"""The column of each part that holds the text of a signed head."""
_ERASED_HERE: Final = "SELECT max(done) FROM erasure"
_ERASED_THERE: Final = "SELECT max(time) FROM ledger WHERE kind = 'erasure.done'"
"""When the newest erasure was carried out, as dispatcher and desk record it."""


def _newest(conn: Connection, query: str) -> str:
    return str(conn.execute(text(query)).scalar_one() or "")


def heads_in(folder: Path, manifest: Manifest, part: Part) -> list[tuple[str, LedgerHead]]:
    """The heads that dispatchers signed, in a part of a backup."""
    with inside.looking(folder, manifest, part) as conn:
        return _signed(conn, manifest.database(part), _HEADS[part])


def _signed(conn: Connection, path: str, column: str) -> list[tuple[str, LedgerHead]]:
    """The heads that dispatchers signed, as their texts name them, each with the file where it lies."""
    rows = conn.execute(text(f"SELECT seq, hash, {column} FROM head"))  # noqa: S608 - our own word
    return [(path, verify.signed_head(seq, bytes(hashed), body)) for seq, hashed, body in rows]


def _parsed(head: str) -> LedgerHead:
    try:
        return chain.parse_head(head)
    except BadHeadError as error:
        raise ConsoleError(error.code) from error
