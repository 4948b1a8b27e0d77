"""Parts that all printed forms share: the frame of a printing, names as they were at an act's time, signatures as printed."""

from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import select

from console.domain.acts import Statement
from console.domain.people.people import Roster
from console.exports.shapes import Head, Printing, SignatureLine
from console.services.context import Context
from console.signing.statements import decode
from console.store import base, people
from console.store.sends import HeadRecord
from console.wire.requests.rows import StepRow


def printing(ctx: Context, lang: str) -> Printing:
    """The frame of a form printed now, with the newest ledger head that the dispatcher signed."""
    row = base.row(ctx.conn, select(HeadRecord).order_by(HeadRecord.seq.desc()).limit(1))
    heading = Head()
    if row is not None:
        body = msgspec.json.decode(row.text, type=dict[str, Any])
        heading = Head(row.seq, bytes(row.hash).hex(), row.at, str(body.get("by", "")))
    language = "en" if lang == "en" else "zh"
    by = called(ctx.roster, ctx.caller.person) if ctx.caller.person else ctx.caller.service
    return Printing(ctx.roster.org_name, language, ctx.desk.timezone, by, ctx.at, heading)


def roster_of(ctx: Context, version: int) -> Roster:
    """The roster under which an act was signed, so that names are those of its time; the one in force if it is not stored."""
    text = ctx.conn.execute(
        select(people.roster.c.text).where(people.roster.c.version == version)
    ).scalar_one_or_none()
    statement = _spelled(text) if text is not None else None
    return statement if isinstance(statement, Roster) else ctx.roster


@lru_cache(maxsize=16)
def _spelled(text: str) -> Statement:
    """Decode a statement; cached, because a quarter has hundreds of acts under one roster version."""
    return decode(text.encode())


def called(roster: Roster, person: str) -> str:
    """A person's name, or the id if the roster does not know it."""
    named = roster.person(person)
    return named.name if named else person


def department_name(roster: Roster, department: str) -> str:
    """A department's name, or the id if the roster does not know it."""
    named = roster.department(department)
    return named.name if named else department


def pledge_number(ctx: Context, person: str, at: str, digest: str) -> str:
    """The number that a pledge has on paper: the year in which it was signed where the house stands, the person, and its digest's head."""
    return f"P-{ctx.year_of(at)}-{person}-{digest[:6]}"


def line(ctx: Context, row: StepRow) -> SignatureLine:
    """A signed step as it is printed."""
    return SignatureLine(
        what=row.kind,
        name=row.name,
        posts=list(row.posts),
        at=row.at,
        fingerprint=row.fingerprint,
        opinion=row.opinion,
        deputy_for=called(ctx.roster, row.deputy_for) if row.deputy_for else "",
        carrier=called(ctx.roster, row.carrier) if row.carrier else "",
    )
