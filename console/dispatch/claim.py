"""Claiming a release: the bundle is judged, the list counted and its root computed over our own copy, before anything starts."""

import logging
import sys
from array import array
from collections.abc import Callable, Iterator
from operator import lt

from console.dispatch.clock import Clock, instant
from console.dispatch.files import Files
from console.dispatch.lease import REARMED
from console.dispatch.link import DeskLink
from console.dispatch.outbox import REFUSED, Outbox
from console.dispatch.refusals import UnfitError
from console.dispatch.sends import Prepare
from console.dispatch.store import Row, Store, Turn, batches, read_mark, write_mark
from console.domain import merkle
from console.domain.acts import Release
from console.domain.packing import unpack_numbers
from console.domain.pairs import Settle
from console.domain.people import Roster
from console.domain.times import parse
from console.signing.bundle import Bundle, Own, Verified, unpack, verify, verify_resume
from console.signing.canonical import NotCanonicalError
from console.signing.pairs import verify_settle
from console.signing.refused import Refused
from console.signing.statements import Signed, decode
from console.signing.trust import Pin
from console.wire.calls import BundleOf, PullNumbers
from console.wire.views import Blob, ListChunk, ReleasedRow, Tally

log = logging.getLogger(__name__)

_STEP = 2_000
"""Rows in one transaction while a list is loaded: short, for the sender waits for it."""
_PAGE = 10_000
"""Rows read at once when the root is computed."""

Breathe = Callable[[], None]
"""Called between the steps of long work, so that reports go out meanwhile."""


class Claims:
    """Judges releases and brings them in. Runs on the hauling thread; `prepare` gives a gateway's message factory."""

    def __init__(
        self,
        store: Store,
        desk: DeskLink,
        files: Files,
        outbox: Outbox,
        clock: Clock,
        prepare: Callable[[str], Prepare | None],
        breathe: Breathe,
    ) -> None:
        self._store, self._desk, self._files, self._outbox, self._clock = store, desk, files, outbox, clock
        self._prepare, self._breathe = prepare, breathe

    def sweep(self) -> None:
        """Forget what a former process had only begun to load."""
        with self._store.look() as look:
            begun = [row[0] for row in look.rows("SELECT id FROM send WHERE state = 'loading'")]
        for send_id in begun:
            self._unload(send_id)

    def take(self, row: ReleasedRow) -> tuple[int, str] | None:
        """Bring a release in as `waiting`; return its send's id and gateway, or None if it is refused (and reported).

        A release that is here already is left alone. Raises what the desk link raises; the release may be taken again then.
        """
        with self._store.look() as look:
            if look.one("SELECT 1 FROM send WHERE release_digest = ?", (row.release,)):
                return None
        try:
            verified, bundle = self.judge(row.request, row.slot, row.release)
            self._judge_first(verified)
            send_id = self._load(row, verified, bundle)
        except (Refused, UnfitError) as refusal:
            log.warning("request %d slot %d refused: %s", row.request, row.slot, refusal)
            self._refuse(row, refusal.name)
            return None
        return send_id, verified.gateway.id

    def judge(self, request: int, slot: int, release: str) -> tuple[Verified, bytes]:
        """Fetch the bundle of a release and judge it at this moment; return what it proves, and its bytes.

        Raises Refused or UnfitError.
        """
        blob: Blob = self._desk.call(BundleOf(request, slot))
        bundle = unpack(blob.data)
        text = self._files.gateway(_gateway(bundle))
        if text is None:
            raise UnfitError("gateway_not_here")
        own = Own(self._files.policy(_policy(bundle)), text)
        verified = verify(bundle, self._files.roots, instant(self._clock), pin=self._pin(), own=own)
        if verified.release_digest != release or verified.slot.id != slot:
            raise UnfitError("release_differs")
        self._advance(verified, bundle)
        return verified, blob.data

    def judge_resume(self, request: int, slot: int, release: str, signed: Signed, hold: int) -> None:
        """Judge the signed act that lifts hold number `hold` of a release. Raises Refused or UnfitError."""
        verified, data = self.judge(request, slot, release)
        verify_resume(verified, signed, unpack(data), self._files.roots, hold=hold)

    def judge_settle(
        self, request: int, slot: int, release: str, proposal: Signed, confirmation: Signed, unknown: int
    ) -> Settle:
        """Judge the pair that settles the `unknown` recipients in doubt of a release. Raises Refused or UnfitError."""
        verified, data = self.judge(request, slot, release)
        return verify_settle(
            verified, proposal, confirmation, unpack(data), self._files.roots, unknown=unknown
        )

    def _pin(self) -> Pin | None:
        with self._store.look() as look:
            version, digest = read_mark(look, "pin")
        return Pin(version, digest) if version else None

    def _advance(self, verified: Verified, bundle: Bundle) -> None:
        """Never go back behind the roster of an accepted bundle, also not after a new start."""
        known, pin = self._pin(), verified.pin
        if known is None or pin.version > known.version:
            self._files.keep(bundle, verified.roster)
            with self._store.turn() as turn:
                write_mark(turn, "pin", pin.version, pin.digest)
        elif pin == known:
            # Orders change what a person may do here, too, without a new version.
            self._files.newest = verified.roster

    def _judge_first(self, verified: Verified) -> None:
        """What only a first claim is asked: the slot was never taken, and can be sent as it was approved."""
        release = verified.release
        if release is None:
            raise Refused("release_missing")
        if verified.slot.closes <= instant(self._clock):
            raise Refused("window_passed", verified.slot.closes)
        with self._store.look() as look:
            if look.one(_CLAIMED, (verified.request_digest, verified.slot.id)):
                raise UnfitError("released_already")
            if parse(release.at).timestamp() < read_mark(look, REARMED)[0]:
                raise UnfitError("released_before_rearm")
        prepare = self._prepare(verified.gateway.id)
        if prepare is None:
            raise UnfitError("gateway_not_here", verified.gateway.id)
        try:
            message = prepare(verified.request.text.whole(), 0)
        except ValueError as error:
            raise UnfitError("text_unsendable", str(error)) from error
        if message.parts > verified.request.cost.wire_each:
            raise UnfitError("parts_differ", f"{message.parts}, approved {verified.request.cost.wire_each}")

    # --- the list -----------------------------------------------------------------------------------------------

    def _load(self, row: ReleasedRow, verified: Verified, bundle: bytes) -> int:
        with self._store.turn() as turn:
            send_id = _insert_send(turn, row, verified, bundle)
        try:
            self._copy(send_id, row.list_id, verified)
        except BaseException:
            self._unload(send_id)
            raise
        return send_id

    def _copy(self, send_id: int, list_id: int, verified: Verified) -> None:
        """Copy the list and compare it with its manifest. Raises Refused or UnfitError."""
        salt, count = self._pull(send_id, list_id, verified.manifest.n)
        if count != verified.manifest.n:
            raise Refused("list_count", f"{count} of {verified.manifest.n}")
        firsts: list[int] = []
        try:
            root = merkle.root(salt, self._numbers(send_id, firsts))
        except ValueError as error:
            raise Refused("list_root", str(error)) from error
        if root.hex() != verified.manifest.root:
            raise Refused("list_root")
        self._finish(send_id, verified, firsts)

    def _pull(self, send_id: int, list_id: int, most: int) -> tuple[bytes, int]:
        """Copy the list's numbers; return the salt and how many came. Ends early when there are too many or none is new."""
        after, count, salt = 0, 0, b""
        while count <= most:
            answer: ListChunk = self._desk.call(PullNumbers(list_id, after))
            numbers = _ascending(answer.numbers, after)
            if salt and answer.salt != salt:
                raise Refused("list_root", "the salt changed")
            salt = answer.salt
            if not numbers:
                break
            for step in batches(numbers, _STEP):
                with self._store.turn() as turn:
                    turn.insert("recipient", _RECIPIENT, ((send_id, num, 0, 0, 0) for num in step))
            after, count = numbers[-1], count + len(numbers)
            self._breathe()
        return salt, count

    def _numbers(self, send_id: int, firsts: list[int]) -> Iterator[int]:
        """Read our own copy in order; `firsts` collects the first number of each chunk."""
        after = position = 0
        with self._store.look() as look:
            while rows := look.rows(_NUMBERS, (send_id, after, _PAGE)):
                for (num,) in rows:
                    if position % merkle.CHUNK == 0:
                        firsts.append(num)
                    position += 1
                    yield num
                after = rows[-1][0]

    def _finish(self, send_id: int, verified: Verified, firsts: list[int]) -> None:
        with self._store.turn() as turn:
            touched = turn.run(
                "INSERT INTO claimed (request_digest, slot, send_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (verified.request_digest, verified.slot.id, send_id),
            )
            if not touched:
                raise UnfitError("released_already")
            chunks: list[Row] = [(send_id, at, first, 0) for at, first in enumerate(firsts)]
            turn.insert("chunk", ("send_id", "position", "first", "revision"), chunks)
            turn.run(_TALLY, (send_id, verified.manifest.n))
            turn.run("UPDATE send SET state = 'waiting' WHERE id = ?", (send_id,))

    def _unload(self, send_id: int) -> None:
        while True:
            with self._store.turn() as turn:
                nums = turn.rows(_NUMBERS, (send_id, 0, _STEP))
                if not nums:
                    turn.run("DELETE FROM send WHERE id = ?", (send_id,))
                    return
                turn.run("DELETE FROM recipient WHERE send_id = ? AND num <= ?", (send_id, nums[-1][0]))

    # --- refusals -----------------------------------------------------------------------------------------------

    def _refuse(self, row: ReleasedRow, name: str) -> None:
        with self._store.turn() as turn:
            turn.run(
                _SEND,
                (row.request, row.slot, row.release, "", row.list_id, row.n, "", "", "", "", "", "", 0, "", 0,
                 "refused", name, b""),
            )  # fmt: skip
            tally = Tally(approved=row.n, not_sent=row.n)
            self._outbox.write(turn, row.request, row.slot, row.release, REFUSED, name, tally)

    def take_back(self, turn: Turn, send_id: int, name: str) -> None:
        """Refuse a send that waited and has sent nothing; its slot may be released again. The rows of its list stay."""
        turn.run("UPDATE send SET state = 'refused', reason = ? WHERE id = ?", (name, send_id))
        turn.run("DELETE FROM claimed WHERE send_id = ?", (send_id,))


def _gateway(bundle: Bundle) -> str:
    """The gateway that the release names, before anything is judged. Raises Refused."""
    if bundle.release is None:
        raise Refused("release_missing")
    try:
        release = decode(bundle.release.text.encode())
    except (NotCanonicalError, UnicodeEncodeError) as error:
        raise Refused("not_canonical", str(error)) from error
    if not isinstance(release, Release):
        raise Refused("bundle_malformed", "not a release")
    return release.gateway


def _policy(bundle: Bundle) -> str:
    """The digest of the pack that the bundle's newest roster names, before anything is judged; empty where it names none."""
    try:
        roster = decode(bundle.rosters[-1].text.encode()) if bundle.rosters else None
    except (NotCanonicalError, UnicodeEncodeError):
        return ""
    return roster.policy.digest if isinstance(roster, Roster) else ""


def _ascending(data: bytes, after: int) -> "array[int]":
    """The numbers of a chunk. Raises Refused unless they ascend from above `after`."""
    try:
        numbers = unpack_numbers(data)
    except ValueError as error:
        raise Refused("list_root", str(error)) from error
    if numbers and (
        numbers[0] <= after or not all(map(lt, numbers, numbers[1:])) or numbers[-1] >= sys.maxsize
    ):
        raise Refused("list_root", "the numbers do not ascend")
    return numbers


def _insert_send(turn: Turn, row: ReleasedRow, verified: Verified, bundle: bytes) -> int:
    request, slot = verified.request, verified.slot
    start, end = verified.policy.category[request.category].hours
    send_id = turn.number(
        f"{_SEND} RETURNING id",
        (row.request, row.slot, row.release, verified.request_digest, row.list_id, verified.manifest.n,
         request.category.value, verified.gateway.id, slot.opens, slot.closes, start, end, request.rate,
         request.text.whole(), 0, "loading", "", bundle),
    )  # fmt: skip
    turn.run("UPDATE send SET reference = ? WHERE id = ?", (send_id & 0xFFFF, send_id))
    return send_id


_CLAIMED = "SELECT 1 FROM claimed WHERE request_digest = ? AND slot = ?"
_RECIPIENT = ("send_id", "num", "state", "attempt", "reference")
_NUMBERS = "SELECT num FROM recipient WHERE send_id = ? AND num > ? ORDER BY num LIMIT ?"
_TALLY = (
    "INSERT INTO tally (send_id, queued, in_flight, accepted, delivered, undelivered, refused, no_receipt, unknown,"
    " suppressed, not_sent) VALUES (?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0)"
)
_SEND = (
    "INSERT INTO send (request, slot, release_digest, request_digest, list_id, n, category, gateway, opens, closes,"
    " hours_from, hours_to, rate, body, reference, state, reason, bundle, hold, resumed, reported)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)"
)
