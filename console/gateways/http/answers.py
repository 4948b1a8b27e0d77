"""What a provider's answer means, by its gateway file: for each person, whether the provider took the message.

Only a code that the file names says that nobody got it; every other answer proves nothing (`reference/providers`, 4: an answer of
5xx, or one that cannot be read, after the call left, leaves everybody in doubt).
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from console.domain.sending.gateways import HttpGateway
from console.domain.sending.http_profile import meanings
from console.gateways.addresses import mobile
from console.gateways.ports import Accepted, Inbound, Outcome, Receipt, Refused, Submit, Unknown, Why
from console.gateways.text import FramedText

LONGEST_ID: Final = 64
"""Octets of a message id; a longer one is kept nowhere."""
_LONGEST_WORD: Final = 64
_LONGEST_REPLY: Final = 2_000
_LONGEST_RAW: Final = 8_192
"""Characters of a word, and of a reply, and octets of an entry that are kept: whatever a provider says has to fit where it is stored and shown."""
_OK = range(200, 300)
_ABOUT_US = range(400, 500)
_UNSURE: Final = frozenset({408, 409, 425})
"""Statuses of 4xx that do not say that nothing was taken."""
_MANY: Final = 429
"""Too Many Requests (RFC 6585)."""
_WORD, _STATUS = 1 << 40, 1 << 41
_DIGITS: Final = 9


class Meaning(NamedTuple):
    """What one code means, None if nobody says it: `status` is its number, which `ports.Refused` has."""

    means: str | None
    status: int


class Answer(NamedTuple):
    """An answer: its status, and what its body says; None for a body that is no JSON, or not whole."""

    status: int
    document: Any


def read(body: bytes) -> Any:
    """Return what a body says, None if it cannot be read, or says two things under one name."""
    try:
        return json.loads(body, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in an object")
    return found


def at(document: Any, place: str) -> Any:
    """Return what stands at a place of a document, None if nothing does; no name is the document itself."""
    for name in place.split(".") if place else ():
        if isinstance(document, dict):
            document = document.get(name)
        elif isinstance(document, list) and name.isascii() and name.isdigit() and int(name) < len(document):
            document = document[int(name)]
        else:
            return None
    return document


def _has_entries(document: Any) -> bool:
    """Whether a document has, at its top or one below, a list of entries."""
    values = [document, *(document.values() if isinstance(document, dict) else ())]
    below = [one for value in values if isinstance(value, dict) for one in value.values()]
    return any(
        isinstance(one, list) and any(isinstance(row, dict) for row in one) for one in [*values, *below]
    )


def text_at(document: Any, place: str) -> str:
    """Return a text or number at a place as text, empty if there is none; no place is none.

    Half a character of UTF-16 and a zero, which JSON may have and no database, become U+FFFD.
    """
    found = at(document, place) if place else None
    if isinstance(found, bool):
        return str(found).lower()
    if not isinstance(found, str | int):
        return ""
    return "".join("\ufffd" if one == "\0" or "\ud800" <= one <= "\udfff" else one for one in str(found))


class Reader:
    """Reads the answers of one account."""

    def __init__(self, file: HttpGateway) -> None:
        self._file = file
        self._means = meanings(file.result_codes)
        self._words = {number_of(code): code for code in self._means}

    def said(self, status: int) -> str:
        """Return a status as the provider's people know it."""
        if status & _STATUS:
            return f"HTTP-{status ^ _STATUS}"
        return self._words.get(status, str(status))

    def meaning(self, answer: Answer, document: Any = None) -> Meaning:
        """Return what the code of an answer, or of one entry of it, means."""
        code = text_at(answer.document if document is None else document, self._file.code_at)
        means = self._means.get(code)
        if code and answer.status in _OK:
            return Meaning(means, number_of(code))
        if means not in {None, "accepted"} and answer.status in _ABOUT_US:
            return Meaning(means, number_of(code))
        status = answer.status | _STATUS
        if answer.status in _ABOUT_US and answer.status not in _UNSURE and not code:
            # It never came to the provider's own program, which has codes. Of any other than "too many" the next call would fare alike.
            return Meaning("later" if answer.status == _MANY else "account", status)
        return Meaning(None, status)

    def outcomes(
        self, answer: Answer, submits: Sequence[Submit[FramedText]]
    ) -> Iterator[tuple[Outcome, Meaning]]:
        """Yield what an answer says of each person who was in the call, with the meaning of its code."""
        whole = self.meaning(answer)
        entries = self._entries(answer.document) if self._file.each_at else {}
        for submit in submits:
            entry = entries.get(submit.number)
            own = self.meaning(answer, entry) if entry is not None else Meaning(None, whole.status)
            if whole.means != "accepted" and own.means == "accepted":
                # The call was refused, and this person's message taken: one of the two is not true.
                own = Meaning(None, own.status)
            elif whole.means != "accepted" or not self._file.each_at:
                own, entry = whole, answer.document
            yield self._outcome(submit.key, own, entry), own

    def _entries(self, document: Any) -> dict[int, Any]:
        """The entries of an answer by their number; a number that stands there twice has none, as one of them is not true."""
        found: dict[int, Any] = {}
        rows = at(document, self._file.each_at)
        for row in rows if isinstance(rows, list) else ():
            number = mobile(text_at(row, self._file.each_number_at).encode())
            found[number] = None if number in found else row
        return found

    def _outcome(self, key: int, meaning: Meaning, document: Any) -> Outcome:
        match meaning.means:
            case "accepted":
                message_id = text_at(document, self._file.id_at)
                if len(message_id.encode()) > LONGEST_ID:
                    return Unknown(key, Why.LONG_ID, ("",), (0,))
                return Accepted(key, (message_id,))
            case "refused":
                return Refused(key, (meaning.status,), retry=False)
            case "later" | "account":
                return Refused(key, (meaning.status,), retry=True)
        return _unknown(key, meaning.status)

    # --- what is fetched ----------------------------------------------------------------------------------------

    def rows(self, answer: Answer, place: str) -> list[Any] | None:
        """Return the entries of a list that was fetched, None if the answer is not good, or its entries stand elsewhere."""
        if self.meaning(answer).means != "accepted":
            return None
        rows = at(answer.document, place)
        if rows is None:
            # Some leave out a list with nothing in it; what stands elsewhere would be lost without a word.
            return None if _has_entries(answer.document) else []
        return rows if isinstance(rows, list) else None

    def receipt(self, entry: Any, token: int) -> Receipt | None:
        """Return the receipt in an entry; None if it names no message."""
        file = self._file
        number = mobile(text_at(entry, file.receipt_number_at).encode())
        message_id = text_at(entry, file.receipt_id_at)
        if len(message_id.encode()) > LONGEST_ID or not (number or message_id):
            return None
        reference = text_at(entry, file.receipt_reference_at)
        return Receipt(
            number, message_id, int(reference) if _is_reference(reference) else None, text_at(entry, file.receipt_state_at)[:_LONGEST_WORD],
            None, text_at(entry, file.receipt_error_at)[:_LONGEST_WORD], "", _raw(entry), token,
        )  # fmt: skip

    def reply(self, entry: Any, token: int) -> Inbound | None:
        """Return the message of a subscriber in an entry; None if it names nobody."""
        address = text_at(entry, self._file.reply_number_at)[:_LONGEST_WORD]
        if not address:
            return None
        to = text_at(entry, self._file.reply_to_at)[:_LONGEST_WORD] or self._file.source
        return Inbound(
            mobile(address.encode()),
            address,
            to,
            text_at(entry, self._file.reply_text_at)[:_LONGEST_REPLY],
            _raw(entry),
            token,
        )


def _unknown(key: int, status: int) -> Unknown:
    return Unknown(key, Why.MALFORMED, ("",), (status,))


def _is_reference(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= 5 and int(word) <= 0xFFFF


def _raw(entry: Any) -> bytes:
    return json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace")[:_LONGEST_RAW]


def number_of(code: str) -> int:
    """Return the number under which a code is kept: its own, or one made of a word, which only its file turns back."""
    if code.isascii() and code.isdigit() and len(code) <= _DIGITS and str(int(code)) == code:
        return int(code)
    return _WORD | zlib.crc32(code.encode())
