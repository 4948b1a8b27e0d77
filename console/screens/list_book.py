"""A list as a workbook: the rows of its filter in the person's own folder, in the columns of the command's table."""

from collections.abc import Callable
from typing import Any

from console.screens.exporting import ask_name, book_columns, dated, made_file
from console.wire import shown
from console.wire.ledger.outbox import OutKind


def write(page: Any) -> None:
    """Ask for a name, write the rows of a list page, and say how many."""
    session, text, book = page.session, page.records.filter, page.session.book
    head, cells = _columns(page)

    def job(name: str) -> tuple[str, int]:
        with made_file(session, name, OutKind.TABLE) as file:
            return name, book(file, head, map(cells, page.all_rows(text)))

    ask_name(
        page,
        lambda: page.t("action.list.book"),
        job,
        lambda done: page.t("export.done", name=done[0], n=f"{done[1]:,}"),
        ".xlsx",
        dated(session, page.t(f"help.{page.SCOPE}.title")),
    )


def _columns(page: Any) -> tuple[list[str], Callable[[Any], list[str | int]]]:
    if page.VIEW is None:
        columns = page.columns()
        return [one.head for one in columns], lambda row: [one.cell(row) for one in columns]
    own = (one for one in (shown.BOOK, shown.TABLE) if page.VIEW.at(one) and not page.MORE)
    return book_columns(page.VIEW, page.session, next(own, page.PLACE), page.view_of)
