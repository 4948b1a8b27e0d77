"""What a reading of a list says on the command line: its file, its first rows, its findings, and its progress."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from console.cli import tables, viewed
from console.cli.session import Session
from console.cli.streams import UsageError
from console.contacts.cut import Sign
from console.contacts.messages import TOLD_NOTES
from console.contacts.reasons import ACCEPTABLE, REPAIRABLE, TAKEN, Reason
from console.domain.contacts import aside
from console.domain.contacts.mended import marked
from console.locale import aside as aside_words
from console.locale.guard import guard
from console.views.contacts import remark_words, visible

if TYPE_CHECKING:
    from console.contacts.messages import Preview, SourceInfo

_SHOWN = 5

Sheet = Annotated[list[str] | None, typer.Option("--sheet")]
Column = Annotated[list[str] | None, typer.Option("--column")]
OneSheet = Annotated[str | None, typer.Option("--sheet")]
Texts = Annotated[bool, typer.Option("--texts")]
Encoding = Annotated[str | None, typer.Option("--encoding")]


Place = tuple[str | None, str | None]


def places(sheets: list[str] | None, columns: list[str] | None) -> list[Place]:
    """Every named column of every named sheet; None where none is named."""
    return [(sheet, column) for sheet in sheets or (None,) for column in columns or (None,)]


def repairs(given: list[str] | None, option: str, *, whole: bool = False) -> frozenset[Reason]:
    """The repairs and rows out of sight that an option names, apart by commas; `all` are all repairs where `whole`. Raises UsageError."""
    named = _named(given)
    every = REPAIRABLE if whole and "all" in named else frozenset()
    named -= {"all"} if every else set()
    found = frozenset(Reason(one) for one in named if one in set(ACCEPTABLE))
    if len(found) != len(named):
        raise UsageError(f"{option} {', '.join(sorted(ACCEPTABLE))}")
    return found | every


COLUMNS, SHEETS = "columns", "sheets"
LEAVES = frozenset({COLUMNS, *map(str, TAKEN)})


def left(given: list[str] | None, option: str, leaves: frozenset[str] = LEAVES) -> frozenset[str]:
    """What an option leaves aside knowingly of what may be: `columns`, and rows out of sight. Raises UsageError."""
    named = _named(given)
    if not named <= leaves:
        raise UsageError(f"{option} {', '.join(sorted(leaves))}")
    return frozenset(named)


def _named(given: list[str] | None) -> set[str]:
    return {one.strip() for some in given or [] for one in some.replace("，", ",").split(",")}


def unanswered(imported: Any, leave: frozenset[str], *, named: bool) -> list[str]:
    """What of a file nobody has answered yet: rows out of sight, numbers in other columns (unless columns were `named`)."""
    rows = [str(one) for one in TAKEN if imported.counts.get(one, 0) and str(one) not in leave]
    # In a workbook of findings the product itself wrote which column is filled in.
    answered = named or COLUMNS in leave or marked(imported.source.place)
    return rows if answered or not aside.columns(imported.aside) else [*rows, COLUMNS]


def say_cut(run: Session, imported: Any, signs: Sequence[Sign]) -> bool:
    """Say that a file may have been cut off; whether it is in doubt: a script may well have written it just now."""
    if signs:
        why = run.t("form.between").join(run.t(f"import_view.cut_{one}") for one in signs)
        run.say(run.t("import_view.cut", why=why, n=tables.count(imported.rows)))
    return any(one is not Sign.YOUNG for one in signs)


def result(imported: Any) -> dict[str, Any]:
    """What was read, as JSON."""
    return {
        "rows": imported.rows,
        "numbers": len(imported.numbers),
        "left_out": imported.left_out,
        "aside": imported.aside,
        "counts": {str(reason): n for reason, n in imported.counts.items()},
        "accepted": sorted(imported.accepted),
        "repaired": {str(reason): n for reason, n in imported.repaired.items()},
        "source": msgspec.to_builtins(imported.source),
    }


def result_lines(run: Session, imported: Any) -> Iterator[str]:
    """Yield what was read: the sum, and a table of the reasons with their first rows."""
    yield run.t(
        "cli.read",
        rows=tables.count(imported.rows),
        n=tables.count(len(imported.numbers)),
        out=tables.count(imported.left_out),
    )
    yield from map(guard, aside_words.lines(imported.aside, run.lang))
    rows = []
    for reason, n in imported.counts.items():
        first = imported.findings.page(reason=reason, limit=_SHOWN)
        shown = "; ".join(f"{one.row}: {visible(one.raw)}" for one in first)
        rows.append(
            (reason, run.name("reason", reason), tables.count(n), imported.repaired.get(reason, 0), shown)
        )
    head = [run.t(f"cli.column.{name}") for name in ("code", "reason", "rows", "repaired", "first")]
    yield from tables.table(head, rows)


def tell_preview(run: Session, preview: "Preview") -> None:
    """Say what the file is, which sheet and column are taken, and its first rows."""
    source = preview.source
    rows = [
        (run.t("cli.column.source"), f"{source.name}  {tables.count(source.size)} B  {source.kind}"),
        (run.t("cli.column.encoding"), source.encoding or ""),
        (run.t("cli.column.sheet"), source.sheet or ""),
        (run.t("cli.column.sheets"), ", ".join(f"{s.name} ({s.rows})" for s in source.sheets)),
        (run.t("cli.column.column"), _columns(source)),
        (run.t("cli.column.notes"), "\n".join(_notes(run, source))),
        (run.t("cli.column.first"), "\n".join(f"{row}: {text}" for row, text in preview.head[:_SHOWN])),
    ]
    for line in tables.pairs(rows):
        run.say(line)


def _columns(source: "SourceInfo") -> str:
    """The column of the numbers, then the others, each with its heading."""
    named = dict(zip(source.columns, source.heads, strict=False))
    whole = {one: f"{one} {named.get(one, '')}".strip() for one in source.columns}
    rest = ", ".join(whole[one] for one in source.columns if one != source.column)
    here = whole.get(source.column, source.column)
    return f"{here} ({rest})" if rest else here


def _notes(run: Session, source: "SourceInfo") -> Iterator[str]:
    yield from (run.name("note", note) for note in source.notes if note in TOLD_NOTES)
    yield from map(guard, remark_words(viewed.viewer(run), source))


def progress(run: Session) -> Callable[[Any], None]:
    """Return what draws the progress of a reading."""
    return lambda done: bar(run, run.name("stage", done.stage), done.rows, done.total)


def bar(run: Session, stage: str, done: int, total: int) -> None:
    """Draw one line of progress on a terminal's stderr; elsewhere print nothing."""
    if not sys.stderr.isatty():
        return
    share = f"{100 * done // total:3d}%" if total else ""
    end = "\n" if total and done >= total and stage == run.t("stage.upload") else ""
    sys.stderr.write(f"\r\x1b[K{stage} {tables.count(done)} {share}{end}")
    sys.stderr.flush()
