"""重新订阅 Ending a refusal (R13): found by its number, proposed and confirmed by two people, ended once every dispatcher knows."""

import secrets
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import or_, select, update

from console.domain.contacts.phone import is_mobile_form
from console.domain.contacts.resubscribing import Proof, Resubscribe, sealed
from console.domain.refusals import Refusal, refuse
from console.domain.replies.replies import State
from console.domain.times import parse, render
from console.domain.two_person.pairing import Ground, may_propose
from console.errors import RefusedError
from console.services.contacts import hashed_optouts, optouts
from console.services.contacts.searching import reason_of
from console.services.context import Context, Sought, answers, demand
from console.services.declared import filled_in, numbered
from console.services.ledger import ledger
from console.services.replies import replies
from console.services.two_person.engine import proposes
from console.signing.skew import later
from console.store import base
from console.store.contacts import OptoutRecord, optout
from console.store.personnel import ProposalRecord
from console.store.replies import ReplyRecord, reply
from console.wire.acts import Prepare
from console.wire.contacts import optouts as wire

_SALT: Final = 16
_LASTS: Final = timedelta(hours=1)
"""How long a refusal that was looked up may be proposed to end."""


@answers
def of_number(ctx: Context, call: wire.OptOutsOf) -> list[wire.OptOutOf]:
    """The refusals of a number that hold, oldest first, each with the salt that seals the number in the act that ends it.

    Nothing is stored: one of which only the HMAC is left comes into clear with the proposal, not before.
    """
    demand(may_propose(ctx.person, Resubscribe.RULE, Ground(ctx.roster, ctx.at)))
    reason = reason_of(call.reason)
    num = _sender(ctx, call.reply) if call.reply and not call.num else call.num
    if not is_mobile_form(str(num)):
        raise RefusedError(refuse("not_mobile", "R10"))
    same: dict[tuple[str, str], list[OptoutRecord]] = {}
    for row in hashed_optouts.of_number(ctx, num):
        if not row.end:
            same.setdefault((row.scope, row.department), []).append(row)
    answer = [_sought(ctx, num, rows) for rows in same.values()]
    told: dict[str, Any] = {"n": len(answer), "reason": reason} | (
        {"reply": call.reply} if call.reply else {}
    )
    ledger.record(ctx, "optout.looked_up", "optouts", told)
    return answer


def _sender(ctx: Context, reply_id: int) -> int:
    """The number that a reply came from, if the caller may read the reply."""
    num = replies.by_id(ctx, reply_id).num
    if num is None:
        raise RefusedError(refuse("reply_no_number", "R13"))
    return num


def _sought(ctx: Context, num: int, rows: list[OptoutRecord]) -> wire.OptOutOf:
    """Remember what was looked up. One scope may have several rows, in clear and hashed: they end together, under one of them."""
    sought = ctx.desk.live.sought
    since = render(parse(ctx.at) - _LASTS)
    for serial in [serial for serial, one in sought.items() if one.at < since]:
        del sought[serial]
    row = next((one for one in rows if one.num is not None), rows[-1])
    made = max(one.said or one.at for one in rows)
    before = sought.get(row.serial)
    salt = bytes(row.salt) if row.salt else before.salt if before else secrets.token_bytes(_SALT)
    sought[row.serial] = Sought(num, salt, made, ctx.at)
    return wire.OptOutOf(row.serial, row.scope, row.department, row.at, made, salt)


def by_serial(ctx: Context, serial: int) -> OptoutRecord | None:
    """The refusal with that serial."""
    return base.row(ctx.conn, select(OptoutRecord).where(OptoutRecord.serial == serial))


def _opened(ctx: Context, row: OptoutRecord | None) -> Sought | None:
    """Number, salt and time of a refusal that holds: as they are stored once its end is proposed, before that as it was looked up."""
    if row is None or row.end:
        return None
    made = row.said or row.at
    if row.num is not None and row.salt:
        return Sought(row.num, bytes(row.salt), made, "")
    known = ctx.desk.live.sought.get(row.serial)
    if known is None or known.at < render(parse(ctx.at) - _LASTS) or row.num not in {None, known.num}:
        return None
    return known._replace(made=max(made, known.made))


@proposes(Resubscribe)
def ending(ctx: Context, call: Prepare) -> Resubscribe:
    """The act that ends the refusal with the serial that the call names."""
    row = by_serial(ctx, numbered(call))
    known = _opened(ctx, row)
    if row is None or known is None:
        raise RefusedError(refuse("resubscribe_stale", "R13"))
    beyond = {
        "optout": row.serial, "scope": row.scope, "department": row.department, "made": known.made,
        "number": sealed(known.num, known.salt),
    }  # fmt: skip
    return filled_in(Resubscribe, call, beyond)


def proposed(ctx: Context, act: Resubscribe) -> None:
    """Keep number and salt with the refusal whose end is proposed; the person is here again with their number, so it is in clear."""
    known = _opened(ctx, by_serial(ctx, act.optout))
    if known is None:
        raise RefusedError(refuse("resubscribe_stale", "R13"))
    values = {"num": known.num, "hmac": None, "salt": known.salt, "said": known.made}
    ctx.conn.execute(update(optout).where(optout.c.serial == act.optout).values(**values))
    ctx.desk.live.sought.pop(act.optout, None)


def stands(ctx: Context, act: Resubscribe) -> Refusal | None:
    """Return the refusal if what a proposal ends no longer holds, was said again, or its number was erased."""
    row = by_serial(ctx, act.optout)
    return refuse("resubscribe_stale", "R13") if row is None or not row.salt else sought(ctx, act)


def sought(ctx: Context, act: Resubscribe) -> Refusal | None:
    """Return the refusal if what the act ends does not hold as it was looked up, or is of another number."""
    row = by_serial(ctx, act.optout)
    known = _opened(ctx, row)
    if row is None or known is None:
        return refuse("resubscribe_stale", "R13")
    named = (row.scope, row.department, known.made, sealed(known.num, known.salt))
    same = named == (act.scope, act.department, act.made, act.number)
    return None if same else refuse("resubscribe_stale", "R13")


def unproved(ctx: Context, act: Resubscribe) -> Refusal | None:
    """Return the refusal if the person cannot have wanted it then, or the reply that is to prove it does not."""
    if not act.made <= act.wanted <= later(ctx.at):
        return refuse("resubscribe_when", "R13", made=act.made)
    if act.proof is not Proof.REPLY:
        return None
    number = (
        act.evidence
        if act.evidence.isascii() and act.evidence.isdecimal() and len(act.evidence) < 16
        else "0"
    )
    said = base.row(ctx.conn, select(ReplyRecord).where(reply.c.id == int(number)))
    known = _opened(ctx, by_serial(ctx, act.optout))
    fits = said is not None and known is not None and said.num == known.num and said.last >= act.made
    if not fits or said is None or said.state == State.ACTED:
        return refuse("resubscribe_reply", "R13", reply=act.evidence)
    return None


def secret(ctx: Context, act: Resubscribe) -> tuple[int, bytes]:
    """The number that an act seals, with its salt, for the dispatcher; (0, nothing) once it was said again, ended, or erased."""
    row = by_serial(ctx, act.optout)
    if row is None or row.num is None or not row.salt or row.end:
        return 0, b""
    return row.num, bytes(row.salt)


def _meant(ctx: Context, act: Resubscribe) -> OptoutRecord | None:
    """The refusal that an act seals, whatever its serial is by now."""
    where = (
        optout.c.salt.is_not(None),
        optout.c.end == "",
        optout.c.scope == act.scope,
        optout.c.department == act.department,
    )
    rows = base.rows(ctx.conn, select(OptoutRecord).where(*where))
    return next(
        (
            one
            for one in rows
            if one.num is not None and sealed(one.num, bytes(one.salt or b"")) == act.number
        ),
        None,
    )


def why_not(ctx: Context, act: Resubscribe) -> str:
    """Why a refusal does not end whose end two people signed: it was said again, or else its number was erased meanwhile."""
    row = by_serial(ctx, act.optout)
    return "refused_since" if row is None or (row.said or row.at) != act.made else "refusal_erased"


def goes_on(ctx: Context, act: Resubscribe) -> None:
    """Give a refusal that some dispatcher may have ended, and that does not end, a new serial: so it reaches every dispatcher again."""
    row = _meant(ctx, act) or by_serial(ctx, act.optout)
    if row is not None and not row.end:
        optouts.renumber(ctx, row.serial)
        ctx.notice("optouts")


def carry_out(ctx: Context, kept: ProposalRecord, act: Resubscribe) -> bool:
    """End the refusal, now that no dispatcher applies it; False if it was said again meanwhile, so that it goes on.

    One that goes on is told anew (`goes_on`).
    """
    row = _meant(ctx, act)
    if row is None or stands(ctx, act) is not None:
        goes_on(ctx, act)
        return False
    same = [optout.c.num == row.num]
    marked = hashed_optouts.mark(ctx, row.num or 0)
    if marked is not None:
        same.append(optout.c.hmac == marked)
    where = (
        or_(*same),
        optout.c.scope == row.scope,
        optout.c.department == row.department,
        optout.c.end == "",
    )
    # One that was found again in clear may lie beside its hashed twin: each has an end of its own, told apart by its serial.
    for one in base.rows(ctx.conn, select(OptoutRecord).where(*where)):
        end = kept.digest if one.serial == row.serial else f"{kept.digest}:{one.serial}"
        ctx.conn.execute(update(optout).where(optout.c.serial == one.serial).values(ended=ctx.at, end=end))
    payload: dict[str, Any] = {
        "scope": act.scope, "department": act.department, "wanted": act.wanted, "proof": str(act.proof),
        "evidence": act.evidence, "proposal": kept.digest,
    }  # fmt: skip
    ledger.record(ctx, "optout.ended", f"optout:{act.optout}", {k: v for k, v in payload.items() if v})
    ctx.notice("optouts")
    return True
