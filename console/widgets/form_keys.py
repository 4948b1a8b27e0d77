"""The keys that lead through fields, the same in every form and in every dialog.

Space turns a box and stays there; Enter goes on to the next field and never ticks; x ticks the box and goes on, for a hand
that has many to tick; Ctrl+J breaks a line in a text of several lines. A field that is taken from a list opens it on Space,
and on Enter while nothing is taken.
"""

from typing import TYPE_CHECKING, Any, Final

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from console.widgets.fields import LinesInput, Listed, Tick

FORM_KEYS: Final[list[BindingType]] = [
    Binding("enter", "enter", show=False, priority=True),
    Binding("space", "turn", show=False, priority=True),
    Binding("x", "take", show=False, priority=True),
    Binding("ctrl+j", "break", show=False, priority=True),
    Binding("tab", "app.focus_next", show=False, priority=True),
    Binding("shift+tab", "app.focus_previous", show=False, priority=True),
]
"""Priority keys are carried out one after the other: of what is typed quickly after one of them nothing may land in the field
that was left, a passphrase least of all."""

if TYPE_CHECKING:
    _Screen = Screen[Any]
else:
    _Screen = object


class FormKeys(_Screen):
    """What those keys do; stands before the screen's own class among its bases."""

    def action_turn(self) -> None:
        """Space turns a box and is a space elsewhere."""
        if not isinstance(self.focused, Tick):
            raise SkipAction
        self.focused.action_turn()

    def action_take(self) -> None:
        """`x` ticks a box and goes on; it is a letter elsewhere."""
        if not isinstance(self.focused, Tick):
            raise SkipAction
        self.focused.take()
        self.go_on()

    def action_break(self) -> None:
        """A new line in a longer text."""
        if not isinstance(self.focused, LinesInput):
            raise SkipAction
        self.focused.insert("\n")

    def action_enter(self) -> None:
        """Enter opens the list of a field that has nothing from it yet, and goes on from every other field."""
        focused = self.focused
        if focused is None:
            raise SkipAction
        if isinstance(focused, Listed) and focused.empty:
            focused.action_open()
        else:
            self.go_on()

    def go_on(self) -> None:
        """Bring the next field into use; from the last one there is nowhere to go."""
        following = self.after_this()
        if following is not None:
            self.set_focus(following)

    def after_this(self) -> Widget | None:
        """The field after the one in use, or None from the last one."""
        chain = self.focus_chain
        at = next((nth for nth, widget in enumerate(chain) if widget is self.focused), len(chain))
        return chain[at + 1] if at + 1 < len(chain) else None
