"""The keys that move through fields, the same in every form and every dialog.

Space toggles a box and stays there. Enter goes on to the next field and never ticks. `x` ticks the box and goes on, for people
who have many boxes to tick. Ctrl+J breaks a line in a text of several lines. A field with a list opens it on Space, and on
Enter while nothing is picked.
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
"""Priority keys are handled one after the other: text that is typed quickly after one of them must not land in the field that
was left, above all not a passphrase."""

if TYPE_CHECKING:
    _Screen = Screen[Any]
else:
    _Screen = object


class FormKeys(_Screen):
    """The actions of those keys; place it before the screen's own class among the bases."""

    def action_turn(self) -> None:
        """Toggle a box; elsewhere Space is a space."""
        if not isinstance(self.focused, Tick):
            raise SkipAction
        self.focused.action_turn()

    def action_take(self) -> None:
        """Tick a box and go on; elsewhere `x` is a letter."""
        if not isinstance(self.focused, Tick):
            raise SkipAction
        self.focused.take()
        self.go_on()

    def action_break(self) -> None:
        """Insert a new line in a text of several lines."""
        if not isinstance(self.focused, LinesInput):
            raise SkipAction
        self.focused.insert("\n")

    def action_enter(self) -> None:
        """Open the list of a field that is still empty; on every other field go on."""
        focused = self.focused
        if focused is None:
            raise SkipAction
        if isinstance(focused, Listed) and focused.empty:
            focused.action_open()
        else:
            self.go_on()

    def go_on(self) -> None:
        """Focus the next field; on the last field do nothing."""
        following = self.after_this()
        if following is not None:
            self.set_focus(following)

    def after_this(self) -> Widget | None:
        """The field after the one in use; None on the last."""
        chain = self.focus_chain
        at = next((nth for nth, widget in enumerate(chain) if widget is self.focused), len(chain))
        return chain[at + 1] if at + 1 < len(chain) else None
