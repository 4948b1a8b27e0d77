"""The search for one number across requests, masked; and unmasking one recipient, with a reason (R7)."""

from collections.abc import Iterable, Iterator

import msgspec
from rich.text import Text
from textual.widget import Widget

from console.errors import ConsoleError
from console.look.senses import Sense
from console.noun import sense_of
from console.nouns.sending import ToMonitor
from console.screens.lists import AROUND, ListPage, portion
from console.screens.page import Page
from console.views import sending
from console.widgets.modals import Filled, Form, Line
from console.widgets.pane import Pane
from console.widgets.parts import Event, hung, timeline
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire.contacts import numbers


def grey(page: Page, *actions: str) -> None:
    """Disable the keys of those actions for a person who may not search by number."""
    page.asked_for |= {*actions} - page.allowed.keys()

    def heard(rights: numbers.NumberRights) -> None:
        page.asked_for -= {*actions}
        page.allowed |= dict.fromkeys(actions, rights.search)
        page.draw_frame()

    page.ask(numbers.MaySearch(), heard)


def ask_number(page: Page) -> None:
    """Ask for a number and a reason, search, and show the result."""
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


class TimelinePage(ListPage[numbers.TimelineRow], scope="timeline"):
    """The result of a search: one row per send, below a line on lists, opt-outs and complaints."""

    VIEW = sending.TIMELINE
    KEY = ("request", "slot")
    OPENS = ToMonitor
    CSS = "#summary { height: auto; max-height: 40%; }"

    def __init__(self, timeline: numbers.Timeline) -> None:
        super().__init__()
        self.found = timeline

    def body(self) -> Iterable[Widget]:
        """Yield what else is known of the number above the list, in a panel that scrolls if it is long."""
        yield Pane(self.more_lines, id="summary")
        yield from super().body()

    def begin(self) -> None:
        """Load the list, and draw what else is known."""
        super().begin()
        self._sum_up()

    def on_resize(self) -> None:
        """Fold what else is known to the new width."""
        super().on_resize()
        self._sum_up()

    def _sum_up(self) -> None:
        viewer, width = self.session.viewer, (self.size.width or self.app.size.width) - AROUND
        lines = [
            line for sense, said in sending.besides(viewer, self.found) for line in hung(sense, said, width)
        ]
        for panel in self.query("#summary").results(Pane):
            panel.display = bool(lines)
            panel.put(Text("\n").join(lines), sending.found(viewer, self.found))

    def hint(self) -> str:
        """How many sends were found of which number."""
        return sending.found(self.session.viewer, self.found)

    def pane_title(self, row: numbers.TimelineRow) -> str:
        """The number of the send."""
        return f"{row.number}.{row.slot}"

    def pane_words(self, row: numbers.TimelineRow, width: int) -> Text:
        """What happened to the number in this send, and all about the row."""
        drawn = timeline([*self._course(row)], width, spaced=False)
        return Text("\n").join([*drawn, show(""), super().pane_words(row, width)])

    def _course(self, row: numbers.TimelineRow) -> Iterator[Event]:
        """The course of a send, with the result for this number where it ended."""
        session, result = self.session, sense_of("state:recipient", row.state)
        state = session.state(row.state, "recipient")
        for name in ("released", "started", "ended"):
            at = getattr(row, name)
            if at:
                yield Event(Sense.GOOD, self.t(f"search.{name}"), session.when(at, year=False))
        yield Event(result, state, "", str(sending.TIMELINE.readers["code"](session.viewer, row)))

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Rows of the result in memory; it does not search again, because each search is a ledger entry."""
        del text
        return portion(self.found.rows, after, limit)

    def changed(self, topics: frozenset[str]) -> None:
        """Do nothing: the result stays as it was found."""

    def do_number(self) -> None:
        """Search for another number."""
        ask_number(self)

    def do_filter(self) -> None:
        """Do nothing: the list is short and has no filter."""
