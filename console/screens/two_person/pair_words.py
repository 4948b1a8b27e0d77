"""What a two-person act on a slot says, from its signed bytes, and where it stands: settlements and continuations."""

from console.locale import words
from console.screens.session import Session, number
from console.widgets.modals import Line
from console.wire import pairs

Rows = list[tuple[str, str]]
"""Label and value, a line each."""


def which(session: Session, request: str, slot: int, purpose: str) -> Rows:
    """The slot that an act is about."""
    return [
        (session.t("column.number"), f"{request}.{slot}"),
        (session.label("field", "purpose"), purpose),
    ]


def continuation(session: Session, whom: str, count: int, as_slot: int, opens: str, closes: str) -> Rows:
    """To whom is sent again, how many, as which slot, in which window."""
    return [
        (session.t("continuing.whom"), session.label("continuation", whom)),
        (session.t("column.recipients"), number(count)),
        (session.t("continuing.as_slot"), str(as_slot) if as_slot else ""),
        (session.label("field", "window"), session.window(opens, closes) if opens else ""),
    ]


def count_line(session: Session, noun: str, count: int) -> Line:
    """The field in which the number of recipients is typed again, of `settling` or `continuing`."""
    label, wrong = session.t(f"{noun}.count"), session.t(f"{noun}.count_wrong")
    return Line("count", label, equals=str(count), wrong=wrong)


def line(session: Session, row: pairs.ProposalRow) -> str:
    """A proposal and where it stands, on one line."""
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
