"""Who of a list a message may not reach because they opted out (R13): counted before anybody signs; the dispatcher judges again."""

from collections import Counter
from collections.abc import Iterable, Mapping
from time import monotonic
from typing import Final, NamedTuple

from sqlalchemy import and_, case, func, or_, select

from console.domain.acts import Request
from console.domain.categories import Category
from console.domain.contacts.optouts import ALL, CHOICES, DEPARTMENT, OPTIONAL, SCOPES, covers
from console.domain.requests.mandatory import Duty, judged, of_request, treated_as
from console.services.contacts import contacts, hashed_optouts, optouts
from console.services.context import Context, answers
from console.store import base
from console.store.contacts import (
    ContactListRecord,
    ListNumberRecord,
    OptoutRecord,
    contact_list,
    list_number,
    optout,
)
from console.wire.contacts import lists as wire
from console.wire.requests.drafts import Draft

_BITS: Final = {scope: 1 << nth for nth, scope in enumerate(CHOICES)}
"""A bit for each scope, a wider one being greater."""
_PATIENCE: Final = 20.0
"""A count is used again for this many times as long as it took, though opt-outs came meanwhile; a card counts anew."""

Masks = Mapping[int, int]
"""How many numbers of a list have which opt-outs: the bits of their scopes, and the count; nobody without any."""


class Message(NamedTuple):
    """What decides which opt-outs keep a message back; `category` is the one that it is treated as."""

    category: Category
    department: str
    duty: Duty

    def covered_by(self, scope: str) -> bool:
        """Whether an opt-out of that scope (of its own department, if it is a department's) keeps it back."""
        mandatory = self.duty is Duty.MANDATORY
        return covers(scope, self.department, self.category, self.department, mandatory=mandatory)


def message(ctx: Context, request: Request) -> Message:
    """The message of a signed request."""
    category = treated_as(request.category, request.category_was)
    return Message(category, request.department, of_request(ctx.policy, request))


def drafted(ctx: Context, draft: Draft, was: str) -> Message:
    """The message of a draft; `was` is the category that it is downgraded from, empty for none."""
    category = Category(draft.category)
    duty = judged(ctx.policy, category, draft.basis, draft.consent, third_party=draft.third_party, was=was)
    return Message(treated_as(category, was), draft.department, duty)


def of_lists(ctx: Context, to_send: Message, lists: Iterable[int], *, anew: bool = False) -> dict[str, int]:
    """How many recipients a message may not reach, by the widest opt-out that each has; without scopes that nobody has.

    `lists` are the lists of its slots: one that two slots send to counts twice, as its recipients do. `anew`: no older count.
    """
    found: Counter[str] = Counter()
    for list_id in lists:
        for mask, n in _masks(ctx, list_id, to_send.department, anew=anew).items():
            widest = _widest(mask, to_send)
            if widest:
                found[widest] += n
    return dict(found)


def refusing(ctx: Context, to_send: Message, list_id: int) -> frozenset[int]:
    """The numbers of a list that a message may not reach; read only where a count says that there are any."""
    if not any(_widest(mask, to_send) for mask in _masks(ctx, list_id, to_send.department, anew=False)):
        return frozenset()
    scopes = [scope for scope in SCOPES if to_send.covered_by(scope)]
    ours = or_(OptoutRecord.scope != DEPARTMENT, OptoutRecord.department == to_send.department)
    chosen = (
        select(ListNumberRecord.num)
        .select_from(list_number.join(optout, and_(OptoutRecord.num == ListNumberRecord.num, ours)))
        .where(ListNumberRecord.list_id == list_id, OptoutRecord.end == "", OptoutRecord.scope.in_(scopes))
    )
    found = set(ctx.conn.execute(chosen).scalars())
    if hashed_optouts.hashed(ctx):
        told = hashed_optouts.of_list(ctx, list_id, contacts.numbers_of(ctx, list_id))
        found |= {
            num for num, (scope, whose) in told if scope in scopes and whose in {"", to_send.department}
        }
    return frozenset(found)


def despite(ctx: Context, to_send: Message, lists: Iterable[int]) -> int:
    """How many recipients get a mandatory message although they take nothing else; 0 for any other message."""
    if to_send.duty is not Duty.MANDATORY:
        return 0
    masks = (_masks(ctx, list_id, to_send.department, anew=False) for list_id in lists)
    wants, refuses = _BITS[OPTIONAL], _BITS[ALL]
    return sum(n for one in masks for mask, n in one.items() if mask & wants and not mask & refuses)


@answers
def of_list(ctx: Context, call: wire.ListOptOuts) -> wire.OptedOut:
    """How many numbers of a list have opted out, each counted once, by its widest scope."""
    row = base.row(ctx.conn, select(ContactListRecord).where(contact_list.c.id == call.list_id))
    if row is None or row.state != contacts.READY:
        return wire.OptedOut(0, {})
    ctx.may_read(row.department)
    return wire.OptedOut(row.n, scopes_of(ctx, row))


def scopes_of(ctx: Context, row: ContactListRecord) -> dict[str, int]:
    """How many numbers of a list have opted out, each counted once, by its widest scope; of an unfinished one as far as it is here."""
    ready = row.state == contacts.READY
    masks = _masks(ctx, row.id, row.department, anew=True) if ready else _count(ctx, row.id, row.department)
    found: Counter[str] = Counter()
    for mask, n in masks.items():
        found[_widest(mask, None)] += n
    return dict(found)


def _widest(mask: int, to_send: Message | None) -> str:
    """The widest scope of a mask, of those that keep the message back; empty if none does."""
    ours = [one for one in CHOICES if mask & _BITS[one] and (to_send is None or to_send.covered_by(one))]
    return ours[-1] if ours else ""


def _masks(ctx: Context, list_id: int, department: str, *, anew: bool) -> Masks:
    """The opt-outs of a list's numbers; of one department's promotion, those of `department` alone."""
    known, at = ctx.desk.live.opted, (list_id, department)
    version = (optouts.newest(ctx), hashed_optouts.hashed(ctx), hashed_optouts.ends(ctx))
    now = monotonic()
    if at in known:
        before, until, masks = known[at]
        if before == version or (not anew and now < until):
            hashed_optouts.demand_key(ctx)
            return masks
    masks = _count(ctx, list_id, department)
    taken = monotonic() - now
    if len(known) >= _REMEMBERED:
        known.clear()
    known[at] = (version, now + taken * _PATIENCE, masks)
    return masks


_REMEMBERED: Final = 256
"""How many lists have their counts cached."""


def _count(ctx: Context, list_id: int, department: str) -> Masks:
    bits = func.sum(case(_BITS, value=OptoutRecord.scope, else_=0)).label("mask")
    ours = or_(OptoutRecord.scope != DEPARTMENT, OptoutRecord.department == department)
    each = (
        select(ListNumberRecord.num, bits)
        .select_from(list_number.join(optout, and_(OptoutRecord.num == ListNumberRecord.num, ours)))
        .where(ListNumberRecord.list_id == list_id, OptoutRecord.end == "")
        .group_by(ListNumberRecord.num)
    )
    hashed: dict[int, int] = {}
    if hashed_optouts.hashed(ctx):
        for number, (scope, whose) in hashed_optouts.of_list(ctx, list_id, contacts.numbers_of(ctx, list_id)):
            if whose in {"", department}:
                hashed[number] = hashed.get(number, 0) | _BITS[scope]
    if not hashed:
        inner = each.subquery()
        rows = ctx.conn.execute(select(inner.c.mask, func.count()).group_by(inner.c.mask))
        return {int(mask): int(n) for mask, n in rows}
    masks: Counter[int] = Counter()
    for row in ctx.conn.execute(each):
        masks[int(row.mask) | hashed.pop(row.num, 0)] += 1
    masks.update(hashed.values())
    return dict(masks)
