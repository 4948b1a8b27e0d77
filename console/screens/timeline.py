"""One number across requests, masked; and the unmasking of one recipient, with a reason (R7)."""

from collections.abc import Iterable
from typing import ClassVar

import msgspec
from rich.text import Text
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from console.errors import ConsoleError
from console.screens.frame import bindings
from console.screens.lists import ListPage, portion
from console.screens.page import Page
from console.views import sending
from console.widgets.modals import Filled, Form, Line
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire import numbers


def grey(page: Page, *actions: str) -> None:
    """Grey the keys of those actions for who may not ask by number."""

    def heard(rights: numbers.NumberRights) -> None:
        page.allowed |= dict.fromkeys(actions, rights.search)
        page.draw_frame()

    page.ask(numbers.MaySearch(), heard)


def ask_number(page: Page) -> None:
    """Ask for number and reason, search, and show what was found."""
    session = page.session

    def form() -> Form:
        return Form(lines=(Line("number", page.t("search.number")), Line("reason", page.t("search.reason"))))

    def job(filled: Filled) -> numbers.Timeline:
        typed = "".join(filled.lines["number"].split())
        if not (typed.isascii() and typed.isdigit()):
            raise ConsoleError("not_numbers")
        call = numbers.SearchNumber(int(typed), filled.lines["reason"])
        timeline: numbers.Timeline = session.desk().call(call)
        return timeline

    def shown(timeline: numbers.Timeline) -> None:
        page.app.push_screen(TimelinePage(timeline))

    page.act(
        lambda: page.t("search.title"),
        lambda: show(page.t("search.about")),
        form,
        job,
        shown,
    )


def unmask(
    page: Page, about: str, call: numbers.UnmaskRecipient | numbers.UnmaskComplaint | numbers.UnmaskReply
) -> None:
    """Ask for the reason and show the number, once."""
    session = page.session

    def job(filled: Filled) -> numbers.Unmasked:
        asked = msgspec.structs.replace(call, reason=filled.lines["reason"])
        unmasked: numbers.Unmasked = session.desk().call(asked)
        return unmasked

    def shown(unmasked: numbers.Unmasked) -> None:
        page.read(
            lambda: page.t("search.unmask_title"),
            lambda: show(page.t("search.unmasked", number=unmasked.number, seq=unmasked.seq)),
        )

    page.act(
        lambda: page.t("search.unmask_title"),
        lambda: show(f"{about}\n\n{page.t('search.unmask_about')}"),
        lambda: Form(lines=(Line("reason", page.t("search.reason")),)),
        job,
        shown,
    )


class TimelinePage(ListPage[numbers.TimelineRow]):
    """What was found: a row a send, beneath a line on lists, opt-outs and complaints."""

    SCOPE = "timeline"
    TAB = "sends"
    VIEW = sending.TIMELINE
    KEY = ("request", "slot")
    OPENS = "monitor"
    BINDINGS: ClassVar[list[BindingType]] = bindings("timeline")
    CSS = "#summary { height: auto; max-height: 8; padding: 0 1; }"

    def __init__(self, timeline: numbers.Timeline) -> None:
        super().__init__()
        self.found = timeline

    def body(self) -> Iterable[Widget]:
        """The summary above the list."""
        summary: Text = show("\n".join(sending.summary(self.session.viewer, self.found)))
        yield Static(summary, id="summary", markup=False)
        yield from super().body()

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """What was found is here; it is not searched again, for each search is an entry."""
        del text
        return portion(self.found.rows, after, limit)

    def changed(self, topics: frozenset[str]) -> None:
        """What was found stays as it was."""

    def do_number(self) -> None:
        """Another number."""
        ask_number(self)

    def do_filter(self) -> None:
        """The list is short; it has no filter."""
