"""Proposing and confirming what takes two: what each means is insisted on in the bytes before he signs them."""

from hashlib import sha256

import msgspec

from console.acting.steps import Core, enact, expect
from console.domain.pairs import Proposal, Settle, Verdict
from console.errors import ConsoleError
from console.wire import views
from console.wire.pairs import PrepareConfirmation, PrepareSettle, ProposalRow


def settle(core: Core, call: PrepareSettle, *, by: str, view: views.RequestView) -> views.Prepared:
    """Have a proposal prepared and check it against what was asked for on the request that `view` shows.

    Raises ConsoleError("prepared_differs").
    """
    prepared: views.Prepared = core.call(call)
    act = expect(prepared, by=by, kind="proposal", reason=call.reason)
    released = {step.digest for step in view.steps if step.kind == "release"}
    if not isinstance(act, Proposal) or act.act.release not in released:
        raise ConsoleError("prepared_differs", fields="release")
    wanted = Settle(
        request=view.digest,
        release=act.act.release,
        slot=call.slot,
        count=call.count,
        verdict=Verdict(call.verdict),
    )
    if act.act != wanted:
        raise ConsoleError("prepared_differs", fields="act")
    return prepared


def read(row: ProposalRow, view: views.RequestView) -> Proposal:
    """The proposal that a confirmation would name, from its own bytes; raises ConsoleError unless it is about that request."""
    if sha256(row.text.encode()).hexdigest() != row.digest:
        raise ConsoleError("prepared_differs", fields="proposal")
    try:
        proposal = msgspec.json.decode(row.text, type=Proposal, strict=True)
    except msgspec.DecodeError as error:
        raise ConsoleError("prepared_unreadable") from error
    if proposal.act.request != view.digest:
        raise ConsoleError("prepared_differs", fields="request")
    return proposal


def confirm(core: Core, row: ProposalRow, *, by: str, view: views.RequestView) -> views.Prepared:
    """Have the confirmation of a proposal prepared, whose bytes are those that were read."""
    read(row, view)
    prepared: views.Prepared = core.call(PrepareConfirmation(row.digest))
    expect(prepared, by=by, kind="confirmation", proposal=row.digest)
    return prepared


__all__ = ["confirm", "enact", "read", "settle"]
