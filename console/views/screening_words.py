"""A table of words for the screening list in words: its rows as codes, and what it adds to a list."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from console.domain.content import additions
from console.domain.content.additions import Additions, Row
from console.domain.content.lists import LEVELS, ScreeningList
from console.locale import words
from console.locale.catalogue import LANGUAGES
from console.locale.guard import guard

_SHOWN: Final = 40
"""Faulty rows that are named; the others are counted."""


def rows(
    made: ScreeningList,
    table: Iterable[tuple[int, Mapping[str, str], bool]],
    kind: str,
    level: str,
    origin: str,
) -> Iterator[Row]:
    """Yield the rows of a table with class and level as codes; their words count as well, in either language.

    A row of the table is its number, its texts, and whether it is a mobile number. `kind`, `level` and `origin` are for rows that do not say.
    """
    kinds, levels = _codes("screening", additions.classes(made)), _codes("rule_value", LEVELS)
    for nth, said, number in table:
        texts = {name: text.strip() for name, text in said.items()}
        said_kind, said_level = texts.get("class") or kind, texts.get("level") or level
        yield Row(
            nth, texts.get("word", ""), kinds.get(said_kind, said_kind), levels.get(said_level, said_level.lower()),
            texts.get("source") or origin, texts.get("date", ""), number,
        )  # fmt: skip


def _codes(kind: str, codes: Iterable[str]) -> dict[str, str]:
    return {words.named(kind, code, lang): code for code in codes for lang in LANGUAGES}


def told(found: Additions, before: str, after: str, lang: str) -> Iterator[str]:
    """Yield what a table adds to a list, and what it does not, by row."""

    def said(key: str, /, **params: object) -> str:
        return words.text(f"screening_words.{key}", lang, **params)

    def named(kind: str, code: str) -> str:
        return words.named(kind, code, lang)

    yield said("sum", before=before, after=after, **counts(found))
    of: dict[tuple[str, str], int] = {}
    for row in found.fresh:
        of[row.kind, row.level] = of.get((row.kind, row.level), 0) + 1
    for (kind, level), n in sorted(of.items()):
        yield f"  {named('screening', kind)}  {named('rule_value', level)}  {n:,}"
    for fault in found.faults[:_SHOWN]:
        why = named("screening_fault", fault.code)
        yield f"  {said('row', row=fault.nth)}  {why}  {guard(fault.said)}".rstrip()
    if len(found.faults) > _SHOWN:
        yield "  " + said("more", n=len(found.faults) - _SHOWN)


def counts(found: Additions) -> dict[str, int]:
    """How many rows of each kind there are."""
    return {
        "fresh": len(found.fresh), "known": len(found.known), "twice": len(found.twice), "faults": len(found.faults)
    }  # fmt: skip
