"""One list widget for every table of the console, of any length: pages by key, drawn by line, read off the event loop.

A page holds 128 rows. The desk gives with each page the key of the next one, so the list reaches a distant page by following
the keys in larger strides; meanwhile the rows say that they are being read. Answers for another query are dropped.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, NamedTuple, cast

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from console.errors import ConsoleError, RefusedError
from console.look.marks import ROLES
from console.look.roles import Role
from console.look.senses import Sense
from console.widgets.background import in_background
from console.widgets.paint import marks, style, with_mark
from console.widgets.show import cells, fit, strip, strips

PAGE: Final = 128
"""Rows of a page."""
KEPT: Final = 8
"""Pages kept in memory; the least recently used are dropped."""
STRIDE: Final = 7
"""Pages per call while following keys to a distant page; together at most 1,000 rows, which is the desk's limit."""
SOUGHT: Final = 20_000
"""Rows that are looked through for the one that a list begins at."""
_GAP: Final = 1
_LEAD: Final = 2
"""Cells before the first column, for cursor and mark."""
_LEAST: Final = 8
"""Fewest cells of the column that takes the rest."""
_NAME: Final = 20
"""Cells in which most names are whole."""
_AROUND: Final = _LEAD + 3
"""Cells of a line that cursor, mark, frame and a scroll bar take."""
_ENOUGH: Final = 14
"""Cells of that column below which a spare column gives way."""


class Rows(NamedTuple):
    """A stretch of rows from the desk: rows in all, the key after which the next stretch starts, the rows."""

    total: int
    after: str
    rows: Sequence[Any]


Fetch = Callable[[str, str, int], Rows]
"""Take filter, `after` and limit, return rows, fewer where more do not go into an answer; called in a thread; raises RefusedError or ConsoleError."""


def _filled(fetch: Fetch, text: str, after: str, limit: int) -> Rows:
    """As many rows as asked for, from several answers where rows are large: a row stands on the page that its number says."""
    read = fetch(text, after, limit)
    rows = [*read.rows]
    while read.after and read.rows and len(rows) < limit:
        read = fetch(text, read.after, limit - len(rows))
        rows += read.rows
    return Rows(read.total, read.after, rows)


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column: its head, its width in cells (0: the remaining width), the text of a row's cell, whether it is right-aligned.

    `sense` gives what the cell's state means: its mark stands before the words, in its colour. A `spare` column is left out where
    the one that takes the remaining width would have too little, the last one first. `role` is its colour, if not that of a text.
    """

    head: str
    width: int
    cell: Callable[[Any], str]
    right: bool = False
    sense: Callable[[Any], Sense] | None = None
    spare: bool = False
    role: Role | None = None

    def said(self, row: object) -> tuple[str, Sense]:
        """The words of a row's cell with their mark, and what they mean."""
        sense = self.sense(row) if self.sense is not None else Sense.PLAIN
        return with_mark(sense, self.cell(row)), sense


class RecordList(ScrollView, can_focus=True):
    """The list. `key` names a row for marks, so that it is found again after a reload."""

    DEFAULT_CSS = """
    RecordList { height: 1fr; overflow-x: hidden; border: round $c-line; border-title-color: $c-muted;
        border-title-style: bold; border-subtitle-color: $c-muted; }
    RecordList:focus { border: $c-focus $c-accent; border-title-color: $c-accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown,ctrl+f", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end,G", "edge(1)", show=False),
        Binding("space", "mark", show=False),
    ]

    class Moved(Message):
        """The cursor is on another row (None: no row, or a row that is not read yet)."""

        def __init__(self, records: "RecordList", row: object) -> None:
            super().__init__()
            self.records = records
            self.row: Any = row

        @property
        def control(self) -> "RecordList":
            """The list."""
            return self.records

    class Sought(Message):
        """Whether the row that the list begins at was found."""

        def __init__(self, records: "RecordList", *, found: bool) -> None:
            super().__init__()
            self.records, self.found = records, found

        @property
        def control(self) -> "RecordList":
            """The list."""
            return self.records

    class Opened(Message):
        """Somebody clicked the row that the cursor was on."""

        def __init__(self, records: "RecordList") -> None:
            super().__init__()
            self.records = records

        @property
        def control(self) -> "RecordList":
            """The list."""
            return self.records

    class Unread(Message):
        """A page could not be read."""

        def __init__(self, error: RefusedError | ConsoleError) -> None:
            super().__init__()
            self.error = error

    class Fetched(Message):
        """Pages came back for one query; the first of them is page `first`."""

        def __init__(self, query: tuple[int, str], first: int, answer: Rows | Exception, ask: int) -> None:
            super().__init__()
            self.query, self.first, self.answer, self.ask = query, first, answer, ask

    def __init__(  # noqa: PLR0913 - what a list is told once, where it is made
        self,
        columns: Sequence[Column],
        fetch: Fetch,
        key: Callable[[Any], Hashable],
        *,
        empty: str | Callable[[], str],
        waiting: str,
        unread: Callable[[RefusedError | ConsoleError], str] = lambda _error: "",
        snug: bool = False,
        muted: Callable[[Any], bool] = lambda _row: False,
        id: str | None = None,  # noqa: A002 - the library's name
    ) -> None:
        """Draw these columns; `snug` ones are no wider than the widest cell that was read, so that the last has more room.

        Rows of which `muted` is true have the colour of what is past or cannot be had. `empty` are the words where nothing was found,
        `unread` those where nothing could be read.
        """
        super().__init__(id=id)
        self._muted = muted
        self._snug = snug
        self.columns = list(columns)
        self._fetch, self._key = fetch, key
        self._empty, self._waiting, self._unread = empty, waiting, unread
        self._failure: RefusedError | ConsoleError | None = None
        self.filter = ""
        self.cursor = 0
        self.total = -1
        self._wanted: Callable[[Any], bool] | None = None
        self.marked: set[Hashable] = set()
        self.in_use = False
        """Whether the cursor is drawn as if focused although the keys go elsewhere."""
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._widest: dict[Column, int] = {}
        self._anchors: dict[int, str] = {0: ""}
        self._generation = 0
        self._flying: set[int] = set()
        self._ground = Style()

    # ---- for the pages

    @property
    def row(self) -> Any:
        """The row under the cursor; None if there is none or it is not read yet."""
        return self.row_at(self.cursor)

    @property
    def row_key(self) -> str:
        """The key of the row under the cursor as text; empty without a row."""
        return "" if self.row is None else str(self._key(self.row))

    def is_at(self, row_key: str) -> Callable[[Any], bool] | None:
        """Tell the row of that key, as `row_key` gives it, from others; None for no row."""
        return (lambda row: str(self._key(row)) == row_key) if row_key else None

    @property
    def lacks(self) -> bool:
        """Whether the first rows, or the one that the list begins at, are still being read."""
        return self.total < 0 or self._wanted is not None

    def begin_at(self, text: str, wanted: Callable[[Any], bool] | None) -> None:
        """Show the rows that fit a filter, with the cursor on the first one that is `wanted`, however far down; `Sought` follows.

        Without a wanted row the list begins at its first.
        """
        self._wanted = wanted
        if self.is_attached:
            self.ask(text)
        else:
            self.filter = text

    def row_at(self, index: int) -> Any:
        """The row at that index if it is in memory, otherwise None."""
        page = self._pages.get(index // PAGE)
        at = index % PAGE
        return page[at] if page is not None and at < len(page) else None

    def marked_or_current(self) -> list[Hashable]:
        """Keys of the marked rows, or of the one under the cursor."""
        return sorted(self.marked, key=str) or ([self._key(self.row)] if self.row is not None else [])

    def ask(self, text: str) -> None:
        """Show the rows that fit another filter, from the top."""
        self.filter = text
        self.cursor = 0
        self.marked.clear()
        self.total = -1
        self._pages.clear()
        self.reload()

    def reload(self) -> None:
        """Read the rows in view again; the cursor stays, and old rows stay drawn until the new ones arrive."""
        self._generation += 1
        self._anchors = {0: ""}
        self._flying.clear()
        self._want(0 if self.total < 0 else self.cursor // PAGE, again=True)

    # ---- reading

    def on_mount(self) -> None:
        """Read the first page."""
        self.reload()

    def _want(self, page: int, *, again: bool = False) -> None:
        """Request a page, starting at the nearest known key."""
        if page < 0 or (page in self._pages and not again) or page in self._flying:
            return
        known = sorted(self._anchors)
        start = known[bisect_right(known, page) - 1]
        if start in self._flying and start != page:
            return
        self._flying |= {page, start}
        pages = min(STRIDE, page - start + 1) if self._wanted is None else STRIDE
        after, query, fetch = self._anchors[start], (self._generation, self.filter), self._fetch
        text = self.filter

        def job() -> Message:
            try:
                return self.Fetched(query, start, _filled(fetch, text, after, pages * PAGE), page)
            except (RefusedError, ConsoleError) as error:
                return self.Fetched(query, start, error, page)

        in_background(self, job)

    def on_record_list_fetched(self, message: Fetched) -> None:
        """Store pages that belong to the current query."""
        message.stop()
        if message.query != (self._generation, self.filter):
            return
        self._flying -= {message.first, message.ask}
        if isinstance(message.answer, Exception):
            self.total = max(self.total, 0)
            self._wanted = None
            self._failure = cast("RefusedError | ConsoleError", message.answer)
            self.post_message(self.Unread(self._failure))
            self.refresh()
            return
        self._take(message.first, message.answer)
        # The page in view may no longer be the page for which the keys were followed.
        page = self.cursor // PAGE
        if page not in self._pages:
            self._want(page)

    def _take(self, first: int, rows: Rows) -> None:
        self.total, self._failure = rows.total, None
        count = max(1, -(-len(rows.rows) // PAGE))
        for nth in range(count):
            self._pages[first + nth] = rows.rows[nth * PAGE : (nth + 1) * PAGE]
            self._pages.move_to_end(first + nth)
        if rows.after:
            self._anchors[first + count] = rows.after
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        self._widest.clear()
        self.cursor = max(0, min(self.cursor, self.total - 1))
        self.virtual_size = Size(self._room(), self.total + 1)
        self.refresh()
        if self._wanted is not None:
            self._seek(self._wanted, first, rows)
        self.post_message(self.Moved(self, self.row))

    def _seek(self, wanted: Callable[[Any], bool], first: int, rows: Rows) -> None:
        """Go to the wanted row if it is among these, otherwise read on behind them."""
        found = next((first * PAGE + nth for nth, row in enumerate(rows.rows) if wanted(row)), None)
        behind = max(self._anchors)
        if found is None and rows.after and behind * PAGE < SOUGHT:
            self._want(behind, again=True)
            return
        self._wanted = None
        if found is not None:
            self.cursor = found
            # Once there is room for so many lines.
            self.call_after_refresh(self.move_to, found)
        self.post_message(self.Sought(self, found=found is not None))

    # ---- moving

    def move_to(self, index: int) -> None:
        """Put the cursor on a row, scroll it into view, and read the pages near it."""
        if self.total <= 0:
            return
        before, self.cursor = self.cursor, max(0, min(index, self.total - 1))
        height = max(1, self.size.height - 1)
        top = int(self.scroll_y)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)
        for changed in (before, self.cursor):
            self.refresh(Region(0, changed - int(self.scroll_y) + 1, self.size.width, 1))
        page = self.cursor // PAGE
        self._want(page)
        near = page + (1 if self.cursor % PAGE > PAGE // 2 else -1)
        if near in self._anchors and near * PAGE < self.total:
            self._want(near)
        self.post_message(self.Moved(self, self.row))

    def action_move(self, step: int) -> None:
        """Go up or down."""
        self.move_to(self.cursor + step)

    def action_page(self, step: int) -> None:
        """Go a screen up or down."""
        self.move_to(self.cursor + step * max(1, self.size.height - 2))

    def action_edge(self, end: int) -> None:
        """Go to the first or the last row."""
        self.move_to(self.total - 1 if end else 0)

    def action_mark(self) -> None:
        """Toggle the mark of the row and go to the next."""
        if self.row is not None:
            self.marked ^= {self._key(self.row)}
            self.move_to(self.cursor + 1)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked row; a click on the current row opens it."""
        place = event.get_content_offset(self)
        if place is None or place.y < 1:
            return
        row = int(self.scroll_y) + place.y - 1
        if row == self.cursor and self.row is not None:
            self.post_message(self.Opened(self))
        self.move_to(row)

    def on_focus(self) -> None:
        """Draw the cursor as focused."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as not focused."""
        self.refresh()

    # ---- drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw these lines on one ground: finding it takes longer than drawing a cell."""
        self._ground = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw the head, a row, or the words that say why there is none."""
        width = self._room()
        if y == 0:
            return strip(self._head(), width, self._style(Role.MUTED))
        index = y - 1 + int(self.scroll_y)
        if self.total <= 0:
            words = (self._waiting if self.total < 0 else self._why_none()).split("\n")
            said = words[y - 2] if 2 <= y < 2 + len(words) else ""
            return strip(f"  {said}", width, self._style(Role.MUTED if self.total < 0 else Role.TEXT))
        row = self.row_at(index)
        if index >= self.total or row is None:
            said = "" if index >= self.total else f"  {self._waiting}"
            return strip(said, width, self._style(Role.MUTED))
        return self._line(row, current=index == self.cursor)

    def _why_none(self) -> str:
        """The words of a list without rows: a list that could not be read does not say that there are none."""
        if self._failure is not None:
            return self._unread(self._failure)
        return self._empty() if callable(self._empty) else self._empty

    def _style(self, role: Role, ground: Role | None = None) -> Style:
        return self._ground + style(role, ground)

    def _room(self) -> int:
        """Width of a line in cells: a scroll bar stands beside the line and never covers its last digits."""
        return self.scrollable_content_region.width

    def _head(self) -> str:
        return "  " + (" " * _GAP).join(fit(c.head, w, right=c.right) for c, w in self._widths())

    def _line(self, row: object, *, current: bool) -> Strip:
        """The row; the current one is filled, and its pieces keep no colours of their own on that ground."""
        ground = (Role.CURSOR if self.has_focus or self.in_use else Role.RAISED) if current else None
        known = marks()
        marked = known.good if self._key(row) in self.marked else " "
        lead = f"{known.cursor}{marked}" if current else f"{marked} "
        pieces = [(lead, Role.TEXT)]
        dim = Role.MUTED if self._muted(row) else None
        for column, width in self._widths():
            said, sense = column.said(row)
            usual = column.role or (Role.TEXT if column.width else Role.STRONG)
            role = ROLES[sense] if sense else dim or usual
            pieces += [(fit(said, width, right=column.right), role), (" " * _GAP, Role.TEXT)]
        pieces.pop()

        def drawn(role: Role) -> Style:
            if ground is not Role.CURSOR:
                return self._style(role, ground)
            return self._style(Role.ON_CURSOR, ground) + Style(bold=style(role).bold)

        return strips((said, drawn(role)) for said, role in pieces).adjust_cell_length(
            self._room(), drawn(Role.TEXT)
        )

    def needs(self) -> int:
        """Cells in which every column but the spare ones has room, and a name of ten characters, with the frame."""
        firm = [column for column in self.columns if not column.spare]
        return _AROUND + sum((self._needed(column) or _NAME) + _GAP for column in firm) - _GAP

    def _widths(self) -> list[tuple[Column, int]]:
        """The columns that have room, and their widths: before a figure is cut, spare ones are left out, then the last ones."""
        shown = [(column, self._needed(column)) for column in self.columns]
        room = self._room() - _LEAD
        for spare in reversed([pair for pair in shown if pair[0].spare]):
            if room - sum(width for _, width in shown) - _GAP * (len(shown) - 1) < _ENOUGH:
                shown.remove(spare)
        kept, used = list[tuple[Column, int]](), 0
        for column, width in shown:
            least = (width or _LEAST) + (_GAP if kept else 0)
            if kept and used + least > room:
                break
            kept.append((column, width))
            used += least
        return [(column, width or max(_LEAST, _LEAST + room - used)) for column, width in kept]

    def _needed(self, column: Column) -> int:
        """The width of a column; of a snug one, that of its widest cell in memory."""
        if not (self._snug and column.width):
            return column.width
        if column not in self._widest:
            said = (cells(column.said(row)[0]) for page in self._pages.values() for row in page)
            self._widest[column] = min(column.width, max(said, default=0))
        return max(self._widest[column], cells(column.head))
