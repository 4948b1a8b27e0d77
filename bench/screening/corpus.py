"""The corpora beside this file, read: made-up texts with the verdict they deserve and where in them the reason stands.

The files here were written by four hands (another one for leaks and what looks like them) who had seen neither the judge nor any text
before, only the listed words, when the judge stood already. Half of every corpus is held out: which half a text belongs to is the first bit of
its SHA-256, so nobody chooses. Word lists and rules may be tuned on one half, and what was learned shows on the other.

The files in `more` are for tuning only: whatever their digests say, nothing in them is held out. `first_` to `fifth_` files were
such corpora before: the sums of a held-out half tell nothing any more once they were looked at while the judge was changed. The other
files were written later and hard on purpose, some by people who had read the list and the `first_` files; those that end in a number by
eight hands who had read nothing but the listed words.
"""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

FOLDER: Final = Path(__file__).parent
MORE: Final = "more"
HALVES: Final = ("tuning", "held_out")
SECTIONS: Final = (
    "evasions",
    "unlisted",
    "leaks",
    "leak_likes",
    "ordinary",
    "word_likes",
    "misfiled",
    "honest",
)
OPENS: Final = "⟦"
CLOSES: Final = "⟧"


class Span(NamedTuple):
    """A stretch of a text, in code points, `end` exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Entry:
    """One text: what it is, under which category it is filed, and what must come of it.

    `kind`, `class_`, `technique` and `word` are empty where a section does not tell them. `spans` holds where a hit should stand,
    and is empty for texts that deserve none. `more` tells a text that is for tuning only.
    """

    section: str
    kind: str
    class_: str
    technique: str
    word: str
    category: str
    whole: bool
    verdicts: frozenset[str]
    text: str
    spans: tuple[Span, ...]
    more: bool

    @property
    def half(self) -> str:
        """The half that the text belongs to: tuning if it is from `more`, else by the first bit of its SHA-256."""
        if self.more:
            return HALVES[0]
        return HALVES[hashlib.sha256(self.text.encode()).digest()[0] >> 7]

    @property
    def plain(self) -> str:
        """The text with the hidden word written as it is listed; without a word, the text itself."""
        if not self.word or not self.spans:
            return self.text
        start, end = self.spans[0]
        return self.text[:start] + self.word + self.text[end:]


def unmarked(marked: str) -> tuple[str, tuple[Span, ...]]:
    """A text without its marks, and the spans that they enclosed; raises ValueError for a mark without its partner."""
    first, *rest = marked.split(OPENS)
    text, spans = first, []
    for piece in rest:
        inside, mark, after = piece.partition(CLOSES)
        if not mark:
            raise ValueError(f"{OPENS} without {CLOSES}: {marked!r}")
        spans.append(Span(len(text), len(text) + len(inside)))
        text += inside + after
    if CLOSES in text:
        raise ValueError(f"{CLOSES} without {OPENS}: {marked!r}")
    return text, tuple(spans)


def written(group: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Class, word and marked text of each entry of a group, in the three forms that the files use."""
    own = group.get("class", "")
    for text in group.get("texts", ()):
        yield own, "", text
    for *named, word, text in group.get("entries", ()):
        yield named[0] if named else own, word, text


def entries(path: Path) -> Iterator[Entry]:
    """The entries of one file, in its order."""
    whole_file = tomllib.loads(path.read_text("utf-8"))
    categories = whole_file.get("categories", {})
    for group in whole_file["group"]:
        for class_, word, marked in written(group):
            text, spans = unmarked(marked)
            yield Entry(
                section=whole_file["section"],
                kind=group.get("kind", whole_file.get("kind", "")),
                class_=class_,
                technique=group.get("technique", ""),
                word=word,
                category=group.get("category") or categories[class_],
                whole=group.get("whole", False),
                verdicts=frozenset(whole_file["verdicts"]),
                text=text,
                spans=spans,
                more=path.parent.name == MORE,
            )


def corpus(folder: Path = FOLDER) -> list[Entry]:
    """Every entry of every file and of those in `more`, sections in their order."""
    paths = sorted(folder.glob("*.toml")) + sorted(folder.glob(f"{MORE}/*.toml"))
    found = [entry for path in paths for entry in entries(path)]
    return sorted(found, key=lambda entry: SECTIONS.index(entry.section))
