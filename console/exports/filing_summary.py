"""A quarter of the whole unit on paper: which departments have handed in, which are late, and the total that was sent (R3)."""

from typing import Final

import msgspec

from console.exports.shapes import Form, Printing, number

_HEADS: Final = (
    "department", "state", "requests", "count", "paper_sends", "paper_count", "signed_on", "received_on", "filing_paper",
)  # fmt: skip
_SPANS: Final = (3, 3, 2, 3, 2, 2, 3, 3, 3)


class SummaryLine(msgspec.Struct, frozen=True):
    """One department: the state of its quarter in words, counts, days and archive number (empty where there is none)."""

    department: str
    state: str
    requests: int
    recipients: int
    paper_sends: int
    paper_recipients: int
    signed: str
    received: str
    paper: str


class Summary(msgspec.Struct, frozen=True):
    """A quarter: `due` is the deadline; there is one line for each department; `digest` is that of the content."""

    quarter: str
    due: str
    late: int
    lines: list[SummaryLine]
    digest: str


def make(summary: Summary, printing: Printing) -> bytes:
    """Return the workbook of a unit's quarter."""
    page = Form(printing, "summary_form", summary.quarter, summary.digest)
    paper = page.paper
    paper.pairs(
        (page.word("quarter"), summary.quarter),
        (page.word("filing_due"), page.time(summary.due)),
        (page.word("late_ones"), str(summary.late)),
    )
    rows = [
        [
            line.department,
            line.state,
            number(line.requests),
            number(line.recipients),
            number(line.paper_sends),
            number(line.paper_recipients),
            page.time(line.signed),
            page.time(line.received),
            line.paper,
        ]
        for line in summary.lines
    ]
    sums = [
        page.word("all"),
        "",
        number(sum(line.requests for line in summary.lines)),
        number(sum(line.recipients for line in summary.lines)),
        number(sum(line.paper_sends for line in summary.lines)),
        number(sum(line.paper_recipients for line in summary.lines)),
        "",
        "",
        "",
    ]
    paper.table([page.word(key) for key in _HEADS], [*rows, sums], _SPANS)
    paper.blanks(page.word("ink_receiver"), page.word("seal_general"))
    page.proof(summary.digest)
    return paper.save()
