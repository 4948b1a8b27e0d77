"""What a text has of the template that it names: the values of the blanks, and every other change.

The reader's own program compares: a claim that a text is that of a template proves nothing.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final, NamedTuple

from console.domain.templates.blanks import BLANK, MOST, name

EMPTY_SAYS: Final = frozenset({"body", "opt_out"})
"""Fields that say something when they are empty: what is sent. Any other empty field of a template is left to the request."""

LONGEST: Final = 40
"""Characters of a value at most; what is longer is no value of a blank, but another text."""

_AROUND: Final = 6
"""Characters on each side of a blank by which its value is found in a text that was changed."""

_LINK: Final = re.compile(r"://|[a-z0-9]\.[a-z]{2,}", re.ASCII | re.IGNORECASE)
"""What leads somewhere: no value of a blank, whose template nobody read with it."""

_ENDS: Final = frozenset("。！？；!?;\n")
"""Signs that end a sentence: a value is part of one."""


class Value(NamedTuple):
    """What a blank was filled with; `name` is empty for a blank without a name."""

    name: str
    value: str


class Change(NamedTuple):
    """A part of the request that is not as the template has it."""

    field: str
    before: str
    after: str


class Comparison(NamedTuple):
    """The values of the blanks, and what else differs."""

    values: tuple[Value, ...]
    changes: tuple[Change, ...]


def compare(
    template: Mapping[str, str], request: Mapping[str, str], *, being_filled: bool = False
) -> Comparison:
    """Compare every field of a template, by name, with the request's; an empty one may be left to the request (`EMPTY_SAYS`).

    While a request is `being_filled`, a blank may stay, and a change is told against the template as `nearest` fills it.
    """
    values: list[Value] = []
    changes: list[Change] = []
    for field, before in template.items():
        after = request[field]
        if not before and field not in EMPTY_SAYS:
            continue
        found = values_in(before, after)
        if found is None:
            told = nearest(before, after) if being_filled else before
            if not being_filled or told != after:
                changes.append(Change(field, told, after))
        else:
            values += found
    return Comparison(tuple(dict.fromkeys(values)), tuple(changes))


def nearest(template: str, text: str) -> str:
    """Return the template with each blank filled by what stands between the same words in the text; other blanks stay."""
    blanks, fixed = BLANK.findall(template), BLANK.split(template)
    made, at = fixed[0], 0
    for nth, blank in enumerate(blanks):
        before, after = fixed[nth][-_AROUND:], fixed[nth + 1][:_AROUND]
        start = text.find(before, at) + len(before) if before in text[at:] else -1
        end = -1 if start < 0 else text.find(after, start) if after else len(text)
        value = text[start:end] if 0 <= start < end and nth < MOST else ""
        good = bool(before or not nth) and bool(after or nth == len(blanks) - 1)
        if good and 0 < len(value) <= LONGEST and not _ENDS.intersection(value) and not _leads(value):
            made, at = made + value, end
        else:
            made += blank
        made += fixed[nth + 1]
    return made


def values_in(template: str, text: str) -> list[Value] | None:
    """Return what fills the template's blanks in this text; None if the text is not the template with its blanks filled."""
    blanks, fixed = BLANK.findall(template), BLANK.split(template)
    if len(blanks) > MOST or not text.startswith(fixed[0]):
        return None
    # For each blank: the places where the fixed text after it may end, and where its value then begins.
    ends: dict[int, int] = {len(fixed[0]): 0}
    rows = []
    for part in fixed[1:]:
        reached: dict[int, int] = {}
        for start in sorted(ends):
            for end in range(start + 1, min(start + LONGEST, len(text)) + 1):
                if text[end - 1] in _ENDS:
                    break
                if text.startswith(part, end):
                    reached[end + len(part)] = start
        rows.append((part, reached))
        ends = reached
    if len(text) not in ends:
        return None
    values: list[Value] = []
    at = len(text)
    for blank, (part, reached) in zip(reversed(blanks), reversed(rows), strict=True):
        start = reached[at]
        values.append(Value(name(blank), text[start : at - len(part)]))
        at = start
    # A blank that still stands there is not filled, and a value of blanks alone fills nothing.
    whole = all(one.value.strip() and not BLANK.search(one.value) and not _leads(one.value) for one in values)
    return values[::-1] if whole else None


def _leads(value: str) -> bool:
    """Whether a value holds a link, in letters of whatever width."""
    return _LINK.search(unicodedata.normalize("NFKC", value)) is not None
