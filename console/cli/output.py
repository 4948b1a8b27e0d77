"""Where a command puts a file that it made: a new file, a new folder, or standard output (`--out -`).

Every writer goes through here, so that each also works over SSH, where nothing can be fetched from the host: `ssh HOST form
print request 1 --out - > form.xlsx`. A folder is written as a tar. The command's messages then go to standard error.
"""

import io
import os
import secrets
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO, Final, TypeVar

import typer

from console.acting import folders
from console.cli.session import Session
from console.cli.streams import UsageError, give_up
from console.errors import ConsoleError, os_cause

STANDARD: Final = Path("-")

File = Annotated[Path, typer.Option("--out", metavar="FILE")]
AnyFile = Annotated[Path | None, typer.Option("--out", metavar="FILE")]
Folder = Annotated[Path, typer.Option("--out", metavar="DIR")]
AnyFolder = Annotated[Path | None, typer.Option("--out", metavar="DIR")]
Place = Annotated[Path | None, typer.Option("--out", metavar="PATH")]

Workbook = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE")]

Made = TypeVar("Made")


def place(run: Session, given: Path | None) -> Path:
    """Return the output folder: the given one, else the current folder; a separated site has no default (UsageError)."""
    if given is None and run.settings.site is not None:
        raise UsageError(run.t("cli.out_needed"))
    return given or Path()


def called(run: Session, out: Path) -> str:
    """The name of an output place in words."""
    return run.t("cli.standard_output") if out == STANDARD else str(out)


def write(run: Session, out: Path, data: bytes) -> None:
    """Write a new file readable by this account alone (0600), or to standard output; raises ConsoleError."""
    with opened(run, out) as file:
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
def opened(run: Session, out: Path) -> Iterator[BinaryIO]:
    """Yield a new file (0600), which is removed again if writing fails half-way, or standard output.

    Raises ConsoleError `file_exists`, `file_unwritable`, `output_terminal`, `output_unwritable`.
    """
    if out == STANDARD:
        file = _standard(run)
        try:
            yield file
            file.flush()
        except OSError as error:
            give_up(error)
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


def write_folder(run: Session, out: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder (0700), or to standard output as a tar of the folder `name`; raises ConsoleError."""
    if out != STANDARD:
        folders.write(out, files)
        return
    folders.insist_plain(files)
    write_tar(run, {f"{name}/{file}": data for file, data in files.items()})


def write_tar(run: Session, files: Mapping[str, bytes]) -> None:
    """Write files to standard output as a tar; raises ConsoleError."""
    with opened(run, STANDARD) as out, tarfile.open(fileobj=out, mode="w|") as tar:
        for name in sorted(files):
            member = tarfile.TarInfo(name)
            member.size, member.mode, member.mtime = len(files[name]), 0o600, int(time.time())
            tar.addfile(member, io.BytesIO(files[name]))


def made_folder(run: Session, out: Path, name: str, make: Callable[[Path], Made]) -> Made:
    """Have `make` create a folder at `out`, or in a temporary place from which it goes to standard output as a tar.

    Raises ConsoleError, and what `make` raises.
    """
    if out != STANDARD:
        return make(out.absolute())
    _standard(run)
    with tempfile.TemporaryDirectory(prefix="sms-console-") as beside:
        made = make(Path(beside) / name)
        with opened(run, STANDARD) as file, tarfile.open(fileobj=file, mode="w|") as tar:
            tar.add(Path(beside) / name, name, filter=_nobodys)
    return made


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Clear the owner of a tar member, so that it belongs to the person who unpacks it."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _standard(run: Session) -> BinaryIO:
    if sys.stdout.isatty():
        # A file's content could act on a terminal; text from outside reaches it only guarded.
        raise ConsoleError("output_terminal")
    run.out_taken = True
    return sys.stdout.buffer
