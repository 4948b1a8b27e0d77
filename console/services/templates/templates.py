"""Templates of departments: read, written version by version, withdrawn, taken from those that the program ships (R7, R9)."""

import tomllib
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import func, select, update

from console.domain.content.check import ready
from console.domain.content.lists import ScreeningList
from console.domain.data_folder import data_folder
from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse
from console.domain.requests.text import unseen
from console.domain.rosters.rule_files import Kind, Named
from console.domain.templates import keeping
from console.domain.templates.keeping import State
from console.errors import RefusedError
from console.services import declared, lists
from console.services.content import screened
from console.services.context import Context, answers, demand, found
from console.services.ledger import ledger
from console.services.templates import judging
from console.store import base
from console.store.requests import request
from console.store.templates import TemplateRecord, TemplateVersionRecord
from console.store.templates import template as table
from console.store.templates import template_version as version_table
from console.wire.answers import Done
from console.wire.requests import templates as wire

# ---- reading


def readable(ctx: Context, template: int) -> TemplateRecord:
    """The template with that id, if it is offered to all or the caller may read its department (R7)."""
    row = base.row(ctx.conn, select(TemplateRecord).where(TemplateRecord.id == template))
    row = found(row, "no_such_template", template=template)
    if not row.everyone:
        ctx.may_read(row.department)
    return row


def kept_version(ctx: Context, template: int, version: int) -> TemplateVersionRecord | None:
    """A version of a template as it was written, or None; whether the caller may read it is judged by `readable`."""
    where = (version_table.c.template == template, version_table.c.version == version)
    return base.row(ctx.conn, select(TemplateVersionRecord).where(*where))


def version_of(department: str, row: TemplateVersionRecord) -> wire.Version:
    """A kept version as it travels."""
    return wire.Version(department, row.template, row.version, says_of(row))


def says_of(row: TemplateVersionRecord) -> wire.Template:
    """What a kept version says."""
    return msgspec.json.decode(row.says, type=wire.Template)


@answers
def page(ctx: Context, call: wire.TemplatesPage) -> wire.TemplatePage:
    """The templates that the caller may read, the newest first."""
    where = [
        *lists.readable(ctx, table.c.department, table.c.everyone == 1),
        *lists.same((table.c.state, call.state), (table.c.category, call.category)),
        *lists.having(call.text, table.c.words),
    ]
    shown, rows = lists.paged(
        ctx, call, TemplateRecord, select(TemplateRecord).where(*where), TemplateRecord.id
    )
    used, newest = _uses(ctx, [row.id for row in rows]), _newest(ctx, [row.id for row in rows])
    refusal = None if keeping.kept_departments(ctx.roster, ctx.person, ctx.at) else _not_yours(ctx)
    return wire.TemplatePage(shown, [_row(row, used, newest[row.id]) for row in rows], refusal)


def _not_yours(ctx: Context) -> Refusal | None:
    posts = ctx.roster.appointments(ctx.person, ctx.at)
    department = next((one.department for one in posts if one.department), "")
    return keeping.may_keep(ctx.roster, ctx.person, ctx.at, department)


def _uses(ctx: Context, templates: list[int]) -> dict[int, tuple[int, str]]:
    """How many submitted requests of departments that the caller may read name each template, and when the last one changed."""
    where = [request.c.template.in_(templates), request.c.version > 0]
    where += lists.readable(ctx, request.c.department)
    chosen = select(request.c.template, func.count(), func.max(request.c.submitted)).where(*where)
    return {row[0]: (row[1], row[2]) for row in ctx.conn.execute(chosen.group_by(request.c.template))}


def _newest(ctx: Context, templates: list[int]) -> dict[int, wire.Template]:
    """What the newest version of each says."""
    newest = (table.c.id == version_table.c.template) & (table.c.version == version_table.c.version)
    chosen = select(TemplateVersionRecord).join(table, newest).where(table.c.id.in_(templates))
    return {row.template: says_of(row) for row in base.rows(ctx.conn, chosen)}


def _row(row: TemplateRecord, used: dict[int, tuple[int, str]], says: wire.Template) -> wire.TemplateRow:
    uses, last = used.get(row.id, (0, ""))
    return wire.TemplateRow(
        id=row.id,
        state=row.state,
        name=row.name,
        version=row.version,
        category=row.category,
        department=row.department,
        uses=uses,
        used=last,
        by=row.by,
        at=row.at,
        body=says.body,
        note=says.note,
        everyone=bool(row.everyone),
        reason=row.reason if row.state == State.WITHDRAWN else "",
    )


@answers
def detail(ctx: Context, call: wire.TemplateDetail) -> wire.TemplateView:
    """One version in full, judged by the screening list in force, and what the caller may do."""
    row = readable(ctx, call.template)
    kept = kept_version(ctx, row.id, call.version or row.version)
    kept = found(kept, "no_such_template", template=f"{row.id} v{call.version}")
    says = says_of(kept)
    blocked = next(iter(screened.blocked(ctx, judging.text_of(says), says.category)), None)
    may = keeping.may_keep(ctx.roster, ctx.person, ctx.at, row.department)
    gone = refuse("template_withdrawn", "R9", name=row.name) if row.state == State.WITHDRAWN else None
    return wire.TemplateView(
        row=_row(row, _uses(ctx, [row.id]), says),
        kept=version_of(row.department, kept),
        sha256=kept.digest,
        by=kept.by,
        at=kept.at,
        blanks=judging.blanks_of(says),
        screened=blocked,
        warned=judging.warned(ctx, says),
        allowed={
            "begin": gone or blocked or _may_begin(ctx, row),
            "write": may,
            "withdraw": may or gone,
            "restore": may or _not_withdrawn(row),
        },
    )


def _may_begin(ctx: Context, row: TemplateRecord) -> Refusal | None:
    """Why the caller cannot begin a request from a template: they draft nowhere, or it is another department's."""
    posts = [one for one in ctx.roster.appointments(ctx.person, ctx.at) if one.post == Post.DRAFTER]
    if any(row.everyone or one.department == row.department for one in posts):
        return None
    return refuse("not_drafter", "R9", department=row.department)


@answers
def versions(ctx: Context, call: wire.TemplateVersions) -> list[wire.VersionRow]:
    """Every version, newest first; versions are never deleted."""
    row = readable(ctx, call.template)
    chosen = select(TemplateVersionRecord).where(version_table.c.template == row.id)
    rows = base.rows(ctx.conn, chosen.order_by(version_table.c.version.desc()))
    return [wire.VersionRow(one.version, says_of(one).name, one.by, one.at, row.department) for one in rows]


# ---- writing


@answers
def write(ctx: Context, call: wire.WriteTemplate) -> Done:
    """Write a new template or the next version; refused if somebody wrote another version since the writer read it."""
    row = readable(ctx, call.template) if call.template else None
    department = row.department if row is not None else call.department
    demand(keeping.may_keep(ctx.roster, ctx.person, ctx.at, department))
    says = msgspec.structs.replace(call.says, name=call.says.name.strip())
    for fault in judging.faults(ctx, department, says, call.template):
        raise RefusedError(fault.refusal)
    if row is None:
        return _new(ctx, department, says)
    if call.version != row.version:
        raise RefusedError(refuse("template_moved_on", "R9", name=row.name, version=row.version))
    if row.state != State.WITHDRAWN and _same(ctx, row, says):
        raise RefusedError(refuse("template_unchanged", "R9", name=row.name))
    here = (table.c.id == row.id, table.c.version == row.version)
    values = _columns(ctx, says) | {"version": row.version + 1}
    if ctx.conn.execute(update(table).where(*here).values(**values)).rowcount != 1:
        # Another desk wrote a version at the same time.
        raise RefusedError(refuse("template_moved_on", "R9", name=row.name, version=row.version + 1))
    return _put(ctx, wire.Version(department, row.id, row.version + 1, says))


def _same(ctx: Context, row: TemplateRecord, says: wire.Template) -> bool:
    kept = kept_version(ctx, row.id, row.version)
    return kept is not None and says_of(kept) == says


def _new(ctx: Context, department: str, says: wire.Template, shipped: str = "") -> Done:
    if ctx.roster.department(department) is None:
        raise RefusedError(refuse("template_not_yours", "R9", department=department))
    values = _columns(ctx, says) | {"department": department, "version": 1}
    key = ctx.conn.execute(table.insert().values(**values)).inserted_primary_key
    return _put(ctx, wire.Version(department, int(key[0]) if key else 0, 1, says), shipped)


def _columns(ctx: Context, says: wire.Template) -> dict[str, Any]:
    return {
        "name": says.name,
        "words": "\n".join((says.name, *says.texts().values(), says.note)),
        "category": says.category,
        "everyone": int(says.everyone),
        "state": State.OFFERED,
        "reason": "",
        "by": ctx.person,
        "at": ctx.at,
    }


def _put(ctx: Context, made: wire.Version, shipped: str = "") -> Done:
    """Keep a version; the ledger has its digest, and nothing of its text."""
    ctx.conn.execute(
        version_table.insert().values(
            template=made.id,
            version=made.version,
            says=msgspec.json.encode(made.says).decode(),
            digest=made.sha256(),
            by=ctx.person,
            at=ctx.at,
        )
    )
    known = {"department": made.department, "version": made.version, "sha256": made.sha256()}
    known |= {"everyone": "yes"} if made.says.everyone else {}
    known |= {"shipped": shipped} if shipped else {}
    ctx.notice("templates")
    seq = ledger.record(ctx, "template.written", f"template:{made.id}", known)
    return Done(seq, made.id, made.says.name)


@answers
def withdraw(ctx: Context, call: wire.WithdrawTemplate) -> Done:
    """Offer a template no longer, with the reason; its versions stay."""
    row = readable(ctx, call.template)
    demand(keeping.may_keep(ctx.roster, ctx.person, ctx.at, row.department))
    # A reason stands on one line of lists and ledger.
    reason = " ".join(declared.checked(call).reason.split())
    if unseen(reason):
        raise RefusedError(refuse("hidden_characters", "R11"))
    values = {"state": State.WITHDRAWN, "reason": reason, "by": ctx.person, "at": ctx.at}
    offered = (table.c.id == row.id, table.c.state != State.WITHDRAWN)
    if ctx.conn.execute(update(table).where(*offered).values(**values)).rowcount != 1:
        raise RefusedError(refuse("template_withdrawn", "R9", name=row.name))
    ctx.notice("templates")
    known = {"department": row.department, "version": row.version, "reason": reason}
    return Done(ledger.record(ctx, "template.withdrawn", f"template:{row.id}", known), row.id, row.name)


@answers
def restore(ctx: Context, call: wire.RestoreTemplate) -> Done:
    """Offer a withdrawn template again, if it could be written now as it stands."""
    row = readable(ctx, call.template)
    demand(keeping.may_keep(ctx.roster, ctx.person, ctx.at, row.department))
    kept = found(kept_version(ctx, row.id, row.version), "no_such_template", template=row.name)
    demand(_not_withdrawn(row))
    for fault in judging.faults(ctx, row.department, says_of(kept), row.id):
        raise RefusedError(fault.refusal)
    values = {"state": State.OFFERED, "reason": "", "by": ctx.person, "at": ctx.at}
    gone = (table.c.id == row.id, table.c.state == State.WITHDRAWN)
    if ctx.conn.execute(update(table).where(*gone).values(**values)).rowcount != 1:
        # Another desk restored it, or wrote a version, at the same time.
        raise RefusedError(refuse("template_not_withdrawn", "R9", name=row.name))
    ctx.notice("templates")
    known = {"department": row.department, "version": row.version}
    return Done(ledger.record(ctx, "template.restored", f"template:{row.id}", known), row.id, row.name)


def _not_withdrawn(row: TemplateRecord) -> Refusal | None:
    gone = row.state == State.WITHDRAWN
    return None if gone else refuse("template_not_withdrawn", "R9", name=row.name)


# ---- those that the program ships


@cache
def shipped_templates() -> tuple[wire.Template, ...]:
    """The templates in `data/templates`, in their order."""
    text = (data_folder() / "templates" / "2026-1.toml").read_text("utf-8")
    return msgspec.convert(tuple(tomllib.loads(text)["template"]), tuple[wire.Template, ...], strict=True)


@answers
def shipped(ctx: Context, call: wire.ShippedTemplates) -> list[wire.ShippedRow]:
    """What the program ships, and what of it the department has under the same name."""
    kept = keeping.kept_departments(ctx.roster, ctx.person, ctx.at)
    department = call.department or next(iter(kept), "")
    if department:
        ctx.may_read(department)
    here = _named(ctx, department)
    return [
        wire.ShippedRow(one.name, one.category, one.body, one.note, here.get(one.name, 0))
        for one in shipped_templates()
    ]


def _named(ctx: Context, department: str) -> dict[str, int]:
    """The templates of a department that are not withdrawn, by name."""
    where = (table.c.department == department, table.c.state != State.WITHDRAWN)
    return {row.name: row.id for row in base.rows(ctx.conn, select(TemplateRecord).where(*where))}


@answers
def take(ctx: Context, call: wire.TakeTemplates) -> Done:
    """Take shipped templates into a department: those named, or all that it has not yet. `Done.number` counts them."""
    demand(keeping.may_keep(ctx.roster, ctx.person, ctx.at, call.department))
    here, known = _named(ctx, call.department), {one.name: one for one in shipped_templates()}
    for name in call.names:
        found(known.get(name), "no_such_template", template=name)
    wanted = [known[name] for name in call.names or [name for name in known if name not in here]]
    if not wanted:
        raise RefusedError(refuse("templates_all_taken", "R9"))
    last = Done(0)
    # The last one written stands first in the list.
    for one in reversed(wanted):
        says = msgspec.structs.replace(one, signature=call.signature.strip())
        for fault in judging.faults(ctx, call.department, says):
            raise RefusedError(fault.refusal)
        last = _new(ctx, call.department, says, shipped="2026-1")
    return Done(last.seq, last.id, str(len(wanted)))


# ---- when another screening list comes in


def another_list(ctx: Context, roster: Roster) -> None:
    """Judge every offered template by the list of a roster that comes into force: what is blocked now, and what no longer is (R11)."""
    ref = roster.screening
    file = ctx.file(Named(Kind.SCREENING, ref.version, ref.digest))
    if file is None or not isinstance(file.says, ScreeningList):
        return
    screener = ready(ref.digest, file.says, roster.org_name)
    for row in base.rows(ctx.conn, select(TemplateRecord).where(table.c.state != State.WITHDRAWN)):
        kept = kept_version(ctx, row.id, row.version)
        if kept is None:
            continue
        says = says_of(kept)
        hits = screener.judge(judging.text_of(says).whole(), says.category, whole=True).told
        why = next((hit.kind for hit in hits if hit.level == "block"), "")
        state = State.BLOCKED if why else State.OFFERED
        if state == row.state:
            continue
        ctx.conn.execute(update(table).where(table.c.id == row.id).values(state=state, reason=why))
        ctx.notice("templates")
        known = {"department": row.department, "version": row.version, "screening": ref.version, "class": why}
        ledger.record(ctx, "template.screened", f"template:{row.id}", known)
