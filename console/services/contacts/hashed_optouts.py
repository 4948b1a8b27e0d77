"""Opt-outs of erased numbers (R13): recognised only by their HMAC, with a key in a file of the desk, and never shown.

Without the exact key that the database names, nobody can tell who opted out. So nothing can be imported or released, and the
dispatcher gets no answer about the refusing recipients of any list, and sends nothing.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from sqlalchemy import ColumnElement, bindparam, case, func, or_, select, update

from console.db.keyed import Key, KeyedError
from console.domain.contacts.optouts import number_of
from console.domain.contacts.packing import pack_numbers
from console.domain.contacts.resubscribing import Resubscribe
from console.domain.erasure.retention import last_brought
from console.domain.masking import mobiles_in
from console.domain.refusals import Refusal, refuse
from console.errors import ConsoleError, RefusedError
from console.services.context import Context, answers
from console.store import base
from console.store.contacts import (
    FindingRecord,
    ListNumberRecord,
    OptoutKeyRecord,
    OptoutRecord,
    optout,
    optout_key,
)
from console.store.personnel import ProposalRecord
from console.wire import dispatch
from console.wire.contacts import optouts
from console.wire.contacts.optouts import OptOutKey
from console.wire.dispatch import PullRefusing

_LOOKED_AT: Final = 50_000
"""How many numbers of a list one call hashes."""
_BATCH: Final = 500
_REMEMBERED: Final = 64
"""How many lists have their refusing recipients cached."""

# ---- the key


def refusal(ctx: Context) -> Refusal | None:
    """Why hashed opt-outs cannot be checked, or None if no key exists yet or the key is here."""
    try:
        _key(ctx)
    except RefusedError as refused:
        return refused.refusal
    return None


def demand_key(ctx: Context) -> None:
    """Refuse an act that must know who opted out, if the key of hashed opt-outs is not here."""
    _key(ctx)


def hashed(ctx: Context) -> int:
    """How many opt-outs are hashed; it only grows."""
    return ctx.conn.execute(select(OptoutKeyRecord.hashed)).scalar_one_or_none() or 0


@answers
def state(ctx: Context, _call: OptOutKey) -> optouts.OptOutKeyState:
    """The state of the key, for `doctor`."""
    row = base.row(ctx.conn, select(OptoutKeyRecord))
    return optouts.OptOutKeyState(row.id if row else "", row.hashed if row else 0, refusal(ctx))


def _key(ctx: Context) -> Key | None:
    """The key, or None if the database names no key yet; raises RefusedError if the file does not hold it."""
    row = base.row(ctx.conn, select(OptoutKeyRecord))
    if row is None:
        return None
    try:
        return ctx.desk.optout_key.key(row.id)
    except KeyedError as error:
        raise _refused(ctx, error, row.id, row.desk) from error


def _made(ctx: Context) -> Key:
    """The key; it is made if the database names none yet."""
    known = _key(ctx)
    if known is not None:
        return known
    try:
        key = ctx.desk.optout_key.make()
    except KeyedError as error:
        raise _refused(ctx, error, "", "") from error
    except OSError as error:
        raise ConsoleError("file_unwritable", path=ctx.desk.optout_key.path, error=error.strerror) from error
    ctx.conn.execute(optout_key.insert().values(id=key.id, at=ctx.at, desk=ctx.desk.mark, hashed=0))
    return key


def _refused(ctx: Context, error: KeyedError, key_id: str, desk: str) -> RefusedError:
    named = {"path": str(ctx.desk.optout_key.path), "key": key_id, "desk": desk}
    if error.code == "missing":
        return RefusedError(refuse("optout_key_missing", "R13", **named))
    if error.code == "loose":
        return RefusedError(refuse("optout_key_loose", "R13", **named))
    return RefusedError(refuse("optout_key_wrong", "R13", **named))


# ---- recipients they refuse


Scope = tuple[str, str]
"""The scope of an opt-out, and its department, which is empty unless the scope is one department's."""


def known(ctx: Context, numbers: Sequence[int], scope: Scope) -> set[int]:
    """Those of the numbers that have a hashed opt-out of exactly that scope.

    Nobody if the key is not here, so an opt-out may be recorded twice.
    """
    try:
        return {number for number, whole in refusing(ctx, numbers) if whole == scope}
    except RefusedError:
        return set()


def before(said: str) -> tuple[ColumnElement[bool], ...]:
    """The condition that an opt-out was last said before an instant; none if that is now."""
    return (case((optout.c.said == "", optout.c.at), else_=optout.c.said) < said,) if said else ()


def said_again(ctx: Context, numbers: Sequence[int], scope: Scope, said: str) -> None:
    """Note that the hashed opt-outs of that scope were said again, now or at `said`; nothing if the key is not here."""
    try:
        key = _key(ctx)
    except RefusedError:
        return
    for start in range(0, len(numbers) if key is not None else 0, _BATCH):
        hmacs = [key.of(number) for number in numbers[start : start + _BATCH]] if key is not None else []
        where = (
            optout.c.hmac.in_(hmacs),
            optout.c.scope == scope[0],
            optout.c.department == scope[1],
            optout.c.end == "",
            *before(said),
        )
        ctx.conn.execute(update(optout).where(*where).values(said=said or ctx.at))


def of_number(ctx: Context, number: int) -> list[OptoutRecord]:
    """Opt-outs of a number, in clear or hashed, oldest first; refused if the key is not here."""
    key = _key(ctx)
    where = optout.c.num == number
    if key is not None:
        where = or_(where, optout.c.hmac == key.of(number))
    return list(base.rows(ctx.conn, select(OptoutRecord).where(where).order_by(OptoutRecord.serial)))


def marks(ctx: Context, numbers: Iterable[int]) -> dict[bytes, int]:
    """The numbers by their HMAC; empty if there is no key yet. Refused if the key is not here."""
    key = _key(ctx)
    return {} if key is None else {key.of(number): number for number in numbers}


def mark(ctx: Context, number: int) -> bytes | None:
    """The HMAC of a number; None if there is no key yet. Refused if the key is not here."""
    key = _key(ctx)
    return None if key is None else key.of(number)


def ends(ctx: Context) -> int:
    """How many opt-outs two people ended; it only grows, so whoever remembers who opted out knows by it what is stale."""
    chosen = select(func.count()).where(
        ProposalRecord.kind == Resubscribe.RULE.name, ProposalRecord.state == "applied"
    )
    return int(ctx.conn.execute(chosen).scalar_one())


def refusing(ctx: Context, numbers: Sequence[int]) -> Iterator[tuple[int, Scope]]:
    """Yield those of the numbers that have a hashed opt-out, with its scope; refused if the key is not here."""
    key = _key(ctx)
    if key is None:
        return
    for start in range(0, len(numbers), _BATCH):
        by_hmac = {key.of(number): number for number in numbers[start : start + _BATCH]}
        rows = ctx.conn.execute(
            select(OptoutRecord.hmac, OptoutRecord.scope, OptoutRecord.department)
            .where(OptoutRecord.hmac.in_(list(by_hmac)), OptoutRecord.end == "")
            .distinct()
        )
        for row in rows:
            yield by_hmac[bytes(row.hmac)], (row.scope, row.department)


def of_list(ctx: Context, list_id: int, numbers: Sequence[int]) -> set[tuple[int, Scope]]:
    """Recipients of a finished list (`numbers`) that hashed opt-outs refuse, with scopes; cached until more opt-outs are hashed, or end."""
    n = hashed(ctx)
    if not n:
        return set()
    known, at = ctx.desk.live.refusing, (list_id, n, ends(ctx))
    known_refusals = known.get(at)
    if known_refusals is None:
        if len(known) >= _REMEMBERED:
            known.clear()
        known_refusals = known[at] = set(refusing(ctx, numbers))
    demand_key(ctx)
    return known_refusals


@answers
def pull(ctx: Context, call: PullRefusing) -> dispatch.RefusingChunk:
    """For the dispatcher: the recipients of a list that hashed opt-outs refuse, one part of the list at a time."""
    ctx.service()
    if _key(ctx) is None:
        return dispatch.RefusingChunk(b"", b"", 0)
    numbers = array(
        "q",
        ctx.conn.execute(
            select(ListNumberRecord.num)
            .where(ListNumberRecord.list_id == call.list_id, ListNumberRecord.num > call.after)
            .order_by(ListNumberRecord.num)
            .limit(_LOOKED_AT)
        ).scalars(),
    )
    refusals = [*refusing(ctx, numbers), *_clear_again(ctx, numbers)]
    return dispatch.RefusingChunk(
        numbers=pack_numbers(array("q", (number for number, _ in refusals))),
        scopes=pack_numbers(array("q", (number_of(*scope) for _, scope in refusals))),
        after=numbers[-1] if len(numbers) == _LOOKED_AT else 0,
    )


def _clear_again(ctx: Context, numbers: Sequence[int]) -> Iterator[tuple[int, Scope]]:
    """Yield those with a refusal whose end was proposed: it may have been hashed before, under a serial that no dispatcher pulls again."""
    for start in range(0, len(numbers), _BATCH):
        where = (
            OptoutRecord.num.in_(numbers[start : start + _BATCH]),
            OptoutRecord.salt.is_not(None),
            OptoutRecord.end == "",
        )
        chosen = select(OptoutRecord.num, OptoutRecord.scope, OptoutRecord.department).where(*where)
        for row in ctx.conn.execute(chosen):
            yield row.num, (row.scope, row.department)


# ---- hashing


def erase(ctx: Context, lists: Iterable[int], cleared: Iterable[int], others: Iterable[int]) -> int:
    """Hash the opt-outs of numbers that are being erased, before their rows go; return how many.

    `lists` are lists that were sent to or are erased whole, `cleared` those whose findings are erased, `others` further numbers.
    Also hashed are opt-outs of numbers with a hashed opt-out, and those older than the retention of lists that nothing was sent to.
    """
    serials = _in_lists(ctx, sorted(set(lists)))
    serials |= _of_numbers(ctx, set(others) | _in_findings(ctx, sorted(set(cleared))))
    serials |= _long_since(ctx) | _hashed_before(ctx)
    return _hash(ctx, sorted(serials))


def erase_numbers(ctx: Context, numbers: Iterable[int]) -> int:
    """Hash the opt-outs of these numbers; return how many."""
    return _hash(ctx, sorted(_of_numbers(ctx, set(numbers))))


def _in_lists(ctx: Context, lists: Sequence[int]) -> set[int]:
    here = (
        select(ListNumberRecord.num)
        .where(ListNumberRecord.list_id.in_(lists), ListNumberRecord.num == OptoutRecord.num)
        .exists()
    )
    return set(
        ctx.conn.execute(select(OptoutRecord.serial).where(OptoutRecord.num.is_not(None), here)).scalars()
    )


def _in_findings(ctx: Context, lists: Sequence[int]) -> set[int]:
    """Mobile numbers that appear in the rows of findings."""
    rows = ctx.conn.execute(select(FindingRecord.raw).where(FindingRecord.list_id.in_(lists))).scalars()
    return {number for raw in rows for number in mobiles_in(raw)}


def _of_numbers(ctx: Context, numbers: AbstractSet[int]) -> set[int]:
    nums, serials = sorted(numbers), set[int]()
    for start in range(0, len(nums), _BATCH):
        part = nums[start : start + _BATCH]
        serials |= set(
            ctx.conn.execute(select(OptoutRecord.serial).where(OptoutRecord.num.in_(part))).scalars()
        )
    return serials


def _long_since(ctx: Context) -> set[int]:
    last = last_brought(ctx.policy.retention.unused_list, ctx.at, ctx.desk.timezone)
    where = (OptoutRecord.num.is_not(None), OptoutRecord.at <= last)
    return set(ctx.conn.execute(select(OptoutRecord.serial).where(*where)).scalars())


def _hashed_before(ctx: Context) -> set[int]:
    chosen = select(OptoutRecord.num, OptoutRecord.serial).where(OptoutRecord.num.is_not(None))
    serials: dict[int, list[int]] = {}
    for row in ctx.conn.execute(chosen):
        serials.setdefault(row.num, []).append(row.serial)
    twice = {number for number, _ in refusing(ctx, list(serials))}
    return {serial for number in twice for serial in serials[number]}


def _hash(ctx: Context, serials: Sequence[int]) -> int:
    if not serials:
        return 0
    key = _made(ctx)
    for start in range(0, len(serials), _BATCH):
        part = serials[start : start + _BATCH]
        rows = ctx.conn.execute(
            select(OptoutRecord.serial, OptoutRecord.num).where(OptoutRecord.serial.in_(part))
        ).all()
        ctx.conn.execute(_KEYED, [{"which": row.serial, "keyed": key.of(row.num)} for row in rows])
    ctx.conn.execute(update(optout_key).values(hashed=optout_key.c.hashed + len(serials)))
    return len(serials)


_KEYED: Final = (
    update(optout)
    .where(optout.c.serial == bindparam("which"))
    .values(num=None, hmac=bindparam("keyed"), salt=None)
)
