"""Loading a judged release: its recipients are written in steps, from the list that the desk brings or from our own rows.

Of a release that was forgotten all are in doubt from the beginning, but for those about whom our own reports speak.
"""

import sys
from array import array
from collections.abc import Callable
from functools import partial
from operator import lt
from typing import Protocol

from console.dispatch.claiming import continuing, recipients, text_releases
from console.dispatch.claiming.judging import Judged
from console.dispatch.claiming.refusals import UnfitError
from console.dispatch.claiming.send_rows import insert_send
from console.dispatch.clock import Clock
from console.dispatch.lease import Lease, LeaseLostError
from console.dispatch.link import DeskLink
from console.dispatch.memory.recall import FORGOTTEN, Recall, Whose, tallied
from console.dispatch.outcomes import receipts_again
from console.dispatch.reports.outbox import STARTED, Outbox
from console.dispatch.sends import LOADING, SENDING, WAITING, Prepare
from console.dispatch.store import Row, Store, Turn, batches
from console.domain import acts, ordering
from console.domain.contacts import merkle, parts
from console.domain.contacts.packing import unpack_numbers
from console.signing.bundle_file import Verified
from console.signing.refused import Refused
from console.wire.dispatch import ListChunk, PullNumbers, ReleasedRow
from console.wire.sending.slots import Tally

_STEP = 500
"""Rows in one transaction while a list is taken away again: few, because the sender waits for the transaction."""
_PAGE = 10_000
"""Rows between two breaths."""


Breathe = Callable[[], None]
"""Called between the steps of long work, so that reports are sent meanwhile."""


class Gateways(Protocol):
    """What a claim asks about the gateways that were taken in."""

    def digests(self) -> dict[str, str]:
        """Return the digest of the gateway file in use, by gateway id."""
        ...

    def prepare(self, gateway_id: str) -> Prepare | None:
        """Return a gateway's message factory, or None if the gateway was not taken in."""
        ...

    def leases(self) -> dict[str, Lease]:
        """Return the present lease of each gateway that was taken in, by gateway id."""
        ...


class Loading:
    """Writes the recipients of releases. Runs on the worker's thread."""

    def __init__(
        self, store: Store, desk: DeskLink, outbox: Outbox, clock: Clock, gateways: Gateways, breathe: Breathe,
        recall: Recall | None = None,
    ) -> None:  # fmt: skip
        self._store, self._desk, self._outbox, self._clock = store, desk, outbox, clock
        self._gateways, self._breathe, self._recall = gateways, breathe, recall
        self._swept: dict[str, Lease] = {}
        self._leases: dict[str, Lease] = {}
        """The leases under which the release in hand is judged and loaded."""

    def begin(self) -> None:
        """Note the leases of now, before a release is judged that `load` may load."""
        self._leases = self._gateways.leases()

    def sweep(self) -> None:
        """Delete the sends that a former process had only begun to load, whenever we have a lease more.

        Whoever has the lease of a gateway may be loading a send through it at this moment.
        """
        leases = self._gateways.leases()
        if not leases or leases == self._swept:
            return
        with self._store.look() as look:
            begun = look.rows(_BEGUN, (next(iter(leases.values())).owner,))
        for (send_id,) in begun:
            self._unload(send_id)
        self._swept = leases

    def _prove(self, turn: Turn, gateway: str) -> None:
        """Prove that a gateway is still ours by the lease that it had when the release was offered. Raises BusyError.

        Whoever took it over sweeps away what was begun here. If that is another process, the loop of this one soon ends it.
        """
        try:
            self._leases[gateway].check(turn)
        except (KeyError, LeaseLostError) as error:
            raise continuing.BusyError from error

    def load(self, row: ReleasedRow, judged: Judged, *, forgotten: bool = False) -> int:
        """Take in the recipients; of a `forgotten` release all are in doubt from the beginning, and it can never start."""
        prove = partial(self._prove, gateway=judged.verified.gateway.id)
        code = FORGOTTEN if forgotten else ""
        with self._store.turn() as turn:
            prove(turn)
            moved = continuing.reserve(turn, judged.source.id) if judged.source else 0
            send_id = insert_send(turn, row, judged)
        try:
            doubtful = self._enter(row, judged, send_id, code, prove)
            with self._store.look() as look:
                chunks = [(send_id, position, 0) for (position,) in look.rows(_POSITIONS, (send_id,))]
            with self._store.turn() as turn:
                prove(turn)
                if not forgotten:
                    doubtful += self._doubt_since(turn, send_id, judged, moved, doubtful)
                self._finish(turn, send_id, judged.verified, chunks, doubtful, start=not forgotten)
                text_releases.keep(turn, judged, send_id)
            if forgotten:
                self._remember(row, send_id, judged, prove)
        except BaseException:
            self._unload(send_id)
            raise
        return send_id

    def _enter(
        self, row: ReleasedRow, judged: Judged, send_id: int, code: str, prove: recipients.Prove
    ) -> int:
        """Take in the recipients one step at a time; return how many are in doubt: with a `code` all of them."""
        at = self._now()
        if judged.source and judged.act:
            which, most = judged.act.which, judged.verified.slot.n
            return continuing.take_up(
                self._store, send_id, judged.source, which, most, self._breathe, prove, at, code
            )
        self._copy(send_id, row.list_id, judged.verified, prove, at, code)
        return judged.verified.slot.n if code else 0

    def _doubt_since(self, turn: Turn, send_id: int, judged: Judged, moved: int, doubtful: int) -> int:
        """Leave those of a continuation in doubt whom a receipt contradicted while it was loaded; return how many more they are."""
        source, act, more = judged.source, judged.act, 0
        if source is None or act is None:
            return 0
        if continuing.moves(turn, source.id) != moved:
            continuing.demand_unmoved(turn, send_id, source, act.which)
            more = continuing.contradicted_since(turn, send_id, source, act.which)
        if doubtful + more:
            continuing.doubt(turn, send_id, self._now())
        return more

    def _now(self) -> int:
        return int(self._clock.time() * 1000)

    def _remember(self, row: ReleasedRow, send_id: int, judged: Judged, prove: recipients.Prove) -> None:
        """Correct the recipients about whom our own reports speak, and let the send run to its end; no recipient waits in it."""
        if self._recall is not None:
            root = judged.source.root if judged.source else 0
            keyed = bool(judged.source.keyed) if judged.source else True
            whose = Whose(
                send_id, row.request, row.slot, row.release, root, judged.verified.gateway.id, keyed
            )
            self._recall.one(whose, self._now())
        with self._store.turn() as turn:
            prove(turn)
            _loaded(turn, send_id, SENDING)
            receipts_again.owe(turn, send_id)
            tally = Tally(judged.verified.slot.n, *tallied(turn, send_id))
            self._outbox.write(turn, row.request, row.slot, row.release, STARTED, FORGOTTEN, tally)

    def _copy(
        self, send_id: int, list_id: int, verified: Verified, prove: recipients.Prove, at: int, code: str
    ) -> None:
        """Copy the list, compare it with its manifest, and fix its order. Raises Refused or UnfitError."""
        salt, numbers = self._pull(list_id, verified.manifest.n)
        if len(numbers) != verified.manifest.n:
            raise Refused("list_count", f"{len(numbers)} of {verified.manifest.n}")
        try:
            root = merkle.root(salt, numbers)
        except ValueError as error:
            raise Refused("list_root", str(error)) from error
        if root.hex() != verified.manifest.root:
            raise Refused("list_root")
        # Whoever signed for these prefixes saw no number, so what the desk put in is judged here.
        rule = acts.rule_of(verified.manifest)
        if rule.prefixes and len(parts.chosen(rule, b"", numbers)) != len(numbers):
            raise Refused("list_part")
        self._place(send_id, salt, numbers, prove, at, code)

    def _pull(self, list_id: int, most: int) -> "tuple[bytes, array[int]]":
        """Fetch the list's salt and numbers. Ends early when there are too many or a chunk brings none."""
        pulled, salt = array("q"), b""
        while len(pulled) <= most:
            answer: ListChunk = self._desk.call(PullNumbers(list_id, pulled[-1] if pulled else 0))
            numbers = _ascending(answer.numbers, pulled[-1] if pulled else 0)
            if salt and answer.salt != salt:
                raise Refused("list_root", "the salt changed")
            salt = answer.salt
            if not numbers:
                break
            pulled.extend(numbers)
            self._breathe()
        return salt, pulled

    def _place(
        self, send_id: int, salt: bytes, numbers: "array[int]", prove: recipients.Prove, at: int, code: str
    ) -> None:
        """Store a list in sending order, then by number, so that both tables are filled in order."""
        positions = ordering.sending(salt, len(numbers)).positions()
        for page in batches(range(len(numbers)), _PAGE):
            rows = [(place, numbers[positions[place]], code) for place in page]
            recipients.add(self._store, send_id, rows, prove, at=at, tried=bool(code))
            self._breathe()
        places = array("q", bytes(8 * len(numbers)))
        for place, nth in enumerate(positions):
            places[nth] = place
        for page in batches(range(len(numbers)), _PAGE):
            recipients.enlist(self._store, send_id, [(numbers[nth], places[nth]) for nth in page], prove)
            self._breathe()

    @staticmethod
    def _finish(
        turn: Turn, send_id: int, verified: Verified, chunks: list[Row], doubtful: int, *, start: bool
    ) -> None:
        """Complete a send: `doubtful` of its recipients are unknown, the others queued. To `start`, it waits for its window now."""
        _loaded(turn, send_id, WAITING if start else LOADING)
        touched = turn.run(
            "INSERT INTO claimed (request_digest, slot, send_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (verified.request_digest, verified.slot.id, send_id),
        )
        if not touched:
            raise UnfitError("released_already")
        turn.insert("chunk", ("send_id", "position", "revision"), chunks)
        turn.run(_TALLY, (send_id, verified.slot.n - doubtful, doubtful))

    def _unload(self, send_id: int) -> None:
        while True:
            with self._store.turn() as turn:
                places = turn.rows(_PLACES, (send_id, _STEP))
                if not places:
                    for table in _OF_SEND:
                        turn.run(f"DELETE FROM {table} WHERE send_id = ?", (send_id,))  # noqa: S608 - our own names
                    turn.run("DELETE FROM send WHERE id = ?", (send_id,))
                    return
                recipients.drop(turn, send_id, places[-1][0])
                for table in ("verdict", "submission"):
                    drop = f"DELETE FROM {table} WHERE send_id = ? AND place <= ?"  # noqa: S608 - our own names
                    turn.run(drop, (send_id, places[-1][0]))


def _loaded(turn: Turn, send_id: int, state: str) -> None:
    """Give a send that was loaded its state. Raises BusyError if somebody took it away meanwhile."""
    if not turn.run("UPDATE send SET state = ? WHERE id = ? AND state = 'loading'", (state, send_id)):
        raise continuing.BusyError


def _ascending(data: bytes, after: int) -> "array[int]":
    """Unpack the numbers of a chunk. Raises Refused unless they ascend from above `after`."""
    try:
        numbers = unpack_numbers(data)
    except ValueError as error:
        raise Refused("list_root", str(error)) from error
    if numbers and (
        numbers[0] <= after or not all(map(lt, numbers, numbers[1:])) or numbers[-1] >= sys.maxsize
    ):
        raise Refused("list_root", "the numbers do not ascend")
    return numbers


_BEGUN = "SELECT id FROM send WHERE state = 'loading' AND gateway NOT IN (SELECT gateway FROM lease WHERE owner <> ?)"
_OF_SEND = ("claimed", "text_release", "chunk", "tally")
"""Tables that may hold rows of a send that is loaded in doubt, besides those of its recipients."""
_PLACES = "SELECT place FROM recipient WHERE send_id = ? ORDER BY place LIMIT ?"
_POSITIONS = f"SELECT DISTINCT place / {merkle.CHUNK} FROM recipient WHERE send_id = ? ORDER BY 1"  # noqa: S608 - our own integer
_TALLY = (
    "INSERT INTO tally (send_id, queued, in_flight, accepted, delivered, undelivered, refused, no_receipt, unknown,"
    " suppressed, not_sent) VALUES (?, ?, 0, 0, 0, 0, 0, 0, ?, 0, 0)"
)
