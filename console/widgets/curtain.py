"""A new page is drawn when what it reads is there: over a slow line it comes once, not as an empty frame first."""

import time
from typing import Any, Final, Protocol

from textual.app import App
from textual.timer import Timer

_LONGEST: Final = 0.1
"""Seconds: what takes longer is waited for in view."""
_LOOK: Final = 0.005


class Readable(Protocol):
    """A page that reads what it shows."""

    @property
    def all_here(self) -> bool:
        """Whether all that it shows first has come."""
        ...


class Curtain:
    """Before a new page that reads. While it is `closed` the page is laid out, but not drawn."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._looks: Timer | None = None

    @property
    def closed(self) -> bool:
        """Whether nothing shall be drawn now."""
        return self._looks is not None

    def close(self, page: Readable) -> None:
        """Draw nothing until the page is all here, or the time is over."""
        until = time.monotonic() + _LONGEST
        if self._looks is not None:
            self._looks.stop()
        self._looks = self._app.set_interval(_LOOK, lambda: self._look(page, until))

    def _look(self, page: Readable, until: float) -> None:
        if self._looks is not None and (page.all_here or time.monotonic() > until):
            self._looks.stop()
            self._looks = None
            # What was not drawn meanwhile is not known to anybody.
            self._app.refresh()
