"""The rules of the pages' looks, each parsed once."""

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

_PARSED = 1_000
"""More than the console has sources of rules."""


class Sheet(Stylesheet):
    """The library's stylesheet, except that a new page's rules do not make it parse all others again: that held up every page."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(_PARSED)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours of another theme; with the same ones all that was parsed still holds."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Take in new rules. What other colours would change was forgotten with the colours before."""
        self.parse()
