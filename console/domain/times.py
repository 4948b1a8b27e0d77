"""Instants as the statements carry them: UTC, to the second, written `2026-11-24T08:30:15Z`."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec

Time = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")]
"""The shape alone; `parse` also judges that the instant exists."""

_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def parse(text: str) -> datetime:
    """Return the aware UTC instant that `text` writes; raises ValueError for any other shape or an impossible date."""
    moment = datetime.strptime(text, _FORMAT).replace(tzinfo=UTC)
    if moment.strftime(_FORMAT).zfill(20) != text:
        raise ValueError(f"not a UTC instant to the second: {text!r}")
    return moment


def render(moment: datetime) -> str:
    """Write an aware instant in the statements' form, cutting below the second; raises ValueError if it is naive."""
    if moment.tzinfo is None:
        raise ValueError("a naive time has no place in a statement")
    return moment.astimezone(UTC).strftime(_FORMAT).zfill(20)


def now() -> str:
    """The daemon's own clock in the statements' form; nothing in the product sets it."""
    return render(datetime.now(UTC))
