"""The whole chain of roster versions, page by page, for callers that prove the roster themselves."""

from collections.abc import Callable
from typing import Any, Final

from console.signing.statements import Signed
from console.wire.base import Call
from console.wire.rosters.rosters import ChainPage, RosterChain

MOST: Final = 64 << 20
"""Bytes of signed text after which no further page is requested; a desk that never ends its pages is not trusted."""


def versions(call: Callable[[Call], Any]) -> list[Signed]:
    """Return every roster version of the desk, oldest first, as the desk sends them and without judging them.

    Raises what `call` raises.
    """
    chain: list[Signed] = []
    size = 0
    while size < MOST:
        page: ChainPage = call(RosterChain(len(chain)))
        chain += [Signed(one.text, one.signatures) for one in page.versions]
        size += sum(len(one.text) for one in page.versions)
        if not (page.more and page.versions):
            break
    return chain
