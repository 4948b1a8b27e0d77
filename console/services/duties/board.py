"""The chase board (催办; R3, R7): everything that somebody owes, so that the General Department can ask for it with one key.

The urgency of a duty is cheap and computed for all of them; who can do it costs queries and is computed only for one page. A page
begins after the last row of the previous page, wherever that row is by now.
"""

from collections.abc import Sequence

from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services.context import Context, answers, demand, page_limit
from console.services.duties.bearers import KEEPERS
from console.services.duties.duty import Duty, asked, digits, ids
from console.services.duties.stream import duties
from console.wire.answers import Page
from console.wire.duties.deadlines import KINDS, Chase, ChasePage, ChaseRow


@answers
def chase(ctx: Context, call: Chase) -> ChasePage:
    """Return what everybody owes, late duties first, then by deadline; raises RefusedError for a caller who may ask nobody."""
    demand(may_chase(ctx))
    mine = _departments(ctx)
    if call.department:
        if mine is not None and call.department not in mine:
            raise RefusedError(refuse("not_your_department", "R7", department=call.department))
        mine = {call.department}
    if call.kind and call.kind not in KINDS:
        raise RefusedError(refuse("no_such_debt", "R7", kind=call.kind))
    question = asked(ctx, mine, [call.kind] if call.kind else KINDS, call.text)
    rows = sorted(duties(ctx, question), key=Duty.place)
    start = _start(rows, call.after)
    end = start + page_limit(call.limit)
    after = _key(rows[end - 1]) if end < len(rows) else ""
    return ChasePage(Page(len(rows), after), [_row(duty) for duty in rows[start:end]])


def _key(duty: Duty) -> str:
    """A row's urgency, then its mark to tell equally urgent rows apart: `late.due.since.mark`, in digits."""
    later, due, since = duty.urgency()
    return f"{int(later)}.{digits(due)}.{digits(since)}.{duty.mark()}"


def _start(rows: Sequence[Duty], after: str) -> int:
    """Where the page after that row begins; if the row is gone or moved, the first row of the same or lower urgency."""
    if not after:
        return 0
    keys = [_key(duty) for duty in rows]
    if after in keys:
        return keys.index(after) + 1
    before = after.split(".")[:3]
    return next((nth for nth, key in enumerate(keys) if key.split(".")[:3] >= before), len(keys))


def _row(duty: Duty) -> ChaseRow:
    bearers = duty.find()
    return ChaseRow(
        what=duty.kind,
        who=bearers.who,
        post=bearers.post,
        department=duty.department,
        number=duty.number,
        title=duty.said or duty.title,
        since=duty.since,
        until=duty.due,
        late=duty.late,
        in_place=list(bearers.in_place),
        remedy=bearers.remedy,
        about=list(bearers.about),
        helpers=list(bearers.helpers),
        alert=duty.alert,
        subject=duty.subject,
        **ids(duty.subject),
    )


def _departments(ctx: Context) -> set[str] | None:
    """Departments whose duties the caller may ask for; None means all."""
    general = ctx.roster.general_department()
    managed: set[str] = set()
    for held in ctx.roster.appointments(ctx.person, ctx.at):
        if held.post in {Post.GENERAL_MANAGER, Post.AUDITOR}:
            return None
        if general and held.department == general.id and held.post in {*KEEPERS, Post.SUPERVISING_MANAGER}:
            return None
        if held.post in {Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER}:
            managed.add(held.department)
    return managed


def may_chase(ctx: Context) -> Refusal | None:
    """Why the caller sees nobody's duties but their own; None for those who see some department's."""
    return refuse("chases_nobody", "R7") if _departments(ctx) == set() else None
