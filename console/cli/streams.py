"""The streams of a command: lines out, lines and files in, and messages that are not output."""

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Final, NoReturn

import msgspec

from console.errors import ConsoleError, os_cause
from console.locale.guard import guard

_LONGEST_PASSPHRASE: Final = 4096


class UsageError(Exception):
    """The command lacks an argument, or got one that makes no sense; exit code 2."""


class ReaderGoneError(Exception):
    """The reader of the output closed it; nothing more can be written to them."""


class Painted(str):
    """A line that was made harmless first, and then coloured by this program."""

    __slots__ = ()


def harmless(line: str) -> str:
    """The line in a form that is safe for a terminal: characters that could steer it are shown as marks, except our own colours."""
    return line if isinstance(line, Painted) else guard(line, lines=True)


def echo(line: str, *, err: bool = False, ended: bool = True) -> None:
    """Print a line, or with `ended` false what stands before an answer; everything that the command line prints goes through here.

    Raises ReaderGoneError where the output was closed, ConsoleError `output_unwritable` where it cannot be written.
    """
    import typer  # noqa: PLC0415 - the screens write nothing here

    try:
        typer.echo(line, err=err, nl=ended)
    except OSError as error:
        give_up(error, err=err)


def give_up(error: OSError, *, err: bool = False) -> NoReturn:
    """Turn a failed write to standard output or error into its exception; raises as `echo` does."""
    # The rest of the buffer would fail again at exit, with Python's own message.
    os.dup2(os.open(os.devnull, os.O_WRONLY), (sys.stderr if err else sys.stdout).fileno())
    if isinstance(error, BrokenPipeError) or err:
        raise ReaderGoneError from error
    raise ConsoleError("output_unwritable", error=os_cause(error)) from error


def has_terminal() -> bool:
    """Whether screens can be drawn where this process runs."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in {"", "dumb"}


def print_json(value: object, *, err: bool = False) -> None:
    """Print a JSON document in which no character can act on a terminal or hide in it."""
    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    # The same value, with escapes for characters that act on a terminal or are invisible.
    echo(
        text if text.isascii() else "".join(c if guard(c, lines=True) == c else _escape(c) for c in text),
        err=err,
    )


def _escape(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def width() -> int:
    """Width of the terminal's line in cells; 0 where the output is no terminal and nothing may be cut."""
    return os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else 0


def read_line(descriptor: int) -> bytes:
    """Read up to a line end or the end; raises ConsoleError `file_unreadable`."""
    line = b""
    try:
        while b"\n" not in line and len(line) < _LONGEST_PASSPHRASE:
            part = os.read(descriptor, _LONGEST_PASSPHRASE)
            if not part:
                break
            line += part
    except OSError as error:
        raise ConsoleError("file_unreadable", path=f"fd {descriptor}", error=os_cause(error)) from error
    return line.split(b"\n", 1)[0].removesuffix(b"\r")


def read_file(path: Path, most: int = 64 << 20) -> bytes:
    """Read a whole file, or standard input for `-`, of at most `most` bytes; raises ConsoleError `file_unreadable`."""
    try:
        with nullcontext(sys.stdin.buffer) if path == Path("-") else path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise ConsoleError("file_unreadable", path=path, error=os_cause(error)) from error
    if len(data) > most:
        raise ConsoleError("file_unreadable", path=path, error=f"> {most}")
    return data


def spelled(line: bytes) -> str:
    """The text that a line of JSON spells; none may be skipped, so what is no string is one that nobody can read."""
    said = read_text(line)
    return "\ufffd" if said is None else said


def read_text(line: bytes) -> str | None:
    """The text that a line of JSON spells, also with bare control characters in it; None for anything else."""
    try:
        return msgspec.json.decode(line, type=str)
    except (msgspec.DecodeError, UnicodeDecodeError):
        import json  # noqa: PLC0415 - for a few texts

        try:
            # Half an emoji stays where a gateway cut a text in two; strict JSON knows no such character.
            said = json.loads(line, strict=False)
        except (ValueError, RecursionError):
            return None
    if not isinstance(said, str):
        return None
    return said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def texts_of(folder: Path, kind: str) -> list[str]:
    """The TOML files of a folder: `KIND/*.toml` in it, or its own `*.toml`. Raises ConsoleError `no_word_files`, `file_unreadable`."""
    paths = sorted((folder / kind).glob("*.toml")) or sorted(folder.glob("*.toml"))
    if not paths:
        raise ConsoleError("no_word_files", path=str(folder), kind=kind)
    try:
        return [file.read_text("utf-8") for file in paths]
    except (OSError, UnicodeDecodeError) as error:
        raise ConsoleError("file_unreadable", path=str(paths[0]), error=str(error)) from error
