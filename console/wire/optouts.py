"""Opt-outs: recipients' refusals, masked, and the key under which erased numbers still count (R13)."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.refusals import Refusal
from console.wire import views
from console.wire.base import Ask, Do
from console.wire.bounds import MANY, After, Filter, Whole
from console.wire.shown import shown


class OptOutRow(msgspec.Struct, frozen=True):
    """A refusal by a recipient: masked number (empty once erased), scope (`domain.contacts.optouts`), time, source, serial.

    `department` is whose promotion it refuses; empty for any other scope.
    """

    number: Annotated[str, shown("number", 13, "lpt", label="mobile")]
    scope: Annotated[str, shown("covers", 20, "lpt")]
    at: Annotated[str, shown("time", 20, "lpt")]
    source: Annotated[str, shown("source", places="lpt")]
    department: str = ""
    serial: int = 0


class OptOutPage(msgspec.Struct, frozen=True):
    """Opt-outs, newest first."""

    page: views.Page
    rows: list[OptOutRow]


class OptOutKeyState(msgspec.Struct, frozen=True):
    """The key of hashed opt-outs: its fingerprint (empty: there is none yet), how many are hashed, why the desk can't use it."""

    key: str
    hashed: Whole
    refusal: Refusal | None


class OptOutsPage(Ask, frozen=True):
    """Opt-outs; `text` filters by the last four digits."""

    text: Filter = ""
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


AnyCall = OptOutsPage | OptOutKey | AddOptOuts
