"""Opt-outs: recipients' refusals, masked, and the key under which erased numbers still count (R13)."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.contacts.optouts import ACTIVE, ENDED, SCOPES
from console.domain.refusals import Refusal
from console.wire.answers import Page
from console.wire.base import Ask, Do
from console.wire.bounds import MANY, After, Filter, Whole, filter_by
from console.wire.shown import shown


class OptOutRow(msgspec.Struct, frozen=True):
    """A refusal by a recipient: masked number (empty once erased), scope (`domain.contacts.optouts`), time, source, serial.

    `department` is whose promotion it refuses; empty for any other scope. `ended` is when two people ended it, empty while it holds.
    """

    number: Annotated[str, shown("number", 13, "lpt", label="mobile")]
    scope: Annotated[str, shown("covers", 20, "lpt")]
    at: Annotated[str, shown("time", 20, "lpt")]
    ended: Annotated[str, shown("time", places="pt", label="ended")]
    source: Annotated[str, shown("source", places="lpt")]
    department: str = ""
    serial: int = 0


class OptOutPage(msgspec.Struct, frozen=True):
    """Opt-outs, newest first."""

    page: Page
    rows: list[OptOutRow]


class OptOutKeyState(msgspec.Struct, frozen=True):
    """The key of hashed opt-outs: its fingerprint (empty: there is none yet), how many are hashed, why the desk can't use it."""

    key: str
    hashed: Whole
    refusal: Refusal | None


class OptOutsPage(Ask, frozen=True):
    """Opt-outs; `text` filters by the last four digits, `state` by whether they hold (active, ended), `scope` by what they cover."""

    text: Filter = ""
    state: Annotated[str, filter_by((ACTIVE, ENDED), "state.optout")] = ""
    scope: Annotated[str, filter_by(SCOPES, "scope")] = ""
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = OptOutPage


class OptOutKey(Ask, frozen=True):
    """The state of the key of hashed opt-outs at the desk that answers."""

    Answer: ClassVar[type] = OptOutKeyState


class AddOptOuts(Do, frozen=True):
    """Record refusals: 11-digit numbers, scope (with a department for `department`), and where they came from."""

    numbers: Annotated[list[Whole], MANY]
    scope: str
    source: str
    department: str = ""


class ScannedOptOuts(msgspec.Struct, frozen=True):
    """How many of some numbers would be new, how many are known with that scope already, and of how many the refusal ended since."""

    new: Whole
    known: Whole
    ended: Whole


class ScanOptOuts(Ask, frozen=True):
    """What recording these numbers (at most 10,000, packed int64) with a scope, from a list of a day, would do; nothing is recorded."""

    scope: str
    department: str
    dated: str
    numbers: bytes
    Answer: ClassVar[type] = ScannedOptOuts


class BeginOptOutList(Do, frozen=True):
    """A list of opt-outs from somebody else begins: its source (`carrier`, `system`, `paper`, and its words) and date (a day).

    `n` numbers will follow; `no_number` rows of the file gave none.
    """

    scope: str
    department: str
    kind: str
    source: str
    dated: str
    file: str
    sha256: str
    n: Whole
    no_number: Whole


class AddListedOptOuts(Do, frozen=True):
    """The next numbers (at most 10,000, packed int64, in no order that tells anything); they count at once."""

    list_id: Whole
    numbers: bytes


class EndOptOutList(Do, frozen=True):
    """All numbers of a list have arrived."""

    list_id: Whole


class OptOutListRow(msgspec.Struct, frozen=True):
    """A list of opt-outs that came in: `taken` of its `n` numbers have arrived, `added` of them were new."""

    id: Annotated[int, shown("plain", places="t")]
    dated: Annotated[str, shown(width=10, places="lpt")]
    kind: Annotated[str, shown("optout_kind", (14, 23), "lpt", label="kind")]
    source: Annotated[str, shown(places="lpt")]
    scope: Annotated[str, shown("covers", places="pt")]
    department: str
    n: Annotated[int, shown("count", 10, "lpt")]
    added: Annotated[int, shown("count", 10, "lpt")]
    no_number: Annotated[int, shown("count", places="pt")]
    file: Annotated[str, shown(places="pt")]
    by: Annotated[str, shown("person", places="pt")]
    at: Annotated[str, shown("time", places="pt")]
    ended: Annotated[str, shown("time", places="pt")]
    taken: int = 0


class OptOutListPage(msgspec.Struct, frozen=True):
    """Lists of opt-outs, newest first."""

    page: Page
    rows: list[OptOutListRow]


class OptOutLists(Ask, frozen=True):
    """Lists of opt-outs that came in, by words of their source."""

    text: Filter = ""
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = OptOutListPage


class HandedOver(msgspec.Struct, frozen=True):
    """Numbers of opt-outs in clear, packed and ascending, to be handed over; `seq` is the ledger entry of the export.

    `total` numbers are exported in all; `erased` more are known only by their HMAC and cannot be. `after` continues; 0: complete.
    """

    seq: Whole
    total: Whole
    erased: Whole
    numbers: bytes
    after: Whole


class ExportOptOuts(Do, frozen=True):
    """Opt-outs of a scope (empty: of any), to be handed over to a carrier, with the reason; the entry holds no number.

    The following parts name the entry of the first (`seq`) and where to continue (`after`).
    """

    scope: str
    reason: str
    seq: Whole = 0
    after: Whole = 0
    Answer: ClassVar[type] = HandedOver


class OptOutOf(msgspec.Struct, frozen=True):
    """A refusal of a number that holds; `made` is when it was last said, `salt` seals the number (`domain.contacts.resubscribing`)."""

    serial: Whole
    scope: str
    department: str
    at: str
    made: str
    salt: bytes


class OptOutsOf(Do, frozen=True):
    """The refusals of a number that hold, for the act that ends one; a ledger entry with the reason, without the number.

    With `reply` (and `num` 0) those of the number that the reply came from, which only the desk reads.
    """

    num: Whole
    reason: str
    reply: Whole = 0
    Answer: ClassVar[type] = list[OptOutOf]


class OptOutSeal(msgspec.Struct, frozen=True):
    """The salt under which a proposal seals its number, for whoever may confirm it; and the number masked."""

    number: str
    salt: bytes


class SealOf(Ask, frozen=True):
    """With what the confirmer checks the number that is on the proof: it is compared in their own program, and goes nowhere."""

    proposal: str
    Answer: ClassVar[type] = OptOutSeal
