"""Listed words in a text: as they are spelled, hidden by signs between them, or written in another way (R11).

An index over the first two characters finds a word: its cost grows with the text, hardly with the list. (Measured: four times
quicker than pyahocorasick for tens of thousands of Chinese words, whose automaton has thousands of branches at its root.)
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import Final, Literal, NamedTuple

from console.domain.content.characters import characters
from console.domain.content.lists import Level, Words
from console.domain.content.normal import Normal

How = Literal["spelled", "hidden", "across", "sounded", "split", "reversed", "inserted", "short"]
"""`across` is formed by accident over the end of a clause; `sounded` is pinyin, initials, or characters that sound alike."""

_SHORTEST: Final = 3
"""Characters of a word at least that is looked for reversed, or with others inserted."""
_GRAVE: Final = 4
"""Characters of a word at least that is looked for by its sound alone, and whose rewriting counts like the word."""


class Word(NamedTuple):
    """A listed word in its compared form."""

    text: str
    kind: str
    level: Level
    hidden: bool = False


class Found(NamedTuple):
    """A word found at these places of `Normal.text`, end exclusive."""

    word: Word
    start: int
    end: int
    how: How


class _Unit(NamedTuple):
    """A character or a syllable of letters: how it may be read, and its places in the text."""

    sounds: tuple[str, ...]
    start: int
    end: int
    lettered: bool


class Index:
    """Finds the words of a list. Build it once a list: a second of fifty thousand words."""

    def __init__(self, groups: Iterable[Words]) -> None:
        self._by_two: dict[str, list[tuple[Word, How]]] = {}
        self._by_sound: dict[tuple[str, str], list[tuple[Word, tuple[tuple[str, ...], ...]]]] = {}
        self._rewritten: set[str] = set()
        self._initials: dict[str, Word] = {}
        self._short: dict[str, Word] = {}
        for group in groups:
            for spelled in group.words:
                word = Word(_compared(spelled), group.kind, group.level, group.hidden)
                if len(word.text) >= 2:
                    self._add(word, rewritten=group.rewritten)
            for spelled in group.short:
                self._short[_compared(spelled)] = Word(_compared(spelled), group.kind, group.level)

    def _add(self, word: Word, *, rewritten: bool) -> None:
        self._by_two.setdefault(word.text[:2], []).append((word, "spelled"))
        if not rewritten or word.text.isascii():
            return
        self._rewritten.add(word.text)
        backwards = word.text[::-1]
        if len(word.text) >= _SHORTEST and backwards != word.text:
            self._by_two.setdefault(backwards[:2], []).append((word._replace(text=backwards), "reversed"))
        sounds = tuple(characters().sounds.get(one, (one,)) for one in word.text)
        for first in product(*sounds[:2]):
            self._by_sound.setdefault((first[0], first[1]), []).append((word, sounds))
        if len(word.text) >= _GRAVE:
            for letters in product(*({one[0] for one in sound} for sound in sounds)):
                self._initials.setdefault("".join(letters), word)

    def find(self, normal: Normal) -> Iterator[Found]:
        """Yield every word that the text holds, in any of the ways; one place may be found in several ways."""
        yield from self._spelled(normal)
        if not self._rewritten and not self._short:
            return
        yield from self._merged(normal)
        yield from self._between(normal)
        yield from self._sounded(normal)

    # ---- as they are spelled

    def _spelled(self, normal: Normal) -> Iterator[Found]:
        for word, start, how in self._in(normal.text):
            end = start + len(word.text)
            if word.text.isascii() and not _alone(normal, start, end):
                continue
            yield Found(word, start, end, _hidden(normal, word, start, end) if how == "spelled" else how)

    def _in(self, text: str) -> Iterator[tuple[Word, int, How]]:
        for start, (one, other) in enumerate(pairwise(text)):
            for word, how in self._by_two.get(one + other, ()):
                if text.startswith(word.text, start):
                    yield word, start, how

    # ---- put together from pieces, and with other characters between

    def _merged(self, normal: Normal) -> Iterator[Found]:
        text, starts, whole = _put_together(normal.text)
        if not whole:
            return
        for word, start, how in self._in(text):
            end = start + len(word.text)
            if word.text in self._rewritten and how == "spelled" and not whole.isdisjoint(range(start, end)):
                yield Found(word, starts[start], starts[end], "split")

    def _between(self, normal: Normal) -> Iterator[Found]:
        """Words with single letters or digits between their characters."""
        places = [place for place, one in enumerate(normal.text) if not one.isascii()]
        if len(places) == len(normal.text):
            return
        text = "".join(normal.text[place] for place in places)
        for word, start, how in self._in(text):
            if len(word.text) < _SHORTEST or word.text not in self._rewritten or how != "spelled":
                continue
            theirs = places[start : start + len(word.text)]
            gaps = [later - one for one, later in pairwise(theirs)]
            if max(gaps) == 2 and sum(gap == 2 for gap in gaps) * 2 >= len(gaps):
                yield Found(word, theirs[0], theirs[-1] + 1, "inserted")

    # ---- by sound

    def _sounded(self, normal: Normal) -> Iterator[Found]:
        units = _units(normal)
        for nth, (one, other) in enumerate(pairwise(units)):
            for first in product(one.sounds, other.sounds):
                for word, sounds in self._by_sound.get((first[0], first[1]), ()):
                    theirs = units[nth : nth + len(sounds)]
                    if _sounds_like(word, sounds, theirs, normal):
                        yield Found(word, theirs[0].start, theirs[-1].end, "sounded")
        for start, end in _runs(normal):
            run = normal.text[start:end]
            if (short := self._short.get(run)) is not None:
                yield Found(short, start, end, "short")
            elif (meant := self._initials.get(run)) is not None:
                yield Found(meant, start, end, "sounded")


def level_of(found: Found) -> Level:
    """The level of a find: rewriting a short word may be an accident, and a word across clauses nearly always is one."""
    if found.how == "across" or (found.how == "spelled" and found.word.hidden):
        return "note"
    rewritten = found.how in {"sounded", "split", "reversed", "inserted"}
    if rewritten and len(found.word.text) < _GRAVE and found.word.level == "block":
        return "warn"
    return found.word.level


def _compared(spelled: str) -> str:
    return Normal(spelled).text


def _hidden(normal: Normal, word: Word, start: int, end: int) -> How:
    """How a word that is spelled out stands there: as it is, or in other characters and with signs between them."""
    places = normal.at[start:end]
    apart = sum(later - one > 1 for one, later in pairwise(places))
    if not apart:
        as_it_is = normal.raw[places[0] : places[-1] + 1].casefold() == word.text
        return "spelled" if as_it_is else "hidden"
    if normal.breaks_within(start, end) and apart == 1:
        return "across"
    return "hidden"


def _alone(normal: Normal, start: int, end: int) -> bool:
    """Whether no letter or digit stands right beside a word of letters."""
    text, at = normal.text, normal.at
    before = start > 0 and at[start] - at[start - 1] == 1 and text[start - 1].isascii()
    after = end < len(text) and at[end] - at[end - 1] == 1 and text[end].isascii()
    return not before and not after


def _put_together(text: str) -> tuple[str, list[int], set[int]]:
    """The text with pieces put together to characters: also where each character begins, and which were put together."""
    whole, out = characters().whole, list[str]()
    starts: list[int] = []
    made: set[int] = set()
    place = 0
    while place < len(text):
        starts.append(place)
        for length in (4, 3, 2):
            one = whole.get(text[place : place + length])
            if one is not None:
                made.add(len(out))
                out.append(one)
                place += length
                break
        else:
            out.append(text[place])
            place += 1
    starts.append(len(text))
    return "".join(out), starts, made


def _runs(normal: Normal) -> Iterator[tuple[int, int]]:
    """Runs of ASCII letters that follow each other, whatever signs stand between them; without digits beside them."""
    start, text = 0, normal.text
    while start < len(text):
        end = start
        while end < len(text) and text[end].isascii() and text[end].isalpha():
            end += 1
        if end > start:
            yield start, end
        start = max(end, start + 1)


def _units(normal: Normal) -> list[_Unit]:
    """The text as read aloud; a single digit behind a syllable is its tone."""
    text, table = normal.text, characters()
    units: list[_Unit] = []
    place = 0
    while place < len(text):
        one = text[place]
        end = place
        while end < len(text) and text[end].isascii() and text[end].isalpha():
            end += 1
        if end > place:
            units += _syllables(text[place:end], place) or [_Unit((text[place:end],), place, end, True)]
            place = end
            continue
        tone = one in "12345" and units and units[-1].lettered and not text[place + 1 : place + 2].isdigit()
        if not tone:
            units.append(_Unit(table.sounds.get(one, (one,)), place, place + 1, False))
        place += 1
    return units


def _syllables(run: str, start: int) -> list[_Unit]:
    """A run of letters as the fewest syllables; nothing if it is not pinyin."""
    known = characters().syllables
    best: list[tuple[int, int]] = [(0, 0)] + [(99, 0)] * len(run)
    for end in range(1, len(run) + 1):
        for length in range(1, min(6, end) + 1):
            if run[end - length : end] in known:
                best[end] = min(best[end], (best[end - length][0] + 1, end - length))
    if best[-1][0] >= 99:
        return []
    ends = [len(run)]
    while ends[-1]:
        ends.append(best[ends[-1]][1])
    bounds = ends[::-1]
    return [_Unit((run[one:later],), start + one, start + later, True) for one, later in pairwise(bounds)]


def _sounds_like(
    word: Word, sounds: Sequence[tuple[str, ...]], units: Sequence[_Unit], normal: Normal
) -> bool:
    """Whether these units are read as the word: with letters among them, or as other characters of a longer word."""
    if len(units) != len(sounds) or any(
        set(unit.sounds).isdisjoint(sound) for unit, sound in zip(units, sounds, strict=True)
    ):
        return False
    lettered = [unit for unit in units if unit.lettered]
    if lettered:
        literal = all(
            unit.lettered or normal.text[unit.start] == one
            for unit, one in zip(units, word.text, strict=True)
        )
        return literal and sum(unit.end - unit.start for unit in lettered) >= 2
    return len(units) >= _GRAVE and normal.text[units[0].start : units[-1].end] != word.text
