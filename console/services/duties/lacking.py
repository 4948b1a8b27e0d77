"""What the roster lacks or lets clash, for those who put it right: my turn, the chase board (R2, R8).

A grave alert stops work or breaks a rule, and the roster's own end stops everything; what is only good to know stays above the
list of people.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final, NamedTuple

from console.domain.people.people import Post, Roster
from console.domain.rosters.alert import Alert, subject
from console.domain.rosters.policy import Policy
from console.domain.rosters.roster_alerts import APPLIED, alerts
from console.domain.times import parse, render
from console.services.context import Context
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty
from console.services.rosters import rule_files
from console.wire.subjects import Lacking

ENDS: Final = frozenset({"roster_expiring", "roster_over"})
"""The roster's own end."""
_AT_SENDER: Final = "file_not_at_sender"
_MANAGES: Final = (Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER)


class Concerned(NamedTuple):
    """Who puts something right, as what, and who sees to it that they do."""

    owners: list[str]
    post: Post
    others: list[str]


class _Judged(NamedTuple):
    """What a roster was found to lack, from `at` until the next instant at which it may be otherwise."""

    roster: Roster
    policy: Policy
    at: str
    until: str
    alerts: list[Alert]


def current(ctx: Context) -> Iterator[Alert]:
    """Everything that somebody has to put right now."""
    yield from rule_files.alerts(ctx)
    # Every console asks what waits after every change, and the roster changes seldom.
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
    judged = alerts(ctx.roster, ctx.policy, ctx.at)
    return _Judged(
        ctx.roster, ctx.policy, ctx.at, until, [one for one in judged if one.grave or one.code in ENDS]
    )


def concerned(ctx: Context, alert: Alert) -> Concerned:
    """Whom it concerns: of a department its manager, else who is in charge of it; of the roster itself its signers.

    The registrar sees to the departments, and the signers put into the next version what nobody applies for.
    """

    def holding(post: Post, department: str = "") -> list[str]:
        return ctx.roster.holders(post, department, ctx.at)

    signers = holding(Post.ROSTER_SIGNER)
    if alert.code in ENDS:
        return Concerned(signers, Post.ROSTER_SIGNER, [])
    if alert.code == _AT_SENDER:
        return Concerned(holding(Post.ADMINISTRATOR), Post.ADMINISTRATOR, [])
    registrars = holding(Post.REGISTRAR)
    department = alert.params.get("department", "")
    for post in _MANAGES if department else ():
        if owners := holding(post, department):
            return Concerned(owners, post, [*registrars, *signers])
    return Concerned(signers, Post.ROSTER_SIGNER, registrars)


def lacking(ctx: Context, question: Asked) -> Iterator[Duty]:
    """What concerns somebody, by who puts it right; who sees to it that they do is told."""
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
            ctx.roster.expires if ends else "",
            alert.code != "roster_expiring",
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


def _sees_any(ctx: Context) -> bool:
    """Whether anything of the kind could concern the caller; most people are spared the search."""
    posts = {*_MANAGES, Post.REGISTRAR, Post.ROSTER_SIGNER, Post.ADMINISTRATOR}
    return any(a.post in posts for a in ctx.roster.appointments(ctx.person, ctx.at))


def _where(ctx: Context, alert: Alert) -> str:
    """Where the caller puts it right: `files`, `wake` (a standby), `apply` (Attachment 3), `propose` or `versions` of the roster."""
    if alert.code == _AT_SENDER:
        return "files"
    department = alert.params.get("department", "")
    manages = bool(department) and ctx.roster.holds(ctx.person, Post.DEPARTMENT_MANAGER, department, ctx.at)
    if alert.code == "operator_missing" and manages and _remedy(ctx, alert).remedy == "standby":
        return "wake"
    if ctx.roster.holds(ctx.person, Post.ROSTER_SIGNER, "", ctx.at):
        return "propose"
    return "apply" if alert.code in APPLIED else "versions"


def _remedy(ctx: Context, alert: Alert) -> Who:
    """By whom it is put right, and what helps where a post is missing."""
    who = concerned(ctx, alert)
    named = Who(sorted(who.owners), str(who.post))
    post = APPLIED.get(alert.code)
    if alert.code == "approver_missing":
        post = Post(alert.params["post"])
    if post is None:
        return named
    helped = filled(ctx, Who([], ""), post, alert.params["department"])
    return named._replace(remedy=helped.remedy, about=helped.about, helpers=helped.helpers)
