"""Where the words of a text meet, so that a listed word that only arises between two others (平台独立) is not taken for one (R11).

The likeliest way to read a text is the one whose words are the most frequent taken together (a unigram model, found by Viterbi). A
stretch is cut if reading it as a word makes the whole much less likely.
"""

import re
from functools import cache
from typing import Final

import msgspec

from console.domain import toml_lines
from console.domain.data_folder import data_folder

_LONGEST: Final = 4
"""Characters of a word of the vocabulary at most."""
_RARE: Final = 36
"""Half nats that a character costs which the vocabulary does not have."""
_SPLIT: Final = 20
"""Half nats that each letter or digit costs if its run is broken, and the end of a clause."""
_WHOLE: Final = 22
"""Half nats that a run of letters, or of digits, costs as one."""
_FAR: Final = 1 << 40
"""More than any text costs."""
_LISTED: Final = {2: 21, 3: 27}
"""Half nats that a listed word of this many characters costs."""
_LONG: Final = 30
"""The same for a longer one."""
_MARGIN: Final = 1
"""Half nats by which another reading must be likelier, so that a tie counts against the text."""
_RUN: Final = re.compile(r"[a-z]+|[0-9]+", re.ASCII)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data file; it explains its fields itself."""

    version: str
    source: str
    words: dict[str, str]


class Vocabulary:
    """Words of everyday Chinese and what each costs, in half nats: twice the negative logarithm of how often it is written."""

    def __init__(self, file: _File) -> None:
        self.costs = {word: int(cost) for cost, words in file.words.items() for word in words.split()}


@cache
def vocabulary() -> Vocabulary:
    """Return the newest vocabulary that the program ships; raises FileFaultError."""
    folder = data_folder() / "vocabulary"
    texts = [entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return Vocabulary(max((toml_lines.read(text, _File) for text in texts), key=lambda file: file.version))


class Borders:
    """A text, read as words. Places are those of the text."""

    def __init__(self, text: str) -> None:
        edges = _edges(text)
        self._ahead = [0, *([_FAR] * len(text))]
        for start, reached in enumerate(edges):
            so_far = self._ahead[start]
            for end, cost in reached:
                self._ahead[end] = min(self._ahead[end], so_far + cost)
        self._behind = [*([_FAR] * len(text)), 0]
        for start in range(len(text) - 1, -1, -1):
            self._behind[start] = min(cost + self._behind[end] for end, cost in edges[start])

    def cut(self, start: int, end: int) -> bool:
        """Whether the words around `text[start:end]` take its characters, so that no word stands there."""
        if not self.inside(start) and not self.inside(end):
            return False
        listed = _LISTED.get(end - start, _LONG)
        return self._ahead[start] + listed + self._behind[end] > self._ahead[-1] + _MARGIN

    def inside(self, place: int) -> bool:
        """Whether a word goes on across this place."""
        return self._ahead[place] + self._behind[place] > self._ahead[-1] + _MARGIN


def _edges(text: str) -> list[list[tuple[int, int]]]:
    """For each place the words that begin there: where they end, and what they cost."""
    costs = vocabulary().costs
    edges: list[list[tuple[int, int]]] = []
    for start, one in enumerate(text):
        reached = [(start + 1, costs.get(one, _SPLIT if one.isascii() else _RARE))]
        for end in range(start + 2, min(start + _LONGEST, len(text)) + 1):
            cost = costs.get(text[start:end])
            if cost is not None:
                reached.append((end, cost))
        edges.append(reached)
    for run in _RUN.finditer(text):
        if run.end() - run.start() > 1:
            edges[run.start()].append((run.end(), _WHOLE))
    return edges
