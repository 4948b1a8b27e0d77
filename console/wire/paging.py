"""All pages of a list that comes page by page, for everybody who reads one to its end."""

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from console.errors import ConsoleError
from console.wire.base import Ask

MOST: Final = 100_000
"""Pages after which no further one is asked for: no list of this product is that long."""

_Page = TypeVar("_Page")


def pages(ask: Callable[[str], _Page], next_key: Callable[[_Page], str]) -> Iterator[_Page]:
    """Each page, first to last: `ask` gives the page behind a key, `next_key` the key that this page ends with (empty: the last).

    Raises ConsoleError("list_endless") where a key comes twice or there are more than MOST pages, as no desk in order tells it,
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
    """Every row of a list whose call for the page behind a key is made by `asked`. Raises what `pages` and `call` raise."""
    for page in pages(lambda key: call(asked(key)), lambda answer: answer.page.after):
        yield from page.rows
