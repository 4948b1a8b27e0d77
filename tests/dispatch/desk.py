"""A desk for the dispatcher's tests: it answers from a few cases, keeps what it was told, and lies when a test says so."""

import threading
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Client as Dial
from multiprocessing.connection import Connection, Listener
from typing import Any

import msgspec

from console.db.chain import genesis, link_hash
from console.domain import acts
from console.domain.contacts.packing import pack_numbers
from console.domain.refusals import Refusal
from console.errors import ConsoleError, RefusedError
from console.signing.bundle_file import pack
from console.signing.statements import Signed, digest, sign
from console.wire import calls, dispatch, frames
from console.wire.answers import Blob, Done
from console.wire.base import Call
from console.wire.credentials.custody import PullTrust, TrustChain
from console.wire.ledger.memory import PullMemories, PullResults, TellMemory, ToldChunk
from console.wire.rosters.rule_files import RuleFileBytes, RuleFileDetail
from tests.world import SALT, Case

_KEY = b"only for tests"


@dataclass
class Slot:
    """One released slot as the desk offers it."""

    case: Case
    request: int
    list_id: int
    wish: str = "send"
    hold: int = 0
    resume: Signed | None = None
    bundle: bytes = b""
    nums: "array[int]" = field(default_factory=lambda: array("q"))
    salt: bytes = SALT
    slot: int = 1

    @property
    def release(self) -> str:
        assert self.case.release is not None
        return self.case.release.digest()

    def row(self) -> dispatch.ReleasedRow:
        return dispatch.ReleasedRow(
            request=self.request,
            slot=self.slot,
            release=self.release,
            list_id=self.list_id,
            n=len(self.case.nums),
            wish=self.wish,
            hold=self.hold,
            resume=self.resume.text if self.resume else "",
            resume_signature=self.resume.signatures[0] if self.resume else "",
            reason="",
        )


class FakeDesk:
    """Thread-safe. `silent` makes it unreachable; `heard` is every call in order, but for those about memory, which never rest."""

    def __init__(self, roots: Any) -> None:
        self.slots: dict[int, Slot] = {}
        self.optouts: list[tuple[int, int]] = []
        self.open_replies: dict[int, int] = {}
        self.newest_reply = 0
        self.complaints: list[int] = []
        self.hashed: list[tuple[int, int]] = []
        self.hashed_refusal: Refusal | None = None
        self.settlements: list[dispatch.Settlement] = []
        self.frozen: list[dispatch.FreezeOrder] = []
        self.lifts: list[dispatch.Lift] = []
        self.legal_holds: list[dispatch.LegalHoldOrder] = []
        self.erasures: list[dispatch.Lift] = []
        self.again: list[dispatch.ReleasedRow] = []
        self.withdrawn: list[dispatch.WithdrawnText] = []
        self.trials: list[dispatch.TrialOffer] = []
        self.trust: TrustChain | None = None
        self.screenings: list[str] = []
        self.silent = False
        self.memories: dict[str, tuple[str, str]] = {}
        self.roster = 0
        self.refuses: Callable[[Call], bool] = lambda _: False
        self.stumbles: Callable[[Call], bool] = lambda _: False
        self.heard: list[Call] = []
        self.tampers: Callable[[Call, Any], Any] | None = None
        self.chain: list[tuple[int, bytes, bytes, bytes]] = []
        self.tip = genesis(roots.org, list(roots.keys))
        self.lock = threading.RLock()
        self.listeners: list[Callable[[frozenset[str]], None]] = []

    def offer(self, case: Case, request: int = 1, **changes: Any) -> Slot:
        slot = Slot(case, request, list_id=request, nums=case.nums, bundle=pack(case.bundle(**changes)))
        with self.lock:
            self.slots[request] = slot
        return slot

    def entry(self) -> None:
        """Append an entry to the ledger."""
        with self.lock:
            seq = len(self.chain) + 1
            envelope, signature = seq.to_bytes(32), bytes(32)
            self.chain.append((seq, self.tip, envelope, signature))
            self.tip = link_hash(self.tip, seq, envelope, signature)

    def call(self, call: Call) -> Any:
        with self.lock:
            if self.silent:
                raise ConsoleError("desk_gone")
            if self.refuses(call):
                raise RefusedError(Refusal("test", "R0"))
            if self.stumbles(call):
                raise ConsoleError("unexpected", report="1")
            if not isinstance(call, TellMemory | PullMemories):
                self.heard.append(call)
            return self._read(call, self._answer(call))

    def _offered(self, request: int, slot: int) -> Slot:
        """The slot of a request; a continuation's proof is in the bundle of the one that it continues."""
        mine = [one for one in self.slots.values() if one.request == request]
        if not mine:
            raise RefusedError(Refusal("no_such_request", "R2"))
        return next((one for one in mine if one.slot == slot), mine[0])

    def _read(self, call: Call, answer: Any) -> Any:
        """The answer as a client reads it off the wire, after whatever a hostile desk does to it."""
        data = msgspec.msgpack.encode(answer)
        if self.tampers is not None:
            data = msgspec.msgpack.encode(self.tampers(call, msgspec.msgpack.decode(data)))
        try:
            return frames.decode_answer(calls.Reply(1, ok=msgspec.Raw(data)), call.Answer)
        except frames.FrameError as error:
            raise ConsoleError("bad_answer", call=type(call).__name__) from error

    def listen(self, told: Callable[[frozenset[str]], None]) -> None:
        self.listeners.append(told)

    def push(self) -> None:
        """Give notice of a stop, as a desk does when it has taken one."""
        for told in list(self.listeners):
            told(frozenset({calls.WISHES}))

    def close(self) -> None:
        pass

    def _answer(self, call: Call) -> Any:  # noqa: C901 - an arm for each call
        match call:
            case dispatch.PullReleased():
                released = [*(slot.row() for slot in self.slots.values()), *self.again]
                return dispatch.Released(
                    released,
                    len(self.optouts),
                    list(self.settlements),
                    self.roster,
                    list(self.frozen),
                    list(self.lifts),
                    list(self.legal_holds),
                    list(self.erasures),
                    len(self.hashed),
                    f"{self.newest_reply}.{len(self.open_replies) + len(self.complaints)}",
                    list(self.withdrawn),
                    list(self.trials),
                )
            case calls.BundleOf():
                return Blob(self._offered(call.request, call.slot).bundle)
            case dispatch.PullNumbers():
                slot = next(s for s in self.slots.values() if s.list_id == call.list_id)
                part = array("q", [num for num in slot.nums if num > call.after][:10_000])
                return dispatch.ListChunk(slot.salt, pack_numbers(part))
            case dispatch.PullOptOuts():
                rows = self.optouts[call.after : call.after + 10_000]
                nums = pack_numbers(array("q", [num for num, _ in rows]))
                scopes = pack_numbers(array("q", [scope for _, scope in rows]))
                serials = pack_numbers(array("q", range(call.after + 1, call.after + len(rows) + 1)))
                return dispatch.OptOutChunk(nums, scopes, serials, call.after + len(rows))
            case dispatch.PullOpenReplies():
                found = [(key, num) for key, num in sorted(self.open_replies.items()) if key > call.after][:2]
                told = pack_numbers(array("q", [num for _, num in found]))
                last = found[-1][0] if found else call.after
                complaints = pack_numbers(array("q", self.complaints))
                return dispatch.OpenReplies(
                    told, last, len(found) == 2, len(self.open_replies), len(self.optouts), complaints
                )
            case dispatch.PullRefusing():
                if self.hashed_refusal is not None:
                    raise RefusedError(self.hashed_refusal)
                here = set(next(s for s in self.slots.values() if s.list_id == call.list_id).nums)
                found = [(num, scope) for num, scope in self.hashed if num in here]
                nums, scopes = (
                    (pack_numbers(array("q", column)) for column in zip(*found, strict=True))
                    if found
                    else (b"", b"")
                )
                return dispatch.RefusingChunk(nums, scopes, 0)
            case PullTrust():
                if self.trust is None:
                    raise ConsoleError("not_supported")
                return self.trust
            case dispatch.PullLinks():
                return dispatch.Links(self.chain[call.after : call.after + 10_000])
        return self._remember(call)

    def _rule_file(self, wanted: str) -> RuleFileBytes:
        """A screening list: those of the organisations whose cases are offered, and whichever a test adds."""
        for text in [slot.case.org.screening_text for slot in self.slots.values()] + self.screenings:
            if digest(text.encode()) == wanted:
                return RuleFileBytes("screening", "", wanted, text.encode(), "", "")
        raise ConsoleError("no_such_rule_file", digest=wanted)

    def _remember(self, call: Call) -> Any:
        """Answer what a dispatcher may have forgotten, or never had."""
        match call:
            case RuleFileDetail():
                return self._rule_file(call.digest)
            case TellMemory():
                self.memories[msgspec.json.decode(call.text)["by"]] = (call.text, call.signature)
            case PullMemories():
                return [self.memories[name] for name in sorted(self.memories)]
            case PullResults():
                kept = sorted(self.results(call.request, slot=call.slot).items())
                return [
                    ToldChunk(r.chunk, r.revision, r.states, r.codes, r.ids, r.signature, r.keyed)
                    for _, r in kept
                    if r.chunk > call.after
                ][:8]
        return Done(1)

    # --- what a test asks

    def of(self, kind: type) -> list[Any]:
        with self.lock:
            return [call for call in self.heard if isinstance(call, kind)]

    def events(self, request: int = 1) -> list[tuple[str, str]]:
        return [(r.event, r.reason) for r in self.of(dispatch.ReportSlot) if r.request == request]

    def last(self, event: str, request: int = 1) -> dispatch.ReportSlot | None:
        found = [r for r in self.of(dispatch.ReportSlot) if (r.event, r.request) == (event, request)]
        return found[-1] if found else None

    def results(self, request: int = 1, *, slot: int = 0) -> dict[int, dispatch.ReportResults]:
        """The newest results by chunk, as a desk would keep them."""
        kept: dict[int, dispatch.ReportResults] = {}
        for report in self.of(dispatch.ReportResults):
            before = kept.get(report.chunk)
            if slot not in {0, report.slot}:
                continue
            if report.request == request and (before is None or report.revision > before.revision):
                kept[report.chunk] = report
        return kept

    def states(self, request: int = 1) -> bytes:
        return b"".join(r.states for _, r in sorted(self.results(request).items()))

    def serve(self, address: str) -> Listener:
        """Answer other processes too."""
        listener = Listener(address, "AF_UNIX", authkey=_KEY, backlog=16)
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        return listener

    def _accept(self, listener: Listener) -> None:
        while True:
            try:
                line = listener.accept()
            except EOFError:
                continue
            except OSError:
                return
            threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: "Connection[Any, Any]") -> None:
        while True:
            try:
                call = line.recv()
                try:
                    answer: tuple[str, Any] = ("ok", self.call(call))
                except RefusedError as error:
                    answer = ("refused", error.refusal)
                except ConsoleError as error:
                    answer = ("problem", error.code)
                line.send(answer)
            except (EOFError, OSError):
                return


class Line:
    """The link of another process to a FakeDesk."""

    def __init__(self, address: str) -> None:
        self._line = Dial(address, "AF_UNIX", authkey=_KEY)
        self._lock = threading.Lock()

    def call(self, call: Call) -> Any:
        with self._lock:
            if self._line.closed:
                # As the real link does once it was closed.
                raise ConsoleError("desk_gone")
            self._line.send(call)
            kind, answer = self._line.recv()
        if kind == "refused":
            raise RefusedError(answer)
        if kind == "problem":
            raise ConsoleError(answer)
        return answer

    def listen(self, told: Callable[[frozenset[str]], None]) -> None:
        """The line between test processes carries no notices."""

    def close(self) -> None:
        self._line.close()


def resume(case: Case, hold: int, by: str = "qianwei", **changes: Any) -> Signed:
    """The operator's signed resume of a hold."""
    assert case.release is not None
    assert case.org.roster is not None
    act = acts.Resume(
        org=case.org.roots.org,
        by=by,
        at=case.now,
        roster=case.org.roster.version,
        request=case.request.digest(),
        previous=case.release.digest(),
        slot=1,
        hold=hold,
        count=len(case.nums),
    )
    return sign(msgspec.structs.replace(act, **changes), case.org.people[by])
