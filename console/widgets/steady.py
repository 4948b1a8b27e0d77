"""The focus of a screen, without the library's drawing of the whole screen at each change of it: fields draw their own."""

from textual.reactive import Reactive
from textual.widget import Widget


def steady_focus() -> Reactive[Widget | None]:
    """What a class of screens declares as `focused`."""
    return Reactive(None, repaint=False)
