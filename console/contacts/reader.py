"""The reading process: it gets an open file, never a path; it is limited in memory and time, and speaks MessagePack.

It reads the file once, says what it is, and keeps the judged rows in memory, so that each later order costs only a sort.

The workbook reader ends the whole process when an allocation fails, and a stranger's file may make it do so. Therefore it runs
here and not in the console.
"""

import gc
import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import reduction
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from console.contacts import messages
from console.contacts.errors import FailureCode, FileRefusedError
from console.contacts.files import MAX_FILE
from console.contacts.messages import (
    FINDINGS_A_MESSAGE,
    MESSAGE_SIZE,
    NUMBERS_A_MESSAGE,
    Done,
    Failed,
    Findings,
    Look,
    Message,
    Numbers,
    Order,
    Refused,
)

if TYPE_CHECKING:
    from console.contacts.columns import Column
    from console.contacts.pipeline import Judged, Sorted
from console.domain.contacts.phone import NumberPlan

Send = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one reading: octets of address space, seconds of processor time, seconds of elapsed time."""

    memory: int = 1536 * 1024 * 1024
    cpu_seconds: int = 120
    wall_seconds: float = 180.0


@dataclass(frozen=True, slots=True)
class Job:
    """What the reading process reads, and how."""

    name: str
    plan: NumberPlan
    look: Look
    limits: Limits


class OpenFile:
    """A file descriptor that is passed on to a spawned process, so that the child opens nothing."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def __getstate__(self) -> Any:
        return reduction.DupFd(self.descriptor)

    def __setstate__(self, state: Any) -> None:
        self.descriptor = state.detach()


def main(file: OpenFile, pipe: Connection, job: Job) -> None:
    """Do the job and report how it ended; the parent learns of any other end by the closed pipe."""
    _leave_terminal()
    _limit(job.limits)
    # The process lives for seconds, and its big lists hold no cycles: garbage collection would find nothing.
    gc.disable()

    def send(message: Message) -> None:
        pipe.send_bytes(messages.encode(message))

    try:
        _work(file.descriptor, job, pipe, send)
    except FileRefusedError as refusal:
        send(Refused(refusal.reason.value, refusal.detail))
    except MemoryError:
        send(Failed(FailureCode.MEMORY.value, {}))
    except BrokenPipeError:
        os._exit(1)
    except Exception as error:  # noqa: BLE001 - the process boundary: the parent names it and shows a report id
        send(Failed(FailureCode.CRASHED.value, {"error": type(error).__name__}))
    pipe.close()


def _work(descriptor: int, job: Job, pipe: Connection, send: Send) -> None:
    # Only the child loads the reading libraries; the parent only moves octets.
    from console.contacts import beginnings, pipeline  # noqa: PLC0415

    def piece(octets: int, at: int) -> bytes:
        return os.pread(descriptor, octets, at)

    order: Order | Look | None = job.look
    size = os.fstat(descriptor).st_size
    file: pipeline.File | None = None
    column: Column | None = None
    judged: Judged | None = None
    while order is not None:
        if isinstance(order, Look):
            column = judged = None
            first = (
                beginnings.beginning(piece, size, job.name, job.plan, order)
                if order.beginning and not order.more
                else None
            )
            if first is not None:
                send(first)
                order = _next(pipe)
                continue
            file = file or pipeline.File(_read(descriptor), job.name, job.plan, send)
            column = file.column(
                send, sheet=order.sheet, encoding=order.encoding, column=order.column, more=order.more
            )
            send(pipeline.preview_of(column, job.plan))
        elif column is not None:
            # The file's octets and cells are needed no more; for another column they are read again.
            file = None
            judged = judged or pipeline.judge_rows(column, job.plan, send)
            result = pipeline.sort_out(judged, job.plan, order.accept, send)
            _send_result(column, result, send, texts=order.texts)
        order = _next(pipe)


def _next(pipe: Connection) -> Order | Look | None:
    """The parent's next order; None if it has finished, or is gone."""
    try:
        order: Order | Look = messages.decode_order(pipe.recv_bytes(MESSAGE_SIZE))
    except EOFError:
        return None
    return order


def _send_result(column: "Column", result: "Sorted", send: Send, *, texts: bool) -> None:
    from console.contacts.pipeline import pack_findings  # noqa: PLC0415 - as above

    total = len(result.numbers)
    for start in range(0, total, NUMBERS_A_MESSAGE):
        send(Numbers(result.numbers[start : start + NUMBERS_A_MESSAGE].tobytes()))
    for start in range(0, len(result.findings), FINDINGS_A_MESSAGE):
        some = result.findings[start : start + FINDINGS_A_MESSAGE]
        send(Findings(pack_findings(column, some, texts=texts)))
    send(Done(column.source, len(column.numbers), total, result.counts, result.repaired))


def _read(descriptor: int) -> bytes:
    """Read the file once, by position, so that the same octets are guarded, hashed and parsed."""
    pieces: list[bytes] = []
    size = 0
    while size <= MAX_FILE and (piece := os.pread(descriptor, 1 << 20, size)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _leave_terminal() -> None:
    """Detach from the terminal: a dying reader writes nothing on the console's screen, and Ctrl-C goes to the console only."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)


def _limit(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 2))
    # No core file with customers' numbers; the process may write no file at all.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
