"""The differences between two files of one kind: value by value as the program reads them, line by line as people read them."""

import difflib
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import msgspec

from console.domain.calendar import Year
from console.domain.contacts.number_plans import heads_of
from console.domain.contacts.phone import NumberPlan
from console.domain.content.lists import Phrase, ScreeningList, Words
from console.domain.rosters.rule_files import RuleFile


class ValueChange(NamedTuple):
    """One value that differs. `path` is its place; a list of words is given as written, a missing value as None."""

    path: tuple[str, ...]
    before: tuple[str, ...] | None
    after: tuple[str, ...] | None


def changes(old: RuleFile | None, new: RuleFile | None) -> list[ValueChange]:
    """Return every value that differs, in the order of the newer file; an added or removed file differs in every value.

    Two files without a difference here may still differ in notes, order and spaces.
    """
    if isinstance((old or new or _NOTHING).says, ScreeningList):
        return list(_rules(old, new))
    if isinstance((old or new or _NOTHING).says, Year):
        return list(_days(old, new))
    if isinstance((old or new or _NOTHING).says, NumberPlan):
        return list(_plans(old, new))
    before, after = _values(old), _values(new)
    groups = {path[:-1] for path in (*before, *after)}
    # A list that has groups in one of the files is told by them.
    paths = [*after, *(path for path in before if path not in after)]
    return [
        ValueChange(path, before.get(path), after.get(path))
        for path in paths
        if before.get(path) != after.get(path) and path not in groups
    ]


def lines(old: RuleFile | None, new: RuleFile | None) -> list[str]:
    """Return the two texts as a unified diff without its heading; empty if they are the same.

    Of weights that were learned it says how many there are and their digest.
    """
    before, after = (
        (_WEIGHTS.sub(lambda found: f'terms = "{_weights(found[1])}"', one.text).splitlines() if one else [])
        for one in (old, new)
    )
    return list(difflib.unified_diff(before, after, lineterm="", n=1))[2:]


_WEIGHTS: Final = re.compile(r'^terms = """\n(.*?)"""', re.MULTILINE | re.DOTALL)


def readable(text: str, said: Callable[[int], str]) -> str:
    """The text of a file for people: in place of weights that were learned stands what `said` says of their number.

    Hundreds of lines of them say nothing to a reader; the file has them all, and its digest answers for them.
    """
    return _WEIGHTS.sub(lambda found: said(len(found[1].split())), text)


def _weights(terms: str) -> str:
    """Thousands of weights say nothing to a reader; which ones they are, the digest says."""
    return f"{len(terms.split())} {hashlib.sha256(terms.encode()).hexdigest()[:12]}"


class _Nothing(NamedTuple):
    says: None = None


_NOTHING = _Nothing()


def _values(file: RuleFile | None) -> dict[tuple[str, ...], tuple[str, ...]]:
    return dict(_flat((), msgspec.to_builtins(file.says))) if file else {}


def _flat(path: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _flat((*path, str(name)), item)
    elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        for group in value:
            # Its first key tells a group from the others: a telephone's label, a provider's code.
            name, *others = map(str, group.values())
            yield (*path, name), tuple(others)
    elif isinstance(value, list | tuple):
        yield path, tuple(str(item) for item in value)
    else:
        yield path, (str(value),)


def _days(old: RuleFile | None, new: RuleFile | None) -> Iterator[ValueChange]:
    """Compare years by what they say and by their holidays: each with its days off, and the days worked in their place."""
    before, after = (_year(one.says) if one and isinstance(one.says, Year) else {} for one in (old, new))
    for path in [*after, *(path for path in before if path not in after)]:
        if before.get(path) != after.get(path):
            yield ValueChange(path, before.get(path), after.get(path))


def _plans(old: RuleFile | None, new: RuleFile | None) -> Iterator[ValueChange]:
    """Compare number plans by what they say, and by the heads of each class and carrier."""
    before, after = (
        _plan(one.says) if one and isinstance(one.says, NumberPlan) else {} for one in (old, new)
    )
    for path in [*after, *(path for path in before if path not in after)]:
        if before.get(path) != after.get(path):
            yield ValueChange(path, before.get(path), after.get(path))


def _plan(plan: NumberPlan) -> dict[tuple[str, ...], tuple[str, ...]]:
    said: dict[tuple[str, ...], tuple[str, ...]] = {
        ("version",): (plan.version,),
        ("effective_from",): (str(plan.effective_from),),
        ("sources",): plan.sources,
    }
    said |= {("heads", *key): heads for key, heads in heads_of(plan).items()}
    for form in plan.refused:
        lengths = ", ".join(map(str, sorted(form.lengths)))
        said["refused", str(form.number_class), lengths] = form.heads
    return said


def _year(year: Year) -> dict[tuple[str, ...], tuple[str, ...]]:
    said: dict[tuple[str, ...], tuple[str, ...]] = {
        ("year",): (str(year.year),),
        ("source",): (year.source,),
        ("published",): (str(year.published),),
    }
    for holiday in year.holiday:
        path, nth = ("holiday", holiday.name), 1
        while path in said:
            nth += 1
            path = ("holiday", f"{holiday.name} {nth}")
        said[path] = (f"{holiday.first} - {holiday.last}",)
        if holiday.work:
            said[*path, "work"] = tuple(str(day) for day in holiday.work)
    return said


def _rules(old: RuleFile | None, new: RuleFile | None) -> Iterator[ValueChange]:
    """Compare screening lists by their rules and by each word; the order has no meaning, so what was moved is not a change."""
    before, after = (one.says if one and isinstance(one.says, ScreeningList) else None for one in (old, new))
    versions = [(one.version,) if one else None for one in (before, after)]
    if versions[0] != versions[1]:
        yield ValueChange(("version",), versions[0], versions[1])
    gone, came = (
        Counter((r.reason, r.level, r.pattern) for r in one.rule) if one else Counter()
        for one in (before, after)
    )
    lost = gone - came
    for reason, level, pattern in (came - gone).elements():
        was = next((r for r in lost if lost[r] and (r[0], r[2]) == (reason, pattern)), None)
        if was is not None:
            lost[was] -= 1
        yield ValueChange(("rule", reason), (was[1], was[2]) if was is not None else None, (level, pattern))
    for reason, level, pattern in lost.elements():
        yield ValueChange(("rule", reason), (level, pattern), None)
    listed = [_listed(one) if one else {} for one in (before, after)]
    for path in [*listed[1], *(path for path in listed[0] if path not in listed[1])]:
        was_in, is_in = (one.get(path, Counter()) for one in listed)
        left, added = tuple((was_in - is_in).elements()), tuple((is_in - was_in).elements())
        if left or added:
            yield ValueChange(path, left or None, added or None)


FLAGS: Final = ("rewritten", "hidden", "promotions", "softens")
"""What a group of words or a phrase may say of itself besides its class and level."""


def _places(name: str, group: Words | Phrase) -> Iterator[tuple[str, ...]]:
    """Where the words of a group are told: as such, and once more under each flag that it has."""
    flags = (flag for flag in FLAGS if getattr(group, flag, False))
    yield name, group.kind, group.level
    yield from ((name, group.kind, group.level, flag) for flag in flags)


def _reckoned(made: ScreeningList) -> dict[tuple[str, ...], Counter[str]]:
    """What a list holds besides words and registered things: what is innocent, what detects, what was learned."""
    said: dict[tuple[str, ...], Counter[str]] = {}
    said["allow",] = Counter(made.allow)
    said["warns",] = Counter(made.warns)
    for nth, spare in enumerate(made.spare, 1):
        for name in ("classes", "before", "after", "unless", "anywhere"):
            said["spare", str(nth), name] = Counter(getattr(spare, name))
        said["spare", str(nth), "within"] = Counter([str(spare.within)])
    for detector in made.detect:
        said["detect", detector.kind] = Counter([detector.level])
    for learned in made.wording:
        said["wording", learned.kind] = Counter(
            [
                learned.level,
                *map(str, (learned.enough, learned.bias, learned.mild, learned.calm)),
                _weights(learned.terms),
            ]
        )
    return said


def _listed(made: ScreeningList) -> dict[tuple[str, ...], Counter[str]]:
    """What a list holds besides its rules: by place, the words and phrases there."""
    said: dict[tuple[str, ...], Counter[str]] = {}
    for group in made.words:
        for path in _places("words", group):
            said.setdefault(path, Counter()).update([*group.words, *group.short])
    for phrase in made.phrase:
        spelled = " + ".join("/".join(part) for part in phrase.parts)
        for path in _places("phrase", phrase):
            said.setdefault(path, Counter())[f"{spelled} ({phrase.within})"] += 1
    said |= _reckoned(made)
    for name, value in msgspec.to_builtins(made.registered).items():
        said["registered", name] = Counter(value)
    if made.promoting is not None:
        for name, value in msgspec.to_builtins(made.promoting).items():
            said["promoting", name] = Counter(value if isinstance(value, list) else [value])
    return said
