"""The call about what the caller did lately, and what became of it."""

from typing import Annotated, ClassVar

import msgspec

from console.wire.base import Ask
from console.wire.sending.slots import Tally
from console.wire.shown import shown


class LatelyRow(msgspec.Struct, frozen=True):
    """A signed act of the caller on a request (`request`: they handed it in), or of a `deputy` in their place, and what became of it.

    `state` and `waits_for` are the request's now, `drafter` who changes it once it is returned. `slot` and `slot_state` are of the
    send that is under way (0 and empty: none); `tally` is of all its sends.
    """

    kind: Annotated[str, shown("did", (9, 14), "lpt")]
    number: Annotated[str, shown(width=18)]
    purpose: Annotated[str, shown()]
    state: Annotated[str, shown("became", (28, 34))]
    at: Annotated[str, shown("time", places="t")]
    deputy: Annotated[str, shown("person", places="t")]
    request: Annotated[int, shown("plain", places="t", label="cli.column.id")]
    waits_for: str
    drafter: str
    slot: int
    slot_state: str
    tally: Tally
    complaints: int


class Lately(Ask, frozen=True):
    """The caller's newest acts on requests, and those of their deputies in their place; newest first, at most 20."""

    Answer: ClassVar[type] = list[LatelyRow]
