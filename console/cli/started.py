"""One run of the command line, from its first word on."""

from typing import TYPE_CHECKING

from console.cli.failures import FailureStyle
from console.cli.given import PROGRAM, Given
from console.cli.outside import Outside

if TYPE_CHECKING:
    from console.cli.session import Session


class Started:
    """One run of the command line: the words that were understood so far, and the session once the options are read.

    `said` are the global options where the command library was not asked; the session is then begun only if a failure needs it.
    """

    def __init__(self, outside: Outside, style: FailureStyle) -> None:
        self.outside, self.style = outside, style
        self.path: tuple[str, ...] = (PROGRAM,)
        self.session: Session | None = None
        self.said: Given | None = None

    def asked(self) -> "Session | None":
        """The session, for the names in a failure; None before the options were understood."""
        if self.session is None and self.said is not None:
            from console.cli.session import begun  # noqa: PLC0415 - the screens have a session of their own

            self.session = begun(self.outside, self.said, self.style.lang)
        return self.session
