"""How characters are read when a text is screened: which one stands for which, how it sounds, what it can be put together from (R11).

The table is a dated data file of the program, not a rule of the site: it says how people spell, not what they may say.
"""

import unicodedata
from functools import cache
from typing import Final

import msgspec

from console.domain import toml_lines
from console.domain.data_folder import shipped_texts


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data file; it explains its fields itself."""

    version: str
    source: str
    traditional: str
    simplified: str
    looks: str
    alike: str
    radicals: str
    unified: str
    parts: list[str]
    shapes: list[str]
    signs: list[str]
    alone: str
    usual: list[str]
    abbreviations: str
    further: dict[str, str]
    sounds: dict[str, str]


class Characters:
    """A version of the table.

    `sounds` maps a character to its readings without tone, the usual one first; `whole` maps pieces to the character, each piece
    as `piece` writes it; `resembled` maps a character to those that it may be written for; `signs` maps a sign to what people read in it;
    `alone` are characters that often are a word,
    `usual` words that the dictionary of borders has not, `abbreviations` two or three letters that everybody writes.
    """

    def __init__(self, file: _File) -> None:
        pairs = ((file.traditional, file.simplified), (file.looks, file.alike), (file.radicals, file.unified))
        self._simple: dict[str, str] = {}
        for those, these in pairs:
            self._simple |= dict(zip(those, these, strict=True))
        self.sounds: dict[str, tuple[str, ...]] = {}
        for spelled in (file.sounds, file.further):
            for sound, characters in spelled.items():
                for one in characters:
                    self.sounds[one] = (*self.sounds.get(one, ()), sound)
        self._full = dict(zip(_RADICALS, _FULL, strict=True))
        self.whole = {
            "".join(map(self.piece, pieces)): one
            for one, pieces in (part.split("=", 1) for part in file.parts)
        }
        self.signs = dict(sign.split("=", 1) for sign in file.signs)
        self.resembled: dict[str, tuple[str, ...]] = {}
        for one, near in (shape.split("=", 1) for shape in file.shapes):
            for other in near:
                self.resembled[other] = (*self.resembled.get(other, ()), one)
        self.alone = frozenset(file.alone)
        self.usual = frozenset(file.usual)
        self.abbreviations = frozenset(file.abbreviations.split())
        self.syllables = frozenset(file.sounds) | frozenset(file.further)
        self._kept: dict[str, str] = {}

    def kept(self, character: str) -> str:
        """What a character is compared as: small letters, digits and simplified characters; empty for signs and blanks."""
        known = self._kept.get(character)
        if known is None:
            known = self._kept[character] = self._fold(character)
        return known

    def piece(self, character: str) -> str:
        """A radical as the character that it stands for, so that 讠 and 言 are one piece."""
        return self._full.get(character, character)

    def _fold(self, character: str) -> str:
        if character in _BLANK:
            return ""
        framed = _framed(character)
        if framed:
            return framed
        plain = unicodedata.normalize(
            "NFKD", unicodedata.normalize("NFKC", self._simple.get(character, character))
        )
        letters = (self._simple.get(one, one) for one in plain.casefold())
        return "".join(_digit(one) for one in letters if one.isalnum() or one == "%")


_RADICALS: Final = "亻讠钅氵扌忄火犭礻衤饣纟阝刂攵艹辶⺮疒罒灬冫"
_FULL: Final = "人言金水手心火犬示衣食糸邑刀攴草走竹病网火冰"
_BLANK: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Letters that show nothing."""

_FRAMED: Final = ((0x1F150, 0x1F169), (0x1F170, 0x1F189), (0x1F1E6, 0x1F1FF))
"""Letters A to Z in filled circles, in filled squares, and as halves of flags; NFKC leaves them as they are."""


def _framed(character: str) -> str:
    code = ord(character)
    return next((chr(ord("a") + code - first) for first, last in _FRAMED if first <= code <= last), "")


def _digit(character: str) -> str:
    """A digit of any script or in any ornament as an ASCII digit; another character unchanged."""
    if character.isascii():
        return character
    value = unicodedata.digit(character, None)
    return character if value is None else str(value)


@cache
def characters() -> Characters:
    """Return the newest table that the program ships; raises FileFaultError."""
    read = (toml_lines.read(text, _File) for text in shipped_texts("characters"))
    return Characters(max(read, key=lambda file: file.version))
