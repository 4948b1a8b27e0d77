"""Where the words of a text meet, so that a listed word that only arises between two others (平台独立) is not taken for one (R11).

jieba's frequencies of everyday words say which reading is the likeliest.
"""

from collections.abc import Iterator

_GIVEN = 2
"""Signs of a given name at most."""


class Borders:
    """A text, read as words. Places are those of the text."""

    def __init__(self, text: str) -> None:
        # It loads its dictionary, a fifth of a second: only for a text in which something was found.
        import rjieba  # noqa: PLC0415

        self._text, self._known, self._tagged = text, rjieba.has_word, rjieba.tag
        self._inside = bytearray(len(text) + 1)
        for _, start, end in rjieba.tokenize(text, "default", False):
            for place in range(start + 1, end):
                self._inside[place] = 1

    def cut(self, start: int, end: int) -> bool:
        """Whether the words around `text[start:end]` take its characters, so that no word stands there.

        Where what is left of them are words as well (马上转到 is 马上转 and 到, or 马上 and 转到), it may be read either way, and stands.
        """
        first, last = start, end
        while self._inside[first]:
            first -= 1
        while self._inside[last]:
            last += 1
        rest = (self._text[first:start], self._text[end:last])
        return not all(not one or (len(one) > 1 and self._known(one)) for one in rest)

    def inside(self, place: int) -> bool:
        """Whether a word goes on across this place."""
        return bool(self._inside[place])

    def names(self) -> Iterator[tuple[int, int]]:
        """Yield where a person's name of three signs or more stands: one that the dictionary knows, or made as names are.

        A single sign before a given name is taken along: whether it is a surname, the caller knows.
        """
        place, before = 0, ""
        for word, kind in self._tagged(self._text, True):
            if kind.startswith("nr"):
                if len(word) > _GIVEN:
                    yield place, place + len(word)
                elif len(word) == _GIVEN and len(before) == 1:
                    yield place - 1, place + len(word)
            place += len(word)
            before = word
