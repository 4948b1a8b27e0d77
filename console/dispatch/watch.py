"""The watch thread: heartbeats, the desk's wishes, opt-outs in both directions, and running counters. Every round is short."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from console.dispatch.clock import instant
from console.dispatch.dispatcher import Dispatcher
from console.dispatch.link import DeskLink, Every, about_the_call, serials_in
from console.dispatch.replies import code_refusals, replies
from console.dispatch.replies.open_replies import OpenAtDesk
from console.dispatch.reports import retelling
from console.dispatch.sends import ACCEPTED, ENDING, IN_FLIGHT, SENDING, UNDELIVERED, UNKNOWN, Send
from console.dispatch.store import Store, Turn, batches, read_mark, write_mark
from console.domain.sending import counts
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.gateways.ports import LineState
from console.signing.keys import UnlockedKey
from console.wire.base import Call
from console.wire.calls import WISHES
from console.wire.contacts.replies import ReportedReply, ReportReplies
from console.wire.dispatch import (
    CodeRefusal,
    Counters,
    Heartbeat,
    OptOutChunk,
    PullOptOuts,
    PullReleased,
    Released,
    ReleasedRow,
    ReportCodeRefusals,
    ReportProgress,
    ReturnOptOuts,
)

log = logging.getLogger(__name__)

_BEAT = 2.0
"""Seconds between heartbeats."""
_PROGRESS = 0.5
"""Seconds between two reports of the same send's counters."""
_STEP = 2_000
"""Opt-outs in one transaction."""
_REPLIES = 100
"""Replies in one call: each has at most a thousand characters."""
_CODES = 2_000
"""Opt-outs by a provider's code in one call."""
_SINGLY = 100
"""Calls in one round that tell one thing each, after the desk refused them together."""
_AGAIN = 5.0
"""Seconds before a reply or an opt-out by code that the desk refused is reported again."""
_NEWEST = "newest_reply"
_MOST = 500
"""Sends whose counters go into one report, so that it fits into a frame; the others follow with the next."""


@dataclass(slots=True)
class Watch:
    """One round every half second. `fresh` takes releases that are not here yet, and holds that a signed act lifts.

    `files` returns the digests of our own files; `told_roster` takes the desk's newest roster version; `witness` returns the state
    of the witness.
    """

    store: Store
    desk: DeskLink
    dispatcher: Dispatcher
    fresh: Callable[[list[ReleasedRow]], None]
    files: Callable[[], list[str]]
    told_roster: Callable[[int], None]
    key: UnlockedKey
    witness: Callable[[], str] = str
    beat: Every = field(default_factory=lambda: Every(_BEAT))
    progress: Every = field(default_factory=lambda: Every(_PROGRESS))
    moved: dict[int, tuple[float, int]] = field(default_factory=dict)
    untaken: dict[int, float] = field(default_factory=dict)
    untaken_codes: dict[code_refusals.Waiting, float] = field(default_factory=dict)
    returning: Every = field(default_factory=lambda: Every(_AGAIN))
    judged: bool = False
    open_replies: OpenAtDesk = field(default_factory=OpenAtDesk)
    erased: int = 0
    reasons: dict[int, str] = field(default_factory=dict)
    """Sends that the desk heard of on this connection, with what it was told that each waits for."""

    def notice(self, topics: frozenset[str]) -> bool:
        """Take a notice of what changed at the desk; return whether a round is due at once. Nothing is submitted before it ends."""
        if WISHES not in topics:
            return False
        self.dispatcher.holds.noticed += 1
        return True

    def round(self) -> None:
        """Do everything that is due once."""
        try:
            self._round()
        except (RefusedError, ConsoleError, ConnectionError):
            # It is unknown how much the desk received, and whether the same desk answers next.
            self.reasons.clear()
            self.open_replies.forget()
            self.beat.hurry()
            raise

    def _round(self) -> None:
        ask, holds = self.dispatcher.inbox.ask, self.dispatcher.holds
        noticed = holds.noticed
        # Before the desk is asked: another dispatcher of this database may get further meanwhile.
        pulled, newest_reply = self._pulled(), self._newest_reply()
        released: Released = self.desk.call(PullReleased(self.dispatcher.gateway_ids()))
        # Orders that take rights away come before everything that needs a right.
        ask(lambda: self.dispatcher.freezing.ordered(released.frozen))
        self.dispatcher.withdrawals.offered(released.withdrawn)
        self.dispatcher.trials = released.trials
        unknown = ask(lambda: self.dispatcher.wishes(released.rows))
        holds.heeded = noticed
        if self.beat.due():
            self._beat()
        ask(lambda: self.dispatcher.erasing.held(released.legal_holds))
        self._put_back(pulled, newest_reply, released)
        retelling.begin_again(self.store, self._milliseconds())
        # Nothing is left of what was here from before, once the desk is found to be put back.
        pulled = min(pulled, self._pulled())
        synced = self._pull_optouts(pulled, released.optouts)
        self._follow_open_replies(released.open_replies)
        self.dispatcher.synced = synced
        self.dispatcher.hashed.desk_hashed = max(released.hashed, self.dispatcher.hashed.desk_hashed)
        self.told_roster(released.roster)
        ask(lambda: self.dispatcher.settling.offered(released.settlements))
        ask(lambda: self.dispatcher.freezing.offered(released.lifts))
        ask(lambda: self.dispatcher.erasing.offered(released.erasures))
        if unknown:
            self.fresh(unknown)
        self._report_replies()
        self._report_codes()
        if synced:
            self._return_optouts()
        for name in self.dispatcher.freezing.deliver(self.desk, self.key):
            log.warning("a report of a freeze: the desk does not take it: %s", name)
        for name in self.dispatcher.erasing.deliver(self.desk, self.key):
            log.warning("a report of an erasure: the desk does not take it: %s", name)
        if self.progress.due():
            self._report_progress(everything=False)

    def _pulled(self) -> int:
        """Return the serial up to which the desk's opt-outs are here."""
        with self.store.look() as look:
            return read_mark(look, retelling.PULLED)[0]

    def _newest_reply(self) -> int:
        """Return the desk's number of the newest reply that it ever named."""
        with self.store.look() as look:
            return read_mark(look, _NEWEST)[0]

    def _put_back(self, serial: int, newest_reply: int, released: Released) -> None:
        """Note a desk that has less than it had: what it has may be new at any serial, and it lacks what we told it since."""
        newest = int(released.open_replies.partition(".")[0] or newest_reply)
        back = released.optouts < serial or newest < newest_reply
        if back:
            self.dispatcher.synced = False
            self.open_replies.forget()
        if back or newest > newest_reply:
            with self.store.turn() as turn:
                write_mark(turn, _NEWEST, newest)
                if back:
                    retelling.forgotten(turn, self._milliseconds())

    def _milliseconds(self) -> int:
        return int(self.dispatcher.clock.time() * 1000)

    def _pull_optouts(self, serial: int, newest: int) -> bool:
        """Fetch the opt-outs after `serial`, up to the newest that the desk names; return whether we got exactly there."""
        while serial < newest:
            chunk: OptOutChunk = self.desk.call(PullOptOuts(serial))
            for step in batches(serials_in(chunk), _STEP):
                with self.store.turn() as turn:
                    replies.add_told(turn, [(*one, 0) for one in step])
                self._refuse([(num, scope) for num, scope, _ in step])
            if chunk.serial <= serial:
                break
            # Never beyond what was named: those newer by now are fetched again, which changes nothing.
            before, serial = serial, min(chunk.serial, newest)
            with self.store.turn() as turn:
                if read_mark(turn, retelling.PULLED)[0] != before:
                    # The worker found meanwhile that the desk was put back: all are fetched anew.
                    return False
                write_mark(turn, retelling.PULLED, serial)
        return serial == newest

    def _follow_open_replies(self, mark: str) -> None:
        """Have exactly those numbers held back whose reply the desk has as open, and those whose reply it does not have yet."""
        if (erased := self.dispatcher.erasing.erased) != self.erased:
            # An erasure took away what was held, too; whatever the desk still has open is held again.
            self.erased = erased
            self.open_replies.forget()
        changed = self.open_replies.follow(self.store, self.desk, mark, self._pulled)
        self._refuse(changed.held)
        if changed.let:
            self.dispatcher.inbox.ask(partial(self.dispatcher.allow, changed.let))

    def _refuse(self, rows: list[replies.Refusal]) -> None:
        self.dispatcher.inbox.ask(partial(self.dispatcher.refuse, rows))

    def _report_replies(self) -> None:
        """Tell the desk about replies. A reply that it refuses waits, and the others go on."""
        if not self.judged:
            with self.store.turn() as turn:
                refusals, left = replies.judge_old(turn)
            self._refuse(refusals)
            self.judged = not left
        now = time.monotonic()
        held = [row for row, until in self.untaken.items() if until > now]
        self._tell_again(held)
        with self.store.look() as look:
            rows = replies.waiting(look, _REPLIES, held)
            reports = [_reported(look, row) for row in rows]
        if rows and not self._tell(ReportReplies(reports)):
            for row, report in zip(rows, reports, strict=True):
                if len(rows) > 1 and self._tell(ReportReplies([report])):
                    self._mark_reported([row])
                else:
                    self.untaken[row.id] = now + _AGAIN
            return
        self._mark_reported(rows)

    def _tell_again(self, held: Sequence[int]) -> None:
        """Tell the desk what it may have forgotten, as soon as it has everything that is new."""
        with self.store.look() as look:
            if not retelling.due(look) or replies.waiting(look, 1, held):
                return
        with self.store.turn() as turn:
            ended = retelling.step(turn, _REPLIES)
        if ended:
            # Whom somebody decided on meanwhile is let go once more is asked.
            self.open_replies.forget()

    def _report_codes(self) -> None:
        """Tell the desk about opt-outs by a provider's code. One that it refuses waits, and the others go on."""
        now = time.monotonic()
        held = {row for row, until in self.untaken_codes.items() if until > now}
        with self.store.look() as look:
            rows = code_refusals.waiting(look, _CODES, held)
        if not rows or self._tell_codes(rows):
            return
        for row in rows[:_SINGLY]:
            if len(rows) == 1 or not self._tell_codes([row]):
                self.untaken_codes[row] = now + _AGAIN

    def _return_optouts(self) -> None:
        """Give back to the desk the opt-outs that it lost, as soon as it was told all that says more of them."""
        now = time.monotonic()
        held = [row for row, until in self.untaken.items() if until > now]
        coded = {row for row, until in self.untaken_codes.items() if until > now}
        with self.store.look() as look:
            more = (
                retelling.due(look) or replies.waiting(look, 1, held) or code_refusals.waiting(look, 1, coded)
            )
            # The worker may find in the middle of a round that the desk was put back.
            if (
                more
                or not retelling.owed(look)
                or not retelling.fetched_anew(look)
                or not self.returning.due()
            ):
                return
            rows = retelling.optouts(look, _CODES)
        if rows and not self._tell(ReturnOptOuts([(num, scope) for num, scope in rows])):
            return
        with self.store.turn() as turn:
            retelling.returned(turn, rows)
        self.returning.hurry()

    def _tell_codes(self, rows: Sequence[code_refusals.Waiting]) -> bool:
        if not self._tell(ReportCodeRefusals([CodeRefusal(*row) for row in rows])):
            return False
        for row in rows:
            self.untaken_codes.pop(row, None)
        with self.store.turn() as turn:
            code_refusals.reported(turn, rows)
        return True

    def _mark_reported(self, rows: list[replies.Waiting]) -> None:
        for row in rows:
            self.untaken.pop(row.id, None)
        if rows:
            with self.store.turn() as turn:
                replies.mark_reported(turn, rows)

    def _tell(self, call: Call) -> bool:
        """Report something; return False if the desk refuses this one, which is tried again later."""
        try:
            self.desk.call(call)
        except (RefusedError, ConsoleError) as error:
            if not about_the_call(error):
                raise
            log.warning("%s: the desk does not take it: %s", type(call).__name__, error)
            return False
        return True

    def _beat(self) -> None:
        """Send a heartbeat with the gateways' states, and the progress of every send under way, changed or not."""
        freezing = self.dispatcher.freezing
        # The counters go first: whoever sees the heartbeat must not see old counters with it.
        self._report_progress(everything=True)
        gateways = self.dispatcher.inbox.ask(self.dispatcher.gateways)
        wire = self.dispatcher.inbox.ask(self.dispatcher.wire)
        holds = self.dispatcher.inbox.ask(lambda: sorted(self.dispatcher.holds.everything))
        witness = self.witness()
        beat = Heartbeat(gateways, self.files(), *freezing.asks(), witness=witness, wire=wire, holds=holds)
        self.desk.call(beat)

    def _report_progress(self, *, everything: bool) -> None:
        counters = self.dispatcher.inbox.ask(lambda: self._progress(everything=everything))
        if counters:
            self._tell(ReportProgress(list(counters.values())))
            # What the desk refuses is reported again at the next change.
            self.reasons |= {send_id: one.why for send_id, one in counters.items()}

    def _progress(self, *, everything: bool) -> dict[int, Counters]:
        """Return counters by send: those that moved, or all that may. Runs on the loop."""
        now, moment = self.dispatcher.clock.time(), instant(self.dispatcher.clock)
        reports: dict[int, Counters] = {}
        for sender, send in self.dispatcher.sends():
            if len(reports) == _MOST:
                break
            cut = "" if sender.line is LineState.UP else sender.cut
            holds = self.dispatcher.holds
            why = holds.said(send, now, holds.cause(send, now, moment, cut=cut))
            moves = everything and (
                send.state in {SENDING, ENDING} or send.tally[IN_FLIGHT] + send.tally[ACCEPTED]
            )
            if send.changed or moves or self.reasons.get(send.id) != why:
                send.changed = False
                window = sender.session.room() if sender.session else 0
                reports[send.id] = self._counters(send, now, window, sender.lag(), why)
        return reports

    def _counters(self, send: Send, now: float, window: int, lag: tuple[int, int], why: str) -> Counters:
        tally = send.view()
        # Who is left out or not sent to has left the queue, but nothing was sent.
        out = counts.total(tally, (*counts.SENT, "in_flight"))
        then, before = self.moved.get(send.id, (now - _PROGRESS, out))
        self.moved[send.id] = (now, out)
        oldest = ""
        if send.tally[UNKNOWN]:
            with self.store.look() as look:
                at = look.number(_OLDEST, (send.id,))
            oldest = _instant(at)
        return Counters(
            request=send.request,
            slot=send.slot,
            tally=tally,
            rate=0 if why else max(0, round((out - before) / max(now - then, 0.001))),
            window=window + send.tally[1],
            oldest_unknown=oldest,
            lag=lag,
            errors=send.errors.most_common(20),
            why=why,
            suppressed=sorted(send.suppressed.items()),
            failed_at=_instant(send.failed_at) if send.tally[UNDELIVERED] else "",
        )


def _instant(at: int) -> str:
    """Return an instant of epoch milliseconds in the form of statements; empty for 0."""
    return render(datetime.fromtimestamp(at / 1000, UTC)) if at else ""


def _reported(look: Turn, row: replies.Waiting) -> ReportedReply:
    request, slot = replies.answered(look, row.num, row.at)
    return ReportedReply(
        id=row.id, gateway=row.gateway, num=row.num, address=row.address, to=row.to, text=row.body, chars=row.chars,
        times=row.times, at=row.at, last=row.last, verdict=row.verdict, reason=row.reason, scope=row.scope,
        waits=bool(row.waits), request=request, slot=slot,
    )  # fmt: skip


_OLDEST = (
    "SELECT min(v.at) FROM verdict v JOIN recipient r ON r.send_id = v.send_id AND r.place = v.place"
    " WHERE v.send_id = ? AND r.state = 7"
)
