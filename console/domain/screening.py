"""Screening of a text against a versioned list: blocked words stop the submit, warnings go to drafter and approver (R11)."""

import re
import tomllib
import unicodedata
from typing import Literal

import msgspec


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One pattern: why it matters, and whether it blocks or warns."""

    reason: str
    level: Literal["block", "warn"]
    pattern: str


class ScreeningList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A version of the screening list."""

    version: str
    rule: list[Rule]

    def hits(self, text: str) -> list[tuple[str, str, str]]:
        """(reason, level, matched text) for every rule that the folded text meets, first match each."""
        folded = unicodedata.normalize("NFKC", text)
        found: list[tuple[str, str, str]] = []
        for rule in self.rule:
            match = re.search(rule.pattern, folded)
            if match:
                found.append((rule.reason, rule.level, match.group()))
        return found


def read(text: str) -> ScreeningList:
    """Return the list that a TOML text spells; raises ValueError (malformed, or a pattern that does not compile)."""
    made = msgspec.convert(tomllib.loads(text), ScreeningList, strict=True)
    for rule in made.rule:
        try:
            re.compile(rule.pattern)
        except re.error as error:
            raise ValueError(f"{rule.reason}: {error}") from error
    return made
