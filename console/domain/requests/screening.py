"""Screening of a text against a versioned list: blocked words stop the submit, warnings go to drafter and approver (R11)."""

import re
import unicodedata
from functools import lru_cache
from typing import Annotated, Final, Literal

import msgspec

from console.domain import toml_lines

_Some = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One pattern: why it matters, and whether it blocks or warns."""

    reason: _Some
    level: Literal["block", "warn"]
    pattern: _Some


class ScreeningList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A version of the screening list."""

    version: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    rule: Annotated[list[Rule], msgspec.Meta(max_length=2000)]

    def hits(self, text: str) -> list[tuple[str, str, str]]:
        """(reason, level, matched text) for every rule that matches the folded text, with the first match of each."""
        folded = unicodedata.normalize("NFKC", text)
        found_words: list[tuple[str, str, str]] = []
        for rule in self.rule:
            match = _compiled(rule.pattern).search(folded)
            if match:
                found_words.append((rule.reason, rule.level, match.group()))
        return found_words


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> "re.Pattern[str]":
    """Return a compiled pattern, cached here because a list may hold more patterns than `re` itself caches."""
    return re.compile(pattern)


def read(text: str) -> ScreeningList:
    """Return the list that a TOML text spells; raises FileFaultError: malformed, or a pattern that can't be used."""
    made = toml_lines.read(text, ScreeningList)
    for nth, rule in enumerate(made.rule):
        try:
            _compiled(rule.pattern)
        except re.error as error:
            raise toml_lines.fault(text, ("rule", nth, "pattern"), str(error)) from error
        if _runs_away(rule.pattern):
            raise toml_lines.fault(text, ("rule", nth, "pattern"), "a repetition within a repetition")
    return made


_PIECE: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]|[*+]|\{\d*,\d*\}|.", re.DOTALL)


def _runs_away(pattern: str) -> bool:
    """Whether an unbounded repeat contains another one: matching could then take longer than anybody would wait."""
    repeats = [False]
    closed = False
    for piece in _PIECE.findall(pattern):
        endless = piece in {"*", "+"} or (piece.startswith("{") and piece.endswith(",}"))
        if endless and closed:
            return True
        if endless:
            repeats[-1] = True
        closed = False
        if piece == "(":
            repeats.append(False)
        elif piece == ")" and len(repeats) > 1:
            closed = repeats.pop()
            repeats[-1] = repeats[-1] or closed
    return False
