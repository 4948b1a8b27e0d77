"""A ledger filter as a person types it: words separated by blanks; the form of a word says what it filters by.

`@name` a person, `request:7` a subject, `2026-业务部-0001` a printed number, `2026-11-24` a day or `2026-11-01..2026-11-30` a range of
days (either end may be missing), anything else a kind: `slot.hold`, `slot.` for all with this prefix, or part of its name in words.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from console.domain.calendar import end_of
from console.domain.times import render

_SUBJECT = re.compile(r"[a-z_]+:.+")
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)?(\.\.)?(\d{4}-\d\d-\d\d)?")
_NUMBER = re.compile(r"\d{4}-.+")


class Criteria(NamedTuple):
    """The criteria: kinds separated by commas, a person's id, a subject, a printed number, instants; empty for any."""

    kind: str = ""
    actor: str = ""
    subject: str = ""
    number: str = ""
    since: str = ""
    until: str = ""


class UnknownWordError(ValueError):
    """A word by which the ledger cannot be filtered; the error's text is the word."""


def read(text: str, people: Mapping[str, str], kinds: Mapping[str, str], zone: ZoneInfo) -> Criteria:
    """Return the criteria that the words spell; `people` and `kinds` are names by id. Raises UnknownWordError."""
    narrowed = Criteria()
    for word in text.split():
        narrowed = narrowed._replace(**_field(word, people, kinds, zone))
    return narrowed


def days(first: str, last: str, zone: ZoneInfo) -> tuple[str, str]:
    """Return the first and last instant of a range of days in a zone; an empty end stays empty. Raises ValueError."""
    begun, ended = "", ""
    if first:
        begun = render(datetime.combine(date.fromisoformat(first), time.min, zone).astimezone(UTC))
    if last:
        ended = end_of(date.fromisoformat(last), zone)
    if begun and ended and ended < begun:
        raise ValueError(f"{first}..{last}")
    return begun, ended


def _field(word: str, people: Mapping[str, str], kinds: Mapping[str, str], zone: ZoneInfo) -> dict[str, str]:
    if word.startswith("@"):
        return {"actor": _person(word[1:], people, word)}
    days_of = _DAYS.fullmatch(word)
    if days_of is not None:
        first, between, last = days_of.groups(default="")
        try:
            since, until = days(first, last if between else first, zone)
        except ValueError as error:
            raise UnknownWordError(word) from error
        return {"since": since, "until": until}
    if _NUMBER.fullmatch(word):
        return {"number": word}
    if _SUBJECT.fullmatch(word):
        return {"subject": word}
    return {"kind": _kinds(word, kinds)}


def _person(word: str, people: Mapping[str, str], whole: str) -> str:
    ids = [one for one, name in people.items() if word in (one, name)]
    if not ids:
        raise UnknownWordError(whole)
    return ids[0]


def _kinds(word: str, kinds: Mapping[str, str]) -> str:
    if word in kinds or (word.endswith(".") and any(kind.startswith(word) for kind in kinds)):
        return word
    names = [kind for kind, name in kinds.items() if word.casefold() in name.casefold() or word in kind]
    if not names:
        raise UnknownWordError(word)
    return ",".join(names)
