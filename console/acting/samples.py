"""Signing a sheet of samples (R7): the person's own program draws again, from the sends and the head that it was shown."""

from collections.abc import Mapping

import msgspec

from console.acting import declared
from console.acting.steps import Core
from console.domain.filing.sampling import SampleSheet, drawn
from console.errors import ConsoleError
from console.signing import sshsig
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.filing.samples import SampleView


class _Told(msgspec.Struct):
    """What the dispatcher signed about the head."""

    org: str
    seq: int
    hash: str


def prepare(core: Core, view: SampleView, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have a sheet prepared; what it names must be what the signed head draws from all sends, and what was shown.

    Raises ConsoleError("prepared_differs").
    """
    row, lot = view.row, _lot(view) if view.rows else ""
    lots = drawn(lot, view.sends)
    shown = {(one.name, one.digest, one.n) for one in view.rows}
    if shown != {(one.name, one.request, one.n) for one in lots} or len(view.sends) != row.of:
        raise ConsoleError("prepared_differs", fields="sends")
    facts = {"department": row.department, "month": row.month, "seq": view.seq, "head": view.head, "lot": lot}
    facts |= {"of": len(view.sends), "sends": lots}
    return declared.prepare(core, SampleSheet, f"{row.department}/{row.month}", said, facts, by=by)


def _lot(view: SampleView) -> str:
    # Whose key it is the auditor judges, by the roster; here the signature must be one of the very head that is shown.
    try:
        told = msgspec.json.decode(view.told, type=_Told)
        sshsig.verify(view.signature, view.told.encode(), f"sms-head@{told.org}")
    except (msgspec.MsgspecError, sshsig.BadSignatureError) as error:
        raise ConsoleError("prepared_differs", fields="head") from error
    if (told.seq, told.hash) != (view.seq, view.head):
        raise ConsoleError("prepared_differs", fields="head")
    return sshsig.digest(view.signature)
