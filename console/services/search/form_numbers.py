"""Find the record behind a printed number: people know the number on the form, and commands accept it instead of the id."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Table, select

from console.errors import ConsoleError
from console.services import kept_rows
from console.services.complaints import complaints
from console.services.context import Context, answers
from console.services.people import enrolment
from console.services.upkeep import upkeep as record
from console.store.complaints import complaint
from console.store.losses import loss
from console.store.personnel import application
from console.store.requests import request
from console.store.upkeep import upkeep
from console.wire.archive import forms as wire

_SLOT: Final = re.compile(r"(.+)\.([1-9][0-9]?)")
_KINDS: Final[dict[str, tuple[Table, Callable[[Context, int], Any] | None]]] = {
    "request": (request, kept_rows.row_by_id),
    "application": (application, enrolment.row_by_id),
    "complaint": (complaint, complaints.by_id),
    "upkeep": (upkeep, record.by_id),
    # Everybody in the organisation may know of a loss.
    "loss": (loss, None),
}
"""By kind: the table, and the function that checks whether the caller may read the row."""


@answers
def find(ctx: Context, call: wire.FindNumber) -> wire.Numbered:
    """Return the record that a number stands for, or a slot of a request if `.2` follows its number.

    Raises ConsoleError `no_such_number`, and RefusedError if the caller may not read it.
    """
    number = unicodedata.normalize("NFC", call.number.strip())
    whole = _found(ctx, number)
    if whole is not None:
        return whole
    slot = _SLOT.fullmatch(number)
    of = _found(ctx, slot[1]) if slot else None
    if slot is None or of is None or of.kind != "request":
        raise ConsoleError("no_such_number", number=number[:80])
    return wire.Numbered(of.kind, of.id, of.number, int(slot[2]))


def _found(ctx: Context, number: str) -> wire.Numbered | None:
    for kind, (table, judge) in _KINDS.items():
        id_ = ctx.conn.execute(select(table.c.id).where(table.c.number == number)).scalar_one_or_none()
        if id_ is not None:
            if judge is not None:
                judge(ctx, id_)
            return wire.Numbered(kind, id_, number)
    return None
