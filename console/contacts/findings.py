"""Findings by page: compact columns in memory, the rows' raw texts in an unnamed temporary file."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import compress
from operator import and_, not_
from tempfile import SpooledTemporaryFile
from threading import Lock
from types import TracebackType
from typing import Final, Self

from console.contacts.messages import Finding, Findings
from console.contacts.reasons import ALL_REASONS, NUMBER_OF, REPAIRABLE, Reason
from console.domain.contacts.packing import Columns, Opened, pack_numbers

_IN_MEMORY = 8 * 1024 * 1024
_REPAIRABLE: Final = bytes(code < len(ALL_REASONS) and ALL_REASONS[code] in REPAIRABLE for code in range(256))

_BLANK: Final = NUMBER_OF[Reason.BLANK]


class FindingStore:
    """Findings in the order of rows. Pages may be read from any thread; close it after use.

    They arrive in batches and stay as they came, so that taking in, keeping and passing on a batch costs no object a finding.
    `repaired` and `left_out` count rows, each once: those in the list because of a repair, and those that are not in the list.
    """

    def __init__(self) -> None:
        self._rows = array("q")
        self._reasons = bytearray()
        self._kept = bytearray()
        self._firsts = array("q")
        self._ends = array("q")
        self._by_code: list[array[int]] = [array("q") for _ in ALL_REASONS]
        self._starts = array("q")
        self._spots: list[tuple[int, int]] = []
        self._read: tuple[int, str] = (-1, "")
        self.repaired = self.left_out = 0
        self._last_repaired = self._last_left_out = self._more_blank = 0
        self._spool = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - lives as long as the store
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Drop the raw texts; an unnamed file leaves nothing behind."""
        self._spool.close()

    def extend(self, findings: Findings) -> None:
        """Append a batch. Raises ValueError for columns of a wrong form, or a row before the last one."""
        opened = findings.opened()
        if not opened.rows:
            return
        if self._rows and opened.rows[0] < self._rows[-1]:
            raise ValueError("rows do not ascend")
        text = opened.text.encode("utf-8")
        with self._lock:
            self._spots.append((self._spool.seek(0, 2), len(text)))
            self._spool.write(text)
            self._count(opened)
            self._starts.append(len(self._rows))
            for index, code in enumerate(opened.reasons, len(self._rows)):
                self._by_code[code].append(index)
            self._rows.extend(opened.rows)
            self._reasons += opened.reasons
            self._kept += opened.kept
            self._firsts.extend(opened.firsts)
            self._ends.extend(opened.ends)

    def _count(self, opened: Opened) -> None:
        """Count rows, each once; a row's findings may lie in two batches."""
        left_out = set(compress(opened.rows, map(not_, opened.kept)))
        if left_out:
            self.left_out += len(left_out) - (self._last_left_out in left_out)
            self._last_left_out = max(left_out)
        mended = map(and_, opened.kept, opened.reasons.translate(_REPAIRABLE))
        repaired = set(compress(opened.rows, mended))
        if repaired:
            self.repaired += len(repaired) - (self._last_repaired in repaired)
            self._last_repaired = max(repaired)
        # A run of blank rows is one finding; its `first` is the run's last row.
        runs = compress(zip(opened.rows, opened.firsts, strict=True), map(_BLANK.__eq__, opened.reasons))
        more = sum(last - row for row, last in runs if last > row)
        self._more_blank += more
        self.left_out += more

    def count(self, reason: Reason | None = None) -> int:
        """Return how many findings there are, of one reason or in all."""
        return len(self) if reason is None else len(self._by_code[NUMBER_OF[reason]])

    def rows(self, reason: Reason) -> int:
        """Return how many rows have a reason; a run of blank rows is one finding."""
        return self.count(reason) + (self._more_blank if reason is Reason.BLANK else 0)

    def page(self, *, reason: Reason | None = None, offset: int = 0, limit: int = 100) -> list[Finding]:
        """Return findings by row from an offset, of one reason or of all."""
        if offset < 0 or limit < 0:
            raise ValueError("a page begins at 0 or later and has 0 or more findings")
        indices: Iterable[int]
        if reason is None:
            indices = range(offset, min(offset + limit, len(self)))
        else:
            indices = self._by_code[NUMBER_OF[reason]][offset : offset + limit]
        with self._lock:
            return [self._at(index) for index in indices]

    def batches(self) -> Iterator[Columns]:
        """Yield all findings, as they came."""
        for batch, start in enumerate(self._starts):
            stop = self._starts[batch + 1] if batch + 1 < len(self._starts) else len(self)
            with self._lock:
                text = self._text(batch)
            yield Columns(
                pack_numbers(self._rows[start:stop]), bytes(self._reasons[start:stop]), bytes(self._kept[start:stop]),
                pack_numbers(self._firsts[start:stop]), pack_numbers(self._ends[start:stop]), text,
            )  # fmt: skip

    def _text(self, batch: int) -> str:
        """The text of a batch; the one that was read last is kept."""
        if self._read[0] != batch:
            at, size = self._spots[batch]
            self._spool.seek(at)
            self._read = batch, self._spool.read(size).decode("utf-8")
        return self._read[1]

    def _at(self, index: int) -> Finding:
        batch = bisect_right(self._starts, index) - 1
        begin = self._ends[index - 1] if index > self._starts[batch] else 0
        return Finding(
            self._rows[index],
            ALL_REASONS[self._reasons[index]],
            bool(self._kept[index]),
            self._firsts[index],
            self._text(batch)[begin : self._ends[index]],
        )
