"""Whole lists in a quarter's pack (R3): where the policy that a request was signed under asks for them, sealed by the salt of each list."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from console.domain.acts import Request
from console.domain.categories import Category
from console.domain.filing.filed import FiledForm, Standing
from console.domain.policy import Policy
from console.domain.rosters.rule_files import Kind, Named
from console.services.context import Context
from console.services.requests import requests
from console.signing import annex
from console.store import base
from console.store.contacts import ContactListRecord, ListNumberRecord, contact_list


def asked(ctx: Context, statement: Request) -> bool:
    """Whether the policy that a request names wants its whole lists filed."""
    file = ctx.desk.files.get(ctx.conn, Named(Kind.POLICY, statement.policy, statement.policy_digest))
    says = file.says if file is not None else None
    return isinstance(says, Policy) and says.category[Category(statement.category)].annex


def lists_of(ctx: Context, statement: Request) -> Sequence[ContactListRecord]:
    """The lists of a request's slots, in their order."""
    named = list(dict.fromkeys(one.list for one in statement.slots))
    rows = base.rows(ctx.conn, select(ContactListRecord).where(contact_list.c.digest.in_(named)))
    return sorted(rows, key=lambda row: named.index(str(row.digest)))


def filed(ctx: Context, form: FiledForm) -> Sequence[ContactListRecord]:
    """The lists that are filed whole with a form of the quarter."""
    statement = requests.statement_of(ctx, form.id, form.version)
    if form.standing is not Standing.SENT or statement is None or not asked(ctx, statement):
        return ()
    return lists_of(ctx, statement)


def lost(ctx: Context, form: FiledForm, kept_until: str) -> Iterator[ContactListRecord]:
    """Yield the lists of a form that can no longer be filed whole, but for those erased after `kept_until`, when a pack had them."""
    for row in filed(ctx, form):
        if row.salt is None and not (kept_until and kept_until <= row.erased):
            yield row


def part(ctx: Context, row: ContactListRecord, after: int) -> list[int]:
    """The numbers of a list's next part, those above `after`."""
    return list(
        ctx.conn.execute(
            select(ListNumberRecord.num)
            .where(ListNumberRecord.list_id == row.id, ListNumberRecord.num > after)
            .order_by(ListNumberRecord.num)
            .limit(annex.PART)
        ).scalars()
    )
