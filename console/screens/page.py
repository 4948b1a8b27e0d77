"""The frame of every page, and the way in which pages ask the desk and answer keys."""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Any, ClassVar, TypeAlias

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from console import actions
from console.actions import Action
from console.domain.refusals import Refusal
from console.errors import RefusedError
from console.screens import pages
from console.screens.dialogs import DialogScreen
from console.screens.failures import KNOWN
from console.screens.help import help_text
from console.screens.palette import open_palette
from console.widgets.background import in_background
from console.widgets.show import cells, fit, line, show
from console.wire.base import Call

TABS = ("todo", "requests", "approvals", "contacts", "sends", "credentials", "filing", "people", "ledger")
"""The pages behind the digits 1 to 9."""

ORDERED: list[BindingType] = [
    Binding("tab", "app.focus_next", show=False, priority=True),
    Binding("shift+tab", "app.focus_previous", show=False, priority=True),
]
"""Priority keys are carried out one after the other, so that what is typed quickly after Tab lands in the next field."""

STOPPED = frozenset({"lost", "frozen"})
"""States of a gateway that the frame marks: nothing leaves until two people say so (R12)."""

_BOTTOM = 3
"""The library's own screen, the choice of a person and the tab stay."""

WIDE = 100
"""Columns from which a detail pane stands beside a list."""


Then: TypeAlias = Callable[[Any], Awaitable[None] | None]
"""What goes on with an answer; one that draws the page anew is awaited."""


def bindings(*scopes: str, typed: bool = False) -> list[BindingType]:
    """Key bindings of those scopes; `typed` leaves the plain characters to the fields of a form."""
    found: list[BindingType] = []
    for action in [action for scope in scopes for action in actions.of(scope)]:
        keys = [key for key in action.keys if not (typed and _plain(key))]
        if keys:
            found.append(Binding(",".join(keys), f"act('{action.id}')", id=action.id, show=False))
    return found


def _plain(key: str) -> bool:
    return len(key) == 1 or key in {"question_mark", "colon", "slash", "full_stop", "space"}


class Page(DialogScreen):
    """A page: header, tabs, body, message line, keys. Subclasses give `body`, `SCOPE`, and a `do_<name>` for each action.

    Reading runs in a thread and comes back as `Answered` or `Failed` with its call; what a later call in the same slot has
    overtaken is dropped.
    """

    SCOPE: ClassVar[str] = ""
    COMMON: ClassVar[tuple[str, ...]] = (actions.ALL,)
    """The scopes of the actions that it has in common with other pages."""
    USABLE_FIRST: ClassVar[bool] = False
    TAB: ClassVar[str] = ""
    TYPED: ClassVar[bool] = False
    TOPICS: ClassVar[frozenset[str]] = frozenset()
    """What the page is read anew for."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(actions.ALL),
        Binding("g", "chord", show=False),
        *ORDERED,
    ]

    class Answered(Message):
        """The desk answered a call."""

        def __init__(self, slot: str, call: Call, answer: Any, then: Then) -> None:
            super().__init__()
            self.slot, self.call, self.answer, self.then = slot, call, answer, then

    class Failed(Message):
        """A call failed; the words come from the catalogue."""

        def __init__(
            self, slot: str, call: Call, error: Exception, otherwise: Callable[[Exception], None] | None
        ) -> None:
            super().__init__()
            self.slot, self.call, self.error, self.otherwise = slot, call, error, otherwise

    def __init__(self) -> None:
        super().__init__()
        self._newest: dict[str, Call] = {}
        self._chord = False
        self._unanswered = 0
        self._postponed = ""
        self._composing = 0
        self._meanwhile: list[Page.Answered | Page.Failed] = []
        self.covered = False
        self.allowed: dict[str, Refusal | None] = {}

    # ---- the frame

    def compose(self) -> ComposeResult:
        """Header, tabs, body, message line, keys."""
        yield Static(show(""), id="head", markup=False)
        yield Static(show(""), id="tabs", markup=False)
        yield from self.body()
        yield Static(show(""), id="message", markup=False)
        yield Static(show(""), id="keys", markup=False)

    def body(self) -> Iterable[Widget]:
        """What stands between tabs and message line."""
        return ()

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
        """Come back from a page on top: things may have changed. While a person leaves his pages nothing is read."""
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

    async def recompose(self) -> None:
        """Compose the page anew; an answer that comes in meanwhile has nothing to be drawn on, and is heard afterwards."""
        self._composing += 1
        try:
            await super().recompose()
        finally:
            self._composing -= 1
            came, self._meanwhile = self._meanwhile, []
            for message in came:
                self.post_message(message)

    def draw_frame(self) -> None:
        """Draw header, tabs, message and keys."""
        if not self.query("#head"):
            return
        width = self.size.width or self.app.size.width
        head: Text = self._head(width)
        tabs: Text = self._tabs(width)
        self.query_one("#head", Static).update(head)
        self.query_one("#tabs", Static).update(tabs)
        name = "" if self._named_above(width) else self.page_name()
        said = self.session.message
        if not said or said == self.hint():
            # What a page says of itself leaves room for its name.
            said = "  ".join(part for part in (name, said) if part)
        message: Text = line(fit(f" {said}", width))
        self.query_one("#message", Static).update(message)
        keys: Text = self._keys(width)
        self.query_one("#keys", Static).update(keys)

    def _head(self, width: int) -> Text:
        session, me = self.session, self.session.me
        left = f" {self.t('frame.product')}"
        if me is None:
            return line(fit(left, width), "reverse")
        post, department = me.posts[0] if me.posts else ("", "")
        left += (
            f" | {session.department(department) or me.org_name} | {me.name} {session.label('post', post)}"
        )
        stopped = "! " if me.gateway_state in STOPPED else ""
        gateway = f"{stopped}{self.t('frame.gateway')} {session.label('gateway', me.gateway_state)}"
        right = f"{self.t('frame.todo', n=me.todo)}  {gateway}"
        if me.solo:
            right += f"  {self.t('frame.solo')}"
        right += f"  {session.clock()} "
        room = width - cells(right) - 1
        if cells(left) > room:
            left = f" {me.name} {session.label('post', post)}"
        return line(f"{fit(left, room)} {right}", "reverse")

    def _tabs(self, width: int) -> Text:
        drawn = Text(no_wrap=True, overflow="crop", end="")
        before = ""
        for nth, name in enumerate(TABS, 1):
            current = name == self.TAB
            between = "[" if current else "]" if before and before == self.TAB else " "
            words = f"{nth} {self.t(f'tab.{name}')}"
            drawn.append_text(line(between)).append_text(line(words, "bold reverse" if current else ""))
            before = name
        drawn.append_text(line("]" if before == self.TAB else " "))
        name = self.page_name()
        if name and drawn.cell_len + cells(name) + 2 <= width:
            drawn.truncate(width - cells(name) - 1, pad=True)
            drawn.append_text(line(name, "bold"))
        drawn.truncate(width, pad=True)
        return drawn

    def page_name(self) -> str:
        """What this page is called, where it is not the one behind its tab."""
        return "" if not self.SCOPE or self.SCOPE == self.TAB else self.t(f"help.{self.SCOPE}.title")

    def _named_above(self, width: int) -> bool:
        """Whether the row of tabs has room for the page's name; else the message line has it while nothing was said."""
        row: Text = self._tabs(width)
        return row.plain.rstrip().endswith(self.page_name())

    def _keys(self, width: int) -> Text:
        always = ("all.back", "all.help", "all.palette", "all.language")
        end = Text(end="")
        for action_id in always:
            end.append_text(self._key(actions.find(action_id)))
        end.right_crop(2)
        drawn = Text(" ", no_wrap=True, overflow="crop", end="")
        room, own = width - end.cell_len, list(actions.of(self.SCOPE))
        if self.USABLE_FIRST and drawn.cell_len + sum(self._key(one).cell_len for one in own) > room:
            own.sort(key=lambda action: self.refusal(action) is not None)
        for nth, action in enumerate(own):
            part: Text = self._key(action)
            # Behind the last key that fits a mark says that there are more; it needs its room too.
            more = 0 if nth == len(own) - 1 else cells("~ ")
            if drawn.cell_len + part.cell_len + more > room:
                drawn.append_text(line("~ "))
                break
            drawn.append_text(part)
        drawn.truncate(max(0, room), pad=True)
        return drawn.append_text(end)

    def _key(self, action: Action) -> Text:
        keys = [key for key in action.keys if not (self.TYPED and _plain(key))]
        name, label = actions.key_name(keys[0] if keys else action.keys[0]), action.label(self.session.lang)
        if self.refusal(action) is not None:
            return line(f"({name} {label}) ")
        return line(f"{name} ", "bold").append_text(line(f"{label}  "))

    # ---- asking and doing

    def ask(self, call: Call, then: Then, slot: str = "") -> None:
        """Call the desk in a thread; `then` gets the answer unless a later call in the same slot overtook it.

        The slot is the call's type unless one is named: what a person asked for by a key must not be overtaken by what the
        page asks for by itself.
        """
        session = self.session
        self._in_thread(slot or type(call).__name__, call, lambda: session.desk().call(call), then, None)

    def work(
        self,
        job: Callable[[], Any],
        then: Then,
        slot: str = "work",
        otherwise: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do something else than one call in a thread: several calls, a question to the dispatcher; else as `ask`.

        `otherwise` is told of a failure in place of `failed`.
        """
        self._in_thread(slot, Call(), job, then, otherwise)

    def _in_thread(
        self,
        slot: str,
        call: Call,
        job: Callable[[], Any],
        then: Then,
        otherwise: Callable[[Exception], None] | None,
    ) -> None:
        self._newest[slot] = call
        self._unanswered += 1

        def run() -> Message:
            try:
                return self.Answered(slot, call, job(), then)
            except KNOWN as error:
                return self.Failed(slot, call, error, otherwise)

        in_background(self, run)

    async def on_page_answered(self, message: Answered) -> None:
        """Hand an answer on, if it is still what was asked for."""
        message.stop()
        if self._composing:
            self._meanwhile.append(message)
            return
        if self._newest.get(message.slot) is message.call and self.is_mounted:
            drawing = message.then(message.answer)
            if drawing is not None:
                await drawing
        self._heard()

    def on_page_failed(self, message: Failed) -> None:
        """Say why a call failed, if anybody still waits for it."""
        message.stop()
        if self._composing:
            self._meanwhile.append(message)
            return
        if isinstance(message.error, RefusedError) and message.error.refusal.code == "person_not_active":
            # The desk lets him in no longer: asked who he is, it says so, and the session ends.
            self.console.refresh_head()
        elif self._newest.get(message.slot) is message.call:
            if message.otherwise is not None:
                message.otherwise(message.error)
            else:
                self.failed(message.call, message.error)
        self._heard()

    def _heard(self) -> None:
        """An answer is in; the key that waited for the last of them is judged by what the page knows now."""
        self._unanswered -= 1
        if self._postponed and not self._unanswered and self.is_mounted:
            again, self._postponed = self._postponed, ""
            # Who has gone on to another page meanwhile does not want it there.
            if self.is_active:
                self.action_act(again)

    def failed(self, call: Call, error: Exception) -> None:  # noqa: ARG002 - pages judge by the call
        """What a page does about a failure."""
        self.trouble(error)

    def changed(self, topics: frozenset[str]) -> None:
        """What a page does when the desk tells of a change: it is read anew where that is about it."""
        if topics & self.TOPICS:
            self.reload()

    # ---- other pages

    def open(self, name: str, *given: Any, **named: Any) -> None:
        """Open the page of that name (its `SCOPE`) over this one, with what it takes."""
        self.app.push_screen(pages.make(name, *given, **named))

    # ---- keys

    def refusal(self, action: Action) -> Refusal | None:
        """Why this action is not to be had now, from the core's own judgement by act, or the page's by the action's id."""
        return self.allowed.get(action.act or action.id)

    def action_act(self, action_id: str) -> None:
        """Carry an action out, or say why it is not to be had."""
        action = actions.find(action_id)
        refusal = self.refusal(action)
        if self._unanswered and (refusal is not None or self.signs_what_is_shown(action)):
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

    def hint(self) -> str:
        """What the message line says while nothing was done yet that it could tell of."""
        return ""

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
        open_palette(self)
