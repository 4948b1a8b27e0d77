"""What every page does: it begins, is read anew, opens others, answers keys, and goes back."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.screen import ModalScreen

from console import actions
from console.actions import Action
from console.screens import pages
from console.screens.asking import Asking
from console.screens.frame import TABS, WIDE, bindings
from console.screens.help import help_text
from console.screens.palette import open_palette

ORDERED: list[BindingType] = [
    Binding("tab", "app.focus_next", show=False, priority=True),
    Binding("shift+tab", "app.focus_previous", show=False, priority=True),
]
"""Priority keys are carried out one after the other, so that what is typed quickly after Tab lands in the next field."""

_BOTTOM = 3
"""The library's own screen, the choice of a person and the tab stay."""


class Page(Asking):
    """A page. Subclasses give `body`, `SCOPE`, and a `do_<name>` for each action."""

    TOPICS: ClassVar[frozenset[str]] = frozenset()
    """What the page is read anew for."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(actions.ALL),
        Binding("g", "chord", show=False),
        *ORDERED,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._chord = False
        self._postponed = ""
        self.covered = False

    def on_mount(self) -> None:
        """Draw the frame and read what the page shows; what the page beneath says of itself is not said of this one."""
        beneath = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        theirs = beneath.hint() if isinstance(beneath, Page) else ""
        if self.session.message in {"", theirs}:
            self.say(self.hint())
        self.draw_frame()
        # A page that is taken away before it was whole has nothing to draw on: it was left at once, or the console ends.
        # One whose language changes meanwhile begins when it is drawn.
        if not self._composing:
            with suppress(NoMatches):
                self.begin()

    def begin(self) -> None:
        """Read what the page shows, for the first time."""

    def reload(self) -> None:
        """Read anew what the page shows."""
        self.begin()

    def on_screen_suspend(self) -> None:
        """Another screen came on top; only after a page, not after a dialog, is there anything to read anew."""
        self.covered = not isinstance(self.app.screen, ModalScreen)

    def on_screen_resume(self) -> None:
        """Come back from a page on top: things may have changed. While a person leaves their pages nothing is read."""
        if self.covered and self.session.core is not None:
            self.covered = False
            if not self.session.message:
                self.say(self.hint())
            self.draw_frame()
            self.reload()

    def on_resize(self) -> None:
        """Draw the frame to the new width."""
        self.set_class(self.size.width >= WIDE, "-wide")
        self.draw_frame()

    async def relabel(self) -> None:
        """Draw the whole page in the language in use."""
        await self.recompose()
        # A quick second key may have closed the page meanwhile.
        if self.query("#head"):
            self.draw_frame()
            self.begin()

    def changed(self, topics: frozenset[str]) -> None:
        """What a page does when the desk tells of a change: it is read anew where that is about it."""
        if topics & self.TOPICS:
            self.reload()

    # ---- other pages

    def open(self, name: str, *given: Any, **named: Any) -> None:
        """Open the page of that name (its `SCOPE`) over this one, with what it takes."""
        self.app.push_screen(pages.make(name, *given, **named))

    # ---- keys

    def _heard(self) -> None:
        """The key that waited for the last answer is judged by what the page knows now."""
        super()._heard()
        if self._postponed and not self.unanswered and self.is_mounted:
            again, self._postponed = self._postponed, ""
            # Who has gone on to another page meanwhile does not want it there.
            if self.is_active:
                self.action_act(again)

    def action_act(self, action_id: str) -> None:
        """Carry an action out, or say why it is not to be had."""
        action = actions.find(action_id)
        refusal = self.refusal(action)
        if self.unanswered and (refusal is not None or self.signs_what_is_shown(action)):
            # What is on its way may be newer than what is judged by or shown here, such as the step that was just signed.
            self._postponed = action_id
            return
        self._postponed = ""
        if refusal is not None:
            self.trouble(refusal)
            return
        # What was said was about what was done before.
        self.say(self.hint())
        if action.scope == actions.ALL and action.name in TABS:
            self.leave_for(lambda: self.console.open_tab(action.name))
            return
        getattr(self, f"do_{action.name}")()

    def signs_what_is_shown(self, action: Action) -> bool:
        """Whether a signature follows that cites what the page read. A form reads nothing over what was typed; ending a send never waits."""
        return action.danger == actions.SIGNS and not self.TYPED

    def leave_for(self, then: Callable[[], None]) -> None:
        """Go elsewhere; a page that still has to keep something does so first."""
        then()

    def action_chord(self) -> None:
        """`g` waits for the letter of a page."""
        self._chord = True
        self.say(self.t("frame.chord"))

    def on_key(self, event: events.Key) -> None:
        """The letter after `g` is the page whose name begins so in English."""
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
            self.leave_for(lambda: self.console.open_tab(name))

    def back_saying(self, error: Exception) -> None:
        """Leave a page that cannot be read, and say why on the one beneath."""
        self._back()
        self.trouble(error)

    def do_back(self) -> None:
        """Go back one page; what this one said of itself is not said of that one."""

        def back() -> None:
            if self.session.message == self.hint() and len(self.app.screen_stack) > _BOTTOM:
                self.say("")
            self._back()

        self.leave_for(back)

    def _back(self) -> None:
        if len(self.app.screen_stack) > _BOTTOM:
            self.app.pop_screen()

    def do_reload(self) -> None:
        """Read the page anew."""
        self.console.refresh_head()
        self.reload()

    def do_leave(self) -> None:
        """End the program, after asking."""
        self.leave_for(
            lambda: self.confirm(
                lambda: self.t("leave.title"), lambda: self.t("leave.question"), self.app.exit
            )
        )

    def do_switch(self) -> None:
        """Let another person sit down."""
        self.leave_for(self.console.choose_person)

    def do_language(self) -> None:
        """Change the language of every page."""
        self.console.toggle_language()

    def do_help(self) -> None:
        """Explain the page: what it is for, each of its keys with its clause."""
        self.read(lambda: self.t(f"help.{self.SCOPE}.title"), lambda: help_text(self))

    def do_palette(self) -> None:
        """Find an action by its name."""
        open_palette(self, self.action_act)
