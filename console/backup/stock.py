"""The stock programs `pg_dump` and `pg_restore`: found by version, started without a shell, given no password that others can read.

A password is never in an argument or in the environment: the program reads it from a descriptor that no other process has.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from console.errors import ConsoleError

FOLDER_VARIABLE: Final = "SMS_CONSOLE_PG_BIN"
"""Names the only folder whose programs are used; without it, the usual installation folders are searched."""

_INSTALLED: Final = ("lib/postgresql/*/bin", "pgsql-*/bin", "libexec/postgresql*", "local/pgsql/bin")
"""Below /usr: Debian, Red Hat, Alpine, and PostgreSQL built from source."""
_SECONDS: Final = 20
_KEPT: Final = ("PATH", "HOME", "TZ", "TMPDIR")
_DIGITS: Final = re.compile(r"\d{7,}")


def program(name: str, least: int) -> Path:
    """The installed program with the lowest major version that is at least `least`.

    Raises ConsoleError `backup_no_tool` where there is none, naming what was found.
    """
    by_version: dict[int, Path] = {}
    for path in _candidates(name):
        version = _version(path)
        if version:
            by_version.setdefault(version, path)
    fitting = [version for version in by_version if version >= least]
    if not fitting:
        newest = str(max(by_version)) if by_version else "-"
        raise ConsoleError("backup_no_tool", program=name, wanted=str(least), found=newest)
    return by_version[min(fitting)]


def run(path: Path, arguments: list[str], *, password: str = "") -> None:
    """Run a program to its end; raises ConsoleError `backup_tool_failed` with the first line of its message."""
    with _reading(path, arguments, password, subprocess.DEVNULL) as child:
        child.wait()


@contextmanager
def output(path: Path, arguments: list[str]) -> Iterator[IO[bytes]]:
    """Yield the output of a program while it runs; raises as `run` does once it has ended."""
    with _reading(path, arguments, "", subprocess.PIPE) as child:
        assert child.stdout is not None  # noqa: S101 - it was asked for
        yield child.stdout


@contextmanager
def _reading(
    path: Path, arguments: list[str], password: str, stdout: int
) -> "Generator[subprocess.Popen[bytes]]":
    with _handed(password) as handle, tempfile.TemporaryFile() as words:
        environ = {name: os.environ[name] for name in _KEPT if name in os.environ}
        environ |= {name: value for name, value in os.environ.items() if _harmless(name)}
        passed: tuple[int, ...] = ()
        if handle is not None:
            environ["PGPASSFILE"] = f"/dev/fd/{handle}"
            passed = (handle,)
        with subprocess.Popen(  # noqa: S603 - a stock program by its whole path, no shell
            [str(path), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=words,
            env=environ | {"LC_ALL": "C"},
            pass_fds=passed,
            umask=0o077,
        ) as child:
            try:
                yield child
            except BaseException:
                child.kill()
                raise
        if child.returncode:
            raise ConsoleError("backup_tool_failed", program=path.name, error=_first(words))


def _harmless(name: str) -> bool:
    """Whether a variable of the database's library is passed on; a password is passed another way."""
    return name.startswith("PG") and name != "PGPASSWORD"


@contextmanager
def _handed(password: str) -> Iterator[int | None]:
    """Yield the descriptor of an unnamed password file, or None where there is no password."""
    if not password:
        yield None
        return
    if hasattr(os, "memfd_create"):
        file: IO[bytes] = os.fdopen(os.memfd_create("told", os.MFD_CLOEXEC), "w+b")
    else:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed below; it has no name either
    with file:
        os.fchmod(file.fileno(), 0o600)
        quoted = password.replace("\\", "\\\\").replace(":", "\\:")
        file.write(f"*:*:*:*:{quoted}\n".encode())
        file.flush()
        file.seek(0)
        yield file.fileno()


def _candidates(name: str) -> Iterator[Path]:
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        folders = [Path(named)]
    else:
        folders = [one for pattern in _INSTALLED for one in sorted(Path("/usr").glob(pattern))]
        folders += [Path(one) for one in os.environ.get("PATH", "").split(os.pathsep) if one]
    for folder in folders:
        path = folder / name
        if os.access(path, os.X_OK):
            yield path


def _version(path: Path) -> int:
    """The program's major version; 0 if it does not print one."""
    try:
        answer = subprocess.run(  # noqa: S603 - as above
            [str(path), "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return 0
    match = re.search(rb"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(match[1]) if match and not answer.returncode else 0


def _first(words: Any) -> str:
    """The first line, without long numbers, because an error may repeat a row."""
    words.seek(0)
    lines: list[str] = words.read(4096).decode("utf-8", "replace").splitlines()
    line = next((one for one in lines if "error" in one.lower()), lines[0] if lines else "")
    return _DIGITS.sub("…", line)[:300]
