"""Read all pages of a list that comes page by page."""

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from console.errors import ConsoleError
from console.wire.base import Ask

MOST: Final = 100_000
"""Pages after which no further page is requested: no list of this product is that long."""

_Page = TypeVar("_Page")


def pages(ask: Callable[[str], _Page], next_key: Callable[[_Page], str]) -> Iterator[_Page]:
    """Yield each page, first to last: `ask` gives the page after a key, `next_key` the key at the end of a page (empty: the last).

    Raises ConsoleError("list_endless") if a key repeats or there are more than MOST pages, which a correct desk never sends,
    and what `ask` raises.
    """
    key, seen = "", set[str]()
    while True:
        page = ask(key)
        yield page
        key = next_key(page)
        if not key:
            return
        if key in seen or len(seen) >= MOST:
            raise ConsoleError("list_endless")
        seen.add(key)


def rows(call: Callable[[Any], Any], asked: Callable[[str], Ask]) -> Iterator[Any]:
    """Yield every row of a list; `asked` makes the call for the page after a key. Raises what `pages` and `call` raise."""
    for page in pages(lambda key: call(asked(key)), lambda answer: answer.page.after):
        yield from page.rows
