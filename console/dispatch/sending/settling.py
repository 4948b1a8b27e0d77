"""Settlements: what two people state about recipients whose submit had no answer; offered by the desk, judged here, done once."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from console.dispatch.clock import Clock
from console.dispatch.lease import Lease
from console.dispatch.reports import outbox
from console.dispatch.reports.outbox import Outbox
from console.dispatch.sending import endings
from console.dispatch.sending.sender import Sender
from console.dispatch.sends import (
    DONE,
    IN_FLIGHT,
    NO_RECEIPT,
    QUEUED,
    STOPPED,
    UNKNOWN,
    Book,
    Reported,
    Send,
)
from console.dispatch.store import Store, Turn
from console.domain.states import RecipientState
from console.domain.two_person.pairs import Settle, Verdict
from console.signing.statements import Signed
from console.wire.dispatch import Settlement

_BECOMES: Final = {Verdict.SENT: NO_RECEIPT, Verdict.NOT_SENT: RecipientState.NOT_SENT}
"""NO_RECEIPT means sent without a receipt, and a late receipt still corrects it; `closed` moves nobody."""

_MOST: Final = 100
"""Offers looked at in one round: an honest desk has one per slot, and a dishonest one must not keep the loop busy."""


class Offer(NamedTuple):
    """A pair of signatures that has to be judged, and how many recipients of the send are in doubt at this moment."""

    row: Settlement
    send: Send
    proposal: Signed
    confirmation: Signed
    unknown: int


class Settling:
    """Lives on the event loop, beside the sends that it changes."""

    def __init__(
        self,
        store: Store,
        box: Outbox,
        clock: Clock,
        senders: Mapping[str, Sender],
        leases: Mapping[str, Lease],
    ) -> None:
        self._store, self._outbox, self._clock = store, box, clock
        self._senders, self._leases = senders, leases
        self._offers: dict[int, Settlement] = {}
        self._answered: set[Settlement] = set()

    def offered(self, rows: list[Settlement]) -> None:
        """Take the pairs that the desk offers; those answered since the start are not judged again."""
        for row in rows[:_MOST]:
            if row in self._answered:
                continue
            send = self._find(row.release)
            if send is not None and (send.request, send.slot) == (row.request, row.slot):
                self._offers[send.id] = row

    def waiting(self) -> list[Offer]:
        """Return the pairs that have to be judged; a pair that a former process carried out is only answered again."""
        offers, self._offers = self._offers, {}
        waiting_offers: list[Offer] = []
        for row in offers.values():
            send = self._find(row.release)
            if send is None or row in self._answered:
                continue
            first = Signed(row.proposal, [row.proposal_signature])
            second = Signed(row.confirmation, [row.confirmation_signature])
            if self._answered_before(send, first):
                self._answered.add(row)
            else:
                waiting_offers.append(Offer(row, send, first, second, send.tally[UNKNOWN]))
        return waiting_offers

    def refuse(self, offer: Offer, name: str) -> None:
        """Tell the desk the name under which the pair is refused; nothing else changes."""
        with self._store.turn() as turn:
            self._leases[offer.send.gateway].check(turn)
            self._outbox.put(turn, offer.send, outbox.SETTLE_REFUSED, name, proposal=offer.proposal.digest())
        self._answered.add(offer.row)

    def carry_out(self, offer: Offer, act: Settle) -> None:
        """Move the recipients in doubt as the pair states, in one transaction with the report; each proposal counts once."""
        send, now = offer.send, self._clock.time()
        if send.tally[QUEUED] or send.tally[IN_FLIGHT]:
            self.refuse(offer, "settle_early")
            return
        if send.tally[UNKNOWN] != act.count:
            # A receipt came while the pair was being judged.
            self.refuse(offer, "settle_count")
            return
        book, digest = self._senders[send.gateway].book, offer.proposal.digest()
        with self._store.turn() as turn:
            self._leases[send.gateway].check(turn)
            if not turn.run(_KEEP, (digest, send.id, str(act.verdict), act.count, int(now * 1000))):
                return
            self._move(turn, book, send, act, now)
            if send.state in {DONE, STOPPED}:
                # This report also corrects whatever moved just before it.
                book.set(turn, send, reported=int(Reported.PENDING))
            self._outbox.put(turn, send, outbox.CORRECTED, f"settled_{act.verdict}", proposal=digest)
        book.settled(send)
        self._answered.add(offer.row)

    def _move(self, turn: Turn, book: Book, send: Send, act: Settle, now: float) -> None:
        new = _BECOMES.get(act.verdict)
        if new is None:
            return
        places = [place for (place,) in turn.rows(_DOUBTFUL, (send.id,))]
        book.move(turn, send, UNKNOWN, new, places)
        for changed in book.save(turn, now):
            endings.judge(turn, book, changed, self._outbox)

    def _answered_before(self, send: Send, proposal: Signed) -> bool:
        """Whether the pair was carried out already; then the desk is told again, because it seems to have forgotten."""
        digest = proposal.digest()
        with self._store.look() as look:
            if not look.one("SELECT 1 FROM settlement WHERE proposal = ?", (digest,)):
                return False
            row = look.one(_ON_ITS_WAY, (send.release, outbox.CORRECTED))
        if not row:
            with self._store.turn() as turn:
                self._outbox.put(turn, send, outbox.CORRECTED, "settled_before", proposal=digest)
        return True

    def _find(self, release: str) -> Send | None:
        """Return the send of a release, from the database if it is no longer in memory."""
        for sender in self._senders.values():
            for send in sender.book:
                if send.release == release:
                    return send
        with self._store.look() as look:
            row = look.one(_OF_RELEASE, (release,))
            other = self._senders.get(row[1]) if row else None
            return other.book.get(look, row[0]) if row and other else None


_KEEP = "INSERT INTO settlement (proposal, send_id, verdict, count, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
_DOUBTFUL = f"SELECT place FROM recipient WHERE send_id = ? AND state = {int(UNKNOWN)} ORDER BY place"  # noqa: S608 - our own integer
_ON_ITS_WAY = "SELECT 1 FROM outbox WHERE release_digest = ? AND event = ?"
_OF_RELEASE = "SELECT id, gateway FROM send WHERE release_digest = ? AND erased = '' AND state NOT IN ('loading', 'refused')"
