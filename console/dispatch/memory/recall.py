"""What a forgetful dispatcher once knew of its recipients: read from the results that it signed and the desk kept."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from console.dispatch.link import DeskLink
from console.dispatch.outcomes.outcomes import VERDICT
from console.dispatch.reports.outbox import Author
from console.dispatch.reports.results import size_of
from console.dispatch.store import Row, Store, Turn
from console.domain.contacts import merkle
from console.domain.states import RecipientState
from console.signing.sshsig import BadSignatureError, verify
from console.wire.ledger.memory import PullResults, ToldChunk, results_text

_P = RecipientState
FORGOTTEN: Final = "forgotten"
"""The code of recipients about whom nothing is known because the dispatcher forgot."""
_BEHIND: Final = frozenset({_P.QUEUED, _P.IN_FLIGHT, _P.ACCEPTED, _P.UNKNOWN, _P.NO_RECEIPT})
"""States here that a later report of our own may correct."""
_TOLD: Final = frozenset(
    {_P.ACCEPTED, _P.DELIVERED, _P.UNDELIVERED, _P.REFUSED, _P.NO_RECEIPT, _P.SUPPRESSED, _P.NOT_SENT}
)
"""Reported states that are final or wait only for a receipt: an old report of them is still true."""
_UNSENT: Final = frozenset({_P.SUPPRESSED, _P.NOT_SENT})
_MOST: Final = 2**53
_RUNNING: Final = (
    "SELECT id, request, slot, release_digest, root, gateway, keyed FROM send WHERE erased = '' AND slot > 0"
    " AND state IN ('waiting', 'sending', 'ending', 'done', 'stopped') ORDER BY id DESC LIMIT 1000"
)


class Whose(NamedTuple):
    """A send whose results are asked for; `root` is the send with the whole list, 0 if that is this one."""

    id: int
    request: int
    slot: int
    release: str
    root: int
    gateway: str
    keyed: bool


class Recall:
    """Runs while none of these sends is in memory: before the dispatcher is armed, or while a send is loaded."""

    def __init__(self, store: Store, desk: DeskLink, by: Author, keys: Callable[[], list[str]]) -> None:
        self._store, self._desk, self._by, self._keys = store, desk, by, keys

    def all(self, at: int) -> None:
        """Correct every send here by what was reported of it; `at` is the time in epoch milliseconds."""
        with self._store.look() as look:
            sends = [Whose(*row) for row in look.rows(_RUNNING)]
        for send in sends:
            self.one(send, at)

    def one(self, send: Whose, at: int) -> None:
        """Correct one send. Raises the link's errors; the part done until then is true and may be repeated."""
        listed: Sequence[int] | None = None
        for chunk in self._chunks(send):
            if not self._own(send, chunk):
                # Not even its revision: ours would have to be above it.
                continue
            if not chunk.keyed and send.keyed and listed is None:
                listed = self._listed(send)
            places = self._places(send, chunk, listed or ())
            with self._store.turn() as turn:
                turn.run(
                    "UPDATE chunk SET revision = ? WHERE send_id = ? AND position = ? AND revision < ?",
                    (min(chunk.revision, _MOST), send.id, chunk.chunk, min(chunk.revision, _MOST)),
                )
                _count(turn, send.id, _corrected(turn, send, chunk, places, at))

    def _chunks(self, send: Whose) -> Iterator[ToldChunk]:
        after = -1
        while chunks := self._desk.call(PullResults(send.request, send.slot, after)):
            for chunk in chunks:
                if chunk.chunk <= after:
                    return
                after = chunk.chunk
                yield chunk

    def _listed(self, send: Whose) -> Sequence[int]:
        """Return the places of a send's whole list by number: an earlier version reported in that order.

        To sort a long list takes half a second, so it is read once, and outside any turn.
        """
        with self._store.look() as look:
            return array("q", [place for (place,) in look.rows(_LISTED, (send.root or send.id,))])

    def _places(self, send: Whose, chunk: ToldChunk, listed: Sequence[int]) -> Sequence[int]:
        """Return the places that a report is about, in its order; none if it speaks of another order than is known here."""
        first = chunk.chunk * merkle.CHUNK
        if chunk.keyed != send.keyed:
            return () if chunk.keyed else listed[first : first + merkle.CHUNK]
        with self._store.look() as look:
            return range(first, first + size_of(look, send.root or send.id, chunk.chunk))

    def _own(self, send: Whose, chunk: ToldChunk) -> bool:
        """Whether we signed this chunk for this send."""
        text = results_text(
            self._by.org, self._by.service, send.release, chunk.chunk, chunk.revision, chunk.states,
            chunk.codes, chunk.ids, keyed=chunk.keyed,
        )  # fmt: skip
        try:
            return verify(chunk.signature, text, f"sms-results@{self._by.org}") in self._keys()
        except BadSignatureError:
            return False


def _corrected(turn: Turn, send: Whose, chunk: ToldChunk, places: Sequence[int], at: int) -> Counter[int]:
    """Apply what a report says of recipients, one for each place, whose state here is older; return by how much each state changed."""
    changed: Counter[int] = Counter()
    if not places or len(places) != len(chunk.states):
        return changed
    here: dict[int, int] = dict(turn.rows_in(_AMONG, (send.id,), places))
    moved: list[Row] = []
    taken: list[Row] = []
    verdicts: list[Row] = []
    cleared: list[Row] = []
    for index, place in enumerate(places):
        theirs, own = chunk.states[index], here.get(place)
        late = (own, theirs) == (_P.UNDELIVERED, _P.DELIVERED)
        if own is None or (
            not late
            and (
                own not in _BEHIND
                or theirs not in _TOLD
                or theirs == own
                or (own == _P.NO_RECEIPT and theirs == _P.ACCEPTED)
            )
        ):
            continue
        changed.update({own: -1, theirs: 1})
        sent = theirs not in _UNSENT
        moved.append((theirs, int(sent), at if sent else 0, send.id, place))
        cleared.append((send.id, place))
        if theirs == _P.ACCEPTED or index in chunk.ids:
            taken.append((send.id, place, send.gateway, chunk.ids.get(index, ""), at))
        if theirs != _P.ACCEPTED and index in chunk.codes:
            verdicts.append((send.id, place, chunk.codes[index], at))
    turn.many(_MOVED, moved)
    turn.many("DELETE FROM verdict WHERE send_id = ? AND place = ?", cleared)
    turn.many(_TAKEN, taken)
    turn.many(VERDICT, verdicts)
    return changed


def _count(turn: Turn, send_id: int, changed: Counter[int]) -> None:
    """Change the tally of a send by so much; to count all recipients anew for each part of a long list would take too long."""
    names = {state: state.name.lower() for state in RecipientState if changed[state]}
    if names:
        sums = ", ".join(f"{name} = {name} + ?" for name in names.values())
        values = [changed[state] for state in names]
        turn.run(f"UPDATE tally SET {sums} WHERE send_id = ?", (*values, send_id))  # noqa: S608 - our own names


def tallied(turn: Turn, send_id: int) -> list[int]:
    """Return the recipients of a send by state, as its tally has them."""
    names = ", ".join(state.name.lower() for state in RecipientState)
    return [*turn.rows(f"SELECT {names} FROM tally WHERE send_id = ?", (send_id,))[0]]  # noqa: S608 - our own names


_LISTED = "SELECT place FROM recipient WHERE send_id = ? ORDER BY num"
_AMONG = "SELECT place, state FROM recipient WHERE send_id = ? AND place IN ({})"
_MOVED = (
    "UPDATE recipient SET state = ?, attempt = attempt + ?, at = CASE WHEN at = 0 THEN ? ELSE at END"
    " WHERE send_id = ? AND place = ?"
)
"""When a message was sent that this database does not know is unknown too; it counts from now."""
_TAKEN = (
    "INSERT INTO submission (send_id, place, attempt, part, gateway, msgid, at) VALUES (?, ?, 1, 0, ?, ?, ?)"
    " ON CONFLICT DO NOTHING"
)
