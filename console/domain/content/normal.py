"""A text as it is compared: no case, width, signs, blanks or invisible marks, simplified characters; each place is still known."""

import re
import unicodedata
from bisect import bisect_left
from typing import Final

from console.domain.content.borders import Borders
from console.domain.content.characters import characters

CLAUSE: Final = ","
SENTENCE: Final = "."
_CLAUSES: Final = frozenset(",;:、，；：\t")
_LINES: Final = frozenset("\n\r\u2028\u2029")
"""Ends of lines: within a word they are no accident."""
_SENTENCES: Final = frozenset("。！？!?…") | _LINES


class Normal:
    """`text` has letters, digits and simplified characters alone. `flat` has `CLAUSE` and `SENTENCE` as well, where one ends.

    `at` gives for each character of `text` the place of the code point that it comes from; `flat_at` the same for `flat`.
    `raw` is the text as given, `plain` the same in NFKC, code point by code point, with `plain_at`.
    """

    __slots__ = ("_borders", "_breaks", "at", "flat", "flat_at", "plain", "plain_at", "raw", "text")

    def __init__(self, raw: str) -> None:
        kept = characters().kept
        self.raw = raw
        text: list[str] = []
        flat: list[str] = []
        self.at: list[int] = []
        self.flat_at: list[int] = []
        self._breaks: list[int] = []
        for place, character in enumerate(raw):
            folded = kept(character)
            if not folded:
                end = CLAUSE if character in _CLAUSES else SENTENCE if character in _SENTENCES else ""
                if end and (not flat or flat[-1] not in {CLAUSE, SENTENCE}):
                    flat.append(end)
                    self.flat_at.append(place)
                    if character not in _LINES:
                        self._breaks.append(len(text))
                continue
            for one in folded:
                text.append(one)
                flat.append(one)
                self.at.append(place)
                self.flat_at.append(place)
        self.text, self.flat = _noughts("".join(text)), _noughts("".join(flat))
        self.plain, self.plain_at = _plain(raw)
        self._borders: Borders | None = None

    @property
    def borders(self) -> Borders:
        """Where the words of `flat` meet; read once it is asked for."""
        if self._borders is None:
            self._borders = Borders(self.flat)
        return self._borders

    def cut(self, start: int, end: int) -> bool:
        """Whether the code points `start` to `end` are a word only by accident: those around them take their characters (平台独立)."""
        # What of it is letters at its end goes on as it likes: 加QQ12345.
        if not self.raw[start].isascii():
            while self.raw[end - 1].isascii():
                end -= 1
        return self.borders.cut(bisect_left(self.flat_at, start), bisect_left(self.flat_at, end))

    def pictured(self) -> tuple[str, list[int]] | None:
        """`text` and `at` with what people read in its signs (洗💰 as 洗钱); None without such a sign."""
        kept, signs = characters().kept, characters().signs
        if signs.keys().isdisjoint(self.raw):
            return None
        read = [(one, place) for place, sign in enumerate(self.raw) for one in signs.get(sign) or kept(sign)]
        return "".join(one for one, _ in read), [place for _, place in read]

    def single(self, place: int) -> bool:
        """Whether the character at a place of `text` is a word of its own, as the text is read."""
        return self.stands(place, place + 1)

    def stands(self, start: int, end: int) -> bool:
        """Whether a word begins where `text[start:end]` does, and one ends where it ends."""
        first, last = (bisect_left(self.flat_at, place) for place in self.span(start, end))
        return not self.borders.inside(first) and not self.borders.inside(last)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points, end exclusive, of `text[start:end]`."""
        return self.at[start], self.at[end - 1] + 1

    def flat_from(self, body: int) -> str:
        """`flat` from a code point on."""
        return self.flat[bisect_left(self.flat_at, body) :]

    def flat_span(self, start: int, end: int) -> tuple[int, int]:
        """The code points, end exclusive, of `flat[start:end]`."""
        return self.flat_at[start], self.flat_at[end - 1] + 1

    def plain_span(self, start: int, end: int) -> tuple[int, int]:
        """The code points, end exclusive, of `plain[start:end]`."""
        return self.plain_at[start], self.plain_at[end - 1] + 1

    def breaks_within(self, start: int, end: int) -> int:
        """How many clauses end between the first and the last character of `text[start:end]`."""
        return bisect_left(self._breaks, end) - bisect_left(self._breaks, start + 1)

    def around(self, place: int) -> tuple[str, str]:
        """What stands in the same sentence before and after a code point, as `flat`."""
        at = bisect_left(self.flat_at, place)
        first = self.flat.rfind(SENTENCE, 0, at) + 1
        last = self.flat.find(SENTENCE, at)
        return self.flat[first:at], self.flat[at : last if last >= 0 else len(self.flat)]


_NOUGHTS: Final = re.compile(r"(?<=\d)o+(?=[\d%]|$)|(?<=\d)o+(?![a-z])")


_ONES: Final = re.compile(r"(?<=\d)[li](?=[\dlio]{2})|(?<=\d[lio])[li](?=[\dlio])")


def _noughts(text: str) -> str:
    """The letter o among digits as a nought, and l and i within them as ones; of the same length."""
    if "l" in text or "i" in text:
        text = _ONES.sub("1", text)
    return _NOUGHTS.sub(lambda match: "0" * len(match.group()), text) if "o" in text else text


_NUMERALS: Final = str.maketrans("〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两", "00012345678912345678912")
_NUMBER: Final = re.compile(r"[\d〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]{4,}")


def numbered(text: str) -> str:
    """The text with numerals as digits where at least four of them follow each other; of the same length."""
    return _NUMBER.sub(lambda match: match.group().translate(_NUMERALS), text)


def _plain(raw: str) -> tuple[str, list[int]]:
    if raw.isascii():
        return raw, list(range(len(raw)))
    out: list[str] = []
    at: list[int] = []
    for place, character in enumerate(raw):
        folded = character if character.isascii() else unicodedata.normalize("NFKC", character)
        out.append(folded)
        at += [place] * len(folded)
    return "".join(out), at
