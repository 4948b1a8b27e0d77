"""The choice of a file: its path, the folder that the path names so far, and the first rows of the file under the cursor."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from console.acting.contacts import peeking
from console.acting.contacts.browsing import Browser, Entry, Listed, Shown, Wanted, placed
from console.acting.contacts.peeking import Peek
from console.contacts.errors import FileCode, FileRefusedError
from console.screens.choosing import file_words
from console.screens.failures import explain
from console.screens.frame import NARROW
from console.screens.lists import portion
from console.screens.session import Session, number
from console.widgets.background import in_background
from console.widgets.fields import Field
from console.widgets.line_input import LineInput
from console.widgets.lines import Lines
from console.widgets.path_input import Completed
from console.widgets.record_list import Column, RecordList, Rows
from console.widgets.show import cells, fit, show

LONGEST = 4096
"""Characters of a path."""
_AROUND = 6
"""Cells beside the name of the folder in its frame."""
_REST = 0.3
"""Seconds that the cursor rests on a file before its beginning is read."""
_LONG = 8.0
"""Seconds after which a file that is being read is said not to answer."""
_AGAIN = 1.0
"""Seconds after which a folder that does not answer is asked again."""


class FileChooser(Vertical):
    """Path, files and first rows. With `one_focus` the path keeps the focus and the list is moved in by its owner.

    The owner gives keys: `take`, `complete`. It gets `Taken` with the path of a file, `Typed` after every change, `Refused` where a
    file cannot be read, or there is none.
    """

    SCOPED_CSS = False
    DEFAULT_CSS = """
    FileChooser { height: 1fr; }
    FileChooser #lists { height: 1fr; min-height: 5; }
    FileChooser #first { width: 36; display: none; }
    FileChooser.-wide #first { display: block; }
    """
    LEAST: ClassVar[int] = 100

    class Taken(Message):
        """A file was chosen."""

        def __init__(self, path: str) -> None:
            super().__init__()
            self.path = path

    class Typed(Message):
        """Another path stands there."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

    class Refused(Message):
        """A file was chosen that nobody could read when the folder was looked at; None: there is nothing to choose."""

        def __init__(self, entry: Entry | None) -> None:
            super().__init__()
            self.entry = entry

    class Peeked(Message):
        """The beginning of a file was read."""

        def __init__(self, entry: Entry, peek: Peek | None) -> None:
            super().__init__()
            self.entry, self.peek = entry, peek

    def __init__(
        self,
        session: Session,
        wanted: Wanted,
        title: Callable[[], str],
        typed: str = "",
        *,
        one_focus: bool = False,
    ) -> None:
        super().__init__(id="chooser")
        self.typed, self.wanted = typed, wanted
        self._session, self._title, self._one_focus = session, title, one_focus
        self.browser = browser(session, wanted)
        self.completing = False
        self._listed = Listed(Path(), "", [])
        self._placed = False
        self._beside: frozenset[str] = frozenset()
        self._peeks: dict[Entry, Peek] = {}
        self._peeking: tuple[Entry, Event] | None = None
        self._rest: Timer | None = None

    def compose(self) -> ComposeResult:
        """Yield the path, the files beneath it, and beside them the first rows."""
        t = self._session.t
        yield Field("path", t("chooser.path"), LineInput(self.typed, id="path", most=LONGEST))
        files = RecordList(
            self._columns(), self._fetch, lambda one: one.path, empty=self._empty, waiting=t("list.waiting"), id="files",
            muted=lambda one: bool(one.why),
        )  # fmt: skip
        files.can_focus, files.in_use = not self._one_focus, self._one_focus
        first = Lines(id="first", classes="panel")
        first.border_title = show(t("chooser.first_rows"))
        yield Horizontal(files, first, id="lists")

    def _columns(self) -> list[Column]:
        session = self._session
        t, width = session.t, self.app.size.width
        name = Column(t("chooser.file"), 0, lambda one: file_words.entry(session, one))
        wide = width >= NARROW
        # Colour alone says nothing: where there is no room for the reason, it stands in place of the size.
        small = partial(file_words.entry_size if wide else file_words.entry_state, session)
        size = Column(t("chooser.size"), 10, small, right=True)
        at = Column(t("column.at"), 15, lambda one: file_words.entry_changed(session, one))
        rows = Column(t("chooser.rows"), 10, lambda one: file_words.entry_rows(session, one), right=True)
        return [name, size, at, rows] if wide else [name, size]

    @property
    def records(self) -> RecordList:
        """The files."""
        return self.query_one("#files", RecordList)

    @property
    def line(self) -> LineInput:
        """The path."""
        return self.query_one("#path", LineInput)

    def on_resize(self) -> None:
        """Leave out what has no room."""
        self.set_class(self.app.size.width >= self.LEAST and self.wanted.shown is not Shown.NOTHING, "-wide")
        if self.query("#files"):
            records = self.records
            records.columns = self._columns()
            records.refresh()
            self._draw_below(records)
            # The cursor may have been placed before there was any room.
            self.call_after_refresh(lambda: records.move_to(records.cursor))

    def on_unmount(self) -> None:
        """Stop reading."""
        self._stop_peeking()

    # ---- the files

    def _fetch(self, text: str, after: str, limit: int) -> Rows:
        """What fits the path in its folder; runs in a thread."""
        del text
        typed = self.typed
        listed = self.browser.listed(typed)
        if typed == self.typed:
            self._listed = listed
        return portion(listed.entries, after, limit)

    def _empty(self) -> str:
        """Why there is nothing; in which folder, the frame says."""
        listed, t = self._listed, self._session.t
        if listed.silent:
            return t("chooser.silent")
        if listed.fault is FileCode.MISSING:
            return t("chooser.no_folder")
        if listed.fault is not None:
            return explain(FileRefusedError(listed.fault), self._session).what
        return t("chooser.no_fit") if listed.part else t("chooser.no_files", kinds=self._kinds())

    def reload(self) -> None:
        """Look again what is there."""
        self.browser.forget()
        self.records.reload()

    @on(RecordList.Moved)
    def _moved(self, message: RecordList.Moved) -> None:
        message.stop()
        records, listed = message.records, self._listed
        if listed.silent:
            self.set_timer(_AGAIN, records.reload)
        if not self._placed and records.total > 0:
            self._placed = True
            records.move_to(_first(listed))
        records.border_title = show(f"{self._title()} {number(listed.fits)}")
        self._draw_below(records)
        self._look(records.row)

    def _draw_below(self, records: RecordList) -> None:
        """In the frame: the folder, or why the file under the cursor is hardly the right one."""
        here, session = records.row, self._session
        words = file_words.file_name(str(self._listed.folder))
        if here is not None and here.why:
            words = self.why(here)
        elif here is not None and not here.folder and self.app.size.width < NARROW:
            # What has no column there.
            known = [file_words.entry_size, file_words.entry_changed, file_words.entry_rows]
            words = "  ".join(filter(None, (one(session, here) for one in known)))
        elif self._listed.more:
            words = session.t("chooser.more")
        records.border_subtitle = show(fit(words, min(cells(words), max(0, records.size.width - _AROUND))))

    @on(RecordList.Opened)
    def _clicked(self, message: RecordList.Opened) -> None:
        message.stop()
        self.take()

    # ---- the first rows

    def _look(self, here: Entry | None) -> None:
        """Draw the first rows of a file, and read them if they are not known and the cursor stays."""
        if self._peeking is not None and self._peeking[0] != here:
            self._stop_peeking()
        self._draw_first(here)
        if self._rest is not None:
            self._rest.stop()
        if here is not None and self._peekable(here):
            self._rest = self.set_timer(_REST, lambda: self._peek(here))

    def _peekable(self, one: Entry) -> bool:
        """Whether its beginning is to be read: never that of another kind of file, which may be a key."""
        known = one in self._peeks or self._peeking is not None
        return not (one.folder or one.why or known) and self.has_class("-wide")

    def _peek(self, here: Entry) -> None:
        if self.records.row != here or not self._peekable(here):
            return
        stop, shown, path = Event(), self.wanted.shown, placed(here.path, self.browser.box)
        self._peeking = here, stop
        in_background(self, lambda: self.Peeked(here, peeking.peek(path, shown, stop.is_set)))
        self.set_timer(_LONG, lambda: self._wait_for(here))

    def _wait_for(self, here: Entry) -> None:
        """Say that a file does not answer."""
        if self._peeking is not None and self._peeking[0] == here == self.records.row:
            self._draw_first(here, Peek(why="silent_file"))

    def _stop_peeking(self) -> None:
        peeking_now, self._peeking = self._peeking, None
        if peeking_now is not None:
            peeking_now[1].set()

    def on_file_chooser_peeked(self, message: Peeked) -> None:
        """Draw what was read."""
        message.stop()
        if self._peeking is not None and self._peeking[0] == message.entry:
            self._peeking = None
        if message.peek is not None:
            self._peeks[message.entry] = message.peek
        if self.query("#files"):
            self._draw_first(self.records.row)

    def _draw_first(self, here: Entry | None, peek: Peek | None = None) -> None:
        peek = peek or (self._peeks.get(here) if here is not None else None)
        first = self.query_one("#first", Lines)
        first.put(lambda width: file_words.first_rows(self._session, self.wanted, here, peek, width))
        first.border_subtitle = show(file_words.below_first(self._session, peek))

    # ---- the path

    @on(Input.Changed, "#path")
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        if message.value.startswith("//"):
            # The key that leads here is the first character of a path; many type it once more.
            self.go_to(f"/{message.value.lstrip('/')}")
        elif message.value.startswith("/~"):
            self.go_to(message.value[1:])
        elif self._names_file(self.typed) and message.value.startswith(f"{self.typed}/"):
            # Nothing lies beneath a file: another path begins.
            self.go_to(message.value.removeprefix(self.typed))
        elif (here := self.from_here(message.value)) != message.value and message.value.count("/") > 1:
            self.go_to(here)
        elif message.value != self.typed:
            self.typed = message.value
            self._placed = False
            self.records.ask("")
            self.post_message(self.Typed(self.typed))

    def _names_file(self, typed: str) -> bool:
        """Whether a path names a file: one that is listed, or one that ends as those do that are looked for."""
        listed = any(one.path == typed and not one.folder for one in self._listed.entries)
        return listed or Path(typed).suffix.lower() in self.wanted.suffixes

    def begin_path(self) -> None:
        """Begin another path from the root on; where its first name is one of the files that are shown, they are meant (`from_here`)."""
        self._beside = frozenset(one.name for one in self._listed.entries)
        self.go_to("/")

    def from_here(self, typed: str) -> str:
        """The path without the slash of the key that began it, if the name after it stands here and not at the root."""
        first = typed[1:].partition("/")[0]
        meant_here = typed.startswith("/") and first in self._beside and not os.path.lexists(f"/{first}")
        return typed[1:] if meant_here else typed

    def go_to(self, path: str) -> None:
        """Put a path in."""
        line = self.line
        line.value = path
        line.cursor_position = len(path)

    def name_taken(self, path: str) -> None:
        """Put in the path of the file that is taken; the files stay as they are, for whoever comes back."""
        self.typed, line = path, self.line
        with line.prevent(Input.Changed):
            line.value = path
        line.cursor_position = len(path)

    def complete(self, otherwise: Callable[[], object]) -> None:
        """Complete the path; call `otherwise` where that adds nothing. What is typed meanwhile waits (`completing`)."""
        typed, line = self.typed, self.line
        self.completing, self._otherwise = True, otherwise
        in_background(self, lambda: Completed(line, typed, self.browser.completed(typed)))

    def on_completed(self, message: Completed) -> None:
        """Put in what was found, unless something else was typed meanwhile."""
        message.stop()
        self.completing = False
        if message.whole == message.typed:
            self._otherwise()
        elif message.line.value == message.typed:
            self.go_to(message.whole)

    def take(self) -> None:
        """Take the file under the cursor, or go into the folder; say why where neither can be."""
        here: Entry | None = self.records.row
        if here is None or here.refused is not None or here.why == "silent":
            self.post_message(self.Refused(here))
        elif here.folder:
            self.go_to(here.path)
        else:
            self.post_message(self.Taken(here.path))

    def why(self, here: Entry) -> str:
        """The words for why a file is hardly the right one."""
        return self._session.t(f"chooser.why_{here.why}", kinds=self._kinds())

    def _kinds(self) -> str:
        return file_words.kinds(self._session, self.wanted)


def browser(session: Session, wanted: Wanted) -> Browser:
    """The folders as the person in front sees them."""
    own, name = session.own, wanted.name
    return Browser(wanted, session.inbox, lambda: own.read_lately(name))


def _first(listed: Listed) -> int:
    """The entry on which the cursor stands at first: the file that was typed, else the first that can be chosen, else a folder of that name."""
    entries = listed.entries
    exact = (nth for nth, one in enumerate(entries) if not one.folder and one.name == listed.part)
    good = (nth for nth, one in enumerate(entries) if not one.folder and not one.why)
    folder = (nth for nth, one in enumerate(entries) if listed.part and one.name.startswith(listed.part))
    other = (nth for nth, one in enumerate(entries) if not one.folder)
    return next(exact, next(good, next(folder, next(other, 0))))
