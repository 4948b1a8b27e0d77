"""Freezes (R12): anybody makes one at once, here or at the desk; two people's signatures, judged here, lift it once.

A freeze caused by a loss ends only with its case: for a gateway, two people resume it with the password in force since then; for a
person, a roster version signed by two roster signers names them active again.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from functools import singledispatchmethod
from typing import Final

import msgspec

from console.dispatch.claiming.refusals import UnfitError
from console.dispatch.clock import Clock, instant
from console.dispatch.freezes.frozen import NOTHING, OF, OPEN, Frozen, InForce, Question, make, not_too_many
from console.dispatch.holds import Holds
from console.dispatch.link import DeskLink
from console.dispatch.reports.outbox import Author
from console.dispatch.reports.signed_reports import Letters, deliver
from console.dispatch.store import Store, Turn, read_mark
from console.domain.acts import Request
from console.domain.freezes.freezes import (
    Scope,
    fits,
    numbered,
    operating_of,
    sayable,
)
from console.domain.losses.losses import Kind as LossKind
from console.domain.masking import kept_words
from console.domain.people.people import Roster
from console.domain.refusals import refuse
from console.domain.requests.text import mobile_in
from console.domain.two_person.pairing import Ground, may_confirm, may_propose
from console.domain.two_person.pairs import GoOn, Lifting, Proposal, Rearm, ResumeLoss, Unfreeze, goes_on
from console.errors import RefusedError
from console.signing.bundle_file import unpack
from console.signing.canonical import NotCanonicalError, dumps
from console.signing.keys import UnlockedKey
from console.signing.pairs import Lifted, Pair
from console.signing.refused import Refused
from console.signing.statements import Signed, decode
from console.wire.dispatch import FreezeOrder, Lift
from console.wire.sending.freezes import FreezeReport, ReportFreeze

_MOST: Final = 100
"""Pairs looked at in one round; an honest desk has few."""
FROZEN, LIFTED, REARMED, LIFT_REFUSED = "frozen", "lifted", "rearmed", "lift_refused"


def demand_sayable(scope: str, subject: str) -> None:
    """Check that a person may freeze this by name. Raises RefusedError."""
    if not sayable(scope, subject):
        raise RefusedError(refuse("freeze_scope", "I1", scope=scope[:40]))
    if mobile_in(subject):
        raise RefusedError(refuse("application_mobile", "I6", field="subject"))


class NotYetError(UnfitError):
    """What a pair names cannot be compared yet."""


class Freezing:
    """Lives on the event loop. Whoever keeps the secrets and the lease sets `retire`, `in_force` and `rearm`.

    `unarmed` is the mark under which this copy asks to be armed again, empty while it is armed. `clock` is the mark under which an
    armed one asks to have its clock accepted, empty unless the clock went back or leapt ahead (`clock_why`).
    """

    def __init__(self, store: Store, holds: Holds, by: Author, clock: Clock) -> None:
        self._store, self._holds, self._by, self._clock = store, holds, by, clock
        self.retire: Callable[[str, str, str], Awaitable[object]] = _nothing
        self.in_force: Callable[[str], InForce | None] = lambda _: None
        self.rearm: Callable[[], Awaitable[None]] = _not_needed
        self.failed: Callable[[BaseException], None] = lambda _: None
        self.accept_clock: Callable[[], None] = lambda: None
        self.let_go: Callable[[str, str], None] = lambda *_: None
        """Called with the scope and subject of what had stopped by itself and two people let go on."""
        self.unarmed = self.why = self.clock = self.clock_why = ""
        self._lifts: dict[str, Lift] = {}
        self._answered: set[Lift] = set()
        self._tasks: set[asyncio.Future[None]] = set()
        self._looked: tuple[int, frozenset[str]] = 0, frozenset()
        holds.load(store)

    def begin(self) -> None:
        """Continue what a former process had only begun."""
        with self._store.look() as look:
            rows = look.rows(f'SELECT {_COLUMNS} FROM "freeze" WHERE retire = 1 ORDER BY id')  # noqa: S608 - our own names
        for row in rows:
            self._begin_retiring(Frozen(*row))

    def asks(self) -> tuple[str, str]:
        """Return the mark under which two people are asked for something, and why; both empty while nothing is wrong."""
        if self.unarmed or not self.clock:
            return self.unarmed, self.why
        return self.clock, self.clock_why

    # --- freezing -----------------------------------------------------------------------------------------------

    def freeze(self, *, scope: str, subject: str, person: str, reason: str) -> int:
        """Freeze for a person at our own socket; return the number. Raises RefusedError for an invalid subject or reason."""
        demand_sayable(scope, subject)
        reason = kept_words(reason)
        with self._store.turn() as turn:
            known = turn.one(_SAME, (scope, subject, person))
            if known:
                turn.run("UPDATE \"freeze\" SET reason = ? WHERE id = ? AND reason = ''", (reason, known[0]))
                return int(known[0])
            not_too_many(turn, scope, subject, person)
            made = make(
                turn, scope=scope, subject=subject, person=person, reason=reason, at=instant(self._clock)
            )
            self._tell(turn, FROZEN, made)
        self._holds.freeze(scope, subject)
        return made.id

    def brake(self, turn: Turn, scope: Scope, subject: str, why: str) -> None:
        """Stop what the counts of a turn, and nobody, stopped (I2); two people let it go on."""
        made = make(turn, scope=str(scope), subject=subject, person="", reason=why, at=instant(self._clock))
        self._tell(turn, FROZEN, made)
        self._holds.freeze(str(scope), subject, why)

    def ordered(self, rows: list[FreezeOrder]) -> None:
        """Freeze what is frozen at the desk; no proof is asked for."""
        if self.unarmed:
            # A copy sends nothing, and must not number the freezes of the original.
            return
        for row in rows:
            scope, subject = (
                (row.scope, row.subject) if fits(row.scope, row.subject) else (str(Scope.ALL), "")
            )
            made: Frozen | None = None
            with self._store.turn() as turn:
                if not turn.one(_OF_DESK, (row.id, row.at)):
                    made = self._take(turn, row, scope, subject)
            if made is not None:
                self._holds.freeze(scope, subject)
                if made.loss and scope == Scope.GATEWAY:
                    self._begin_retiring(made)

    def _take(self, turn: Turn, row: FreezeOrder, scope: str, subject: str) -> Frozen:
        """Store a freeze that the desk orders; if the same person made it here just before, it is the same freeze."""
        retire = int(bool(row.loss) and scope == Scope.GATEWAY)
        own = turn.one(f"{_SAME} AND f.loss = '' AND f.desk = 0", (scope, subject, row.person))
        if own:
            made = Frozen(*own)._replace(desk=row.id, loss=row.loss, reason=row.reason)
            turn.run(
                'UPDATE "freeze" SET desk = ?, desk_at = ?, loss = ?, retire = ? WHERE id = ?',
                (row.id, row.at, row.loss, retire, made.id),
            )
        else:
            # A person's loss counts from when the desk was told: this process may have been down until after it was settled.
            at = row.at if row.loss and scope == Scope.PERSON else instant(self._clock)
            made = make(
                turn, scope=scope, subject=subject, person=row.person, reason=row.reason, at=at,
                desk=row.id, desk_at=row.at, loss=row.loss, retire=retire,
            )  # fmt: skip
        self._tell(turn, FROZEN, made)
        return made

    def _begin_retiring(self, frozen: Frozen) -> None:
        task = asyncio.ensure_future(self._retire(frozen))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _retire(self, frozen: Frozen) -> None:
        """Make the lost secret invalid for ever (R12); submits that are out already are waited for."""
        try:
            why = frozen.reason if frozen.reason in set(LossKind) else LossKind.LEAK
            await self.retire(frozen.subject, str(why), frozen.person)
            with self._store.turn() as turn:
                turn.run('UPDATE "freeze" SET retire = 0 WHERE id = ?', (frozen.id,))
        except Exception as error:  # noqa: BLE001 - the task's boundary: a secret that is lost must not stay in use unnoticed
            self.failed(error)

    # --- lifting ------------------------------------------------------------------------------------------------

    def offered(self, rows: list[Lift]) -> None:
        """Take the pairs that the desk offers; those answered since the start are not judged again."""
        for row in rows[:_MOST]:
            if row not in self._answered:
                self._lifts[row.proposal] = row

    def waiting(self) -> list[Question]:
        """Return the pairs that have to be judged; a pair that was carried out before is only answered again."""
        lifts, self._lifts = self._lifts, {}
        questions = []
        for row in lifts.values():
            pair = Pair(
                Signed(row.proposal, [row.proposal_signature]),
                Signed(row.confirmation, [row.confirmation_signature]),
            )
            if self._answered_before(row, pair):
                continue
            try:
                question = self._question(row, pair)
                if question is not None:
                    questions.append(question)
            except (Refused, UnfitError) as refusal:
                self._refuse(row, pair, refusal.name)
        return questions

    def refuse(self, question: Question, name: str) -> None:
        """Tell the desk the name under which the pair is refused; nothing else changes."""
        self._refuse(question.row, question.pair, name)

    def carry_out(self, question: Question, lifted: Lifted) -> None:
        """Lift what the pair names, in one transaction with the report; refuse a pair that does not match the freezes here."""
        act, pair = lifted.act, question.pair
        if self.signed_by_frozen(lifted.proposer, lifted.confirmer):
            self._refuse(question.row, pair, "signer_frozen")
            return
        try:
            self._carry_out(act, question)
        except NotYetError:
            # The desk offers the pair again: what two people signed is not lost because this process has only just begun.
            return
        except UnfitError as refusal:
            self._refuse(question.row, pair, refusal.name)
            return
        self._answered.add(question.row)

    @singledispatchmethod
    def _carry_out(self, act: Lifting, question: Question) -> None:
        """Do what an act says. Raises UnfitError or NotYetError; TypeError for an act that has no method here."""
        del question
        raise TypeError(type(act))

    def by_roster(self, roster: Roster) -> None:
        """End a person's freeze by a loss when a roster version younger than the loss names them active again.

        A freeze without a loss ends this way only if everybody who could sign its lifting is frozen. A gateway's freeze by a loss
        ends when the roster drops the gateway, because its password was retired for good.
        """
        people = self._holds.people
        gone = {
            name
            for scope, name in self._holds.frozen
            if scope == Scope.GATEWAY and roster.gateway(name) is None
        }
        if not people and not gone:
            return
        with self._store.look() as look:
            _, digest = read_mark(look, "pin")
            lost = look.rows(f"{OPEN} AND f.scope = 'person' AND f.loss <> '' AND f.at < ?", (roster.at,))
            plain = look.rows(f"{OPEN} AND f.scope = 'person' AND f.loss = '' AND f.at < ?", (roster.at,))
            lost += [row for name in gone for row in look.rows(_LOST_GATEWAY, (name, roster.at))]
        if self._looked != (roster.version, people):
            lost += [row for row in plain if not self._liftable(str(row[2]), roster)]
            self._looked = roster.version, people
        back = {person.id for person in roster.people if person.standing == "active"} | gone
        for row in lost:
            if row[2] in back:
                self._lift([Frozen(*row)], digest)

    def lost(self, person: str) -> bool:
        """Whether a person's key or login is lost and they are not back; until then nobody knows who asks in their name."""
        if person not in self._holds.people:
            return False
        with self._store.look() as look:
            return (
                look.one(f"{OPEN} AND f.scope = 'person' AND f.subject = ? AND f.loss <> ''", (person,))
                is not None
            )

    def _liftable(self, subject: str, roster: Roster) -> bool:
        """Whether there are two people who could lift a person's freeze."""
        at = instant(self._clock)
        ground = Ground(roster, at, operating=operating_of(subject, roster, at), about=subject)
        free = [person.id for person in roster.people if person.id not in self._holds.people]
        first = [one for one in free if may_propose(one, Unfreeze.RULE, ground) is None]
        second = [one for one in free if may_confirm(one, Unfreeze.RULE, ground, proposer="") is None]
        return any(one != other for one in first for other in second)

    def signed_by_frozen(self, *people: str) -> bool:
        """Whether one of these people is frozen, so that nothing they sign counts."""
        return not self._holds.people.isdisjoint(people)

    def deliver(self, desk: DeskLink, key: UnlockedKey) -> list[str]:
        """Tell the desk what it has not confirmed; return what it does not accept. Runs on a link thread."""
        letters = Letters("freeze_outbox", f"sms-freeze@{self._by.org}", ReportFreeze)
        return deliver(letters, self._store, desk, key)

    # --- what a pair must name ----------------------------------------------------------------------------------

    def _question(self, row: Lift, pair: Pair) -> Question | None:
        """Return a pair's question, with the time since when its matter exists. Raises Refused or UnfitError if it does not.

        Return None for what belongs to another copy: an armed copy asks for nothing, and an unarmed one lifts nothing. Nor does
        one whose clock leapt: it would find that the pair is too old.
        """
        act = _named(pair.proposal)
        if not self.asks()[0] if isinstance(act, Rearm) else self.unarmed or self._holds.suspended:
            return None
        match act:
            case Unfreeze():
                frozen = self._one(act.freeze)
                return Question(row, pair, frozen.at, self._releasing(frozen))
            case GoOn():
                frozen = self._one(act.freeze)
                request = numbered(frozen.subject) if frozen.scope == Scope.REQUEST else 0
                return Question(row, pair, frozen.at, "", request)
            case ResumeLoss():
                return Question(row, pair, act.installed, "")
            case _:
                return Question(row, pair, "", "")

    @_carry_out.register
    def _unfreeze(self, act: Unfreeze, question: Question) -> None:
        frozen = self._named(act)
        if frozen.loss:
            raise UnfitError("freeze_of_loss", frozen.loss)
        if goes_on(frozen.scope, frozen.person):
            raise UnfitError("freeze_of_brake", frozen.reason)
        self._lift([frozen], question.pair.proposal.digest())

    @_carry_out.register
    def _go_on(self, act: GoOn, question: Question) -> None:
        frozen = self._named(act)
        if frozen.loss or not goes_on(frozen.scope, frozen.person):
            raise UnfitError("freeze_of_people", frozen.person)
        self._lift([frozen], question.pair.proposal.digest())

    def _named(self, act: Unfreeze | GoOn) -> Frozen:
        frozen = self._one(act.freeze)
        if (frozen.scope, frozen.subject) != (str(act.scope), act.subject):
            raise UnfitError("freeze_unknown", "another scope or subject")
        return frozen

    @_carry_out.register
    def _resume(self, act: ResumeLoss, question: Question) -> None:
        """Lift the freezes of a gateway's loss; not yet while the password in force is being settled."""
        with self._store.look() as look:
            rows = look.rows(
                f"{OPEN} AND f.scope = 'gateway' AND f.subject = ? AND f.loss = ?", (act.gateway, act.case)
            )
            pending = look.one('SELECT 1 FROM "freeze" WHERE subject = ? AND retire = 1', (act.gateway,))
        if not rows:
            raise UnfitError("freeze_unknown", "no such loss froze it")
        if pending:
            raise NotYetError("other_password", "the lost one is being retired")
        now = self.in_force(act.gateway)
        if (
            now is None
            or (now.fingerprint, now.installed) != (act.fingerprint, act.installed)
            or not now.last_bind
            or any(row[5] > act.installed for row in rows)
        ):
            raise UnfitError("other_password", f"{now.fingerprint if now else 'none'} here")
        self._lift([Frozen(*row) for row in rows], question.pair.proposal.digest())

    @_carry_out.register
    def _arm(self, act: Rearm, question: Question) -> None:
        if (act.dispatcher, act.instance) != (self._by.service, self.asks()[0]):
            raise UnfitError("rearm_not_asked", act.dispatcher)
        if not self.unarmed:
            # The pair was judged by this clock: if the signers' clock were ahead of it, the pair would have been refused.
            why, self.clock = self.clock_why, ""
            self.accept_clock()
            with self._store.turn() as turn:
                self._tell(turn, REARMED, NOTHING, proof=question.pair.proposal.digest(), why=why)
            return
        task = asyncio.ensure_future(self._rearm(question.pair.proposal.digest()))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _rearm(self, proof: str) -> None:
        try:
            await self.rearm()
            self.unarmed = self.why = ""
            with self._store.turn() as turn:
                self._tell(turn, REARMED, NOTHING, proof=proof)
                # The desk may know more or less about our freezes than this database: so it is told about all of them.
                for row in turn.rows(f"{OPEN} ORDER BY f.id"):
                    self._tell(turn, FROZEN, Frozen(*row))
        except Exception as error:  # noqa: BLE001 - the task's boundary
            self.failed(error)

    def _one(self, number: int) -> Frozen:
        with self._store.look() as look:
            row = look.one(f"{OPEN} AND f.id = ?", (number,))
        if row is None:
            raise UnfitError("freeze_unknown", str(number))
        return Frozen(*row)

    def _releasing(self, frozen: Frozen) -> str:
        """Return the department that releases a frozen request, by its claimed sends; empty if there is none here."""
        number = numbered(frozen.subject) if frozen.scope == Scope.REQUEST else 0
        with self._store.look() as look:
            row = look.one(_BUNDLE, (number,)) if number else None
        if row is None:
            return ""
        request = decode(unpack(bytes(row[0])).request.text.encode())
        return request.released_by if isinstance(request, Request) else ""

    # --- telling ------------------------------------------------------------------------------------------------

    def _lift(self, rows: list[Frozen], proof: str) -> None:
        at = instant(self._clock)
        with self._store.turn() as turn:
            for frozen in rows:
                turn.run(
                    "INSERT INTO freeze_lifted (freeze, proof, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    (frozen.id, proof, at),
                )
                self._tell(turn, LIFTED, frozen, proof=proof)
        for frozen in rows:
            if not frozen.person:
                self.let_go(frozen.scope, frozen.subject)
        self._holds.load(self._store)

    def _refuse(self, row: Lift, pair: Pair, name: str) -> None:
        with self._store.turn() as turn:
            self._tell(turn, LIFT_REFUSED, NOTHING, proof=pair.proposal.digest(), why=name)
        self._answered.add(row)

    def _answered_before(self, row: Lift, pair: Pair) -> bool:
        """Whether a former process carried out the pair; then the desk is told again, because it seems to have forgotten."""
        if row in self._answered:
            return True
        digest = pair.proposal.digest()
        with self._store.turn() as turn:
            rows = turn.rows(_LIFTED_BY, (digest,))
            for one in rows:
                self._tell(turn, LIFTED, Frozen(*one), proof=digest)
        if rows:
            self._answered.add(row)
        return bool(rows)

    def _tell(self, turn: Turn, event: str, frozen: Frozen, *, proof: str = "", why: str = "") -> None:
        report = FreezeReport(
            org=self._by.org, by=self._by.service, at=instant(self._clock), event=event, freeze=frozen.id,
            scope=frozen.scope, subject=frozen.subject, person=frozen.person, reason=frozen.reason,
            frozen_at=frozen.at, desk=frozen.desk, loss=frozen.loss, proof=proof, why=why,
            nonce=secrets.token_hex(8),
        )  # fmt: skip
        body = dumps(msgspec.to_builtins(report)).decode()
        turn.run("INSERT INTO freeze_outbox (body) VALUES (?)", (body,))


def _named(proposal: Signed) -> Lifting:
    """Return what a proposal says it lifts, before anything is judged. Raises Refused."""
    try:
        statement = decode(proposal.text.encode())
    except (NotCanonicalError, UnicodeEncodeError) as error:
        raise Refused("not_canonical", str(error)) from error
    if not isinstance(statement, Proposal) or not isinstance(statement.act, Lifting):
        raise Refused("pair_differs", "nothing that lifts")
    return statement.act


async def _nothing(_gateway: str, _why: str, _person: str) -> None:
    """Do nothing: this installation keeps no secrets."""


async def _not_needed() -> None:
    """Do nothing: this installation is armed."""


_COLUMNS = "id, scope, subject, person, reason, at, desk, loss"
_LOST_GATEWAY = (
    f"{OPEN} AND f.scope = 'gateway' AND f.subject = ? AND f.loss <> '' AND f.at < ? AND f.retire = 0"
)
_SAME = f"{OPEN} AND f.scope = ? AND f.subject = ? AND f.person = ?"
_OF_DESK = 'SELECT 1 FROM "freeze" WHERE desk = ? AND desk_at = ?'
_LIFTED_BY = f'SELECT {OF} FROM "freeze" f JOIN freeze_lifted l ON l.freeze = f.id WHERE l.proof = ?'  # noqa: S608 - our own names
_BUNDLE = "SELECT bundle FROM send WHERE request = ? AND request_digest <> '' ORDER BY id DESC LIMIT 1"
