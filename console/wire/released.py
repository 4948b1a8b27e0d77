"""Read what the desk offers the dispatcher, row by row, so that a row out of bounds does not hide the others.

A release that can only partly be read counts only for a hold, a stop, and a refusal by name. A freeze that cannot be read
freezes everything. Other unreadable rows are left out, because none of them gives or takes a right by itself.
"""

from typing import Any, Final

import msgspec

from console.wire.dispatch import FreezeOrder, LegalHoldOrder, Lift, Released, ReleasedRow, Settlement

UNFIT: Final = -1
"""`ReleasedRow.n` of a row that was out of bounds."""

UNREADABLE: Final = "unreadable"

_LISTS: Final[dict[str, Any]] = {
    "rows": ReleasedRow, "settlements": Settlement, "frozen": FreezeOrder, "lifts": Lift, "legal_holds": LegalHoldOrder,
    "erasures": Lift,
}  # fmt: skip
_KEY: Final = ("request", "slot", "release")


def read(data: bytes) -> Released | None:
    """Return what can be read of an answer, or None if it is no answer at all."""
    try:
        said = msgspec.msgpack.decode(data)
        if not isinstance(said, dict):
            return None
        for name, kind in _LISTS.items():
            rows = said.get(name, [])
            if isinstance(rows, list):
                read_rows = (_row(one, kind) for one in rows)
                said[name] = [row for row in read_rows if row is not None]
        return msgspec.convert(said, Released)
    except (msgspec.MsgspecError, ValueError, RecursionError, OverflowError):
        return None


def _row(said: Any, kind: Any) -> Any:
    try:
        return msgspec.convert(said, kind)
    except (msgspec.ValidationError, OverflowError):
        if kind is ReleasedRow and isinstance(said, dict):
            return _release(said)
        if kind is FreezeOrder:
            return FreezeOrder(0, "all", "", "", UNREADABLE, UNREADABLE)
        return None


def _release(said: dict[Any, Any]) -> ReleasedRow | None:
    """The release that a row names, and its wish; None if it names none."""
    fit: dict[str, Any] = {}
    for field in msgspec.structs.fields(ReleasedRow):
        try:
            fit[field.name] = msgspec.convert(said.get(field.name), field.type)
        except (msgspec.ValidationError, OverflowError):
            if field.name in _KEY:
                return None
            fit[field.name] = "" if field.default == "" or field.name not in {"list_id", "n", "hold"} else 0
    return msgspec.structs.replace(ReleasedRow(**fit), n=UNFIT)
