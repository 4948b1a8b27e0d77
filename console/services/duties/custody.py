"""Duties on gateways and secrets (R12): end dates that are near, reasons of freezes, secrets to change, envelopes."""

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select

from console.domain.calendar import end_of, local_day
from console.domain.credentials.expiries import KEEPERS
from console.domain.freezes.freezes import Scope
from console.domain.people.people import Post
from console.services.context import Context
from console.services.credentials import envelopes, expiries, secret_changes
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty, home, source
from console.services.freezes import freezes, lifting
from console.services.requests import requests
from console.services.two_person import engine, proposals
from console.store import base
from console.store.custody import EnvelopeRecord, SecretChangeRecord
from console.store.freezes import FreezeRecord
from console.store.requests import RequestRecord
from console.wire.duties.subjects import Dispatcher, Envelope, Expiry, Freeze, Secret


def _keepers(ctx: Context) -> Who:
    """Custodian and registrar, who look after end dates and envelopes."""
    who = sorted({one for post in KEEPERS for one in ctx.roster.holders(post, "", ctx.at)})
    return filled(ctx, Who(who, str(Post.CUSTODIAN)), Post.CUSTODIAN, home(ctx))


def _custodian(ctx: Context) -> Who:
    who = ctx.roster.holders(Post.CUSTODIAN, "", ctx.at)
    return filled(ctx, Who(who, str(Post.CUSTODIAN)), Post.CUSTODIAN, home(ctx))


@source()
def ends(ctx: Context, question: Asked) -> Iterator[Duty]:
    """End dates with a reminder today; each further reminder counts as new."""
    who, at_home = _keepers(ctx), home(ctx)
    if not question.wants("expiry") or question.spares(who.who):
        return
    for row, since, due in expiries.due_now(ctx):
        if question.takes(at_home, row.gateway, row.name, people=who.who):
            about, over = Expiry(row.gateway, row.kind), expiries.over(ctx, due)
            title = row.note or row.name
            yield Duty(
                "expiry",
                about,
                at_home,
                since,
                due,
                over,
                lambda: who,
                row.gateway,
                title,
                because=row.kind,
                said=row.kind,
            )


@source(exists().where(FreezeRecord.lifted == ""))
def reasons(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Reasons missing from freezes: the person who froze owes one within the hour, and the General Department asks for it."""
    at_home = home(ctx)
    for row in freezes.in_force(ctx) if question.wants("freeze_reason") else ():
        until, title = freezes.due(row), freezes.named(ctx, row.scope, row.subject)
        if not until or not question.takes(at_home, title, str(row.id), people=[row.by]):
            continue

        def find(by: str = row.by) -> Who:
            posts = [a.post for a in ctx.roster.appointments(by, ctx.at)]
            return Who([by], str(posts[0])) if posts else Who([], "", remedy="gone", about=(by,))

        number = str(row.id)
        yield Duty(
            "freeze_reason",
            Freeze(row.id),
            at_home,
            row.at,
            until,
            until < ctx.at,
            find,
            number,
            title,
            because=row.scope,
        )


@source(exists().where(FreezeRecord.lifted == "", FreezeRecord.by == "", FreezeRecord.loss == ""))
def stopped(ctx: Context, question: Asked) -> Iterator[Duty]:
    """What stopped by itself: whoever may propose that it goes on looks into it first (I2)."""
    for row in freezes.in_force(ctx) if question.wants("go_on") else ():
        if row.by or row.loss or engine.waiting(ctx, proposals.live(ctx, f"freeze:{row.id}")) is not None:
            continue
        request = freezes.the_request(ctx, row.subject) if row.scope == Scope.REQUEST else None
        department = request.department if request is not None else home(ctx)
        title = request.purpose if request is not None else freezes.named(ctx, row.scope, row.subject)
        who = _proposers(ctx, row, request)
        if question.takes(department, title, row.subject, people=who.who):
            number = (request.number or "") if request is not None else row.subject

            def find(who: Who = who) -> Who:
                return who

            yield Duty(
                "go_on",
                Freeze(row.id),
                department,
                row.at,
                "",
                True,
                find,
                number,
                title,
                because=row.reason,
            )


def _proposers(ctx: Context, row: FreezeRecord, request: RequestRecord | None) -> Who:
    """Who may propose that it goes on: the operators who release the request, or the custodian."""
    if request is None:
        return _custodian(ctx)
    department = requests.facts_of(ctx, request).releasing_department
    holders, act = ctx.roster.holders(Post.OPERATOR, department, ctx.at), lifting.ending(row)
    who = [one for one in holders if engine.may(ctx, act, one) is None]
    return filled(ctx, Who(who, str(Post.OPERATOR)), Post.OPERATOR, department, blocked=holders)


@source()
def unarmed(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Dispatchers that send nothing until they are armed again, which the custodian proposes; the desk's own clock is an alert."""
    asking = ctx.desk.live.unarmed if question.wants("rearm") else {}
    if not asking or question.spares((custodian := _custodian(ctx)).who):
        return
    at_home = home(ctx)
    for service, (_, why) in asking.items():
        taken = question.takes(at_home, service, people=custodian.who)
        if taken and lifting.proposed(ctx, service) is None:
            yield Duty(
                "rearm",
                Dispatcher(service),
                at_home,
                "",
                "",
                True,
                lambda: custodian,
                service,
                because=why,
            )


@source(exists().where(SecretChangeRecord.done == ""))
def secrets(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Secrets that the custodian must change; once a change is late, the General Department's manager is informed too."""
    at_home, custodian = home(ctx), _custodian(ctx)
    above = tuple(ctx.roster.holders(Post.DEPARTMENT_MANAGER, at_home, ctx.at)) if at_home else ()
    for one in secret_changes.urgent(ctx) if question.wants("secret_change") else ():
        who = custodian._replace(informed=above if one.late else ())
        people = (*who.who, *(who.informed if question.mine else ()))
        if question.takes(at_home, one.gateway, one.number, people=people):
            about, number = Secret(one.what, one.gateway), one.gateway or one.number

            def find(who: Who = who) -> Who:
                return who

            yield Duty(
                "secret_change",
                about,
                at_home,
                one.since,
                one.due,
                one.late,
                find,
                number,
                one.number,
                because=one.what,
                news="secret_change_late",
                said=one.what,
            )


@source()
def sealed(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Envelopes to check, for custodian and registrar; those whose content is void, for the custodian, who seals a new one."""
    at_home, keepers, custodian = home(ctx), _keepers(ctx), _custodian(ctx)
    zone, today = ZoneInfo(ctx.desk.timezone), local_day(ctx.at, ctx.desk.timezone)
    if not question.wants("envelope_check", "envelope_stale") or question.spares(keepers.who):
        return
    chosen = select(EnvelopeRecord).where(EnvelopeRecord.state == envelopes.SEALED)
    for row in base.rows(ctx.conn, chosen.order_by(EnvelopeRecord.number)):
        if not question.takes(at_home, row.number, row.place, people=keepers.who):
            continue
        day = date.fromisoformat(row.check)
        duty = Duty(
            "envelope_check",
            Envelope(row.number),
            at_home,
            end_of(day - timedelta(days=1), zone),
            end_of(day, zone),
            day < today,
            lambda: keepers,
            row.number,
            row.place,
            because=row.holds,
        )
        if day <= today and question.wants(duty.kind):
            yield duty
        if question.wants("envelope_stale") and envelopes.stale(ctx, row):
            yield duty._replace(kind="envelope_stale", since="", due="", late=True, find=lambda: custodian)
