"""Words that a site adds to its screening list (R11): what of a table is new, what is there already, and what is faulty, by row.

The next list is the text of the one in force with another version and a group for each class and level at its end, so every note of
the old one stays, and two people see word by word what came.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from console.domain import toml_lines
from console.domain.content import lists
from console.domain.content.lists import LEVELS, Level, ScreeningList
from console.domain.content.normal import Normal
from console.domain.digit_masking import digits_masked
from console.domain.requests.segments import hidden
from console.domain.requests.text import mobile_in

LONGEST: Final = 60
"""Characters of a word, as a list takes them."""
_SHORTEST: Final = 2
"""Characters of a word: a single one stands in every other text."""
_A_LINE: Final = 16
"""Words on a line of the next list."""


class Row(NamedTuple):
    """A row of a table: its number in the file, the word, its class and level as codes, who says so, of which day.

    `number`: it is a mobile number, and the word is left out.
    """

    nth: int
    word: str
    kind: str
    level: str
    source: str = ""
    dated: str = ""
    number: bool = False


class Fault(NamedTuple):
    """Why a row adds nothing: its number, `empty`, `long`, `short`, `mobile`, `hidden`, `class` or `level`, and what it says."""

    nth: int
    code: str
    said: str


class Additions(NamedTuple):
    """What a table adds; what is in the list already, in that class and level or in a graver one; rows said twice; and the faults."""

    fresh: list[Row]
    known: list[Row]
    twice: list[Row]
    faults: list[Fault]


def sorted_out(rows: Iterable[Row], made: ScreeningList) -> Additions:
    """Sort a table out against a list: two words are the same if a text is read so that they are."""
    there = _there(made)
    kinds = classes(made)
    out = Additions([], [], [], [])
    seen: set[tuple[str, str]] = set()
    for row in rows:
        word = row.word.strip()
        code = _fault(word, row, kinds)
        if code:
            said = {"class": row.kind, "level": row.level}.get(code, word)
            out.faults.append(Fault(row.nth, code, digits_masked(said)[: 2 * LONGEST]))
            continue
        key = (row.kind, _folded(word))
        level = there.get(key)
        if key in seen:
            out.twice.append(row)
        elif level is not None and LEVELS.index(level) <= LEVELS.index(_level(row.level)):
            out.known.append(row)
        else:
            seen.add(key)
            out.fresh.append(row._replace(word=word))
    return out


def classes(made: ScreeningList) -> set[str]:
    """The classes that a list knows."""
    return {
        *(one.kind for one in made.words), *(one.kind for one in made.phrase), *(one.kind for one in made.detect),
        *(one.reason for one in made.rule if re.fullmatch(r"[a-z_]+", one.reason)),
    }  # fmt: skip


def _there(made: ScreeningList) -> dict[tuple[str, str], Level]:
    """The gravest level of each word by class."""
    there: dict[tuple[str, str], Level] = {}
    for group in made.words:
        for word in group.words:
            key = (group.kind, _folded(word))
            there[key] = min(there.get(key, group.level), group.level, key=LEVELS.index)
    return there


def _folded(word: str) -> str:
    return Normal(word).text


def _level(code: str) -> Level:
    return next(one for one in LEVELS if one == code)


def _fault(word: str, row: Row, kinds: set[str]) -> str:
    if row.number:
        return "mobile"
    if not word:
        return "empty"
    if len(word) > LONGEST:
        return "long"
    if mobile_in(word):
        return "mobile"
    if any(hidden(word)):
        return "hidden"
    if len(_folded(word)) < _SHORTEST:
        return "short"
    if row.kind not in kinds:
        return "class"
    return "" if row.level in LEVELS else "level"


def next_version(version: str) -> str:
    """The version after a version: its last figure is one more; `-1` where it ends otherwise."""
    last = re.search(r"\d+$", version)
    return f"{version[: last.start()]}{int(last[0]) + 1}" if last else f"{version}-1"


def with_words(text: str, fresh: Sequence[Row], version: str, title: str) -> str:
    """The text of the next list. `title` stands above the new words; raises FileFaultError if it can't be read so."""
    named, found = re.subn(
        r'^version *= *"[^"\n]*"',
        lambda _: f"version = {_quoted(version)}",
        text,
        count=1,
        flags=re.MULTILINE,
    )
    if not found:
        raise toml_lines.fault(text, ("version",), "stands on no line of its own")
    groups = list[str]()
    for level in LEVELS:
        for kind in sorted({row.kind for row in fresh if row.level == level}):
            groups.append(
                _group(kind, level, [row for row in fresh if (row.kind, row.level) == (kind, level)])
            )
    made = "\n\n".join([named.rstrip("\n"), _comment(title), *groups]) + "\n"
    lists.read(made)
    return made


def _group(kind: str, level: Level, rows: Sequence[Row]) -> str:
    """One group, each source with its day above its words."""
    lines = ["[[words]]", f'class = "{kind}"', f'level = "{level}"', "words = ["]
    for said in dict.fromkeys((row.source, row.dated) for row in rows):
        if any(said):
            lines.append(f"    {_comment('  '.join(filter(None, said)))}")
        words = [_quoted(row.word) for row in rows if (row.source, row.dated) == said]
        lines += [f"    {', '.join(words[at : at + _A_LINE])}," for at in range(0, len(words), _A_LINE)]
    return "\n".join([*lines, "]"])


def _quoted(word: str) -> str:
    """A basic string of TOML; JSON escapes the same characters."""
    return json.dumps(word, ensure_ascii=False)


def _comment(said: str) -> str:
    """A comment of TOML: on one line, without characters that none may hold."""
    return "# " + "".join(one if one.isprintable() else " " for one in said).strip()
