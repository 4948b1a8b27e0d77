"""Templates that the screening list in force blocks: their department's drafters change or withdraw them (R9, R11)."""

from collections.abc import Iterator

from sqlalchemy import func, select

from console.domain.people.people import Post
from console.domain.templates.keeping import State
from console.services.context import Context
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty, source
from console.store import base
from console.store.tables import LedgerRecord
from console.store.templates import TemplateRecord, template
from console.wire.duties.subjects import Template


@source()
def blocked(ctx: Context, question: Asked) -> Iterator[Duty]:
    """One a template, since the list came in that blocks it."""
    drafting = (one.person for one in ctx.roster.posts if one.post is Post.DRAFTER)
    if not question.wants("template") or question.spares(drafting):
        return
    where = (template.c.state == State.BLOCKED, *question.within(template.c.department))
    for row in base.rows(ctx.conn, select(TemplateRecord).where(*where).order_by(TemplateRecord.id)):
        drafters = ctx.roster.holders(Post.DRAFTER, row.department, ctx.at)
        if not question.takes(row.department, row.name, people=drafters):
            continue

        def find(department: str = row.department, drafters: list[str] = drafters) -> Who:
            return filled(ctx, Who(sorted(drafters), str(Post.DRAFTER)), Post.DRAFTER, department)

        yield Duty(
            "template", Template(row.id), row.department, _since(ctx, row), "", False, find, title=row.name
        )


def _since(ctx: Context, row: TemplateRecord) -> str:
    subject, kind = f"template:{row.id}", "template.screened"
    newest = select(func.max(LedgerRecord.time)).where(
        LedgerRecord.subject == subject, LedgerRecord.kind == kind
    )
    return str(ctx.conn.execute(newest).scalar_one() or row.at)
