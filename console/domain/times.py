"""Instants as the statements carry them: UTC, to the second, written `2026-11-24T08:30:15Z`."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import msgspec

from console.domain.reads import reads

Time = Annotated[
    str,
    msgspec.Meta(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z"),
    reads("time"),
]
"""Checks only the shape; `parse` also checks that the instant exists."""

ZONE: Final = "Asia/Shanghai"
"""The zone of an organisation that names no other."""

_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
_SHAPE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}Z")
_WRITTEN: Final = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def parse(text: str) -> datetime:
    """Return the aware UTC instant that `text` writes; raises ValueError for any other shape or an impossible date."""
    if _SHAPE.fullmatch(text) is None:
        raise ValueError(f"not a UTC instant to the second: {text!r}")
    return datetime.fromisoformat(text)


def day(text: str) -> date:
    """Return the date that `text` writes as `2026-11-24`; raises ValueError for any other shape or an impossible date."""
    parsed = date.fromisoformat(text)
    if parsed.isoformat() != text:
        raise ValueError(f"not a date: {text!r}")
    return parsed


def render(moment: datetime) -> str:
    """Write an aware instant in the statements' form, cutting below the second; raises ValueError if it is naive."""
    if moment.tzinfo is None:
        raise ValueError("a naive time has no place in a statement")
    return moment.astimezone(UTC).strftime(_FORMAT).zfill(20)


def now() -> str:
    """The daemon's own clock in the statements' form; nothing in the product sets it."""
    return render(datetime.now(UTC))


def local(text: str, zone: ZoneInfo, *, year: bool = True, exact: bool = False, offset: bool = True) -> str:
    """Return an instant as people read it, on the clock of `zone` and with its offset: `2026-12-01 09:00 +08`.

    With `exact` the seconds are shown too, unless they are zero; without `offset` whoever shows it says elsewhere whose clock it is.
    Raises ValueError if `text` is not an instant.
    """
    moment = parse(text).astimezone(zone)
    ahead = f"{moment:%z}"
    ahead = ahead[:3] if ahead.endswith("00") else ahead
    clock = "%H:%M:%S" if exact and moment.second else "%H:%M"
    return f"{moment:{'%Y-%m-%d' if year else '%m-%d'} {clock}}" + (f" {ahead}" if offset else "")


def localised(text: str, zone: ZoneInfo, *, offset: bool = True) -> str:
    """Return a text with every instant in it as `local` writes it; everything else stays, even if it looks like an instant."""

    def one(match: re.Match[str]) -> str:
        try:
            return local(match[0], zone, offset=offset)
        except ValueError:
            return match[0]

    return _WRITTEN.sub(one, text) if "Z" in text else text
