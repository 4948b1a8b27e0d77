"""The keyed orders of a slot's recipients: that of its send, in which its results lie, and one of each reader above it."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import select

from console.domain import ordering
from console.domain.ordering import Ordering
from console.services.context import Context
from console.store.contacts import ContactListRecord
from console.store.sends import ResultRecord, SlotRecord

_KEPT: Final = 8
"""Orders that are kept in memory."""


def reader(ctx: Context, slot_row: SlotRecord) -> Ordering:
    """The caller's order of the places of a slot; the key is the list's salt, which no reader knows."""
    who = ctx.caller.person or ctx.caller.service
    label, n = f"recipients/1 {slot_row.request}.{slot_row.slot} {who}", size(ctx, slot_row)
    return _kept(ctx, label, n, lambda: Ordering(_salt(ctx, slot_row.list_id), label, n))


def sending(ctx: Context, slot_row: SlotRecord) -> Ordering:
    """The order in which a send goes through the slot's list: the list position at each place."""
    list_id, n = slot_row.list_id, size(ctx, slot_row)
    return _kept(ctx, f"list {list_id}", n, lambda: ordering.sending(_salt(ctx, list_id), n))


def keyed(ctx: Context, slot_row: SlotRecord) -> bool:
    """Whether the results of a slot lie in sending order: those that an earlier version reported lie in the list's own."""
    rows = select(ResultRecord.keyed).where(
        ResultRecord.request == slot_row.request, ResultRecord.slot == slot_row.slot
    )
    return ctx.conn.execute(rows.limit(1)).scalar_one_or_none() != 0


def size(ctx: Context, slot_row: SlotRecord) -> int:
    """How many numbers the slot's list has; for a continuation this is more than its recipients."""
    if not slot_row.continues:
        return int(slot_row.n)
    listed = ctx.conn.execute(select(ContactListRecord.n).where(ContactListRecord.id == slot_row.list_id))
    return int(listed.scalar_one_or_none() or slot_row.n)


def _kept(ctx: Context, name: str, n: int, made: Callable[[], Ordering]) -> Ordering:
    kept = ctx.desk.live.orders
    known = kept.get((name, n))
    if known is None:
        known = made()
        for old in list(kept)[: len(kept) + 1 - _KEPT]:
            kept.pop(old, None)
        kept[name, n] = known
    return known


def _salt(ctx: Context, list_id: int) -> bytes:
    salt = ctx.conn.execute(
        select(ContactListRecord.salt).where(ContactListRecord.id == list_id)
    ).scalar_one_or_none()
    # The salt is erased together with the numbers; the order then reveals nothing.
    return bytes(salt or b"")
