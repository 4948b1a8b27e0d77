"""A screening list on trial before it is accepted: each of its patterns and phrases over texts made to hold it up (R11).

The texts are made of what fits every pattern, and of what the pattern itself looks for, a stretch of it and an alternative at a time: in its
order with the last piece left out or out of reach, piece by piece, in blocks, turned round. A pattern that reads one of them longer than `MOST` is not accepted.
"""

import re
import time
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, cycle, islice
from typing import Final, NamedTuple

from console.domain import toml_lines
from console.domain.content import lists
from console.domain.content.check import LONGEST, matcher_of
from console.domain.content.lists import ScreeningList
from console.domain.content.patterns import Clock, Matcher, RunawayError
from console.domain.toml_lines import FileFaultError

MOST: Final = 0.2
"""Seconds of the trying thread's own processor time in which a pattern reads one text, at the best of its runs."""
_RUNS: Final = 3
_NOISE: Final = 2.0
"""A run that took so many times the most is slow however busy the host is, and is not repeated."""
_CUTS: Final = (3.0, 6.0, 12.0, 24.0)
"""After how many times the most a run is cut: the engine counts what other threads of the process take as well."""
WHOLE: Final = 120.0
"""The same for all patterns and texts of a list, many times what the shipped one takes."""
LEAST: Final = 30
"""Texts at least that a pattern is tried on."""

_PLAIN: Final = (
    "a",
    "1",
    " ",
    "中",
    "a1 中，",
    "aA",
    "(",
    "。",
    "\n",
    "😀",
    "ab" * 8 + "!",
    "0 ",
    "，",
    "一二三四五六七八九十",
    # What never comes twice: an engine that looks for the same again is long about it.
    "".join(map(chr, range(0x4E00, 0x4E00 + LONGEST))),
    "".join(str(nth * nth % 7_919 % 10) for nth in range(LONGEST)),
)
"""What stands in any text."""
_PIECE: Final = re.compile(
    r"\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\[0-7]{3}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|\(\?[^)]*?[:=!>)]|[()*+?|^$.]|[^\\\[\](){}*+?|^$.]+",
    re.DOTALL,
)
"""A pattern in pieces: an escape, a class, a repeat, the head of a group, a sign, a run of characters."""
_PIECES: Final = 12
"""Pieces of a pattern that are put into the same texts; the next ones begin in the middle of these."""
_REACH: Final = "~\nAa1 中。"
"""What may keep a last piece out of reach of what stands before it."""
_VERBOSE: Final = re.compile(r"\(\?[a-zA-Z]*x[a-zA-Z]*(?:-[a-zA-Z]+)?[:)]")
"""A pattern with blanks and remarks in it, which say nothing of what it looks for."""
_STANDS_FOR: Final = {
    "d": "1",
    "w": "a",
    "s": " ",
    "S": "a",
    "D": "a",
    "W": " ",
    "n": "\n",
    "t": "\t",
    "b": "",
}


class _Tried(NamedTuple):
    """A pattern as it is matched, the words of its phrase (none for a rule), and where the list has it."""

    path: tuple[str | int, ...]
    pattern: str
    words: tuple[str, ...] | None = None


def fault(text: str) -> FileFaultError | None:
    """Return what keeps the text of a list that can be read from being accepted, or None. Raises as `lists.read`.

    What another list had already, is not tried again.
    """
    begun = time.thread_time()
    for one in _tried(lists.read(text)):
        if one.words is None and _VERBOSE.search(one.pattern):
            return toml_lines.fault(text, one.path, "(?x): a pattern with blanks and remarks cannot be tried")
        try:
            _demand(begun, one.pattern)
            _try(one.pattern, one.words)
        except RunawayError:
            line, field = toml_lines.line_of(text, one.path), toml_lines.spelled(one.path)
            return FileFaultError("runs_away", line, field, detail=f"> {MOST} s")
    return None


def _demand(begun: float, pattern: str) -> None:
    if time.thread_time() - begun >= WHOLE:
        raise RunawayError(pattern)


@lru_cache(maxsize=20_000)
def _try(pattern: str, words: tuple[str, ...] | None) -> None:
    """Read all its texts; raises RunawayError, which is not kept."""
    matcher = Matcher(pattern)
    # A phrase begins with one of its words, so what fits every pattern says nothing of it.
    for hostile in texts_for(pattern) if words is None else _made_of(words):
        if not _in_time(matcher, hostile):
            raise RunawayError(pattern)


def _in_time(matcher: Matcher, text: str) -> bool:
    """Whether a pattern reads a text in time; what is a little over gets another run, for a busy host is slow too."""
    for _ in range(_RUNS):
        took = _seconds(matcher, text)
        if took <= MOST:
            return True
        if took > MOST * _NOISE:
            return False
    return False


def _seconds(matcher: Matcher, text: str) -> float:
    """Seconds of this thread's own processor time that a pattern takes for a text, or until it is cut."""
    took = 0.0
    for cut in _CUTS:
        begun = time.thread_time()
        try:
            for _ in matcher.finditer(text, Clock(MOST * cut)):
                pass
        except RunawayError:
            took = time.thread_time() - begun
            if took > MOST * _NOISE:
                break
        else:
            return time.thread_time() - begun
    return max(took, MOST * _NOISE)


def _tried(made: ScreeningList) -> Iterator[_Tried]:
    for nth, rule in enumerate(made.rule):
        yield _Tried(("rule", nth, "pattern"), rule.pattern)
    for nth, phrase in enumerate(made.phrase):
        words = tuple(max(part, key=len) for part in phrase.parts)
        yield _Tried(("phrase", nth, "parts"), matcher_of(phrase).pattern, tuple(filter(None, words)))


def texts_for(pattern: str) -> Iterator[str]:
    """Yield the texts that a pattern is tried on, what fits every pattern first."""
    seen: set[str] = set()
    stretches = [*_windows(pieces_of(pattern)), *alternatives_of(pattern)]
    first = hostile_texts(stretches[0] if stretches else ())
    ends = dict.fromkeys(one[-1] for one in stretches)
    for one in chain(reversed(first), *map(_out_of_reach, ends), *map(_made_of, stretches[1:])):
        if one not in seen:
            seen.add(one)
            yield one


def pieces_of(pattern: str) -> tuple[str, ...]:
    """What a pattern looks for, in its order: runs of characters, and one character for each class and escape."""
    return tuple(dict.fromkeys(filter(None, map(_spoken, _PIECE.findall(pattern)))))


def alternatives_of(pattern: str) -> list[tuple[str, ...]]:
    """The pieces of each alternative within a pattern that has several of them, at most `_PIECES` in one."""
    found: list[tuple[str, ...]] = []
    groups: list[list[str]] = [[]]
    for piece in _PIECE.findall(pattern):
        if piece.startswith("("):
            groups.append([])
        elif piece in {"|", ")"}:
            found += _windows(tuple(dict.fromkeys(groups[-1])))
            if piece == "|":
                groups[-1] = []
            elif len(groups) > 1:
                inner = groups.pop()
                groups[-1] += inner
        elif spoken := _spoken(piece):
            groups[-1].append(spoken)
    found += _windows(tuple(dict.fromkeys(groups[-1])))
    return [one for one in dict.fromkeys(found) if len(one) > 1]


def _windows(pieces: tuple[str, ...]) -> list[tuple[str, ...]]:
    """These pieces, so many at a time that each stands in texts with those beside it."""
    half = _PIECES // 2
    starts = range(0, max(len(pieces) - half, 1), half)
    return [pieces[start : start + _PIECES] for start in starts if pieces]


def _out_of_reach(last: str) -> list[str]:
    """Texts of what fits many patterns, in which a last piece stands where it is of no use."""
    short = LONGEST - len(last) - 1
    return [
        f"{_long(one, short)}{sign}{last}"
        for one in ("中", "a", "1", " ", "A")
        for sign in _REACH
        if sign != one
    ]


def _spoken(piece: str) -> str:
    if piece.startswith("\\") and piece[1:2] in "xuU0123456789" and len(piece) > 2:
        return _coded(piece)
    if piece.startswith("\\"):
        return _STANDS_FOR.get(piece[1], piece[1] if not piece[1].isalnum() else "a")
    if piece.startswith("["):
        inner = piece[1:-1]
        if inner.startswith("^"):
            return next((one for one in "a1 中~二b2" if one not in inner), "§")
        return _spoken(inner[:2]) if inner.startswith("\\") else inner[:1]
    return "" if piece[0] in "()*+?|^${" else "a" if piece == "." else piece


def _coded(escape: str) -> str:
    """The character that an escape by its number stands for."""
    digits = escape[2:] if escape[1] in "xuU" else escape[1:]
    return chr(min(int(digits, 16 if escape[1] in "xuU" else 8), 0x10FFFF))


def hostile_texts(pieces: Sequence[str]) -> list[str]:
    """At least `LEAST` texts of `LONGEST` characters: made of these pieces, and of what stands in any text."""
    found = dict.fromkeys([*_made_of(pieces), *map(_long, _PLAIN)])
    signs = chain("~!?-_=#@%&*+;/", cycle("·"))
    for one, sign in islice(zip(cycle(pieces or ("a",)), signs, strict=False), LEAST):
        found.setdefault(_long(f"{one}{sign}"))
    return list(found)


def _made_of(pieces: Sequence[str]) -> list[str]:
    """Texts of these pieces alone."""
    each = list(pieces) or ["a"]
    rows = [*each, "".join(each[:-1]) or each[0], "".join(each), "".join(reversed(each))]
    texts = [_long(one) for one in dict.fromkeys(rows)]
    share = LONGEST // max(len(each) - 1, 1)
    blocks = "".join(_long(one, share) for one in each[:-1]) or each[0]
    last = each[-1]
    made = [
        _long(blocks), _long(last + blocks), _long(last + "".join(each[:-1]) * LONGEST),
        _long("".join(_long(one, share) for one in reversed(each))), _long("".join(f"{one} " for one in each)),
        _long("".join(f"{one}，" for one in each[:-1]) or each[0]), _long("".join(one[:-1] or one for one in each)),
        _long("".join(one * 3 for one in each)), _long(f"{each[0]}{'a' * 20}"), _long(each[0] * 40 + "。"),
    ]  # fmt: skip
    # The last piece is there, but out of reach: an engine that looks for it first is content.
    short = LONGEST - len(last) - 1
    rest = dict.fromkeys((_long(blocks), "".join(each), "".join(each[:-1]) or "a", each[0]))
    made += [f"{_long(one, short)}{sign}{last}" for one in rest for sign in "~\n"]
    pairs = (_long(one + other) for one, other in zip(each, each[1:] + each[:1], strict=True))
    return list(dict.fromkeys([*texts, *made, *pairs]))


def _long(text: str, most: int = LONGEST) -> str:
    return (text * (most // max(len(text), 1) + 1))[:most]
