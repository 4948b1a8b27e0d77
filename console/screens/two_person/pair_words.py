"""A two-person act on a slot in words, from its signed bytes, and its state: settlements and continuations."""

from collections.abc import Mapping

from console.acting import steps
from console.acting.two_person import pairs as acting
from console.domain.two_person.pairs import OnRecipients
from console.locale import words
from console.screens.session import Session, number
from console.wire import calls, pairs
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.requests.rows import RequestView
from console.wire.sending import sends

Rows = list[tuple[str, str]]
"""Pairs of label and value, one per line."""


def which(session: Session, request: str, slot: int, purpose: str) -> Rows:
    """The slot that an act is about."""
    return [
        (session.t("column.number"), f"{request}.{slot}"),
        (session.label("field", "purpose"), purpose),
    ]


def prepare(
    core: steps.Core, kind: type[OnRecipients], row: sends.SendRow, said: Mapping[str, Given], by: str
) -> Prepared:
    """Have a proposal about a slot prepared, on the request whose number and purpose were shown."""
    view: RequestView = core.call(calls.RequestDetail(row.request))
    acting.insist_shown(view, row)
    return acting.propose(core, kind, view, row.slot, said, by=by)


def line(session: Session, row: pairs.ProposalRow) -> str:
    """A proposal and its state, on one line."""
    settles = row.kind == "settle"
    parts = [
        session.label("settle_verdict", row.verdict)
        if settles
        else session.t("continuing.to_slot", slot=row.as_slot),
        number(row.count),
        session.name(row.by),
        session.name(row.confirmed_by),
        session.label("proposal_state", row.state),
        words.slot_reason(row.why, session.lang),
        session.t("settling.until", time=session.when(row.expires, year=False))
        if row.state == "open"
        else "",
    ]
    head = session.t("settling.line") if settles else session.label("pair", row.kind)
    return "  ".join(part for part in (head, *parts) if part)
