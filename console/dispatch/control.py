"""The dispatcher's own socket: any rostered person may hold or freeze here, even when the desk is gone.

Frames are a 4-byte length and MessagePack, as on the desk's socket. A question is a map with `verb`: `status`; `state`, which whoever watches from outside may ask, too; `hold` with
`request`, `slot`, `reason`; `freeze` with `scope`, `subject`, `reason`; `withdraw` with `text`, `signature`; and the verbs of the keeper of the secrets. The answer is
`{"ok": …}`, `{"refusal": Refusal}` or `{"problem": Problem}`, and never holds a secret. In solo mode `person` says who asks;
elsewhere the kernel does (SO_PEERCRED). No freeze is lifted here: two people sign that at the desk.
"""

import asyncio
import os
import socket
import struct
from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Final

import msgspec

from console.dispatch import holds
from console.dispatch.clock import instant
from console.dispatch.dispatcher import Dispatcher
from console.dispatch.keeper_port import Keeper
from console.dispatch.sends import QUEUED, SENDING, WAITING
from console.domain.masking import kept_words
from console.domain.people.people import Roster, Standing
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.signing.statements import Signed
from console.version import FULL
from console.wire.control import LENGTH, LONGEST, Question, UnfitError, read
from console.wire.duties.status import DispatchState

_REASON = 200
"""Characters stored of the reason for a hold, as at the desk."""
_SECONDS = 30.0
_MOST: Final = 64
"""Questions served at once; more connections would take descriptors from the gateways and the database."""
_PER_ACCOUNT: Final = 8
"""Questions of one account at once, so that one account cannot keep others from holding and freezing."""


class Control:
    """Serves the socket on the event loop; `roster` returns the newest roster that the dispatcher knows.

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
    ) -> None:
        self._dispatcher, self._roster, self._keeper, self._witness = dispatcher, roster, keeper, witness
        self._watchers, self._backed_up = frozenset(watchers), backed_up
        self._server: asyncio.Server | None = None
        self._path: Path | None = None
        self._asking: Counter[int] = Counter()
        self._hearing: dict[asyncio.StreamWriter, int] = {}

    async def start(self, path: Path) -> None:
        """Listen. The socket is created last, because others wait for it. Raises OSError."""
        path.unlink(missing_ok=True)  # noqa: ASYNC240 - once, at the start
        roster = self._roster()
        shared = roster is not None and not roster.solo
        bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            bound.bind(str(path))
            # The permissions are set before anybody can connect.
            path.chmod(0o666 if shared else 0o600)  # noqa: ASYNC240 - once, at the start
            self._server = await asyncio.start_unix_server(self._serve, sock=bound)
        except OSError:
            bound.close()
            raise
        self._path = path

    async def stop(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        uid = _peer(writer)
        roster = self._roster()
        most = _MOST if roster is not None and roster.solo else _PER_ACCOUNT
        full = self._asking[uid] >= most
        if (full or self._asking.total() >= _MOST) and not self._made_room(uid if full else None):
            writer.close()
            return
        self._asking[uid] += 1
        self._hearing[writer] = uid
        try:
            async with asyncio.timeout(_SECONDS):
                (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
                if not 0 < length <= LONGEST:
                    return
                data = await reader.readexactly(length)
            self._hearing.pop(writer, None)
            answer = msgspec.msgpack.encode(await self._answered(data, uid))
            async with asyncio.timeout(_SECONDS):
                writer.write(LENGTH.pack(len(answer)) + answer)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            pass
        finally:
            self._hearing.pop(writer, None)
            self._asking[uid] -= 1
            writer.close()

    def _made_room(self, uid: int | None) -> bool:
        """Cut the connection that has waited longest without a complete question (of one account, or of any), to serve others.

        Return False if all have asked and wait for their answers.
        """
        silent = next((line for line, whose in self._hearing.items() if uid in {None, whose}), None)
        if silent is None:
            return False
        del self._hearing[silent]
        silent.transport.abort()
        return True

    async def _answered(self, data: bytes, uid: int) -> dict[str, Any]:
        """Return the keeper's answer if the verb is theirs, which runs on even if the asker hangs up; else our own."""
        try:
            question = read(data)
        except UnfitError as unfit:
            return {
                "refusal": refuse("out_of_bounds", "I4", field=unfit.where)
                if unfit.where
                else refuse("not_understood", "I4")
            }
        if self._keeper is not None and question.verb in self._keeper.verbs:
            return await asyncio.shield(self._keeper.answer(question, uid))
        return self.answer(question, uid)

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
        except RefusedError as error:
            return {"refusal": error.refusal}
        match question.verb:
            case "unfreeze":
                return {"refusal": refuse("unfreeze_needs_two", "I5")}
        return {"refusal": refuse("not_understood", "I4")}

    def _person(self, question: Question, uid: int) -> str:
        """Return the rostered, active person who asks, or an empty string; also empty if their key or login is lost (R12)."""
        person = asker(self._roster(), question, uid, instant(self._dispatcher.clock))
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
        )

    def _hold(self, question: Question) -> dict[str, Any]:
        send = self._dispatcher.find(question.request, question.slot)
        if send is None:
            return {"refusal": refuse("not_claimed", "R2", request=question.request)}
        if send.state not in {WAITING, SENDING}:
            return {"refusal": refuse("not_sending", "R2", state=send.state)}
        self._dispatcher.hold(send, 0, kept_words(question.reason, _REASON) or holds.HELD)
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


def _peer(writer: asyncio.StreamWriter) -> int:
    """The account at the other end; -1 if the kernel does not say."""
    sock = writer.get_extra_info("socket")
    if not hasattr(socket, "SO_PEERCRED"):
        return -1 if sock is None else os.getuid()
    _, uid, _ = struct.unpack(
        "3i", sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    )
    return int(uid)
