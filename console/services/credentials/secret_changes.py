"""Phrases and passwords that somebody else knows, or may know: due to be changed, and done once they are (R12)."""

from typing import Final, NamedTuple

from sqlalchemy import select, update

from console.domain.credentials.custody import Holds
from console.services.context import Context
from console.store import base
from console.store.credentials import CredentialRecord
from console.store.custody import SecretChangeRecord, secret_change
from console.wire.custody import CustodyReport
from console.wire.envelopes import SecretChange

_PHRASED: Final = "Secret Service"
"""The only keyring that a phrase of the custodian's opens."""
_OF_PASSWORD: Final = frozenset({"installed", "rotated", "retired"})
_OF_PHRASE: Final = frozenset({"created", "rephrased"})


# ---- coming due


class Why(NamedTuple):
    """What makes a change due: its name, the number of the hand-over or envelope, the working days for it, and from when.

    What is changed before `since` is changed too early: whoever gives custody up would know that one as well.
    """

    cause: str
    number: str
    days: int
    since: str


def all_due(ctx: Context, why: Why) -> None:
    """Everything that a custodian knows is to be changed: each password in force, and the phrase where there is one."""
    for row in base.rows(ctx.conn, select(CredentialRecord).where(CredentialRecord.gateway != "")):
        password_due(ctx, row.gateway, why)
    phrase_due(ctx, why)


def password_due(ctx: Context, gateway: str, why: Why) -> None:
    """The password of a gateway is to be changed, if one is in force."""
    row = base.row(ctx.conn, select(CredentialRecord).where(CredentialRecord.gateway == gateway))
    if row is not None and row.fingerprint and row.state != "retired":
        _add(ctx, Holds.PASSWORD, gateway, row.fingerprint, why)


def phrase_due(ctx: Context, why: Why) -> None:
    """The phrase of the vault is to be another, where the keyring has one."""
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
            due=ctx.desk.calendar.closing(why.since, why.days, ctx.desk.timezone),
            done="",
        )
    )
    ctx.notice("gateways", "custody")


def changed(ctx: Context, taken: CustodyReport) -> None:
    """The dispatcher reports an act of custody: what it puts in another's place is changed; the report is its ledger entry."""
    table = secret_change.c
    if taken.gateway and taken.event in _OF_PASSWORD and taken.fingerprint:
        # A lost one is void as it is; of an installed one the fingerprint is the new secret's.
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
    """When a phrase that somebody else knew was last changed; empty for never."""
    table = secret_change.c
    rows = ctx.conn.execute(
        select(table.done).where(table.what == Holds.PHRASE).order_by(table.done.desc()).limit(1)
    )
    return str(rows.scalar() or "")


# ---- reading


def rows(ctx: Context, *, open_: bool) -> list[SecretChange]:
    """What is to be changed, the most urgent first; with what was, unless `open_`."""
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
    """The most urgent change of each gateway's password; that of the phrase under an empty name."""
    by_gateway: dict[str, SecretChange] = {}
    for one in rows(ctx, open_=True):
        by_gateway.setdefault(one.gateway, one)
    return by_gateway


def urgent(ctx: Context) -> list[SecretChange]:
    """The most urgent change of each secret: done once, it is done for every cause."""
    by_kind: dict[tuple[str, str], SecretChange] = {}
    for one in rows(ctx, open_=True):
        by_kind.setdefault((one.what, one.gateway), one)
    return list(by_kind.values())
