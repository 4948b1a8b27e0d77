"""How the application ends after a fault of its own: the terminal is given back, and nothing secret is printed on it."""

import os
import sys
from collections.abc import Callable
from types import TracebackType

from rich.segment import Segments
from rich.text import Text

from console.screens.session import SessionApp
from console.widgets.background import Broken
from console.widgets.show import show


class FaultApp(SessionApp, inherit_bindings=False):
    """The application where something went wrong. `_report` keeps a traceback under an id."""

    _report: Callable[[str, BaseException], None] | None = None
    _told = ""

    def on_broken(self, message: Broken) -> None:
        """End the program when a background job fails unexpectedly, as after a fault in the foreground."""
        raise message.error

    def _fatal_error(self) -> None:
        """End after an unhandled exception with a report id; the library would print local variables, secrets among them."""
        error = self._exception
        report = self._keep(error) if error is not None else ""
        self.bell()
        self._told = self.session.t("fatal", report=report)
        words: Text = show(self._told)
        self._exit_renderables.append(Segments(self.console.render(words, self.console.options)))
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """End as after any fault, without drawing: an exception that can draw itself may draw anything."""
        del renderables
        self._fatal_error()

    def _excepthook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        del kind, trace
        sys.stderr.write(self.session.t("fatal", report=self._keep(error)) + "\n")

    def _keep(self, error: BaseException) -> str:
        report = os.urandom(4).hex()
        if self._report is not None:
            self._report(report, error)
        return report
