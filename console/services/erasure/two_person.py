"""Two people erase numbers, or end a legal hold (R13): signed here, judged and carried out by every dispatcher, then here too.

What a signature named must still be true when it takes effect: the same sends, lists and counts, due, and without a legal hold.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import select, update

from console.domain.erasure.erasing import (
    MOST,
    Erase,
    ErasedList,
    ErasedSend,
    Erasing,
    HoldScope,
    ReleaseHold,
    fault,
    requests_of,
    rows_of,
)
from console.domain.erasure.retention import Kind
from console.domain.pair import PairAct
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import declared
from console.services.context import Context
from console.services.erasure import erasures
from console.services.erasure.erasures import act_of
from console.services.erasure.retention import Stock, Thing, chosen
from console.services.holds import legal_holds
from console.services.two_person.engine import Subject, proposes, registered
from console.services.two_person.everywhere import Everywhere
from console.services.two_person.proposals import LIVE
from console.store import base
from console.store.erasure import LegalHoldRecord, legal_hold
from console.store.personnel import ProposalRecord
from console.store.requests import RequestVersionRecord
from console.wire import pairs
from console.wire.acts import Prepare

A = TypeVar("A", bound=Erasing)


class _OnStored(Everywhere[A]):
    """An act that erases numbers, or ends a legal hold."""

    TAKEN = refuse("erase_proposed_already", "R13")
    TOPICS = ("erasure",)


@registered
class Erasure(_OnStored[Erase]):
    """Numbers are erased."""

    ACT = Erase
    OUTCOME = "erased"

    def subject(self, ctx: Context, act: Erase, digest: str) -> Subject:
        """Return the erasure, identified by the beginning of its proposal's digest."""
        del ctx, act
        return Subject(f"erasure:{digest[:12]}")

    def stands(self, ctx: Context, act: Erase) -> Refusal | None:
        """Return the refusal if something to be erased must be kept now or has changed."""
        if fault(act):
            return refuse("erase_stale", "R13")
        things = things_of(ctx, act, Stock(ctx))
        try:
            now = act_for(things)
        except RefusedError as refused:
            return refused.refusal
        blocked = next((thing.row.blocked for thing in things if thing.row.blocked is not None), None)
        if blocked is not None:
            return blocked
        return None if _same(now, act) else refuse("erase_stale", "R13")

    def rivals(self, ctx: Context, act: Erase) -> Iterator[ProposalRecord]:
        """Yield open proposals about the same send or list."""
        rows = ((row, act_of(row)) for row in live(ctx, Erase))
        return (
            row
            for row, other in rows
            if isinstance(other, Erase) and not _names(other).isdisjoint(_names(act))
        )

    def payload(self, act: Erase, subject: Subject) -> dict[str, Any]:
        """Add to the payload how much is erased."""
        return super().payload(act, subject) | {
            "requests": len(list(requests_of(act))), "lists": len(act.lists), "count": act.count
        }  # fmt: skip

    def listed(self, act: Erase, row: pairs.ProposalRow) -> pairs.ProposalRow:
        """Return the row with the number of rows to be erased."""
        return msgspec.structs.replace(row, count=rows_of(act))

    def held(self, ctx: Context, act: Erase) -> bool:
        """Whether a legal hold keeps part of it. Dispatchers cannot judge lists that nothing was sent to."""
        held = legal_holds.in_force(ctx)
        return bool(held) and any(thing.row.holds for thing in things_of(ctx, act, Stock(ctx)))

    def carry_out(self, ctx: Context, act: Erase, kept: ProposalRecord) -> str:
        """Erase what the desk has of it."""
        erasures.carry_out(ctx, kept, act)
        return ""


@registered
class EndOfHold(_OnStored[ReleaseHold]):
    """A legal hold ends."""

    ACT = ReleaseHold
    OUTCOME = "hold_released"

    def subject(self, ctx: Context, act: ReleaseHold, digest: str) -> Subject:
        """Return the hold."""
        del ctx, digest
        return Subject(f"hold:{act.hold}")

    def stands(self, ctx: Context, act: ReleaseHold) -> Refusal | None:
        """Return the refusal if the hold has changed."""
        row = legal_holds.by_id(ctx, act.hold)
        return legal_holds.standing(row) if release_of(row) == act else refuse("erase_stale", "R13")

    def carry_out(self, ctx: Context, act: ReleaseHold, kept: ProposalRecord) -> str:
        """End the hold."""
        ctx.conn.execute(
            update(legal_hold)
            .where(legal_hold.c.id == act.hold, legal_hold.c.released == "")
            .values(released=ctx.at, proof=kept.digest)
        )
        return ""


# ---- people


@proposes(Erase)
def erasing(ctx: Context, call: Prepare) -> Erase:
    """The act that erases the things named as `request.12,list.4,findings.4`, each by kind and id."""
    going: dict[str, list[int]] = {}
    for one in call.subject.split(","):
        kind, _, number = one.partition(".")
        going.setdefault(kind, []).append(declared.id_of(number))
    act = act_for(
        chosen(Stock(ctx), *(going.get(kind, ()) for kind in (Kind.REQUEST, Kind.LIST, Kind.FINDINGS)))
    )
    return declared.filled_in(Erase, call, msgspec.to_builtins(act))


@proposes(ReleaseHold)
def release(ctx: Context, call: Prepare) -> ReleaseHold:
    """The act that ends a legal hold, named by its number."""
    return release_of(legal_holds.by_id(ctx, declared.numbered(call)))


def release_of(row: LegalHoldRecord) -> ReleaseHold:
    """The act that ends a hold."""
    return ReleaseHold(row.id, HoldScope(row.scope), row.subject, row.at)


def act_for(things: list[Thing]) -> Erase:
    """The act that erases these things, each part once; raises RefusedError for nothing, or too much at once."""
    sends = [send for thing in things for send in thing.sends]
    lists: dict[str, ErasedList] = {}
    for thing in things:
        for part in thing.lists:
            # A list that is erased whole includes its findings.
            if part.manifest not in lists or part.whole:
                lists[part.manifest] = part
    count = sum(thing.n for thing in sends) + sum(
        (one.n if one.whole else 0) + one.findings for one in lists.values()
    )
    if not count:
        raise RefusedError(refuse("erase_nothing", "R13"))
    if len(sends) > MOST or len(lists) > MOST:
        raise RefusedError(refuse("erase_too_many", "R13", most=MOST))
    return Erase(count, sends, sorted(lists.values(), key=lambda one: one.manifest))


def live(ctx: Context, act: type[PairAct]) -> Sequence[ProposalRecord]:
    """Proposals of a kind that wait for a signature, or for a dispatcher."""
    return base.rows(
        ctx.conn,
        select(ProposalRecord).where(
            ProposalRecord.kind == act.RULE.name,
            ProposalRecord.state.in_(LIVE),
            ProposalRecord.expires > ctx.at,
        ),
    )


def _names(act: Erase) -> set[str]:
    return {send.release for send in act.sends} | {part.manifest for part in act.lists}


def _same(one: Erase, other: Erase) -> bool:
    def parts(act: Erase) -> tuple[set[ErasedSend], set[ErasedList], int]:
        return set(act.sends), set(act.lists), act.count

    return parts(one) == parts(other)


def things_of(ctx: Context, act: Erase, stock: Stock) -> list[Thing]:
    """The things that an act's digests name, each in its current state."""
    digests = list(requests_of(act))
    ids = set(
        ctx.conn.execute(
            select(RequestVersionRecord.request).where(RequestVersionRecord.digest.in_(digests or [""]))
        ).scalars()
    )
    things = chosen(stock, ids, (), ())
    with_requests = {part.manifest for thing in things for part in thing.lists}
    by_digest = {row.digest: row.id for row in stock.lists.values()}
    alone = [part for part in act.lists if part.manifest not in with_requests]
    lists = [by_digest[part.manifest] for part in alone if part.whole and part.manifest in by_digest]
    findings = [by_digest[part.manifest] for part in alone if not part.whole and part.manifest in by_digest]
    return things + chosen(stock, (), lists, findings)
