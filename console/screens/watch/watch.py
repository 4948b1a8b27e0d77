"""异常发送 Unusual requests and sends, the newest first, and one of them: what stands out, and its acknowledgement (R7)."""

from typing import ClassVar

from rich.text import Text

from console.domain.watch.watch import What
from console.nouns.requests import ToRequest
from console.screens.do_form import do
from console.screens.lists import paged
from console.screens.narrowing import NarrowedPage
from console.screens.whole import WholePage
from console.views.watch import ROW, WHOLE, case_words
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire.duties import subjects as about
from console.wire.duties import watch as wire


class WatchPage(NarrowedPage[wire.WatchRow], scope="watch"):
    """Unusual requests and sends that the caller may read."""

    VIEW = ROW
    KEY = ("request",)
    OPENS = about.Watched
    TOPICS = frozenset({"watch", "roster"})
    STATES = ("watch", ("open", "acknowledged"))
    PARTS: ClassVar[dict[str, str]] = {"kind": "watch_what"}

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        return paged(self, wire.WatchPage(self.state, "", self.kind, text, after, limit))

    def do_kind(self) -> None:
        """Show only what is unusual in one way."""
        self.narrow("kind", What)


class WatchedPage(WholePage[wire.WatchView], scope="watched"):
    """What is unusual about one request and its sends, and the acknowledgement."""

    VIEW = WHOLE
    TOPICS = frozenset({"watch", "roster"})

    def __init__(self, request: int) -> None:
        super().__init__()
        self.request = request

    def call(self) -> wire.WatchDetail:
        """The call that reads it."""
        return wire.WatchDetail(self.request)

    def do_acknowledge(self) -> None:
        """Acknowledge it: what was looked at, and what follows."""
        view = self.view
        if view is None:
            return
        do(
            self,
            wire.AcknowledgeWatch,
            lambda: self.t("action.watched.acknowledge"),
            lambda: self._about(view),
            lambda _: self._acted(),
            {"request": self.request, "seen": view.row.found},
        )

    def _about(self, view: wire.WatchView) -> Text:
        said = "\n".join(case_words(self.session.viewer, one) for one in view.row.cases)
        return show(f"{view.row.form}  {view.row.purpose}\n\n{said}")

    def _acted(self) -> None:
        self.say(self.t("watch.done"))
        self.reload()

    def do_request(self) -> None:
        """Open the request."""
        self.go(ToRequest(self.request))
