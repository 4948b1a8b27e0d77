"""The worker's thread, which does the slow work.

It claims releases, judges them again before and while they run, delivers reports and results, and checks the ledger.
"""

import logging
import threading
import time
from functools import partial

import msgspec

from console.dispatch.claiming.claim import Claims
from console.dispatch.claiming.judging import Patience
from console.dispatch.claiming.refusals import LACKING, LackingError, UnfitError
from console.dispatch.clock import instant
from console.dispatch.dispatcher import Dispatcher, Lifted
from console.dispatch.erasing import Rules
from console.dispatch.freezes.frozen import Question
from console.dispatch.holds import DESK_OPTOUT_KEY, LEDGER_FORKED
from console.dispatch.link import DeskLink, Every, about_the_call
from console.dispatch.memory.ledger_heads import ForkedError, Heads
from console.dispatch.outcomes import receipts_again
from console.dispatch.reports import doubts, outbox, results, retelling, trial_reports
from console.dispatch.rosters.current_roster import CurrentRoster, Known
from console.dispatch.rosters.files import Files
from console.dispatch.sending.endings import WINDOW_PASSED
from console.dispatch.sends import UNKNOWN, WAITING, Send
from console.dispatch.store import Store, read_mark, write_mark
from console.domain.contacts import merkle
from console.errors import ConsoleError, RefusedError
from console.signing.keys import UnlockedKey
from console.signing.pairs import Around, Pair, verify_erasing, verify_lifting
from console.signing.pairs import Lifted as Lifts
from console.signing.refused import Refused
from console.signing.statements import Signed
from console.signing.trust import Stage
from console.wire.dispatch import UNANSWERED, ReleasedRow, ReportSlot, ReportTrial, ReportUntaken

log = logging.getLogger(__name__)

_JUDGED = 60.0
"""Seconds for which a judgement of a running send is valid: the roster may have changed since."""
_HEAD = 3600.0
_EXPIRY = 30.0
_UNTAKEN = 30.0
"""Seconds after which the desk is told anew what it offers in vain."""
_PART = 20
"""Waiting sends judged in one round; few, so that claims and reports get their turn."""
_AGAIN = 5.0
"""Seconds before a report that the desk refused is sent again."""
_OVERDUE = (
    "SELECT s.place FROM recipient r JOIN submission s ON s.send_id = r.send_id AND s.place = r.place"
    " WHERE r.send_id = ? AND r.state = 2 GROUP BY s.place HAVING max(s.at) < ? LIMIT 5000"
)
_DOUBTS = 30.0
"""Seconds between two looks for receipts that may be about somebody in doubt."""
_RESULTS = 1.0
"""Seconds between two rounds of results."""
_CHUNKS = 50
"""Chunks reported in one round; few, so that claims and reports get their turn."""


class Worker:
    """The worker, which runs one round after another; `take` may be called from any thread."""

    def __init__(
        self,
        store: Store,
        desk: DeskLink,
        dispatcher: Dispatcher,
        claims: Claims,
        heads: Heads,
        key: UnlockedKey,
        files: Files,
    ) -> None:
        self._store, self._desk, self._dispatcher = store, desk, dispatcher
        self._claims, self._heads, self._key, self._files = claims, heads, key, files
        self._newest = CurrentRoster(store, files, dispatcher.clock)
        self._lock = threading.Lock()
        self._rows: dict[tuple[str, int, int], ReleasedRow] = {}
        self._judged: dict[int, float] = {}
        self._results, self._head = Every(_RESULTS), Every(_HEAD)
        self._expiry = Every(_EXPIRY)
        self._untaken, self._doubts = Every(_UNTAKEN), Every(_DOUBTS)
        self._strays: dict[str, int] = {}
        self._walk = False
        self._refused: dict[int, float] = {}
        self._unscreened: dict[int, float] = {}
        self._patience = Patience(claims.judge.at_hand)
        self._roster = self._followed = 0
        self._newer = False
        self._waiting: list[Send] = []

    def take(self, rows: list[ReleasedRow]) -> None:
        """Queue the releases that are not here yet."""
        with self._lock:
            self._rows.update({(row.release, row.request, row.slot): row for row in rows})

    def told_roster(self, version: int) -> None:
        """Note that the desk has a newer roster: running and waiting sends are judged by it at once, not only when they are due."""
        with self._lock:
            if version > self._roster:
                self._roster = version
                self._judged.clear()
                self._newer = True

    def look_again(self) -> None:
        """Do the periodic work in the next round."""
        for interval in (self._expiry, self._doubts, self._results, self._head):
            interval.hurry()
        self._judged.clear()

    def round(self) -> None:
        """Do all waiting work once."""
        # Before anything asks the desk, which may be silent for long.
        self._claims.loading.sweep()
        self.deliver()
        self._follow_roster()
        with self._lock:
            rows, self._rows = self._rows, {}
        # What is judged by a wrong clock, or by a database that forgot, would be refused for good: the desk offers it again.
        if self._dispatcher.inbox.ask(self._dispatcher.timely):
            for row in rows.values():
                self._claim(row)
                self.deliver()
            self._tell_untaken()
            self._try()
            self._take_again()
            self._open()
            self._lift()
            self._settle()
            self._erase()
            self._judge_running()
            self._judge_waiting()
            if self._expiry.due():
                self._expire()
        self._lift_freezes()
        self.deliver()
        if self._doubts.due():
            self._look_at_strays()
        if self._results.due():
            self._report_results()
        if self._head.due() or self._walk:
            self._walk = False
            self._follow_ledger()

    def _follow_roster(self) -> None:
        """Fetch the roster when the desk has told of a newer one: gateways change to its files also while nothing is sent."""
        with self._lock:
            told = self._roster
        if told <= self._followed:
            return
        try:
            self._known()
        except Refused as refusal:
            log.warning("roster version %d is refused: %s", told, refusal)
        self._followed = told

    def _claim(self, row: ReleasedRow) -> None:
        """Take in one release. If the desk cannot answer about it, the others still go on; the desk offers it again."""
        try:
            claimed = self._claims.take(row)
        except (RefusedError, ConsoleError) as error:
            if not about_the_call(error):
                raise
            if self._claims.untaken.leave(row, UNANSWERED):
                log.warning("request %d slot %d: the desk does not say: %s", row.request, row.slot, error)
            return
        if claimed:
            send_id, gateway = claimed
            self._judged[send_id] = time.monotonic()
            self._dispatcher.inbox.ask(partial(self._dispatcher.arrived, gateway, send_id))

    def _tell_untaken(self) -> None:
        """Tell the desk what it offers in vain, at once where that is new, and all of it at times: the desk may be another by then."""
        rows = self._claims.untaken.news(everything=self._untaken.due())
        if not rows:
            return
        try:
            self._desk.call(ReportUntaken(rows))
        except (RefusedError, ConsoleError) as error:
            if not about_the_call(error):
                raise
            log.warning("what cannot be taken in: the desk does not take it: %s", error)
            return
        self._claims.untaken.told(rows)

    def _try(self) -> None:
        """Take in the trials that the desk offers, once each."""
        trials = self._claims.trials
        for offer in self._dispatcher.trials:
            pair = Pair(
                Signed(offer.proposal, [offer.proposal_signature]),
                Signed(offer.confirmation, [offer.confirmation_signature]),
            )
            digest = pair.proposal.digest()
            if self._patience.waits(digest) or trials.here(digest):
                continue
            known = self._known()
            if known is None:
                return
            try:
                taken = trials.take(
                    offer, pair, known, self._dispatcher.inbox.ask(self._dispatcher.gateway_ids)
                )
            except LackingError as lacking:
                # The desk offers it again.
                log.warning("a trial waits: %s", lacking)
                self._patience.wait(digest)
                continue
            if taken is not None:
                self._dispatcher.inbox.ask(partial(self._dispatcher.arrived, taken[1], taken[0]))

    def _take_again(self) -> None:
        """Judge the receipts anew that came while what they speak of was not here."""
        with self._store.look() as look:
            owed = receipts_again.owed(look)
        for send_id, gateway in owed:
            self._dispatcher.inbox.ask(partial(self._dispatcher.take_again, gateway, send_id))

    # --- judging again ------------------------------------------------------------------------------------------

    def _again(self, send: Send) -> str:
        """Judge a send's bundle as it is now; return the name of the refusal or of the missing file, or an empty string.

        A trial was judged when it came, and is over within minutes; it does not go on under another gateway file.
        """
        if send.trial:
            return send.lacks
        if self._patience.waits(send.id):
            return send.lacks
        if not send.lacks and time.monotonic() - self._judged.get(send.id, -_JUDGED) < _JUDGED:
            return ""
        try:
            self._claims.again(send)
        except LackingError as lacking:
            self._lack(send, lacking)
            return lacking.name
        except (Refused, UnfitError) as refusal:
            log.warning("send %d: %s", send.id, refusal)
            return refusal.name
        self._judged[send.id] = time.monotonic()
        self._patience.over(send.id)
        if send.lacks:
            self._dispatcher.inbox.ask(partial(self._dispatcher.lacks, send, ""))
        return ""

    def _withdrawn(self, send: Send) -> str:
        """Return the refusal of a send that waits or is held by a release of its text which somebody withdrew since; else nothing."""
        return self._dispatcher.withdrawals.used_by(send.id, instant(self._dispatcher.clock))

    def _lack(self, send: Send, lacking: LackingError) -> None:
        """Let nothing more of a send go out until the missing file is here."""
        self._patience.wait(send.id)
        if send.lacks != lacking.name:
            log.warning("send %d waits: %s", send.id, lacking)
            self._dispatcher.inbox.ask(partial(self._dispatcher.lacks, send, lacking.name))

    def _open(self) -> None:
        ask, dispatcher = self._dispatcher.inbox.ask, self._dispatcher
        for send in ask(dispatcher.due):
            # A send whose whole window passed while nothing could start (this process was down) waits for an extension.
            name = WINDOW_PASSED if dispatcher.passed(send) else self._withdrawn(send) or self._again(send)
            if not name:
                if self._screened(send):
                    ask(partial(dispatcher.start, send))
            elif name not in LACKING:
                ask(partial(dispatcher.take_back, send, name, self._claims))

    def _screened(self, send: Send) -> bool:
        """Whether the opt-outs of erased numbers are applied to a send; checked once per start, before anything of it goes out."""
        if not send.unscreened:
            return True
        if send.trial:
            # The telephones of the organisation itself stand in no list; their opt-outs in clear are here.
            self._dispatcher.inbox.ask(partial(self._dispatcher.screened, send, ""))
            return True
        ask, dispatcher, now = self._dispatcher.inbox.ask, self._dispatcher, time.monotonic()
        if self._unscreened.get(send.id, 0.0) > now:
            return False
        why = ""
        try:
            why = dispatcher.hashed.screen(send, self._desk)
        except (RefusedError, ConsoleError) as error:
            if not about_the_call(error):
                raise
            log.warning(
                "send %d: whom opt-outs of erased numbers refuse: the desk does not say: %s", send.id, error
            )
            why = DESK_OPTOUT_KEY
        if why:
            self._unscreened[send.id] = now + _AGAIN
        ask(partial(dispatcher.screened, send, why))
        return not why

    def _lift(self) -> None:
        ask, dispatcher = self._dispatcher.inbox.ask, self._dispatcher
        lifted: list[Lifted] = ask(dispatcher.lifted)
        for one in lifted:
            if self._patience.waits(one.send.id):
                continue
            try:
                self._claims.judge.resume(one.send, one.act, one.hold)
            except LackingError as lacking:
                # The desk offers it again.
                self._lack(one.send, lacking)
            except (Refused, UnfitError) as refusal:
                log.warning("send %d: the resume of hold %d is refused: %s", one.send.id, one.hold, refusal)
                ask(partial(dispatcher.not_lifted, one))
            else:
                signed_by = msgspec.json.decode(one.act.text)["by"]
                if dispatcher.freezing.signed_by_frozen(signed_by):
                    log.warning("send %d: %s resumes it, who is frozen", one.send.id, signed_by)
                    ask(partial(dispatcher.not_lifted, one))
                elif name := self._withdrawn(one.send):
                    log.warning("send %d: the resume of hold %d is refused: %s", one.send.id, one.hold, name)
                    # A new hold tells the desk why, and its resume, which lifts the old one, lifts nothing.
                    ask(partial(dispatcher.hold, one.send, one.hold + 1, name))
                else:
                    ask(partial(dispatcher.resume, one.send, one.hold))

    def _settle(self) -> None:
        """Judge the signed settlements of recipients in doubt, and carry them out or report why not."""
        ask, settling = self._dispatcher.inbox.ask, self._dispatcher.settling
        for offer in ask(settling.waiting):
            send = offer.send
            if self._patience.waits(send.id):
                continue
            try:
                act = self._claims.judge.settle(send, offer.proposal, offer.confirmation, offer.unknown)
            except LackingError as lacking:
                # The desk offers it again.
                self._lack(send, lacking)
            except (Refused, UnfitError) as refusal:
                log.warning("send %d: what two people said of it is refused: %s", send.id, refusal)
                ask(partial(settling.refuse, offer, refusal.name))
            else:
                people = [msgspec.json.decode(s.text)["by"] for s in (offer.proposal, offer.confirmation)]
                if self._dispatcher.freezing.signed_by_frozen(*people):
                    ask(partial(settling.refuse, offer, "signer_frozen"))
                else:
                    ask(partial(settling.carry_out, offer, act))

    def _lift_freezes(self) -> None:
        """Judge the signed pairs about freezes, losses and arming again; then look in the roster for people who are back."""
        ask, freezing = self._dispatcher.inbox.ask, self._dispatcher.freezing
        waiting = ask(freezing.waiting)
        for question in waiting:
            try:
                lifted = self._judge_lifting(question)
                if lifted is None:
                    # The desk offers the pair again.
                    continue
            except (Refused, UnfitError) as refusal:
                log.warning("what two people said of a freeze is refused: %s", refusal)
                ask(partial(freezing.refuse, question, refusal.name))
            else:
                ask(partial(freezing.carry_out, question, lifted))
        newest = self._files.newest
        if newest is not None:
            ask(partial(freezing.by_roster, newest))

    def _judge_lifting(self, question: Question) -> Lifts | None:
        """Return what a pair lifts; None while something is missing here to judge it. Raises Refused or UnfitError."""
        if question.request:
            send = self._dispatcher.inbox.ask(partial(self._dispatcher.of_request, question.request))
            if send is None:
                raise UnfitError("freeze_unknown", f"nothing of request {question.request} is here")
            try:
                return self._claims.judge.go_on(send, question.pair, question.since)
            except LackingError:
                return None
        known = self._known()
        if known is None:
            return None
        # By the clock as the host shows it: two people may be accepting just that.
        at = instant(self._dispatcher.clock.host)
        around = Around(known.trust, known.policy, at, question.since, question.releasing)
        return verify_lifting(question.pair, around)

    def _erase(self) -> None:
        """Judge the signed pairs about erasure and legal holds, and delete what is marked while nothing is being sent."""
        ask, erasing = self._dispatcher.inbox.ask, self._dispatcher.erasing
        if self._dispatcher.freezing.unarmed:
            # A copy decides about nobody's numbers.
            return
        for question in ask(erasing.waiting):
            try:
                known = self._known()
                if known is None or not self._files.own.policy(known.trust.newest.policy.digest):
                    # The desk offers the pair again; nothing is due without the rules in force.
                    continue
                around = Around(known.trust, known.policy, instant(self._dispatcher.clock))
                # A pair in our own report was in order then: a database from before it must not keep the numbers.
                stage = Stage.BEGUN if erasing.own_report(question, self._key.public) else Stage.NEW
                agreed = verify_erasing(question.pair, around, stage=stage)
            except Refused as refusal:
                log.warning("what two people said of numbers that are kept is refused: %s", refusal)
                ask(partial(erasing.refuse, question, refusal.name))
            else:
                rules = Rules(known.policy, known.trust.newest)
                ask(partial(erasing.carry_out, question, agreed, rules))
        # Rebuilding the database blocks every sender.
        if erasing.begun() and not ask(self._dispatcher.running):
            erasing.execute()

    def _known(self) -> Known | None:
        """Return the roster and the rules in force now; None if the desk does not answer."""
        try:
            return self._newest.fetch(self._desk)
        except (RefusedError, ConsoleError) as error:
            if not about_the_call(error):
                raise
            log.warning("who is who: the desk does not say: %s", error)
            return None

    def _judge_running(self) -> None:
        ask, dispatcher = self._dispatcher.inbox.ask, self._dispatcher
        for send in ask(dispatcher.running):
            name = self._again(send)
            if name and name not in LACKING:
                ask(partial(dispatcher.hold, send, 0, name))
            elif not name:
                self._screened(send)

    def _judge_waiting(self) -> None:
        """After a newer roster or a withdrawn release, take back waiting sends that are no longer good, so that they can be started over in time."""
        ask, dispatcher = self._dispatcher.inbox.ask, self._dispatcher
        with self._lock:
            newer, self._newer = self._newer, False
        if newer or self._dispatcher.withdrawals.fresh():
            self._waiting = ask(dispatcher.waiting)
        part, self._waiting = self._waiting[:_PART], self._waiting[_PART:]
        for send in part:
            name = (self._withdrawn(send) or self._again(send)) if send.state == WAITING else ""
            if name and name not in LACKING:
                ask(partial(dispatcher.take_back, send, name, self._claims))

    def _expire(self) -> None:
        """Find accepted recipients whose receipt time is over."""
        for send, before in self._dispatcher.inbox.ask(self._dispatcher.waiting_receipts):
            while True:
                with self._store.look() as look:
                    places = [place for (place,) in look.rows(_OVERDUE, (send.id, before))]
                expire = partial(self._dispatcher.expire, send, places)
                if not places or not self._dispatcher.inbox.ask(expire):
                    break

    # --- reports ------------------------------------------------------------------------------------------------

    def deliver(self) -> None:
        """Send every waiting slot report. A report that the desk refuses stays, and the others go on."""
        with self._store.look() as look:
            waiting = outbox.pending(look)
        now = time.monotonic()
        for report in waiting:
            if self._refused.get(report.id, 0.0) > now:
                continue
            try:
                self._deliver(report)
            except (RefusedError, ConsoleError) as error:
                if not about_the_call(error):
                    raise
                self._refused[report.id] = now + _AGAIN
                log.warning(
                    "report %d of request %d: the desk does not take it: %s", report.id, report.request, error
                )

    def _deliver(self, report: outbox.Pending) -> None:
        if not report.slot:
            self._desk.call(self._of_trial(report.release, report.event, report.reason))
            with self._store.turn() as turn:
                outbox.confirmed(turn, report)
            return
        if report.event in outbox.ENDINGS:
            report = self._complete(report)
        text, tally = report.body, outbox.tally_of(report.body)
        signature = self._key.sign(text.encode(), f"sms-report@{self._dispatcher.outbox.by.org}")
        self._desk.call(
            ReportSlot(
                report.request,
                report.slot,
                report.release,
                report.event,
                report.reason,
                tally,
                text,
                signature,
            )
        )
        with self._store.turn() as turn:
            outbox.confirmed(turn, report)
        if report.event in outbox.ENDINGS:
            self._walk = True

    def _of_trial(self, proposal: str, event: str = "", reason: str = "") -> ReportTrial:
        by, at = self._dispatcher.outbox.by, instant(self._dispatcher.clock)
        return trial_reports.report(self._store, by, self._key, at, proposal, event, reason)

    def _complete(self, report: outbox.Pending) -> outbox.Pending:
        """Put the tally and the root of the results, taken at one moment, into the report of an ending, and store it."""
        with self._store.look() as look:
            send_id = look.number("SELECT id FROM send WHERE release_digest = ?", (report.release,))
            if look.one("SELECT 1 FROM recipient WHERE send_id = ? LIMIT 1", (send_id,)) is None:
                # The send was stopped before it was claimed, so its report is complete already.
                return report
            tally, root, suppressed = results.summary(look, send_id)
        body = outbox.completed(report.body, tally, root, suppressed)
        with self._store.turn() as turn:
            return outbox.rewrite(turn, report, body)

    def _look_at_strays(self) -> None:
        """Report those in doubt anew about whom a receipt came that matches nobody."""
        here = {send.id: send for _, send in self._dispatcher.inbox.ask(self._dispatcher.sends)}
        found: set[tuple[int, int]] = set()
        for gateway in {send.gateway for send in here.values() if send.tally[UNKNOWN]}:
            with self._store.look() as look:
                rows, self._strays[gateway] = doubts.newly(look, gateway, self._strays.get(gateway, 0))
            found |= {(send_id, place // merkle.CHUNK) for send_id, place in rows}
        chunks = [(here[send_id], position) for send_id, position in found if send_id in here]
        self._dispatcher.inbox.ask(lambda: self._dispatcher.soil(chunks))

    def _report_results(self) -> None:
        ask, dispatcher = self._dispatcher.inbox.ask, self._dispatcher
        dirty: list[tuple[Send, int]] = ask(lambda: dispatcher.dirty(_CHUNKS))
        left = list(dirty)
        try:
            for send, position in dirty:
                try:
                    self._desk.call(
                        self._of_trial(send.release)
                        if send.trial
                        else results.report(self._store, send, position, dispatcher.outbox.by, self._key)
                    )
                except (RefusedError, ConsoleError) as error:
                    if not about_the_call(error):
                        raise
                    log.warning("results of request %d: the desk does not take them: %s", send.request, error)
                else:
                    left.remove((send, position))
        finally:
            ask(lambda: dispatcher.soil(left))
        if len(dirty) == _CHUNKS and not left:
            self._results.hurry()

    def _follow_ledger(self) -> None:
        try:
            self._heads.walk()
        except ForkedError as error:
            log.error("%s", error)  # noqa: TRY400 - an answer about the desk, not a fault of ours
            with self._store.turn() as turn:
                if not read_mark(turn, LEDGER_FORKED)[0]:
                    retelling.forgotten(turn, int(self._dispatcher.clock.time() * 1000))
                write_mark(turn, LEDGER_FORKED, error.seq)
            self._dispatcher.inbox.ask(lambda: self._dispatcher.holds.everything.add(LEDGER_FORKED))
