"""The least that the screen library can do: a page with one line of text, the measure for our own start."""

from collections.abc import Iterator

from textual.app import App
from textual.widget import Widget
from textual.widgets import Static


class Bare(App[None]):
    """One line of text."""

    def compose(self) -> Iterator[Widget]:
        """Yield the line."""
        yield Static("ready")


if __name__ == "__main__":
    Bare().run()
