"""The state of one import: the file's copy, its reading process, and the result with the repairs that it was made with.

The page's thread toggles repairs and takes results; one job at a time reads in its own thread. The result that is shown, and that
a manifest is made from, always belongs to the repairs that were accepted for it.
"""

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from threading import Event, Lock

from console.contacts import inbox
from console.contacts.errors import ImportCancelledError
from console.contacts.importing import Imported, Reading
from console.contacts.messages import Preview, Progress
from console.contacts.reasons import REPAIRABLE, Reason
from console.contacts.source import Source


class ImportWork:
    """One import. `ticked` are the ticked repairs; `result` may be signed only while `settled`."""

    def __init__(self) -> None:
        self.path = ""
        self.sheet: str | None = None
        self.encoding: str | None = None
        self.ticked: frozenset[Reason] = frozenset()
        self.preview: Preview | None = None
        self.result: Imported | None = None
        self.running = False
        self.progress = (0, 0)
        self.begun = 0.0
        self.stop = Event()
        self._source: Source | None = None
        self._reading: Reading | None = None
        self._lock = Lock()
        self._busy, self._closed = False, Event()

    # ---- the page's thread

    @property
    def settled(self) -> bool:
        """Whether the result belongs to the ticked repairs and no job is running that could change it."""
        return not self.running and self.result is not None and self.result.accepted == self.ticked

    @property
    def digest(self) -> str:
        """The SHA-256 of the file that was read, in hex; empty before that."""
        return self._source.sha256 if self._source is not None else ""

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
        if result.accepted != self.ticked:
            result.findings.close()
            return False
        self.forget()
        self.result = result
        return True

    def revert(self) -> None:
        """Restore the ticks of the result shown, after a reading failed."""
        if self.result is not None:
            self.ticked = self.result.accepted

    def forget(self) -> None:
        """Drop the result."""
        result, self.result = self.result, None
        if result is not None:
            result.findings.close()

    def renew(self) -> None:
        """Drop everything that was read, so that the file is read again."""
        self.forget()
        self.preview = None
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
        """The sheet, the encoding and the ticked repairs as texts, to be restored after the line was cut."""
        return {
            "sheet": self.sheet or "",
            "encoding": self.encoding or "",
            "accepted": ",".join(sorted(self.ticked)),
        }

    def take_up(self, kept: Mapping[str, str]) -> None:
        """Restore the path and the choices from `kept`."""
        self.path = kept.get("path", "")
        self.sheet = kept.get("sheet") or None
        self.encoding = kept.get("encoding") or None
        ticked = set(kept.get("accepted", "").split(","))
        self.ticked = frozenset(one for one in REPAIRABLE if str(one) in ticked)

    # ---- the job's thread

    def look(self, box: Path) -> Preview:
        """Copy the file unless that was done, read it, return its preview. Raises what `inbox.open_named` and `Reading` raise."""
        with self._reading_process():
            if self._source is None:
                self._source = inbox.open_named(self.path, box)
            if self._reading is not None:
                self._reading.close()
            self._reading = Reading(self._source, self.sheet, self.encoding)
            return self._reading.preview(self._note_progress, self.stop.is_set)

    def judge(self) -> Imported:
        """Return the list for the repairs that are ticked when the reading ends. Raises as `Reading` does."""
        with self._reading_process():
            while True:
                if self._reading is None:
                    raise ValueError("nothing was looked at yet")
                result = self._reading.judge(self.ticked, self._note_progress, self.stop.is_set)
                # The page may have ticked another repair meanwhile.
                if result.accepted == self.ticked:
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
            with redirect_stderr(sys.__stderr__ or sys.stderr):
                yield
        finally:
            with self._lock:
                self._busy = False
                if self._closed.is_set():
                    self._let_go()

    def _let_go(self) -> None:
        reading, source = self._reading, self._source
        self._reading, self._source = None, None
        if reading is not None:
            reading.close()
        if source is not None:
            source.close()
