"""How a reply is judged: it refuses automatically, waits for a person, or needs nobody (R11, R13).

A refusal must never be lost, so every reply that is not understood waits for a person. A question, a denial, a condition or a
withdrawn refusal never acts automatically; bare words of refusal never wait. The words are data (`reply_words`).
"""

import re
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple

from console.domain.contacts.optouts import OPTIONAL, PROMOTION
from console.domain.replies.reply_reading import (
    ASKS,
    BREAK,
    FACE,
    MOST,
    Folded,
    fold,
    plausible,
    readings,
    squeezed,
    unoffered,
    unquoted,
)
from console.domain.replies.reply_words import GRAVE, Reason, ReplyWords, shipped

_LONGEST: Final = 300
"""A longer reply, in characters, goes to a person, whatever words it has."""
_READINGS: Final = 12
_NEVER: Final = frozenset(
    {Reason.QUESTION, Reason.BACK, Reason.CONDITION, Reason.OTHER_MATTER, Reason.MENTION}
)
"""Reasons that stand against words of refusal even where there is nothing else."""
_THEN: Final = re.compile(r"(?:我们|你们|麻烦|[我那请])*(?:就|再(?!也|不|别|勿|次)|才|则|便)")
"""How a clause begins that only follows from the clause before it: 等我还清，再退订."""


class Verdict(StrEnum):
    """What happens with a reply."""

    REFUSE = "refuse"
    HUMAN = "human"
    IGNORE = "ignore"


class Judgement(NamedTuple):
    """How a reply is judged.

    `scope` is the refusal's scope as said (promotion, optional: all messages), empty if none acts. `waits` says that a person must look, perhaps beside a
    refusal that acts. `text` is the reply as decoded, at most `reply_reading.MOST` characters.
    """

    verdict: Verdict
    reason: Reason
    scope: str
    waits: bool
    text: str


class _Grammar:
    """Sets of words that can be matched at a place in a text, indexed by first character."""

    def __init__(
        self, lists: Iterable[Iterable[str]], phrases: Iterable[Sequence[Sequence[str]]] = ()
    ) -> None:
        self._words: dict[str, set[str]] = {}
        for word in (word for one in lists for word in one):
            self._words.setdefault(word[0], set()).add(word)
        self._phrases = [[_by_first(part) for part in parts] for parts in phrases]

    def ends(self, text: str, at: int) -> set[int]:
        """Return the places where a word or phrase that begins at `at` may end."""
        stops = {
            at + len(word)
            for word in self._words.get(text[at], ())
            if text.startswith(word, at) and _whole(text, at, at + len(word))
        }
        for parts in self._phrases:
            places = {at}
            for words in parts:
                places = {
                    place + len(word)
                    for place in places
                    for word in (*words.get(text[place : place + 1], ()), *words.get("", ()))
                    if text.startswith(word, place)
                }
                if not places:
                    break
            stops |= {place for place in places if place > at and _whole(text, at, place)}
        return stops


class _Opening:
    """A word of refusal with which a reply begins: it acts whatever follows, unless that speaks of the word itself, of something else, or takes it back.

    Who is angry asks nothing: TD为什么还发 refuses, 退订为什么要钱 waits.
    """

    def __init__(self, words: ReplyWords) -> None:
        self._word = _either(sorted(words.opening, key=len, reverse=True))
        self._unless = re.compile(f"{BREAK}*{_either(words.unless).pattern}")
        later, things = _either(words.unless_later), _either(words.things)
        self._later, self._thing = later, things
        self._advert = re.compile(f"{things.pattern}[^,?]{{0,3}}{_either(words.adverts).pattern}")
        self._declined = re.compile(
            f"{_either(words.turned_down).pattern}[^,?]{{0,4}}{things.pattern}|不是[^,?]{{0,3}}(?:客户|用户|会员)"
        )
        self._taken_back = _Grammar([words.taken_back])
        self._fillers = _Grammar([words.fillers])
        self._angry = _pattern([sorted(words.angry, key=len, reverse=True)], 0) if words.angry else _NONE
        self._onward = _either([*words.onward, *words.angry])
        self._known = {word for word in (*words.polite, *words.refuse, *words.thanks) if word.isascii()}

    def refuses(self, flat: str, hits: Sequence[tuple[Reason, bool]]) -> bool:
        """Whether a folded reply refuses by how it begins; `hits` are the patterns of `waits` in it."""
        flat = flat.lstrip(f"{BREAK} ")
        word = self._word.match(flat)
        reasons = {reason for reason, _ in hits}
        if word is None or Reason.BACK in reasons:
            return False
        rest = flat[word.end() :]
        glued = re.match("[A-Z0-9]+", rest) if _ascii(flat[word.end() - 1]) else None
        if glued is not None:
            # TD1 and TDOK are said in a hurry; T1 and TDS are names.
            if len(word[0]) == 1 or not self._goes_on(glued[0]):
                return False
            rest = rest[glued.end() :]
        angry = self._angry.search(rest) is not None
        if not angry and (rest.startswith(ASKS) or any(one in _DOUBTS and not acts for one, acts in hits)):
            return False
        if self._behind(self._declined, rest) is None and self._speaks_of(rest, reasons, angry=angry):
            return False
        if rest.startswith(" ") and not angry:
            # Letters behind letters: TD PLEASE goes on, TD LTE is a name.
            following = re.match(r"[A-Z0-9]+", rest[1:])
            return following is not None and self._goes_on(following[0])
        onward = self._behind(self._onward, rest.lstrip(f" {ASKS}"))
        return len(word[0]) > 1 or not rest or rest.startswith(BREAK) or onward is not None

    def _goes_on(self, letters: str) -> bool:
        """Whether letters or digits behind a word in letters name nothing else with it."""
        return letters.isdigit() or letters in self._known

    def _speaks_of(self, rest: str, reasons: Collection[Reason], *, angry: bool) -> bool:
        """Whether what follows speaks of the word itself, or of something else that can be called off (退订机票)."""
        other = Reason.OTHER_MATTER in reasons and not rest.startswith((BREAK, " "))
        if other or self._behind(self._thing, rest) is not None:
            advert = self._behind(self._advert, rest)
            return advert is None or self._behind(self._later, rest[advert.end() :]) is not None
        if angry:
            return False
        return self._unless.match(rest) is not None or self._behind(self._later, rest) is not None

    def _behind(self, pattern: "re.Pattern[str]", rest: str) -> "re.Match[str] | None":
        """Where a pattern matches behind none or some fillers."""
        reached = {0}
        for at in range(min(len(rest), _AHEAD)):
            if at in reached:
                if match := pattern.match(rest, at):
                    return match
                reached |= self._fillers.ends(rest, at)
        return None

    def taken_back(self, flat: str) -> bool:
        """Whether a folded reply begins with the word, and then a clause says nothing but that it was not meant."""
        flat = flat.lstrip(f"{BREAK} ")
        word = self._word.match(flat)
        if word is None or self._angry.search(flat):
            return False
        clauses = [clause for clause in re.split(f"[{BREAK}{ASKS}]", flat[word.end() :]) if clause]
        return any(_covered(clause, filler=self._fillers, grammar=self._taken_back) for clause in clauses)


_DOUBTS: Final = frozenset({Reason.QUESTION, Reason.CONDITION, Reason.NEGATION})
_NONE: Final = re.compile(r"(?!)")
_AHEAD: Final = 40
"""Characters behind the word in which fillers are looked for."""


def _either(words: Iterable[str]) -> "re.Pattern[str]":
    """Any of these words; nothing at all if there are none."""
    return re.compile(f"(?:{'|'.join(map(re.escape, words)) or '(?!)'})")


def _by_first(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    by_first: dict[str, tuple[str, ...]] = {}
    for word in words:
        by_first[word[:1]] = (*by_first.get(word[:1], ()), word)
    return by_first


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a match is a whole word: no ASCII letter or digit at its edge continues outside of it."""
    return not (_ascii(text[start]) and start and _ascii(text[start - 1])) and not (
        _ascii(text[end - 1]) and end < len(text) and _ascii(text[end])
    )


def _ascii(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _covered(text: str, *, filler: _Grammar, grammar: _Grammar | None = None) -> bool:
    """Whether a text consists only of words of `filler` and `grammar`, with at least one of `grammar` if it is given."""
    # For each place: the ways to reach it, True with a word of `grammar` before it.
    reached: list[set[bool]] = [set() for _ in range(len(text) + 1)]
    reached[0].add(grammar is None)
    for at, states in enumerate(reached[:-1]):
        if not states:
            continue
        if text[at] == " ":
            reached[at + 1] |= states
            continue
        for end in filler.ends(text, at):
            reached[end] |= states
        for end in grammar.ends(text, at) if grammar is not None else ():
            reached[end].add(True)
    return True in reached[-1]


class Judge:
    """Judges replies by one version of the words. Safe to share between threads."""

    def __init__(self, words: ReplyWords) -> None:
        self.version = words.version
        self._simple = dict(zip(map(ord, words.traditional), words.simplified, strict=True))
        self._refuses = _Grammar([words.refuse], [phrase.parts for phrase in words.refusal])
        strong = set(words.refuse) - set(words.weak)
        self._surely = _Grammar([strong], [phrase.parts for phrase in words.refusal])
        self._phrases = _Grammar([], [phrase.parts for phrase in words.refusal])
        self._polite = _Grammar([words.polite])
        self._small_talk = _Grammar([words.polite, words.declines, words.thanks])
        self._thanks = _Grammar([words.thanks])
        self._waits = [(one.reason, one.acts, _pattern(one.parts, one.within)) for one in words.waits]
        self._mentions = _pattern([sorted(strong)], 0)
        self._automatic = _pattern([words.automatic], 0)
        self._personal = _pattern([words.personal], 0) if words.personal else None
        self._all = _pattern([words.all], 0)
        self._opening = _Opening(words)
        self._signs = frozenset(words.signs)
        self._alike = [(_pattern(one.parts, 0), one.word) for one in words.alike]

    def judge(self, text: str, raw: bytes = b"") -> Judgement:
        """Judge a reply; `raw` are the octets that it was read from, if available. Raises nothing."""
        short = squeezed(text)
        judgement = self._read(short[:MOST], raw[:MOST])
        if len(short) > MOST and judgement.verdict is Verdict.IGNORE:
            # What stands after the part that is examined may refuse.
            return _human(Reason.LONG, judgement.text)
        return judgement

    def _read(self, text: str, raw: bytes) -> Judgement:
        first = self._one(text)
        meant = plausible(text.translate(self._simple))
        if first.verdict is Verdict.REFUSE or (meant and first.reason is not Reason.EMPTY):
            return first
        better: Judgement | None = None
        for nth, reading in enumerate(readings(text, raw)):
            if nth >= _READINGS or not plausible(reading.translate(self._simple)):
                continue
            judgement = self._one(reading)
            if judgement.verdict is Verdict.REFUSE:
                return judgement
            better = better or judgement
        if meant:
            return first
        if better is not None and better.reason is not Reason.EMPTY:
            return better
        return first._replace(verdict=Verdict.HUMAN, reason=_strange(text, first.reason), waits=True)

    def _one(self, text: str) -> Judgement:
        rest, quoted = unquoted(text)
        judgement = self._said(rest, text, quoted=quoted)
        if quoted and judgement.verdict is Verdict.IGNORE and self._names_refusal(text):
            return _human(Reason.MENTION, text)
        return judgement

    def _names_refusal(self, text: str) -> bool:
        """Whether a text, with what it quotes, names a refusal beside the one that our message offers."""
        folded = self._folded(unoffered(text))
        pieces = (*folded.clauses, *folded.loose)
        return self._mentions.search(folded.flat) is not None or any(
            _covered(piece, filler=self._polite, grammar=self._refuses) for piece in pieces
        )

    def _folded(self, text: str) -> Folded:
        """Fold a text, and read the words that are typed alike as the word that they stand for."""
        flat, seamless, clauses, loose = fold(text, self._simple)
        for pattern, word in self._alike:
            flat, seamless = pattern.sub(word, flat), pattern.sub(word, seamless)
            clauses = tuple(pattern.sub(word, clause) for clause in clauses)
            loose = tuple(pattern.sub(word, piece) for piece in loose)
        return Folded(flat, seamless, clauses, loose)

    def _said(self, rest: str, text: str, *, quoted: bool) -> Judgement:
        folded = self._folded(rest)
        if not folded.clauses:
            return self._nothing(rest, text, quoted=quoted)
        hits = [(reason, acts) for reason, acts, pattern in self._waits if pattern.search(folded.flat)]
        if self._opening.taken_back(folded.flat):
            hits.insert(0, (Reason.BACK, False))
        opens = self._opening.refuses(folded.flat, hits)
        if len(folded.flat) > _LONGEST and not opens:
            return _human(Reason.LONG, text)
        sentence = self._refusal(folded, hits)
        grave = next((one for one in GRAVE if any(reason is one for reason, _ in hits)), None)
        if sentence is not None or opens:
            scope = OPTIONAL if self._all.search(folded.flat) else PROMOTION
            # What follows its beginning was not understood, so a person reads it as well.
            waits = grave is not None or sentence is None
            return Judgement(Verdict.REFUSE, grave or sentence or Reason.SENTENCE, scope, waits, text)
        if grave or hits:
            return _human(grave or hits[0][0], text)
        if self._mentions.search(folded.flat):
            return _human(Reason.MENTION, text)
        if all(_covered(clause, filler=self._thanks) for clause in folded.clauses):
            return Judgement(Verdict.IGNORE, Reason.THANKS, "", False, text)
        own = self._personal is not None and self._personal.search(folded.flat)
        if self._automatic.search(folded.flat) and not own:
            return Judgement(Verdict.IGNORE, Reason.AUTOMATIC, "", False, text)
        return _human(Reason.UNCLEAR, text)

    def _refusal(self, folded: Folded, hits: Sequence[tuple[Reason, bool]]) -> Reason | None:
        """Return how a reply refuses automatically, or None. Reasons that never act automatically are checked first."""
        never = {reason for reason, acts in hits if not acts}
        if never & _NEVER:
            return None
        if _covered(folded.seamless, filler=self._polite, grammar=self._refuses):
            return Reason.WORD
        refusing = [c for c in folded.clauses if _covered(c, filler=self._polite, grammar=self._refuses)]
        others = [c for c in folded.clauses if c not in refusing]
        if refusing and all(_covered(clause, filler=self._small_talk) for clause in others):
            return Reason.WORD
        if never:
            return None
        if any(_covered(clause, filler=self._polite, grammar=self._surely) for clause in folded.clauses):
            following = any(_THEN.match(clause) for clause in refusing)
            return None if following else Reason.SENTENCE
        # Between blanks a word may belong to what stands beside it (退订 机票); a whole phrase says what it is of.
        phrases = (_covered(piece, filler=self._polite, grammar=self._phrases) for piece in folded.loose)
        return Reason.SENTENCE if any(phrases) else None

    def _nothing(self, rest: str, text: str, *, quoted: bool) -> Judgement:
        """Judge a reply without letters: a question mark, a sign, our own message, or nothing."""
        said = {character for character in rest if not character.isspace()}
        if ASKS in said:
            return _human(Reason.QUESTION, text)
        if quoted:
            return _human(Reason.QUOTE, text)
        if said & self._signs:
            return Judgement(Verdict.IGNORE, Reason.THANKS, "", False, text)
        if FACE.search(rest) or any(ord(one) > 0x7E and plausible(one) for one in said):
            return _human(Reason.UNCLEAR, text)
        return Judgement(Verdict.IGNORE, Reason.EMPTY, "", False, text)


def _human(reason: Reason, text: str) -> Judgement:
    return Judgement(Verdict.HUMAN, reason, "", True, text)


def _strange(text: str, otherwise: Reason) -> Reason:
    """Return why a text could not be read: unreadable characters, or only another language."""
    odd = any(not character.isprintable() and character not in "\t\r\n" for character in text)
    if odd or "\ufffd" in text or otherwise is Reason.EMPTY:
        return Reason.UNREADABLE
    return Reason.UNCLEAR if otherwise in {Reason.THANKS, Reason.AUTOMATIC} else otherwise


def _pattern(parts: Sequence[Sequence[str]], within: int) -> "re.Pattern[str]":
    """Return a pattern of one word of each part, in order; ASCII words match whole, and no clause ends between two words."""
    return re.compile(f"[^,?]{{0,{within}}}".join(f"(?:{'|'.join(map(_spelled, part))})" for part in parts))


def _spelled(word: str) -> str:
    before = "(?<![A-Z0-9])" if _ascii(word[:1] or " ") else ""
    after = "(?![A-Z0-9])" if _ascii(word[-1:] or " ") else ""
    return f"{before}{re.escape(word)}{after}"


@cache
def shipped_judge() -> Judge:
    """Return the judge with the words that the program ships."""
    return Judge(shipped())
