"""The program and the terminal: Python, packages, SQLite, characters, colours."""

import locale
import os
import platform
import re
import select
import sys
from importlib import metadata
from typing import Final

from console.cli.checks.finding import Finding, Findings, judged
from console.keymap import Keymap

_PYTHONS: Final = ((3, 11), (3, 14))
_PACKAGES: Final = (
    "textual",
    "sqlalchemy",
    "alembic",
    "msgspec",
    "cryptography",
    "bcrypt",
    "rfc8785",
    "keyring",
    "python-calamine",
    "openpyxl",
    "typer",
    "platformdirs",
    "tzdata",
    "httpcore",
    "h11",
    "prometheus-client",
    "regex",
    "rjieba",
)
"""Those of every machine: what a system needs besides is looked at by what it is for (the keyring, SQLite)."""
_COLOURS: Final = 256
_PATIENCE: Final = 0.5
"""Seconds that the terminal gets to report its cursor position."""


def program() -> Findings:
    """Check Python and the packages that the program needs."""
    low, high = _PYTHONS
    good = low <= sys.version_info[:2] <= high
    yield judged("python", good, f"{platform.python_version()} {platform.machine()}", "python")
    lacking, missing = [], []
    for name in _PACKAGES:
        try:
            missing.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            lacking.append(name)
    yield judged("packages", not lacking, ", ".join(missing), "packages", names=", ".join(lacking))


def sqlite(module: str, version: str, journal: str, why: str) -> Findings:
    """Check which SQLite is used, and whether it is free of the WAL-reset race."""
    yield judged("sqlite", journal == "wal", f"{module} {version} {journal}: {why}", "sqlite", weigh=True)


def keys(read: Keymap, lang: str) -> Findings:
    """Check a person's own keys; a line that does not count is nothing worse than that."""
    if read.keys and not read.faults:
        yield Finding("keymap", "good", ", ".join(read.keys))
    for fault in read.faults:
        yield Finding("keymap", "weigh", fault.words(lang), "keymap")


def characters() -> Findings:
    """Check whether Chinese text is printed correctly."""
    encoding = sys.stdout.encoding or ""
    utf8 = encoding.lower().replace("-", "") == "utf8"
    files = sys.getfilesystemencoding().lower().replace("-", "") == "utf8"
    charset = locale.getlocale()[1] or ""
    yield judged(
        "charset", utf8 and files, f"{encoding} ({charset}), {sys.getfilesystemencoding()}", "charset"
    )


def terminal() -> Findings:
    """Check the kind of terminal, and how wide it draws a character of ambiguous width."""
    if not sys.stdout.isatty():
        return
    name = os.environ.get("TERM", "")
    yield judged("terminal", name not in {"", "dumb"}, name or "-", "terminal")
    colours = _colours(name)
    yield judged("colours", colours >= _COLOURS, str(colours), "colours", weigh=True)
    size = os.get_terminal_size(sys.stdout.fileno())
    yield judged(
        "size", size.columns >= 80 and size.lines >= 24, f"{size.columns} x {size.lines}", "size", weigh=True
    )
    width = _ambiguous()
    if width:
        yield judged("ambiguous", width == 1, str(width), "ambiguous", weigh=True)


def _colours(name: str) -> int:
    if os.environ.get("COLORTERM") in {"truecolor", "24bit"}:
        return 1 << 24
    import curses  # noqa: PLC0415 - only at a terminal

    try:
        curses.setupterm(name, sys.stdout.fileno())
        return curses.tigetnum("colors")
    except curses.error:
        return 0


def _ambiguous() -> int:
    """Draw an ellipsis, ask for the cursor position, and erase it again; 0 if the terminal does not answer."""
    if not sys.stdin.isatty():
        return 0
    import termios  # noqa: PLC0415 - only at a terminal
    import tty  # noqa: PLC0415 - as above

    reading, writing = sys.stdin.fileno(), sys.stdout.fileno()
    before = termios.tcgetattr(reading)
    reply = b""
    try:
        tty.setcbreak(reading)
        os.write(writing, "\r…\x1b[6n".encode())
        while not reply.endswith(b"R") and select.select([reading], [], [], _PATIENCE)[0]:
            reply += os.read(reading, 32)
    finally:
        termios.tcsetattr(reading, termios.TCSAFLUSH, before)
        os.write(writing, b"\r\x1b[K")
    # ECMA-48, CPR: the answer is ESC [ row ; column R.
    match = re.search(rb"\x1b\[[0-9]+;([0-9]+)R", reply)
    return int(match[1]) - 1 if match else 0


def role(name: str) -> Finding:
    """The role under which the checks ran."""
    return Finding("role", "good", name)
