"""Findings by page: compact columns in memory, the rows' raw texts in an unnamed temporary file."""

from array import array
from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from threading import Lock
from types import TracebackType
from typing import Self

from console.contacts.messages import Finding
from console.contacts.reasons import ALL_REASONS, NUMBER_OF, REPAIRABLE, Reason

_IN_MEMORY = 8 * 1024 * 1024


class FindingStore:
    """Findings in the order of rows. Pages may be read from any thread; close it after use.

    `repaired` and `left_out` count rows, each once: those in the list because of a repair, and those that are not in the list.
    """

    def __init__(self) -> None:
        self._rows = array("q")
        self._reasons = array("B")
        self._kept = array("B")
        self._firsts = array("q")
        self._ends = array("q", [0])
        self._by_reason: dict[Reason, array[int]] = {}
        self.repaired = self.left_out = 0
        self._last_repaired = self._last_left_out = 0
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

    def extend(self, findings: Iterable[Finding]) -> None:
        """Append findings."""
        with self._lock:
            self._spool.seek(0, 2)
            for finding in findings:
                raw = finding.raw.encode("utf-8")
                self._count(finding)
                self._by_reason.setdefault(finding.reason, array("q")).append(len(self._rows))
                self._rows.append(finding.row)
                self._reasons.append(NUMBER_OF[finding.reason])
                self._kept.append(finding.kept)
                self._firsts.append(finding.first)
                self._spool.write(raw)
                self._ends.append(self._ends[-1] + len(raw))

    def _count(self, finding: Finding) -> None:
        if not finding.kept:
            self.left_out += finding.row != self._last_left_out
            self._last_left_out = finding.row
        elif finding.reason in REPAIRABLE:
            self.repaired += finding.row != self._last_repaired
            self._last_repaired = finding.row

    def count(self, reason: Reason | None = None) -> int:
        """Return how many findings there are, of one reason or in all."""
        return len(self) if reason is None else len(self._by_reason.get(reason, ()))

    def page(self, *, reason: Reason | None = None, offset: int = 0, limit: int = 100) -> list[Finding]:
        """Return findings by row from an offset, of one reason or of all."""
        if offset < 0 or limit < 0:
            raise ValueError("a page begins at 0 or later and has 0 or more findings")
        if reason is None:
            indices: Iterable[int] = range(offset, min(offset + limit, len(self)))
        else:
            indices = self._by_reason.get(reason, array("q"))[offset : offset + limit]
        with self._lock:
            return [self._at(index) for index in indices]

    def _at(self, index: int) -> Finding:
        self._spool.seek(self._ends[index])
        raw = self._spool.read(self._ends[index + 1] - self._ends[index]).decode("utf-8")
        return Finding(
            self._rows[index],
            ALL_REASONS[self._reasons[index]],
            bool(self._kept[index]),
            self._firsts[index],
            raw,
        )
