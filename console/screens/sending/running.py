"""Every send that is under way on one page: how far it is, what became of its recipients, and a key that holds it."""

from collections.abc import Iterable
from typing import ClassVar, Final, NamedTuple

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from console.acting.freezes import brakes
from console.domain.refusals import Refusal, refuse
from console.domain.states import SlotState
from console.look.roles import Role
from console.look.senses import Sense
from console.nouns.sending import ToMonitor
from console.screens.frame import bindings
from console.screens.page import Page
from console.screens.sending import holding, monitor_words
from console.screens.session import Session, number
from console.widgets.lines import Lines
from console.widgets.paint import ink
from console.widgets.show import show
from console.wire.base import Call
from console.wire.sending import sends

STATES: Final = (SlotState.SENDING, SlotState.HELD, SlotState.RELEASED)
"""Sends that are under way; those that run come first."""
_TICK: Final = 1.0
_MOST: Final = 40
"""Sends on the page; the list of sends has all of them."""


class UnderWay(NamedTuple):
    """The sends on the page, and how many there are in all."""

    rows: list[sends.SendRow]
    total: int


def under_way(session: Session) -> UnderWay:
    """The sends that are under way, as the desk tells them now; runs in a thread."""
    call = session.desk().call
    pages: list[sends.SendPage] = [call(sends.SendsPage(state=state, limit=_MOST)) for state in STATES]
    rows = [row for page in pages for row in page.rows]
    return UnderWay(rows[:_MOST], sum(page.page.total for page in pages))


def drawn(session: Session, row: sends.SendRow, width: int) -> list[Text]:
    """One send: state, purpose and window, its share, the bar of its parts with their figures."""
    above = monitor_words.title(session, row, width)
    return [
        *above,
        monitor_words.share(session, row.tally),
        *monitor_words.parts(session, row.tally, width),
    ]


class Running(Lines, can_focus=True):
    """One send in its frame."""

    def __init__(self, row: sends.SendRow) -> None:
        super().__init__(classes="panel")
        self.row = row


class RunningPage(Page, scope="running"):
    """The sends under way, read once a second."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("running"),
        Binding("down,j", "app.focus_next", show=False),
        Binding("up,k", "app.focus_previous", show=False),
    ]
    CSS = """
    #running { height: 1fr; }
    #more { height: auto; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[sends.SendRow] = []
        self.more = 0
        self._read = self._asking = False

    def body(self) -> Iterable[Widget]:
        """Yield a frame for each send, or the words that there is none."""
        yield VerticalScroll(*self._frames(), id="running", can_focus=False)

    def _frames(self) -> Iterable[Widget]:
        if not self.rows:
            words = show(self.t("running.none" if self._read else "list.waiting"))
            none = Static(words, classes="panel", markup=False)
            none.border_title = show(self.t("help.running.title"))
            yield none
        if self.more:
            said = self.t("running.more", n=len(self.rows), more=number(self.more))
            yield Static(ink(said, Role.WARN), id="more", markup=False)
        for row in self.rows:
            frame = Running(row)
            frame.border_title = show(f"{row.number}.{row.slot}")
            yield frame

    def begin(self) -> None:
        """Read now, and then once a second."""
        self._draw()
        self._look()
        self.set_interval(_TICK, self._tick)

    def reload(self) -> None:
        """Read now."""
        self._look()

    async def relabel(self) -> None:
        """Draw in the other language with the last data."""
        at = self._at()
        await self.recompose()
        self.draw_frame()
        self._draw()
        self._focus(at)

    def _tick(self) -> None:
        if self.app.screen is self:
            self._look()

    def _look(self) -> None:
        if not self._asking:
            self._asking = True
            session = self.session
            self.work(lambda: under_way(session), self._show, slot="running", otherwise=self._unread)

    def _unread(self, error: Exception) -> None:
        """The next reading is a second away; only a first one that fails is told in a dialog."""
        self._asking = False
        if not self._read:
            self._read = True
            self.failed(Call(), error)

    async def _show(self, now: UnderWay) -> None:
        before = [_key(row) for row in self.rows], self.more
        self.rows, self.more = now.rows, now.total - len(now.rows)
        first, self._read, self._asking = not self._read, True, False
        self.console.hear()
        if first or before != ([_key(row) for row in self.rows], self.more):
            at = self._at()
            await self.recompose()
            self.draw_frame()
            self._focus(at)
        self._draw()

    def _draw(self) -> None:
        session = self.session
        for frame, row in zip(self.query(Running), self.rows, strict=False):
            frame.row = row
            frame.put(lambda width, row=row: drawn(session, row, width))  # type: ignore[misc]  # a row of its own for each

    def _at(self) -> tuple[int, int]:
        return _key(self.focused.row) if isinstance(self.focused, Running) else (0, 0)

    def _focus(self, at: tuple[int, int]) -> None:
        frames = [*self.query(Running)]
        for frame in [one for one in frames if _key(one.row) == at] or frames[:1]:
            frame.focus()

    # ---- keys

    def bar_open(self) -> Refusal | None:
        """That nothing is under way."""
        return refuse("nothing_under_way", "R2") if self._read and not self.rows else None

    bar_hold = bar_open

    def do_open(self) -> None:
        """Open the monitor of the send in front."""
        if isinstance(self.focused, Running):
            self.go(ToMonitor(self.focused.row.request, self.focused.row.slot))

    def do_hold(self) -> None:
        """Hold the send in front at once."""
        if isinstance(self.focused, Running):
            row = self.focused.row
            holding.hold(self, row.request, row.slot, row, self._held)

    def _held(self, taken: brakes.Braked) -> None:
        self.say(holding.told(self.session, "held", taken), Sense.GOOD)
        self._look()


def _key(row: sends.SendRow) -> tuple[int, int]:
    return row.request, row.slot
