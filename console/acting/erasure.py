"""Proposing to erase, and to end a legal hold (R13): what was read is insisted on in the bytes before anybody signs them."""

from collections.abc import Sequence

import msgspec

from console.acting.pairs import digest_fits
from console.acting.steps import Core, expect
from console.domain.erasing import Erase, Erasing, HoldScope, ReleaseHold, fault, list_rows
from console.domain.pairs import Proposal
from console.domain.retention import Kind
from console.errors import ConsoleError
from console.wire import erasure as wire
from console.wire import views
from console.wire.pairs import PrepareConfirmation, ProposalRow


def chosen(rows: Sequence[wire.DueRow]) -> wire.PrepareErasure:
    """The question that proposes to erase these rows, without its reason and with the rows that they say they have."""
    return wire.PrepareErasure(
        requests=[row.id for row in rows if row.kind == Kind.REQUEST],
        lists=[row.id for row in rows if row.kind == Kind.LIST],
        findings=[row.id for row in rows if row.kind == Kind.FINDINGS],
        count=0,
        reason="",
    )


def erase(core: Core, call: wire.PrepareErasure, *, by: str) -> views.Prepared:
    """Have a proposal to erase prepared and check that it counts what was typed; raises ConsoleError("prepared_differs")."""
    prepared: views.Prepared = core.call(call)
    act = _act(prepared, call.reason, by)
    if not isinstance(act, Erase) or fault(act) or act.count != call.count:
        raise ConsoleError("prepared_differs", fields="act")
    return prepared


def release(core: Core, row: wire.LegalHoldRow, reason: str, *, by: str) -> views.Prepared:
    """Have a proposal to end a legal hold prepared and check it; raises ConsoleError("prepared_differs")."""
    prepared: views.Prepared = core.call(wire.PrepareReleaseHold(row.id, reason))
    if _act(prepared, reason, by) != ReleaseHold(row.id, HoldScope(row.scope), row.subject, row.at):
        raise ConsoleError("prepared_differs", fields="act")
    return prepared


def read(row: ProposalRow) -> Proposal:
    """A proposal to erase or to end a hold, from its own bytes; raises ConsoleError."""
    if not digest_fits(row):
        raise ConsoleError("prepared_differs", fields="proposal")
    try:
        proposal = msgspec.json.decode(row.text, type=Proposal, strict=True)
    except msgspec.DecodeError as error:
        raise ConsoleError("prepared_unreadable") from error
    if not isinstance(proposal.act, Erasing) or (isinstance(proposal.act, Erase) and fault(proposal.act)):
        raise ConsoleError("prepared_differs", fields="act")
    return proposal


def confirm(core: Core, row: ProposalRow, *, by: str) -> views.Prepared:
    """Have the confirmation of such a proposal prepared, whose bytes are those that were read."""
    read(row)
    prepared: views.Prepared = core.call(PrepareConfirmation(row.digest))
    expect(prepared, by=by, kind="confirmation", proposal=row.digest)
    return prepared


def totals(act: Erase) -> tuple[int, int, int]:
    """What an act says in numbers: requests, recipients of their sends, rows of lists."""
    return (
        len({send.request for send in act.sends}),
        sum(send.n for send in act.sends),
        sum(list_rows(one) for one in act.lists),
    )


def _act(prepared: views.Prepared, reason: str, by: str) -> object:
    act = expect(prepared, by=by, kind="proposal", reason=reason)
    if not isinstance(act, Proposal):
        raise ConsoleError("prepared_differs", fields="type")
    return act.act
