"""The size of a text in messages: billed parts and parts on the wire, which are two different numbers.

Billing counts characters by the contract (domain.md, section 4); the wire counts what the encoding takes.
No part ends inside a surrogate pair, an escape pair or a multi-octet character.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import category

UDH_SIZE = 6
"""Octets of the concatenation header `05 00 03 ref total seq`; 3GPP TS 23.040, 9.2.3.24.1."""

_GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_EXTENDED = frozenset("\f^{}\\[~]|€")


class BillingRule(StrEnum):
    """The provider's billing rule; it always counts characters, including signature and brackets."""

    CN_70_67 = "cn_70_67"
    GSM_160_153 = "gsm_160_153"
    ASCII_140_134 = "ascii_140_134"


class Encoding(StrEnum):
    """The encoding that a route puts on the wire."""

    UCS2 = "ucs2"
    GSM7 = "gsm7"
    GB18030 = "gb18030"


@dataclass(frozen=True, slots=True)
class Segments:
    """The size of a text: characters (code points), billed parts, parts on the wire, the encoding."""

    chars: int
    billed: int
    wire: int
    encoding: Encoding


def is_gsm7(text: str) -> bool:
    """Tell whether the GSM 03.38 default alphabet and its extension hold every character."""
    return all(c in _GSM_BASIC or c in _GSM_EXTENDED for c in text)


def billed_parts(text: str, rule: BillingRule) -> int:
    """Return the number of billed parts; 0 for an empty text."""
    return _parts(*_billed(text, rule))


def last_part(text: str, rule: BillingRule) -> tuple[int, int]:
    """Return how much of the last billed part is taken, and how much such a part holds, as the rule counts."""
    widths, single, part = _billed(text, rule)
    if sum(widths) <= single:
        return sum(widths), single
    return [*_cuts(widths, part)][-1], part


def _billed(text: str, rule: BillingRule) -> tuple[list[int], int, int]:
    """What each character counts, and how much one part alone and one of several hold."""
    if rule is BillingRule.GSM_160_153 and is_gsm7(text):
        return [2 if c in _GSM_EXTENDED else 1 for c in text], 160, 153
    if rule is BillingRule.ASCII_140_134 and text.isascii():
        return [1] * len(text), 140, 134
    return [1] * len(text), 70, 67


def wire_parts(text: str, encoding: Encoding) -> int:
    """Return the number of parts on the wire, with a 6-octet header in each if there are several; 0 for an empty text.

    Raises ValueError when the encoding cannot hold the text.
    """
    if any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise ValueError("a lone surrogate cannot be sent")
    if encoding is Encoding.UCS2:
        return _parts((2 if c > "\uffff" else 1 for c in text), 70, 67)
    if encoding is Encoding.GSM7:
        if not is_gsm7(text):
            raise ValueError("the text is not in the GSM 7-bit alphabet")
        return _parts((2 if c in _GSM_EXTENDED else 1 for c in text), 160, 153)
    return _parts((len(c.encode("gb18030")) for c in text), 140, 140 - UDH_SIZE)


def measure(text: str, rule: BillingRule, encoding: Encoding) -> Segments:
    """Return all sizes of a text. Raises like `wire_parts`."""
    return Segments(len(text), billed_parts(text, rule), wire_parts(text, encoding), encoding)


def hidden(text: str) -> list[tuple[int, int]]:
    """List (index, code point) of every character that is not allowed in a text to be signed.

    Refused: controls but LF, format characters, line and paragraph separators, surrogates, private and unassigned code points, and
    invisible letters or marks. Allowed: VS16 after an emoji, ZWJ between two. "Unassigned" follows the Unicode tables of the
    running Python.
    """
    found = {c for c in set(text) if _is_hidden(c)}
    return (
        [(i, ord(c)) for i, c in enumerate(text) if c in found and not _joins_emoji(text, i)] if found else []
    )


_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Assigned letters, marks and symbols with no visible form (Default_Ignorable_Code_Point, DerivedCoreProperties) and
# the blank Braille pattern.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_ZWJ, _VS16, _KEYCAP = "\u200d", "\ufe0f", "\u20e3"
_EMOJI_BLOCKS = (
    (0x203C, 0x203C),
    (0x2049, 0x2049),
    (0x2122, 0x2122),
    (0x2139, 0x2139),
    (0x2194, 0x21AA),
    (0x231A, 0x23FF),
    (0x25AA, 0x25FE),
    (0x2600, 0x27BF),
    (0x2934, 0x2935),
    (0x2B05, 0x2B55),
    (0x3030, 0x303D),
    (0x3297, 0x3299),
    (0x1F000, 0x1FAFF),
)


def _is_hidden(char: str) -> bool:
    if char == "\n":
        return False
    is_selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return is_selector or char in _BLANK or category(char) in _HIDDEN_CATEGORIES


def _is_emoji(char: str) -> bool:
    return char in "©®" or any(low <= ord(char) <= high for low, high in _EMOJI_BLOCKS)


def _joins_emoji(text: str, index: int) -> bool:
    before = text[index - 1] if index else ""
    after = text[index + 1 : index + 2]
    if text[index] == _VS16:
        is_key = before in tuple("0123456789#*") and after == _KEYCAP
        return is_key or (before != "" and _is_emoji(before))
    if text[index] == _ZWJ:
        if before == _VS16 and index > 1:
            before = text[index - 2]
        return before != "" and after != "" and _is_emoji(before) and _is_emoji(after)
    return False


def _parts(widths: Iterable[int], single: int, part: int) -> int:
    sizes = list(widths)
    if sum(sizes) <= single:
        return 1 if sizes else 0
    return sum(1 for _ in _cuts(sizes, part))


def _cuts(sizes: Iterable[int], part: int) -> Iterator[int]:
    """Fill parts greedily with whole characters; yield the width of each."""
    filled = 0
    for size in sizes:
        if filled + size > part:
            yield filled
            filled = 0
        filled += size
    yield filled
