"""The chase board (R3, R7): everything that somebody owes, so that the General Department can ask for it with one key.

How urgent a thing is needs little, and is worked out for all of them; who could do it needs the judge, and is asked for the
rows of one page.
"""

from console.domain.people import Post
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.services import chase_archive, chase_custody, chase_people, chase_requests, filing_duties
from console.services.chase_leads import asked
from console.services.chase_who import KEEPERS
from console.services.context import Context, page_limit
from console.wire import views
from console.wire.deadlines import KINDS, Chase, ChasePage


def chase(ctx: Context, call: Chase) -> ChasePage:
    """Return what everybody owes, late things first, then by their end; raises RefusedError for who has nobody to ask."""
    mine = _departments(ctx)
    if call.department:
        if mine is not None and call.department not in mine:
            raise RefusedError(refuse("not_your_department", "R7", department=call.department))
        mine = {call.department}
    if call.kind and call.kind not in KINDS:
        raise RefusedError(refuse("no_such_debt", "R7", kind=call.kind))
    question = asked(ctx, mine, [call.kind] if call.kind else KINDS, call.text)
    found = [*chase_requests.leads(ctx, question), *chase_people.leads(ctx, question)]
    found += chase_custody.leads(ctx, question)
    found += chase_archive.leads(ctx, question)
    found += filing_duties.leads(ctx, question)
    found.sort(key=lambda lead: lead.urgency())
    start = int(call.after) if call.after.isdecimal() else 0
    end = start + page_limit(call.limit)
    after = str(end) if end < len(found) else ""
    return ChasePage(views.Page(len(found), after), [lead.row() for lead in found[start:end]])


def _departments(ctx: Context) -> set[str] | None:
    """Departments that the caller may ask; None means all."""
    general = ctx.roster.general_department()
    managed: set[str] = set()
    for held in ctx.roster.appointments(ctx.person, ctx.at):
        if held.post in {Post.GENERAL_MANAGER, Post.AUDITOR}:
            return None
        if general and held.department == general.id and held.post in {*KEEPERS, Post.SUPERVISING_MANAGER}:
            return None
        if held.post in {Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER}:
            managed.add(held.department)
    if not managed:
        raise RefusedError(refuse("chases_nobody", "R7"))
    return managed
