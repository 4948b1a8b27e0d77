"""The archive book (R1, R3): documents are entered, lent, handed over, destroyed by two people; each move is a ledger entry."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import or_, select, update

from console.domain.archive import archive as rules
from console.domain.archive.archive import CODED, Move, PaperKind, PaperState
from console.domain.calendar import local_day
from console.domain.people.people import DepartmentKind
from console.domain.refusals import Refusal, refuse
from console.domain.requests.text import mobile_in, unseen
from console.errors import RefusedError
from console.services import declared, kept_rows, lists
from console.services.archive import archive_keeping
from console.services.archive.archive_documents import Document, document, request_title
from console.services.context import Context, answers, demand, found
from console.services.ledger import ledger
from console.store import base
from console.store.archive import PaperMoveRecord, PaperRecord, paper, paper_move
from console.wire.answers import Done
from console.wire.archive import archive as wire

MOST_NUMBER: Final = 60
_SHORT: Final = 200
_WORDS: Final = 2000
_MOST_PAGES: Final = 9999
_FREE: Final = frozenset({PaperKind.CUSTODY, PaperKind.FILING, PaperKind.ACKNOWLEDGEMENT})


# ---- entering


@answers
def shelve(ctx: Context, call: wire.ShelvePaper) -> Done:
    """Enter a document: department and title come from its record, and the check code proves that the paper is that record's."""
    if call.kind in rules.BY_ITSELF:
        raise RefusedError(refuse("archive_by_itself", "R3", kind=call.kind))
    call = declared.checked(call)
    kind = PaperKind(call.kind)
    what = document(ctx, kind, call.of, call.code) if kind in CODED else _free(ctx, call)
    demand(rules.may_shelve(ctx.person, kind, what.department, ctx.roster, ctx.at))
    known = ctx.conn.execute(
        select(PaperRecord.number).where(
            PaperRecord.kind == kind,
            PaperRecord.about == what.about,
            PaperRecord.title == what.title,
            PaperRecord.state != PaperState.DESTROYED,
        )
    ).first()
    if known is not None and kind not in _FREE:
        raise RefusedError(refuse("archive_known", "R3", title=what.title, number=known.number))
    row = put(ctx, kind, what, call, received=_received(ctx, call.received))
    values = base.one(ctx.conn, select(PaperRecord).where(PaperRecord.id == row))
    payload = {
        "number": values.number,
        "kind": kind,
        "about": what.about,
        "title": what.title,
        **_where(values),
    }
    ctx.notice("archive", "requests")
    seq = ledger.record(ctx, "archive.shelved", f"paper:{values.number}", payload)
    return Done(seq, row, values.number)


def _free(ctx: Context, call: wire.ShelvePaper) -> Document:
    """A document that the console has no record of; its title describes it."""
    general = ctx.roster.general_department()
    department = call.department or (general.id if general else "")
    if ctx.roster.department(department) is None:
        raise RefusedError(refuse("archive_no_department", "R3", department=department))
    return Document("", call.title, department)


def put(
    ctx: Context,
    kind: PaperKind,
    what: Document,
    call: wire.ShelvePaper | wire.EnterEmergency,
    *,
    received: str,
    by: str = "",
) -> int:
    """Write a document's row and return its id; its number must be free. The caller writes the ledger entry."""
    number = judged_number(ctx, call.number)
    words = {
        "title": what.title,
        "box": call.box,
        "shelf": call.shelf,
        "place": call.place,
        "brought_by": getattr(call, "brought_by", ""),
        "note": getattr(call, "note", ""),
    }
    judge_words({"number": number, **words})
    _judge_pages(call.pages)
    row: int = ctx.conn.execute(
        paper.insert()
        .values(
            number=number,
            kind=kind,
            about=what.about,
            department=what.department,
            pages=call.pages,
            received=received,
            state=PaperState.KEPT,
            due="",
            by=by or ctx.person,
            at=ctx.at,
            **{name: value.strip()[: _WORDS if name == "note" else _SHORT] for name, value in words.items()},
        )
        .returning(paper.c.id)
    ).scalar_one()
    return row


def put_signed(ctx: Context, kind: PaperKind, what: Document, number: str, place: str, by: str) -> None:
    """Enter the paper that a signed step names (an acceptance, the filing of an application); the step's ledger entry covers it."""
    call = wire.ShelvePaper(kind, number, place=place)
    put(ctx, kind, what, call, received=local_day(ctx.at, ctx.desk.timezone).isoformat(), by=by)
    ctx.notice("archive")


def judged_number(ctx: Context, number: str) -> str:
    """Return the archive number without outer spaces; refused if it is missing, too long, or taken by another document."""
    number = number.strip()
    if not number:
        raise RefusedError(refuse("archive_number_missing", "R3"))
    if len(number) > MOST_NUMBER:
        raise RefusedError(refuse("archive_number_long", "R3", most=MOST_NUMBER))
    taken = ctx.conn.execute(select(PaperRecord.title).where(PaperRecord.number == number)).first()
    if taken is not None:
        raise RefusedError(refuse("archive_number_taken", "R3", number=number, title=taken.title))
    return number


def judge_words(words: dict[str, str]) -> None:
    """Refuse text that the ledger must not hold: a mobile number (I6) or invisible characters (R11)."""
    for field, value in words.items():
        if mobile_in(value):
            raise RefusedError(refuse("application_mobile", "I6", field=field))
    if unseen(words):
        raise RefusedError(refuse("hidden_characters", "R11"))


def _judge_pages(pages: int) -> None:
    if not 0 <= pages <= _MOST_PAGES:
        raise RefusedError(refuse("archive_pages", "R3", most=_MOST_PAGES))


def _received(ctx: Context, day: str) -> str:
    today = local_day(ctx.at, ctx.desk.timezone)
    given = _day(day) if day else today
    if given > today:
        raise RefusedError(refuse("archive_day_future", "R3", day=day))
    return given.isoformat()


def _day(text: str) -> date:
    try:
        if len(text) == len("2027-03-31"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise RefusedError(refuse("archive_no_day", "R3", day=text))


@answers
def correct(ctx: Context, call: wire.CorrectPaper) -> Done:
    """Correct where a document lies; its record and its number never change."""
    row = _row_by_id(ctx, call.id)
    demand(rules.may_move(ctx.person, Move.CORRECT, PaperState(row.state), ctx.roster, ctx.at))
    call = declared.checked(call)
    kept = {"box": call.box, "shelf": call.shelf, "place": call.place, "note": call.note}
    judge_words(kept)
    _judge_pages(call.pages)
    ctx.conn.execute(update(paper).where(paper.c.id == row.id).values(pages=call.pages, **kept))
    now = _row_by_id(ctx, call.id)
    changes = "; ".join(
        f"{name}: {getattr(row, name)} > {getattr(now, name)}"
        for name in ("box", "shelf", "place", "pages", "note")
        if getattr(row, name) != getattr(now, name)
    )
    return _moved(ctx, now, Move.CORRECT, "", changes, "", _where(now))


# ---- moves


@answers
def move(ctx: Context, call: wire.MovePaper) -> Done:
    """Lend, take back, hand over, propose destruction, confirm it, or keep: refused unless state and person allow it."""
    try:
        what = Move(call.move)
    except ValueError as error:
        raise RefusedError(refuse("archive_no_move", "R3", move=call.move)) from error
    if what is Move.CORRECT:
        raise RefusedError(refuse("archive_no_move", "R3", move=call.move))
    row = _row_by_id(ctx, call.id)
    demand(_may(ctx, row, what))
    who, words = call.who.strip()[:_SHORT], call.words.strip()[:_WORDS]
    judge_words({"who": who, "words": words})
    if what in {Move.LEND, Move.HAND_OVER} and not who:
        raise RefusedError(refuse("field_missing", "R3", field="who"))
    if what in {Move.HAND_OVER, Move.DESTROY, Move.KEEP} and not words:
        raise RefusedError(refuse("field_missing", "R3", field="words"))
    due = _loan_due(ctx, call.due) if what is Move.LEND else ""
    changed = ctx.conn.execute(
        update(paper)
        # Another desk may have moved the document since it was read.
        .where(paper.c.id == row.id, paper.c.state == row.state)
        .values(state=rules.TO[what], due=due)
    )
    if not changed.rowcount:
        raise RefusedError(refuse("stale", "R3"))
    return _moved(ctx, row, what, who, words, due, {"state": str(rules.TO[what])})


def _loan_due(ctx: Context, day: str) -> str:
    due = _day(day)
    if due < local_day(ctx.at, ctx.desk.timezone):
        raise RefusedError(refuse("archive_due_past", "R3", day=day))
    return due.isoformat()


def _moved(
    ctx: Context, row: PaperRecord, what: Move, who: str, words: str, due: str, values: dict[str, Any]
) -> Done:
    ctx.conn.execute(
        paper_move.insert().values(
            paper=row.id, move=what, who=who, words=words[:_WORDS], due=due, by=ctx.person, at=ctx.at
        )
    )
    ctx.notice("archive")
    said = {name: value for name, value in (("who", who), ("words", words), ("due", due)) if value}
    payload = {"number": row.number, "title": row.title, **said, **values}
    seq = ledger.record(ctx, f"archive.{what}", f"paper:{row.number}", payload)
    return Done(seq, row.id, row.number)


def _where(row: PaperRecord) -> dict[str, Any]:
    return {"box": row.box, "shelf": row.shelf, "place": row.place, "pages": row.pages}


def _may(ctx: Context, row: PaperRecord, what: Move) -> Refusal | None:
    state = PaperState(row.state)
    proposer = _proposer(ctx, row.id) if state is PaperState.DESTROYING else ""
    refusal = rules.may_move(ctx.person, what, state, ctx.roster, ctx.at, proposer=proposer)
    if refusal is None and what in {Move.DESTROY, Move.CONFIRM}:
        return archive_keeping.why_kept(ctx, row)
    return refusal


def _proposer(ctx: Context, paper_id: int) -> str:
    """The person who proposed the pending destruction."""
    last = ctx.conn.execute(
        select(PaperMoveRecord.by)
        .where(PaperMoveRecord.paper == paper_id, PaperMoveRecord.move == Move.DESTROY)
        .order_by(PaperMoveRecord.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    return str(last or "")


# ---- reading


@answers
def page(ctx: Context, call: wire.ArchivePage) -> wire.PapersPage:
    """The book, newest first: all of it for those who may read every department, otherwise the caller's departments."""
    asked = ((paper.c.kind, call.kind), (paper.c.state, call.state), (paper.c.department, call.department))
    where = [*lists.same(*asked), *lists.readable(ctx, paper.c.department)]
    if call.text:
        columns = (paper.c.number, paper.c.title, paper.c.box, paper.c.shelf, paper.c.place)
        where.append(or_(*(column.icontains(call.text, autoescape=True) for column in columns)))
    if call.overdue:
        where += [paper.c.state == PaperState.LENT, paper.c.due < _today(ctx)]
    shown, rows = lists.paged(ctx, call, PaperRecord, select(PaperRecord).where(*where), PaperRecord.id)
    refusal = None if rules.keeps(ctx.person, ctx.roster, ctx.at) else refuse("archive_not_keeper", "R3")
    return wire.PapersPage(shown, list(_paper_rows(ctx, rows)), refusal)


@answers
def detail(ctx: Context, call: wire.PaperDetail) -> wire.PaperView:
    """One document with its moves."""
    row = _row_by_id(ctx, call.id)
    moves = base.rows(
        ctx.conn, select(PaperMoveRecord).where(PaperMoveRecord.paper == row.id).order_by(PaperMoveRecord.id)
    )
    return wire.PaperView(
        row=next(_paper_rows(ctx, [row])),
        moves=[wire.PaperMove(m.move, m.who, m.words, m.due, m.by, m.at) for m in moves],
        allowed={str(what): _may(ctx, row, what) for what in Move},
    )


def paper_of(ctx: Context, request_id: int) -> tuple[str, str] | None:
    """Archive number and place of the paper of a request's newest version, for every category; None while the paper is owed."""
    row = kept_rows.any_by_id(ctx, request_id)
    kept = base.row(
        ctx.conn,
        select(PaperRecord)
        .where(
            PaperRecord.kind == PaperKind.REQUEST,
            PaperRecord.about == f"request:{row.id}",
            PaperRecord.title == request_title(str(row.number), row.version),
        )
        .order_by(PaperRecord.id.desc())
        .limit(1),
    )
    return (kept.number, place_of(kept)) if kept is not None else None


def place_of(row: PaperRecord) -> str:
    """Where a document lies, in words: place, shelf, box."""
    return " ".join(part for part in (row.place, row.shelf, row.box) if part)


def lent_too_long(ctx: Context) -> list[wire.PaperRow]:
    """Lent documents that are overdue, the longest overdue first."""
    rows = base.rows(
        ctx.conn,
        select(PaperRecord)
        .where(PaperRecord.state == PaperState.LENT, PaperRecord.due < _today(ctx))
        .order_by(PaperRecord.due, PaperRecord.id),
    )
    return list(_paper_rows(ctx, rows))


_TO_BE_DESTROYED = (
    select(PaperRecord).where(PaperRecord.state == PaperState.DESTROYING).order_by(PaperRecord.id)
)


def to_be_destroyed(ctx: Context) -> Iterator[tuple[wire.PaperRow, str, str]]:
    """Documents whose destruction waits for the second person, each with the proposer and the instant of the proposal."""
    rows = base.rows(ctx.conn, _TO_BE_DESTROYED)
    for row, paper_row in zip(rows, _paper_rows(ctx, rows), strict=True):
        last = ctx.conn.execute(
            select(PaperMoveRecord.by, PaperMoveRecord.at)
            .where(PaperMoveRecord.paper == row.id, PaperMoveRecord.move == Move.DESTROY)
            .order_by(PaperMoveRecord.id.desc())
            .limit(1)
        ).one()
        yield paper_row, last.by, last.at


def home(ctx: Context) -> str:
    """The department that keeps the archive book."""
    return next((d.id for d in ctx.roster.departments if d.kind is DepartmentKind.GENERAL), "")


def _today(ctx: Context) -> str:
    return local_day(ctx.at, ctx.desk.timezone).isoformat()


def _paper_rows(ctx: Context, rows: Sequence[PaperRecord]) -> Iterator[wire.PaperRow]:
    today = _today(ctx)
    gone = {PaperState.LENT: Move.LEND, PaperState.HANDED_OVER: Move.HAND_OVER}
    out = [row.id for row in rows if row.state in gone]
    who: dict[int, str] = {}
    if out:
        moves = ctx.conn.execute(
            select(PaperMoveRecord.paper, PaperMoveRecord.who)
            .where(PaperMoveRecord.paper.in_(out), PaperMoveRecord.move.in_(list(gone.values())))
            .order_by(PaperMoveRecord.id)
        )
        who = {move.paper: move.who for move in moves}
    for row in rows:
        yield wire.PaperRow(
            id=row.id,
            number=row.number,
            kind=row.kind,
            about=row.about,
            title=row.title,
            department=row.department,
            box=row.box,
            shelf=row.shelf,
            place=row.place,
            pages=row.pages,
            received=row.received,
            brought_by=row.brought_by,
            note=row.note,
            state=row.state,
            who=who.get(row.id, ""),
            due=row.due,
            overdue=row.state == PaperState.LENT and bool(row.due) and row.due < today,
            by=row.by,
            at=row.at,
        )


def _row_by_id(ctx: Context, paper_id: int) -> PaperRecord:
    row = found(
        base.row(ctx.conn, select(PaperRecord).where(PaperRecord.id == paper_id)),
        "no_such_paper",
        paper=paper_id,
    )
    ctx.may_read(row.department)
    return row
