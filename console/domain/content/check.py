"""What a text may not say, found in it: hits with their places, and the verdict (R11)."""

import re
import time
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from threading import Lock
from typing import Final, Literal, NamedTuple

from console.domain.content import leaks, lists
from console.domain.content.appeals import NEVER
from console.domain.content.lists import LEVELS, Level, Phrase, ScreeningList
from console.domain.content.normal import CLAUSE, SENTENCE, Normal
from console.domain.content.patterns import PATIENCE, Clock, Matcher, RunawayError
from console.domain.content.persons import told_of
from console.domain.content.promoting import Judge
from console.domain.content.registered import Register
from console.domain.content.secrecy import MARK, marks
from console.domain.content.wording import Learned, terms, weighed
from console.domain.content.words import Index, level_of
from console.domain.data_folder import shipped_texts

Verdict = Literal["block", "warn", "pass"]


SIGNATURE: Final = "signature"
"""The class of a signature that is not the organisation's."""
MISFILED: Final = "misfiled"
"""The class of what promotes in a text that is not filed as promotion."""
DISCLOSING: Final = "disclosing"
"""The class of what sounds as if it gave somebody or a secret away."""
THIRD_PARTY: Final = "third_party"
"""The class of trade and advertising for others."""


class Hit(NamedTuple):
    """What was found: rule, class and level, and the code points `start` to `end`, end exclusive, of the text as given.

    `rule` is a word (with how it is hidden), a pattern, the number of a phrase, a detector, `promoting` or `wording`.
    """

    rule: str
    kind: str
    level: Level
    start: int
    end: int

    @property
    def hidden(self) -> bool:
        """Whether it is a word that is hidden: its rule says how."""
        return self.rule.endswith(")")

    def words(self, text: str) -> str:
        """What stands there in the text."""
        return text[self.start : self.end]


class Judged(NamedTuple):
    """All hits by place, those of level `note` too, and the verdict of the gravest."""

    verdict: Verdict
    hits: tuple[Hit, ...]

    @property
    def told(self) -> tuple[Hit, ...]:
        """The hits that people are shown: all but notes."""
        return tuple(hit for hit in self.hits if hit.level != "note")


Spans = list[tuple[int, int]]
"""Stretches of code points, end exclusive."""

_SHORT: Final = 2
"""Characters at most of a word in a phrase that may be cut out of others by accident."""
_KNOWN: Final = 16
"""Texts whose verdict is kept."""
_AGAIN: Final = 60.0
"""Seconds after which a text that could not be judged in time is judged anew."""


UNREAD: Final = Judged("block", ())
"""The verdict on what cannot be read."""
LONGEST: Final = 5_000
"""Code points of a text that is judged at most: no message is half as long (R2), and the time grows with the square."""
UNJUDGED: Final = "unjudged"
"""The class of a text that the list could not judge in its time; its rule is the pattern that was at work."""
TOO_LONG: Final = "too_long"
"""The class of a text that is longer."""


class Screener:
    """A screening list, made ready to judge texts; make it once a list.

    `name` is the organisation's: a text under another one is warned of where the list registers no signatures.
    """

    def __init__(self, made: ScreeningList, name: str = "") -> None:
        self.list = made
        self._index = Index(made.words)
        self._allow = Index([lists.Words("allowed", "note", made.allow)])
        self._rules = [(rule, Matcher(rule.pattern)) for rule in made.rule]
        self._phrases = [(one, matcher_of(one), _any(one.without)) for one in made.phrase]
        self._spare = [
            (
                frozenset(one.classes),
                one,
                _before(one.before, one.unless),
                _any(one.after),
                _any(one.anywhere),
            )
            for one in made.spare
        ]
        self._registered = Register(made.registered, name)
        self._learned = [(Learned(one), one.notices) for one in made.wording]
        # A form asks several times about the same text: for its faults, its warnings and its route.
        self._known = lru_cache(maxsize=_KNOWN)(self._judge)
        self._late: dict[tuple[str, str, bool], tuple[float, Judged]] = {}
        """Texts that could not be judged in time, each with until when (monotonic seconds) that is said again."""
        self._promoting = Judge(made.promoting) if made.promoting is not None else None

    def judge(self, text: str, category: str = "", *, whole: bool = False) -> Judged:
        """Judge a text; `whole` says that it begins with its signature. `category` other than promotion is judged for honesty."""
        about = (text, category, whole)
        until, found = self._late.get(about, (0.0, None))
        if found is not None and time.monotonic() < until:
            return found
        try:
            return self._known(*about)
        except RunawayError as error:
            # What needs no pattern is named all the same: a mark of secrecy stays one, whatever else is not judged.
            rest = self._judge(*about, patterns=False)
            unjudged = Hit(error.pattern, UNJUDGED, "block", 0, len(text))
            found = _judged([unjudged, *rest.hits], Normal(text))
            # Whoever asks again at once, as a form does, waits no second time; later the host may be less busy.
            kept = self._late if len(self._late) < _KNOWN else {}
            self._late = {**kept, about: (time.monotonic() + _AGAIN, found)}
            return found

    def _judge(self, text: str, category: str, whole: bool, *, patterns: bool = True) -> Judged:
        if len(text) > LONGEST:
            return Judged("block", (Hit(TOO_LONG, TOO_LONG, "block", 0, len(text)),))
        normal = Normal(text)
        body = _body(text) if whole else 0
        found = {term for term, _, _ in terms(weighed(normal.flat_from(body)))} if self._learned else set()
        scores = [learned.score(found) for learned, _ in self._learned]
        warns = not self.list.warns or any(word in normal.flat for word in self.list.warns)
        softer: dict[Level, Level] = {}
        for (learned, _), score in zip(self._learned, scores, strict=True):
            softer |= learned.softer(score, warns=warns)
        hits = [self._spared(normal, hit) for hit in self._found(normal, category, softer, patterns=patterns)]
        if whole:
            level: Level = "block" if self._registered.strict else "warn"
            hits += [Hit("signature", SIGNATURE, level, *span) for span in self._registered.signature(text)]
        filed = category not in {"", "promotion"}
        for (learned, notices), score in zip(self._learned, scores, strict=True):
            if score < learned.enough or not (filed or not notices):
                continue
            spans = learned.spans(normal, body)
            for span in self._disclosed(normal, spans) if learned.kind == DISCLOSING else spans:
                hits.append(self._spared(normal, Hit("wording", learned.kind, learned.level, *span)))
        if self._promoting is not None and filed:
            hits += [
                Hit("promoting", MISFILED, self._promoting.level, start, end)
                for start, end in self._promoting.spans(normal, body)
            ]
        return _judged(hits, normal)

    def _found(
        self, normal: Normal, category: str, softer: Mapping[Level, Level], *, patterns: bool
    ) -> Iterator[Hit]:
        """What stands in a text; `softer` says which levels words in plain sight and phrases have there instead."""
        allowed = [(one.start, one.end) for one in self._allow.find(normal)] if self.list.allow else []
        yield from self._worded(normal, allowed, softer)
        yield from self._detected(normal)
        if patterns:
            yield from self._matched(normal, category, allowed, softer)

    def _matched(
        self, normal: Normal, category: str, allowed: Spans, softer: Mapping[Level, Level]
    ) -> Iterator[Hit]:
        """What the patterns and phrases of the list find; raises RunawayError."""
        clock = Clock(PATIENCE)
        for rule, pattern in self._rules:
            for match in pattern.finditer(normal.plain, clock):
                yield Hit(rule.pattern, rule.reason, rule.level, *normal.plain_span(*match.span()))
        for nth, (phrase, pattern, without) in enumerate(self._phrases, 1):
            elsewhere = phrase.promotions and category != "promotion"
            if elsewhere or (without is not None and without.search(normal.flat)):
                continue
            level = softer.get(phrase.level, phrase.level) if phrase.softens else phrase.level
            for span in _matches(pattern, normal, allowed, clock):
                yield Hit(f"phrase {nth}", phrase.kind, level, *normal.flat_span(*span))

    def _detected(self, normal: Normal) -> Iterator[Hit]:
        """What the detectors of the list find, and open marks of secrecy, which block whatever a list says."""
        yield from (Hit(MARK, MARK, "block", start, end) for start, end in marks(normal))
        for detector in self.list.detect:
            if detector.kind == MARK:
                continue
            for start, end in leaks.DETECTORS[detector.kind](normal):
                if self._registered.knows(detector.kind, text=normal.raw[start:end]) or (
                    detector.kind == "telephone"
                    and not self.list.registered.telephones
                    and leaks.published(normal, (start, end))
                ):
                    continue
                yield Hit(detector.kind, detector.kind, detector.level, start, end)

    def _disclosed(self, normal: Normal, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Those stretches whose figures are not hidden, nobody's, or the organisation's own address or number.

        An own address makes nothing else harmless: where something is told of a person as well, the stretch stays.
        """
        nobodys = [(start, leaks.nobodys(normal, (start, end))) for start, end in leaks.long_numbers(normal)]
        own = [
            (start, self._registered.knows(kind, text=normal.raw[start:end]))
            for kind in ("link", "telephone")
            for start, end in leaks.DETECTORS[kind](normal)
        ]
        for start, end in spans:
            said = normal.raw[start:end]
            theirs, ours = (
                [known for place, known in places if start <= place < end] for places in (nobodys, own)
            )
            named = next(told_of(Normal(said).flat), None) is not None
            harmless = (theirs and all(theirs)) or (ours and all(ours) and not named)
            if not harmless and not leaks.masked(said):
                yield start, end

    def _worded(self, normal: Normal, allowed: Spans, softer: Mapping[Level, Level]) -> Iterator[Hit]:
        for found in self._index.find(normal):
            span = found.start, found.end
            level = level_of(found)
            if found.how == "spelled" and (_within(span, allowed) or (level != "note" and normal.cut(*span))):
                continue
            word = found.word.text
            if found.how == "spelled" and found.word.softens:
                level = softer.get(level, level)
            named = word if found.how == "spelled" else f"{word} ({found.how})"
            yield Hit(named, found.word.kind, level, *span)

    def _spared(self, normal: Normal, hit: Hit) -> Hit:
        """The hit as a note if a word beside it in its sentence makes it innocent; a block as a warning if the text warns."""
        for kinds, one, before, after, anywhere in self._spare:
            if hit.kind not in kinds or hit.level == "note" or (one.plain and hit.hidden):
                continue
            if hit.rule == MARK:
                # It stands on what is sent, whatever is written around it.
                break
            ahead, behind = normal.around(hit.start)
            if one.plain:
                ahead, behind = _clause(ahead, behind, hit.end - hit.start)
            if before is not None and before.search(ahead[-one.within :]):
                return hit._replace(level="note")
            rest = behind[: one.within + hit.end - hit.start]
            if after is not None and after.search(rest):
                return hit._replace(level="note")
            if hit.level == "block" and anywhere is not None and anywhere.search(normal.flat):
                hit = hit._replace(level="warn")
        return hit


def _clause(ahead: str, behind: str, length: int) -> tuple[str, str]:
    """What of a sentence is of the same clause as a hit of that length, with which `behind` begins."""
    end = behind.find(CLAUSE, length)
    return ahead[ahead.rfind(CLAUSE) + 1 :], behind if end < 0 else behind[:end]


def _judged(hits: Iterable[Hit], normal: Normal) -> Judged:
    """Sort hits, and drop those that lie within a graver or equal one of their class, and signs that only stand within a word."""
    ordered = sorted(
        set(hits), key=lambda hit: (LEVELS.index(hit.level), hit.start - hit.end, hit.start, hit.rule)
    )
    kept: list[Hit] = []
    for hit in ordered:
        around = {one.kind for one in kept if one.start <= hit.start and hit.end <= one.end}
        first = bisect_left(normal.at, hit.start)
        signs = first == len(normal.at) or normal.at[first] >= hit.end
        if hit.kind not in around and not (around and signs):
            kept.append(hit)
    gravest = kept[0].level if kept else "note"
    verdict: Verdict = "pass" if gravest == "note" else gravest
    return Judged(verdict, tuple(sorted(kept, key=lambda hit: (hit.start, hit.end, hit.kind))))


def _body(text: str) -> int:
    """Where the text begins behind its signature 【…】."""
    return text.find("】") + 1 if text.lstrip().startswith("【") else 0


def _within(span: tuple[int, int], allowed: Spans) -> bool:
    """Whether a stretch lies in an allowed one, or one goes on across its begin or its end (行业第一季度)."""
    first, last = span
    return any(
        (start <= first and last <= end) or first < start < last < end or start < first < end < last
        for start, end in allowed
    )


def matcher_of(phrase: Phrase) -> Matcher:
    """A phrase, each of its parts a group, in which longer words come first."""
    between = f"[^{re.escape(SENTENCE)}]{{0,{phrase.within}}}?"
    parts = (sorted(part, key=len, reverse=True) for part in phrase.parts)
    return Matcher(between.join(f"({'|'.join(map(_spelled, part))})" for part in parts))


def _matches(pattern: Matcher, normal: Normal, allowed: Spans, clock: Clock) -> Iterator[tuple[int, int]]:
    """Where a phrase stands in `normal.flat`, with none of its words cut out of another (领导…转 in 领导转发) or in an allowed phrase."""
    flat, place = normal.flat, 0
    while (match := pattern.search(flat, place, clock)) is not None:
        innocent = next((part for part in match.regs[1:] if _innocent(part, normal, allowed)), None)
        if innocent is None:
            yield match.span()
            place = max(match.end(), match.start() + 1)
        elif innocent == match.regs[1]:
            place = match.start() + 1
        else:
            # The search goes on behind the same beginning, without this word.
            flat, place = f"{flat[: innocent[0]]}\0{flat[innocent[0] + 1 :]}", match.start()


def _innocent(part: tuple[int, int], normal: Normal, allowed: Spans) -> bool:
    start, end = part
    if start == end:
        return False
    # Longer words of a phrase may be the beginning of several.
    cut = end - start <= _SHORT and normal.borders.cut(start, end)
    return cut or _within(normal.flat_span(start, end), allowed)


def _spelled(word: str) -> str:
    """A word as it stands in `Normal.flat`: `#` is a digit, `,` the end of a clause; what it holds besides is compared."""
    pieces = re.split(r"([#,])", word)
    plain = {"#": r"\d", CLAUSE: re.escape(CLAUSE)}
    return "".join(plain.get(piece) or re.escape(Normal(piece).text) for piece in pieces)


def _any(words: Iterable[str]) -> "re.Pattern[str] | None":
    """Any of these words; None if there are none. A word of signs alone is none: it would be found everywhere."""
    spelled = [one for word in words if (one := _spelled(word))]
    return re.compile("|".join(spelled)) if spelled else None


def _before(words: Iterable[str], unless: Iterable[str]) -> "re.Pattern[str] | None":
    spelled = [one for word in words if (one := _spelled(word))]
    if not spelled:
        return None
    never = [one for word in unless if (one := _spelled(word))]
    return re.compile(f"(?:{'|'.join(spelled)})" + (f"(?!{'|'.join(never)})" if never else ""))


def ready(digest: str, made: ScreeningList, name: str = "") -> Screener:
    """The list of that digest made ready, which takes a tenth of a second; the newest few are kept. See `Screener`."""
    key = digest, name
    with _ALONE:
        if key not in _READY:
            _READY[key] = Screener(made, name)
        _READY.move_to_end(key)
        while len(_READY) > _LISTS:
            _READY.popitem(last=False)
        return _READY[key]


_LISTS: Final = 4
"""Lists that stay ready: the one in force, and those before it under which requests were drafted."""
_READY: Final[OrderedDict[tuple[str, str], Screener]] = OrderedDict()
_ALONE: Final = Lock()


def blocking(
    screener: Screener, whole: str, category: str, released: frozenset[str] = frozenset()
) -> list[Hit]:
    """The hits that block a whole text, with its signature; the same words of a class once.

    Hits of the classes that two people `released` in it are none, as far as the list lets people release them.
    """
    hits = screener.judge(whole, category, whole=True).told
    free = released & appealable(screener)
    found = {
        (hit.kind, hit.words(whole)): hit
        for hit in reversed(hits)
        if hit.level == "block" and hit.kind not in free
    }
    return sorted(found.values(), key=lambda hit: hit.start)


def appealable(screener: Screener) -> frozenset[str]:
    """The classes of which two people may release a text."""
    return frozenset(screener.list.appeal) - NEVER


def for_others(screener: Screener, whole: str, category: str) -> list[Hit]:
    """The hits that tell trade or advertising for others in a whole text (R11), without those that block it anyhow."""
    hits = screener.judge(whole, category, whole=True).told
    return [hit for hit in hits if hit.kind == THIRD_PARTY and hit.level == "warn"]


def promotes(screener: Screener, whole: str, category: str) -> bool:
    """Whether a whole text promotes that is not filed as promotion: then it takes the signature of a downgraded one as well (R5)."""
    return any(hit.kind == MISFILED for hit in screener.judge(whole, category, whole=True).told)


def newest(texts: Iterable[str]) -> Screener:
    """The list of the latest date among texts, made ready; raises FileFaultError, ValueError if there are none."""
    return Screener(max(map(lists.read, texts), key=lambda one: (one.effective_from, one.version)))


@cache
def shipped() -> Screener:
    """The newest list that the program ships."""
    return newest(shipped_texts("screening"))


def check(text: str, category: str = "", whole: bool = False) -> Judged:
    """Judge a text by the newest list that the program ships."""
    return shipped().judge(text, category, whole=whole)
