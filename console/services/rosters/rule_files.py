"""The files that rosters name: uploaded by a roster signer, readable by everybody, and whether the dispatchers have them."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import msgspec
from sqlalchemy import delete, select

from console.domain import times
from console.domain.calendar import local_day
from console.domain.people import pledges
from console.domain.people.people import Roster
from console.domain.policy import Policy
from console.domain.refusals import Refusal, refuse
from console.domain.rosters import rule_files
from console.domain.rosters.alert import Alert
from console.domain.rosters.rule_files import Kind, Named, RuleFile
from console.domain.toml_lines import FileFaultError
from console.errors import ConsoleError, RefusedError
from console.services import kept_files, kept_rows
from console.services.context import Context, answers, beforehand, demand, found
from console.services.ledger import ledger
from console.services.presence import heard
from console.services.rosters import roster_judging as judging
from console.signing.sshsig import verify
from console.signing.statements import namespace
from console.store import base, people
from console.store.people import RosterRecord, RuleFileRecord
from console.store.personnel import RosterProposalRecord
from console.wire.answers import Done
from console.wire.rosters import rosters
from console.wire.rosters import rule_files as wire

_FORGOTTEN = timedelta(days=30)
"""Time after which an uploaded file that no version or proposal names is dropped."""


# ---- reading


@answers
def in_force(ctx: Context, _call: wire.RuleFilesInForce) -> list[wire.RuleFileRow]:
    """The files that are or were in force, with the versions that named them; they are no secret inside the organisation."""
    open_: dict[tuple[Kind, str], wire.RuleFileRow] = {}
    ended: list[wire.RuleFileRow] = []
    for row in kept_rows.rosters(ctx):
        roster = judging.read(row.text)
        current = {named.place: named for named in rule_files.named(roster)}
        for place, one in list(open_.items()):
            if place not in current or current[place].digest != one.digest:
                ended.append(msgspec.structs.replace(open_.pop(place), until=roster.at, missing_at=[]))
        for place, named in current.items():
            if place not in open_:
                open_[place] = _row(ctx, row, roster, named)
    order = list(Kind)
    now = sorted(open_.values(), key=lambda one: (order.index(Kind(one.kind)), one.name))
    return [*now, *sorted(ended, key=lambda one: (one.until, one.roster), reverse=True)]


@answers
def detail(ctx: Context, call: wire.RuleFileDetail) -> wire.RuleFileBytes:
    """One file as it was uploaded."""
    row = base.row(ctx.conn, select(RuleFileRecord).where(RuleFileRecord.digest == call.digest))
    row = found(row, "no_such_rule_file", digest=call.digest)
    return wire.RuleFileBytes(row.kind, row.name, row.digest, row.text.encode(), row.by, row.at)


def _row(ctx: Context, row: RosterRecord, roster: Roster, named: Named) -> wire.RuleFileRow:
    keys = [verify(armour, row.text.encode(), namespace(roster)) for armour in judging.armours(row)]
    owners = [roster.key_owner(key) for key in keys]
    return wire.RuleFileRow(
        kind=named.kind,
        name=named.name,
        digest=named.digest,
        roster=row.version,
        since=roster.at,
        until="",
        signed_by=[owner.id if owner else "" for owner in owners],
        kept=ctx.file(named) is not None,
        missing_at=missing_at(ctx, named),
    )


# ---- files at the dispatchers


def missing_at(ctx: Context, named: Named) -> list[str]:
    """The dispatchers that were heard recently, need this file, and do not have it.

    Each needs the policy pack. One dispatcher with a gateway's file is enough, because each sends through its own gateways.
    """
    if named.kind in {Kind.SCREENING, Kind.NUMBERS}:
        # The desk alone applies them.
        return []
    has = {service: ctx.desk.live.files.get(service, frozenset()) for service in heard(ctx)}
    without = sorted(service for service, files in has.items() if named.digest not in files)
    if named.kind is Kind.GATEWAY and len(without) < len(has):
        return []
    return without


def why_waiting(ctx: Context, gateway: str) -> str:
    """The missing file for which nothing can be sent through a gateway now, as one of the dispatcher's reasons; or empty."""
    for named in rule_files.named(ctx.roster):
        if named.kind is Kind.POLICY and missing_at(ctx, named):
            return "policy_not_here"
        if named.kind is Kind.GATEWAY and named.name == gateway and missing_at(ctx, named):
            return "gateway_not_here"
    return ""


def alerts(ctx: Context) -> Iterator[Alert]:
    """Yield which files in force the dispatchers lack."""
    for named in rule_files.named(ctx.roster):
        for service in missing_at(ctx, named):
            params = {"rule_file": str(named.kind), "name": named.name, "digest": named.digest[:16]}
            yield Alert("file_not_at_sender", "R2", params | {"service": service}, grave=True)


# ---- the calendar


@answers
def calendar_years(ctx: Context, _call: wire.CalendarYears) -> wire.Years:
    """The years whose public holidays are known, and the one that is missing by now; they are no secret."""
    known = ctx.calendar
    named = {one.year for one in ctx.roster.calendars}
    rows = [
        wire.KnownYear(
            year=number,
            roster=ctx.roster.version if number in named else 0,
            off=sum(1 for holiday in one.holiday for _ in holiday.days()),
            worked=sum(len(holiday.work) for holiday in one.holiday),
            source=one.source,
            published=str(one.published),
        )
        for number, one in sorted(known.by_year.items())
    ]
    today = local_day(ctx.at, ctx.desk.timezone)
    missing = known.wanted(today)
    return wire.Years(rows, missing, grave=bool(missing) and known.needed(today, missing))


def calendar_alerts(ctx: Context) -> Iterator[Alert]:
    """Yield which year's public holidays are missing: the present one's at any time, the next one's from October on (R13)."""
    today = local_day(ctx.at, ctx.desk.timezone)
    missing = ctx.calendar.wanted(today)
    if missing:
        params = {"year": str(missing)}
        general = ctx.roster.general_department()
        if general is not None:
            params["department"] = general.id
        yield Alert("calendar_missing", "R13", params, grave=ctx.calendar.needed(today, missing))


# ---- uploading


@beforehand
def try_out(ctx: Context, call: wire.BringFile) -> Callable[[], object] | None:
    """Return the trial of a screening list that a roster signer brings; it takes seconds, once, and no database."""
    if judging.not_a_signer(ctx, ctx.person) is None and call.kind == Kind.SCREENING:
        with contextlib.suppress(FileFaultError):
            return partial(rule_files.tried, rule_files.opened(Kind.SCREENING, call.data))
    return None


@beforehand
def try_new(ctx: Context, call: rosters.ProposeRoster | rosters.ConfirmRoster) -> Callable[[], object] | None:
    """Return the trial of a screening list that a version brings into force, as this process may not have tried it yet."""
    with contextlib.suppress(RefusedError):
        return trial(ctx, judging.incoming(_text(ctx, call)))
    return None


def trial(ctx: Context, roster: Roster) -> Callable[[], object] | None:
    """Return the trial of the screening list that a version names, unless the newest one names it already."""
    new = Named(Kind.SCREENING, roster.screening.version, roster.screening.digest)
    file = None if new in set(rule_files.named(judging.newest(ctx).roster)) else ctx.file(new)
    return partial(rule_files.tried, file) if file is not None else None


def _text(ctx: Context, call: rosters.ProposeRoster | rosters.ConfirmRoster) -> str:
    if isinstance(call, rosters.ProposeRoster):
        return call.text
    chosen = select(RosterProposalRecord.text).where(RosterProposalRecord.digest == call.digest)
    return ctx.conn.execute(chosen).scalar_one_or_none() or ""


@answers
def bring(ctx: Context, call: wire.BringFile) -> Done:
    """Check a file with the reader that will use it, and store it; a roster version may then name it."""
    demand(judging.not_a_signer(ctx, ctx.person))
    if call.kind not in set(Kind):
        raise ConsoleError("unknown_rule_file", kind=call.kind)
    kind = Kind(call.kind)
    try:
        file = rule_files.brought(kind, call.data)
    except FileFaultError as error:
        raise RefusedError(rule_files.refusal(kind, error)) from error
    demand(rule_files.unusable(file, solo=ctx.roster.solo) or _without_pledge(file) or _taken(ctx, file))
    _forget(ctx)
    seq = 0
    if kept_files.keep(ctx.conn, file, ctx.person, ctx.at):
        named = file.named
        payload = {"kind": named.kind, "name": named.name, "digest": named.digest}
        seq = ledger.record(ctx, "file.brought", f"file:{named.digest[:16]}", payload)
    return Done(seq, 0, file.named.digest)


def _without_pledge(file: RuleFile) -> Refusal | None:
    """Refuse a pack whose pledge nobody could read and sign, because it would stop every department (A2)."""
    if not isinstance(file.says, Policy):
        return None
    rule = file.says.pledge
    try:
        text = pledges.shipped(rule.version)
    except pledges.PledgeTextError:
        return refuse("file_pledge_unknown", "A2", pledge=rule.version)
    if len(text.clause) != rule.clauses:
        return refuse("file_pledge_clauses", "A2", pledge=rule.version, clauses=len(text.clause))
    return None


def _taken(ctx: Context, file: RuleFile) -> Refusal | None:
    """Refuse a second file for a version, because signatures and printed forms identify the file by its version."""
    named = file.named
    if named.kind in {Kind.GATEWAY, Kind.CALENDAR}:
        # A gateway keeps its id, and a year its number, when what is said about it changes.
        return None
    if named.kind is Kind.NUMBERS and named.name == ctx.desk.plan.version:
        return refuse("file_version_taken", "R10", rule_file=named.kind, name=named.name)
    for row in kept_rows.rosters(ctx):
        for other in rule_files.named(judging.read(row.text)):
            if (other.kind, other.name) == (named.kind, named.name) and other.digest != named.digest:
                clause = rule_files.CLAUSE[named.kind]
                return refuse("file_version_taken", clause, rule_file=named.kind, name=named.name)
    return None


def _forget(ctx: Context) -> None:
    """Drop files that were uploaded long ago and that no version or proposal names."""
    texts = [row.text for row in kept_rows.rosters(ctx)]
    texts += ctx.conn.execute(select(RosterProposalRecord.text)).scalars()
    named = {one.digest for text in texts for one in rule_files.named(judging.read(text))}
    before = times.render(times.parse(ctx.at) - _FORGOTTEN)
    table = people.rule_file.c
    old = ctx.conn.execute(select(table.digest).where(table.at < before, table.by != "")).scalars().all()
    for digest in set(old) - named:
        ctx.conn.execute(delete(people.rule_file).where(table.digest == digest))
