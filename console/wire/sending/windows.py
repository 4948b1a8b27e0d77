"""How a sending window stands against the hours of its category, as the desk computes it."""

import msgspec

from console.wire.bounds import Whole


class SlotHours(msgspec.Struct, frozen=True):
    """How the window of a slot stands: of `total` seconds that are left, `open` are within the hours; `need` are what the list takes.

    `opens` and `closes` are the next possible window (empty: none is near); `missing` is a year whose calendar would be needed
    and is missing, else 0. `hours` are the category's hours by kind of day (`work=08:00-20:00; off=09:00-20:00`).
    """

    slot: int
    total: Whole
    open: Whole
    need: Whole
    opens: str
    closes: str
    missing: int
    hours: str
