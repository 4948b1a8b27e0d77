"""Questions that wait for the General Department's answer (R7)."""

from collections.abc import Iterator

from sqlalchemy import exists, select

from console.domain.people.people import Post
from console.domain.upkeep import upkeep as rules
from console.domain.upkeep.upkeep import State
from console.services.context import Context
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty, source
from console.store import base
from console.store.upkeep import UpkeepRecord
from console.wire.duties.subjects import Support

_MOST = 200


@source(exists().where(UpkeepRecord.state == State.OPEN))
def questions(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Every open question, for those who answer."""
    if not question.wants("support"):
        return
    who, general = rules.helpers(ctx.roster, ctx.at), rules.home(ctx.roster)
    if question.spares(who):
        return
    waiting = select(UpkeepRecord).where(UpkeepRecord.state == State.OPEN).order_by(UpkeepRecord.due)
    for row in base.rows(ctx.conn, waiting.limit(_MOST)):
        if not question.takes(general, row.number, row.about, row.by, people=who):
            continue
        yield Duty(
            "support",
            Support(row.number),
            general,
            row.at,
            row.due,
            row.due < ctx.at,
            lambda: filled(ctx, Who(who, ""), Post.OPERATOR, general),
            row.number,
            row.about,
            because=row.by,
        )
