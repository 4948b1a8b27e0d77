"""The frame of every page: the current person, the tabs, the message line, and the keys with their labels."""

from collections.abc import Iterable
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import Static

from console import actions
from console.actions import Action
from console.domain.refusals import Refusal
from console.locale import key_names
from console.screens.dialogs import DialogScreen
from console.widgets.show import cells, fit, line, show

TABS = ("todo", "requests", "approvals", "contacts", "sends", "credentials", "filing", "people", "ledger")
"""The pages behind the digits 1 to 9."""

WIDE = 100
"""Screen width in columns from which a detail pane stands beside a list."""

STOPPED = frozenset({"lost", "frozen"})
"""Gateway states that the frame marks: nothing is sent until two people allow it (R12)."""


def bindings(*scopes: str, typed: bool = False) -> list[BindingType]:
    """Key bindings of those scopes; `typed` leaves out plain characters, which belong to the fields of a form."""
    made: list[BindingType] = []
    for action in [action for scope in scopes for action in actions.of(scope)]:
        keys = [key for key in action.keys if not (typed and _plain(key))]
        if keys:
            made.append(Binding(",".join(keys), f"act('{action.id}')", id=action.id, show=False))
    return made


def _plain(key: str) -> bool:
    return len(key) == 1 or key in {"question_mark", "colon", "slash", "full_stop", "space"}


class FrameLine(Static):
    """One line of the frame, as wide as the screen. It is drawn only when its words change, without a new layout."""

    def __init__(self, **named: Any) -> None:
        super().__init__(show(""), markup=False, **named)
        self._there: tuple[Text, object] | None = None

    def put(self, words: Text) -> None:
        """Draw these words unless they are drawn already."""
        if self._there != (words, words.style):
            self._there = words, words.style
            drawn: Text = words
            self.update(drawn, layout=False)


class Frame(DialogScreen):
    """A screen with header, tabs, body, message line and keys. Subclasses give `body` and the `SCOPE` of the keys."""

    SCOPE: ClassVar[str] = ""
    COMMON: ClassVar[tuple[str, ...]] = (actions.ALL,)
    """The scopes of actions that the page shares with other pages."""
    USABLE_FIRST: ClassVar[bool] = False
    """Whether unavailable keys come last if the line has no room for all."""
    TAB: ClassVar[str] = ""
    TYPED: ClassVar[bool] = False
    """Whether plain characters go to the page's fields."""

    def __init__(self) -> None:
        super().__init__()
        self.allowed: dict[str, Refusal | None] = {}

    def compose(self) -> ComposeResult:
        """Yield header, tabs, body, message line and keys."""
        yield FrameLine(id="head")
        yield FrameLine(id="tabs")
        yield from self.body()
        yield FrameLine(id="message")
        yield FrameLine(id="keys")

    def body(self) -> Iterable[Widget]:
        """The widgets between tabs and message line."""
        return ()

    def refusal(self, action: Action) -> Refusal | None:
        """Why this action is unavailable now: judged by the core under the act's name, or by the page under the action's id."""
        return self.allowed.get(action.act or action.id)

    def hint(self) -> str:
        """The words of the message line while there is no other message."""
        return ""

    def draw_frame(self) -> None:
        """Draw header, tabs, message and keys."""
        try:
            head = self.get_child_by_id("head", FrameLine)
        except NoMatches:
            return
        width = self.size.width or self.app.size.width
        tabs: Text = self._tabs(width)
        head.put(self._head(width))
        self.get_child_by_id("tabs", FrameLine).put(tabs)
        # If the row of tabs has no room for the page's name, the message line shows it while there is no message.
        name = self.page_name()
        name = "" if tabs.plain.rstrip().endswith(name) else name
        said = self.session.message
        if not said or said == self.hint():
            # The hint of a page leaves room for its name.
            said = "  ".join(part for part in (name, said) if part)
        self.get_child_by_id("message", FrameLine).put(line(fit(f" {said}", width)))
        self.get_child_by_id("keys", FrameLine).put(self._keys(width))

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
        """The page's name, unless it is the page of its tab."""
        return "" if not self.SCOPE or self.SCOPE == self.TAB else self.t(f"help.{self.SCOPE}.title")

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
            # The mark after the last key that fits says that there are more keys; it needs room too.
            more = 0 if nth == len(own) - 1 else cells("~ ")
            if drawn.cell_len + part.cell_len + more > room:
                drawn.append_text(line("~ "))
                break
            drawn.append_text(part)
        drawn.truncate(max(0, room), pad=True)
        return drawn.append_text(end)

    def _key(self, action: Action) -> Text:
        keys = [key for key in action.keys if not (self.TYPED and _plain(key))]
        name, label = key_names.key_name(keys[0] if keys else action.keys[0]), action.label(self.session.lang)
        if self.refusal(action) is not None:
            return line(f"({name} {label}) ")
        return line(f"{name} ", "bold").append_text(line(f"{label}  "))
