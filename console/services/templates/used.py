"""The template that a draft names: what its statement says of it, what is wrong with it, and blanks that are not filled (R9)."""

from collections.abc import Iterator
from typing import Any

from msgspec import UNSET
from sqlalchemy import select

from console.domain import acts
from console.domain.refusals import Refusal, refuse
from console.domain.templates import blanks
from console.domain.templates.keeping import State
from console.services.context import Context
from console.services.templates import templates
from console.store import base
from console.store.templates import TemplateRecord, TemplateVersionRecord
from console.wire.requests import templates as wire
from console.wire.requests.drafts import Draft


def of_draft(ctx: Context, draft: Draft) -> wire.Version | None:
    """The version that a draft names, if its department may use it; None if it names none, or no such one."""
    if not draft.template:
        return None
    row = _row(ctx, draft.template)
    if row is None or not (row.everyone or row.department == draft.department):
        return None
    kept = templates.kept_version(ctx, row.id, draft.template_version)
    return templates.version_of(row.department, kept) if kept is not None else None


def _row(ctx: Context, template: int) -> TemplateRecord | None:
    return base.row(ctx.conn, select(TemplateRecord).where(TemplateRecord.id == template))


def newest_of(ctx: Context, version: wire.Version | None) -> int:
    """The number of the newest version of a template; 0 without one."""
    row = _row(ctx, version.id) if version is not None else None
    return row.version if row is not None else 0


def said_of(ctx: Context, draft: Draft) -> acts.TemplateUsed | None:
    """What the statement of a draft says of its template; None if it names none."""
    used = of_draft(ctx, draft)
    return acts.TemplateUsed(used.says.name, used.version, used.sha256()) if used is not None else None


def columns(ctx: Context, draft: Draft) -> dict[str, Any]:
    """What the projection of a request keeps of its template."""
    used = of_draft(ctx, draft)
    return {
        "template": used.id if used is not None else 0,
        "templated": f"{used.says.name} v{used.version}" if used is not None else "",
    }


def faults(ctx: Context, draft: Draft) -> Iterator[tuple[str, Refusal]]:
    """Yield a template that the draft may not name, or that is withdrawn, and every blank that is still to be filled in."""
    if draft.template and of_draft(ctx, draft) is None:
        number = f"{draft.template} v{draft.template_version}"
        yield "template", refuse("template_unknown", "R7", template=number)
    elif draft.template and (row := _row(ctx, draft.template)) and row.state == State.WITHDRAWN:
        yield "template", refuse("template_withdrawn_since", "R9", name=row.name)
    for field in wire.Template().texts():
        text = getattr(draft, field)
        if left := blanks.found(text) + blanks.stray(text):
            yield field, refuse("blank_unfilled", "R9", blanks=" ".join(left))


def of_statement(ctx: Context, act: acts.Request) -> wire.Version | None:
    """The version that a signed request names, for those who read it; None if it names none, or the desk has no such version."""
    named = acts.newest(act).template
    if named is UNSET:
        return None
    of_digest = select(TemplateVersionRecord).where(TemplateVersionRecord.digest == named.sha256)
    kept = base.first(ctx.conn, of_digest)
    if kept is None:
        return None
    row = base.one(ctx.conn, select(TemplateRecord).where(TemplateRecord.id == kept.template))
    return templates.version_of(row.department, kept)
