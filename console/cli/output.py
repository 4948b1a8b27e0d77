"""Where a command puts a file that it made: a new file, a new folder, standard output (`--out -`), or the caller's outbox.

Every writer goes through here, so that each also works over SSH. `ssh HOST form print request 1 --out - > form.xlsx` writes through
the session; the command's messages then go to standard error. Without `--out`, and with a bare name, a person on a separated host
finds the file in their outbox, and reads the line that fetches it. A folder is written as a tar to either.
"""

import os
import secrets
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO, Final, TypeVar

import typer

from console.acting import folders, outbox
from console.acting.outbox import Outbox
from console.cli.session import Session
from console.cli.streams import UsageError, give_up
from console.errors import ConsoleError, os_cause
from console.site import fetching
from console.wire.ledger.outbox import OutKind

STANDARD: Final = Path("-")

File = Annotated[Path, typer.Option("--out", metavar="FILE")]
AnyFile = Annotated[Path | None, typer.Option("--out", metavar="FILE")]
Folder = Annotated[Path, typer.Option("--out", metavar="DIR")]
AnyFolder = Annotated[Path | None, typer.Option("--out", metavar="DIR")]
Place = Annotated[Path | None, typer.Option("--out", metavar="PATH")]

Workbook = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE")]

Made = TypeVar("Made")


def box_of(run: Session) -> Outbox | None:
    """The caller's outbox; None where they have none: on a machine of their own, as root, as a daemon."""
    site, folder = run.settings.site, run.settings.layout.outbox
    if site is None or folder is None:
        return None
    return Outbox(folder, run.ask, fetching(site).fetch)


def place(run: Session, given: Path | None) -> Path:
    """Return the output folder: the given one, else the outbox, else the current folder.

    A separated host where the caller has no outbox has no default (UsageError).
    """
    box = box_of(run)
    if box is not None and given in {None, Path()}:
        return box.folder
    if given is None and run.settings.site is not None:
        raise UsageError(run.t("cli.out_needed"))
    return given or Path()


def within(run: Session, folder: Path, name: str) -> Path:
    """A file of that name in an output folder; in the outbox under a name that is free there."""
    box = box_of(run)
    return folder / box.free(name) if box is not None and folder == box.folder else (folder / name).absolute()


def named(run: Session, given: Path | None, name: str) -> Path:
    """Where a command's one file goes: where `--out` says, else into the outbox, called `name`; raises UsageError without either."""
    if given is not None and given != Path():
        return given
    if given is None and box_of(run) is None:
        needed = "cli.out_needed" if run.settings.site is not None else "cli.missing_parameter"
        raise UsageError(run.t(needed, name="--out"))
    return within(run, place(run, given), name)


def called(run: Session, out: Path) -> str:
    """The name of an output place in words."""
    if out == STANDARD:
        return run.t("cli.standard_output")
    boxed = boxed_as(run, out)
    return run.t("outbox.called", name=boxed) if boxed else str(out)


def boxed_as(run: Session, out: Path) -> str:
    """The name by which a file is fetched from the outbox; empty for a place elsewhere. Raises ConsoleError `outbox_name`."""
    box = box_of(run)
    held = box.holds(out) if box is not None else ""
    return outbox.plain(held) if held else ""


def insist_new(run: Session, out: Path) -> None:
    """Raise ConsoleError `file_exists` for a place that is taken, before anything is made for it."""
    box, boxed = box_of(run), boxed_as(run, out)
    path = box.folder / boxed if box is not None and boxed else out
    if out != STANDARD and path.exists():
        raise ConsoleError("file_exists", path=out)


def fetched(run: Session, out: Path) -> Path:
    """The place as it is called where the file is used next: fetched from the outbox by its name, piped by one of its receiver's."""
    return Path("FILE") if out == STANDARD else Path(boxed_as(run, out) or out)


def write(run: Session, out: Path, data: bytes, kind: OutKind) -> None:
    """Write a new file readable by this account alone (0600), or to standard output; raises ConsoleError."""
    with opened(run, out, kind) as file:
        file.write(data)


def replace(out: Path, data: bytes) -> None:
    """Write a file (0600) in place of the one that is there, all of it or nothing; raises ConsoleError `file_unwritable`."""
    fresh = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(out)
    except OSError as error:
        raise ConsoleError("file_unwritable", path=out, error=os_cause(error)) from error
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def opened(run: Session, out: Path, kind: OutKind) -> Iterator[BinaryIO]:
    """Yield a new file (0600), which is removed again if writing fails half-way, or standard output.

    What goes into the outbox is a file of that `kind` to the ledger, and the line that fetches it is said. Raises ConsoleError
    `file_exists`, `file_unwritable`, `output_terminal`, `output_unwritable`, and as `Outbox.put` does.
    """
    box, boxed = box_of(run), boxed_as(run, out)
    if box is not None and boxed:
        with box.put(boxed, kind) as file:
            yield file
        run.say(run.t("outbox.fetch", line=box.line(boxed)))
        return
    if out == STANDARD:
        with _streamed(run) as file:
            yield file
        return
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError as error:
        raise ConsoleError("file_exists", path=out) from error
    except OSError as error:
        raise ConsoleError("file_unwritable", path=out, error=os_cause(error)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
    except BaseException as error:
        out.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise ConsoleError("file_unwritable", path=out, error=os_cause(error)) from error
        raise


def tar_at(run: Session, out: Path, name: str) -> Path | None:
    """Where the folder `name` goes as a tar: standard output, or a file of the outbox; None elsewhere, where it stays a folder."""
    box = box_of(run)
    if out == STANDARD or boxed_as(run, out):
        return out
    return within(run, out, f"{name}.tar") if box is not None and out == box.folder else None


def write_folder(run: Session, out: Path, name: str, files: Mapping[str, bytes], kind: OutKind) -> None:
    """Write files into a new folder (0700), or as a tar of the folder `name` where a tar goes (`tar_at`); raises ConsoleError."""
    tar = tar_at(run, out, name)
    if tar is None:
        folders.write(out, files)
        return
    folders.insist_plain(files)
    write_tar(run, tar, {f"{name}/{file}": data for file, data in files.items()}, kind)


def write_tar(run: Session, out: Path, files: Mapping[str, bytes], kind: OutKind) -> None:
    """Write files as a tar; raises ConsoleError."""
    with opened(run, out, kind) as file:
        folders.tarred(file, files)


def made_folder(run: Session, out: Path, name: str, make: Callable[[Path], Made]) -> Made:
    """Have `make` create a folder at `out`, or in a temporary place from which it goes to standard output as a tar.

    Raises ConsoleError, and what `make` raises.
    """
    if out != STANDARD:
        return make(out.absolute())
    _standard(run)
    with tempfile.TemporaryDirectory(prefix="sms-console-") as beside:
        made = make(Path(beside) / name)
        with _streamed(run) as file, tarfile.open(fileobj=file, mode="w|") as tar:
            tar.add(Path(beside) / name, name, filter=_nobodys)
    return made


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Clear the owner of a tar member, so that it belongs to the person who unpacks it."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


@contextmanager
def _streamed(run: Session) -> Iterator[BinaryIO]:
    """Standard output; raises ConsoleError `output_terminal`, `output_unwritable`."""
    file = _standard(run)
    try:
        yield file
        file.flush()
    except OSError as error:
        give_up(error)


def _standard(run: Session) -> BinaryIO:
    if sys.stdout.isatty():
        # A file's content could act on a terminal; text from outside reaches it only guarded.
        raise ConsoleError("output_terminal")
    run.out_taken = True
    return sys.stdout.buffer
