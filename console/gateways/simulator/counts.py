"""The simulator's own, exact account of the messages that it accepted: tests compare the sender with it."""

import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Generic, TextIO, TypeVar

MOST_REMEMBERED: Final = 4_000_000
"""Parts whose numbers are remembered (some 100 octets each); beyond this limit `exact` turns false."""


@dataclass(slots=True)
class Counts:
    """Running totals. `accepted`, `throttled`, `refused`, `nacked`, `unanswered` count PDUs.

    `distinct` counts numbers with a first or only part accepted, `repeats` first parts accepted again for a number,
    `repeated_parts` further parts accepted again. `exact` says whether the three are complete.
    """

    submits: int = 0
    accepted: int = 0
    throttled: int = 0
    refused: int = 0
    nacked: int = 0
    unanswered: int = 0
    distinct: int = 0
    repeats: int = 0
    repeated_parts: int = 0
    exact: bool = True
    receipts_sent: int = 0
    receipts_acknowledged: int = 0
    receipts_rejected: int = 0
    receipts_dropped: int = 0
    receipts_waiting: int = 0
    replies_sent: int = 0
    binds: int = 0
    binds_refused: int = 0
    lines: int = 0
    cuts: int = 0
    unreadable: int = 0
    first_at: float = 0.0
    last_at: float = 0.0


@dataclass(slots=True)
class IsmgCounts(Counts):
    """The CMPP gateway's totals. `submits` and `unanswered` count PDUs, `accepted` numbers; a reply counts with the receipts.

    `results` counts the answers to SUBMITs by their Result. `misanswered` are answers to a DELIVER under the wrong Msg_Id, which settle
    nothing; `skipped` are PDUs of unknown commands.
    """

    over_window: int = 0
    delivers_repeated: int = 0
    delivers_given_up: int = 0
    misanswered: int = 0
    active_tests: int = 0
    active_answers: int = 0
    terminates: int = 0
    skipped: int = 0
    results: dict[int, int] = field(default_factory=dict)


C = TypeVar("C", bound=Counts)


class Witness(Generic[C]):
    """Counts, the memory behind `distinct` and `repeats`, and the optional log of accepted numbers.

    A line of the log has the number, the part, the id and the time of arrival, in seconds since 1970.
    """

    def __init__(self, counts: C, log_file: Path | None = None) -> None:
        self.counts = counts
        self._seen: set[int] = set()
        self._log: TextIO | None = None if log_file is None else log_file.open("a", 1, "ascii")

    def took(self, destination: bytes, part: int, message_id: str) -> None:
        """Note one accepted PDU: `part` is 1 for a short message or the first part of a long one."""
        counts = self.counts
        counts.accepted += 1
        mark = (int(destination) if destination.isdigit() else hash(destination)) << 8 | part
        if mark in self._seen:
            if part == 1:
                counts.repeats += 1
            else:
                counts.repeated_parts += 1
        elif len(self._seen) < MOST_REMEMBERED:
            self._seen.add(mark)
            if part == 1:
                counts.distinct += 1
        else:
            counts.exact = False
        if self._log is not None:
            self._log.write(f"{destination.decode('latin-1')} {part} {message_id} {time.time():.6f}\n")

    def snapshot(self) -> dict[str, Any]:
        """Return the counts as a JSON object; the log is flushed too, so that both agree."""
        if self._log is not None:
            self._log.flush()
        return asdict(self.counts)

    def reset(self) -> None:
        """Start counting again; the log continues."""
        self.counts = type(self.counts)()
        self._seen.clear()

    def close(self) -> None:
        """Close the log."""
        if self._log is not None:
            self._log.close()
