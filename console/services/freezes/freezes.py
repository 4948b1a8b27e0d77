"""Freezes at the desk (R12): anyone makes one at once, desk and dispatcher report theirs to each other, and everybody may see them.

Lifting is in `two_person.lifting`. The dispatcher learns of a freeze made here with its next question; a freeze made at its own
socket arrives here as a signed report.
"""

from datetime import timedelta
from typing import Final

import msgspec
from sqlalchemy import func, select, update

from console.domain.freezes.freezes import MOST_FROZEN, MOST_PEOPLE, REASON_HOURS, Scope, fits, numbered
from console.domain.losses.losses import Kind, Subject
from console.domain.masking import kept_words
from console.domain.refusals import refuse
from console.domain.times import parse, render
from console.errors import ConsoleError, RefusedError
from console.services import declared
from console.services.context import Context, answers, found
from console.services.facts import Reported, hears
from console.services.ledger import ledger
from console.signing.canonical import NotCanonicalError, loads
from console.signing.sshsig import BadSignatureError, verify
from console.store import base
from console.store.freezes import FreezeRecord, freeze
from console.store.requests import RequestRecord
from console.store.tables import LedgerRecord
from console.wire import calls, dispatch
from console.wire.answers import Done
from console.wire.sending import freezes as wire

FROZEN, LIFTED, REARMED, REFUSED = "frozen", "lifted", "rearmed", "lift_refused"
EVENTS: Final = frozenset({FROZEN, LIFTED, REARMED, REFUSED})
"""The possible events of a report."""
_LOST_TO_OTHERS: Final = frozenset({Kind.LEAK, Kind.MEDIUM_LOST, Kind.LEFT_OFFICE})
"""Losses after which somebody else may have the key or login: requests that the person signed stop, too."""
_TOPICS: Final = ("freezes", "gateways", "sends", calls.WISHES)
_TOLD: Final = 200
"""Characters of a reason that are sent to the dispatchers: all freezes together must fit into one answer."""

# ---- people


@answers
def make(ctx: Context, call: wire.Freeze) -> Done:
    """Freeze at once. If the caller has frozen it already, that freeze stays."""
    if not any(True for _ in ctx.roster.appointments(ctx.person, ctx.at)):
        raise RefusedError(refuse("not_in_roster", "R8", person=ctx.person))
    if not fits(call.scope, call.subject):
        raise RefusedError(refuse("freeze_scope", "I1", scope=call.scope))
    if not _exists(ctx, call.scope, call.subject):
        raise RefusedError(refuse("freeze_subject", "R12", subject=call.subject))
    reason = kept_words(call.reason)
    known = base.first(
        ctx.conn,
        select(FreezeRecord).where(
            FreezeRecord.scope == call.scope,
            FreezeRecord.subject == call.subject,
            FreezeRecord.by == ctx.person,
            FreezeRecord.loss == "",
            FreezeRecord.lifted == "",
        ),
    )
    if known is not None:
        if reason and not known.reason:
            return give_reason(ctx, wire.GiveFreezeReason(known.id, reason))
        return Done(0, known.id, str(known.id))
    _not_too_many(ctx, call.scope, call.subject)
    number = _insert(ctx, call.scope, call.subject, ctx.person, reason, ctx.at)
    seq = ledger.record(
        ctx, "freeze.made", _subject(call.scope, call.subject), {"id": number, "reason": reason}
    )
    ctx.notice(*_TOPICS)
    return Done(seq, number, str(number))


def _not_too_many(ctx: Context, scope: str, subject: str) -> None:
    """Limit one person's freezes, so that nobody alone floods the list or blocks everybody; a freeze of all stays possible."""
    if scope == Scope.ALL:
        return
    made = select(func.count()).where(
        FreezeRecord.by == ctx.person,
        FreezeRecord.loss == "",
        FreezeRecord.lifted == "",
        FreezeRecord.scope != Scope.ALL,
    )
    if ctx.conn.execute(made).scalar_one() >= MOST_FROZEN:
        raise RefusedError(refuse("freeze_many", "R12", most=MOST_FROZEN))
    others = made.where(freeze.c.scope == Scope.PERSON, freeze.c.subject != ctx.person)
    if (
        scope == Scope.PERSON
        and subject != ctx.person
        and ctx.conn.execute(others).scalar_one() >= MOST_PEOPLE
    ):
        raise RefusedError(refuse("freeze_many", "R12", most=MOST_PEOPLE))


@answers
def give_reason(ctx: Context, call: wire.GiveFreezeReason) -> Done:
    """Add the reason to the caller's own freeze that was made without one."""
    row = by_id(ctx, call.id)
    if row.by != ctx.person:
        raise RefusedError(refuse("freeze_not_yours", "R12", person=row.by))
    if row.reason or row.loss:
        raise RefusedError(refuse("freeze_reason_there", "R12"))
    reason = declared.checked(call).reason
    ctx.conn.execute(update(freeze).where(freeze.c.id == row.id).values(reason=reason))
    ctx.notice("freezes")
    seq = ledger.record(
        ctx, "freeze.reason", _subject(row.scope, row.subject), {"id": row.id, "reason": reason}
    )
    return Done(seq, row.id, str(row.id))


def _exists(ctx: Context, scope: str, subject: str) -> bool:
    match scope:
        case Scope.GATEWAY:
            return ctx.roster.gateway(subject) is not None
        case Scope.CATEGORY:
            return any(subject == name for name in ctx.policy.category)
        case Scope.PERSON:
            return ctx.roster.person(subject) is not None
        case Scope.REQUEST:
            return the_request(ctx, subject) is not None
        case _:
            return True


def the_request(ctx: Context, subject: str) -> RequestRecord | None:
    """The request that a freeze names, or None; the dispatcher's own socket accepts any number, because it knows few of them.

    The number is no secret: a person who sees that something goes wrong, or lifts the freeze, may be of another department.
    """
    number = numbered(subject)
    return base.row(ctx.conn, select(RequestRecord).where(RequestRecord.id == number)) if number else None


@hears(Reported)
def of_loss(ctx: Context, reported: Reported) -> None:
    """Freeze what a reported loss concerns: the gateway whose password is lost, or the acts of a person whose key others may have.

    The report itself is the ledger's entry.
    """
    case, digest = reported
    if case.subject is Subject.GATEWAY:
        _insert(ctx, Scope.GATEWAY, case.id, case.by, case.kind, case.at, loss=digest)
    elif case.kind in _LOST_TO_OTHERS:
        _insert(ctx, Scope.PERSON, case.id, case.by, case.kind, case.at, loss=digest)
    ctx.notice("freezes")


def _insert(  # noqa: PLR0913 - the columns of a row
    ctx: Context,
    scope: str,
    subject: str,
    by: str,
    reason: str,
    at: str,
    *,
    loss: str = "",
    number: int = 0,
    dispatcher: str = "",
) -> int:
    return int(
        ctx.conn.execute(
            freeze.insert()
            .values(
                number=number,
                dispatcher=dispatcher,
                scope=str(scope),
                subject=subject,
                by=by,
                reason=str(reason),
                at=at,
                loss=loss,
                lifted="",
                proof="",
            )
            .returning(freeze.c.id)
        ).scalar_one()
    )


# ---- the dispatcher


def orders(ctx: Context) -> list[dispatch.FreezeOrder]:
    """Everything that is frozen here, for any dispatcher."""
    return [
        dispatch.FreezeOrder(row.id, row.scope, row.subject, row.by, row.reason[:_TOLD], row.at, row.loss)
        for row in in_force(ctx)
    ]


def judged(ctx: Context, call: wire.ReportFreeze) -> wire.FreezeReport:
    """A report, signed by the service that makes the call; raises ConsoleError `bad_report`."""
    service = ctx.service()
    public = next(s.public for s in ctx.roster.services if s.id == service)
    try:
        signer = verify(call.signature, call.text.encode(), f"sms-freeze@{ctx.roster.org}")
        heard = msgspec.convert(loads(call.text.encode()), wire.FreezeReport, strict=True)
    except (BadSignatureError, NotCanonicalError, msgspec.ValidationError, UnicodeEncodeError) as error:
        raise ConsoleError("bad_report") from error
    if signer != public or heard.by != service or heard.org != ctx.roster.org or heard.event not in EVENTS:
        raise ConsoleError("bad_report")
    return heard


def told_before(ctx: Context, call: wire.ReportFreeze, event: str) -> bool:
    """Whether the ledger has this very report already; a dispatcher whose answer was lost repeats it."""
    known = ctx.conn.execute(
        select(LedgerRecord.seq).where(
            LedgerRecord.kind == f"freeze.{event}", LedgerRecord.statement == call.text.encode()
        )
    )
    return known.first() is not None


def record(ctx: Context, call: wire.ReportFreeze, heard: wire.FreezeReport) -> Done:
    """Make one ledger entry for a report."""
    payload = {
        "freeze": heard.freeze,
        "person": heard.person,
        "reason": heard.reason,
        "proof": heard.proof,
        "why": heard.why,
    }
    subject = _subject(heard.scope, heard.subject) if heard.scope else f"service:{heard.by}"
    seq = ledger.record(
        ctx, f"freeze.{heard.event}", subject, payload, statement=call.text, signature=call.signature
    )
    ctx.notice(*_TOPICS, "losses")
    return Done(seq)


def taken(ctx: Context, heard: wire.FreezeReport) -> None:
    """Record a dispatcher's freeze: store its number with the desk's freeze, or add one that was made at its own socket."""
    rows = in_force(ctx)
    same = [
        r
        for r in rows
        if (r.scope, r.subject, r.by, r.loss) == (heard.scope, heard.subject, heard.person, heard.loss)
    ]
    row = (
        next((r for r in rows if heard.desk and r.id == heard.desk and r.dispatcher in {"", heard.by}), None)
        or next((r for r in rows if (r.dispatcher, r.number) == (heard.by, heard.freeze) and r in same), None)
        or next((r for r in same if not r.number), None)
    )
    if row is None:
        _insert(
            ctx, heard.scope, heard.subject, heard.person, heard.reason, heard.frozen_at, loss=heard.loss,
            number=heard.freeze, dispatcher=heard.by,
        )  # fmt: skip
        return
    ctx.conn.execute(
        update(freeze).where(freeze.c.id == row.id).values(number=heard.freeze, dispatcher=heard.by)
    )
    # The dispatcher's own freeze was merged into that of a loss; only one row must remain.
    ctx.conn.execute(
        freeze.delete().where(
            freeze.c.dispatcher == heard.by,
            freeze.c.number == heard.freeze,
            freeze.c.id != row.id,
            freeze.c.lifted == "",
            freeze.c.scope == heard.scope,
            freeze.c.subject == heard.subject,
            freeze.c.by == heard.person,
        )
    )


def lifted(ctx: Context, heard: wire.FreezeReport) -> None:
    """Record that a dispatcher lifted one of its freezes."""
    ctx.conn.execute(
        update(freeze)
        .where(freeze.c.dispatcher == heard.by, freeze.c.number == heard.freeze, freeze.c.lifted == "")
        .values(lifted=ctx.at, proof=heard.proof)
    )


# ---- reading


_IN_FORCE = select(FreezeRecord).where(FreezeRecord.lifted == "").order_by(FreezeRecord.id)


def in_force(ctx: Context) -> list[FreezeRecord]:
    """Freezes in force, oldest first."""
    return list(base.rows(ctx.conn, _IN_FORCE))


def by_id(ctx: Context, number: int) -> FreezeRecord:
    """The freeze of that number at the desk; raises ConsoleError."""
    row = base.row(ctx.conn, select(FreezeRecord).where(FreezeRecord.id == number))
    return found(row, "no_such_freeze")


def due(row: FreezeRecord) -> str:
    """The deadline for the reason of a freeze; empty if it was given, or a loss is the reason."""
    if row.reason or row.loss or row.lifted:
        return ""
    return render(parse(row.at) + timedelta(hours=REASON_HOURS))


def named(ctx: Context, scope: str, subject: str) -> str:
    """The name of a freeze's subject."""
    if scope == Scope.PERSON:
        person = ctx.roster.person(subject)
        return person.name if person is not None else subject
    if scope == Scope.GATEWAY:
        gateway = ctx.gateway(subject)
        return gateway.name if gateway is not None else subject
    if scope == Scope.REQUEST and (row := the_request(ctx, subject)) is not None:
        return row.number or subject
    return subject


def _subject(scope: str, subject: str) -> str:
    return f"{scope}:{subject}" if subject else scope
