"""How a provider spells its receipts (状态报告), where its gateway file says so: the ids, how many come for a long text, its own words.

The same id may stand in a receipt otherwise than in the answer to the submit: in capitals, with zeros before it, or as another kind
of number. So ids are compared in one form, and then only together with the recipient's number: one that was converted proves nothing
by itself. What was said is kept as it came.
"""

from collections.abc import Sequence
from typing import Annotated, Final, Literal, NamedTuple, get_args

import msgspec

from console.domain.sending.verdicts import Verdict, plain, verdict

IdForm = Literal["as_is", "hex_to_dec", "dec_to_hex"]
"""How a receipt writes the id of a message: as the answer did, or the answer's hexadecimal as decimal number, or the reverse."""
Per = Literal["part", "message"]
"""How many receipts a text of several parts has: one for each part, or one for all of them."""


class ReceiptWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state word that only this provider has, and what its table of codes says that it means."""

    word: Annotated[str, msgspec.Meta(pattern=r"\A[!-~]{1,20}\Z")]
    means: Literal["delivered", "failed", "pending"]


class Dialect(NamedTuple):
    """How the receipts of one gateway are read."""

    id_form: IdForm = "as_is"
    per: Per = "part"
    words: tuple[tuple[str, str], ...] = ()

    @property
    def converts(self) -> bool:
        """Whether receipts write ids as another kind of number: then the same characters mean another message."""
        return self.id_form != "as_is"

    def answered(self, message_id: str) -> str:
        """Return the form in which the id of an answer is compared."""
        return _number(message_id, _ANSWER_BASE[self.id_form])

    def reported(self, message_id: str) -> str:
        """Return the form in which the id of a receipt is compared."""
        return _number(message_id, _REPORT_BASE[self.id_form])

    def verdict(self, status: str, state: int | None) -> Verdict:
        """Return what a receipt's state word and its message_state mean at this gateway."""
        own = dict(self.words).get(plain(status)) if self.words else None
        return verdict(status, state, Verdict(own) if own else Verdict.NONE)

    def whole(self, parts: int) -> bool:
        """Whether one receipt speaks of a whole text of so many parts."""
        return parts == 1 or self.per == "message"


def dialect(id_form: IdForm, per: Per, words: Sequence[ReceiptWord]) -> Dialect:
    """Return the dialect of a gateway file's keys."""
    return Dialect(id_form, per, tuple((plain(one.word), one.means) for one in words))


def learned(answered: str, reported: str) -> IdForm | None:
    """Return how the id of a receipt writes that of the answer which it belongs to, or None where it is another id."""
    dialects = (Dialect(form) for form in get_args(IdForm))
    return next((one.id_form for one in dialects if one.answered(answered) == one.reported(reported)), None)


def known(word: str) -> bool:
    """Whether a word has its meaning for every gateway, so that no file gives it another one."""
    return verdict(word, None) is not Verdict.NONE


_HEX, _DEC, _AS_IS = 16, 10, 0
_ANSWER_BASE: Final = {"as_is": _AS_IS, "hex_to_dec": _HEX, "dec_to_hex": _DEC}
_REPORT_BASE: Final = {"as_is": _AS_IS, "hex_to_dec": _DEC, "dec_to_hex": _HEX}
_DIGITS: Final = {_HEX: frozenset("0123456789abcdef"), _DEC: frozenset("0123456789")}


def _number(message_id: str, base: int) -> str:
    """Return an id without case and leading zeros, or its value if it is a number of that base."""
    folded = message_id.casefold()
    if base and folded and _DIGITS[base].issuperset(folded):
        return str(int(folded, base))
    return folded.lstrip("0")
