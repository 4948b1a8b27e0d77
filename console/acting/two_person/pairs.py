"""Proposing and confirming two-person acts: the bytes must say what each person means before they sign."""

from collections.abc import Mapping

from console.acting import declared
from console.acting.approvals import cards, decisions
from console.acting.steps import Core
from console.acting.two_person import proposals as kept
from console.domain import acts
from console.domain.two_person.pairs import Continue, OnRecipients, Proposal, through
from console.errors import ConsoleError
from console.wire import pairs
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.pairs import ProposalRow
from console.wire.requests.rows import RequestRow, RequestView
from console.wire.sending import sends


def propose(
    core: Core,
    kind: type[OnRecipients],
    view: RequestView,
    slot: int,
    said: Mapping[str, Given],
    *,
    by: str,
) -> Prepared:
    """Have a proposal about a slot of the request in `view` prepared, and check it; a slot that it creates must be new.

    Raises ConsoleError("prepared_differs").
    """
    shown = {"request": view.digest, "slot": slot}
    prepared = declared.prepare(core, kind, f"{view.row.id}.{slot}", said, shown, by=by)
    act = on_slot(kept.of_text(prepared.text, OnRecipients))
    _insist_let_go(core, view, act.release)
    if isinstance(act, Continue):
        signed = cards.statement(view.statement, view.digest)
        if act.as_slot in {slot, *(one.id for one in signed.slots), *(one.id for one in view.slots)}:
            raise ConsoleError("prepared_differs", fields="as_slot")
        decisions.insist_approved(signed, through(act, signed.gateway))
    return prepared


def insist_shown(view: RequestView, row: sends.SendRow | RequestRow) -> None:
    """Insist that the request of `view` has the number and purpose that were shown; raises ConsoleError("prepared_differs").

    Both come from the desk, and the bytes hold only the digest of `view`, so the signed text must say what was read.
    """
    signed = cards.statement(view.statement, view.digest)
    if (signed.number, signed.purpose) != (row.number, row.purpose):
        raise ConsoleError("prepared_differs", fields="number")


def on_slot(proposal: Proposal) -> OnRecipients:
    """Return the part of a proposal about a slot; raises ConsoleError("prepared_differs") for a proposal about something else."""
    if not isinstance(proposal.act, OnRecipients):
        raise ConsoleError("prepared_differs", fields="act")
    return proposal.act


def _insist_let_go(core: Core, view: RequestView, release: str) -> None:
    """Insist that a digest names what let a slot of that request be sent: a release in its chain, or a continuation proposal."""
    if release in {step.digest for step in view.steps if step.kind == "release"}:
        return
    if release not in {
        row.digest for row in proposals(core, view) if isinstance(read(row, view).act, Continue)
    }:
        raise ConsoleError("prepared_differs", fields="release")


def proposals(core: Core, view: RequestView) -> list[ProposalRow]:
    """Every proposal about a slot of a request, newest first."""
    rows: list[ProposalRow] = core.call(pairs.ProposalsPage(view.row.id, open=False))
    return [row for row in rows if row.slot]


def recipients(core: Core, view: RequestView, slot: int) -> int:
    """The number of recipients of a slot, from the signed text: the request, or the proposal that created the slot.

    Raises ConsoleError("no_such_slot").
    """
    signed: acts.Request = cards.statement(view.statement, view.digest)
    own = next((one.n for one in signed.slots if one.id == slot), 0)
    if own:
        return own
    for row in proposals(core, view):
        if row.as_slot == slot and row.confirmed_by:
            act = read(row, view).act
            if isinstance(act, Continue) and act.as_slot == slot:
                return act.count
    raise ConsoleError("no_such_slot", slot=slot)


def read(row: ProposalRow, view: RequestView) -> Proposal:
    """Read the proposal that a confirmation would name, from its own bytes; raises ConsoleError unless it is about that request."""
    proposal = kept.read(row, OnRecipients)
    if on_slot(proposal).request != view.digest:
        raise ConsoleError("prepared_differs", fields="request")
    return proposal


def confirm(core: Core, row: ProposalRow, *, by: str, view: RequestView) -> Prepared:
    """Have the confirmation of a proposal prepared; it names the bytes that were read."""
    read(row, view)
    return kept.confirm(core, row.digest, by=by)


__all__ = [
    "confirm",
    "insist_shown",
    "on_slot",
    "proposals",
    "propose",
    "read",
    "recipients",
]
