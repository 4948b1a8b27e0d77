"""The pledge (Attachment 2): its text by version, who must have signed it, and how long it is valid."""

import tomllib
from calendar import monthrange
from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated

import msgspec

from console.domain import times
from console.domain.acts import Pledge
from console.domain.data_folder import data_folder
from console.domain.people.people import Post, Roster, Standing
from console.domain.policy import PledgeRule
from console.domain.refusals import Refusal, refuse

SOON = timedelta(days=30)
"""A pledge that ends within this time must be renewed."""

_Words = Annotated[str, msgspec.Meta(min_length=1, max_length=1600)]


class Clause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One clause in both languages; what it names one by one stands on lines of its own."""

    zh: _Words
    en: _Words


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version of the pledge; clauses are numbered from 1."""

    version: str
    clause: list[Clause]


class PledgeTextError(ValueError):
    """The program has no such version of the pledge, or the file is malformed."""


def read(text: str) -> Text:
    """Return the pledge that a TOML text spells; raises PledgeTextError."""
    try:
        return msgspec.convert(tomllib.loads(text), Text, strict=True)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PledgeTextError(str(error)) from error


def shipped(version: str) -> Text:
    """Return the text of a version as this program ships it; raises PledgeTextError if it has none."""
    folder = data_folder() / "pledge"
    for file in folder.iterdir():
        if file.name == f"{version}.toml":
            return read(file.read_text("utf-8"))
    raise PledgeTextError(version)


def bound(roster: Roster, rule: PledgeRule, person: str, at: str) -> list[str]:
    """Departments in which the person holds a post that requires a pledge, now, later or on standby."""
    known = roster.person(person)
    if known is None or known.standing is Standing.LEFT:
        return []
    departments = [
        a.department
        for a in roster.posts
        if a.person == person and a.post in rule.posts and (not a.until or a.until > at)
    ]
    return list(dict.fromkeys(departments))


def until(at: str, months: int) -> str:
    """The instant `months` calendar months after `at`; in a shorter month, on its last day."""
    moment = times.parse(at)
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    day = min(moment.day, monthrange(year, month + 1)[1])
    return times.render(moment.replace(year=year, month=month + 1, day=day))


def may_pledge(roster: Roster, rule: PledgeRule, pledge: Pledge) -> Refusal | None:
    """Return why a pledge is not valid, or None: it needs every clause of the version in force, dates and a witness."""
    if pledge.department not in bound(roster, rule, pledge.by, pledge.at):
        return refuse("no_pledge_due", "A2", department=pledge.department)
    if pledge.version != rule.version:
        return refuse("pledge_outdated", "A2", version=rule.version)
    missing = sorted(set(range(1, rule.clauses + 1)) - set(pledge.accepted))
    if missing or pledge.accepted != list(range(1, rule.clauses + 1)):
        return refuse("clauses_missing", "A2", clauses=", ".join(map(str, missing)) or "-")
    if not pledge.at < pledge.until <= until(pledge.at, rule.months):
        return refuse("pledge_dates", "A2", months=rule.months)
    if pledge.witness == pledge.by or not _witnesses(roster, pledge.witness, pledge.at):
        return refuse("not_a_witness", "A2", person=pledge.witness or "-")
    return None


def too_early(rule: PledgeRule, ends: Iterable[str], at: str) -> Refusal | None:
    """Return why another pledge of the version in force is too early, or None; `ends` are of those signed with the same key."""
    last = max(ends, default="")
    if last and times.parse(last) - times.parse(at) > timedelta(days=rule.renew_days):
        return refuse("pledge_valid", "A2", until=last, days=rule.renew_days)
    return None


def state(rule: PledgeRule, ends: Iterable[tuple[str, str]], at: str) -> str:
    """The state of a person's pledges, each a version and an end: valid, expiring, expired, outdated or missing."""
    given = list(ends)
    current = max((end for version, end in given if version == rule.version), default="")
    if current > at:
        return "expiring" if times.parse(current) - times.parse(at) <= SOON else "valid"
    if current:
        return "expired"
    return "outdated" if given else "missing"


def witnesses(roster: Roster, person: str, at: str) -> list[str]:
    """The people who may witness the pledge of `person`."""
    return [p.id for p in roster.people if p.id != person and _witnesses(roster, p.id, at)]


def _witnesses(roster: Roster, person: str, at: str) -> bool:
    general = roster.general_department()
    return any(
        a.post is Post.DEPARTMENT_MANAGER or (general is not None and a.department == general.id)
        for a in roster.appointments(person, at)
    )
