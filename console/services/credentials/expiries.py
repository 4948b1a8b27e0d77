"""Dates on which something of a gateway ends (R12): entered by custodian and registrar, or computed, with reminders."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Table, select

from console.domain.calendar import end_of, local_day
from console.domain.credentials import expiries as rules
from console.domain.credentials.expiries import Kind
from console.domain.refusals import refuse
from console.domain.times import parse
from console.errors import RefusedError
from console.services import declared
from console.services.context import Context, answers, demand
from console.services.ledger import ledger
from console.store import base
from console.store.credentials import CredentialRecord
from console.store.expiries import ExpiryRecord, ProviderRecord, expiry, provider
from console.wire.answers import Done
from console.wire.credentials import expiries as wire

# ---- entering


@answers
def set_expiry(ctx: Context, call: wire.SetExpiry) -> Done:
    """Enter, change or remove an end date; one ledger entry."""
    demand(rules.may_keep(ctx.person, ctx.roster, ctx.at))
    _known(ctx, call.gateway)
    call = declared.checked(call)
    key = {"gateway": call.gateway, "kind": call.kind}
    values = {"ends": call.ends, "note": call.note}
    _put(ctx, expiry, key, values if call.ends else {})
    seq = ledger.record(ctx, "expiry.set", f"gateway:{call.gateway}", {"kind": call.kind, **values})
    return Done(seq, 0, call.gateway)


@answers
def set_provider(ctx: Context, call: wire.SetProvider) -> Done:
    """Enter or change the contact at the provider; one ledger entry."""
    demand(rules.may_keep(ctx.person, ctx.roster, ctx.at))
    _known(ctx, call.gateway)
    call = declared.checked(call)
    values = {name: getattr(call, name) for name in ("name", "person", "telephone", "papers")}
    _put(ctx, provider, {"gateway": call.gateway}, values)
    seq = ledger.record(ctx, "expiry.provider", f"gateway:{call.gateway}", values)
    return Done(seq, 0, call.gateway)


def _put(ctx: Context, table: Table, key: dict[str, str], values: dict[str, str]) -> None:
    """Replace a row; without values, only delete it."""
    ctx.conn.execute(table.delete().where(*(table.c[name] == value for name, value in key.items())))
    if values:
        ctx.conn.execute(table.insert().values(**key, **values, by=ctx.person, at=ctx.at))
    ctx.notice("expiries")


def _known(ctx: Context, gateway: str) -> None:
    if ctx.roster.gateway(gateway) is None:
        raise RefusedError(refuse("no_such_gateway", "R12", gateway=gateway))


# ---- reading


@answers
def page(ctx: Context, _call: wire.Expiries) -> wire.ExpiriesView:
    """The whole calendar: the nearest end date first, dates that nobody entered last."""
    expiries = sorted(rows(ctx), key=lambda row: (row.ends or "9", row.gateway, row.kind))
    refusal = rules.may_keep(ctx.person, ctx.roster, ctx.at)
    return wire.ExpiriesView(expiries, list(_cards(ctx)), refusal)


def rows(ctx: Context) -> Iterator[wire.ExpiryRow]:
    """Every end date of every gateway of the roster, entered or not."""
    entered = {(row.gateway, row.kind): row for row in base.rows(ctx.conn, select(ExpiryRecord))}
    installed = {row.gateway: row.installed for row in base.rows(ctx.conn, select(CredentialRecord))}
    today = local_day(ctx.at, ctx.desk.timezone)
    for ref in ctx.roster.gateways:
        gateway = ctx.gateway(ref.id)
        name = gateway.name if gateway is not None else ref.id
        for kind in Kind:
            row = entered.get((ref.id, kind))
            counted = kind is Kind.PASSWORD
            ends = _password_ends(ctx, installed.get(ref.id, "")) if counted else row.ends if row else ""
            yield _row(ref.id, name, kind, ends, today, row)


def _row(
    gateway: str, name: str, kind: Kind, ends: str, today: date, row: ExpiryRecord | None
) -> wire.ExpiryRow:
    day = date.fromisoformat(ends) if ends else None
    return wire.ExpiryRow(
        gateway=gateway,
        name=name,
        kind=kind,
        ends=ends,
        days=(day - today).days if day else 0,
        reminds=day is not None and rules.reminded_since(kind, day, today) is not None,
        counted=kind is Kind.PASSWORD,
        note=row.note if row is not None else "",
        by=row.by if row is not None else "",
        at=row.at if row is not None else "",
    )


def _password_ends(ctx: Context, installed: str) -> str:
    """The day on which a password reaches its maximum age; empty if none was installed."""
    if not installed:
        return ""
    ends = local_day(installed, ctx.desk.timezone).toordinal() + rules.PASSWORD_DAYS
    return date.fromordinal(ends).isoformat()


def _cards(ctx: Context) -> Iterator[wire.ProviderCard]:
    known = {row.gateway: row for row in base.rows(ctx.conn, select(ProviderRecord))}
    for ref in ctx.roster.gateways:
        row = known.get(ref.id)
        if row is None:
            yield wire.ProviderCard(ref.id, "", "", "", "", "", "")
        else:
            yield wire.ProviderCard(
                row.gateway, row.name, row.person, row.telephone, row.papers, row.by, row.at
            )


# ---- reminding


def due_now(ctx: Context) -> Iterator[tuple[wire.ExpiryRow, str, str]]:
    """End dates with a reminder today, each with the instant of the first reminder and the instant of the end."""
    zone = ZoneInfo(ctx.desk.timezone)
    today = local_day(ctx.at, ctx.desk.timezone)
    for row in rows(ctx):
        day = date.fromisoformat(row.ends) if row.ends else None
        since = rules.reminded_since(Kind(row.kind), day, today) if day else None
        if day is not None and since is not None:
            yield row, end_of(date.fromordinal(since.toordinal() - 1), zone), end_of(day, zone)


def over(ctx: Context, due: str) -> bool:
    """Whether an end date has passed."""
    return parse(due) < parse(ctx.at)
