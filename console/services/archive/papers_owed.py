"""Paper that is owed after sending (R3), and the register of form numbers."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Text, case, cast, exists, literal, or_, select

from console.domain.archive import archive as rules
from console.domain.archive.archive import PaperKind
from console.domain.calendar import end_of
from console.domain.refusals import refuse
from console.domain.states import UNSETTLED, RequestState
from console.errors import RefusedError
from console.services.archive import archive
from console.services.context import Context, answers, page_limit
from console.services.requests import unsettled
from console.store import base
from console.store.archive import PaperRecord, PaperSendRecord, paper, paper_send
from console.store.personnel import ApplicationRecord
from console.store.requests import FormNumberRecord, request
from console.store.sends import slot
from console.wire.answers import Page
from console.wire.archive import archive as wire

_R = request.c
_MOST: Final = 500
_VOID: Final = frozenset({RequestState.WITHDRAWN, RequestState.REJECTED, RequestState.EXPIRED})
"""States of a request (and the equally named ones of an application) in which its number counts as void."""
_SERIES: Final = {"request": "", "application": "A:", "emergency": "B:"}


# ---- what is owed


class OwedRequest:
    """A request whose paper is owed."""

    id: int
    number: str
    version: int
    category: str
    department: str
    purpose: str
    updated: str


def owed(ctx: Context, *where: ColumnElement[bool]) -> Sequence[OwedRequest]:
    """Rows of requests whose send has ended and whose paper is not in the archive book, oldest first."""
    title = case((_R.version == 1, _R.number), else_=_R.number + " v" + cast(_R.version, Text))
    kept = exists().where(
        paper.c.kind == PaperKind.REQUEST,
        paper.c.about == literal("request:") + cast(_R.id, Text),
        paper.c.title == title,
    )
    # A request that was stopped before any release sent nothing, so no paper is owed.
    sent = exists().where(slot.c.request == _R.id, slot.c.version == _R.version, slot.c.release != "")
    chosen = (
        select(_R.id, _R.number, _R.version, _R.category, _R.department, _R.purpose, _R.updated)
        .where(_R.state == RequestState.DONE, sent, ~kept, *where)
        .order_by(_R.updated, _R.id)
        .limit(_MOST)
    )
    return base.rows_as(OwedRequest, ctx.conn, chosen)


@answers
def page(ctx: Context, call: wire.PapersOwed) -> list[wire.OwedPaper]:
    """Papers owed in the departments that the caller may read."""
    where: list[ColumnElement[bool]] = []
    mine = ctx.departments()
    if call.department:
        ctx.may_read(call.department)
        mine = {call.department}
    if mine is not None:
        where.append(_R.department.in_(mine))
    if call.text:
        where.append(or_(*(c.icontains(call.text, autoescape=True) for c in (_R.number, _R.purpose))))
    return [owed_paper(ctx, row) for row in owed(ctx, *where)]


def owed_paper(ctx: Context, row: OwedRequest) -> wire.OwedPaper:
    """One paper that is owed, with who owes it and until when: as many working days as a decision may take."""
    until = ctx.calendar.closing(row.updated, ctx.policy.decide_working_days, ctx.desk.timezone)
    return wire.OwedPaper(
        request=row.id,
        number=row.number,
        version=row.version,
        category=row.category,
        department=row.department,
        purpose=row.purpose,
        since=row.updated,
        until=until,
        late=until < ctx.at,
        who=rules.owing(row.department, ctx.roster, ctx.at),
    )


def day_end(ctx: Context, day: str) -> str:
    """The last second of a day, as an instant."""
    return end_of(date.fromisoformat(day), ZoneInfo(ctx.desk.timezone))


# ---- the register of form numbers


@answers
def numbers(ctx: Context, call: wire.FormNumbers) -> wire.NumbersPage:
    """Every serial of a department's year in order, with the record that has it, and which serials are void (R3)."""
    ctx.may_read(call.department)
    if call.kind not in _SERIES:
        raise RefusedError(refuse("archive_no_series", "R3", kind=call.kind))
    year = call.year or ctx.year
    last = ctx.conn.execute(
        select(FormNumberRecord.last).where(
            FormNumberRecord.year == year,
            FormNumberRecord.department == f"{_SERIES[call.kind]}{call.department}",
        )
    ).scalar_one_or_none()
    having = _having(ctx, call.kind, call.department, year)
    rows = [having.get(serial) or _missing(serial) for serial in range(1, (last or 0) + 1)]
    void = sum(row.void for row in rows)
    typed = call.text.casefold()
    shown = [
        row
        for row in rows
        if (row.void or not call.void)
        and (not typed or any(typed in part.casefold() for part in (row.number, row.title, row.paper)))
    ]
    start = int(call.after) if call.after.isdecimal() else 0
    end = start + page_limit(call.limit)
    after = str(end) if end < len(shown) else ""
    return wire.NumbersPage(Page(len(shown), after), shown[start:end], void)


def _missing(serial: int) -> wire.NumberRow:
    """A serial that was given out and has no record: an auditor must see the gap."""
    return wire.NumberRow(
        number="",
        serial=serial,
        kind="",
        id=0,
        version=0,
        state="missing",
        void=True,
        title="",
        at="",
        paper="",
        place="",
    )


def _having(ctx: Context, kind: str, department: str, year: int) -> dict[int, wire.NumberRow]:
    """The record behind each serial of a year."""
    match kind:
        case "request":
            query = select(
                _R.id, _R.number, _R.version, _R.state, _R.purpose.label("title"), _R.submitted.label("at")
            ).where(_R.department == department, _R.number.startswith(f"{year}-"))
        case "application":
            query = select(
                ApplicationRecord.id, ApplicationRecord.number, ApplicationRecord.version, ApplicationRecord.state,
                ApplicationRecord.name.label("title"), ApplicationRecord.updated.label("at"),
            ).where(ApplicationRecord.department == department, ApplicationRecord.number.startswith(f"{year}-"))  # fmt: skip
        case _:
            state = case((paper_send.c.acknowledged == "", "entered"), else_="acknowledged").label("state")
            query = select(
                PaperSendRecord.id, PaperSendRecord.number, literal(1).label("version"), state,
                PaperSendRecord.category.label("title"), PaperSendRecord.at,
            ).where(PaperSendRecord.department == department, PaperSendRecord.number.startswith(f"{year}-"))  # fmt: skip
    places = _places(ctx, kind, department)
    found = ctx.conn.execute(query).all()
    left = unsettled.of_requests(ctx, (row.id for row in found if kind == "request"))
    rows: dict[int, wire.NumberRow] = {}
    for row in found:
        serial = int(row.number.rpartition("-")[2])
        about = f"emergency:{row.number}" if kind == "emergency" else f"{kind}:{row.id}"
        number, place = places.get(about, ("", ""))
        rows[serial] = wire.NumberRow(
            number=row.number,
            serial=serial,
            kind=kind,
            id=row.id,
            version=row.version,
            state=UNSETTLED if row.id in left else row.state,
            void=row.state in _VOID,
            title=row.title,
            at=row.at,
            paper=number,
            place=place,
        )
    return rows


def _places(ctx: Context, kind: str, department: str) -> dict[str, tuple[str, str]]:
    rows = base.rows(
        ctx.conn,
        select(PaperRecord)
        .where(PaperRecord.kind == kind, PaperRecord.department == department)
        .order_by(PaperRecord.id),
    )
    return {row.about: (row.number, archive.place_of(row)) for row in rows}
