"""What the commands on backups print: what was found of one, what is wrong with it, and how far a copy has come."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec
import typer

from console.cli import tables
from console.cli.exits import VERIFICATION
from console.cli.session import Session
from console.locale import words
from console.locale.guard import guard

if TYPE_CHECKING:
    from console.backup.manifest import Report, Say

_LARGE = 64 << 20
"""Size in bytes from which a file's progress is shown; smaller files are written too quickly for anyone to read it."""


def tell(run: Session, report: "Report", lines: Iterable[str], **more: Any) -> None:
    """Print what was found, or what is wrong, and exit with the matching code."""
    data = msgspec.to_builtins(report) | {"good": report.good} | more
    if report.good:
        run.show(data, lines)
        return
    messages = [words.problem(fault.code, _in_words(run, fault.params), run.lang) for fault in report.faults]
    run.show(
        data | {"words": [one.what for one in messages]}, [line for one in messages for line in one if line]
    )
    raise typer.Exit(VERIFICATION)


def _in_words(run: Session, params: dict[str, str]) -> dict[str, str]:
    """What fills a fault's words: the reason why a chain fails is a code in the report."""
    return params | ({"why": run.name("chain", params["why"])} if "why" in params else {})


def facts(run: Session, report: "Report") -> Iterable[str]:
    manifest = report.manifest
    rows = [
        (run.t("backup.of"), manifest.org),
        (run.t("backup.at"), run.when(manifest.at)),
        (run.t("backup.parts"), ", ".join(run.name("backup_part", part) for part in manifest.parts)),
        (run.t("backup.files"), tables.count(len(manifest.files))),
        (run.t("backup.entries"), tables.count(report.entries) if report.head else ""),
        (run.t("backup.head"), report.head),
        (run.t("backup.digest"), report.digest),
        (
            run.t("backup.erased"),
            run.when(report.erased) if report.erased else run.t("backup.nothing_erased"),
        ),
    ]
    return tables.pairs(rows)


def progress(run: Session) -> "Say":
    """Report progress: one line redrawn on a terminal; elsewhere a line for each further tenth of a large file."""
    so_far: dict[str, int] = {}

    def say(path: str, done: int, total: int) -> None:
        if total < _LARGE:
            return
        tenth = done * 10 // total
        if sys.stderr.isatty():
            filled = min(20, done * 20 // total)
            end = "\n" if done >= total else ""
            bar = "#" * filled + "." * (20 - filled)
            sys.stderr.write(f"\r\x1b[K[{bar}] {guard(path)} {amount(done)} / {amount(total)}{end}")
            sys.stderr.flush()
        elif so_far.get(path) != tenth:
            so_far[path] = tenth
            run.say(run.t("backup.progress", path=path, done=amount(done), total=amount(total)))

    return say


def silent(_path: str, _done: int, _total: int) -> None:
    """Report nothing: files that were just written are verified quickly."""


def amount(n: int) -> str:
    """A number of octets in words."""
    return f"{n / (1 << 20):,.1f} MiB"
