"""Duties of people and departments: pledges (A2), department rules (R0), unlocking (R12), roster versions (R2)."""

from collections.abc import Iterator

from sqlalchemy import exists

from console.domain.people.people import Post
from console.services import lockouts
from console.services.context import Context
from console.services.duties.bearers import Who, filled, signing
from console.services.duties.duty import Asked, Duty, called, overdue, source
from console.services.people import department_rules, pledges
from console.services.requests import deadlines
from console.services.rosters import rosters
from console.store.personnel import LockoutRecord
from console.wire.duties.subjects import Locked, Pledge, Rules, Version
from console.wire.people import department_rules as rules_calls


@source()
def versions(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Versions that wait for the signature of a second roster signer; they belong to no department."""
    if not question.wants("confirm_roster") or question.spares(signing(ctx).who):
        return
    for one in rosters.waiting(ctx) if question.departments is None else ():
        who = signing(ctx, besides=one.by)
        if question.takes("", str(one.version), people=(*who.who, one.by)):
            late = deadlines.last_day(ctx, one.at, one.expires)

            def find(who: Who = who) -> Who:
                return who

            about = Version(one.version, one.digest)
            yield Duty(
                "confirm_roster", about, "", one.at, one.expires, late, find, str(one.version), because=one.by
            )


@source()
def unsigned(ctx: Context, question: Asked) -> Iterator[Duty]:
    """People who must pledge (A2) and whose pledge of the version in force is missing, invalid or about to end."""
    if not question.wants("pledge"):
        return
    people = sorted(question.people) if question.mine else [p.id for p in ctx.roster.people]
    for row in (pledges.standing(ctx, person) for person in people):
        if row is None or row.state == "valid" or not question.takes(row.department, people=(row.person,)):
            continue

        def find(person: str = row.person) -> Who:
            return Who([person], "")

        ends = row.state == "expiring"
        yield Duty(
            "pledge",
            Pledge(row.person),
            row.department,
            "" if ends else row.until,
            row.until if ends else "",
            not ends,
            find,
            ctx.policy.pledge.version,
            because=row.state,
        )


@source()
def unruled(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Departments without rules of their own (R0), and those whose present manager is not the one who acknowledged the rules."""
    managing = (a.person for a in ctx.roster.posts if a.post is Post.DEPARTMENT_MANAGER)
    if not question.wants("rules") or question.spares(managing):
        return
    for row in department_rules.page(ctx, rules_calls.DepartmentRulesPage()):
        managers = ctx.roster.holders(Post.DEPARTMENT_MANAGER, row.department, ctx.at)
        if row.version and (not managers or row.by in managers):
            continue
        if not question.takes(row.department, row.title, people=managers):
            continue
        since = _since(ctx, row.department, managers)

        def find(department: str = row.department, managers: list[str] = managers) -> Who:
            who = Who(sorted(managers), str(Post.DEPARTMENT_MANAGER))
            return filled(ctx, who, Post.DEPARTMENT_MANAGER, department)

        late = bool(since) and overdue(ctx, since)
        yield Duty("rules", Rules(row.department), row.department, since, "", late, find, title=row.title)


def _since(ctx: Context, department: str, managers: list[str]) -> str:
    """Since when a department owes its rules: since its manager took the post, or since anybody has had a post there."""
    here = [a for a in ctx.roster.posts if a.department == department and a.holds(ctx.at)]
    own = [a.since for a in here if a.post is Post.DEPARTMENT_MANAGER and a.person in managers]
    return min(own or [a.since for a in here], default="")


@source(exists().where(LockoutRecord.locked != ""))
def locked(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Accounts locked by wrong passphrases, for those who may unlock each of them (R12)."""
    for row in lockouts.locked(ctx) if question.wants("unlock") else ():
        asked = question.people if question.mine else [p.id for p in ctx.roster.people]
        who = [p for p in asked if lockouts.who_may(ctx, p, row.person) is None]
        name = called(ctx, row.person)
        # The department of their first post that belongs to one.
        posts = ctx.roster.appointments(row.person, ctx.at)
        department = next((a.department for a in posts if a.department), "")
        if not question.takes(department, row.person, name, people=who):
            continue

        def find(who: list[str] = who, department: str = department) -> Who:
            return filled(ctx, Who(sorted(who), ""), Post.DEPARTMENT_MANAGER, department)

        late = overdue(ctx, row.locked)
        about = Locked(row.person)
        yield Duty(
            "unlock", about, department, row.locked, "", late, find, row.person, name, because=row.locked
        )
