"""Reading a reply: decode it as it was meant, remove quoted text, and fold its spelling variants.

Subscribers' messages pass through phones and gateways that state a wrong coding; cases seen in practice are GBK or UTF-8 bytes read
as UCS-2 or Latin-1, UCS-2 read as the SMSC's alphabet, and octets in the wrong order.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

BREAK: Final = ","
"""Replaces every end of a clause in a folded text."""
ASKS: Final = "?"

MOST: Final = 1_000
"""The most characters of a reply that are examined."""
_BREAKS: Final = frozenset(",.;:!。、！…\n\r\u2028\u2029")
_STRICT: Final = ("utf-16-be", "utf-8", "gb18030", "utf-16-le", "ascii")
_HEADERS: Final = (b"\x05\x00\x03", b"\x06\x08\x04")
_FORWARDED: Final = re.compile(
    r"[-_=]{3,}|原文[::]|原短信|原始?邮件|转发[::]|发件人|引用[::]|\bfrom:|\boriginal message", re.IGNORECASE
)
_LONG_QUOTE: Final = re.compile(r"[「『“\"]([^」』”\"\n]{15,})[」』”\"]?")
_SIGNED: Final = re.compile(r"【(?!自动)[^【】\n]{1,20}】(?=[^\n]{10})")
_OFFERED: Final = re.compile(
    r"(?:拒收|退订|回复?|发送?)[^,。\n]{0,4}?(?:回复?|发送?)?\s*[\"“'「]?(?:TD|QX|R|T|N|0000|退订)[\"”'」]?(?:退订|拒收)?",
    re.IGNORECASE,
)


_INVISIBLE: Final = re.compile(
    "[\u0000-\u0008\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]+"
)
_BLANKS: Final = re.compile(r"\s+")
_QUOTED: Final = (">", "|")
FACE: Final = re.compile(r"(?<![a-z0-9])t[_^o\u3002]+t(?![a-z0-9])", re.IGNORECASE)
"""A face that cries, no letters."""
_RUNS: Final = re.compile(r"[A-Z0-9]+|[^A-Z0-9]+")


class Folded(NamedTuple):
    """A folded text: `flat` has only letters and digits, and `BREAK` or `ASKS` between clauses; `clauses` are its clauses.

    There is a blank only between two words of ASCII letters or digits. `seamless` is the whole text as one clause; `loose` has the
    clauses split at every blank as well.
    """

    flat: str
    seamless: str
    clauses: tuple[str, ...]
    loose: tuple[str, ...]


def plausible(text: str) -> bool:
    """Whether a text is probably as it was written: only characters that people here use, none that come from a wrong coding."""
    return all(map(_usual, text))


def _usual(character: str) -> bool:
    if character < "\x7f":
        return character >= " " or character in "\t\r\n"
    if unicodedata.category(character) in {"So", "Cf", "Mn", "Sk"} and character != "\ufffd":
        return True
    try:
        unicodedata.normalize("NFKC", character).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def readings(text: str, raw: bytes = b"") -> Iterator[str]:
    """Yield what a text may have been before it was decoded wrongly; `raw` are the octets that it was read from."""
    sources = [_without_header(raw)] if raw else []
    for coding in ("latin-1", "cp1252", "utf-16-be", "gb18030"):
        try:
            sources.append(text.encode(coding))
        except UnicodeEncodeError:
            continue
    seen = {text}
    for octets in sources:
        for coding in _STRICT:
            try:
                decoded = octets.decode(coding).strip("\0\ufeff")
            except UnicodeDecodeError:
                continue
            if decoded and decoded not in seen:
                seen.add(decoded)
                yield decoded


def _without_header(raw: bytes) -> bytes:
    """The octets without a user data header of a long message (3GPP TS 23.040, 9.2.3.24.1)."""
    return raw[raw[0] + 1 :] if raw[:3] in _HEADERS and len(raw) > raw[0] else raw


def is_part(raw: bytes) -> bool:
    """Whether the octets are one part of a long message with several parts."""
    return raw[:3] in _HEADERS and len(raw) > raw[0] >= 5 and raw[raw[0] - 1] > 1


def squeezed(text: str) -> str:
    """Return a long text without the invisible marks and runs of blanks that would push words out of what is examined."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)) if len(text) > MOST else text


def unoffered(text: str) -> str:
    """Return a text without the ways to refuse that a quoted message offers, as far as they are part of its sentence.

    After a blank the same words may be the person's own (…到期 回复TD), so they stay, except in a line marked as quoted.
    """
    plain = unicodedata.normalize("NFKC", text[:MOST])
    return "\n".join(_offerless(line) for line in plain.splitlines())


def _offerless(line: str) -> str:
    offered = _OFFERED.search(line)
    before = line[: offered.start()] if offered else ""
    own = not before or before[-1].isspace()
    return line if own and not line.lstrip().startswith(_QUOTED) else _OFFERED.sub(BREAK, line, count=1)


def unquoted(text: str) -> tuple[str, bool]:
    """Return a reply without the message that it quotes, and whether it quoted one."""
    plain = unicodedata.normalize("NFKC", text[:MOST])
    lines = [line for line in plain.splitlines() if not line.lstrip().startswith(_QUOTED)]
    rest = "\n".join(lines)
    forwarded = _FORWARDED.search(rest)
    if forwarded:
        rest = rest[: forwarded.start()]
    rest = _LONG_QUOTE.sub(BREAK, rest)
    while signed := _SIGNED.search(rest):
        line, newline, below = rest[signed.start() :].partition("\n")
        offered = list(_OFFERED.finditer(line))
        after = line[offered[-1].end() :] if offered else ""
        rest = f"{rest[: signed.start()]}{BREAK}{after.replace('【', BREAK)}{newline}{below}"
    return rest, rest != "\n".join(plain.splitlines())


def fold(text: str, simple: dict[int, str]) -> Folded:
    """Fold a text: NFKC, upper case, the characters of `simple` replaced, no invisible marks, no signs."""
    plain = FACE.sub(" ", unicodedata.normalize("NFKC", text[:MOST])).upper().translate(simple)
    kept = []
    for character in plain:
        if character.isalnum():
            kept.append(character)
        elif character == ASKS:
            kept.append(ASKS)
        elif character in _BREAKS:
            kept.append(BREAK)
        elif unicodedata.category(character) not in {"Cf", "Cc", "Mn", "Me"} or character == "\t":
            kept.append(" ")
    whole = "".join(kept)
    pieces = [piece for piece in re.split(f"([{BREAK}{ASKS}])", whole) if piece.strip()]
    flat = "".join(piece if piece in {BREAK, ASKS} else _joined(piece.split()) for piece in pieces)
    clauses = tuple(clause for clause in re.split(f"[{BREAK}{ASKS}]", flat) if clause)
    loose = tuple(word for clause in re.split(f"[{BREAK}{ASKS}]", whole) for word in clause.split())
    return Folded(flat, _joined(list(loose)), clauses, loose)


def _joined(words: list[str]) -> str:
    """Join the words of a clause: single letters belong together (T D), longer ASCII words keep a blank between them."""
    out: list[str] = []
    single = False
    for word in (run for one in words for run in _RUNS.findall(one)):
        alone = len(word) == 1 and word.isascii()
        if out and out[-1][-1].isascii() and word[0].isascii() and not (alone and single):
            out.append(" ")
        out.append(word)
        single = alone
    return "".join(out)
