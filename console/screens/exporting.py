"""Files written from a screen: always a new file in the person's own folder or outbox, readable by that person alone."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from console.acting import folders
from console.acting.outbox import Outbox, plain
from console.domain.calendar import local_day
from console.errors import ConsoleError
from console.look.senses import Sense
from console.screens.page import Page
from console.screens.session import Session
from console.views.view import View
from console.widgets.modals import Filled, Form, Line
from console.widgets.show import show
from console.wire import shown
from console.wire.ledger.outbox import OutKind


def ask_name(
    page: Page,
    title: Callable[[], str],
    write: Callable[[str], Any],
    done_words: Callable[[Any], str],
    endings: str | tuple[str, ...],
    subject: str,
    about: Callable[[], str] | None = None,
) -> None:
    """Ask for a file name, call `write` with it in a thread, and report the result.

    The name of the `subject` is offered; the first of the `endings` is added to a name without one. `done_words` gets what `write` returned; `about`
    gives the words above the question.
    """
    session = page.session
    ending = endings if isinstance(endings, str) else endings[0]
    offered = free_name(session, subject, ending)

    def job(filled: Filled) -> tuple[str, Any]:
        name = filled.lines["name"]
        name = tidy(session, name if name.endswith(endings) else f"{name}{ending}")
        return name, write(name)

    page.act(
        title,
        lambda: show(about() if about is not None else page.t("export.about", folder=session.made_where)),
        lambda: Form(lines=(Line("name", page.t("export.name"), value=offered),)),
        job,
        lambda done: handed(page, done_words(done[1]), done[0]),
    )


def handed(page: Page, words: str, name: str, meaning: Sense = Sense.PLAIN) -> None:
    """Say that a file is there; where it is fetched from an outbox, also the line to type, in a dialog that stays."""
    outbox = page.session.outbox
    page.say(words, meaning)
    if outbox is not None:
        said = f"{words}\n\n{page.t('outbox.fetch_below')}\n\n{outbox.line(name)}"
        page.read(lambda: page.t("outbox.title"), lambda: show(said))


def tidy(session: Session, name: str) -> str:
    """The name under which a file will lie there: in an outbox one that needs no quoting. Raises ConsoleError `outbox_name`."""
    return name if session.outbox is None else plain(name)


def dated(session: Session, subject: str) -> str:
    """The words for what a file holds, with the day."""
    return f"{subject} {local_day(session.now(), session.zone().key):%Y-%m-%d}"


def free_name(session: Session, subject: str, ending: str) -> str:
    """A name that no file has yet where they are put, from the words for what it holds."""
    folder = session.made_in
    plain = "".join("-" if character in "/\\ \t\n" else character for character in subject).strip("-.")
    names = (f"{plain}{nth}{ending}" for nth in ("", *(f"-{nth}" for nth in range(2, 100))))
    return next((name for name in names if not (folder / name).exists()), f"{plain}{ending}")


def book_columns(
    view: View[Any],
    session: Session,
    place: str = shown.TABLE,
    view_of: Callable[[Any], View[Any]] | None = None,
) -> tuple[list[str], Callable[[Any], list[str | int]]]:
    """The heads of a workbook of such rows, and what gives the cells of one; `view_of` knows rows of other kinds."""
    viewer = session.viewer

    def cells(row: object) -> list[str | int]:
        of = view if view_of is None else view_of(row)
        return [of.cell(viewer, one, row) for one in of.at(place if of is view else shown.LIST)]

    return [view.label(viewer.lang, one) for one in view.at(place)], cells


@contextmanager
def made_file(session: Session, name: str, kind: OutKind) -> Iterator[BinaryIO]:
    """Yield a new file in the person's outbox, else in their own folder; raises ConsoleError as `Outbox.put` and `new_file` do."""
    if session.outbox is None:
        holder = new_file(session.inbox, name)
    else:
        holder = Outbox(session.outbox.folder, session.desk().call, session.outbox.line).put(name, kind)
    with holder as file:
        yield file


def made_folder(session: Session, name: str, files: Mapping[str, bytes], kind: OutKind) -> None:
    """Write a new folder into the person's own, or a tar of it into their outbox; raises ConsoleError."""
    if session.outbox is None:
        folders.write(session.inbox / name, files)
        return
    folders.insist_plain(files)
    made_tar(session, f"{name}.tar", {f"{name}/{one}": data for one, data in files.items()}, kind)


def made_tar(session: Session, name: str, files: Mapping[str, bytes], kind: OutKind) -> None:
    """Write files into a new tar; raises ConsoleError."""
    with made_file(session, name, kind) as file:
        folders.tarred(file, files)


@contextmanager
def new_file(folder: Path, name: str) -> Iterator[BinaryIO]:
    """Yield a new file (mode 0600) under a plain name in a folder; it is removed if writing fails half-way.

    Raises ConsoleError("export_failed") if the name is no plain file name, the file exists, or it cannot be written.
    """
    if not name or name != Path(name).name or name.startswith("."):
        raise ConsoleError("export_failed", name=name)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        handle = os.open(folder / name, flags, 0o600)
    except OSError as error:
        raise ConsoleError("export_failed", name=name) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
    except OSError as error:
        (folder / name).unlink(missing_ok=True)
        raise ConsoleError("export_failed", name=name) from error
    except BaseException:
        (folder / name).unlink(missing_ok=True)
        raise
