"""Patterns of a screening list, matched within a time: none holds anybody up, whatever it is and whatever the text (R11).

`re` has no time-out and keeps every other thread of the process waiting while it matches. `regex` has both (decision 0040). Times are
seconds of the process's own processor time, so that a busy host changes no verdict.
"""

import re
import time
from collections.abc import Iterator
from typing import Any, Final

PATIENCE: Final = 1.0
"""Seconds in which all patterns and phrases of a list together judge one text; one that takes longer is not judged, and blocked."""


class RunawayError(Exception):
    """Matching took longer than it may; `pattern` is the one that was at work."""

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self.pattern = pattern


class Clock:
    """The time that is left for matching."""

    def __init__(self, seconds: float) -> None:
        self._until = time.process_time() + seconds

    def left(self) -> float:
        """Seconds that are left; a time-out of 0 would be none."""
        return max(self._until - time.process_time(), 0.001)


class Matcher:
    """A pattern made ready. Raises ValueError if it can't be used, in either engine."""

    def __init__(self, pattern: str) -> None:
        import regex  # noqa: PLC0415 - commands that judge nothing start without it

        self.pattern = pattern
        try:
            re.compile(pattern)
            self._made: Any = regex.compile(pattern, regex.VERSION0)
        except (re.error, regex.error) as error:
            raise ValueError(str(error)) from error

    def search(self, text: str, place: int, clock: Clock) -> "re.Match[str] | None":
        """The next match from a place on, or None; raises RunawayError when the time is over."""
        try:
            # Other threads go on meanwhile.
            found: re.Match[str] | None = self._made.search(
                text, place, concurrent=True, timeout=clock.left()
            )
        except TimeoutError as error:
            raise RunawayError(self.pattern) from error
        return found

    def finditer(self, text: str, clock: Clock) -> Iterator["re.Match[str]"]:
        """Yield each match that holds something, as `search` finds it."""
        place = 0
        while place <= len(text) and (match := self.search(text, place, clock)) is not None:
            if match.group():
                yield match
            place = max(match.end(), match.start() + 1)
