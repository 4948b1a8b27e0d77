"""Claiming a release: before it can start, its bundle is judged, its list counted, and the list's root computed over our own copy.

The continuation of an ended send is claimed the same way but brings no list: its recipients are in our own rows.
"""

import logging
import sys
import time
from array import array
from collections.abc import Callable
from functools import partial
from operator import lt
from typing import Protocol

from console.dispatch import receipts_again
from console.dispatch.claiming import continuing, recipients, text_releases
from console.dispatch.claiming.judging import About, Judge, Judged, Patience, judge_line
from console.dispatch.claiming.refusals import LackingError, UnfitError
from console.dispatch.claiming.send_rows import insert_refused, insert_send, released_pair
from console.dispatch.claiming.texts import Texts
from console.dispatch.clock import Clock, instant
from console.dispatch.lease import REARMED, Lease, LeaseLostError
from console.dispatch.link import DeskLink
from console.dispatch.memory.recall import FORGOTTEN, Recall, Whose, tallied
from console.dispatch.reports.outbox import REFUSED, STARTED, STOPPED, Outbox
from console.dispatch.rosters.files import Files
from console.dispatch.sending.endings import STOPPED_EARLY
from console.dispatch.sends import LOADING, SENDING, WAITING, Prepare
from console.dispatch.store import Row, Store, Turn, batches, read_mark
from console.domain import ordering
from console.domain.contacts import merkle
from console.domain.contacts.packing import unpack_numbers
from console.domain.times import parse
from console.domain.two_person.pairs import Proposal, Which
from console.signing.bundle_file import Verified, unpack
from console.signing.canonical import NotCanonicalError
from console.signing.refused import Refused
from console.signing.statements import decode
from console.signing.trust import Stage
from console.wire.dispatch import ListChunk, PullNumbers, ReleasedRow
from console.wire.sending.slots import Tally

log = logging.getLogger(__name__)

_STEP = 500
"""Rows in one transaction while a list is taken away again: few, because the sender waits for the transaction."""
_AGAIN = 30.0
"""Seconds after which what may have been sent is tried again, if it could not be taken in."""
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


class Claims:
    """Takes in the releases that `judge` finds good. Runs on the worker's thread."""

    def __init__(
        self,
        store: Store,
        desk: DeskLink,
        files: Files,
        outbox: Outbox,
        clock: Clock,
        gateways: Gateways,
        breathe: Breathe,
        recall: Recall | None = None,
    ) -> None:
        self._store, self._desk, self._outbox, self._clock = store, desk, outbox, clock
        self._gateways, self._breathe, self._recall = gateways, breathe, recall
        self.judge = Judge(store, desk, files, clock, gateways.digests)
        self._texts = Texts(desk)
        self._patience = Patience(self.judge.at_hand)
        self._waiting: dict[str, str] = {}
        """Releases that wait for a file, each with the end of its window."""
        self._left: dict[str, float] = {}
        """Releases that may have been sent and cannot be taken in, each with when it is tried again (monotonic seconds)."""
        self._twice: set[tuple[str, int, int]] = set()
        self._swept: dict[str, Lease] = {}
        self._leases: dict[str, Lease] = {}
        """The leases under which the release in hand is judged and loaded."""

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

    def take(self, row: ReleasedRow) -> tuple[int, str] | None:
        """Take in a release as `waiting`; return its send's id and gateway, or None if it is refused (and reported).

        A release that is here already is left alone, and one that waits for one of our files is tried again at intervals. Raises
        the errors of the desk link; the release may be taken again afterwards.
        """
        self._leases = self._gateways.leases()
        with self._store.look() as look:
            here = look.one("SELECT request, slot FROM send WHERE release_digest = ?", (row.release,))
        if here is not None:
            if here != (row.request, row.slot):
                self._refuse_twice(row)
            return None
        if self._left.get(row.release, 0.0) > time.monotonic():
            return None
        forgotten = self._forgotten(row)
        if forgotten is not None:
            return self._take_in_doubt(row, forgotten)
        if row.wish == "stop":
            self._end(row)
            return None
        if self._patience.waits(row.release) and instant(self._clock) < self._waiting[row.release]:
            return None
        try:
            judged = self._judge_row(row)
            self._patience.over(row.release)
            self._judge_first(judged, row)
            send_id = self._load(row, judged)
        except continuing.BusyError:
            return None
        except LackingError as lacking:
            self._wait(row, lacking)
            return None
        except (Refused, UnfitError) as refusal:
            self._turn_down(row, refusal)
            return None
        return send_id, judged.verified.gateway.id

    # --- releases from before the database forgot -----------------------------------------------------------------

    def _forgotten(self, row: ReleasedRow) -> Judged | None:
        """Return the judged release if it may have been sent before this installation was armed again, else None.

        It was released before that time, and its window had opened. An invalid release is refused by name later.
        """
        with self._store.look() as look:
            armed = read_mark(look, REARMED)[0]
        if not armed or (self._patience.waits(row.release) and row.release in self._waiting):
            return None
        try:
            judged = self._judge_row(row, Stage.BEGUN)
        except (Refused, UnfitError):
            return None
        verified = judged.verified
        release = decode(row.proposal.encode()) if judged.source else verified.release
        begun = release is not None and parse(release.at).timestamp() < armed
        return judged if begun and parse(verified.slot.opens).timestamp() <= armed else None

    def _take_in_doubt(self, row: ReleasedRow, judged: Judged) -> tuple[int, str] | None:
        """Take in a release with recipients in doubt unless our own reports cover them; nothing is sent or released again."""
        try:
            send_id = self._load(row, judged, forgotten=True)
        except continuing.BusyError:
            return None
        except (Refused, UnfitError) as refusal:
            self._leave(row, refusal)
            return None
        log.warning(
            "request %d slot %d was let go before it was forgotten: nobody is sent to", row.request, row.slot
        )
        return send_id, judged.verified.gateway.id

    def _may_be_sent(self, row: ReleasedRow) -> bool:
        """Whether a continuation was let go before the database was armed again: what it continues may be what was forgotten."""
        with self._store.look() as look:
            armed = read_mark(look, REARMED)[0]
        try:
            proposal = decode(row.proposal.encode()) if row.proposal else None
        except (NotCanonicalError, UnicodeEncodeError):
            return False
        return isinstance(proposal, Proposal) and parse(proposal.at).timestamp() < armed

    def _leave(self, row: ReleasedRow, refusal: Refused | UnfitError) -> None:
        """Leave at the desk what may have been sent and cannot be taken in: refused, it would count as not sent, and be sent again."""
        if row.release not in self._left:
            log.warning(
                "request %d slot %d may have been sent, and is left: %s", row.request, row.slot, refusal
            )
        self._left[row.release] = time.monotonic() + _AGAIN

    def _wait(self, row: ReleasedRow, lacking: LackingError) -> None:
        """Leave a release at the desk until the missing file is here; refuse it with `window_passed` once its window is over."""
        if lacking.closes <= instant(self._clock):
            self._refuse(row, "window_passed")
            return
        if row.release not in self._waiting:
            log.warning("request %d slot %d waits: %s", row.request, row.slot, lacking)
        self._waiting[row.release] = lacking.closes
        self._patience.wait(row.release)

    def _judge_row(self, row: ReleasedRow, stage: Stage = Stage.NEW) -> Judged:
        """Judge a release that the desk offers for the first time."""
        if row.n < 0:
            raise UnfitError("release_unreadable")
        if not row.proposal:
            return self.judge.whole(About(row.request, row.slot, row.release, stage=stage))
        pair = released_pair(row)
        if pair.proposal.digest() != row.release:
            raise UnfitError("release_differs")
        with self._store.look() as look:
            source = continuing.source(look, continuing.named(pair.proposal))
        judged = self.judge.whole(About(row.request, row.slot, row.release, (*source.pairs, pair), stage))
        verified = judged.verified
        if (source.request_digest, source.gateway) != (verified.request_digest, verified.gateway.id):
            raise UnfitError("continue_source", "another request or gateway")
        return judged._replace(source=source)

    def _judge_first(self, judged: Judged, row: ReleasedRow) -> None:
        """Check what only a first claim must meet: the slot was never taken, and it can be sent as it was approved."""
        verified = judged.verified
        release = decode(row.proposal.encode()) if judged.source else verified.release
        if release is None:
            raise Refused("release_missing")
        if verified.slot.closes <= instant(self._clock):
            raise Refused("window_passed", verified.slot.closes)
        with self._store.look() as look:
            if look.one(_CLAIMED, (verified.request_digest, verified.slot.id)):
                raise UnfitError("released_already")
            if parse(release.at).timestamp() < read_mark(look, REARMED)[0]:
                raise UnfitError("released_before_rearm")
        self._demand_quiet(judged)
        judge_line(verified)
        with self._store.look() as look:
            text_releases.demand_own(look, judged, row.request)
        self._texts.judge(verified, unpack(judged.bundle))
        prepare = self._gateways.prepare(verified.gateway.id)
        if prepare is None:
            raise UnfitError("gateway_not_here", verified.gateway.id)
        try:
            message = prepare(verified.request.text.whole(), 0)
        except ValueError as error:
            raise UnfitError("text_unsendable", str(error)) from error
        if message.parts > verified.request.cost.wire_each:
            raise UnfitError("parts_differ", f"{message.parts}, approved {verified.request.cost.wire_each}")

    def _demand_quiet(self, judged: Judged) -> None:
        """Let those who failed wait until their receipts have been quiet for as long as the gateway file says.

        Raises LackingError.
        """
        source, act = judged.source, judged.act
        if source is None or act is None or act.which is not Which.FAILED:
            return
        with self._store.look() as look:
            until = continuing.quiet_until(look, source.id, judged.verified.gateway.failure_quiet_minutes)
        if self._clock.time() < until:
            raise LackingError("receipts_awaited", judged.verified.slot.closes)

    # --- the list -----------------------------------------------------------------------------------------------

    def _load(self, row: ReleasedRow, judged: Judged, *, forgotten: bool = False) -> int:
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

    # --- refusals -----------------------------------------------------------------------------------------------

    def _turn_down(self, row: ReleasedRow, refusal: Refused | UnfitError) -> None:
        """Refuse a release, unless it continues what may be forgotten: then it may have been sent itself."""
        if refusal.name == "continue_source" and self._may_be_sent(row):
            self._leave(row, refusal)
            return
        log.warning("request %d slot %d refused: %s", row.request, row.slot, refusal)
        self._refuse(row, refusal.name)

    def _refuse(self, row: ReleasedRow, name: str) -> None:
        with self._store.turn() as turn:
            insert_refused(turn, row, name)
            self._report(turn, row, name)

    def _end(self, row: ReleasedRow) -> None:
        """End a release that the operator stopped before it was claimed: nothing was sent, and nothing will be."""
        with self._store.turn() as turn:
            insert_refused(turn, row, STOPPED_EARLY)
            tally = Tally(approved=row.n, not_sent=row.n)
            self._outbox.write(turn, row.request, row.slot, row.release, STOPPED, STOPPED_EARLY, tally)

    def _refuse_twice(self, row: ReleasedRow) -> None:
        """Refuse a release that was already used for another slot; this is reported once per start, and nothing else happens."""
        offered = (row.release, row.request, row.slot)
        if offered not in self._twice:
            self._twice.add(offered)
            log.warning("request %d slot %d: its release is another slot's", row.request, row.slot)
            with self._store.turn() as turn:
                self._report(turn, row, "release_differs")

    def _report(self, turn: Turn, row: ReleasedRow, name: str) -> None:
        tally = Tally(approved=row.n, not_sent=row.n)
        self._outbox.write(turn, row.request, row.slot, row.release, REFUSED, name, tally)

    def take_back(self, turn: Turn, send_id: int, name: str) -> None:
        """Refuse a send that waited and sent nothing; its slot may be released again. The rows of its list stay."""
        turn.run("UPDATE send SET state = 'refused', reason = ? WHERE id = ?", (name, send_id))
        turn.run("DELETE FROM claimed WHERE send_id = ?", (send_id,))
        turn.run("DELETE FROM text_release WHERE send_id = ?", (send_id,))


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
_CLAIMED = "SELECT 1 FROM claimed WHERE request_digest = ? AND slot = ?"
_PLACES = "SELECT place FROM recipient WHERE send_id = ? ORDER BY place LIMIT ?"
_POSITIONS = f"SELECT DISTINCT place / {merkle.CHUNK} FROM recipient WHERE send_id = ? ORDER BY 1"  # noqa: S608 - our own integer
_TALLY = (
    "INSERT INTO tally (send_id, queued, in_flight, accepted, delivered, undelivered, refused, no_receipt, unknown,"
    " suppressed, not_sent) VALUES (?, ?, 0, 0, 0, 0, 0, 0, ?, 0, 0)"
)
