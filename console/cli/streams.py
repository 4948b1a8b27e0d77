"""The streams of a command: lines out, lines and files in, and what is no output."""

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Final, NoReturn

import msgspec
import typer

from console.errors import ConsoleError, os_cause
from console.locale.guard import guard

_LONGEST_PASSPHRASE: Final = 4096


class UsageError(Exception):
    """The command was given too little, or something that makes no sense; exit code 2."""


class ReaderGoneError(Exception):
    """Whoever read the output has enough of it; nothing more can be said to them."""


class Painted(str):
    """A line that was made harmless first, and then coloured by us."""

    __slots__ = ()


def harmless(line: str) -> str:
    """The line as a terminal may have it: what could steer it is shown as a mark, but for what we coloured ourselves."""
    return line if isinstance(line, Painted) else guard(line, lines=True)


def echo(line: str, *, err: bool = False) -> None:
    """Print a line; everything that the command line prints goes through here.

    Raises ReaderGoneError where the output was closed, ConsoleError `output_unwritable` where it takes no more.
    """
    try:
        typer.echo(line, err=err)
    except OSError as error:
        give_up(error, err=err)


def give_up(error: OSError, *, err: bool = False) -> NoReturn:
    """Turn a failed write to standard output or error into what it means; raises as `echo` does."""
    # What is left in the buffer would fail again, at exit, in Python's own words.
    os.dup2(os.open(os.devnull, os.O_WRONLY), (sys.stderr if err else sys.stdout).fileno())
    if isinstance(error, BrokenPipeError) or err:
        raise ReaderGoneError from error
    raise ConsoleError("output_unwritable", error=os_cause(error)) from error


def has_terminal() -> bool:
    """Whether screens can be drawn where this process runs."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in {"", "dumb"}


def print_json(value: object, *, err: bool = False) -> None:
    """Print a JSON document in which no character acts on a terminal or hides in it."""
    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    # The same value, spelled so that no terminal acts on it and no eye misses it.
    echo(
        text if text.isascii() else "".join(c if guard(c, lines=True) == c else _escape(c) for c in text),
        err=err,
    )


def _escape(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def width() -> int:
    """Cells of the terminal's line; 0 where the output is no terminal and nothing may be cut."""
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
    """Read a whole file, or standard input where it is `-`, of at most `most` bytes; raises ConsoleError `file_unreadable`."""
    try:
        with nullcontext(sys.stdin.buffer) if path == Path("-") else path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise ConsoleError("file_unreadable", path=path, error=os_cause(error)) from error
    if len(data) > most:
        raise ConsoleError("file_unreadable", path=path, error=f"> {most}")
    return data
