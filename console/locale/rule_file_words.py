"""Differences between two rule files in words: `业务提示 / 至少几人审批：1 -> 2`."""

from collections.abc import Iterable, Iterator
from typing import Final

from console.domain.categories import Category
from console.domain.rosters.rule_file_differences import ValueChange
from console.domain.rosters.rule_files import Kind
from console.domain.sending.gateways import GROUPS
from console.locale import words

_POSTS: Final = frozenset({"route", "posts", "open_department", "deputised", "third_party", "downgrade"})
"""Fields whose values are posts."""


def change_lines(kind: Kind, changes: Iterable[ValueChange], lang: str) -> Iterator[str]:
    """Yield one line for each value that differs."""
    for one in changes:
        before, after = (_value(one.path[-1], value, lang) for value in (one.before, one.after))
        change = (
            f"{before} -> {after}" if one.before is not None and one.after is not None else after or before
        )
        mark = {(True, False): "+ ", (False, True): "- "}.get((one.before is None, one.after is None), "")
        yield f"{mark}{label(kind, one.path, lang)}{'：' if lang == 'zh' else ': '}{change}"


def label(kind: Kind, path: tuple[str, ...], lang: str) -> str:
    """Return the words for a place in a file, preceded by its groups."""
    if kind is Kind.SCREENING:
        first = words.named("rule_field.screening", path[0], lang)
        return " / ".join([first, *(_of_list(part, lang) for part in path[1:])])
    if kind is Kind.NUMBERS:
        first = words.named("rule_field.numbers", path[0], lang)
        return " / ".join([first, *(_of_plan(part, lang) for part in path[1:])])
    if kind is Kind.GATEWAY:
        if path[0] in GROUPS:
            # What a group is called is somebody's text, also where it looks like a key.
            return " / ".join([words.gateway_key(path[0], lang), *path[1:]])
        # A key within a table may be called otherwise than the same key of the file.
        heads = (".".join(path[: nth + 1]) for nth in range(len(path)))
        return " / ".join(words.gateway_key(head, lang) for head in heads)
    parts = []
    for part in path:
        if part in set(Category):
            # Beside the category's name, the group's own word adds nothing.
            parts = [words.named("category", part, lang)]
        else:
            parts.append(words.named(f"rule_field.{kind}", part, lang))
    return " / ".join(parts)


def _of_list(part: str, lang: str) -> str:
    """A class of a screening list, a level, or a field of it."""
    kinds = ("screening", "rule_field.screening", "rule_value")
    return next((words.text(f"{kind}.{part}", lang) for kind in kinds if words.has(f"{kind}.{part}")), part)


def _of_plan(part: str, lang: str) -> str:
    """A class of numbers, a carrier, or lengths."""
    kinds = ("number", "reason", "carrier")
    return next((words.text(f"{kind}.{part}", lang) for kind in kinds if words.has(f"{kind}.{part}")), part)


def _value(field: str, value: tuple[str, ...] | None, lang: str) -> str:
    if value is None:
        return ""
    prefix = "post" if field in _POSTS else "rule_value"
    return ", ".join(words.named(prefix, one, lang) for one in value) or "-"
