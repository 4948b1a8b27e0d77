"""What is fetched from a provider: receipts and replies, which it forgets with its answer.

It is asked again only when what came is stored; a fetch under way is not left; and what could not be stored outlives the session.
"""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final

from console.domain.sending.gateways import HttpGateway
from console.gateways.http.answers import Answer, Reader
from console.gateways.ports import Fault, Inbound, Receipt

LARGEST: Final = 1 << 24
"""Octets of an answer that is fetched."""
_HANDED: Final = 1000
"""Entries of what was fetched that are handed on in one turn."""
_BETWEEN: Final = 0.1
"""Seconds at least between two fetches, whatever a provider gives."""
_AGAIN: Final = 2.0
"""Seconds after which a reply that could not be stored is offered again."""

_unstored: dict[str, dict[int, Inbound | None]] = {}
"""What was fetched of each gateway and is not stored yet: a provider has forgotten it, so it outlives the session."""
_tokens = itertools.count(1)
"""Of everything that was fetched in this process."""


class Fetched:
    """What one account's session has fetched, and what of it waits for the next turn.

    Args:
        fault: told of each entry and answer that cannot be read.
        turn: passes on what waits.
    """

    def __init__(
        self,
        file: HttpGateway,
        reader: Reader,
        *,
        fault: Callable[[Fault, str], None],
        turn: Callable[[], None],
    ) -> None:
        self._file, self._reader, self._fault, self._turn = file, reader, fault, turn
        self._kept = _unstored.setdefault(file.id, {})
        """Replies are kept, as they may have to be offered again."""
        self._stored = asyncio.Event()
        self._receipts: list[Receipt] = []
        self._replies: list[Inbound] = []
        self._open = False
        self.under_way: set[asyncio.Task[bool]] = set()

    def begin(self) -> None:
        """A session runs: what an earlier one left of receipts comes again by itself."""
        self._open = True
        for token in [token for token, kept in self._kept.items() if kept is None]:
            del self._kept[token]
        if not self._kept:
            self._stored.set()

    def end(self) -> None:
        """The session is over: nothing is offered any more."""
        self._open = False

    def stored(self, tokens: Iterable[int]) -> None:
        """Forget what is stored; if that is all, the provider may be asked for more."""
        for token in tokens:
            self._kept.pop(token, None)
        if not self._kept:
            self._stored.set()

    def offer_later(self, tokens: Iterable[int]) -> None:
        """Offer replies again that could not be stored."""
        replies = [reply for token in tokens if (reply := self._kept.get(token)) is not None]
        if replies:
            asyncio.get_running_loop().call_later(_AGAIN, self._offer, replies)

    def _offer(self, replies: list[Inbound]) -> None:
        if self._open:
            self._replies += [reply for reply in replies if reply.token in self._kept]
            self._turn()

    def offer_kept(self) -> None:
        """Put what an earlier session could not have stored into the next turn."""
        self._replies += [reply for reply in self._kept.values() if reply is not None]

    def taken(self) -> tuple[list[Receipt], list[Inbound]]:
        """Return what waits for the turn, once."""
        receipts, replies = self._receipts, self._replies
        self._receipts, self._replies = [], []
        return receipts, replies

    async def keep(
        self, path: str, ask: Callable[[str], Awaitable[Answer]], *, over: Callable[[], bool]
    ) -> None:
        """Fetch what there is, and again when it is stored, until the line is over; `ask` raises ConnectionError.

        ConnectionRefusedError of it says that nothing was asked at all.
        """
        while not over():
            await self._stored.wait()
            fetch = asyncio.ensure_future(self._once(path, ask))
            self.under_way.add(fetch)
            fetch.add_done_callback(self.under_way.discard)
            some = await asyncio.shield(fetch)
            await asyncio.sleep(_BETWEEN if some else self._file.pull_seconds)

    async def _once(self, path: str, ask: Callable[[str], Awaitable[Answer]]) -> bool:
        """Fetch once, and pass on what came; return whether there was anything of use. What a fetch that failed had in it, nobody knows."""
        receipts = path == self._file.receipts_path
        try:
            answer = await ask(path)
        except ConnectionRefusedError:
            return False
        except ConnectionError as error:
            self._fault(Fault.UNREADABLE, f"{path}: {error}")
            return False
        rows = self._reader.rows(answer, self._file.receipts_at if receipts else self._file.replies_at)
        if rows is None:
            named = "receipts_at" if receipts else "replies_at"
            self._fault(
                Fault.UNREADABLE, f"{path}: an answer without the list that {named} names ({answer.status})"
            )
            return False
        some = False
        for at in range(0, len(rows), _HANDED):
            some |= self._hand(rows[at : at + _HANDED], receipts=receipts)
            await asyncio.sleep(0)
        return some

    def _hand(self, rows: Sequence[object], *, receipts: bool) -> bool:
        """Pass on what was fetched; return whether there was anything of use."""
        for row in rows:
            token = next(_tokens)
            if receipts:
                receipt = self._reader.receipt(row, token)
                if receipt is None:
                    self._fault(Fault.RECEIPT_BAD, "a receipt that names no message")
                    continue
                self._receipts.append(receipt)
                self._kept[token] = None
            else:
                reply = self._reader.reply(row, token)
                if reply is None:
                    self._fault(Fault.UNREADABLE, "a reply from nobody")
                    continue
                self._replies.append(reply)
                self._kept[token] = reply
        some = bool(self._receipts or self._replies)
        if some:
            self._stored.clear()
            self._turn()
        return some
