"""Releases of a blocked text (R11), as the dispatcher keeps them: each lets one request go, and none that somebody withdrew."""

import logging
from collections.abc import Callable, Iterable
from typing import Final

from console.dispatch.claiming.judging import Judged
from console.dispatch.claiming.refusals import UnfitError
from console.dispatch.store import Store, Turn
from console.domain.content.appeals import AppealWithdrawal
from console.domain.people.people import Roster
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.signing import withdrawing
from console.signing.bundle_file import Pair, unpack
from console.signing.refused import Refused
from console.signing.statements import Signed, decode
from console.wire.dispatch import WithdrawnText

log = logging.getLogger(__name__)

_MOST: Final = 10_000
"""Withdrawals kept of one person: nobody may fill the disk."""
WITHDRAWN: Final = "text_release_withdrawn"
_LOCK: Final = 0x736D73_74657874
"""PostgreSQL's advisory lock for taking a release."""


class Withdrawals:
    """Keeps the signed withdrawals for good, as the desk offers them or a person brings them to the dispatcher's own socket.

    Kept is what an active person signed; whether they may is judged with the release that they name. `roster` returns the newest
    roster that the dispatcher knows.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.roster: Callable[[], Roster | None] = lambda: None
        self._heard: set[tuple[WithdrawnText, int]] = set()
        """What the desk offered last, by the roster under which it was judged: no more than one offer is remembered."""
        self._fresh = True

    def offered(self, rows: Iterable[WithdrawnText]) -> None:
        """Take what the desk offers; what is no good is told in the log, once."""
        roster = self.roster()
        if roster is None:
            return
        before, self._heard = self._heard, set()
        for row in rows:
            heard = (row, roster.version)
            if heard not in before and heard not in self._heard:
                try:
                    self.take(Signed(row.text, [row.signature]))
                except RefusedError as error:
                    log.warning("a withdrawal that the desk offers: %s", error.refusal.params)
            # Not before it was kept or refused: what a failing database did not take is taken with the next offer.
            self._heard.add(heard)

    def take(self, signed: Signed) -> None:
        """Keep a withdrawal; one that is here already is kept once. Raises RefusedError."""
        act = self.opened(signed)
        with self._store.turn() as turn:
            if turn.number(_COUNT, (act.by,)) >= _MOST:
                raise RefusedError(refuse("withdrawal_not_good", "R11", detail=str(_MOST)))
            turn.run(_TAKE, (act.proposal, act.by, signed.text, signed.signatures[0]))
        self._fresh = True

    def opened(self, signed: Signed) -> AppealWithdrawal:
        """Return a withdrawal that an active person signed. Raises RefusedError."""
        roster = self.roster()
        if roster is None:
            raise RefusedError(refuse("withdrawal_not_good", "R11", detail="no roster"))
        try:
            return withdrawing.opened(signed, roster)
        except Refused as refused:
            raise RefusedError(refuse("withdrawal_not_good", "R11", detail=str(refused))) from refused

    def fresh(self) -> bool:
        """Whether any came since this was asked last."""
        fresh, self._fresh = self._fresh, False
        return fresh

    def used_by(self, send_id: int, at: str) -> str:
        """Return the refusal of a send that was let go by a release which is withdrawn by now; empty if there is none."""
        roster = self.roster()
        with self._store.look() as look:
            row = look.one(_LET_GO, (send_id,))
            if row is None or roster is None:
                return ""
            return WITHDRAWN if _withdrawn(look, _pairs(bytes(row[0])), roster, at) else ""


def demand_own(look: Turn, judged: Judged, request: int) -> None:
    """Check that the releases in a bundle are about this request, that no other request was let go by them, and none is withdrawn.

    What was used here is not used again, and what is withdrawn here stays so, whatever a desk supplies. Raises UnfitError.
    """
    verified, pairs = judged.verified, _pairs(judged.bundle)
    if any(act.draft != request for act in verified.appeals):
        raise UnfitError("text_release_other")
    _demand_unused(look, _proposals(pairs), verified.request_digest)
    if gone := _withdrawn(look, pairs, verified.roster, verified.at):
        raise UnfitError(WITHDRAWN, gone[:16])


def keep(turn: Turn, judged: Judged, send_id: int) -> None:
    """Note which releases let a send go, in the transaction that takes it in. Raises UnfitError if another took one meanwhile."""
    proposals, request = _proposals(_pairs(judged.bundle)), judged.verified.request_digest
    if not proposals:
        return
    if turn.postgresql:
        # Another dispatcher of this database may be at the same place; on SQLite there is none.
        turn.run("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
    _demand_unused(turn, proposals, request)
    turn.many(_KEEP, [(one, send_id, request) for one in proposals])


def _demand_unused(look: Turn, proposals: list[str], request: str) -> None:
    """Check that no other request was let go by these releases. Raises UnfitError."""
    for proposal in proposals:
        if look.one(_USED, (proposal, request)):
            raise UnfitError("text_release_used", proposal[:16])


def _withdrawn(look: Turn, pairs: list[Pair], roster: Roster, at: str) -> str:
    """The proposal of the first of these releases that somebody withdrew who may; empty if none is withdrawn."""
    for pair in pairs:
        for (text,) in look.rows(_BROUGHT, (pair.proposal.digest(),)):
            act = decode(str(text).encode())
            if isinstance(act, AppealWithdrawal) and withdrawing.ends(act, pair, roster, at):
                return act.proposal
    return ""


def _pairs(bundle: bytes) -> list[Pair]:
    """The releases in a bundle."""
    appeals = unpack(bundle).appeals
    return appeals or []


def _proposals(pairs: list[Pair]) -> list[str]:
    """The digests of what these releases propose, each once."""
    return list(dict.fromkeys(pair.proposal.digest() for pair in pairs))


_USED = "SELECT 1 FROM text_release WHERE proposal = ? AND request_digest <> ? LIMIT 1"
_KEEP = "INSERT INTO text_release (proposal, send_id, request_digest) VALUES (?, ?, ?)"
_COUNT = "SELECT count(*) FROM appeal_withdrawal WHERE person = ?"
_TAKE = "INSERT INTO appeal_withdrawal (proposal, person, text, signature) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_BROUGHT = "SELECT text FROM appeal_withdrawal WHERE proposal = ?"
_LET_GO = (
    "SELECT s.bundle FROM send s WHERE s.id = ? AND EXISTS (SELECT 1 FROM text_release r"
    " JOIN appeal_withdrawal w ON w.proposal = r.proposal WHERE r.send_id = s.id)"
)
