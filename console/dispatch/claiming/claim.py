"""Claiming a release: before it can start, its bundle is judged, its list counted, and the list's root computed over our own copy.

The continuation of an ended send is claimed the same way but brings no list: its recipients are in our own rows.
"""

import logging

from console.dispatch.claiming import continuing, text_releases
from console.dispatch.claiming.judging import About, Judge, Judged, Patience, judge_line
from console.dispatch.claiming.loading import Breathe, Gateways, Loading
from console.dispatch.claiming.refusals import LackingError, UnfitError
from console.dispatch.claiming.send_rows import insert_refused, released_pair
from console.dispatch.claiming.texts import Texts
from console.dispatch.claiming.trials import Trials
from console.dispatch.claiming.untaken import LeftError, Waiting
from console.dispatch.clock import Clock, instant
from console.dispatch.lease import REARMED
from console.dispatch.link import DeskLink
from console.dispatch.memory.recall import Recall
from console.dispatch.reports.outbox import REFUSED, STOPPED, Outbox
from console.dispatch.rosters.files import Files
from console.dispatch.sending.endings import STOPPED_EARLY
from console.dispatch.sends import WAITING, Send
from console.dispatch.store import Store, Turn, read_mark
from console.domain.times import parse
from console.domain.two_person.pairs import Proposal, Which
from console.signing.bundle_file import Verified, unpack
from console.signing.canonical import NotCanonicalError
from console.signing.refused import Refused
from console.signing.statements import decode
from console.signing.trust import Stage
from console.wire.dispatch import ReleasedRow
from console.wire.sending.slots import Tally

log = logging.getLogger(__name__)


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
        self.trials = Trials(store, files, outbox, clock, gateways, self.judge)
        self._texts = Texts(desk)
        self._patience = Patience(self.judge.at_hand)
        self._waiting: dict[str, str] = {}
        """Releases that wait for a file, each with the end of its window."""
        self.untaken = Waiting(clock)
        self._twice: set[tuple[str, int, int]] = set()

    def take(self, row: ReleasedRow) -> tuple[int, str] | None:
        """Take in a release as `waiting`; return its send's id and gateway, or None if it is refused (and reported).

        A release that is here already is left alone, and one that waits for one of our files, or was left at the desk, is tried again
        at intervals. Raises the errors of the desk link; the release may be taken again afterwards.
        """
        if self.untaken.waits(row):
            return None
        self.loading.begin()
        try:
            taken = self._take(row)
        except LeftError as left:
            if self.untaken.leave(row, left.name):
                log.warning(
                    "request %d slot %d may have been sent, and is left: %s", row.request, row.slot, left
                )
            return None
        self.untaken.over(row)
        return taken

    def _take(self, row: ReleasedRow) -> tuple[int, str] | None:
        with self._store.look() as look:
            here = look.one("SELECT request, slot FROM send WHERE release_digest = ?", (row.release,))
        if here is not None:
            if here != (row.request, row.slot):
                self._refuse_twice(row)
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
            log.warning("request %d slot %d refused: %s", row.request, row.slot, refusal)
            self._refuse(row, refusal.name)
            return None
        return send_id, judged.verified.gateway.id

    def again(self, send: Send) -> None:
        """Judge a send in our database at this moment; one that has not begun by the lists in force now, too (R11).

        Raises Refused, UnfitError or LackingError.
        """
        judged = self.judge.again(send)
        if send.state == WAITING:
            self._texts.judge(judged.verified, unpack(judged.bundle))

    # --- releases from before the database forgot -----------------------------------------------------------------

    def _forgotten(self, row: ReleasedRow) -> Judged | None:
        """Return the judged release if it may have been sent before this installation was armed again, else None.

        It was released before that time, and its window had opened. An invalid release is refused by name later. Raises LeftError for
        one that lacks a file here, and for one that continues what may be forgotten: then it may have been sent itself.
        """
        with self._store.look() as look:
            armed = read_mark(look, REARMED)[0]
        if not armed or (self._patience.waits(row.release) and row.release in self._waiting):
            return None
        try:
            judged = self._judge_row(row, Stage.BEGUN)
        except LackingError as lacking:
            if lacking.verified is not None and _begun(row, lacking.verified, armed):
                raise LeftError(lacking) from lacking
            return None
        except (Refused, UnfitError) as refusal:
            if refusal.name == "continue_source" and _proposed(row, armed):
                raise LeftError(refusal) from refusal
            return None
        return judged if _begun(row, judged.verified, armed) else None

    def _take_in_doubt(self, row: ReleasedRow, judged: Judged) -> tuple[int, str] | None:
        """Take in a release with recipients in doubt unless our own reports cover them; nothing is sent or released again."""
        try:
            send_id = self.loading.load(row, judged, forgotten=True)
        except continuing.BusyError:
            return None
        except (Refused, UnfitError) as refusal:
            raise LeftError(refusal) from refusal
        log.warning(
            "request %d slot %d was let go before it was forgotten: nobody is sent to", row.request, row.slot
        )
        return send_id, judged.verified.gateway.id

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
        if source.request_digest != judged.verified.request_digest:
            raise UnfitError("continue_source", "another request")
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
            until = continuing.quiet_until(look, source.id, judged.quiet_minutes)
        if self._clock.time() < until:
            raise LackingError("receipts_awaited", judged.verified.slot.closes)

    # --- refusals -----------------------------------------------------------------------------------------------

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


def _begun(row: ReleasedRow, verified: Verified, armed: int) -> bool:
    """Whether a judged release was let go before an epoch time, and its window was open by then."""
    release = decode(row.proposal.encode()) if row.proposal else verified.release
    before = release is not None and parse(release.at).timestamp() < armed
    return before and parse(verified.slot.opens).timestamp() <= armed


def _proposed(row: ReleasedRow, armed: int) -> bool:
    """Whether a continuation that could not be judged says that it was proposed before an epoch time."""
    try:
        proposal = decode(row.proposal.encode()) if row.proposal else None
    except (NotCanonicalError, UnicodeEncodeError):
        return False
    return isinstance(proposal, Proposal) and parse(proposal.at).timestamp() < armed


_CLAIMED = "SELECT 1 FROM claimed WHERE request_digest = ? AND slot = ?"
