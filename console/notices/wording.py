"""What a notice says: fixed sentences of the catalogue, filled with counts, moments and words of its own lists; nothing anybody typed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from console.domain.times import parse
from console.locale import words
from console.notices.plan import Line, Notice
from console.notices.settings import Settings
from console.wire.notices.outward import DESK_GONE, TEST, TROUBLES

_MOST: Final = 8
"""Kinds that are named; a robot takes 2,048 octets (`reference/operating.md`, 1.1)."""


def subject(notice: Notice, settings: Settings) -> str:
    """The first line, which is a mail's subject, too."""
    count = sum(line.count for line in notice.lines)
    said = words.text(f"notice.subject_{notice.level}", settings.lang, n=count)
    return f"{words.text('notice.product', settings.lang, host=settings.host)}{said}"


def text(notice: Notice, settings: Settings, zone: ZoneInfo) -> str:
    """The whole notice."""
    return "\n".join(_lines(notice, settings, zone))


def _lines(notice: Notice, settings: Settings, zone: ZoneInfo) -> Iterator[str]:
    lang = settings.lang
    yield subject(notice, settings)
    if posts := words.text("form.between", lang).join(
        words.named("post", post, lang) for post in notice.posts
    ):
        yield words.text("notice.as", lang, posts=posts)
    for line in notice.lines[:_MOST]:
        yield _line(line, lang, zone)
    if more := sum(line.count for line in notice.lines[_MOST:]):
        yield words.text("notice.more", lang, n=more)
    yield words.text("notice.login", lang, login=settings.login or "none")
    yield words.text("notice.end", lang, number=called(notice.number), at=_moment(notice.at, zone))


def _line(line: Line, lang: str, zone: ZoneInfo) -> str:
    since, due = _moment(line.since, zone), _moment(line.due, zone)
    return words.text(
        "notice.line", lang, kind=kind_words(line.kind, lang), n=line.count, since=since, due=due or "none"
    )


def kind_words(kind: str, lang: str) -> str:
    """What a notice is about, in words."""
    if kind in {DESK_GONE, TEST}:
        return words.text(f"notice_kind.{kind}", lang)
    return words.text(f"{'todo' if kind in TROUBLES else 'chase'}.{kind}", lang)


def called(number: int) -> str:
    """A notice's number as people read it."""
    return f"N-{number:06d}"


def _moment(at: str, zone: ZoneInfo) -> str:
    moment: datetime | None = parse(at).astimezone(zone) if at else None
    return "" if moment is None else f"{moment:%m-%d %H:%M}"


def data(notice: Notice, settings: Settings) -> dict[str, Any]:
    """The same for programs (webhook and command)."""
    return {
        "number": called(notice.number),
        "at": notice.at,
        "level": notice.level,
        "host": settings.host,
        "count": sum(line.count for line in notice.lines),
        "kinds": [
            {"kind": line.kind, "count": line.count, "since": line.since, "due": line.due}
            for line in notice.lines
        ],
        "posts": list(notice.posts),
    }
