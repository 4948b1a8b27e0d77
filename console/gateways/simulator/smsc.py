"""An SMSC in one object, for demonstration and tests.

It accepts messages, gives ids, sends receipts and replies, and misbehaves exactly as its `Faults` say. It listens on this machine
only. A receipt that is not acknowledged when a line ends is sent again on the next line.
"""

import asyncio
import ssl
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias, cast

from console.gateways.simulator.centre import Account, Centre, Line, Question, Verbs
from console.gateways.simulator.counts import Counts, Witness
from console.gateways.simulator.faults import Faults
from console.gateways.simulator.passwords import Passwords
from console.gateways.smpp import codec
from console.gateways.smpp.codec import HEADER, HEADER_SIZE, OK, RESPONSE, Pdu, PduError, ShortMessage
from console.gateways.text import Coding, encode
from console.gateways.window import LARGEST_SEQUENCE

_RECEIPT_WINDOW: Final = 500
"""Receipts on a line that may wait for acknowledgement."""
_SHORT: Final = 254
"""The most octets in short_message (SMPP 3.4, section 5.2.22)."""
_MOST_WAITING: Final = 200_000
"""Receipts kept for an account that has no line."""


_Account: TypeAlias = "Account[_Peer, bytes]"


class Smsc(Centre["_Peer"]):
    """The message centre. `accounts` maps system_ids to passwords; `faults` may be replaced at any time.

    `passwords` is a file in which changed passwords outlive the message centre.
    """

    def __init__(
        self,
        accounts: Mapping[str, str],
        faults: Faults | None = None,
        *,
        log_file: Path | None = None,
        tls: ssl.SSLContext | None = None,
        passwords: Path | None = None,
    ) -> None:
        self.faults: Faults
        self.secrets: Passwords
        super().__init__(Witness(Counts(), log_file), faults or Faults(), Passwords(accounts, passwords), tls)
        self._accounts: dict[str, _Account] = {name: Account() for name in accounts}
        self._last_id = 0
        self.verbs: Verbs = {"reply": self._reply}

    def line(self) -> "_Peer":
        """Return the protocol of a new connection."""
        return _Peer(self)

    def deliver(
        self,
        system_id: str,
        number: str,
        to: str,
        text: str,
        *,
        coding: int = Coding.UCS2,
        octets: bytes = b"",
    ) -> None:
        """Send `text` from a subscriber's `number` to the account; `octets` are sent unchanged under any `coding`."""
        account = self._accounts[system_id]
        content = octets or encode(text, Coding(coding))
        account.waiting.append(_reply(number.encode(), to.encode(), content, coding))
        self.witness.counts.replies_sent += 1
        account.serve()

    def report(self, system_id: str, number: str, message_id: str, state: int = 2) -> None:
        """Send another report on a message, as a provider does whose first word was not final."""
        account, message = self._accounts[system_id], ShortMessage(destination=number.encode())
        account.waiting.append(_receipt(message, message_id, state, echo=False, stat=""))
        account.serve()

    def _reply(self, question: Question) -> None:
        self.deliver(
            question["account"], question["number"], question["to"], question.get("text", ""),
            coding=int(question.get("coding", Coding.UCS2)), octets=bytes.fromhex(question.get("hex", "")),
        )  # fmt: skip

    # --- called by the lines ------------------------------------------------------------------------------------

    def left(self, line: "_Peer") -> None:
        """Note that a line ended: its unacknowledged receipts wait for the next line."""
        super().left(line)
        account = line.account
        if account is not None and line in account.receivers:
            account.receivers.remove(line)
            account.waiting.extendleft(reversed(line.unacknowledged.values()))
            account.serve()

    def bind(self, peer: "_Peer", command: int, bind: codec.Bind) -> int:
        """Return the status that answers a bind; after a good one the line belongs to the account."""
        account = self._accounts.get(bind.system_id)
        if peer.account is not None:
            return codec.ALREADY_BOUND
        if self.faults.refuse_binds:
            self.witness.counts.binds_refused += 1
            return self.faults.refuse_binds
        if account is None or not self.secrets.fits(bind.system_id, bind.password):
            self.witness.counts.binds_refused += 1
            return codec.INVALID_SYSTEM_ID if account is None else codec.INVALID_PASSWORD
        if self.faults.one_bind and any(other.account is account for other in self._lines):
            self.witness.counts.binds_refused += 1
            return codec.ALREADY_BOUND
        self.witness.counts.binds += 1
        peer.account = account
        peer.may_submit = command != codec.BIND_RECEIVER
        if command != codec.BIND_TRANSMITTER:
            account.receivers.append(peer)
        return OK

    def judge(self, account: _Account, destination: bytes) -> int:
        """Return the status for a submit, before it is accepted."""
        faults, counts = self.faults, self.witness.counts
        if faults.throttle and account.over(faults.throttle):
            counts.throttled += 1
            return codec.THROTTLED
        if faults.refuse and (status := faults.refuse.get(destination.decode("latin-1"), OK)):
            counts.refused += 1
            return status
        account.in_second += 1
        return OK

    def take(self, account: _Account, message: ShortMessage) -> tuple[str, list[bytes]]:
        """Accept a message: return its id, and what will be delivered for it."""
        self._last_id += 1
        faults, counts = self.faults, self.witness.counts
        message_id = f"{self._last_id:0{max(10, faults.id_length)}d}"
        counts.last_at = time.monotonic()
        counts.first_at = counts.first_at or counts.last_at
        content = message.short_message
        long = message.esm_class & 0x40 and len(content) > 5 and content.startswith(b"\5\0\3")
        part = content[5] if long else 1
        self.witness.took(message.destination, part, message_id)
        coming: list[bytes] = []
        if faults.receipts and message.registered_delivery & 1:
            state = self._state(self._last_id)
            about = message._replace(destination=b"") if faults.numberless else message
            for word in (faults.stat, faults.then) if faults.then else (faults.stat,):
                coming.append(_receipt(about, message_id, state, echo=faults.echo, stat=word))
                counts.receipts_sent += 1
        if faults.replies and part == 1:
            text = faults.replies.get(message.destination.decode("latin-1"))
            if text is not None:
                coming.append(_reply(message.destination, message.source, encode(text, Coding.UCS2)))
                counts.replies_sent += 1
        if len(account.waiting) > _MOST_WAITING:
            account.waiting.popleft()
            counts.receipts_dropped += 1
        return f"{self._last_id:010X}" if faults.hexadecimal else message_id, coming

    def _state(self, number: int) -> int:
        """Return the message_state of the n-th message, computed from its number, so that query_sm needs no memory."""
        return 5 if number % 1000 < self.faults.undelivered else 2

    def query(self, query: codec.Query) -> tuple[int, codec.QueryReply | None]:
        """Answer query_sm."""
        if not query.message_id.isdigit() or not 1 <= int(query.message_id) <= self._last_id:
            return codec.QUERY_FAILED, None
        return OK, codec.QueryReply(query.message_id, "", self._state(int(query.message_id)), 0)

    def waiting(self) -> int:
        """Return how many receipts are not yet acknowledged, on a line or not."""
        return sum(
            len(account.waiting) + sum(len(peer.unacknowledged) for peer in account.receivers)
            for account in self._accounts.values()
        )


_LATER = 0.5
"""Seconds after which a message is delivered again that was declined for the moment."""


class _Peer(Line):
    """One client's line."""

    def __init__(self, smsc: Smsc) -> None:
        super().__init__(smsc)
        self._smsc = smsc
        self._tail = b""
        self._sequence = 0
        self._out: list[bytes] = []
        self._coming: list[bytes] = []
        self.account: _Account | None = None
        self.may_submit = False
        self.unacknowledged: dict[int, bytes] = {}

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.unacknowledged.clear()

    def data_received(self, data: bytes) -> None:
        octets = self._tail + data if self._tail else data
        at, size = 0, len(octets)
        transport = cast("asyncio.Transport", self._transport)
        while size - at >= HEADER_SIZE and not transport.is_closing():
            length, command, status, sequence = HEADER.unpack_from(octets, at)
            if not HEADER_SIZE <= length <= codec.LARGEST:
                self._smsc.witness.counts.unreadable += 1
                transport.abort()
                return
            if at + length > size:
                break
            try:
                self._hear(octets, at, at + length, command, status, sequence)
            except PduError as error:
                self._smsc.witness.counts.unreadable += 1
                self._answer(Pdu(codec.GENERIC_NACK, sequence, error.status))
            at += length
        self._tail = octets[at:]
        self._turn()

    def _hear(self, octets: bytes, at: int, end: int, command: int, status: int, sequence: int) -> None:
        if command == codec.SUBMIT_SM:
            self._submit(sequence, codec.short_message(octets, at + HEADER_SIZE, end))
        elif command == codec.DELIVER_SM_RESP:
            if (body := self.unacknowledged.pop(sequence, None)) is not None:
                counts = self._smsc.witness.counts
                if status:
                    counts.receipts_rejected += 1
                    if status == codec.TEMPORARY_FAULT and self.account is not None:
                        self._loop.call_later(_LATER, self.account.hand, [body])
                else:
                    counts.receipts_acknowledged += 1
        else:
            self._other(codec.decode(octets, at))

    def _submit(self, sequence: int, message: ShortMessage) -> None:
        smsc, faults, counts = self._smsc, self._smsc.faults, self._smsc.witness.counts
        counts.submits += 1
        if self.account is None or not self.may_submit:
            self._answer(Pdu(codec.SUBMIT_SM_RESP, sequence, codec.INVALID_BIND_STATUS))
            return
        if faults.nack_every and counts.submits % faults.nack_every == 0:
            counts.nacked += 1
            self._answer(Pdu(codec.GENERIC_NACK, sequence, codec.SYSTEM_ERROR))
            return
        status = smsc.judge(self.account, message.destination)
        if status:
            self._out.append(HEADER.pack(HEADER_SIZE, codec.SUBMIT_SM_RESP, status, sequence))
            return
        message_id, coming = smsc.take(self.account, message)
        self._coming.extend(coming)
        if faults.cut_after:
            left = faults.cut_after - 1
            smsc.faults = replace(faults, cut_after=left)
            if not left:
                counts.cuts += 1
                counts.unanswered += 1 + len(self._out)
                self._out.clear()
                self._later_deliver()
                self.cut()
                return
        if faults.lose_every and counts.accepted % faults.lose_every == 0:
            counts.unanswered += 1
            return
        text = message_id.encode()
        self._out.append(
            HEADER.pack(HEADER_SIZE + 1 + len(text), codec.SUBMIT_SM_RESP, OK, sequence) + text + b"\0"
        )
        if faults.stray:
            stray = sequence ^ 0x40000000
            self._out.append(HEADER.pack(HEADER_SIZE, codec.SUBMIT_SM_RESP, codec.THROTTLED, stray))

    def _other(self, pdu: Pdu) -> None:
        body = pdu.body
        if isinstance(body, codec.Bind):
            status = self._smsc.bind(self, pdu.command, body)
            self._answer(
                Pdu(pdu.command | RESPONSE, pdu.sequence, status, None if status else codec.Name("simulator"))
            )
        elif isinstance(body, codec.Query):
            status, reply = self._smsc.query(body)
            self._answer(Pdu(pdu.command | RESPONSE, pdu.sequence, status, reply))
        elif pdu.command in {codec.ENQUIRE_LINK, codec.UNBIND}:
            self._answer(Pdu(pdu.command | RESPONSE, pdu.sequence))
            if pdu.command == codec.UNBIND:
                self._loop.call_later(self._smsc.faults.delay, self._close)
        elif not pdu.command & RESPONSE:
            raise PduError(codec.INVALID_COMMAND_ID, "not for an SMSC")

    def _answer(self, pdu: Pdu) -> None:
        self._out.append(codec.encode(pdu))

    def _turn(self) -> None:
        """Send what this turn produced: answers, then receipts, or the reverse."""
        faults = self._smsc.faults
        answers, self._out = b"".join(self._out), []
        if faults.mute:
            self._coming.clear()
            return
        if faults.receipt_first:
            self._later_deliver()
        if answers:
            if faults.delay:
                self._loop.call_later(faults.delay, self._write, answers)
            else:
                self._write(answers)
        self._later_deliver()
        if self.account is not None and self.account.waiting:
            if faults.delay:
                # Behind the answer: to a bind it comes first.
                self._loop.call_later(faults.delay, self.push)
            else:
                self.push()

    def _later_deliver(self) -> None:
        coming, self._coming = self._coming, []
        if not coming or self.account is None:
            return
        faults = self._smsc.faults
        wait = faults.receipt_delay + (0.0 if faults.receipt_first else faults.delay)
        if wait:
            self._loop.call_later(wait, self.account.hand, coming)
        else:
            self.account.hand(coming)

    def push(self) -> None:
        """Send waiting receipts, as many as may be unacknowledged at a time."""
        account = self.account
        if account is None or self._choked or self._smsc.faults.mute:
            return
        waiting, unacknowledged, sequence = account.waiting, self.unacknowledged, self._sequence
        out: list[bytes] = []
        for _ in range(min(len(waiting), _RECEIPT_WINDOW - len(unacknowledged))):
            body = waiting.popleft()
            sequence = sequence + 1 if sequence < LARGEST_SEQUENCE else 1
            unacknowledged[sequence] = body
            out.append(HEADER.pack(HEADER_SIZE + len(body), codec.DELIVER_SM, OK, sequence) + body)
        self._sequence = sequence
        if out:
            self._write(b"".join(out))


@lru_cache(maxsize=2)
def _minute(minute: int) -> str:
    return time.strftime("%y%m%d%H%M", time.gmtime(minute * 60))


def _receipt(message: ShortMessage, message_id: str, state: int, *, echo: bool, stat: str) -> bytes:
    """The body of a receipt; SMPP 3.4 appendix B gives the text."""
    stamp = _minute(int(time.time()) // 60)
    word, count, error = ("DELIVRD", 1, 0) if state == 2 else ("UNDELIV", 0, 1)
    text = (
        f"id:{message_id} sub:001 dlvrd:{count:03d} submit date:{stamp} done date:{stamp} stat:{stat or word} err:{error:03d} text:"
    ).encode()
    reference = message.tlvs.get(codec.TLV_USER_MESSAGE_REFERENCE) if echo else None
    return b"".join((
        b"\0", bytes((message.dest_ton, message.dest_npi)), message.destination, b"\0",
        bytes((message.source_ton, message.source_npi)), message.source, b"\0\4\0\0\0\0\0\0\0\0",
        bytes((len(text),)), text,
        b"\0\x1e", (len(message_id) + 1).to_bytes(2), message_id.encode(), b"\0",
        b"" if stat else b"\x04\x27\0\1" + bytes((state,)),
        b"" if reference is None else b"\x02\x04\0\2" + reference,
    ))  # fmt: skip


def _reply(number: bytes, to: bytes, content: bytes, coding: int = Coding.UCS2) -> bytes:
    # A text too long for short_message travels as message_payload (SMPP 3.4, section 5.3.2.32).
    short = content if len(content) <= _SHORT else b""
    payload = b"" if short else b"\x04\x24" + len(content).to_bytes(2) + content
    return b"".join((
        b"\0\1\1", number, b"\0\0\0", to, b"\0\0\0\0\0\0\0\0", bytes((coding,)), b"\0", bytes((len(short),)),
        short, payload,
    ))  # fmt: skip
