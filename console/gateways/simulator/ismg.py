"""A CMPP gateway (ISMG) in one object, for demonstration and tests: 2.0 and 3.0 on one port, by the Version of the CONNECT.

It checks what a gateway checks, gives real Msg_Ids, sends reports and replies, repeats what is not answered, and misbehaves exactly
as its `IsmgFaults` say. It listens on this machine only. A DELIVER that is not answered when a line ends is sent again on the next.
"""

import asyncio
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from time import monotonic
from typing import Any, Final, TypeAlias, cast

from console.gateways.cmpp import codec, pdus
from console.gateways.cmpp.codec import FrameError, encode, layout
from console.gateways.cmpp.ids import MessageId, following
from console.gateways.cmpp.login import ismg_authenticator, source_authenticator
from console.gateways.cmpp.pdus import (
    NO_ID,
    OK,
    THROTTLED,
    Connect,
    DeliverAnswer,
    Pdu,
    PduError,
    Report,
    Submit,
    SubmitAnswer,
)
from console.gateways.simulator.centre import Account, Centre, Line, Question, Verbs
from console.gateways.simulator.counts import IsmgCounts, Witness
from console.gateways.simulator.deliveries import Delivery, about, part_of, replies
from console.gateways.simulator.faults import IsmgFaults
from console.gateways.simulator.passwords import Secrets

_VERSIONS: Final = frozenset({pdus.V20, pdus.V21, pdus.V30})
_DELIVER_WINDOW: Final = 16
"""DELIVERs on a line that may wait for their answers."""
_TOO_MANY_LINES: Final = 5
_REPEATED: Final = 3
_WRONG_SRC_ID: Final = 10
_WRONG_MSG_SRC: Final = 11
_WRONG_NUMBER: Final = 13
_NUMBER: Final = re.compile(r"(\+?86)?1[0-9]{10}")
_CHINA: Final = timezone(timedelta(hours=8))
_COLLECTED: Final = 0.5
"""Seconds after which collected PDUs leave, also when there are fewer than were to be collected."""
_DROP: Final = 0.0005
"""Seconds between two octets that are sent one by one."""

_Account: TypeAlias = "Account[_Peer, Delivery]"


class Ismg(Centre["_Peer"]):
    """The gateway. `accounts` maps SP_Ids of six characters to their shared secrets; `secrets` is a file in which changed ones stay.

    `gateway` and `serial` are the gateway's number in its Msg_Ids and the serial of the next one.
    """

    def __init__(
        self,
        accounts: Mapping[str, str],
        faults: IsmgFaults | None = None,
        *,
        log_file: Path | None = None,
        secrets: Path | None = None,
        gateway: int = 1001,
        serial: int = 1,
    ) -> None:
        self.faults: IsmgFaults
        super().__init__(Witness(IsmgCounts(), log_file), faults or IsmgFaults(), Secrets(accounts, secrets))
        self._accounts: dict[str, _Account] = {name: Account() for name in accounts}
        self._gateway, self._serial = gateway, serial
        self._taken = 0
        self.verbs: Verbs = {
            "reply": self._reply,
            "report": self._report,
            "active": lambda question: self._ask(question, pdus.ActiveTest()),
            "terminate": lambda question: self._ask(question, pdus.Terminate()),
            "serial": self._set_serial,
        }

    @property
    def counts(self) -> IsmgCounts:
        """The totals."""
        return cast("IsmgCounts", self.witness.counts)

    def line(self) -> "_Peer":
        """Return the protocol of a new connection."""
        return _Peer(self)

    def waiting(self) -> int:
        """Return how many DELIVERs are not yet answered, on a line or not."""
        return sum(
            len(account.waiting) + sum(len(peer.unanswered) for peer in account.receivers)
            for account in self._accounts.values()
        )

    # --- by command -----------------------------------------------------------------------------------------------

    def deliver(self, sp_id: str, deliveries: list[Delivery]) -> None:
        """Send what comes from a subscriber. Raises PduError if it cannot be written."""
        account = self._accounts[sp_id]
        for each in deliveries:
            each.octets(0, pdus.V30, self.faults)
        self.counts.replies_sent += 1
        account.hand(deliveries)

    def _reply(self, question: Question) -> None:
        self.deliver(question["account"], replies(question, self.next_id))

    def report(self, sp_id: str, to: str, report: Report) -> None:
        """Send a report, as late as it may be, also on an id that was never given. Raises PduError if it cannot be written."""
        account, delivery = self._accounts[sp_id], about(self.next_id(), to, report)
        delivery.octets(0, pdus.V20, self.faults)
        self.counts.receipts_sent += 1
        account.hand([delivery])

    def _report(self, question: Question) -> None:
        minute = f"{datetime.now(_CHINA):%y%m%d%H%M}"
        stat, number = question.get("stat", "DELIVRD"), question["number"]
        self.report(
            question["account"], question.get("to", ""), Report(question["id"], stat, minute, minute, number)
        )

    def _ask(self, question: Question, body: pdus.Body) -> None:
        for peer in self._accounts[question["account"]].receivers:
            peer.ask(body)

    def _set_serial(self, question: Question) -> None:
        self._serial = int(question["next"]) & 0xFFFF

    # --- called by the lines --------------------------------------------------------------------------------------

    def left(self, line: "_Peer") -> None:
        """Note that a line ended: what it had not answered waits for the next one."""
        super().left(line)
        account = line.account
        if account is not None:
            account.receivers.remove(line)
            account.waiting.extendleft(reversed(line.forget()))
            account.serve()

    def login(self, peer: "_Peer", connect: Connect) -> pdus.ConnectAnswer:
        """Judge a CONNECT; after a good one the line belongs to the account."""
        status, faults = self._login_status(connect), self.faults
        width = faults.login_width or layout(connect.version).result
        if status:
            self.counts.binds_refused += 1
            return pdus.ConnectAnswer(status, pdus.NO_DIGEST, faults.version, width)
        self.counts.binds += 1
        peer.account, peer.version, peer.sp_id = self._accounts[connect.sp_id], connect.version, connect.sp_id
        peer.account.receivers.append(peer)
        secret = self.secrets.of(connect.sp_id) or ""
        digest = ismg_authenticator(status, width, connect.authenticator, secret)
        return pdus.ConnectAnswer(OK, digest[::-1] if faults.bad_digest else digest, connect.version, width)

    def _login_status(self, connect: Connect) -> int:
        secret = self.secrets.of(connect.sp_id)
        if self.faults.login_status:
            return self.faults.login_status
        if connect.version not in _VERSIONS or connect.version > self.faults.version:
            return pdus.VERSION_TOO_HIGH
        if secret is None:
            return pdus.WRONG_SOURCE
        expected = source_authenticator(connect.sp_id, secret, connect.timestamp)
        if not hmac.compare_digest(expected, connect.authenticator):
            return pdus.WRONG_AUTHENTICATOR
        if self.faults.lines and len(self._accounts[connect.sp_id].receivers) >= self.faults.lines:
            return _TOO_MANY_LINES
        return OK

    def judge(self, account: _Account, sp_id: str, submit: Submit) -> int:
        """Return the Result of a pdus.SUBMIT, before it is accepted. One bad number refuses the whole."""
        faults = self.faults
        if faults.result and self.counts.submits % faults.result_every == 0:
            return faults.result
        if not submit.src_id.isdigit():
            return _WRONG_SRC_ID
        if submit.source != sp_id:
            return _WRONG_MSG_SRC
        if len(submit.content) > pdus.longest(submit.fmt):
            return pdus.TOO_LONG
        if not all(map(_NUMBER.fullmatch, submit.numbers)):
            return _WRONG_NUMBER
        for number in submit.numbers if faults.refuse else ():
            if code := faults.refuse.get(number, OK):
                return code
        if faults.rate and account.over(faults.rate, len(submit.numbers)):
            self.counts.throttled += 1
            return THROTTLED
        account.in_second += len(submit.numbers)
        return OK

    def take(self, submit: Submit) -> tuple[str, list[Delivery]]:
        """Accept a pdus.SUBMIT: return its id, that of its first number, and what will be delivered for it."""
        faults, counts = self.faults, self.counts
        counts.last_at = monotonic()
        counts.first_at = counts.first_at or counts.last_at
        message_id = self.next_id(len(submit.numbers))
        if faults.ids:
            message_id = NO_ID if faults.ids == "zero" else str(MessageId(1, 1, 0, 0, 0, self._gateway, 1))
        coming: list[Delivery] = []
        minute = f"{datetime.now(_CHINA):%y%m%d%H%M}"
        for n, number in enumerate(submit.numbers):
            this = following(message_id, n) if n else message_id
            self.witness.took(number.encode(), part_of(submit), this)
            if faults.reports and submit.registered_delivery == 1:
                words = [faults.stat or self._word(), *([faults.then] if faults.then else [])]
                for word in words * 2 if faults.report_double else words:
                    coming.append(
                        about(self.next_id(), submit.src_id, Report(this, word, minute, minute, number))
                    )
                    counts.receipts_sent += 1
            text = faults.replies.get(number) if faults.replies else None
            if text is not None and part_of(submit) == 1:
                coming += replies({"number": number, "to": submit.src_id, "text": text}, self.next_id)
                counts.replies_sent += 1
        return message_id, coming

    def _word(self) -> str:
        self._taken += 1
        return "UNDELIV" if self._taken % 1000 < self.faults.undelivered else "DELIVRD"

    def next_id(self, numbers: int = 1) -> str:
        """Return the next Msg_Id, with room behind it for more numbers of the same pdus.SUBMIT."""
        now = datetime.now(_CHINA)
        serial, self._serial = self._serial, self._serial + numbers & 0xFFFF
        return str(MessageId(now.month, now.day, now.hour, now.minute, now.second, self._gateway, serial))


class _Collected:
    """Lets what it is given out again backwards, when there is enough of it or nothing more came for a while."""

    def __init__(self, emit: Callable[[list[Any]], None]) -> None:
        self._emit = emit
        self._items: list[Any] = []

    def add(self, items: list[Any], enough: int) -> None:
        if not self._items and items:
            asyncio.get_running_loop().call_later(_COLLECTED, self.flush)
        self._items += items
        while len(self._items) >= enough:
            self.flush(enough)

    def flush(self, most: int | None = None) -> None:
        items, self._items = self._items[:most], self._items[len(self._items[:most]) :]
        if items:
            self._emit(items[::-1])


class _Peer(Line):
    """One client's line."""

    def __init__(self, ismg: Ismg) -> None:
        super().__init__(ismg)
        self._ismg = ismg
        self.account: _Account | None = None
        self.version, self.sp_id = pdus.V20, ""
        self.unanswered: dict[int, tuple[Delivery, bytes, asyncio.TimerHandle]] = {}
        self._frames = codec.Frames()
        self._sequence = 0
        self._open: set[int] = set()
        self._out: list[tuple[int, bytes]] = []
        self._coming: list[Delivery] = []
        self._drops = bytearray()
        self._ready = self._half = self._ending = False
        self._answers = _Collected(self._say)
        self._reports = _Collected(self._hand)

    # --- what arrives ---------------------------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        transport = cast("asyncio.Transport", self._transport)
        try:
            for found in self._frames.feed(data):
                if transport.is_closing():
                    return
                if self.account is None and found.command != pdus.CONNECT:
                    # CONNECT, and nothing else until it was answered with 0.
                    self._ismg.counts.unreadable += 1
                    self.cut()
                    return
                try:
                    self._hear(codec.decode(found, self.version))
                except PduError as error:
                    self._ismg.counts.unreadable += 1
                    if found.command == pdus.SUBMIT:
                        self._result(found.sequence, SubmitAnswer(NO_ID, error.result))
        except FrameError:
            self._ismg.counts.unreadable += 1
            self.cut()
            return
        self._turn()

    def _hear(self, pdu: Pdu) -> None:
        counts, sequence = self._ismg.counts, pdu.sequence
        match pdu.body:
            case Connect() as connect if self.account is None:
                self._login(sequence, connect)
            case Submit() as submit:
                self._submit(sequence, submit)
            case DeliverAnswer() as answer:
                self._answered(sequence, answer)
            case pdus.ActiveTest():
                counts.active_tests += 1
                self._alive(sequence)
            case pdus.ActiveTestAnswer():
                counts.active_answers += 1
            case pdus.Terminate():
                counts.terminates += 1
                self._put(sequence, pdus.TerminateAnswer())
                self._ending = True
            case pdus.TerminateAnswer():
                self._close()
            case pdus.Other():
                counts.skipped += 1
            case _:
                counts.unreadable += 1

    def _login(self, sequence: int, connect: Connect) -> None:
        faults = self._ismg.faults
        if not faults.login_silent:
            answer = self._ismg.login(self, connect)
            octets = encode(Pdu(sequence, answer), self.version)
            self._loop.call_later(faults.login_delay, self._greet, octets, answer.status != OK)

    def _greet(self, octets: bytes, refused: bool) -> None:
        if not self._ismg.faults.mute:
            self._write(octets)
            self._ready = not refused
            if refused:
                self._close()
            self.push()

    def _alive(self, sequence: int) -> None:
        match self._ismg.faults.active:
            case "silent":
                pass
            case "request":
                self._put(sequence, pdus.ActiveTest())
            case "bare":
                self._put(sequence, pdus.ActiveTestAnswer(b""))
            case _:
                self._put(sequence, pdus.ActiveTestAnswer())

    def _submit(self, sequence: int, submit: Submit) -> None:
        ismg, faults, counts = self._ismg, self._ismg.faults, self._ismg.counts
        account = cast("_Account", self.account)
        counts.submits += 1
        if sequence in self._open:
            self._result(sequence, SubmitAnswer(NO_ID, _REPEATED))
            return
        if len(self._open) >= faults.window:
            counts.over_window += 1
            if faults.over_window == "cut":
                self._out.clear()
                self.cut()
            else:
                self._result(sequence, SubmitAnswer(NO_ID, THROTTLED))
            return
        self._open.add(sequence)
        if result := ismg.judge(account, self.sp_id, submit):
            self._result(sequence, SubmitAnswer(NO_ID, result))
            return
        message_id, coming = ismg.take(submit)
        self._coming += coming
        self._accept(sequence, SubmitAnswer(message_id, OK))

    def _accept(self, sequence: int, answer: SubmitAnswer) -> None:
        """Answer what was accepted, as the faults will have it."""
        faults, counts = self._ismg.faults, self._ismg.counts
        if self._due("cut_after"):
            counts.cuts += 1
            counts.unanswered += 1 + len(self._out)
            self._out.clear()
            self.cut()
            self._deliver()
            return
        self._half = self._due("cut_inside") or self._half
        if self._due("terminate_after"):
            self._put(self._next_sequence(), pdus.Terminate())

        def each(nth: int) -> bool:
            return nth > 0 and counts.accepted % nth == 0

        if each(faults.swallow_every) or each(faults.wrong_every):
            counts.unanswered += 1
            self._open.discard(sequence)
        if each(faults.swallow_every):
            return
        for _ in range(2 if each(faults.double_every) else 1):
            self._result(sequence ^ 0x40000000 if each(faults.wrong_every) else sequence, answer)

    def _due(self, name: str) -> bool:
        """Count a fault down that happens once; whether it happens now."""
        left: int = getattr(self._ismg.faults, name)
        if left:
            self._ismg.faults = replace(self._ismg.faults, **cast("Any", {name: left - 1}))
        return left == 1

    def _answered(self, sequence: int, answer: DeliverAnswer) -> None:
        counts, entry = self._ismg.counts, self.unanswered.get(sequence)
        if entry is None or entry[0].deliver.message_id != answer.message_id:
            counts.misanswered += 1
            return
        del self.unanswered[sequence]
        entry[2].cancel()
        if answer.result:
            counts.receipts_rejected += 1
        else:
            counts.receipts_acknowledged += 1

    # --- what leaves ----------------------------------------------------------------------------------------------

    def _put(self, sequence: int, body: pdus.Body) -> None:
        self._out.append((-1, encode(Pdu(sequence, body), self.version)))

    def _result(self, sequence: int, answer: SubmitAnswer) -> None:
        # Version 2.0 has one octet for a Result: what does not fit is its largest, and never the 0 that accepts.
        result = min(answer.result, (1 << 8 * layout(self.version).result) - 1)
        results = self._ismg.counts.results
        results[result] = results.get(result, 0) + 1
        if result and result != THROTTLED:
            self._ismg.counts.refused += 1
        self._out.append((sequence, encode(Pdu(sequence, answer._replace(result=result)), self.version)))

    def _turn(self) -> None:
        """Send what this turn produced: answers, then reports, or the reverse."""
        faults = self._ismg.faults
        out, self._out = self._out, []
        if faults.mute:
            self._coming.clear()
            return
        if faults.report_first:
            self._deliver()
        if faults.reverse:
            self._answers.add(out, faults.reverse)
        elif out:
            self._say(out)
        self._deliver()
        self.push()

    def _say(self, out: list[tuple[int, bytes]]) -> None:
        if self._ismg.faults.delay:
            self._loop.call_later(self._ismg.faults.delay, self._emit, out)
        else:
            self._emit(out)

    def _emit(self, out: list[tuple[int, bytes]]) -> None:
        self._open.difference_update(sequence for sequence, _ in out)
        octets = b"".join(each for _, each in out)
        if bad := self._ismg.faults.bad_length:
            self._ismg.faults = replace(self._ismg.faults, bad_length=0)
            octets += codec.HEADER.pack(bad, pdus.ACTIVE_TEST, self._next_sequence())
        self._write(octets[:-5] if self._half else octets)
        if self._half or self._ending:
            self._close()

    def _write(self, octets: bytes) -> None:
        if self._drops or self._ismg.faults.drip:
            idle = not self._drops
            self._drops += octets
            if idle:
                self._drip()
        else:
            super()._write(octets)

    def _drip(self) -> None:
        super()._write(bytes(self._drops[:1]))
        if len(self._drops) > 1:
            self._loop.call_later(_DROP, self._drip)
        del self._drops[:1]

    def _close(self) -> None:
        if self._drops:
            self._loop.call_later(_DROP, self._close)
        else:
            super()._close()

    def ask(self, body: pdus.Body) -> None:
        """Send a request of the gateway's own."""
        self._write(encode(Pdu(self._next_sequence(), body), self.version))

    def _next_sequence(self) -> int:
        self._sequence += 1
        return self._sequence

    # --- reports and replies --------------------------------------------------------------------------------------

    def _deliver(self) -> None:
        coming, self._coming = self._coming, []
        faults = self._ismg.faults
        wait = faults.report_delay + (0.0 if faults.report_first else faults.delay)
        if coming and wait:
            self._loop.call_later(wait, self._collect, coming)
        elif coming:
            self._collect(coming)

    def _collect(self, coming: list[Delivery]) -> None:
        if enough := self._ismg.faults.report_reverse:
            self._reports.add(coming, enough)
        else:
            self._hand(coming)

    def _hand(self, coming: list[Delivery]) -> None:
        cast("_Account", self.account).hand(coming)

    def push(self) -> None:
        """Send what waits, as much as may be unanswered at a time."""
        account, faults = self.account, self._ismg.faults
        closing = cast("asyncio.Transport", self._transport).is_closing()
        if account is None or closing or self._choked or faults.mute or not self._ready:
            return
        out: list[bytes] = []
        while account.waiting and len(self.unanswered) < _DELIVER_WINDOW:
            delivery, sequence = account.waiting.popleft(), self._next_sequence()
            octets = delivery.octets(sequence, self.version, faults)
            timer = self._loop.call_later(faults.repeat_after, self._again, sequence)
            self.unanswered[sequence] = (delivery, octets, timer)
            out.append(octets)
        if out:
            self._write(b"".join(out))

    def _again(self, sequence: int) -> None:
        """Send a DELIVER again that was not answered in time, or give it up."""
        counts, faults = self._ismg.counts, self._ismg.faults
        delivery, octets, _ = self.unanswered.pop(sequence)
        if delivery.repeats >= faults.repeats:
            counts.delivers_given_up += 1
            self.push()
            return
        delivery.repeats += 1
        counts.delivers_repeated += 1
        timer = self._loop.call_later(faults.repeat_after, self._again, sequence)
        self.unanswered[sequence] = (delivery, octets, timer)
        self._write(octets)

    def forget(self) -> list[Delivery]:
        """Give back what was not answered, in order."""
        unanswered, self.unanswered = self.unanswered, {}
        for _, _, timer in unanswered.values():
            timer.cancel()
        return [delivery for delivery, _, _ in unanswered.values()]
