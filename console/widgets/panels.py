"""A panel whose content is good news or bad says so by its border: warn for what waits on somebody, danger for what went wrong."""

from typing import Final

from textual.widget import Widget

from console.look.senses import Sense

_CLASSES: Final = {Sense.YOURS: "-warn", Sense.BAD: "-danger"}
"""The class of a panel by the sense of its content; the style sheet of the program colours it."""


def mark_panel(panel: Widget, sense: Sense) -> None:
    """Give a panel the border that the sense of its content asks for."""
    for one, name in _CLASSES.items():
        panel.set_class(one is sense, name)
