"""Handing custody over, sealing and opening envelopes: what each means is insisted on in the bytes before somebody signs them (R12)."""

from typing import Any

import msgspec

from console.acting.pairs import digest_fits
from console.acting.steps import Core, expect
from console.domain.custody import CustodyAct, HandOver, Holds, OpenEnvelope, SealEnvelope
from console.domain.pairs import Proposal
from console.errors import ConsoleError
from console.wire import views
from console.wire.custody import CredentialRow, Credentials
from console.wire.envelopes import EnvelopeRow, PrepareOpening, PrepareSealing
from console.wire.hand_overs import PrepareHandOver
from console.wire.pairs import PrepareConfirmation, ProposalRow


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


def opening(core: Core, row: EnvelopeRow, call: PrepareOpening, *, by: str) -> views.Prepared:
    """Have the proposal of an opening prepared and check it; raises as `hand_over`."""
    prepared: views.Prepared = core.call(call)
    if _act(prepared, by, call.reason) != OpenEnvelope(row.number, row.sealing, call.seal.strip()):
        raise ConsoleError("prepared_differs", fields="act")
    return prepared


def read(row: ProposalRow) -> Proposal:
    """A proposal about custody, from its own bytes; raises ConsoleError."""
    if not digest_fits(row):
        raise ConsoleError("prepared_differs", fields="proposal")
    return proposal_of(row.text)


def proposal_of(text: str) -> Proposal:
    """The proposal about custody that a text spells; raises ConsoleError."""
    try:
        proposal = msgspec.json.decode(text, type=Proposal, strict=True)
    except msgspec.DecodeError as error:
        raise ConsoleError("prepared_unreadable") from error
    if not isinstance(proposal.act, CustodyAct):
        raise ConsoleError("prepared_differs", fields="act")
    return proposal


def confirm(core: Core, digest: str, *, by: str) -> views.Prepared:
    """Have the confirmation of such a proposal prepared, which names the bytes that were read."""
    prepared: views.Prepared = core.call(PrepareConfirmation(digest))
    expect(prepared, by=by, kind="confirmation", proposal=digest)
    return prepared


def _act(prepared: views.Prepared, by: str, reason: str) -> Any:
    act = expect(prepared, by=by, kind="proposal", reason=reason)
    if not isinstance(act, Proposal):
        raise ConsoleError("prepared_differs", fields="type")
    return act.act
