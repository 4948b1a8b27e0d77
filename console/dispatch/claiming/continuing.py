"""Continuations: sends to the recipients whom another send did not reach, taken from our own rows, each at most once."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import msgspec

from console.dispatch.claiming import recipients
from console.dispatch.claiming.refusals import UnfitError
from console.dispatch.outcomes.outcomes import CONTRADICTED
from console.dispatch.sends import DONE, FAILED_AT, STOPPED
from console.dispatch.store import Row, Store, Turn, marks
from console.domain.states import RecipientState
from console.domain.two_person.pairs import Continue, Proposal, Verdict, Which
from console.signing.canonical import NotCanonicalError
from console.signing.pairs import Pair
from console.signing.refused import Refused
from console.signing.statements import Signed, decode

_PAGE = 10_000
"""Rows read at once."""

_P = RecipientState
STATES: Final = {Which.FAILED: (_P.UNDELIVERED, _P.REFUSED), Which.REMAINDER: (_P.NOT_SENT,)}
"""The states from which a continuation takes recipients. All are final, so a recipient stays counted in the old send."""


class BusyError(Exception):
    """The same send is being continued at this moment, or the gateway has another lease by now; the offer may be taken later."""


class Source(NamedTuple):
    """The ended send that is continued. `root` has the whole list; `pairs` released it if it is a continuation itself."""

    id: int
    root: int
    request_digest: str
    pairs: tuple[Pair, ...]
    keyed: int


def named(proposal: Signed) -> str:
    """Return the release that a proposal names, before anything is judged. Raises Refused."""
    try:
        statement = decode(proposal.text.encode())
    except (NotCanonicalError, UnicodeEncodeError) as error:
        raise Refused("not_canonical", str(error)) from error
    if not isinstance(statement, Proposal) or not isinstance(statement.act, Continue):
        raise Refused("pair_differs", "not a continuation")
    return statement.act.release


def source(look: Turn, release: str) -> Source:
    """Return the send of that release. Raises UnfitError("continue_source") unless it has ended with nobody left to send to."""
    row = look.one(_SOURCE, (release,))
    if row is None:
        raise UnfitError("continue_source", "no such send here")
    send_id, root, request_digest, state, unsent, pairs, keyed = row
    if state not in {DONE, STOPPED} or unsent:
        raise UnfitError("continue_source", f"{state}, {unsent} not sent yet")
    return Source(send_id, root or send_id, request_digest, _unpacked(pairs), keyed)


def pairs_of(look: Turn, send_id: int) -> tuple[Pair, ...]:
    """Return the pairs that released a continuation and those before it, oldest first; empty for any other send."""
    row = look.one("SELECT pairs FROM send WHERE id = ?", (send_id,))
    return _unpacked(row[0]) if row else ()


def packed(pairs: tuple[Pair, ...]) -> str:
    """Return the pairs in the form in which they are stored with the send."""
    return msgspec.json.encode(pairs).decode() if pairs else ""


def _unpacked(kept: str) -> tuple[Pair, ...]:
    return msgspec.json.decode(kept, type=tuple[Pair, ...]) if kept else ()


def moves(turn: Turn, source_id: int) -> int:
    """Return in how many turns a receipt may have moved somebody who failed in a send; until this transaction ends, none does.

    On PostgreSQL a turn with such a receipt waits here, or this transaction for it, and each then sees what the other wrote.
    """
    turn.run("UPDATE send SET continues = continues WHERE id = ?", (source_id,))
    return turn.number("SELECT moved FROM send WHERE id = ?", (source_id,))


def reserve(turn: Turn, source_id: int) -> int:
    """Keep others from continuing the same send during this transaction; return `moves`.

    Raises BusyError if a continuation is being loaded. Another dispatcher on the same database would wait here, and would then see
    the recipients that this one took up.
    """
    moved = moves(turn, source_id)
    if turn.one("SELECT 1 FROM send WHERE continues = ? AND state = 'loading'", (source_id,)):
        raise BusyError
    return moved


def take_up(  # noqa: PLR0913 - what the claim has found out, used here alone
    store: Store,
    send_id: int,
    whose: Source,
    which: Which,
    most: int,
    breathe: Callable[[], None],
    prove: recipients.Prove,
    at: int,
    code: str = "",
) -> int:
    """Give a send its recipients; return how many of them are in doubt from the beginning.

    With a `code` all are, because this very send may have been written to them. `at` is the time in epoch milliseconds. Their number
    must be the one that two people signed (`most`). Raises Refused("continue_count"), and the errors of `prove`.
    """
    with store.look() as look:
        others = [row[0] for row in look.rows(_OTHERS, (whose.id, send_id))]
        contradicted = _contradicted(look, whose.id, which)
    count = in_doubt = 0
    for page in _free(store, whose.id, which, others):
        count += len(page)
        if count > most:
            break
        rows = [(place, num, CONTRADICTED if place in contradicted else code) for place, num in page]
        in_doubt += sum(bool(why) for _, _, why in rows)
        recipients.add(store, send_id, rows, prove, at=at, tried=bool(code))
        recipients.enlist(store, send_id, sorted((num, place) for place, num in page), prove)
        breathe()
    if count != most:
        raise Refused("continue_count", f"{most} signed, {'more' if count > most else count} here")
    return in_doubt


def _contradicted(look: Turn, send_id: int, which: Which) -> frozenset[int]:
    """Recipients of a send who have a message by some receipt, of this send or of one that it continues: two people look at them first.

    Whom two people settled as not sent in this send are believed, unless a receipt of this very send names them.
    """
    line = [send_id, *_before(look, send_id)]
    if which is Which.REMAINDER:
        del line[0]
    rows = [*look.rows_in(_SAID, (f"{CONTRADICTED}%",), line), *look.rows_in(_HAS, (), line)]
    found = {place for (place,) in rows}
    if which is Which.FAILED:
        return frozenset(found)
    found.difference_update(place for (place,) in look.rows_in(_SETTLED_HERE, (send_id,), [*found]))
    if look.one(_SETTLED, (send_id, str(Verdict.NOT_SENT))) or look.one(_TRIED, (send_id,)):
        found.update(place for (place,) in look.rows(_CONTRADICTED, (send_id, send_id)))
    return frozenset(found)


def _before(look: Turn, send_id: int) -> list[int]:
    """Return the sends that a continuation continues, the newest first."""
    found: list[int] = []
    while earlier := look.number("SELECT continues FROM send WHERE id = ?", (send_id,)):
        send_id = earlier
        found.append(send_id)
    return found


def demand_unmoved(turn: Turn, send_id: int, whose: Source, which: Which) -> None:
    """Check, in the transaction that finishes a continuation, that no receipt moved its recipients since they were taken up.

    Raises Refused("continue_count").
    """
    states = [int(state) for state in STATES[which]]
    moved = turn.number(_MOVED.format(marks(len(states))), (send_id, whose.id, *states))
    if moved:
        raise Refused("continue_count", f"{moved} moved meanwhile")


def contradicted_since(turn: Turn, send_id: int, whose: Source, which: Which) -> int:
    """Leave those in doubt of whom a receipt came since they were taken up; return how many they are."""
    return turn.run_in(_IN_DOUBT, (send_id,), [*_contradicted(turn, whose.id, which)])


def quiet_until(look: Turn, send_id: int, minutes: int) -> int:
    """Return until when (epoch seconds) the failures of a send may still turn out otherwise; 0 if no receipt says that any failed."""
    last = look.number(FAILED_AT, (send_id,))
    return last // 1000 + minutes * 60 if last else 0


def _free(store: Store, source_id: int, which: Which, others: list[int]) -> Iterator[list[Row]]:
    """Yield the send's places and numbers in the states that count, by place, without those that one of `others` took up."""
    states = [int(state) for state in STATES[which]]
    sql = _FREE.format(marks(len(states)), _NOBODY_OF.format(marks(len(others))) if others else "")
    after = -1
    while True:
        with store.look() as look:
            rows = look.rows(sql, (source_id, after, *states, *others, _PAGE))
        if not rows:
            return
        yield rows
        after = rows[-1][0]


def doubt(turn: Turn, send_id: int, at: int) -> None:
    """Store why recipients are in doubt from the beginning, and since when; `at` is the time in epoch milliseconds."""
    turn.run(_DOUBT, (CONTRADICTED, at, send_id, int(_P.UNKNOWN)))
    turn.run(_WHEN, (send_id, int(_P.UNKNOWN)))


_SOURCE = (
    "SELECT s.id, s.root, s.request_digest, s.state, t.queued + t.in_flight, s.pairs, s.keyed FROM send s"
    " JOIN tally t ON t.send_id = s.id WHERE s.release_digest = ? AND s.erased = ''"
)
_OTHERS = "SELECT id FROM send WHERE continues = ? AND id <> ? AND state <> 'refused'"
_FREE = (
    "SELECT r.place, r.num FROM recipient r WHERE r.send_id = ? AND r.place > ? AND r.state IN ({}){}"
    " ORDER BY r.place LIMIT ?"
)
_NOBODY_OF = " AND NOT EXISTS (SELECT 1 FROM recipient t WHERE t.send_id IN ({}) AND t.place = r.place)"
_SETTLED = "SELECT 1 FROM settlement WHERE send_id = ? AND verdict = ?"
_TRIED = f"SELECT 1 FROM recipient WHERE send_id = ? AND state = {int(_P.NOT_SENT)} AND attempt > 0 LIMIT 1"  # noqa: S608 - our own integer
_CONTRADICTED = (
    f"SELECT r.place FROM recipient r WHERE r.send_id = ? AND r.state = {int(_P.NOT_SENT)} AND r.attempt > 0 AND r.num IN"  # noqa: S608 - our own integer
    " (SELECT CASE WHEN c.num > 0 THEN c.num ELSE o.num END FROM receipt c LEFT JOIN submission s ON s.gateway = c.gateway"
    " AND s.msgid = c.msgid AND s.send_id = c.send_id LEFT JOIN recipient o ON o.send_id = s.send_id AND o.place = s.place"
    " WHERE c.send_id = ?)"
)
_SAID = "SELECT place FROM verdict WHERE code LIKE ? AND send_id IN ({})"
_HAS = (
    "SELECT r.place FROM submission s JOIN recipient r ON r.send_id = s.send_id AND r.place = s.place"  # noqa: S608 - our own integer
    f" WHERE r.state = {int(_P.REFUSED)} AND s.send_id IN ({{}})"
)
"""A refusal of which the provider has the message under an id that it gave."""
_SETTLED_HERE = "SELECT place FROM verdict WHERE send_id = ? AND place IN ({})"
"""Of those who were not sent to, whoever was in doubt has the code of it still; whoever only waited has none."""
_IN_DOUBT = f"UPDATE recipient SET state = {int(_P.UNKNOWN)} WHERE send_id = ? AND state = {int(_P.QUEUED)} AND place IN ({{}})"  # noqa: S608 - our own integers
_MOVED = (
    "SELECT count(*) FROM recipient t JOIN recipient r ON r.place = t.place WHERE t.send_id = ? AND r.send_id = ?"
    " AND r.state NOT IN ({})"
)
_WHEN = (
    "UPDATE recipient SET at = coalesce((SELECT s.at FROM recipient s JOIN send c ON c.continues = s.send_id"
    " WHERE c.id = recipient.send_id AND s.place = recipient.place), 0) WHERE send_id = ? AND state = ?"
)
"""A recipient in doubt got their message from the send that is continued, if they got one; there it counts no more."""
_DOUBT = (
    "INSERT INTO verdict (send_id, place, code, at) SELECT send_id, place, ?, ? FROM recipient"
    " WHERE send_id = ? AND state = ? ON CONFLICT DO NOTHING"
)
