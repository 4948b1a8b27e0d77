"""Gaps and conflicts in the roster, for those who can correct them: my turn, the chase board (R2, R8).

Of a version's gaps only grave ones (work stops or a rule is broken) and its own expiry become duties; others are only shown above the
list of people.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from console.domain.calendar import end_of
from console.domain.people.people import Post, Roster
from console.domain.policy import Policy
from console.domain.rosters import editions
from console.domain.rosters.alert import Alert, subject
from console.domain.rosters.roster_alerts import APPLIED, alerts
from console.domain.times import parse, render
from console.services import lockouts, pledging
from console.services.context import Context, answers
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty, source
from console.services.freezes import freeze_pages
from console.services.freezes.lifting import DESK_CLOCK
from console.services.rosters import rule_files
from console.wire.duties.subjects import Lacking
from console.wire.rosters import rosters as wire

ENDS: Final = frozenset({"roster_expiring", "roster_over"})
"""Alerts about the expiry of the roster."""
_AT_SENDER: Final = "file_not_at_sender"
_CALENDAR: Final = "calendar_missing"
_NEWER: Final = "newer_shipped"
_MANAGES: Final = (Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER)


class Concerned(NamedTuple):
    """Who corrects something, in which post, and who makes sure that they do."""

    owners: list[str]
    post: Post
    others: list[str]


class _Judged(NamedTuple):
    """What a roster was found to lack at `at`; valid until `until`, the next instant at which the result may change."""

    roster: Roster
    policy: Policy
    at: str
    until: str
    alerts: list[Alert]


@answers
def alerts_now(ctx: Context, _call: wire.Alerts) -> list[Alert]:
    """Gaps and conflicts in the roster in force, its files that the dispatchers or everybody lacks, and the people who are locked."""
    pledged = pledging.pledged(ctx.conn, ctx.roster, ctx.policy.pledge.version, ctx.at)
    return [
        *_missing(ctx),
        *lockouts.alerts(ctx),
        *alerts(ctx.roster, ctx.policy, ctx.at, pledged, ctx.desk.timezone),
    ]


def _missing(ctx: Context) -> Iterator[Alert]:
    """Files that the dispatchers or everybody lacks, newer ones that the program ships, and a clock that this desk doubts."""
    yield from rule_files.alerts(ctx)
    yield from rule_files.calendar_alerts(ctx)
    yield from editions.alerts(ctx.roster, ctx.policy)
    yield from freeze_pages.alerts(ctx)


def current(ctx: Context) -> Iterator[Alert]:
    """All alerts that somebody must act on now."""
    yield from _missing(ctx)
    # Cached, because every console asks for this after every change, and the roster changes seldom.
    known: _Judged | None = ctx.desk.live.lacking
    if (
        known is None
        or known.roster is not ctx.roster
        or known.policy is not ctx.policy
        or not known.at <= ctx.at < known.until
    ):
        known = ctx.desk.live.lacking = _judged(ctx)
    yield from known.alerts


def _judged(ctx: Context) -> _Judged:
    edges = [edge for held in ctx.roster.posts for edge in (held.since, held.until)]
    hour = render(parse(ctx.at) + timedelta(hours=1))
    until = min((edge for edge in (*edges, ctx.roster.expires, hour) if edge > ctx.at), default=hour)
    judged = alerts(ctx.roster, ctx.policy, ctx.at, timezone=ctx.desk.timezone)
    return _Judged(
        ctx.roster, ctx.policy, ctx.at, until, [one for one in judged if one.grave or one.code in ENDS]
    )


def concerned(ctx: Context, alert: Alert) -> Concerned:
    """Who must act: for a department its manager, or the manager in charge if it has none; for the roster itself its signers.

    The registrar supervises the departments; the signers put into the next version what nobody can apply for.
    """

    def holding(post: Post, department: str = "") -> list[str]:
        return ctx.roster.holders(post, department, ctx.at)

    signers = holding(Post.ROSTER_SIGNER)
    if alert.code in ENDS:
        return Concerned(signers, Post.ROSTER_SIGNER, [])
    if alert.code == DESK_CLOCK:
        custodians = holding(Post.CUSTODIAN)
        return Concerned(holding(Post.ADMINISTRATOR) or custodians, Post.ADMINISTRATOR, custodians)
    if alert.code == _AT_SENDER:
        return Concerned(holding(Post.ADMINISTRATOR), Post.ADMINISTRATOR, [])
    registrars = holding(Post.REGISTRAR)
    if alert.code == _NEWER:
        return Concerned(signers, Post.ROSTER_SIGNER, registrars)
    if alert.code == _CALENDAR:
        general = alert.params.get("department", "")
        managers = holding(Post.DEPARTMENT_MANAGER, general)
        return Concerned(managers or registrars, Post.DEPARTMENT_MANAGER, signers if alert.grave else [])
    department = alert.params.get("department", "")
    for post in _MANAGES if department else ():
        if owners := holding(post, department):
            return Concerned(owners, post, [*registrars, *signers])
    return Concerned(signers, Post.ROSTER_SIGNER, registrars)


@source()
def lacking(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Alerts, for those who must act; those who make sure that they do are informed."""
    if not question.wants("lacking", "renew_roster") or (question.mine and not _sees_any(ctx)):
        return
    for alert in current(ctx):
        ends = alert.code in ENDS
        kind = "renew_roster" if ends else "lacking"
        department, who = alert.params.get("department", ""), concerned(ctx, alert)
        if not question.wants(kind) or not question.takes(department, people=[*who.owners, *who.others]):
            continue

        def find(alert: Alert = alert, others: list[str] = who.others) -> Who:
            return _remedy(ctx, alert)._replace(informed=tuple(others))

        until, late, about = (
            ctx.roster.expires if ends else _begins(ctx, alert),
            alert.grave,
            subject(alert),
        )
        where = _where(ctx, alert) if question.mine else ""
        yield Duty(
            kind,
            Lacking(about),
            department,
            "",
            until,
            late,
            find,
            because=where,
            news=kind,
            said=about,
            alert=alert,
        )


def _begins(ctx: Context, alert: Alert) -> str:
    """When the year begins whose calendar is missing, as the duty's end; empty for any other alert, and once it has begun."""
    if alert.code != _CALENDAR:
        return ""
    last = end_of(date(int(alert.params["year"]) - 1, 12, 31), ZoneInfo(ctx.desk.timezone))
    return last if last > ctx.at else ""


def _sees_any(ctx: Context) -> bool:
    """Whether any alert could concern the caller; for most people the search can be skipped."""
    posts = {*_MANAGES, Post.REGISTRAR, Post.ROSTER_SIGNER, Post.ADMINISTRATOR, Post.CUSTODIAN}
    return any(a.post in posts for a in ctx.roster.appointments(ctx.person, ctx.at))


def _where(ctx: Context, alert: Alert) -> str:
    """Where the caller corrects it: `files`, `clock`, `wake` (a standby), `apply` (Attachment 3), `propose` or `versions` of the roster."""
    if alert.code == DESK_CLOCK:
        return "clock"
    if alert.code in {_AT_SENDER, _CALENDAR, _NEWER}:
        return "files"
    department = alert.params.get("department", "")
    manages = bool(department) and ctx.roster.holds(
        ctx.caller.person, Post.DEPARTMENT_MANAGER, department, ctx.at
    )
    if alert.code == "operator_missing" and manages and _remedy(ctx, alert).remedy == "standby":
        return "wake"
    if ctx.roster.holds(ctx.caller.person, Post.ROSTER_SIGNER, "", ctx.at):
        return "propose"
    return "apply" if alert.code in APPLIED else "versions"


def _remedy(ctx: Context, alert: Alert) -> Who:
    """Who must act on an alert, and the remedy if a post is vacant."""
    who = concerned(ctx, alert)
    named = Who(sorted(who.owners), str(who.post))
    post = APPLIED.get(alert.code)
    if alert.code == "approver_missing":
        post = Post(alert.params["post"])
    if post is None:
        return named
    helped = filled(ctx, Who([], ""), post, alert.params["department"])
    return named._replace(remedy=helped.remedy, about=helped.about, helpers=helped.helpers)
