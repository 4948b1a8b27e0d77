"""重新订阅 Ending a refusal (R13): found by its number, proposed and confirmed by two people, ended once every dispatcher knows."""

import secrets
from typing import Any, Final

from sqlalchemy import or_, select, update

from console.domain.authority import Act
from console.domain.contacts.phone import is_mobile_form
from console.domain.contacts.resubscribing import Proof, Resubscribe, sealed
from console.domain.refusals import Refusal, refuse
from console.domain.replies.replies import State
from console.errors import RefusedError
from console.services.contacts import hashed_optouts, optouts
from console.services.context import Context, demand
from console.services.declared import filled_in, numbered
from console.services.ledger import ledger
from console.signing.skew import later
from console.store import base
from console.store.contacts import OptoutRecord, optout
from console.store.personnel import ProposalRecord
from console.store.replies import ReplyRecord, reply
from console.wire import optouts as wire
from console.wire.acts import Prepare

_SALT: Final = 16


def of_number(ctx: Context, call: wire.OptOutsOf) -> list[wire.OptOutOf]:
    """The refusals of a number that hold, oldest first, each with the salt that seals the number in the act that ends it.

    The person is here again with their number, so refusals of which only the HMAC was left are in clear again.
    """
    demand(ctx.authority.may(ctx.person, Act.ADD_OPTOUT))
    if not is_mobile_form(str(call.num)):
        raise RefusedError(refuse("not_mobile", "R10"))
    rows = [row for row in hashed_optouts.of_number(ctx, call.num) if not row.end]
    clear = {(row.scope, row.department) for row in rows if row.num is not None}
    answer = []
    for row in rows:
        if row.num is None and (row.scope, row.department) in clear:
            # The same refusal is there in clear as well; both end together.
            continue
        salt = bytes(row.salt) if row.salt else secrets.token_bytes(_SALT)
        values = {"num": call.num, "hmac": None, "salt": salt}
        ctx.conn.execute(update(optout).where(optout.c.serial == row.serial).values(**values))
        answer.append(
            wire.OptOutOf(row.serial, row.scope, row.department, row.source, row.at, row.said or row.at, salt)
        )
    ledger.record(ctx, "optout.looked_up", "optouts", {"n": len(answer)})
    return answer


def by_serial(ctx: Context, serial: int) -> OptoutRecord | None:
    """The refusal with that serial."""
    return base.row(ctx.conn, select(OptoutRecord).where(OptoutRecord.serial == serial))


def ending(ctx: Context, call: Prepare) -> Resubscribe:
    """The act that ends the refusal with the serial that the call names."""
    row = by_serial(ctx, numbered(call))
    if row is None or row.num is None or not row.salt or row.end:
        raise RefusedError(refuse("resubscribe_stale", "R13"))
    beyond = {
        "optout": row.serial, "scope": row.scope, "department": row.department, "made": row.said or row.at,
        "number": sealed(row.num, bytes(row.salt)),
    }  # fmt: skip
    return filled_in(Resubscribe, call, beyond)


def stands(ctx: Context, act: Resubscribe) -> Refusal | None:
    """Return the refusal if what the act ends no longer holds, was said again, or is of another number."""
    row = by_serial(ctx, act.optout)
    if row is None or row.num is None or not row.salt or row.end:
        return refuse("resubscribe_stale", "R13")
    same = (row.scope, row.department, row.said or row.at) == (act.scope, act.department, act.made)
    return (
        None
        if same and sealed(row.num, bytes(row.salt)) == act.number
        else refuse("resubscribe_stale", "R13")
    )


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
    row = by_serial(ctx, act.optout)
    fits = said is not None and row is not None and said.num == row.num and said.last >= act.made
    if not fits or said is None or said.state == State.ACTED:
        return refuse("resubscribe_reply", "R13", reply=act.evidence)
    return None


def secret(ctx: Context, act: Resubscribe) -> tuple[int, bytes]:
    """The number that an act seals, with its salt, for the dispatcher; (0, nothing) once the number is erased."""
    row = by_serial(ctx, act.optout)
    return (row.num, bytes(row.salt)) if row is not None and row.num is not None and row.salt else (0, b"")


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


def carry_out(ctx: Context, kept: ProposalRecord, act: Resubscribe) -> bool:
    """End the refusal, now that no dispatcher applies it; False if it was said again meanwhile, so that it goes on.

    A refusal that goes on gets a new serial, and so reaches every dispatcher again.
    """
    row = _meant(ctx, act)
    if row is None:
        return False
    if stands(ctx, act) is not None:
        optouts.renumber(ctx, row.serial)
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
