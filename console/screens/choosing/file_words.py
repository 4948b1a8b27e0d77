"""The words for files that can be chosen: names, sizes, times, why one is hardly the right one, and its first rows."""

from datetime import UTC, datetime
from typing import Final

from rich.text import Text

from console.acting.contacts.browsing import Entry, Place, Shown, Wanted
from console.acting.contacts.peeking import Peek
from console.domain.times import render
from console.look.roles import Role
from console.look.senses import Sense
from console.screens.failures import explain
from console.screens.session import Session, number
from console.views import documents
from console.widgets.columns import folded
from console.widgets.paint import ink
from console.widgets.parts import hung
from console.widgets.show import fit

_NUMBER: Final = 2
"""Cells for the number of a row."""


def file_name(name: str) -> str:
    """A file's name as people read it: octets that are no text are shown as replacement characters."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def changed(session: Session, seconds: int) -> str:
    """When a file was last changed."""
    return session.when(render(datetime.fromtimestamp(seconds, UTC)), year=False)


def kinds(session: Session, wanted: Wanted) -> str:
    """How the names end of the files that are looked for."""
    known = sorted(one.removeprefix(".").upper() for one in wanted.suffixes)
    return session.t("palette.comma").join(known) or session.t("chooser.any")


def entry(session: Session, one: Entry) -> str:
    """The name of an entry; a file that was read lately is named with its folder."""
    if one.place is Place.FOLDER:
        return f"{file_name(one.name)}/"
    if one.place in {Place.FILE, Place.RECENT}:
        return file_name(one.name)
    return session.t(f"chooser.place_{one.place}")


def entry_state(session: Session, one: Entry) -> str:
    """Why a file is hardly the right one; else its size."""
    return session.t(f"chooser.short_{one.why}") if one.why else entry_size(session, one)


def entry_size(_session: Session, one: Entry) -> str:
    """The size of a file."""
    return "" if one.folder or one.why == "silent" else documents.size(one.size)


def entry_changed(session: Session, one: Entry) -> str:
    """When a file was last changed."""
    return "" if one.folder or not one.changed else changed(session, one.changed)


def entry_rows(session: Session, one: Entry) -> str:
    """The rows of a small text; else that it was read lately, or why it is hardly the right one."""
    if one.why:
        return session.t(f"chooser.short_{one.why}")
    if one.folder:
        return session.t("chooser.folder") if one.place is Place.FOLDER else ""
    if one.place is Place.RECENT:
        return session.t("chooser.recent")
    return number(one.rows) if one.rows >= 0 else ""


def first_rows(
    session: Session, wanted: Wanted, file: Entry | None, peek: Peek | None, width: int
) -> list[Text]:
    """The first rows of the file under the cursor, or why they are not shown."""
    t = session.t
    if file is None or file.folder:
        return []
    if file.why:
        return hung(Sense.LATER, t(f"chooser.why_{file.why}", kinds=kinds(session, wanted)), width)
    if peek is None:
        return folded(ink(t("chooser.reading"), Role.MUTED), width)
    if peek.error is not None:
        return hung(Sense.BAD, explain(peek.error, session).what, width)
    if peek.why:
        return folded(ink(t(f"chooser.{peek.why}"), Role.MUTED), width)
    return _drawn(peek, width, numbered=wanted.shown is Shown.ROWS)


def _drawn(peek: Peek, width: int, *, numbered: bool = True) -> list[Text]:
    lead = [f"{nth:>{_NUMBER}}  " if numbered else "" for nth in range(1, len(peek.rows) + 1)]
    return [ink(fit(before + row, width)) for before, row in zip(lead, peek.rows, strict=True)]


def below_first(session: Session, peek: Peek | None) -> str:
    """What stands in the frame beneath the first rows: the sheet, and how many rows there are in all."""
    if peek is None or peek.total < 0:
        return ""
    return "  ".join(
        filter(None, (fit(peek.sheet, 12).rstrip(), session.t("import_view.rows", n=number(peek.total))))
    )
