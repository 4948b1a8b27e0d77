"""Import a contact list: look at an opened one, read it in a limited process; from any thread, and cancellable.

The console's own process only moves octets: the reading, judging and sorting are the child's.
"""

import multiprocessing
import signal
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from operator import lt

import msgspec

from console.contacts import messages, reader
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
    Message,
    Numbers,
    Preview,
    Progress,
    Refused,
    SourceInfo,
)
from console.contacts.plan import newest_plan
from console.contacts.reader import Job, Limits, OpenFile
from console.contacts.reasons import REPAIRABLE, Reason
from console.contacts.source import Source
from console.domain.phone import AFTER_MOBILE, FIRST_MOBILE, NumberPlan

_POLL_SECONDS = 0.05
_END_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Imported:
    """A list that was read: `numbers` ascending and unique; `rows` in the file; `counts` are rows by reason.

    `repaired` counts the rows that are in the list thanks to a repair of `accepted`, by class (a row that needed two
    repairs counts in both). A row may carry several findings, so the counts add up to more rows than there are; a row
    without any is a number of the list.
    """

    numbers: "array[int]"
    rows: int
    counts: dict[Reason, int]
    repaired: dict[Reason, int]
    findings: FindingStore
    source: SourceInfo
    accepted: frozenset[Reason] = frozenset()

    @property
    def left_out(self) -> int:
        """Return the rows that gave no number: blank, header, duplicate or refused."""
        return self.rows - len(self.numbers)


def preview(
    source: Source,
    sheet: str | None = None,
    encoding: str | None = None,
    *,
    plan: NumberPlan | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    limits: Limits | None = None,
) -> Preview:
    """Say what a file is and show its first rows. Raises as `run`."""
    job = Job("preview", source.name, plan or newest_plan(), frozenset(), sheet, encoding, limits or Limits())
    for message in _messages(source, job, cancelled):
        if isinstance(message, Preview):
            return message
        if not isinstance(message, Progress):
            break
    raise ImportFailedError(FailureCode.PROTOCOL)


def run(
    source: Source,
    *,
    accept: frozenset[Reason],
    sheet: str | None = None,
    encoding: str | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    plan: NumberPlan | None = None,
    limits: Limits | None = None,
) -> Imported:
    """Read a whole list. `progress` and `cancelled` are called in the caller's thread, several times a second.

    `accept` holds the repairs that the drafter accepts; ValueError for a reason that cannot be repaired.
    Raises FileRefusedError (the file), ImportFailedError (the reading process) or ImportCancelledError.
    """
    if not accept <= REPAIRABLE:
        raise ValueError("only repairable reasons can be accepted")
    job = Job("run", source.name, plan or newest_plan(), accept, sheet, encoding, limits or Limits())
    findings = FindingStore()
    try:
        imported = _gather(_messages(source, job, cancelled), findings, progress)
        # What is signed is told by the copy that this process made, not by what the child says that it read.
        if (imported.source.sha256, imported.source.size) != (source.sha256, source.size):
            raise ImportFailedError(FailureCode.PROTOCOL)
    except BaseException:
        findings.close()
        raise
    return replace(imported, accepted=accept)


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
                findings.extend(message.items)
            case Done() if message.numbers == len(numbers) <= message.rows and _counted(message, findings):
                return Imported(
                    numbers, message.rows, message.counts, message.repaired, findings, message.source
                )
            case _:
                break
    raise ImportFailedError(FailureCode.PROTOCOL)


def _counted(done: Done, findings: FindingStore) -> bool:
    """Whether the child's counts are those of the findings that it handed over."""
    counts = {reason: findings.count(reason) for reason in Reason if findings.count(reason)}
    return done.counts == counts and all(n <= counts.get(reason, 0) for reason, n in done.repaired.items())


def _append(numbers: "array[int]", packed: bytes) -> None:
    """Take a packed chunk; ascending order and form are proved here, whatever the child claims."""
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


def _messages(source: Source, job: Job, cancelled: Callable[[], bool]) -> Iterator[Message]:
    """Yield what the child says until its last word; refusals, failures and its death are raised."""
    with _child(source, job) as (process, pipe):
        deadline = time.monotonic() + job.limits.wall_seconds
        while True:
            if cancelled():
                raise ImportCancelledError
            if time.monotonic() > deadline:
                raise ImportFailedError(FailureCode.TIME, seconds=int(job.limits.wall_seconds))
            if not pipe.poll(_POLL_SECONDS):
                continue
            try:
                message = messages.decode(pipe.recv_bytes(MESSAGE_SIZE))
            except EOFError:
                raise _death(process) from None
            except (msgspec.DecodeError, OSError) as error:
                raise ImportFailedError(FailureCode.PROTOCOL) from error
            yield _raise_if_bad(message)
            if isinstance(message, Done | Preview):
                return


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
def _child(source: Source, job: Job) -> Iterator[tuple[SpawnProcess, Connection]]:
    """Start the reading process; whatever happens, it is dead and reaped afterwards."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(
        target=reader.main,
        args=(OpenFile(source.descriptor), theirs, job),
        name="contacts-reader",
        daemon=True,
    )
    try:
        try:
            process.start()
        except OSError as error:
            raise ImportFailedError(FailureCode.NOT_STARTED, error=type(error).__name__) from error
        finally:
            theirs.close()
        yield process, ours
    finally:
        ours.close()
        if process.pid is not None:
            process.kill()
            process.join(_END_SECONDS)
            process.close()


def _death(process: SpawnProcess) -> ImportFailedError:
    """Name the end of a child that closed its pipe without a last word."""
    process.join(_END_SECONDS)
    code = process.exitcode or 0
    if code == -signal.SIGXCPU:
        return ImportFailedError(FailureCode.CPU)
    if code == -signal.SIGKILL:
        return ImportFailedError(FailureCode.KILLED)
    return ImportFailedError(FailureCode.CRASHED, exit=code)
