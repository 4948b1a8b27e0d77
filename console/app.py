"""The terminal application: it holds a session, opens pages, and always gives the terminal back."""

import console.widgets.environment  # noqa: F401 - it sets what the library reads when it is imported

# isort: split
import asyncio
import gc
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen

from console import actions
from console.acting.roll import Roll
from console.acting.sitting import Core, Seat, seat
from console.errors import ConsoleError, RefusedError
from console.keymap import Fault, Keymap
from console.locale import words
from console.look.senses import Sense
from console.nouns.shared import ToChoice
from console.screens import pages, places, redraw
from console.screens.desk_events import Changed, Known, Seated, Unknown
from console.screens.failures import KNOWN, whole
from console.screens.faults import FaultApp
from console.screens.hearing import PATIENCE
from console.screens.idle import Idle
from console.screens.page import Page
from console.screens.session import Session
from console.widgets import looks, paint
from console.widgets.background import in_background
from console.widgets.curtain import Curtain
from console.widgets.sheet import Sheet
from console.widgets.show import show
from console.widgets.terminal import GuardedDriver, NotUtf8, use_look
from console.widgets.turns import Awaited, Turns
from console.wire import calls
from console.wire.duties.here import Me

if TYPE_CHECKING:
    from console.screens.lock import LockPage

_HEAD_SECONDS = 30.0
_SETTLED_SECONDS = 0.25
"""After a change of size a terminal was seen to be at its old cells for less."""
_LOADED_SECONDS = 1.0
"""By then the first page is there."""
_NEXT = (
    "console.screens.dialogs",
    "console.widgets.act",
    "console.screens.help",
    "console.screens.palette",
    "console.screens.act_form",
    "console.acting.own_trust",
)
"""What the next keys need, and the first page does not."""

__all__ = ["ConsoleApp"]


def _new(before: Me, now: Me) -> bool:
    """Whether something new waits on the person. Counts are not compared: something else may have been done meanwhile."""
    return not set(now.waits) <= set(before.waits)


class ConsoleApp(FaultApp, inherit_bindings=False):
    """The console. `connect` gives one person's line to the desk; it is called in a thread.

    `roll` reads the list of people to choose from (solo); without it the desk knows the caller by their account. `person` skips
    that choice. `keys` gives a person's key file, `demo_passphrases` the passphrases that a demonstration prints, `inbox` the
    folder for exports. `report` keeps a traceback under an id; without it the traceback is lost, because it never reaches the
    terminal. `idle` says after how long without a key the console locks and leaves.
    `keymap` are the person's own keys. `begun` is the seat of `person`, if it was asked for before the application was made.
    """

    TITLE = "sms-console"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = """
    * { scrollbar-size-vertical: 1; }
    Screen { background: $c-ground; color: $c-text; }
    #head, #tabs, #message, #keys { height: 1; width: 100%; }
    #head, #keys { background: $c-raised; }
    .panel { border: round $c-line; border-title-color: $c-muted; border-title-style: bold; border-subtitle-color: $c-muted; padding: 0 1; }
    .panel.-warn { border: round $c-warn; border-title-color: $c-warn; }
    .panel.-danger { border: round $c-danger; border-title-color: $c-danger; }
    .panel:focus-within, .panel:focus { border: $c-focus $c-accent; border-title-color: $c-accent; }
    #listed { height: 1fr; layout: vertical; }
    #pane { height: 1fr; width: 100%; }
    .-low #pane { display: none; }
    .-beside #listed { layout: horizontal; }
    .scroll { height: 1fr; }
    .scroll Static { height: auto; padding: 0 1; }
    LineInput, LinesInput, SecretInput { background: $c-ground; color: $c-text; background-tint: $c-ground 0%; }
    LineInput:focus, LinesInput:focus, SecretInput:focus { background: $c-raised; background-tint: $c-ground 0%; }
    LineInput > .input--placeholder, LineInput:ansi > .input--placeholder { color: $c-muted; text-style: none; }
    SecretInput > .input--placeholder, SecretInput:ansi > .input--placeholder { color: $c-muted; text-style: none; }
    /* The library blends these two. */
    LinesInput:light .text-area--cursor { color: $input-cursor-foreground; background: $input-cursor-background; }
    LinesInput .text-area--matching-bracket { background: $c-raised; }
    /* With few colours a field has no ground of its own: reverse shows where one types. */
    LineInput:ansi > .input--cursor, SecretInput:ansi > .input--cursor { text-style: reverse; }
    """

    def __init__(  # noqa: PLR0913 - the seams of a session, each with its default
        self,
        connect: Callable[[str], Core],
        *,
        roll: Callable[[], Roll] | None = None,
        keys: Callable[[str], Path],
        lang: str = "zh",
        demo_passphrases: Callable[[str], str] | None = None,
        inbox: Path | None = None,
        report: Callable[[str, BaseException], None] | None = None,
        person: str = "",
        look: looks.Look | None = None,
        idle: Idle | None = None,
        keymap: Keymap | None = None,
        begun: Future[Seat] | None = None,
    ) -> None:
        look = look or looks.chosen("")
        # The library picks its colour filter here, before it knows a theme; without `ansi_color` it picks the wrong one.
        super().__init__(driver_class=GuardedDriver, ansi_color=look.ansi or None)
        paint.use(look)
        use_look(look)
        self.register_theme(looks.theme_of(look.theme))
        self.session = Session(connect, roll, keys, lang, demo_passphrases, inbox or Path.home())
        self._report = report
        self._first, self._begun = person, begun
        self.theme = look.theme
        self.stylesheet = Sheet(variables=self.get_css_variables())
        self._keymap_faults = self._use_keys(keymap or Keymap())
        self._idle = idle or Idle()
        self._keyed = time.monotonic()
        self._head_asked = 0.0
        """When the desk was last asked who the caller is, on the monotonic clock; 0 once it answered."""
        self._lock: LockPage | None = None
        self._after_lock: list[Callable[[], object]] = []
        self._turns = Turns(self, super().on_event)
        self._curtain = Curtain(self)
        self._sized = False

    def _use_keys(self, keymap: Keymap) -> Sequence[Fault]:
        """Take a person's own keys; return what of them does not count."""
        actions.use_keys(keymap.keys)
        self.set_keymap({name: ",".join(keys) for name, keys in keymap.keys.items()})
        return keymap.faults

    # ---- life

    def on_mount(self) -> None:
        """Speak of pages and keys; give the terminal back when the line is cut or the host stops; start the choice of a person."""
        words.use_commands(False)
        loop = asyncio.get_running_loop()
        for name in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(name, self._cut)
        sys.excepthook = self._excepthook
        self.set_interval(_HEAD_SECONDS, self.refresh_head)
        self.set_interval(min(1.0, self._idle.lock / 4), self._look_at_the_clock)
        begun, self._begun = self._begun, None
        if begun is not None and begun.done() and begun.exception() is None:
            self.on_seated(Seated(begun.result()))
        else:
            named = bool(self._first) or self.session.roll is None
            if named:
                self.sit_down(self._first, begun)
            self._ask_who(named=named)
        self.set_timer(_LOADED_SECONDS, self._load_next)

    def _load_next(self) -> None:
        """Load in a thread what the next keys need. Then collect garbage again, but not among what was loaded.

        What was loaded stays, and to look at it holds up a key.
        """

        def job() -> None:
            try:
                for name in _NEXT:
                    import_module(name)
            finally:
                gc.freeze()
                gc.enable()

        threading.Thread(target=job, daemon=True).start()

    def _cut(self) -> None:
        """End because the line was cut or the host stops; the person finds the same page at the next start."""
        places.keep(self.session, self.screen_stack)
        self.exit()

    def on_unmount(self) -> None:
        """Close what unfinished work holds open."""
        self.session.drafts.forget(self.session.person)

    def on_resize(self) -> None:
        """Draw everything anew: what the terminal made of its old cells is not known, and it may still be at it."""
        if self._sized:
            self.repaint()
            self.set_timer(_SETTLED_SECONDS, self.repaint)
        self._sized = True

    def repaint(self) -> None:
        """Send the whole screen to the terminal, also what it should show already."""
        if isinstance(self._driver, GuardedDriver):
            self._driver.picture.forget()
        self.refresh()

    def heard(self, topics: frozenset[str]) -> None:
        """Take the desk's notice that topics changed; may be called from any thread."""
        if self.is_running:
            self.post_message(Changed(topics))

    def on_changed(self, message: Changed) -> None:
        """Refresh the head and the top page. A page that is not drawn yet, or is being redrawn, reads its data when it is drawn."""
        message.stop()
        self.refresh_head()
        page = self.screen
        if isinstance(page, Page) and page.query("#head") and "connection" not in message.topics:
            page.changed(message.topics)

    def on_not_utf8(self, message: NotUtf8) -> None:
        """Say that the terminal's encoding is not UTF-8."""
        message.stop()
        self.say(self.session.t("frame.not_utf8"), Sense.BAD)

    # ---- who sits here

    def _ask_who(self, *, named: bool) -> None:
        self.beneath += 1
        self.push_screen(pages.showing(ToChoice(named)))

    def sit_down(self, person: str, begun: Future[Seat] | None = None) -> None:
        """Connect as that person and read names, unless that has `begun`; the pages open when the desk has answered."""
        connect, self._turns.held = self.session.connect, True

        def job() -> Message:
            try:
                return Seated(seat(connect(person)) if begun is None else begun.result())
            except KNOWN as error:
                return Unknown(error, first=True)

        in_background(self, job)

    def refresh_head(self) -> None:
        """Ask again who the caller is and what waits for them."""
        session = self.session
        if session.core is None:
            return
        core, self._head_asked = session.core, self._head_asked or time.monotonic()

        def job() -> Message:
            try:
                return Known(core, core.call(calls.WhoAmI()))
            except KNOWN as error:
                return Unknown(error, first=False)

        in_background(self, job)

    def on_seated(self, message: Seated) -> None:
        """Open the pages of the person who came."""
        message.stop()
        session, self._turns.held = self.session, False
        session.core, session.me, session.departments, session.names = message.seat
        message.seat.core.roots = session.roots
        self._head_asked = 0.0
        session.hearing.answered()
        session.person = message.seat.me.person
        words.use_zone(session.zone().key)
        words.use_general(self._general)
        session.marked.clear()
        session.seen.clear()
        session.filters.clear()
        self.say(self._about_keys(), Sense.YOURS)
        self._begin()
        self._draw_frames()

    def _general(self) -> str:
        me = self.session.me
        return me.general if me is not None else ""

    def on_known(self, message: Known) -> None:
        """Take in who the caller is; ring the bell when something new waits on them."""
        message.stop()
        session, before = self.session, self.session.me
        if message.core is not session.core:
            return
        self._head_asked = 0.0
        session.me = message.me
        self.hear()
        words.use_zone(session.zone().key)
        if before is not None and before.person == message.me.person and _new(before, message.me):
            self.bell()
        self._draw_frames()

    def _begin(self) -> None:
        """Open the first page, or those that were open when the line was cut."""
        kept = places.take(self.session)
        self.open_tab(kept[0].page if kept else "todo")
        if kept:
            self.say(self.session.t("frame.back_again"), Sense.NOW)
            self.run_worker(places.open_again(self, kept))

    def _about_keys(self) -> str:
        """What of a person's own keys does not count, on one line; said when they come to their pages."""
        if not self._keymap_faults:
            return ""
        first, *more = (fault.words(self.session.lang) for fault in self._keymap_faults)
        return self.session.t("keymap.faults", first=first, more=len(more)) if more else first

    def on_unknown(self, message: Unknown) -> None:
        """Show why the person could not start. If only refreshing the head failed, say so on the message line."""
        message.stop()
        self._turns.held &= not message.first
        page = self.screen
        if message.first and isinstance(page, Page):
            self.run_worker(self._offer(message.error))
        elif isinstance(message.error, RefusedError):
            self._session_over(message.error)
        else:
            self._head_asked = 0.0
            self.hear(message.error)

    def hear(self, error: Exception | None = None) -> None:
        """Note that the desk answered, or why a call failed; once it answers again, the page in front reads again."""
        hearing = self.session.hearing
        before = hearing.silent
        if error is None:
            hearing.answered()
        else:
            hearing.failed(error)
        if hearing.silent != before:
            self._draw_frames()
            for screen in self.screen_stack:
                if isinstance(screen, Page) and screen.stands:
                    screen.heard(again=screen is self.screen and not hearing.silent)

    def _listen(self) -> None:
        """Ask a desk that is silent, or on which a page waits, until it answers; one that lets the question wait is silent too."""
        if self.session.core is None:
            return
        waiting = self._head_asked and time.monotonic() - self._head_asked > PATIENCE
        if waiting and not self.session.hearing.silent:
            self.hear(ConsoleError("desk_slow", call="whoami"))
        page = self.screen
        waits = isinstance(page, Page) and page.unanswered and page.waits_long()
        if not self._head_asked and (self.session.hearing.silent or waits):
            self.refresh_head()

    def _session_over(self, error: RefusedError) -> None:
        """Say why the desk no longer lets the person in (suspended, left, their login lost), and show nothing more."""
        self._open_lock()
        if self.session.roll is None:
            self.exit(message=show(self.session.t("idle.over", why=whole(error, self.session))))
            return
        self.choose_person(error)

    async def _offer(self, why: Exception | None) -> None:
        """Offer the choice of a person; say why the one who wanted to may not sit down."""
        page = self.screen
        if isinstance(page, Page):
            await page.offer_people()
            if why is not None:
                page.trouble(why)

    def choose_person(self, why: Exception | None = None) -> None:
        """Go back to the choice of a person, and say why; leave where there is no choice."""
        if self.session.roll is None:
            self.exit()
            return
        person = self.session.person
        self.session.core, self.session.me, self.session.person = None, None, ""
        self._unwind()
        self.session.drafts.forget(person)
        self._draw_frames()
        if self.beneath == 1:
            self._ask_who(named=False)
        self.run_worker(self._offer(why))

    # ---- idle

    async def on_event(self, event: events.Event) -> None:
        """Note when a person last pressed a key, clicked or pasted (what the console causes itself does not count); keys take turns."""
        if isinstance(event, events.Key | events.MouseDown | events.Paste) and not event.is_forwarded:
            self._keyed = time.monotonic()
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._turns.take(event)
        else:
            await super().on_event(event)

    def _look_at_the_clock(self) -> None:
        """Lock or leave after enough idle time; the lock waits for an act that is in progress. Listen whether the desk answers."""
        if not self.screen_stack:  # A tick may come between the end of the last page and that of the timers.
            return
        self._listen()
        idle = time.monotonic() - self._keyed
        if idle >= self._idle.leave:
            places.keep(self.session, self.screen_stack)
            self.exit(message=show(self.session.t("idle.left")))
        elif (
            idle >= self._idle.lock
            and self._lock is None
            and self.session.core is not None
            and not self._busy()
        ):
            self._close_lock()

    def _busy(self) -> bool:
        return any(isinstance(screen, Awaited) and screen.at_work for screen in self.screen_stack)

    def _close_lock(self) -> None:
        """Clear every passphrase field and put the lock in front, so that nothing shown stays in view."""
        from console.screens.lock import LockPage, cleared  # noqa: PLC0415 - nobody needs it in the first minutes

        cleared(self.screen_stack)
        lock = LockPage()
        self.push_screen(lock)
        self._lock = lock

    def on_lock_page_unlocked(self, message: "LockPage.Unlocked") -> None:
        """Continue where the person was. Unlocking counts as activity, however long it took."""
        message.stop()
        self._keyed = time.monotonic()
        self._open_lock()
        self.refresh_head()

    def _open_lock(self) -> None:
        if self._lock is None:
            return
        self._lock = None
        self.pop_screen()
        self.repaint()
        waiting, self._after_lock = self._after_lock, []
        for one in waiting:
            one()

    def push_screen(self, *arguments: Any, **options: Any) -> Any:
        """Show a screen. While the keys are locked, wait for the unlock, so that nothing comes in front of the lock."""
        if self._lock is not None:
            self._after_lock.append(lambda: self.push_screen(*arguments, **options))
            return AwaitComplete()
        if isinstance(arguments[0], Page):
            self._curtain.close(arguments[0])
        return super().push_screen(*arguments, **options)

    @property
    def curtained(self) -> bool:
        """See SessionApp."""
        return self._curtain.closed

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if not self._curtain.closed:
            super()._display(screen, renderable)

    def pop_screen(self) -> AwaitComplete:
        """Close a page. While the keys are locked, wait for the unlock."""
        if self._lock is not None:
            self._after_lock.append(self.pop_screen)
            return AwaitComplete()
        return super().pop_screen()

    # ---- pages

    def open_tab(self, name: str) -> None:
        """Show the page of that name in place of all open pages."""
        if self.session.core is None:
            return
        self._unwind()
        self.push_screen(pages.make(name))

    def _unwind(self) -> None:
        while len(self.screen_stack) > self.beneath:
            self.pop_screen()

    def say(self, message: str, meaning: Sense = Sense.PLAIN) -> None:
        """Keep a message on the message line until the next one, with the mark and the colour of what it means."""
        self.session.message, self.session.meaning = message, meaning
        self._draw_frames()

    def _draw_frames(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Page) and screen.stands:
                screen.draw_frame()

    def action_language(self) -> None:
        """Change the language, also while a dialog is open."""
        redraw.other_language(self)

    def get_system_commands(self, screen: Screen[object]) -> list[SystemCommand]:
        """Return no commands: one of the library's own would write the screen to a file."""
        del screen
        return []
