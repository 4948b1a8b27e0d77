"""Signing a sheet of samples (R7): the person's own program draws again, from the sends and the head that it was shown."""

from collections.abc import Mapping

import msgspec

from console.acting import declared
from console.acting.steps import Core
from console.domain.filing.sampling import SampleSheet, drawn
from console.errors import ConsoleError
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.filing.samples import SampleView


class _Told(msgspec.Struct):
    """What the dispatcher signed about the head."""

    seq: int
    hash: str


def prepare(core: Core, view: SampleView, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have a sheet prepared; what it names must be what the head draws from all sends, and what was shown.

    Raises ConsoleError("prepared_differs").
    """
    lots, row = drawn(view.head, view.sends), view.row
    shown = {(one.name, one.digest, one.n) for one in view.rows}
    if shown != {(one.name, one.request, one.n) for one in lots} or len(view.sends) != row.of:
        raise ConsoleError("prepared_differs", fields="sends")
    if view.rows and msgspec.json.decode(view.told, type=_Told) != _Told(view.seq, view.head):
        raise ConsoleError("prepared_differs", fields="head")
    facts = {"department": row.department, "month": row.month, "seq": view.seq, "head": view.head}
    facts |= {"of": len(view.sends), "sends": lots}
    return declared.prepare(core, SampleSheet, f"{row.department}/{row.month}", said, facts, by=by)
