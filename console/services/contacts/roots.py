"""The roots of lists that are arriving, computed while they arrive; only ever a shortcut for reading the numbers again.

What is kept lives in this desk's memory and is used only if it has taken in exactly as many numbers as the list has. A
transaction that was rolled back, another desk or a restart leaves the two apart: then nothing is kept, and the root is
computed from the stored numbers.
"""

from array import array

from console.domain.contacts.merkle import Growing
from console.services.context import Context


def begin(ctx: Context, list_id: int, salt: bytes) -> None:
    """Begin the root of a new list, whose id an earlier list may have had; without a salt there is none."""
    forget(ctx, list_id)
    if salt:
        ctx.desk.live.roots[list_id] = Growing(salt)


def add(ctx: Context, list_id: int, before: int, numbers: "array[int]") -> None:
    """Take in the next numbers of a list that has `before` of them; they ascend from above its last one."""
    growing = ctx.desk.live.roots.get(list_id)
    if growing is None:
        return
    if growing.count != before:
        forget(ctx, list_id)
        return
    growing.add(numbers)


def of(ctx: Context, list_id: int, count: int, salt: bytes) -> bytes | None:
    """The root of a list that has so many numbers, under that salt; None if it is not known."""
    growing = ctx.desk.live.roots.get(list_id)
    if growing is None or growing.count != count or growing.salt != salt:
        return None
    return growing.root()


def forget(ctx: Context, list_id: int) -> None:
    """Keep nothing of a list any more."""
    ctx.desk.live.roots.pop(list_id, None)
