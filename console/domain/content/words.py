"""Listed words in a text: as they are spelled, hidden by signs between them, or written in another way (R11).

An index over the first two characters finds a word: its cost grows with the text, hardly with the list. (Measured: four times
quicker than pyahocorasick for tens of thousands of Chinese words, whose automaton has thousands of branches at its root.)
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise, product
from typing import Final, Literal, NamedTuple

from console.domain.content.characters import characters
from console.domain.content.lists import Level, Words
from console.domain.content.normal import Normal

How = Literal["spelled", "hidden", "across", "sounded", "split", "reversed", "inserted", "short"]
"""`across` is formed by accident over the end of a clause; `sounded` is pinyin, initials, or characters that sound alike.

`hidden` is spelled out, with signs between, in characters that look alike, or with some of them twice.
"""

_SHORTEST: Final = 3
"""Characters of a word at least that is looked for reversed, or with others inserted."""
_LONGEST: Final = 12
"""Characters of a word at most that is looked for in others that look alike."""
_INITIALS: Final = 256
"""Ways to read a word by its initials that are looked for at most."""
_GRAVE: Final = 4
"""Characters of a word at least that is looked for by its sound alone, and whose rewriting counts like the word."""


class Word(NamedTuple):
    """A listed word in its compared form."""

    text: str
    kind: str
    level: Level
    hidden: bool = False
    softens: bool = False


class Found(NamedTuple):
    """A word found at these code points of the text as given, end exclusive."""

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
                word = Word(_compared(spelled), group.kind, group.level, group.hidden, group.softens)
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
        # A word of many characters with several readings has more initials than anybody could list.
        for letters in islice(product(*({one[0] for one in sound} for sound in sounds)), _INITIALS):
            self._initials.setdefault("".join(letters), word)

    def find(self, normal: Normal) -> Iterator[Found]:
        """Yield every word that the text holds, in any of the ways; one place may be found in several ways."""
        for found in self._in_text(normal):
            start, end = normal.span(found.start, found.end)
            yield found._replace(start=start, end=end)
        if self._rewritten:
            yield from self._pictured(normal)

    def _in_text(self, normal: Normal) -> Iterator[Found]:
        """The same, at places of `Normal.text`."""
        yield from self._spelled(normal)
        if not self._rewritten and not self._short:
            return
        yield from self._merged(normal)
        yield from self._doubled(normal)
        yield from self._resembling(normal)
        yield from self._between(normal)
        yield from self._sounded(normal)

    def _pictured(self, normal: Normal) -> Iterator[Found]:
        """Words of which a character is a sign (洗💰)."""
        pictured = normal.pictured()
        if pictured is None:
            return
        text, at = pictured
        for word, start, how in self._in(text):
            end = start + len(word.text)
            theirs = normal.raw[at[start] : at[end - 1] + 1]
            # A sign alone says nothing, and one that only stands between is found without it.
            if how == "spelled" and len(theirs) > 1 and word.text not in Normal(theirs).text:
                yield Found(word, at[start], at[end - 1] + 1, "hidden")

    # ---- as they are spelled

    def _spelled(self, normal: Normal) -> Iterator[Found]:
        for word, start, how in self._in(normal.text):
            end = start + len(word.text)
            if word.text.isascii() and not _alone(normal, start, end):
                continue
            if (
                word.text[-1].isascii()
                and _letter(normal.text, end)
                and normal.at[end] == normal.at[end - 1] + 1
            ):
                # 参加VIP is not 加V.
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
            if word.text not in self._rewritten or how != "spelled":
                continue
            theirs = places[start : start + len(word.text)]
            gaps = [later - one for one, later in pairwise(theirs)]
            if max(gaps) == 2 and sum(gap == 2 for gap in gaps) * 2 >= len(gaps):
                yield Found(word, theirs[0], theirs[-1] + 1, "inserted")

    # ---- with characters twice, or in the place of others

    def _doubled(self, normal: Normal) -> Iterator[Found]:
        """Words of which a character stands twice or more (老虎虎机机)."""
        text = normal.text
        firsts = [place for place, one in enumerate(text) if not place or text[place - 1] != one]
        if len(firsts) == len(text):
            return
        once, ends = "".join(text[place] for place in firsts), [*firsts[1:], len(text)]
        for word, start, how in self._in(once):
            if how != "spelled":
                continue
            begin, end = firsts[start], ends[start + len(word.text) - 1]
            if word.text not in text[begin:end]:
                yield Found(word, begin, end, "hidden")

    def _resembling(self, normal: Normal) -> Iterator[Found]:
        """Words with other characters that look nearly the same (保夲)."""
        text, meant = normal.text, characters().resembled
        options = [(one, *meant.get(one, ())) for one in text]
        others = [place for place, option in enumerate(options) if len(option) > 1]
        for start in sorted({place - back for place in others for back in range(_LONGEST) if place >= back}):
            for one, other in product(*options[start : start + 2]) if start + 1 < len(text) else ():
                for word, how in self._by_two.get(one + other, ()):
                    end = start + len(word.text)
                    if how != "spelled" or end > len(text):
                        continue
                    theirs = zip(word.text, options[start:end], strict=True)
                    if all(one in option for one, option in theirs) and _disguised(word, start, end, normal):
                        yield Found(word, start, end, "hidden")

    # ---- by sound

    def _sounded(self, normal: Normal) -> Iterator[Found]:
        units = _units(normal)
        for nth, (one, other) in enumerate(pairwise(units)):
            for first in product(one.sounds, other.sounds):
                for word, sounds in self._by_sound.get((first[0], first[1]), ()):
                    theirs = units[nth : nth + len(sounds)]
                    written = normal.text[theirs[0].start : theirs[-1].end]
                    if written not in self._rewritten and _sounds_like(word, sounds, theirs, normal):
                        yield Found(word, theirs[0].start, theirs[-1].end, "sounded")
        for start, end in _runs(normal):
            run = normal.text[start:end]
            if (short := self._short.get(run)) is not None:
                yield Found(short, start, end, "short")
            elif (meant := self._initials.get(run)) is not None and (
                len(run) >= _GRAVE or _coined(normal, start, end)
            ):
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
    if normal.breaks_within(start, end) and apart == 1 and not normal.stands(start, end):
        return "across"
    return "hidden"


def _letter(text: str, place: int) -> bool:
    return place < len(text) and text[place].isascii() and text[place].isalpha()


def _alone(normal: Normal, start: int, end: int) -> bool:
    """Whether no letter or digit stands right beside a word of letters."""
    text, at = normal.text, normal.at
    before = start > 0 and at[start] - at[start - 1] == 1 and text[start - 1].isascii()
    after = end < len(text) and at[end] - at[end - 1] == 1 and text[end].isascii()
    return not before and not after


def _put_together(text: str) -> tuple[str, list[int], set[int]]:
    """The text with pieces put together to characters: also where each character begins, and which were put together."""
    whole, out = characters().whole, list[str]()
    pieces = "".join(map(characters().piece, text))
    starts: list[int] = []
    made: set[int] = set()
    place = 0
    while place < len(text):
        starts.append(place)
        for length in (4, 3, 2):
            one = whole.get(pieces[place : place + length])
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
    start, end = units[0].start, units[-1].end
    if len(units) >= _GRAVE:
        return normal.text[start:end] != word.text
    return end - start == len(word.text) and _disguised(word, start, end, normal)


def _disguised(word: Word, start: int, end: int, normal: Normal) -> bool:
    """Whether characters stand there in the place of a listed word's and make no sense themselves: no word has them (机密 as 鸡蜜).

    Characters that often stand alone make a listed word by accident.
    """
    written = normal.text[start:end]
    places = [
        start + nth for nth, (one, meant) in enumerate(zip(written, word.text, strict=True)) if one != meant
    ]
    if not places or normal.breaks_within(start, end):
        return False
    if all(_rare(normal.text[place]) for place in places):
        return True
    usual = characters().alone
    if written in characters().usual or any(normal.text[place] in usual for place in places):
        return False
    return all(normal.single(place) for place in places) and normal.stands(start, end)


_JOINED: Final = frozenset("./@-_:：+#&'")


def _coined(normal: Normal, start: int, end: int) -> bool:
    """Whether two or three letters are nothing that everybody writes: the initials of a short word are hardly an accident then.

    They stand alone among Chinese characters; two are small, as people type them who hide a word.
    """
    run, first, last = normal.text[start:end], normal.at[start], normal.at[end - 1] + 1
    raw, beside = normal.raw[first:last], {normal.raw[max(0, first - 1) : first], normal.raw[last : last + 1]}
    return (
        run not in characters().abbreviations
        and raw.isascii()
        and raw.isalpha()
        and (len(run) > 2 or raw.islower())
        and not any(one in _JOINED or (one.isascii() and one.isalnum()) for one in beside if one)
    )


def _rare(character: str) -> bool:
    """Whether a character is in no everyday text: GB 2312 has it not."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
