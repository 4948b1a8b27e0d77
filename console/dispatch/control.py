"""What is answered at the dispatcher's own socket: any rostered person may hold or freeze here, even when the desk is gone.

Frames are a 4-byte length and MessagePack, as on the desk's socket. A question is a map with `verb`: `status`; `state`, which whoever watches from outside may ask, too; `hold` with
`request`, `slot`, `reason`; `freeze` with `scope`, `subject`, `reason`; `withdraw` with `text`, `signature`; and the verbs of the keeper of the secrets. The answer is
`{"ok": …}`, `{"refusal": Refusal}` or `{"problem": Problem}`, and never holds a secret. In solo mode `person` says who asks;
elsewhere the kernel does (SO_PEERCRED). No freeze is lifted here: two people sign that at the desk.
"""

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Collection
from typing import Any, Final

import msgspec

from console import failure
from console.dispatch import crash
from console.dispatch.clock import instant
from console.dispatch.dispatcher import Dispatcher
from console.dispatch.keeper_port import Keeper
from console.dispatch.promises import Promises, hold
from console.dispatch.sends import QUEUED, SENDING
from console.domain.people.people import Roster, Standing
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.failure import DATABASE_GONE
from console.signing.statements import Signed
from console.version import FULL
from console.wire.calls import Problem
from console.wire.control import Question, UnfitError, read
from console.wire.duties.status import DispatchState

LOCK: Final = "lock"
"""The verb of the keeper that needs no database: the vault is locked before anything is written down."""


class Control:
    """Answers on the event loop; `roster` returns the newest roster that the dispatcher knows.

    `watchers` are accounts that may ask for its `state` besides people, and for nothing else.
    """

    def __init__(
        self,
        dispatcher: Dispatcher,
        roster: Callable[[], Roster | None],
        keeper: Keeper | None = None,
        witness: Callable[[], str] = str,
        *,
        watchers: Collection[int] = (),
        backed_up: Callable[[], str] = str,
        promises: Promises | None = None,
    ) -> None:
        self._dispatcher, self._roster, self._keeper, self._witness = dispatcher, roster, keeper, witness
        self._watchers, self._backed_up = frozenset(watchers), backed_up
        self._promises = promises or Promises()
        self._keeping: set[asyncio.Future[dict[str, Any]]] = set()

    @property
    def roster(self) -> Roster | None:
        """The newest roster that the dispatcher knows."""
        return self._roster()

    @property
    def dispatcher(self) -> Dispatcher:
        """The dispatcher whose state is told."""
        return self._dispatcher

    async def settled(self) -> None:
        """Wait for the keeper's acts under way, which run on even if their askers hang up."""
        if self._keeping:
            await asyncio.wait(self._keeping)

    async def answered(self, data: bytes, uid: int) -> dict[str, Any]:
        """Return the answer to a frame: the keeper's if the verb is theirs, which runs on even if the asker hangs up; else our own.

        While the database is gone, what stops something is promised, and the keeper's verbs fail by that name.
        """
        try:
            question = read(data)
        except UnfitError as unfit:
            return {
                "refusal": refuse("out_of_bounds", "I4", field=unfit.where)
                if unfit.where
                else refuse("not_understood", "I4")
            }
        try:
            if self._keeper is not None and question.verb in self._keeper.verbs:
                return await self._kept(self._keeper, question, uid)
            return self.answer(question, uid)
        except Exception as error:
            if failure.named(error) != DATABASE_GONE:
                raise
            self._dispatcher.fail(error)
            self._dispatcher.lose()
            return self.answer(question, uid)

    async def _kept(self, keeper: Keeper, question: Question, uid: int) -> dict[str, Any]:
        if self._dispatcher.lost and question.verb != LOCK:
            return {"problem": Problem(DATABASE_GONE)}
        act = asyncio.ensure_future(keeper.answer(question, uid))
        self._keeping.add(act)
        act.add_done_callback(self._keeping.discard)
        return await asyncio.shield(act)

    def answer(self, question: Question, uid: int) -> dict[str, Any]:
        """Return the answer to one question, asked by an account."""
        if question.verb == "state":
            if not self._watches(uid):
                return {"refusal": refuse("account_unknown", "R8", uid=uid)}
            return {"ok": msgspec.to_builtins(self._state())}
        person = self._person(question, uid)
        if not person:
            return {"refusal": refuse("not_in_roster", "R8", person=question.person)}
        try:
            if self._promises.takes(question, gone=self._dispatcher.lost):
                return {"ok": self._promises.take(question, person, self._dispatcher.withdrawals)}
            return self._done(question, person)
        except RefusedError as error:
            return {"refusal": error.refusal}
        except ConsoleError as error:
            return {"problem": Problem(error.code, error.params)}

    def _done(self, question: Question, person: str) -> dict[str, Any]:
        """Do what a verb of ours says. Raises RefusedError."""
        match question.verb:
            case "status":
                return {"ok": self._status()}
            case "hold":
                return self._hold(question)
            case "freeze":
                return self._freeze(question, person)
            case "withdraw":
                self._dispatcher.withdrawals.take(Signed(question.text, [question.signature]))
                return {"ok": {"withdraw": 1}}
            case "unfreeze":
                raise RefusedError(refuse("unfreeze_needs_two", "I5"))
        raise RefusedError(refuse("not_understood", "I4"))

    def _person(self, question: Question, uid: int) -> str:
        """Return the rostered, active person who asks, or an empty string; also empty if their key or login is lost (R12)."""
        person = asker(self._roster(), question, uid, instant(self._dispatcher.clock))
        if self._dispatcher.lost:
            # Which freeze of a person is by a loss only the database knows.
            return "" if person in self._dispatcher.holds.people else person
        return "" if self._dispatcher.freezing.lost(person) else person

    def _watches(self, uid: int) -> bool:
        """Whether an account may ask how the dispatcher is: a watcher's, our own where one account does everything, or a person's."""
        roster = self._roster()
        if uid in self._watchers or (roster is None and uid == os.geteuid()):
            return True
        if roster is None or roster.solo:
            return uid == os.geteuid()
        return any(one.uid == uid >= 0 and one.standing is Standing.ACTIVE for one in roster.people)

    def _state(self) -> DispatchState:
        dispatcher, holds_ = self._dispatcher, self._dispatcher.holds
        now = dispatcher.clock.time()
        live = [(send, holds_.why(send, now)) for _, send in dispatcher.sends() if send.state == SENDING]
        log, days = crash.log_state()
        return DispatchState(
            version=FULL,
            time=instant(dispatcher.clock),
            database=dispatcher.store.database.dialect,
            gateways=dispatcher.gateways(),
            closed=dict(holds_.closed),
            holds=sorted(holds_.everything),
            frozen=len(holds_.frozen),
            waits=dict(Counter(why for _, why in live if why)),
            queued=sum(send.tally[QUEUED] for send, _ in live),
            witness=self._witness(),
            backup=self._backed_up(),
            log=log,
            log_days=days,
        )

    def _hold(self, question: Question) -> dict[str, Any]:
        send = hold(self._dispatcher, question)
        return {"ok": {"hold": send.hold, "tally": msgspec.to_builtins(send.view())}}

    def _freeze(self, question: Question, person: str) -> dict[str, Any]:
        number = self._dispatcher.freezing.freeze(
            scope=question.scope, subject=question.subject, person=person, reason=question.reason
        )
        return {"ok": {"freeze": number}}

    def _status(self) -> dict[str, Any]:
        dispatcher = self._dispatcher
        now = dispatcher.clock.time()
        return {
            "gateways": dispatcher.gateways(),
            "closed": dict(dispatcher.holds.closed),
            "holds": sorted(dispatcher.holds.everything),
            "frozen": sorted(dispatcher.holds.frozen),
            "witness": self._witness(),
            "wire": msgspec.to_builtins(dispatcher.wire()),
            "why": dispatcher.freezing.why,
            "sends": [
                {
                    "request": send.request,
                    "slot": send.slot,
                    "state": send.state,
                    "why": dispatcher.holds.why(send, now) or send.reason,
                    "tally": msgspec.to_builtins(send.view()),
                }
                for _, send in dispatcher.sends()
            ],
        }


def known(roster: Roster, question: Question, uid: int) -> str:
    """Return the roster's person who asks, with or without a post: in solo mode by name, elsewhere by account; else empty."""
    for person in roster.people:
        if person.id == question.person if roster.solo else person.uid == uid >= 0:
            return person.id
    return ""


def asker(roster: Roster | None, question: Question, uid: int, at: str) -> str:
    """Return the active person who asks, as `known`, if they hold a post; else an empty string."""
    person = known(roster, question, uid) if roster is not None else ""
    return person if roster is not None and any(roster.appointments(person, at)) else ""
