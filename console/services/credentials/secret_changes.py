"""Phrases and passwords that somebody else knows or may know: they must be changed by a date, and are ticked off then (R12)."""

from typing import Final, NamedTuple

from sqlalchemy import select, update

from console.domain.credentials.custody import Holds
from console.services.context import Context
from console.store import base
from console.store.credentials import CredentialRecord
from console.store.custody import SecretChangeRecord, secret_change
from console.wire.credentials.custody import CustodyReport
from console.wire.credentials.envelopes import SecretChange

_PHRASED: Final = "Secret Service"
"""The only keyring backend that has a phrase of the custodian's."""
_OF_PASSWORD: Final = frozenset({"installed", "rotated", "retired"})
_OF_PHRASE: Final = frozenset({"created", "rephrased"})


# ---- coming due


class Why(NamedTuple):
    """Why a change is due: the cause, the number of the hand-over or envelope, the working days allowed, and the start.

    A change before `since` does not count, because the outgoing custodian would know the new secret too.
    """

    cause: str
    number: str
    days: int
    since: str


def all_due(ctx: Context, why: Why) -> None:
    """Make a change due for everything that a custodian knows: each password in force, and the phrase if there is one."""
    for row in base.rows(ctx.conn, select(CredentialRecord).where(CredentialRecord.gateway != "")):
        password_due(ctx, row.gateway, why)
    phrase_due(ctx, why)


def password_due(ctx: Context, gateway: str, why: Why) -> None:
    """Make a change of a gateway's password due, if one is in force."""
    row = base.row(ctx.conn, select(CredentialRecord).where(CredentialRecord.gateway == gateway))
    if row is not None and row.fingerprint and row.state != "retired":
        _add(ctx, Holds.PASSWORD, gateway, row.fingerprint, why)


def phrase_due(ctx: Context, why: Why) -> None:
    """Make a change of the vault's phrase due, if the keyring has one."""
    vault = base.row(ctx.conn, select(CredentialRecord).where(CredentialRecord.gateway == ""))
    if vault is not None and vault.backend == _PHRASED:
        _add(ctx, Holds.PHRASE, "", "", why)


def _add(ctx: Context, what: Holds, gateway: str, fingerprint: str, why: Why) -> None:
    ctx.conn.execute(
        secret_change.insert().values(
            what=str(what),
            gateway=gateway,
            fingerprint=fingerprint,
            cause=why.cause,
            number=why.number,
            since=why.since,
            due=ctx.calendar.closing(why.since, why.days, ctx.desk.timezone),
            done="",
        )
    )
    ctx.notice("gateways", "custody")


def changed(ctx: Context, taken: CustodyReport) -> None:
    """Tick off the changes that a dispatcher's report of an act of custody fulfils; that report is their ledger entry."""
    table = secret_change.c
    if taken.gateway and taken.event in _OF_PASSWORD and taken.fingerprint:
        # A lost password is void, so no change remains; a report of an installed one carries the new password's fingerprint.
        mine = [table.what == Holds.PASSWORD, table.gateway == taken.gateway]
        if taken.event != "retired":
            mine.append(table.fingerprint != taken.fingerprint)
    elif not taken.gateway and taken.event in _OF_PHRASE:
        mine = [table.what == Holds.PHRASE]
    else:
        return
    ctx.conn.execute(
        update(secret_change).where(table.done == "", table.since <= ctx.at, *mine).values(done=ctx.at)
    )
    ctx.notice("custody")


def phrase_since(ctx: Context) -> str:
    """When a phrase that somebody else knew was last changed; empty if never."""
    table = secret_change.c
    rows = ctx.conn.execute(
        select(table.done).where(table.what == Holds.PHRASE).order_by(table.done.desc()).limit(1)
    )
    return str(rows.scalar() or "")


# ---- reading


def rows(ctx: Context, *, open_: bool) -> list[SecretChange]:
    """Changes that are due, the most urgent first; without `open_` also the finished ones and those not due yet."""
    table = secret_change.c
    where = [table.done == "", table.since <= ctx.at] if open_ else []
    changes = base.rows(
        ctx.conn,
        select(SecretChangeRecord).where(*where).order_by(table.done != "", table.due, table.id).limit(500),
    )
    return [_row(ctx, one) for one in changes]


def _row(ctx: Context, one: SecretChangeRecord) -> SecretChange:
    late = not one.done and one.due < ctx.at
    return SecretChange(
        one.what, one.gateway, one.fingerprint, one.cause, one.number, one.since, one.due, late, one.done
    )


def due_by_gateway(ctx: Context) -> dict[str, SecretChange]:
    """The most urgent change of each gateway's password; the phrase's change has an empty gateway name."""
    by_gateway: dict[str, SecretChange] = {}
    for one in rows(ctx, open_=True):
        by_gateway.setdefault(one.gateway, one)
    return by_gateway


def urgent(ctx: Context) -> list[SecretChange]:
    """The most urgent change of each secret: changing a secret once fulfils every cause."""
    by_kind: dict[tuple[str, str], SecretChange] = {}
    for one in rows(ctx, open_=True):
        by_kind.setdefault((one.what, one.gateway), one)
    return list(by_kind.values())
