"""Handing custody over, sealing and opening envelopes: what each means is insisted on in the bytes before somebody signs them (R12)."""

from collections.abc import Mapping
from typing import Any

from console.acting import declared, proposals
from console.acting.steps import Core, expect
from console.domain.custody import CustodyAct, HandOver, Holds, OpenEnvelope, SealEnvelope
from console.domain.pairs import Proposal
from console.errors import ConsoleError
from console.wire import views
from console.wire.acts import Given
from console.wire.custody import CredentialRow, Credentials
from console.wire.envelopes import EnvelopeRow, PrepareSealing
from console.wire.hand_overs import PrepareHandOver


def hand_over(core: Core, call: PrepareHandOver, *, by: str) -> tuple[views.Prepared, HandOver]:
    """Have a hand-over prepared and check it against what was asked for and the passwords that everybody can read.

    Raises ConsoleError("prepared_differs").
    """
    prepared: views.Prepared = core.call(call)
    act = _act(prepared, by, call.reason)
    if not isinstance(act, HandOver):
        raise ConsoleError("prepared_differs", fields="act")
    rows: list[CredentialRow] = core.call(Credentials())
    shown = {row.gateway: row.fingerprint for row in rows if row.state != "retired"}
    named = {one.gateway: one.fingerprint for one in act.passwords}
    if act.incoming != call.incoming or (call.effective and act.effective != call.effective):
        raise ConsoleError("prepared_differs", fields="incoming")
    if named != {row.gateway: shown.get(row.gateway, "") for row in rows}:
        raise ConsoleError("prepared_differs", fields="passwords")
    return prepared, act


def sealing(core: Core, call: PrepareSealing, *, by: str) -> tuple[views.Prepared, SealEnvelope]:
    """Have the proposal of a sealing prepared and check it; raises as `hand_over`."""
    prepared: views.Prepared = core.call(call)
    act = _act(prepared, by, call.reason)
    if not isinstance(act, SealEnvelope):
        raise ConsoleError("prepared_differs", fields="act")
    said = (act.holds, act.gateway, act.seal, act.place, act.check)
    if said != (Holds(call.holds), call.gateway, call.seal.strip(), call.place.strip(), call.check):
        raise ConsoleError("prepared_differs", fields="act")
    return prepared, act


def opening(core: Core, row: EnvelopeRow, said: Mapping[str, Given], *, by: str) -> views.Prepared:
    """Have the proposal of an opening prepared and check it; raises as `hand_over`."""
    shown = {"number": row.number, "sealing": row.sealing}
    return declared.prepare(core, OpenEnvelope, row.number, said, shown, by=by)


def proposal_of(text: str) -> Proposal:
    """The proposal about custody that a text spells; raises ConsoleError."""
    return proposals.of_text(text, CustodyAct)


def confirm(core: Core, digest: str, *, by: str) -> views.Prepared:
    """Have the confirmation of such a proposal prepared, which names the bytes that were read."""
    return proposals.confirm(core, digest, by=by)


def _act(prepared: views.Prepared, by: str, reason: str) -> Any:
    act = expect(prepared, by=by, kind="proposal", reason=reason)
    if not isinstance(act, Proposal):
        raise ConsoleError("prepared_differs", fields="type")
    return act.act
