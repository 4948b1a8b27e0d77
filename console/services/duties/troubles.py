"""What does not work of the installation (R12): a gateway, the vault, the dispatcher, a backup. Whoever can mend it has it in their turn."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, func, select

from console.domain.people.people import Post
from console.domain.states import SlotState
from console.domain.times import parse, render
from console.services import presence
from console.services.context import Context
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty, home, source
from console.services.sending import obstacles
from console.store.notices import notice
from console.store.sends import slot
from console.wire.duties.status import NO_ROOM
from console.wire.duties.subjects import Trouble

PATIENCE: Final = {
    "gateway_down": timedelta(minutes=5),
    "dispatcher_gone": timedelta(minutes=1),
    "notices_gone": timedelta(minutes=10),
    "collector_failing": timedelta(minutes=10),
}
"""How long something may be away before anybody is told: it comes back by itself most times."""
OLD_BACKUP: Final = timedelta(days=2)
_UNDER_WAY: Final = (SlotState.RELEASED, SlotState.SENDING, SlotState.HELD)
_BESIDE: Final = frozenset(
    {"disk_full", "backup_old", "notices_failing", "notices_gone", "collector_failing"}
)
"""Troubles by which no send is held up."""
_KNOWN: Final = frozenset({"up", "unknown", "lost", "frozen", "rotating", "gateway_changing"})
"""States of a gateway that are good, pass by themselves, or are somebody's duty already."""


_FORKED: Final = "ledger_forked"
"""The dispatcher's word for a ledger that does not follow from the head that it signed last."""


class _Found(NamedTuple):
    what: str
    name: str
    why: str
    since: str


@source()
def troubles(ctx: Context, question: Asked) -> Iterator[Duty]:
    """One for each thing that does not work; those who are held up by it are informed."""
    if not question.wants("trouble") or question.spares({*_hands(ctx), *_told(ctx)}):
        return
    at_home = home(ctx)
    for one in found(ctx):
        who = _who(ctx, one.what, at_home)
        people = (*who.who, *(who.informed if question.mine else ()))
        if question.takes(at_home, one.name, people=people):

            def find(who: Who = who) -> Who:
                return who

            about = Trouble(one.what, one.name)
            yield Duty(
                "trouble", about, at_home, one.since, "", True, find, one.name, one.what,
                because=one.why, step=one.what, news="trouble_told",
            )  # fmt: skip


def found(ctx: Context) -> Iterator[_Found]:
    """Yield what does not work, and since when, as far as this desk knows."""
    under_way = oldest_under_way(ctx)
    broken = [held[_FORKED] for held in ctx.desk.live.holds.values() if _FORKED in held]
    if broken:
        yield _Found("chain_broken", "", _FORKED, min(broken))
    if gone := _gone(ctx, under_way):
        yield gone
    elif not presence.idle(ctx):
        yield from _gateways(ctx, waits=bool(under_way))
    if low := _low(ctx):
        yield _Found("disk_full", "", "", low)
    yield from _unheard(ctx)
    last = ctx.desk.backed_up()
    if not ctx.roster.solo and last and parse(ctx.at) - parse(last) > OLD_BACKUP:
        yield _Found("backup_old", "", "", last)


def _low(ctx: Context) -> str:
    """Since when the disk of the desk's folder is as good as full, as far as this desk saw; empty if it is not."""
    live = ctx.desk.live
    live.low = (live.low or ctx.at) if ctx.desk.free() < NO_ROOM else ""
    return live.low


def _unheard(ctx: Context) -> Iterator[_Found]:
    _, heard = ctx.desk.live.notices
    if heard and parse(ctx.at) - parse(heard) > PATIENCE["notices_gone"]:
        yield _Found("notices_gone", "", "", heard)
    if since := ctx.conn.execute(unheard(ctx, func.min(notice.c.at))).scalar():
        yield _Found("notices_failing", "", "", since)
    failing = ctx.desk.live.collecting
    if failing and parse(ctx.at) - parse(failing) > PATIENCE["collector_failing"]:
        yield _Found("collector_failing", "", "", failing)


def unheard(ctx: Context, what: Any) -> Select[Any]:
    """Ask something of the notices of the last day that no channel took: whoever was meant knows nothing."""
    day = render(parse(ctx.at) - timedelta(days=1))
    return select(what).where(notice.c.at >= day, notice.c.state == "failed")


def oldest_under_way(ctx: Context) -> str:
    """Since when the oldest send stands as it does that was released and has not ended; empty if there is none."""
    chosen = select(slot.c.updated).where(slot.c.state.in_(_UNDER_WAY), slot.c.release != "")
    return ctx.conn.execute(chosen.order_by(slot.c.updated).limit(1)).scalar() or ""


def _gone(ctx: Context, under_way: str) -> _Found | None:
    """The dispatcher that was heard and is silent, or that takes nothing of what was released."""
    live = ctx.desk.live
    if presence.heard(ctx):
        return None
    since = max(live.heard.values(), default=under_way)
    if not since or parse(ctx.at) - parse(since) <= PATIENCE["dispatcher_gone"]:
        return None
    return _Found("dispatcher_gone", "", presence.idle(ctx) or presence.GONE, since)


def _gateways(ctx: Context, *, waits: bool) -> Iterator[_Found]:
    stands, shut = ctx.desk.live.stands, set[str]()
    for name, state in sorted(obstacles.gateway_states(ctx).items()):
        known, since = stands.get(name, (state, ctx.at))
        since = since if known == state else ctx.at
        if state == "down":
            if parse(ctx.at) - parse(since) > PATIENCE["gateway_down"]:
                yield _Found("gateway_down", name, "line_down", render(parse(since)))
        elif state.startswith("vault_"):
            if (waits or state != "vault_locked") and state not in shut:
                shut.add(state)
                yield _Found("vault_shut", "", state, render(parse(since)))
        elif state not in _KNOWN:
            yield _Found("gateway_closed", name, state, render(parse(since)))


# ---- whose it is


def _who(ctx: Context, what: str, at_home: str) -> Who:
    custodians, administrators = _holding(ctx, Post.CUSTODIAN), _holding(ctx, Post.ADMINISTRATOR)
    told = tuple(_told(ctx))
    owners, post, others = custodians, Post.CUSTODIAN, (*administrators, *told)
    if what in {"dispatcher_gone", *_BESIDE} and administrators:
        owners, post, others = administrators, Post.ADMINISTRATOR, (*custodians, *told)
    if what == "chain_broken":
        # Whoever looks after a machine could have changed what is on it: the auditor looks, too.
        owners, others = list({*custodians, *administrators, *_holding(ctx, Post.AUDITOR)}), ()
    if what in _BESIDE:
        others = (*_holding(ctx, Post.REGISTRAR),)
    informed = tuple(dict.fromkeys(one for one in others if one not in owners))
    return filled(ctx, Who(sorted(owners), str(post), informed=informed), post, at_home)


def _holding(ctx: Context, post: Post) -> list[str]:
    return ctx.roster.holders(post, "", ctx.at)


def _hands(ctx: Context) -> Iterator[str]:
    for post in (Post.CUSTODIAN, Post.ADMINISTRATOR, Post.REGISTRAR, Post.AUDITOR):
        yield from _holding(ctx, post)


def _told(ctx: Context) -> Iterator[str]:
    """The operators, whose sends stand."""
    return (one.person for one in ctx.roster.posts if one.post is Post.OPERATOR and one.holds(ctx.at))
