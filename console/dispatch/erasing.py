"""Erasure of numbers, and the end of refusals (R13): what two people signed is judged here by our own rules, carried out once, and reported when done.

It has three steps, each durable before the next: the sends are marked, and from then on nobody uses them; their rows are deleted, a
few at a time; then free pages and the log are overwritten, and the desk is told. A start in between continues there.
"""

import logging
import secrets
from collections.abc import Mapping
from functools import singledispatchmethod
from typing import Any, Final, NamedTuple

import msgspec

from console.dispatch.claiming import recipients
from console.dispatch.claiming.refusals import UnfitError
from console.dispatch.clock import Clock, instant
from console.dispatch.freezes.freezing import Freezing
from console.dispatch.holds import Holds
from console.dispatch.link import DeskLink
from console.dispatch.replies.hashed import Hashed
from console.dispatch.reports import retelling
from console.dispatch.reports.outbox import Author
from console.dispatch.reports.signed_reports import Letters, deliver
from console.dispatch.sending.sender import Sender
from console.dispatch.sends import DONE, REFUSED, STOPPED, Reported
from console.dispatch.store import Store, Turn
from console.domain import times
from console.domain.acts import Request
from console.domain.categories import Category
from console.domain.contacts.optouts import number_of
from console.domain.contacts.resubscribing import Resubscribe, sealed
from console.domain.erasure.erasing import Erase, ErasedSend, HoldScope, OnNumbers, ReleaseHold, requests_of
from console.domain.erasure.retention import sent_due
from console.domain.freezes.freezes import Scope
from console.domain.people.people import Roster
from console.domain.policy import Policy
from console.domain.two_person.pairs import Verdict
from console.signing.bundle_file import unpack
from console.signing.canonical import NotCanonicalError, dumps, loads
from console.signing.keys import UnlockedKey
from console.signing.pairs import Agreed, Pair
from console.signing.sshsig import BadSignatureError, verify
from console.signing.statements import Signed, decode
from console.wire.dispatch import LegalHoldOrder, Lift
from console.wire.sending.erasure import ErasureReport, ReportErasure

log = logging.getLogger(__name__)

ERASED, ERASE_REFUSED, HOLD_RELEASED, RESUBSCRIBED = (
    "erased",
    "erase_refused",
    "hold_released",
    "resubscribed",
)
_MOST: Final = 100
"""Pairs looked at in one round; an honest desk has few."""
_STEP: Final = 5_000
"""Rows deleted in one transaction."""
TABLES: Final = (
    "recipient",
    "listing",
    "submission",
    "receipt",
    "part_done",
    "verdict",
    "chunk",
    "reply",
    "open_reply",
    "unjudged",
    "optout",
    "code_refusal",
)
"""Tables that contain numbers; opt-outs stay in force, hashed (`hashed`)."""


class _NotYetError(Exception):
    """The desk has not yet heard everything about a send, or not everything that came is judged."""


class Question(NamedTuple):
    """A pair that has to be judged."""

    row: Lift
    pair: Pair


class Rules(NamedTuple):
    """The rules by which the dispatcher itself decides that something is due."""

    policy: Policy
    roster: Roster


class _Said(NamedTuple):
    """What an act is carried out by: the digest of its proposal, the pair as it was offered, the rules, and when it was proposed."""

    proof: str
    row: Lift
    rules: Rules
    at: str


class _Here(NamedTuple):
    """A send that an act names, as it is in this database."""

    id: int
    request: int
    slot: int
    request_digest: str
    n: int
    category: str
    closes: str
    state: str
    reported: int
    erased: str
    bundle: bytes


class Erasing:
    """Lives on the event loop, except `execute` and `deliver`, which run on the link threads."""

    def __init__(
        self,
        store: Store,
        holds: Holds,
        by: Author,
        clock: Clock,
        senders: Mapping[str, Sender],
        freezing: Freezing,
        hashed: Hashed,
    ) -> None:
        self._store, self._holds, self._by, self._clock = store, holds, by, clock
        self._senders, self._freezing, self._hashed = senders, freezing, hashed
        self._offers: dict[str, Lift] = {}
        self._answered: set[Lift] = set()
        self._known: set[tuple[int, str]] = set()
        self.erased = 0
        """Sends emptied since the start of the program: after one, the desk is heard again on what waits for a person."""

    # --- what must be kept --------------------------------------------------------------------------------------

    def held(self, rows: list[LegalHoldOrder]) -> None:
        """Store the legal holds that the desk reports. None of them ends here because the desk stops reporting it."""
        for row in rows:
            if (row.id, row.made) in self._known:
                continue
            with self._store.turn() as turn:
                turn.run(_HOLD, (row.id, row.made, row.scope, row.subject))
            self._known.add((row.id, row.made))

    # --- judging ------------------------------------------------------------------------------------------------

    def offered(self, rows: list[Lift]) -> None:
        """Take the pairs that the desk offers; those answered since the start are not judged again."""
        for row in rows[:_MOST]:
            if row not in self._answered:
                self._offers[row.proposal] = row

    def waiting(self) -> list[Question]:
        """Return the pairs that have to be judged; a pair that was carried out before is only answered again."""
        offers, self._offers = self._offers, {}
        questions = []
        for row in offers.values():
            pair = Pair(
                Signed(row.proposal, [row.proposal_signature]),
                Signed(row.confirmation, [row.confirmation_signature]),
            )
            if not self._answered_before(row, pair.proposal.digest()):
                questions.append(Question(row, pair))
        return questions

    def own_report(self, question: Question, public: str) -> bool:
        """Whether this dispatcher's own key signed a report of this erasure. The desk's word for it does not count."""
        row = question.row
        if not row.reported:
            return False
        try:
            signer = verify(row.reported_signature, row.reported.encode(), f"sms-erasure@{self._by.org}")
            report = msgspec.convert(loads(row.reported.encode()), ErasureReport, strict=True)
        except (BadSignatureError, NotCanonicalError, msgspec.ValidationError, UnicodeEncodeError):
            return False
        return (signer, report.org, report.by, report.event, report.proof) == (
            public, self._by.org, self._by.service, ERASED, question.pair.proposal.digest(),
        )  # fmt: skip

    def refuse(self, question: Question, name: str) -> None:
        """Tell the desk the name under which the pair is refused; nothing else changes."""
        with self._store.turn() as turn:
            self._tell(turn, ERASE_REFUSED, question.pair.proposal.digest(), why=name)
        self._answered.add(question.row)

    def carry_out(self, question: Question, agreed: Agreed, rules: Rules) -> None:
        """Mark what is to be erased, or end a hold, in one transaction; refuse a pair that does not match what is here."""
        if self._freezing.signed_by_frozen(agreed.proposer, agreed.confirmer):
            self.refuse(question, "signer_frozen")
            return
        said = _Said(question.pair.proposal.digest(), question.row, rules, agreed.at)
        try:
            self._carry_out(agreed.act, said)
        except _NotYetError:
            # The desk offers the pair again.
            return
        except UnfitError as refusal:
            log.warning("what two people said of numbers that are kept is refused: %s", refusal)
            self.refuse(question, refusal.name)
            return
        self._answered.add(question.row)

    @singledispatchmethod
    def _carry_out(self, act: OnNumbers, said: _Said) -> None:
        """Do what an act says, in one transaction. Raises UnfitError or _NotYetError; TypeError for an act that has no method here."""
        del said
        raise TypeError(type(act))

    @_carry_out.register
    def _release(self, act: ReleaseHold, said: _Said) -> None:
        named = (act.hold, act.made, str(act.scope), act.subject)
        with self._store.turn() as turn:
            if not turn.one(_HELD_AS, named):
                raise UnfitError("hold_unknown", str(act.hold))
            turn.run(_RELEASE, (said.proof, act.hold, act.made))
            self._tell(turn, HOLD_RELEASED, said.proof)

    @_carry_out.register
    def _resubscribe(self, act: Resubscribe, said: _Said) -> None:
        """End a refusal here, once: a later one of the same number is not touched by the same proposal."""
        row, proof = said.row, said.proof
        if not row.num:
            raise UnfitError("refusal_erased", "no number")
        if sealed(row.num, row.salt) != act.number:
            raise UnfitError("refusal_differs", "another number")
        if self._hashed.fault():
            raise _NotYetError(proof)
        try:
            scope = number_of(act.scope, act.department)
        except KeyError as error:
            raise UnfitError("refusal_differs", act.scope) from error
        wanted = int(times.parse(act.wanted).timestamp() * 1000)
        with self._store.turn() as turn:
            if turn.one(_WROTE, (row.num,)) or retelling.owed(turn):
                # It may refuse again, and is judged within moments; or the desk does not know all again yet.
                raise _NotYetError(proof)
            if turn.one(_REFUSED_SINCE, (row.num, wanted + 1000)):
                raise UnfitError("refused_since", "a reply refuses again")
            if turn.one(_CODED_SINCE, (row.num, wanted + 1000)):
                raise UnfitError("refused_since", "a provider's code refuses again")
            if not self._hashed.end(turn, row.num, scope, act.optout, wanted):
                raise UnfitError("refused_since", "the desk told it again")
            turn.run("INSERT INTO resubscribed (proposal, at) VALUES (?, ?)", (proof, instant(self._clock)))
            self._tell(turn, RESUBSCRIBED, proof)
        for sender in self._senders.values():
            sender.allow((row.num, scope))

    @_carry_out.register
    def _begin(self, act: Erase, said: _Said) -> None:
        with self._store.turn() as turn:
            here = [(send, _here(turn, send)) for send in act.sends]
            for send, row in here:
                if row is not None and not row.erased:
                    self._judge(turn, send, row, said.rules, said.at)
            self._judge_whole(turn, act)
            rows = [row for _, row in here if row is not None]
            going = [row.id for row in rows if not row.erased]
            at = instant(self._clock)
            turn.run_in("UPDATE send SET erased = ? WHERE id IN ({})", (at,), going)
            turn.run(
                _KEEP,
                (said.proof, at, msgspec.json.encode(going).decode(), sum(row.n for row in rows),
                 len(act.sends) - len(rows)),
            )  # fmt: skip
        for sender in self._senders.values():
            sender.forget_accepted()
            for send_id in going:
                sender.book.forget(send_id)

    def _judge(self, turn: Turn, send: ErasedSend, row: _Here, rules: Rules, proposed: str) -> None:
        if (row.slot, row.n) != (send.slot, send.n) or row.request_digest not in {"", send.request}:
            raise UnfitError("erase_differs", f"slot {send.slot}")
        if row.state not in {DONE, STOPPED, REFUSED}:
            raise UnfitError("erase_running", row.state)
        if row.category:
            self._judge_ended(turn, send, row)
            due = sent_due(
                rules.policy.retention, Category(row.category), row.closes, str(self._holds.zone),
                solo=rules.roster.solo,
            )  # fmt: skip
            if proposed < due:
                raise UnfitError("erase_early", due)
        self._judge_holds(turn, row)

    @staticmethod
    def _judge_ended(turn: Turn, send: ErasedSend, row: _Here) -> None:
        """Check that no recipient is left to send to, to get a receipt for or to settle, and that the desk has heard everything."""
        open_, unknown = turn.one(_OPEN, (row.id,)) or (0, 0)
        if row.state != REFUSED and open_:
            raise UnfitError("erase_running", f"{open_} open")
        if row.state != REFUSED and unknown:
            closed = turn.number(_CLOSED, (row.id, str(Verdict.CLOSED)))
            if closed < unknown:
                raise UnfitError("erase_unsettled", f"{unknown} in doubt")
        ended = row.state == REFUSED or row.reported == Reported.ALL
        if not ended or turn.one("SELECT 1 FROM outbox WHERE release_digest = ?", (send.release,)):
            raise _NotYetError(send.release)

    @staticmethod
    def _judge_holds(turn: Turn, row: _Here) -> None:
        if turn.one(_FROZEN, (str(Scope.REQUEST), str(row.request))):
            raise UnfitError("erase_held", "frozen")
        department = _department(row.bundle)
        for scope, subject in ((HoldScope.REQUEST, str(row.request)), (HoldScope.DEPARTMENT, department)):
            if turn.one(_HELD, (str(scope), subject)):
                raise UnfitError("erase_held", f"{scope} {subject}")

    @staticmethod
    def _judge_whole(turn: Turn, act: Erase) -> None:
        """Check that the request is erased whole: the act names every send of it."""
        named = {send.release for send in act.sends}
        for (release,) in turn.rows_in(_OF_REQUESTS, (), list(requests_of(act))):
            if release not in named:
                raise UnfitError("erase_differs", "a send is not named")

    # --- carrying out -------------------------------------------------------------------------------------------

    def begun(self) -> bool:
        """Whether marked rows still have to be deleted, or numbers were erased at the desk in another way."""
        with self._store.look() as look:
            return look.one("SELECT 1 FROM erasure WHERE done = ''") is not None or self._hashed.owed(look)

    def execute(self) -> None:
        """Delete what is marked, overwrite free pages and the log, and tell the desk; what is left over is done the next time.

        Without the key for hashed opt-outs nothing is done: a refusal would be lost or would stay in clear text.
        """
        if self._hashed.fault():
            return
        with self._store.look() as look:
            rows = look.rows(_BEGUN)
        going = [
            (proof, send_id)
            for proof, sends in rows
            for send_id in msgspec.json.decode(sends, type=list[int])
        ]
        with self._store.look() as look:
            untold = any(look.one(sql, (send_id,)) for _, send_id in going for sql in _UNTOLD)
            if untold or retelling.owed(look):
                # The desk does not have all that they wrote, nor all refusals: one would be erased unread.
                return
        for proof, send_id in going:
            self._empty(proof, send_id)
        self.erased += len(going)
        before = self._hashed.desk_hashed
        self._hashed.tidy()
        with self._store.look() as look:
            if not rows and not self._hashed.unscrubbed(look):
                self._hashed.tidied(before)
                return
        if not self._store.scrub(TABLES):
            return
        at = instant(self._clock)
        self._hashed.tidied(before)
        with self._store.turn() as turn:
            for proof, _ in rows:
                turn.run("UPDATE erasure SET done = ? WHERE proposal = ?", (at, proof))
                self._tell(turn, ERASED, proof)

    def _empty(self, proof: str, send_id: int) -> None:
        # Only the recipient rows tell whose number it is: so they are deleted last.
        with self._store.turn() as turn:
            gone = sum(turn.run(sql, (send_id,)) for sql in _BY_NUMBER)
            turn.run(_COUNT, (gone, proof))
        for table in ("submission", "receipt", "part_done", "verdict", "chunk", "recipient"):
            key = "id" if table == "receipt" else "position" if table == "chunk" else "place"
            while True:
                with self._store.turn() as turn:
                    last = turn.rows(
                        f"SELECT {key} FROM {table} WHERE send_id = ? ORDER BY {key} LIMIT ?",  # noqa: S608 - our own names
                        (send_id, _STEP),
                    )
                    if not last:
                        break
                    if table == "recipient":
                        gone = recipients.drop(turn, send_id, last[-1][0])
                    else:
                        gone = turn.run(
                            f"DELETE FROM {table} WHERE send_id = ? AND {key} <= ?",  # noqa: S608 - our own names
                            (send_id, last[-1][0]),
                        )
                    turn.run(_COUNT, (gone, proof))

    # --- telling ------------------------------------------------------------------------------------------------

    def deliver(self, desk: DeskLink, key: UnlockedKey) -> list[str]:
        """Tell the desk what it has not confirmed; return what it does not accept. Runs on a link thread."""
        letters = Letters("erasure_outbox", f"sms-erasure@{self._by.org}", ReportErasure)
        return deliver(letters, self._store, desk, key)

    def _answered_before(self, row: Lift, proof: str) -> bool:
        """Whether the pair was carried out already; then the desk is told again, because it seems to have forgotten."""
        if row in self._answered:
            return True
        with self._store.turn() as turn:
            done = turn.one("SELECT done FROM erasure WHERE proposal = ?", (proof,))
            if done and done[0]:
                self._tell(turn, ERASED, proof)
            released = turn.one("SELECT 1 FROM legal_hold WHERE released = ?", (proof,))
            if released:
                self._tell(turn, HOLD_RELEASED, proof)
            ended = turn.one("SELECT 1 FROM resubscribed WHERE proposal = ?", (proof,))
            if ended:
                self._tell(turn, RESUBSCRIBED, proof)
        known = bool(done or released or ended)
        if known:
            self._answered.add(row)
        return known

    def _tell(self, turn: Turn, event: str, proof: str, *, why: str = "") -> None:
        row = turn.one(_DONE, (proof,)) if event == ERASED else None
        sends, recipients, rows, elsewhere = row or ("[]", 0, 0, 0)
        report = ErasureReport(
            org=self._by.org, by=self._by.service, at=instant(self._clock), event=event, proof=proof, why=why,
            sends=len(msgspec.json.decode(sends)), recipients=recipients, rows=rows, elsewhere=elsewhere,
            means=("postgresql" if turn.postgresql else "sqlite") if event == ERASED else "",
            nonce=secrets.token_hex(8),
        )  # fmt: skip
        body = dumps(msgspec.to_builtins(report)).decode()
        turn.run("INSERT INTO erasure_outbox (body) VALUES (?)", (body,))


def _here(turn: Turn, send: ErasedSend) -> _Here | None:
    row: tuple[Any, ...] | None = turn.one(_SEND, (send.release,))
    return _Here(*row) if row else None


def _department(bundle: bytes) -> str:
    """Return the department of a claimed send's request; empty for a send that was never claimed."""
    if not bundle:
        return ""
    request = decode(unpack(bytes(bundle)).request.text.encode())
    return request.department if isinstance(request, Request) else ""


_HOLD = "INSERT INTO legal_hold (id, made, scope, subject, released) VALUES (?, ?, ?, ?, '') ON CONFLICT DO NOTHING"
_HELD = "SELECT 1 FROM legal_hold WHERE scope = ? AND subject = ? AND released = ''"
_HELD_AS = "SELECT 1 FROM legal_hold WHERE id = ? AND made = ? AND scope = ? AND subject = ?"
_RELEASE = "UPDATE legal_hold SET released = ? WHERE id = ? AND made = ? AND released = ''"
_REFUSED_SINCE = "SELECT 1 FROM reply WHERE num = ? AND refusal = 1 AND last >= ? LIMIT 1"
_WROTE = "SELECT 1 FROM unjudged WHERE num = ? LIMIT 1"
_CODED_SINCE = "SELECT 1 FROM code_refusal WHERE num = ? AND at >= ? LIMIT 1"
_FROZEN = (
    'SELECT 1 FROM "freeze" f WHERE f.scope = ? AND f.subject = ?'
    " AND NOT EXISTS (SELECT 1 FROM freeze_lifted l WHERE l.freeze = f.id)"
)
_SEND = (
    "SELECT id, request, slot, request_digest, n, category, closes, state, reported, erased, bundle FROM send"
    " WHERE release_digest = ?"
)
_OPEN = "SELECT queued + in_flight + accepted, unknown FROM tally WHERE send_id = ?"
_CLOSED = "SELECT max(count) FROM settlement WHERE send_id = ? AND verdict = ?"
_OF_REQUESTS = "SELECT release_digest FROM send WHERE erased = '' AND request_digest IN ({})"
_KEEP = (
    "INSERT INTO erasure (proposal, at, sends, recipients, elsewhere, rows, done) VALUES (?, ?, ?, ?, ?, 0, '')"
    " ON CONFLICT DO NOTHING"
)
_BEGUN = "SELECT proposal, sends FROM erasure WHERE done = '' ORDER BY at, proposal"
_DONE = "SELECT sends, recipients, rows, elsewhere FROM erasure WHERE proposal = ?"
_COUNT = "UPDATE erasure SET rows = rows + ? WHERE proposal = ?"
_UNTOLD: Final = (
    "SELECT 1 FROM reply WHERE reported = 0 AND num IN (SELECT num FROM recipient WHERE send_id = ?) LIMIT 1",
    "SELECT 1 FROM code_refusal WHERE num IN (SELECT num FROM recipient WHERE send_id = ?) LIMIT 1",
    "SELECT 1 FROM unjudged WHERE num IN (SELECT num FROM recipient WHERE send_id = ?) LIMIT 1",
)
"""What the desk does not have yet of the people of a send: their replies, their refusals by code, and what nobody has judged."""
_BY_NUMBER: Final = (
    # Receipts that matched no recipient, by number or without any number.
    "DELETE FROM receipt WHERE send_id IS NULL AND (num = 0 OR num IN (SELECT num FROM recipient WHERE send_id = ?))",
    # Replies that the desk has, from numbers in no other send that is kept, strangers included.
    (
        "DELETE FROM reply WHERE reported = 1 AND NOT EXISTS (SELECT 1 FROM listing l JOIN send s"
        " ON s.id = l.send_id WHERE s.erased = '' AND s.id <> ? AND l.num = reply.num)"
    ),
    # What holds promotion from such a number; the desk is asked again what it still has open (`erased`).
    (
        "DELETE FROM open_reply WHERE NOT EXISTS (SELECT 1 FROM reply r WHERE r.num = open_reply.num)"
        " AND NOT EXISTS (SELECT 1 FROM listing l JOIN send s"
        " ON s.id = l.send_id WHERE s.erased = '' AND s.id <> ? AND l.num = open_reply.num)"
    ),
)
"""`rows` is an SQL keyword, which both databases accept as a name here."""
