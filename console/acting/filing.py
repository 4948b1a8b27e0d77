"""A quarter in the person's own program (R3): making the pack, checking what is signed, and writing the pack to a folder."""

import hashlib
import io
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from console.acting import declared
from console.acting.steps import Core, read
from console.domain.filing.filing import Filing, FilingAct, FilingReturn
from console.domain.ledger import checksums
from console.errors import ConsoleError, os_cause
from console.signing.statements import digest
from console.wire.acts import Given
from console.wire.answers import Done, Prepared
from console.wire.filing import filing

Progress = Callable[[int, int], None]
"""Takes the number of steps done and of steps in all."""


def compiled(core: Core, department: str, quarter: str, tell: Progress) -> Done:
    """Have a pack made step by step and kept by the desk."""
    made: filing.Built = core.call(filing.BuildFiling(department, quarter))
    tell(made.done, made.total)
    while made.done < made.total:
        made = core.call(filing.BuildFiling(department, quarter, made.done))
        tell(made.done, made.total)
    done: Done = core.call(filing.CompileFiling(department, quarter, made.manifest))
    return done


class _Form(msgspec.Struct):
    number: str
    version: int
    standing: str
    recipients: int


class _Facts(msgspec.Struct):
    department: str
    quarter: str
    revision: int
    nil: bool
    forms: list[_Form]


def prepare(core: Core, view: filing.FilingView, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have a manager's statement prepared; check it, and the pack that it names, against the quarter that they were shown.

    The pack is fetched whole: the manager signs its manifest, and the desk could have put less into it than it shows.
    """
    row, of = view.editions[-1], view.row
    before = next((one.digest for one in reversed(view.editions[:-1]) if one.digest), "")
    prepared = declared.prepare(core, Filing, str(row.id), said, _shown(view) | {"previous": before}, by=by)
    files = proved(core, row)
    try:
        facts = msgspec.json.decode(files.get("facts.json", b""), type=_Facts)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConsoleError("pack_damaged") from error
    shown = (of.department, of.quarter, row.revision, of.nil)
    held = {(one.number, one.version, one.standing, one.recipients) for one in facts.forms}
    listed = {(one.number, one.version, one.standing, one.recipients) for one in view.forms}
    if (facts.department, facts.quarter, facts.revision, facts.nil) != shown or held != listed:
        raise ConsoleError("prepared_differs", fields="facts.json")
    return prepared


def proved(core: Core, row: filing.EditionRow) -> dict[str, bytes]:
    """The files of a pack by name, each checked against the manifest, and the manifest against the row; raises ConsoleError."""
    name, data, _ = fetched(core, row.id)
    files = {one.removeprefix(f"{name}/"): content for one, content in _files(name, data).items()}
    manifest = files.pop(checksums.NAME, b"")
    if hashlib.sha256(manifest).hexdigest() != row.manifest:
        raise ConsoleError("prepared_differs", fields="manifest")
    if checksums.lines(files) != manifest:
        raise ConsoleError("pack_damaged")
    return files


def prepare_answer(
    core: Core,
    kind: type[FilingAct],
    asked: filing.FilingDetail,
    view: filing.FilingView,
    said: Mapping[str, Given],
    *,
    by: str,
) -> Prepared:
    """Have a receipt or a return prepared; the statement that it names must say what was asked for, and what `view` showed of it.

    The pack that a receipt names must be there whole. Raises ConsoleError.
    """
    row = view.editions[-1]
    _insist_shown(asked, view)
    prepared = declared.prepare(core, kind, str(row.id), said, {"filing": row.digest}, by=by)
    if kind is not FilingReturn:
        proved(core, row)
    return prepared


def _insist_shown(asked: filing.FilingDetail, view: filing.FilingView) -> None:
    """Insist that the newest statement is about the quarter that was shown: the answer names only its digest."""
    row, of = view.editions[-1], view.row
    signed = read(Prepared(row.statement))
    if not isinstance(signed, Filing) or digest(row.statement.encode()) != row.digest:
        raise ConsoleError("prepared_differs", fields="filing")
    differing = [name for name, value in _shown(view).items() if getattr(signed, name) != value]
    differing += [name for name in ("department", "quarter") if getattr(of, name) != getattr(asked, name)]
    if differing:
        raise ConsoleError("prepared_differs", fields=", ".join(differing))


def _shown(view: filing.FilingView) -> dict[str, object]:
    """The fields of a quarter's statement that its reader sees."""
    row, of = view.editions[-1], view.row
    read_of = {name: getattr(of, name) for name in ("department", "quarter", "requests", "recipients", "nil")}
    return {**read_of, "revision": row.revision, "manifest": row.manifest}


def fetched(
    core: Core, pack: int, tell: Progress = lambda _done, _size: None
) -> tuple[str, bytes, dict[str, str]]:
    """Fetch a pack: the folder's name, the zip, and the files beside it by name."""
    part: filing.PackPart = core.call(filing.FilingPack(pack))
    data, signed = part.data, dict(part.signed)
    tell(len(data), part.size)
    while len(data) < part.size:
        more: filing.PackPart = core.call(filing.FilingPack(pack, len(data)))
        if not more.data or (more.size, more.name) != (part.size, part.name):
            raise ConsoleError("pack_changed", filing=pack)
        data += more.data
        tell(len(data), part.size)
    return part.name, data, signed


def written(folder: Path, name: str, data: bytes, signed: dict[str, str]) -> list[Path]:
    """Write a pack under a folder: unpacked, as the zip, and the signed files beside it. Raises ConsoleError.

    Names from the desk must be plain names; a pack that would reach outside its folder is not written.
    """
    whole, beside, packed = folder / name, folder / f"{name}.signed", folder / f"{name}.zip"
    for path in (whole, beside, packed):
        if path.exists():
            raise ConsoleError("file_exists", path=path)
    files = laid_out(name, data, signed)
    try:
        for file, content in files.items():
            _write(folder / file, content)
    except OSError as error:
        raise ConsoleError("file_unwritable", path=folder, error=os_cause(error)) from error
    return [whole, packed, *([beside] if signed else [])]


def laid_out(name: str, data: bytes, signed: dict[str, str]) -> dict[str, bytes]:
    """Return what `written` writes, by path: the pack unpacked, the zip, and the signed files beside it. Raises ConsoleError."""
    for file in signed:
        _plain(file)
    beside = {f"{name}.signed/{file}": text.encode() for file, text in signed.items()}
    return _files(name, data) | beside | {f"{name}.zip": data}


def _files(name: str, data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            for one in names:
                _plain(one)
            if any(not one.startswith(f"{name}/") for one in names):
                raise ConsoleError("pack_damaged")
            return {one: archive.read(one) for one in names}
    except (zipfile.BadZipFile, zipfile.LargeZipFile) as error:
        raise ConsoleError("pack_damaged") from error


def _plain(name: str) -> None:
    if any(part in {"", ".", ".."} for part in name.split("/")) or "\\" in name or ":" in name:
        raise ConsoleError("pack_damaged")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def manifest_of(data: bytes, name: str) -> str:
    """The digest of the manifest in a zip; the manager's statement names it."""
    return hashlib.sha256(_files(name, data)[f"{name}/MANIFEST.sha256"]).hexdigest()
