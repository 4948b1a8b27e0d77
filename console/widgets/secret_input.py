"""A field for a passphrase: it can be typed, cleared and handed over, but never copied, selected or shown."""

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType

from console.widgets.line_input import OneLine
from console.widgets.paint import marks
from console.widgets.show import one_to_one, show


class SecretInput(OneLine):
    """A password input without copy, cut and selection: the library would put the passphrase on the clipboard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,super+c,ctrl+x,super+x,ctrl+a", "nothing", show=False)
    ]
    ALLOW_SELECT = False

    def __init__(self, *, id: str = "passphrase", hint: str = "") -> None:  # noqa: A002 - the library's name
        super().__init__(password=True, id=id, placeholder=show(hint).plain)

    @property
    def _value(self) -> Text:
        return one_to_one(marks().hidden * len(self.value))

    def action_nothing(self) -> None:
        """Do nothing with the key."""

    def action_copy(self) -> None:
        """Copy nothing."""

    def action_cut(self) -> None:
        """Cut nothing."""

    def action_select_all(self) -> None:
        """Select nothing."""

    @property
    def selected_text(self) -> str:
        """Always empty."""
        return ""

    def take(self) -> bytes:
        """Return the passphrase and clear the field."""
        secret, self.value = self.value.encode(), ""
        return secret
