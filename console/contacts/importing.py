"""Import a contact list: preview an opened file, read it in a limited process; from any thread, and cancellable.

The console's own process only moves octets; the child process reads, judges and sorts.
"""

import multiprocessing
import signal
import sys
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.context import SpawnProcess
from operator import lt
from threading import Lock
from types import ModuleType, TracebackType
from typing import Self

import msgspec

from console.contacts import cut, messages, reader
from console.contacts.errors import (
    FailureCode,
    FileCode,
    FileRefusedError,
    ImportCancelledError,
    ImportFailedError,
)
from console.contacts.findings import FindingStore
from console.contacts.messages import (
    MESSAGE_SIZE,
    Done,
    Failed,
    Findings,
    Look,
    Message,
    Numbers,
    Order,
    Preview,
    Progress,
    Refused,
    SourceInfo,
)
from console.contacts.plan import newest_plan
from console.contacts.reader import Job, Limits, OpenFile
from console.contacts.reasons import ACCEPTABLE, Reason
from console.contacts.source import Source
from console.domain.contacts import aside
from console.domain.contacts.phone import AFTER_MOBILE, FIRST_MOBILE, NumberPlan

_POLL_SECONDS = 0.05
_END_SECONDS = 10.0
_starting = Lock()


@dataclass(frozen=True, slots=True)
class Imported:
    """A list that was read: `numbers` are ascending and unique; `rows` are those of the file; `counts` are rows by reason.

    `repaired` counts the rows that are in the list because of an accepted repair, by class (a row that needed two repairs
    counts in both). A row may have several findings, so the counts can add up to more than the rows; a row without any finding
    is a number of the list. With `texts` the findings hold what stands beside the numbers.
    """

    numbers: "array[int]"
    rows: int
    counts: dict[Reason, int]
    repaired: dict[Reason, int]
    findings: FindingStore
    source: SourceInfo
    accepted: frozenset[Reason] = frozenset()
    texts: bool = False

    @property
    def left_out(self) -> int:
        """Return the number of rows that gave no number: blank, header, duplicate or refused."""
        return self.rows - len(self.numbers)

    @property
    def aside(self) -> dict[str, int]:
        """The numbers of the file that are in no row of the reading, by place (`console.domain.contacts.aside`)."""
        return aside.capped(self.source.aside)

    @property
    def hidden_column(self) -> str:
        """The letters of the column of the numbers where nobody sees it who opens the file; empty otherwise."""
        return next((one.place for one in self.source.remarks if one.code == "is_hidden_column"), "")

    @property
    def parts(self) -> dict[str, int]:
        """Every row of the file, counted once: taken as it is, taken after a repair, left out (also blank, header, duplicate).

        They add up to the rows of the file: a reading where they do not was not accepted.
        """
        repaired = self.findings.repaired
        return {
            "as_is": len(self.numbers) - repaired, "repaired": repaired, "left_out": self.findings.left_out
        }  # fmt: skip


class Reading:
    """One file and its reading process: read once, then judged again for each set of accepted repairs.

    Use it from one thread at a time, any thread; close it. `preview` and `judge` raise FileRefusedError (the file),
    ImportFailedError (the reading process) or ImportCancelledError; after a failure or a cancelled call the next call starts a
    new process.
    """

    def __init__(
        self,
        source: Source,
        sheet: str | None = None,
        encoding: str | None = None,
        *,
        column: str | None = None,
        more: Sequence[tuple[str | None, str | None]] = (),
        plan: NumberPlan | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._source, self._limits = source, limits or Limits()
        self._job = Job(
            source.name, plan or newest_plan(), Look(sheet, encoding, column, more=tuple(more)), self._limits
        )
        self._child: _Child | None = None
        self._preview: Preview | None = None

    def preview(
        self,
        progress: Callable[[Progress], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Preview:
        """Read the file; return its description and first rows. `progress` and `cancelled` are called in this thread."""
        with self._watched():
            return self._opened(progress, cancelled)

    def beginning(
        self,
        progress: Callable[[Progress], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Preview:
        """Return the same of a long file before it is read, as far as its beginning tells: `whole` says which it is."""
        with self._watched():
            return self._opened(progress, cancelled, beginning=True)

    def look(
        self,
        sheet: str | None,
        encoding: str | None,
        column: str | None,
        progress: Callable[[Progress], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
        *,
        beginning: bool = False,
        more: Sequence[tuple[str | None, str | None]] = (),
    ) -> Preview:
        """Read the rows of another sheet or column, or in another encoding, in the same process; return their preview.

        With `beginning` that of a long file's beginning will do; `more` are further sheets and columns, for the same list.
        """
        self._job = replace(self._job, look=Look(sheet, encoding, column, more=tuple(more)))
        self._preview = None
        with self._watched():
            return self._opened(progress, cancelled, beginning=beginning)

    def judge(
        self,
        accept: frozenset[Reason],
        progress: Callable[[Progress], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
        texts: bool = False,
    ) -> Imported:
        """Return the list with those repairs and rows out of sight accepted; ValueError for a reason that cannot be.

        With `texts` the findings hold what stands beside the numbers.
        """
        if not accept <= ACCEPTABLE:
            raise ValueError("only repairs and rows out of sight can be accepted")
        with self._watched():
            self._opened(progress, cancelled)
            if self._child is None:
                raise ImportFailedError(FailureCode.PROTOCOL)
            stream = self._child.asked(Order(accept, texts), cancelled)
            findings = FindingStore()
            try:
                imported = self._own(_gather(stream, findings, progress))
            except BaseException:
                findings.close()
                raise
        return replace(imported, accepted=accept, texts=texts)

    def signs(self) -> tuple[cut.Sign, ...]:
        """What says just now that the file was cut off."""
        return cut.signs(self._source)

    def close(self) -> None:
        """End the reading process; a second call does nothing."""
        child, self._child = self._child, None
        if child is not None:
            child.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _own(self, imported: Imported) -> Imported:
        """Insist that the child read the copy that this process made, because the copy decides what is signed."""
        if (imported.source.sha256, imported.source.size) != (self._source.sha256, self._source.size):
            raise ImportFailedError(FailureCode.PROTOCOL)
        return imported

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """End the process if a call ends early, so that its late answers do not reach the next call."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def _opened(
        self,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        *,
        beginning: bool = False,
    ) -> Preview:
        """Start the process unless it runs, and have it read the file, or its beginning, unless it has done so already."""
        look = msgspec.structs.replace(self._job.look, beginning=beginning)
        order: Look | None = None
        if self._child is None:
            self._child = _Child(self._source, replace(self._job, look=look))
        elif self._preview is not None and (beginning or self._preview.whole):
            return self._preview
        else:
            order = look
        for message in self._child.asked(order, cancelled):
            if isinstance(message, Preview) and (beginning or message.whole):
                self._preview = message
                return message
            if not isinstance(message, Progress):
                break
            progress(message)
        raise ImportFailedError(FailureCode.PROTOCOL)


def preview(
    source: Source, sheet: str | None = None, encoding: str | None = None, column: str | None = None
) -> Preview:
    """Return what a file is and its first rows. Raises as `Reading`."""
    with Reading(source, sheet, encoding, column=column) as reading:
        return reading.preview()


def run(  # noqa: PLR0913 - each is a choice of the person who imports
    source: Source,
    *,
    accept: frozenset[Reason],
    sheet: str | None = None,
    encoding: str | None = None,
    column: str | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    limits: Limits | None = None,
    texts: bool = False,
) -> Imported:
    """Read a whole list at once. Raises as `Reading`."""
    with Reading(source, sheet, encoding, column=column, limits=limits) as reading:
        return reading.judge(accept, progress, cancelled, texts=texts)


def _gather(
    stream: Iterator[Message], findings: FindingStore, progress: Callable[[Progress], None]
) -> Imported:
    numbers = array("q")
    for message in stream:
        match message:
            case Progress():
                progress(message)
            case Numbers():
                _append(numbers, message.packed)
            case Findings():
                _take(findings, message)
            case Done() if message.numbers == len(numbers) and _counted(message, findings):
                return Imported(
                    numbers, message.rows, message.counts, message.repaired, findings, message.source
                )
            case _:
                break
    raise ImportFailedError(FailureCode.PROTOCOL)


def _take(findings: FindingStore, message: Findings) -> None:
    try:
        findings.extend(message)
    except ValueError as error:
        raise ImportFailedError(FailureCode.PROTOCOL) from error


def _counted(done: Done, findings: FindingStore) -> bool:
    """Whether the child's counts match the findings that it handed over, and every row is in the list or has a reason."""
    if (
        not aside.is_sound(aside.capped(done.source.aside))
        or findings.repaired > done.numbers
        or done.numbers + findings.left_out != done.rows
    ):
        return False
    counts = {reason: findings.rows(reason) for reason in Reason if findings.count(reason)}
    return done.counts == counts and all(n <= counts.get(reason, 0) for reason, n in done.repaired.items())


def _append(numbers: "array[int]", packed: bytes) -> None:
    """Take in a packed chunk; ascending order and form are checked here, whatever the child claims."""
    if not packed or len(packed) % numbers.itemsize:
        raise ImportFailedError(FailureCode.PROTOCOL)
    chunk = array("q")
    chunk.frombytes(packed)
    follows = not numbers or numbers[-1] < chunk[0]
    if not (
        follows and all(map(lt, chunk, chunk[1:])) and chunk[0] >= FIRST_MOBILE and chunk[-1] < AFTER_MOBILE
    ):
        raise ImportFailedError(FailureCode.PROTOCOL)
    numbers.extend(chunk)


def _raise_if_bad(message: Message) -> Message:
    try:
        if isinstance(message, Refused):
            raise FileRefusedError(FileCode(message.code), **message.detail)
        if isinstance(message, Failed):
            raise ImportFailedError(FailureCode(message.code), **message.detail)
    except ValueError as error:
        raise ImportFailedError(FailureCode.PROTOCOL) from error
    return message


@contextmanager
def _without_main() -> Iterator[None]:
    """Start a process that does not import the program's main module first: the reader needs none of it.

    For the console that is a quarter of a second and 60 MiB of each reading.
    """
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


class _Child:
    """The reading process and the pipe to it; after `close` it is always dead and reaped."""

    def __init__(self, source: Source, job: Job) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._seconds = job.limits.wall_seconds
        self._process: SpawnProcess = context.Process(
            target=reader.main,
            args=(OpenFile(source.descriptor), theirs, job),
            name="contacts-reader",
            daemon=True,
        )
        try:
            with _without_main():
                self._process.start()
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise ImportFailedError(FailureCode.NOT_STARTED, error=type(error).__name__) from error
            raise
        finally:
            theirs.close()

    def asked(self, order: Order | Look | None, cancelled: Callable[[], bool]) -> Iterator[Message]:
        """Give an order, if there is one, and yield the child's messages; its refusals, failures and death are raised."""
        deadline = time.monotonic() + self._seconds
        if order is not None:
            try:
                self._pipe.send_bytes(messages.encode(order))
            except OSError:
                raise self._death() from None
        while True:
            if cancelled():
                raise ImportCancelledError
            if time.monotonic() > deadline:
                raise ImportFailedError(FailureCode.TIME, seconds=int(self._seconds))
            try:
                if not self._pipe.poll(_POLL_SECONDS):
                    continue
                message = messages.decode(self._pipe.recv_bytes(MESSAGE_SIZE))
            except (EOFError, ConnectionResetError):
                raise self._death() from None
            except (msgspec.DecodeError, OSError) as error:
                raise ImportFailedError(FailureCode.PROTOCOL) from error
            yield _raise_if_bad(message)
            if isinstance(message, Done | Preview):
                return

    def close(self) -> None:
        """Kill it and wait for its end."""
        self._pipe.close()
        if self._process.pid is not None:
            self._process.kill()
            self._process.join(_END_SECONDS)
            if self._process.exitcode is not None:
                # One that the system has not ended yet is left to it; to close it would raise.
                self._process.close()

    def _death(self) -> ImportFailedError:
        """Name how a child ended that closed its pipe without a last message."""
        self._process.join(_END_SECONDS)
        code = self._process.exitcode or 0
        if code == -signal.SIGXCPU:
            return ImportFailedError(FailureCode.CPU)
        if code == -signal.SIGKILL:
            return ImportFailedError(FailureCode.KILLED)
        return ImportFailedError(FailureCode.CRASHED, exit=code)
