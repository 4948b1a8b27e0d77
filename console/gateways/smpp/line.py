"""What a line of SMPP writes and reads."""

from typing import ClassVar

from console.gateways.line import BindFailedError, Line, StreamError
from console.gateways.ports import Accepted, Fault, Why
from console.gateways.smpp import codec
from console.gateways.smpp.codec import (
    DELIVER_SM,
    DELIVER_SM_RESP,
    HEADER,
    HEADER_SIZE,
    LARGEST,
    LONGEST_ID,
    OK,
    RESPONSE,
    SUBMIT_SM_RESP,
    LongIdError,
    PduError,
)
from console.gateways.smpp.receipts import has_long_id, inbound, is_receipt, receipt
from console.gateways.smpp.settings import BindAs, Settings


def said(status: int) -> str:
    """Return a status as providers' tables have it: `0x00000058`."""
    return f"0x{status:08X}"


class SmppLine(Line[Settings]):
    """One connection to an SMSC."""

    RETRY: ClassVar[frozenset[int]] = frozenset({codec.THROTTLED, codec.QUEUE_FULL})
    """Section 5.1.3."""

    @property
    def manner(self) -> str:
        """See `Line.manner`."""
        return str(self._settings.bind_as)

    @property
    def _may_send(self) -> bool:
        return self._bound and self._settings.bind_as is not BindAs.RECEIVER

    # --- sending ------------------------------------------------------------------------------------------------

    def _bind_frame(self, secret: str) -> bytes:
        s = self._settings
        body = codec.Bind(s.name, secret, s.system_type, address_range=s.address_range)
        return codec.encode(codec.Pdu(s.bind_as.command, self._bind_sequence, OK, body))

    def _unbind_frame(self) -> bytes:
        return codec.encode(codec.Pdu(codec.UNBIND, self._next()))

    def _enquiry_frame(self) -> bytes:
        return codec.encode(codec.Pdu(codec.ENQUIRE_LINK, self._next()))

    def _answer_frame(self, sequence: int, *, stored: bool) -> bytes:
        status = OK if stored else codec.TEMPORARY_FAULT
        return HEADER.pack(HEADER_SIZE + 1, DELIVER_SM_RESP, status, sequence) + b"\0"

    # --- receiving ----------------------------------------------------------------------------------------------

    def _read(self, octets: bytes) -> int:
        at, size = 0, len(octets)
        unpack, append, pending, make = (
            HEADER.unpack_from,
            self._outcomes.append,
            self._window.pending,
            tuple.__new__,
        )
        while size - at >= HEADER_SIZE:
            length, command, status, sequence = unpack(octets, at)
            if not HEADER_SIZE <= length <= LARGEST:
                self._out.append(codec.encode(codec.Pdu(codec.GENERIC_NACK, 0, codec.INVALID_COMMAND_LENGTH)))
                raise StreamError("a length outside 16..70000 on the line")
            end = at + length
            if end > size:
                break
            if command == SUBMIT_SM_RESP and not status:
                # The hot path: a recipient with one PDU, accepted.
                start = at + HEADER_SIZE
                stop = octets.find(0, start, end)
                if 0 <= stop - start <= LONGEST_ID and type(key := pending.get(sequence)) is int:
                    del pending[sequence]
                    append(make(Accepted, (key, (octets[start:stop].decode("latin-1"),))))
                    at = end
                    continue
            try:
                self._take(octets, at, end, command, status, sequence)
            except PduError as error:
                self._malformed(command, sequence, error)
            at = end
        return at

    def _take(self, octets: bytes, at: int, end: int, command: int, status: int, sequence: int) -> None:
        if command == DELIVER_SM:
            message = codec.short_message(octets, at + HEADER_SIZE, end)
            if not self._bound:
                raise PduError(codec.INVALID_BIND_STATUS, "deliver_sm before the bind")
            if is_receipt(message):
                one = receipt(message, self._token + sequence)
                if not one.message_id and has_long_id(message):
                    self._fault(Fault.LONG_ID, "a receipt whose id is longer than the protocol allows")
                self._receipts.append(one)
            else:
                self._replies.append(inbound(message, self._token + sequence))
        elif command == SUBMIT_SM_RESP:
            message_id = "" if status else codec.message_id(octets, at + HEADER_SIZE, end)
            if not self._window.answered(sequence, status, message_id, self._outcomes):
                self._stray_answer(sequence)
        else:
            self._take_other(codec.decode(octets, at), command, status, sequence)

    def _take_other(self, pdu: codec.Pdu, command: int, status: int, sequence: int) -> None:
        if command == codec.ENQUIRE_LINK or (command == codec.UNBIND and not status):
            self._out.append(codec.encode(codec.Pdu(command | RESPONSE, sequence)))
            if command == codec.UNBIND:
                self._left()
        elif command == codec.ENQUIRE_LINK | RESPONSE:
            self._enquired = None
        elif command == codec.GENERIC_NACK:
            self._fault(Fault.NACK, f"generic_nack 0x{status:08X} for sequence {sequence}")
            self._window.give_up(sequence, Why.NACK, self._outcomes)
        elif command & ~RESPONSE in codec.BINDS and command & RESPONSE:
            ours = command == self._settings.bind_as.command | RESPONSE
            if self._is_bind_answer(sequence, fits=ours):
                self._bind_answered(BindFailedError(status, said(status)) if status else None)
        elif command == codec.UNBIND | RESPONSE:
            self._loop.call_soon(self._close)
        elif not command & RESPONSE:
            raise PduError(codec.INVALID_COMMAND_ID, f"command 0x{pdu.command:08X} is not for a client")

    def _malformed(self, command: int, sequence: int, error: PduError) -> None:
        """Answer a request that does not parse; report a recipient whose submit answer does not parse as unknown."""
        long = isinstance(error, LongIdError)
        self._fault(
            Fault.LONG_ID if long else Fault.UNREADABLE,
            f"command 0x{command:08X}, sequence {sequence}: {error}",
        )
        if command == SUBMIT_SM_RESP:
            self._window.give_up(sequence, Why.LONG_ID if long else Why.MALFORMED, self._outcomes)
        elif command == DELIVER_SM:
            self._out.append(HEADER.pack(HEADER_SIZE + 1, DELIVER_SM_RESP, error.status, sequence) + b"\0")
        elif not command & RESPONSE:
            self._out.append(codec.encode(codec.Pdu(codec.GENERIC_NACK, sequence, error.status)))
