"""Verifies a long part of the ledger with two processes, one per half, because one interpreter cannot use a second core.

The later half begins at the hash stored in the middle; the earlier half proves that hash, or reports its own fault.
"""

import logging
import multiprocessing
import os
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection as Pipe
from typing import Final

import msgspec
from msgspec import structs
from sqlalchemy import Connection, func, select

from console.db.chain import LEDGER, LedgerHead
from console.db.engine import open_database
from console.db.verify import VerifyReport, verify

log = logging.getLogger(__name__)

WORTH: Final = 50_000
"""Number of entries from which a second process pays off: its start takes 0.2 to 0.5 s."""
IDLE: Final = 30.0
"""Seconds for which it waits for the next question: a long ledger is verified part by part."""
_END_SECONDS: Final = 5.0


class _Question(msgspec.Struct, frozen=True):
    """A question for the second process: the entries after the first of the heads."""

    url: str
    genesis: bytes
    heads: list[LedgerHead]
    until: int


class _Process:
    """The process and its pipe; it ends by itself when this end of the pipe closes for any reason."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._child = context.Process(target=_serve, args=(theirs,), name="ledger-second", daemon=True)
        self.waits = False
        """Whether a question was asked and its answer not yet taken."""
        try:
            self._child.start()
        except BaseException:
            self._ours.close()
            raise
        finally:
            theirs.close()

    def ask(self, question: _Question) -> None:
        # Not in the process's arguments, where others could read the URL's password.
        self._ours.send(question)
        self.waits = True

    def answer(self) -> VerifyReport:
        """Return the answer. Raises EOFError or OSError if the process is gone, RuntimeError with the name of a failure in it."""
        message = self._ours.recv()
        self.waits = False
        if isinstance(message, VerifyReport):
            return message
        raise RuntimeError(message)

    @property
    def number(self) -> int:
        """Its process id."""
        return self._child.pid or 0

    def end(self) -> None:
        self._ours.close()
        self._child.kill()
        self._child.join(_END_SECONDS)


class Second:
    """The second process: started when first needed, ended after `idle` seconds without work. Safe between threads."""

    def __init__(self, idle: float = IDLE) -> None:
        self._idle = idle
        self._held = threading.Lock()
        self._process: _Process | None = None
        self._clock: threading.Timer | None = None

    @property
    def runs(self) -> bool:
        """Whether the process is running, so that nobody waits for its start."""
        return self._process is not None

    @contextmanager
    def held(self) -> Generator[_Process | None]:
        """Yield the process for this block alone; None while somebody else has it. Raises OSError if it cannot be started.

        After a failure, or if an answer was not taken, it is ended, and the next block gets a new one.
        """
        if not self._held.acquire(blocking=False):
            yield None
            return
        try:
            if self._clock is not None:
                self._clock.cancel()
            self._process = self._process or _Process()
            yield self._process
            if self._process.waits:
                self._end()
        except BaseException:
            self._end()
            raise
        finally:
            self._clock = threading.Timer(self._idle, self.close)
            self._clock.daemon = True
            self._clock.start()
            self._held.release()

    def close(self) -> None:
        """End the process, unless it is held; the next use starts a new one."""
        if self._held.acquire(blocking=False):
            try:
                self._end()
            finally:
                self._held.release()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()


def verify_by_two(
    conn: Connection,
    second: Second,
    *,
    genesis: bytes,
    since: int = 0,
    heads: Sequence[LedgerHead] = (),
    until: int = 0,
    worth: int = WORTH,
) -> VerifyReport:
    """Verify like `console.db.verify.verify`, with the same report and the same errors.

    This process works alone if there are fewer than `worth` entries, if the machine has one core, or if no process can be started.
    The other process reads through its own connection: the entries must not include any that this transaction wrote.
    """
    end = until or conn.execute(select(func.max(LEDGER.c.seq))).scalar_one() or 0
    # This process takes a larger share while the other one starts.
    middle = since + (end - since) * (2 if second.runs else 3) // 4
    stored = conn.execute(select(LEDGER.c.hash).where(LEDGER.c.seq == middle)).scalars().first()
    if end - since >= worth and stored is not None and (os.cpu_count() or 1) > 1:
        between = LedgerHead(middle, bytes(stored))
        try:
            with second.held() as process:
                if process is not None:
                    return _both(conn, process, genesis, since, heads, until, between)
        except (OSError, EOFError, RuntimeError) as error:
            # A real fault will be found again without the second process.
            log.warning("ledger: no second process: %s %s", type(error).__name__, error)
    return verify(conn, genesis=genesis, since=since, heads=heads, until=until)


def _both(
    conn: Connection,
    process: _Process,
    genesis: bytes,
    since: int,
    heads: Sequence[LedgerHead],
    until: int,
    between: LedgerHead,
) -> VerifyReport:
    url = conn.engine.url.render_as_string(hide_password=False)
    later = [between, *(head for head in heads if head.seq > between.seq)]
    process.ask(_Question(url, genesis, later, until))
    report = verify(conn, genesis=genesis, since=since, heads=[*heads, between], until=between.seq)
    if report.ok:
        answer = process.answer()
        report = structs.replace(answer, checked=report.checked + answer.checked)
    if report.anchor != between or between in heads:
        return report
    # This head was met but not kept elsewhere: it came from the ledger itself.
    met = [head for head in heads if head.seq < between.seq]
    return structs.replace(report, anchor=max(met, key=lambda head: head.seq, default=None))


def _serve(pipe: Pipe) -> None:
    """Run the second process: answer until the other end of the pipe closes."""
    while True:
        try:
            asked: _Question = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(_answer(asked))
        except Exception as error:  # noqa: BLE001 - its name is told, and the one who asked goes on alone
            pipe.send(type(error).__name__)


def _answer(asked: _Question) -> VerifyReport:
    database = open_database(asked.url, role="desk")
    try:
        with database.reader() as conn:
            since = asked.heads[0].seq
            return verify(conn, genesis=asked.genesis, since=since, heads=asked.heads, until=asked.until)
    finally:
        database.close()
