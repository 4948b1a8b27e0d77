"""抽查: the sends of a month that a department looks at afterwards, drawn so that nobody chooses them, and its manager's signed sheet (R7).

The dispatcher's signature on the ledger's first head after the month's end says which: nobody who sends, and no desk, can know it or
choose it, whatever they write into the ledger. A send is named by its form's number and slot, `2026-业务部-0007.1`.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Annotated, ClassVar, Final

import msgspec

from console.domain.asks import ask
from console.domain.filing import filing
from console.domain.people.people import Roster
from console.domain.refusals import Refusal, refuse
from console.domain.shapes import DepartmentId, Digest, Long, Reason, Short, SignedAct

MOST: Final = 5
"""How many sends of a month are looked at; all, where there were fewer."""

SIGNED: Final = "sample.signed"
"""The kind of the ledger entries that hold sheets."""

MonthName = Annotated[str, msgspec.Meta(pattern=r"\A2[0-9]{3}-(0[1-9]|1[0-2])\Z")]
_MONTH: Final = re.compile(r"2[0-9]{3}-(0[1-9]|1[0-2])")


class Sampled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A send: its name, the digest of the request that was signed for it, and its recipients."""

    name: Short
    request: Digest
    n: Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]


class SampleSheet(SignedAct, frozen=True, tag="sample_sheet/1"):
    """A department's manager has looked at the text and the list of each of these sends.

    `head` is the hash of the ledger's entry `seq`, and `lot` the SHA-256 of the dispatcher's signature on it, by which they were drawn
    from the month's `of` sends. `words` say what was looked at, `faults` what was wrong with it; empty: nothing. A later sheet of the same month counts in place of the one before.
    """

    CLAUSE: ClassVar[str] = "R7"

    department: DepartmentId
    month: MonthName
    seq: Annotated[int, msgspec.Meta(ge=1)]
    head: Digest
    lot: Digest
    of: Annotated[int, msgspec.Meta(ge=1, le=10_000_000)]
    sends: Annotated[list[Sampled], msgspec.Meta(min_length=1, max_length=MOST)]
    words: Annotated[Reason, ask()]
    faults: Annotated[Long, ask(needed=False)]


def subject_of(department: str, month: str) -> str:
    """Return the subject of the ledger entries about a month's sheets."""
    return f"sample:{department}/{month}"


def is_month(name: str) -> bool:
    """Whether a text names a month: `2026-11`."""
    return _MONTH.fullmatch(name) is not None


def drawn(lot: str, sends: Iterable[Sampled]) -> list[Sampled]:
    """Return the sends that a lot (hex) draws, by name: those whose SHA-256 of `<lot>:<name>` is least."""

    def place(one: Sampled) -> bytes:
        return hashlib.sha256(f"{lot}:{one.name}".encode()).digest()

    return sorted(sorted(sends, key=place)[:MOST], key=lambda one: one.name)


def may_sign(person: str, department: str, roster: Roster, at: str) -> Refusal | None:
    """Return why `person` may not sign a department's sheet, or None: who signs its quarter does (R7)."""
    if filing.may_sign(person, department, roster, at) is None:
        return None
    return refuse("sample_not_manager", "R7", department=department)
