"""What a line of CMPP writes and reads."""

import hmac
from collections import OrderedDict
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar, Final, NamedTuple

from console.gateways.cmpp import codec, pdus
from console.gateways.cmpp.codec import Frame, FrameError
from console.gateways.cmpp.deliveries import inbound, known_id, receipt, unread
from console.gateways.cmpp.login import ismg_authenticator, source_authenticator, timestamp
from console.gateways.cmpp.pdus import Body, ConnectAnswer, Deliver, Pdu, PduError, SubmitAnswer
from console.gateways.cmpp.settings import Settings, version_name
from console.gateways.line import BindFailedError, Line, StreamError
from console.gateways.ports import Accepted, Fault, Late, Outcome, Receipt, Unknown, Why
from console.gateways.window import after

REPEATED: Final = 3
"""消息序号重复: perhaps the gateway took an earlier one of ours, so it proves nothing."""
UNPROVED: Final = -1
"""In place of a status: the gateway said 0, and did not prove that it knows the secret."""
OTHER_VERSION: Final = -2
"""In place of a status: the gateway said 0, and speaks another version than it was asked for."""
_OTHER_ERROR: Final = 5
_CHINA: Final = timezone(timedelta(hours=8))
_REMEMBERED: Final = 65_536
"""Ids of this line that are remembered, so that their reports need not wait."""
_PATIENT: Final = 5.0
"""Seconds for which a report waits for an answer at most: the gateway sends it again after 60, and gives it up in the end."""


class _Early(NamedTuple):
    """Reports on one id: they wait for its answer until `last` is answered, or until `until` in the loop's time."""

    last: int
    until: float
    reports: list[Receipt]


class CmppLine(Line[Settings]):
    """One connection to an ISMG."""

    RETRY: ClassVar[frozenset[int]] = frozenset({pdus.THROTTLED})

    def __init__(self, *fields: Any) -> None:
        super().__init__(*fields)
        self._frames = codec.Frames()
        self._speaks = self._settings.version
        self._greeted = False
        """Whether the gateway answered CONNECT with 0, also while it says goodbye."""
        self._proofs: tuple[bytes, ...] = ()
        self._open: dict[int, str] = {}
        """The Msg_Ids of DELIVERs without an answer, by sequence."""
        self._given: OrderedDict[str, None] = OrderedDict()
        self._early: OrderedDict[str, _Early] = OrderedDict()
        """Reports that came before any answer with their id, by it, in order."""

    @property
    def manner(self) -> str:
        """See `Line.manner`."""
        return f"CMPP {version_name(self._settings.version)}, the gateway speaks {version_name(self._speaks)}"

    # --- sending ------------------------------------------------------------------------------------------------

    def _frame(self, sequence: int, body: Body) -> bytes:
        return codec.encode(Pdu(sequence, body), self._settings.version)

    def _bind_frame(self, secret: str) -> bytes:
        s, stamp = self._settings, timestamp(datetime.now(_CHINA))
        source = source_authenticator(s.name, secret, stamp)
        # Some gateways hash a status of four octets in 2.0 too: whoever knows the secret has proved it either way.
        self._proofs = tuple(ismg_authenticator(0, width, source, secret) for width in (1, 4))
        return self._frame(self._bind_sequence, pdus.Connect(s.name, source, stamp, s.version))

    def _unbind_frame(self) -> bytes:
        return self._frame(self._next(), pdus.Terminate())

    def _enquiry_frame(self) -> bytes:
        return self._frame(self._next(), pdus.ActiveTest())

    def _answer_frame(self, sequence: int, *, stored: bool) -> bytes:
        message_id = self._open.pop(sequence, None)
        # What is not stored gets no answer, so that it comes again; one other than 0 may end it.
        if message_id is None or not stored:
            return b""
        return self._frame(sequence, pdus.DeliverAnswer(message_id))

    # --- receiving ----------------------------------------------------------------------------------------------

    def _read(self, octets: bytes) -> int:
        try:
            for found in self._frames.feed(octets):
                self._take(found)
        except FrameError as error:
            raise StreamError(str(error)) from None
        return len(octets)

    def _take(self, found: Frame) -> None:
        if self._greeted and codec.of_other_version(found, self._settings.version):
            said = f"command 0x{found.command:08X} is laid out as in another version"
            self.stop = BindFailedError(OTHER_VERSION, said)
            raise StreamError(said)
        try:
            body = codec.decode(found, self._settings.version).body
        except PduError as error:
            self._malformed(found, error)
            return
        if isinstance(body, ConnectAnswer):
            self._connected(found.sequence, body)
        elif not self._greeted:
            self._fault(Fault.UNREADABLE, f"command 0x{found.command:08X} before the answer to CONNECT")
        else:
            self._take_bound(found, body)

    def _malformed(self, found: Frame, error: PduError) -> None:
        """Keep a DELIVER that does not parse as it came, for nobody; an answer to a SUBMIT is in doubt."""
        self._fault(Fault.UNREADABLE, f"command 0x{found.command:08X}, sequence {found.sequence}: {error}")
        if found.command == pdus.SUBMIT | pdus.RESPONSE:
            self._window.give_up(found.sequence, Why.MALFORMED, self._outcomes)
        elif found.command == pdus.DELIVER and self._greeted:
            message_id = found.octets[:8].ljust(8, b"\0").hex()
            if self._opened(found.sequence, message_id):
                self._receipts.append(unread(Deliver(content=found.octets), self._token + found.sequence))

    def _take_bound(self, found: Frame, body: Body) -> None:
        sequence = found.sequence
        match body:
            case SubmitAnswer():
                self._answered(sequence, body)
            case Deliver():
                self._deliver(sequence, body)
            case pdus.ActiveTest():
                self._out.append(self._frame(sequence, pdus.ActiveTestAnswer()))
            case pdus.Terminate():
                self._out.append(self._frame(sequence, pdus.TerminateAnswer()))
                self._left()
            case pdus.TerminateAnswer():
                self._loop.call_soon(self._close)
            case pdus.ActiveTestAnswer():
                pass  # As any PDU it shows that the gateway is there.
            case _:
                self._fault(Fault.UNREADABLE, f"command 0x{found.command:08X} is not for a client: skipped")

    def _connected(self, sequence: int, answer: ConnectAnswer) -> None:
        if not self._is_bind_answer(sequence):
            return
        self._speaks = answer.version
        refusal = None
        if answer.status:
            refusal = BindFailedError(answer.status, _said(answer))
        elif not any(hmac.compare_digest(answer.authenticator, proof) for proof in self._proofs):
            self._fault(
                Fault.UNPROVED, "the gateway did not prove that it knows the secret: AuthenticatorISMG"
            )
            if self._settings.mutual:
                refusal = BindFailedError(UNPROVED, "AuthenticatorISMG")
        self._greeted = refusal is None
        self._bind_answered(refusal)

    def _answered(self, sequence: int, answer: SubmitAnswer) -> None:
        window, before = self._window, len(self._outcomes)
        if answer.result == REPEATED:
            ours = window.give_up(sequence, Why.REPEATED, self._outcomes) or window.given_up(sequence)
        else:
            message_id = "" if answer.result else known_id(answer.message_id)
            ours = window.answered(sequence, answer.result, message_id, self._outcomes)
        # An id of a part is known to the sink with the outcome of the whole.
        for outcome in self._outcomes[before:]:
            for one in filter(None, _ids(outcome)):
                self._give(one)
        if not ours:
            self._stray_answer(sequence)

    def _opened(self, sequence: int, message_id: str) -> bool:
        """Note a DELIVER, which is answered once it is stored; False if another one under its sequence is not answered yet."""
        if sequence in self._open:
            self._fault(
                Fault.SEQUENCE_TAKEN, f"DELIVER under sequence {sequence}, where one is open: not taken"
            )
            return False
        self._open[sequence] = message_id
        return True

    def _deliver(self, sequence: int, deliver: Deliver) -> None:
        if not self._opened(sequence, deliver.message_id):
            return
        token = self._token + sequence
        if not deliver.registered_delivery:
            self._replies.append(inbound(deliver, token))
            return
        one = receipt(deliver, token)
        if one is None:
            self._fault(Fault.UNREADABLE, f"a report of {len(deliver.content)} octets")
            one = unread(deliver, token)
        if self._may_be_early(one.message_id):
            last = next(reversed(self._window.pending))
            early = _Early(last, self._loop.time() + _PATIENT, [])
            self._early.setdefault(one.message_id, early).reports.append(one)
        else:
            self._receipts.append(one)

    # --- reports before their answers ---------------------------------------------------------------------------

    def _may_be_early(self, message_id: str) -> bool:
        """Whether the answer with an id may still come; where answers are missing for longer than that, nothing waits for them."""
        if not message_id or message_id in self._given or not self._window.pending:
            return False
        return not self.unanswered(_PATIENT)[0]

    def _give(self, message_id: str) -> None:
        """Note an id, and let its reports go: they follow its answer in the same turn."""
        self._given[message_id] = None
        if len(self._given) > _REMEMBERED:
            self._given.popitem(last=False)
        if message_id in self._early:
            self._receipts += self._early.pop(message_id).reports

    def _turn(self) -> None:
        while self._early and self._over(next(iter(self._early.values()))):
            self._receipts += self._early.popitem(last=False)[1].reports
        super()._turn()

    def _tick(self) -> None:
        super()._tick()
        if self._early and self._over(next(iter(self._early.values()))):
            self._turn()

    def _over(self, early: _Early) -> bool:
        """Whether the answer that reports wait for can no longer come, or has not for too long."""
        oldest = next(iter(self._window.pending), None)
        return oldest is None or after(oldest, early.last) or early.until <= self._loop.time()


def _ids(outcome: Outcome) -> tuple[str, ...]:
    match outcome:
        case Accepted() | Unknown():
            return outcome.ids
        case Late():
            return (outcome.id,)
        case _:
            return ()


def _said(answer: ConnectAnswer) -> str:
    """Return a status as words are looked up for it; where the version may be why, the one that the gateway has follows."""
    said = f"CONNECT-{answer.status}"
    if answer.status in {pdus.VERSION_TOO_HIGH, _OTHER_ERROR}:
        return f"{said} v{version_name(answer.version)}"
    return said
