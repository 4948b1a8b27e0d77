"""Claiming a release: before it can start, its bundle is judged, its list counted, and the list's root computed over our own copy.

The continuation of an ended send is claimed the same way but brings no list: its recipients are in our own rows.
"""

import logging
import time

from console.dispatch.claiming import continuing, text_releases
from console.dispatch.claiming.judging import About, Judge, Judged, Patience, judge_line
from console.dispatch.claiming.loading import Breathe, Gateways, Loading
from console.dispatch.claiming.refusals import LackingError, UnfitError
from console.dispatch.claiming.send_rows import insert_refused, released_pair
from console.dispatch.claiming.texts import Texts
from console.dispatch.clock import Clock, instant
from console.dispatch.lease import REARMED
from console.dispatch.link import DeskLink
from console.dispatch.memory.recall import Recall
from console.dispatch.reports.outbox import REFUSED, STOPPED, Outbox
from console.dispatch.rosters.files import Files
from console.dispatch.sending.endings import STOPPED_EARLY
from console.dispatch.store import Store, Turn, read_mark
from console.domain.times import parse
from console.domain.two_person.pairs import Proposal, Which
from console.signing.bundle_file import unpack
from console.signing.canonical import NotCanonicalError
from console.signing.refused import Refused
from console.signing.statements import decode
from console.signing.trust import Stage
from console.wire.dispatch import ReleasedRow
from console.wire.sending.slots import Tally

log = logging.getLogger(__name__)

_AGAIN = 30.0
"""Seconds after which what may have been sent is tried again, if it could not be taken in."""


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
        self._gateways = gateways
        self.loading = Loading(store, desk, outbox, clock, gateways, breathe, recall)
        self.judge = Judge(store, desk, files, clock, gateways.digests)
        self._texts = Texts(desk)
        self._patience = Patience(self.judge.at_hand)
        self._waiting: dict[str, str] = {}
        """Releases that wait for a file, each with the end of its window."""
        self._left: dict[str, float] = {}
        """Releases that may have been sent and cannot be taken in, each with when it is tried again (monotonic seconds)."""
        self._twice: set[tuple[str, int, int]] = set()

    def take(self, row: ReleasedRow) -> tuple[int, str] | None:
        """Take in a release as `waiting`; return its send's id and gateway, or None if it is refused (and reported).

        A release that is here already is left alone, and one that waits for one of our files is tried again at intervals. Raises
        the errors of the desk link; the release may be taken again afterwards.
        """
        self.loading.begin()
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
            send_id = self.loading.load(row, judged)
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
            send_id = self.loading.load(row, judged, forgotten=True)
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


_CLAIMED = "SELECT 1 FROM claimed WHERE request_digest = ? AND slot = ?"
