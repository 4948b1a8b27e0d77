"""A list of so many rows in a table, page by page as the desk gives them: `python -m bench.ui.rows ROWS`."""

import console.widgets.environment  # noqa: F401 - as in the console, before the library is imported

# isort: split
import sqlite3
import sys
from collections.abc import Iterator
from typing import Any

from textual.app import App
from textual.widget import Widget

from console.widgets import looks, paint
from console.widgets.record_list import Column, RecordList, Rows
from console.widgets.terminal import GuardedDriver, use_look


def table(rows: int) -> sqlite3.Connection:
    """A table of rows with a number, a name and a count."""
    made = sqlite3.connect(":memory:", check_same_thread=False)
    made.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, name TEXT, n INTEGER)")
    made.executemany(
        "INSERT INTO row VALUES (?, ?, ?)",
        ((nth, f"定期存款到期提醒 {nth}", nth % 9_973) for nth in range(rows)),
    )
    return made


class Listing(App[None]):
    """The console's list alone, drawn as the console draws it."""

    CSS = "Screen { background: $c-ground; color: $c-text; }"

    def __init__(self, rows: int) -> None:
        look = looks.Look("dark")
        super().__init__(driver_class=GuardedDriver)
        paint.use(look)
        use_look(look)
        self.register_theme(looks.theme_of("dark"))
        self.theme = "dark"
        self._table, self._rows = table(rows), rows

    def compose(self) -> Iterator[Widget]:
        """Yield the list."""
        columns = (
            Column("编号", 12, lambda row: f"{row[0]:,}", right=True),
            Column("内容", 30, lambda row: str(row[1])),
            Column("人数", 0, lambda row: f"{row[2]:,}", right=True),
        )
        yield RecordList(columns, self._page, lambda row: row[0], empty="-", waiting="...", id="rows")

    def on_mount(self) -> None:
        """Give it the keys."""
        self.query_one("#rows").focus()

    def _page(self, text: str, after: str, limit: int) -> Rows:
        del text
        asked = "SELECT id, name, n FROM row WHERE id > ? ORDER BY id LIMIT ?"
        rows: list[Any] = self._table.execute(asked, (int(after or -1), limit)).fetchall()
        return Rows(self._rows, str(rows[-1][0]) if rows else "", rows)


if __name__ == "__main__":
    Listing(int(sys.argv[1])).run()
