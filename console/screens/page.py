"""What every page does: load its data, reload it, open other pages, answer keys, and go back."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widget import Widget

from console import actions
from console.actions import TABS, Action
from console.look.senses import Sense
from console.screens import pages, redraw, ways
from console.screens.asking import Asking
from console.screens.frame import NARROW, URGENT, WIDE, bindings
from console.widgets.line_input import LineInput
from console.widgets.paint import marks
from console.widgets.pane import Scrolled
from console.widgets.record_list import RecordList
from console.widgets.turns import Awaited, Typed

ORDERED: list[BindingType] = [
    Binding("tab", "app.focus_next", show=False, priority=True),
    Binding("shift+tab", "app.focus_previous", show=False, priority=True),
]
"""Priority keys are handled one after the other, so text that is typed quickly after Tab lands in the next field."""


class Page(Awaited, Asking):
    """A page. Subclasses give `body`, and a `do_<name>` for each action that does more than open a page which needs nothing else."""

    TOPICS: ClassVar[frozenset[str]] = frozenset()
    """The topics of change for which the page reloads."""
    ABOUT_SHOWN: ClassVar[frozenset[str]] = frozenset()
    """Further actions that wait for what the page is about to show, where keys open one thing after the other."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(actions.ALL),
        Binding("g", "chord", show=False),
        Binding("ctrl+c", "interrupt", show=False),
        *ORDERED,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._chord = False
        self._postponed = ""
        self._arrived = self._answered = False
        self.covered = False
        self.opened: tuple[Any, ...] | None = None

    def opened_with(self) -> tuple[Any, ...] | None:
        """What the page of this name is opened with to be seen again; None if it was not opened by its name."""
        return self.opened

    def on_mount(self) -> None:
        """Draw the frame and load the page; a hint or a fault of the page beneath does not stay on the message line."""
        beneath = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        theirs = beneath.hint() if isinstance(beneath, Page) else ""
        if self.session.message in {"", theirs} or self.session.meaning is Sense.BAD:
            self.say(self.hint())
        self.draw_frame()
        # A page that was closed before it was composed has no widgets to draw on; this happens when a person leaves at once or the
        # console ends. A page that is being recomposed for a new language begins once that is done.
        if not self._composing:
            with suppress(NoMatches):
                self.begin()

    def begin(self) -> None:
        """Load what the page shows for the first time."""

    def reload(self) -> None:
        """Load again what the page shows."""
        self.begin()

    def heard(self, *, again: bool) -> None:
        """Once the desk answers again, the page in front reads again."""
        if again:
            self.reload()

    async def offer_people(self) -> None:
        """Offer the people to choose from, on the page that is the choice of a person."""

    def on_screen_suspend(self) -> None:
        """Note whether the screen on top is a page; after a dialog nothing has to be reloaded."""
        self.covered = not isinstance(self.app.screen, ModalScreen)

    def on_screen_resume(self) -> None:
        """Reload after a page on top was closed, as things may have changed. Nothing is read while a person leaves their pages."""
        if self.covered and self.session.core is not None and self.is_current:
            self.covered = False
            if not self.session.message:
                self.say(self.hint())
            self.draw_frame()
            self.reload()

    def on_resize(self) -> None:
        """Draw the frame to the new width."""
        self.fit_to(self.size)
        self.draw_frame()

    def fit_to(self, size: Size) -> None:
        """Whether there is room for a pane, and whether for two columns."""
        self.set_class(size.width >= WIDE, "-wide")
        self.set_class(size.width < NARROW, "-narrow")

    async def relabel(self) -> None:
        """Draw the whole page in the current language."""
        await self.recompose()
        # A quick second key may have closed the page meanwhile.
        if self.query("#head"):
            self.draw_frame()
            self.begin()

    def _compositor_refresh(self) -> None:
        """Draw nothing behind the curtain or another page: it would take as long as what is seen, and all is drawn when it is seen.

        The library takes the screen below for seen and draws the upper one anew with it; only what a dialog leaves free is.
        """
        here = self.app.screen
        if self.console.curtained if self is here else isinstance(here, Page):
            self._dirty_widgets.clear()
            self._compositor._dirty_regions.clear()  # noqa: SLF001 - as the library itself does
            return
        super()._compositor_refresh()

    def changed(self, topics: frozenset[str]) -> None:
        """Reload the page if the desk reports a change in one of its topics."""
        if topics & self.TOPICS:
            self.reload()

    def early(self, typed: Typed) -> bool:
        """Whether this comes before what it may be about: what a key opens that waits, all that the page shows first, rows of a list.

        The key right behind one that waits may be urgent; further ones are letters of what is typed for the dialog to come.
        """
        if self.holds:
            return not (isinstance(typed, events.Key) and self._urgent(typed.key))
        if not self._arrived and (self.unanswered or self._answered):
            return True
        focused = self.focused
        # What goes into a field is about no row.
        if isinstance(typed, events.Paste) or (
            focused is not None and focused.check_consume_key(typed.key, typed.character)
        ):
            return False
        return self._rows_lack()

    # ---- other pages

    def open(self, name: str) -> None:
        """Open a page that needs nothing, by its name (its `SCOPE`), over this one."""
        self.app.push_screen(pages.make(name))

    def go(self, about: pages.About) -> None:
        """Open the page that shows this over this one."""
        self.app.push_screen(pages.showing(about))

    # ---- a body that is longer than the screen

    def scrolled(self, *widgets: Widget, classes: str = "scroll") -> Scrolled:
        """A body that scrolls; how many lines of it are beneath stands on the message line."""
        return Scrolled(*widgets, told=self._say_beneath, id="scroll", classes=classes)

    def _say_beneath(self, n: int) -> None:
        self.tell_beneath(*(self.goes_on(n) if n else ()))

    def goes_on(self, n: int) -> tuple[str, ...]:
        """The sign that the body goes on for so many lines, the longest first; the keys that scroll need no name."""
        return (self.t("frame.more_lines", mark=marks().below, n=n),)

    # ---- keys

    def _heard(self) -> None:
        """Carry out the key that waited for the last answer, judged by what the page knows now."""
        super()._heard()
        self._answered = True
        if not (self._arrived or self.unanswered):
            # Called after what the answer has set going, such as a form that is drawn with what was read.
            self.call_later(self._arrive)
        if self._postponed and not self.unanswered and self.is_mounted:
            again, self._postponed = self._postponed, ""
            # If the person has moved on to another page, the key is dropped.
            if self.is_active:
                self.action_act(again)

    def _arrive(self) -> None:
        self._arrived = not self.unanswered

    @property
    def all_here(self) -> bool:
        """Whether all that the page shows first has come."""
        return self.is_mounted and not self.unanswered and not self._rows_lack()

    def _rows_lack(self) -> bool:
        return any(records.lacks for records in self.query(RecordList))

    @property
    def holds(self) -> bool:
        """Whether a key waits for an answer: those typed after it were typed for what it opens."""
        return bool(self._postponed)

    def _urgent(self, key: str) -> bool:
        """Whether a key stops something at once: it waits for no answer that another key waits for (R2, R12)."""
        own = (action for action in actions.of(self.SCOPE) if action.name in URGENT)
        return any(key in action.keys for action in own)

    def action_act(self, action_id: str) -> None:
        """Carry out an action, or say why it is unavailable."""
        action = actions.find(action_id)
        refusal = self.refusal(action)
        if self.unanswered and (refusal is not None or self.signs_what_is_shown(action)):
            # The answer on its way may be newer than what this page judges by or shows, for example after a step was just signed.
            self._postponed = action_id
            return
        self._postponed = ""
        if refusal is not None:
            self.trouble(refusal)
            return
        # The message on the line was about the previous action.
        self.say(self.hint())
        if action.scope == actions.ALL and action.name in TABS:
            self._to_tab(action.name)
            return
        self.by_key = True
        try:
            # A key without a method of its own is a door.
            do = getattr(self, f"do_{action.name}", None)
            do() if do is not None else self.open(ways.opened(action))
        finally:
            self.by_key = False

    def signs_what_is_shown(self, action: Action) -> bool:
        """Whether the key is about what the page read, as a signature is. A form never reloads; ending a send never waits."""
        return (action.danger == actions.SIGNS and not self.TYPED) or action.name in self.ABOUT_SHOWN

    def leave_for(self, then: Callable[[], None]) -> None:
        """Go elsewhere; a page that still has to save something does so first."""
        then()

    def action_chord(self) -> None:
        """Wait for the letter of a page after `g`."""
        self._chord = True
        self.say(self.t("frame.chord"))

    def action_interrupt(self) -> None:
        """Say how to leave: nothing is interrupted by this key, which a terminal gives a meaning of its own."""
        self.say(self.t("frame.interrupt"))

    @on(LineInput.Full)
    def _full(self, message: LineInput.Full) -> None:
        """Say at once what did not fit, beside the field where it is one of a form."""
        message.stop()
        words = self.t("fields.full", most=message.most, lost=message.lost)
        if message.beside is not None:
            message.beside.full(words)
        else:
            self.say(words, Sense.BAD)

    def on_key(self, event: events.Key) -> None:
        """Open the page that the letter after `g` stands for: the first letter of its English name, or `k` for credentials."""
        if not self._chord or event.key == "g":
            return
        self._chord = False
        letters = {
            "t": "todo",
            "r": "requests",
            "a": "approvals",
            "c": "contacts",
            "s": "sends",
            "k": "credentials",
        }
        letters |= {"f": "filing", "p": "people", "l": "ledger"}
        name = letters.get(event.key)
        self.say(self.hint())
        if name:
            event.stop()
            event.prevent_default()
            self.action_act(f"{actions.ALL}.{name}")

    def _to_tab(self, name: str) -> None:
        def go() -> None:
            # A hint is about the page that has it.
            self.say("")
            self.console.open_tab(name)

        self.leave_for(go)

    def back_saying(self, error: Exception) -> None:
        """Leave a page that cannot be loaded, and say why on the page beneath."""
        self._back()
        self.trouble(error)

    def do_back(self) -> None:
        """Go back one page; the hint of this page does not stay on the message line."""

        def back() -> None:
            if self.session.message == self.hint() and len(self.app.screen_stack) > self.console.beneath + 1:
                self.say("")
            self._back()

        self.leave_for(back)

    def _back(self) -> None:
        if len(self.app.screen_stack) > self.console.beneath + 1:
            self.app.pop_screen()

    def do_reload(self) -> None:
        """Reload the page, and draw it anew: something else may have written on the terminal."""
        self.console.repaint()
        self.console.refresh_head()
        self.reload()

    def do_leave(self) -> None:
        """End the program, after asking."""

        def question() -> str:
            return self.t("leave.drafts" if self._would_lose() else "leave.question")

        self.leave_for(lambda: self.confirm(lambda: self.t("leave.title"), question, self.app.exit))

    def _would_lose(self) -> bool:
        """Whether forms are unfinished that last no longer than the session."""
        return self.session.drafts.would_lose(self.session.person)

    def do_switch(self) -> None:
        """Let another person use the console."""

        def switch() -> None:
            if self._would_lose():
                title, question = lambda: self.t("action.all.switch"), lambda: self.t("leave.drafts")
                self.confirm(title, question, self.console.choose_person)
            else:
                self.console.choose_person()

        self.leave_for(switch)

    def do_language(self) -> None:
        """Change the language of every page."""
        redraw.other_language(self.console)

    def do_marks(self) -> None:
        """Draw frames and marks in ASCII, or as before."""
        redraw.other_marks(self.console)

    def do_help(self) -> None:
        """Explain the page: what it is for, and each of its keys with its clause."""
        from console.screens.help import open_help  # noqa: PLC0415 - knows the acts that are signed

        open_help(self, self.SCOPE, lambda: self.action_act("all.keys"))

    def do_keys(self) -> None:
        """Show every page with its keys."""
        self.leave_for(lambda: self.open("keys"))

    def do_palette(self) -> None:
        """Find an action, a request, a person or anything else by its name."""
        from console.screens.palette import open_palette  # noqa: PLC0415 - knows all that can be found

        open_palette(self, self.action_act)
