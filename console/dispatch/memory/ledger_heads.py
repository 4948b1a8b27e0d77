"""Ledger heads: the dispatcher follows the desk's chain entry by entry, computes each hash itself, and signs the newest head."""

from console.db.chain import LedgerHead, genesis, link_hash
from console.dispatch.clock import Clock, instant
from console.dispatch.link import DeskLink
from console.dispatch.memory.memory import newest_head
from console.dispatch.reports.outbox import Author
from console.dispatch.store import Store
from console.signing.canonical import dumps
from console.signing.keys import UnlockedKey
from console.signing.trust import Roots
from console.wire.dispatch import Head, Links, PullLinks


class ForkedError(Exception):
    """The desk's ledger contradicts a head that this dispatcher signed; `seq` is the first entry that differs."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"the ledger differs from entry {seq}")
        self.seq = seq


class Heads:
    """Walks the chain and signs heads. Runs on the worker's thread."""

    def __init__(
        self, store: Store, desk: DeskLink, roots: Roots, key: UnlockedKey, by: Author, clock: Clock
    ) -> None:
        self._store, self._desk, self._key, self._by, self._clock = store, desk, key, by, clock
        self._genesis = genesis(roots.org, list(roots.keys))

    def newest(self) -> LedgerHead:
        """Return the head that was signed last; before the first, the genesis."""
        with self._store.look() as look:
            seq, hashed = newest_head(look)
        return LedgerHead(seq, hashed) if seq else LedgerHead(0, self._genesis)

    def walk(self) -> LedgerHead:
        """Follow the chain to its end; sign the head, store it and send it. Raises ForkedError before anything is signed."""
        start = self.newest()
        head = self._follow(start)
        if head.seq > start.seq:
            self._sign(head)
        return head

    def _follow(self, start: LedgerHead) -> LedgerHead:
        seq, hashed = start.seq, start.hash
        # The entry of the last head is fetched again, which reveals a ledger that was cut after it or rewritten there.
        after = max(seq - 1, 0)
        confirmed = seq == 0
        while True:
            links: Links = self._desk.call(PullLinks(after))
            for number, prev, envelope, signature in links.rows:
                if number != after + 1:
                    raise ForkedError(after + 1)
                link = link_hash(prev, number, envelope, signature)
                if number == start.seq:
                    if link != start.hash:
                        raise ForkedError(number)
                    confirmed = True
                else:
                    if prev != hashed:
                        raise ForkedError(number)
                    seq, hashed = number, link
                after = number
            if not links.rows:
                break
        if not confirmed:
            raise ForkedError(start.seq)
        return LedgerHead(seq, hashed)

    def _sign(self, head: LedgerHead) -> None:
        body = dumps(
            {
                "type": "head/1",
                "org": self._by.org,
                "by": self._by.service,
                "at": instant(self._clock),
                "seq": head.seq,
                "hash": head.hash.hex(),
            }
        )
        signature = self._key.sign(body, f"sms-head@{self._by.org}")
        text = body.decode()
        with self._store.turn() as turn:
            turn.run(
                "INSERT INTO head (seq, hash, body, signature) VALUES (?, ?, ?, ?)",
                (head.seq, head.hash, text, signature),
            )
        self._desk.call(Head(text, signature))
