"""One import, however far it is: what was typed and chosen, the file's copy, its reading process, and the result.

The session holds it (`Drafts.work`), so that it outlives its pages. Pasted numbers are in memory only, and go with the session.

The page's thread toggles repairs and takes results; one job at a time reads in its own thread. The result that is shown, and that
a manifest is made from, always belongs to the repairs that were accepted for it.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread

from console.acting.own_trust import Place
from console.acting.patience import waited
from console.contacts import cut, inbox, own_errors, source
from console.contacts.cut import Sign
from console.contacts.errors import FileRefusedError, ImportCancelledError
from console.contacts.importing import Imported, Reading
from console.contacts.inbox import Origin
from console.contacts.messages import Preview, Progress
from console.contacts.plan import newest_plan
from console.contacts.reasons import ACCEPTABLE, Reason
from console.contacts.source import Source
from console.domain.contacts.phone import NumberPlan
from console.screens.contacts.import_hand_over import HandOver

WORK = "import"
"""The name under which the session holds it, and keeps its texts in case the line is cut."""


_Choices = tuple[str | None, str | None, bool, tuple[tuple[str | None, str | None], ...], frozenset[str]]
"""What is read of the file and what was answered about it: sheet, column, whether that place was a remembered one, further places, answers."""


class ImportWork:
    """One import. `ticked` are the ticked repairs; `result` may be signed only while `settled`.

    `path` is what is read, `typed` what stands in its field; `pasted` is read in its place while `of_paste`. `reached` is the
    step on which the person was last, from 1; `pasting` whether that was the page for pasted numbers. `more` are further sheets and
    columns for the same list, `texts` whether what stands beside numbers is kept, `answered` what of the file the person was
    asked about and has answered.
    """

    def __init__(self, department: str = "") -> None:
        self.path = self.typed = ""
        self.pasted, self.pasting, self.of_paste = "", False, False
        self.department, self.name = department, ""
        self.reached = 1
        self.sheet: str | None = None
        self.column: str | None = None
        self.encoding: str | None = None
        self.more: tuple[tuple[str | None, str | None], ...] = ()
        self.texts = False
        self.answered: frozenset[str] = frozenset()
        self.shape = ""
        self.ticked: frozenset[Reason] = frozenset()
        self.preview: Preview | None = None
        self.beginning: Preview | None = None
        self.result: Imported | None = None
        self.running = False
        self.progress = (0, 0)
        self.begun = 0.0
        self.box: Path | None = None
        self.plan: Callable[[], NumberPlan] = newest_plan
        self.stop = Event()
        self._source: Source | None = None
        self._reading: Reading | None = None
        self._read_as: tuple[object, ...] = ()
        self._recalled = False
        self._shown = self._choices()
        self.handed = HandOver()
        self._lock = Lock()
        self._busy, self._closed = False, Event()

    # ---- the page's thread

    @property
    def settled(self) -> bool:
        """Whether the result belongs to the ticked repairs and no job is running that could change it."""
        return not self.running and self.result is not None and self._fits(self.result)

    def _fits(self, result: Imported) -> bool:
        return (result.accepted, result.texts) == (self.ticked, self.texts)

    @property
    def digest(self) -> str:
        """The SHA-256 of the file that was read, in hex; empty before that."""
        return self._source.sha256 if self._source is not None else ""

    @property
    def origin(self) -> Origin | None:
        """Where the file lies, to be looked at again before the signature; None for pasted numbers, which lie nowhere."""
        return None if self.of_paste else Origin(self.path, self.box, self.digest)

    def read_file(self, named: str) -> None:
        """Read that file from now on; the choices that were made for another one are dropped."""
        if self.of_paste or named != self.path:
            self._begin_anew()
        self.path, self.of_paste = named, False

    def read_paste(self, text: str) -> None:
        """Read these numbers from now on."""
        if not self.of_paste or text != self.pasted:
            self._begin_anew()
        self.pasted, self.of_paste, self.path = text, True, ""

    def _begin_anew(self) -> None:
        """Drop the choices that were made for another file: a repair accepted there is none here."""
        self.sheet = self.column = self.encoding = None
        self.more, self.answered, self.texts = (), frozenset(), False
        self._recalled = False
        self.name, self.shape, self.ticked = "", "", frozenset()
        self.renew()

    @property
    def unsaved(self) -> bool:
        """Whether the end of the session would lose more than can be read again from the file."""
        return bool(self.pasted or self.ticked)

    @property
    def blank(self) -> bool:
        """Whether nothing has been typed or chosen yet."""
        return not (self.typed or self.pasted or self.preview)

    def begin(self) -> None:
        """Note that a job starts."""
        self.running, self.progress, self.begun = True, (0, 0), time.monotonic()
        self.stop.clear()

    def end(self) -> None:
        """Note that a job ended."""
        self.running = False

    def turn(self, reason: Reason) -> None:
        """Tick or untick a repair."""
        self.ticked ^= {reason}

    def take(self, result: Imported) -> bool:
        """Store a result; return False, and drop it, if other repairs are ticked by now."""
        if not self._fits(result):
            result.findings.close()
            return False
        self.forget()
        self.result = result
        self._shown = self._choices()
        return True

    def revert(self) -> None:
        """Restore the choices of the result shown, after a reading failed."""
        if self.result is not None:
            self.ticked, self.texts = self.result.accepted, self.result.texts
            self.sheet, self.column, self._recalled, self.more, self.answered = self._shown

    def _choices(self) -> _Choices:
        return self.sheet, self.column, self._recalled, self.more, self.answered

    def forget(self) -> None:
        """Drop the result."""
        result, self.result = self.result, None
        if result is not None:
            result.findings.close()

    def see(self, preview: Preview) -> None:
        """Note what is known of the file: of its beginning, or of the whole."""
        self.preview = preview
        if not preview.whole:
            self.beginning = preview

    @property
    def differs(self) -> tuple[str, ...]:
        """In what the whole file says otherwise than its beginning did: `encoding`, `sheet`, `column`."""
        before, now = self.beginning, self.preview
        if before is None or now is None or not now.whole:
            return ()
        return tuple(
            name
            for name in ("encoding", "sheet", "column")
            if getattr(before.source, name) != getattr(now.source, name)
        )

    def choose(self, sheet: str | None, column: str | None, encoding: str | None) -> None:
        """Read the file so from now on; what was read otherwise is dropped."""
        self.sheet, self.column, self.encoding = sheet, column, encoding
        self.more, self.answered = (), frozenset()
        self._recalled, self.beginning = False, None
        self.forget()

    def take_more(self, more: Sequence[tuple[str | None, str | None]]) -> None:
        """Read further sheets and columns into the same list from now on; the one that was read is named by what it is."""
        source = self.preview.source if self.preview is not None else None
        if source is not None and more:
            self.sheet, self.column = source.sheet, source.column or None
            self._recalled = False
        self.more = tuple(more)

    def answer(self, about: frozenset[str], *, stands: bool = False) -> None:
        """Note what of the file was answered; with `stands` the result shown is the answer's, and nothing is read for it."""
        self.answered |= about
        if stands:
            self._shown = self._choices()

    def cut_off(self) -> tuple[Sign, ...]:
        """What says just now that the file may be the beginning of one."""
        return cut.signs(self._source) if self._source is not None else ()

    def renew(self) -> None:
        """Drop everything that was read, so that the file is read again."""
        self.forget()
        self.preview = self.beginning = None
        self._let_go()

    def close(self) -> None:
        """Stop a running job when the page is left; the last user of the file's copy closes it."""
        self.stop.set()
        self.forget()
        with self._lock:
            self._closed.set()
            if not self._busy:
                self._let_go()

    def to_keep(self) -> dict[str, str]:
        """Path and choices as texts, to be restored after the line was cut; pasted numbers are not among them."""
        return {
            "path": self.typed if _writable(self.typed) else "",
            "department": self.department,
            "name": self.name,
            "sheet": self.sheet or "",
            "column": self.column or "",
            "encoding": self.encoding or "",
            "accepted": ",".join(sorted(self.ticked)),
        }

    def take_up(self, kept: Mapping[str, str]) -> None:
        """Restore the path and the choices from `kept`."""
        self.path = self.typed = kept.get("path", "")
        self.name, self.department = kept.get("name", ""), kept.get("department") or self.department
        self.sheet = kept.get("sheet") or None
        self.column = kept.get("column") or None
        self.encoding = kept.get("encoding") or None
        ticked = set(kept.get("accepted", "").split(","))
        self.ticked = frozenset(one for one in ACCEPTABLE if str(one) in ticked)

    # ---- the job's thread

    def look(
        self, box: Path, pasted_name: str, recall: Callable[[str], Place | None] | None = None
    ) -> Preview:
        """Copy the file unless that was done, return its preview. Raises what `inbox.open_named` and `Reading` raise.

        Of a long file it is that of its beginning: then `read_on` reads the file. `box` is where a bare name leads, `pasted_name`
        the name for what was pasted; `recall` says where the numbers of a file of that shape were the last time, which counts
        unless sheet or column were chosen already.
        """
        with self._reading_process():
            self.box = box
            if self._source is None and self.of_paste:
                self._source = source.typed_source(self.pasted.encode("utf-8", "replace"), pasted_name)
            elif self._source is None:
                self._source = self._open_named(self.path, box)
            return self._recalling(self._source, recall, whole=False)

    def judge_more(self) -> tuple[Preview, Imported]:
        """Read what was chosen since, and return preview and list. Raises as `Reading` does."""
        with self._reading_process():
            if self._source is None:
                raise ValueError("nothing was looked at yet")
            preview = self._preview(self._source, whole=True)
        return preview, self.judge()

    def read_on(self, recall: Callable[[str], Place | None] | None = None) -> Preview:
        """Read the file whose beginning is known, and return the preview of the whole. Raises as `Reading` does."""
        with self._reading_process():
            if self._source is None:
                raise ValueError("nothing was looked at yet")
            preview = self._preview(self._source, whole=True)
            if preview.source.shape == self.shape:
                return preview
            if self._recalled:
                # The place was that of files of another shape.
                self.sheet = self.column = None
            return self._recalling(self._source, recall, whole=True)

    def _recalling(
        self, source: Source, recall: Callable[[str], Place | None] | None, *, whole: bool
    ) -> Preview:
        """The preview, with the numbers where they were the last time in a file of its shape, unless a person chose a place."""
        preview = self._preview(source, whole=whole)
        if recall is None or self.sheet is not None or self.column is not None:
            return preview
        self.shape = preview.source.shape
        place = recall(self.shape)
        if place is None or place == Place(preview.source.sheet or "", preview.source.column):
            return preview
        self.sheet, self.column, self._recalled = place.sheet or None, place.column, True
        try:
            return self._preview(source, whole=whole)
        except FileRefusedError:
            # The sheet is another one, in spite of the same headings.
            self.sheet = self.column = None
            self._recalled = False
            return self._preview(source, whole=whole)

    def _open_named(self, path: str, box: Path) -> Source:
        """Copy a file as `inbox.open_named` does; on a disk that does not answer the person may stop the wait."""
        try:
            return waited(lambda: inbox.open_named(path, box), self.stop.is_set, Source.close)
        except TimeoutError as error:
            raise ImportCancelledError from error

    def _preview(self, source: Source, *, whole: bool) -> Preview:
        reading = self._opened(source, beginning=not whole)
        seen = reading.preview if whole else reading.beginning
        return seen(self._note_progress, self.stop.is_set)

    def _opened(self, source: Source, *, beginning: bool = False) -> Reading:
        """The reading of the copy with the chosen sheet, column and encoding."""
        chosen = self.sheet, self.column, self.encoding, *self.more
        if self._reading is None:
            self._reading = Reading(
                source, self.sheet, self.encoding, column=self.column, more=self.more, plan=self.plan()
            )
        elif self._read_as != chosen:
            self._read_as = ()
            self._reading.look(
                self.sheet, self.encoding, self.column, self._note_progress, self.stop.is_set,
                beginning=beginning, more=self.more,
            )  # fmt: skip
        self._read_as = chosen
        return self._reading

    def judge(self) -> Imported:
        """Return the list for the repairs that are ticked when the reading ends. Raises as `Reading` does."""
        with self._reading_process():
            while True:
                if self._source is None:
                    raise ValueError("nothing was looked at yet")
                result = self._opened(self._source).judge(
                    self.ticked, self._note_progress, self.stop.is_set, self.texts
                )
                # The page may have ticked another repair meanwhile.
                if self._fits(result):
                    return result
                result.findings.close()

    def _note_progress(self, progress: Progress) -> None:
        self.progress = (progress.rows, progress.total)

    @contextmanager
    def _reading_process(self) -> Iterator[None]:
        """Give it a real standard error (the library's has no descriptor); close everything if the page was left meanwhile."""
        with self._lock:
            if self._closed.is_set():
                raise ImportCancelledError
            self._busy = True
        try:
            with own_errors.handed_on():
                yield
        finally:
            with self._lock:
                self._busy = False
                if self._closed.is_set():
                    self._let_go()

    def _let_go(self) -> None:
        """Close what was read, in a thread of its own: a process that held millions of rows takes a while to end."""
        reading, source = self._reading, self._source
        self._reading, self._source = None, None

        def close() -> None:
            if reading is not None:
                reading.close()
            if source is not None:
                source.close()

        if reading is not None or source is not None:
            Thread(target=close, name="import-end").start()


def _writable(text: str) -> bool:
    """Whether a text can be written down: a file name may hold octets that are none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
