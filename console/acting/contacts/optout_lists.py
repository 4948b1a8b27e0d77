"""Lists of opt-outs (R13): read from a file with the importer of contact lists, looked at, brought to the desk; and handed over."""

import secrets
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from console.acting.steps import Core
from console.contacts import importing
from console.contacts.cut import Sign
from console.contacts.importing import Imported
from console.contacts.messages import Progress
from console.contacts.reasons import ACCEPTABLE, KEPT, REPAIRABLE, Reason
from console.domain.contacts.packing import pack_numbers, unpack_numbers
from console.domain.contacts.phone import is_mobile_form
from console.errors import ConsoleError
from console.wire.answers import Done
from console.wire.contacts import optouts as wire

CHUNK: Final = 1_000
"""Numbers in one call: a call holds up everybody else's acts for as long as it takes."""
_SCANNED: Final = 10_000
_OWN: Final = frozenset({Reason.BLANK, Reason.HEADER})
_HARMLESS: Final = _OWN | REPAIRABLE | KEPT | {Reason.DUPLICATE}

Tell = Callable[[str, int, int], None]
"""Told the stage (`read`, `scan`, `bring`), how much of it is done, and how much there is (0: not known)."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list says: whom it refuses for, who made it, and its day (`YYYY-MM-DD`)."""

    scope: str
    department: str
    kind: str
    source: str
    dated: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What bringing a list would do: its numbers in random order, and how many of them are new and known.

    `ended` have no refusal any more, because two people ended it after the list's day: they are not recorded, and a person decides.
    `signs` say that the file may have been cut off.
    Every row of the file counts once: `rows = new + known + ended + repeated + blank + no_number`.
    """

    imported: Imported
    numbers: "array[int]"
    new: int
    known: int
    ended: int
    signs: tuple[Sign, ...] = ()

    @property
    def repeated(self) -> int:
        """Rows whose number stands in an earlier row."""
        return self.imported.counts.get(Reason.DUPLICATE, 0)

    @property
    def blank(self) -> int:
        """Rows that are blank or a heading."""
        return sum(self.imported.counts.get(reason, 0) for reason in _OWN)

    @property
    def no_number(self) -> int:
        """Rows that gave no number, and should have."""
        return self.imported.rows - len(self.numbers) - self.repeated - self.blank

    @property
    def reasons(self) -> dict[Reason, int]:
        """Why rows gave no number; a row may have several reasons."""
        return {reason: n for reason, n in self.imported.counts.items() if n and reason not in _HARMLESS}


def plan(
    core: Core,
    reading: importing.Reading,
    listed: Listed,
    tell: Tell = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Plan:
    """Read a file and ask the desk what of it is new. Every number of its columns that can be read counts, in rows out of sight too.

    Raises what `Reading` raises, RefusedError, and ImportCancelledError through `cancelled`.
    """

    def read(progress: Progress) -> None:
        tell("read", progress.rows, progress.total)

    reading.preview(read, cancelled)
    imported = reading.judge(ACCEPTABLE, read, cancelled)
    numbers = array("q", imported.numbers)
    # In the order of the file's numbers the desk's serials would reveal digits that its masks hide.
    secrets.SystemRandom().shuffle(numbers)
    new = known = ended = 0
    for at in range(0, len(numbers), _SCANNED):
        if cancelled():
            raise ConsoleError("import_cancelled")
        packed = pack_numbers(numbers[at : at + _SCANNED])
        call = wire.ScanOptOuts(listed.scope, listed.department, listed.dated, packed)
        found: wire.ScannedOptOuts = core.call(call)
        new, known, ended = new + found.new, known + found.known, ended + found.ended
        tell("scan", min(len(numbers), at + _SCANNED), len(numbers))
    return Plan(imported, numbers, new, known, ended, reading.signs())


def bring(
    core: Core,
    made: Plan,
    listed: Listed,
    tell: Tell = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Done:
    """Record a list at the desk; what has arrived counts, so a list that is cut off is simply brought again.

    Returns the ledger entry, and how many were new.
    """
    source = made.imported.source
    begun: Done = core.call(
        wire.BeginOptOutList(
            listed.scope, listed.department, listed.kind, listed.source, listed.dated, source.name, source.sha256,
            len(made.numbers), made.no_number,
        )
    )  # fmt: skip
    for at in range(0, len(made.numbers), CHUNK):
        if cancelled():
            raise ConsoleError("import_cancelled")
        core.call(wire.AddListedOptOuts(begun.id, pack_numbers(made.numbers[at : at + CHUNK])))
        tell("bring", min(len(made.numbers), at + CHUNK), len(made.numbers))
    done: Done = core.call(wire.EndOptOutList(begun.id))
    return done


@dataclass(frozen=True, slots=True)
class Export:
    """What is handed over: the entry of the ledger, how many numbers, how many more are erased."""

    seq: int
    total: int
    erased: int
    numbers: Iterator[int]


def export(core: Core, scope: str, reason: str) -> Export:
    """Fetch the numbers of opt-outs in clear, in parts; the first call makes the ledger entry."""
    first: wire.HandedOver = core.call(wire.ExportOptOuts(scope, reason))

    def numbers() -> Iterator[int]:
        part = first
        while True:
            yield from (number for number in unpack_numbers(part.numbers) if is_mobile_form(str(number)))
            if not part.after:
                return
            part = core.call(wire.ExportOptOuts(scope, reason, first.seq, part.after))

    return Export(first.seq, first.total, first.erased, numbers())


def write_text(file: BinaryIO, numbers: Iterator[int]) -> int:
    """Write numbers one a line; return how many."""
    written = 0
    for number in numbers:
        file.write(b"%011d\n" % number)
        written += 1
    return written
