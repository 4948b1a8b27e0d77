"""A signed act as people read it, every value of it, made from its struct; command line and screens show the same rows.

Two acts that differ anywhere read differently: a row for each value, digests whole, seconds where they are not zero, people
and departments by name and id, blanks where nobody would see them as a mark.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from console.domain import declared, leaves, times
from console.domain.leaves import Leaf
from console.domain.reads import Block
from console.domain.two_person.pairing import kind_of
from console.locale import words
from console.signing.sshsig import BadSignatureError, fingerprint


class Line(NamedTuple):
    """One row: its label, what it says (it may have several lines), which value of the act it is, and where it stands."""

    label: str
    value: str
    path: tuple[str | int, ...]
    block: Block = Block.DECIDED


class Reader(NamedTuple):
    """Who reads: in which language, by which clock, and what people and departments are called there (empty: not known)."""

    lang: str
    zone: ZoneInfo
    person: Callable[[str], str]
    department: Callable[[str], str]


def read(reader: Reader, act: msgspec.Struct) -> Iterator[Line]:
    """Yield every value of an act that says anything: what is decided first, then who signs, then what it is proved by."""
    groups: dict[tuple[object, ...], list[tuple[Leaf, str]]] = {}
    for leaf in leaves.of(act):
        said = _value(reader, leaf)
        if said:
            groups.setdefault((leaf.noun, _row(leaf)), []).append((leaf, said))
    for (_, path), parts in groups.items():
        leaf, said = parts[0]
        yield from _beside(reader, act, leaf)
        if path == leaf.path:
            yield Line(label(reader, leaf), said, leaf.path, leaf.block)
        else:
            between, colon = ("；", "：") if reader.lang == "zh" else ("; ", ": ")
            line = between.join(f"{_name(reader, one)}{colon}{value}" for one, value in parts)
            yield Line(_item(reader, leaf), line, leaf.item)


def rows(reader: Reader, act: msgspec.Struct) -> list[tuple[str, str]]:
    """Return the same as label and value."""
    return [(line.label, line.value) for line in read(reader, act)]


def _row(leaf: Leaf) -> tuple[str | int, ...]:
    """The values of a part of a list stand on one row, but for free text, which could look like its neighbour."""
    return leaf.item if leaf.item and not leaf.free and leaf.block is Block.DECIDED else leaf.path


def _beside(reader: Reader, act: Any, first: Leaf) -> Iterator[Line]:
    """What is no value of its own but easier to read: the message as a handset shows it, how many people get it."""
    if first.noun == "request" and first.path == ("text", "signature"):
        yield Line(words.text("leaf.request.whole", reader.lang), _written(act.text.whole()), WHOLE)
    if first.noun == "request" and first.item == ("slots", 1) and first.block is Block.DECIDED:
        yield Line(words.text("leaf.request.recipients", reader.lang), f"{act.recipients():,}", RECIPIENTS)


WHOLE: Final = ("whole",)
RECIPIENTS: Final = ("recipients",)
"""What stands beside the values of a request, by the path of their rows."""


# ---- labels


def asked(kind: type[msgspec.Struct], name: str, lang: str) -> str:
    """Return what a field that an act asks for is called, by its name in what is said."""
    return words.field(declared.names(kind).get(name, name), lang)


def label(reader: Reader, leaf: Leaf) -> str:
    """Return what a value is called, with the part of a list that it stands in."""
    part = _item(reader, leaf)
    if not part:
        return _name(reader, leaf)
    return part if isinstance(leaf.path[-1], int) else f"{part} {_name(reader, leaf)}"


def _key_of(noun: str, path: tuple[str | int, ...]) -> str:
    return words.field_key(noun, [part for part in path if isinstance(part, str)])


def _name(reader: Reader, leaf: Leaf) -> str:
    *before, last = leaf.path
    if before and before[-1] in _REASONS and isinstance(last, str):
        return f"{words.text(_key_of(leaf.noun, tuple(before)), reader.lang)} {words.named('reason', last, reader.lang)}"
    return words.text(_key_of(leaf.noun, leaf.path), reader.lang)


def _item(reader: Reader, leaf: Leaf) -> str:
    path = leaf.path if isinstance(leaf.path[-1], int) else leaf.item
    ends = [at for at, part in enumerate(path, 1) if isinstance(part, int)]
    return " ".join(f"{words.text(_key_of(leaf.noun, path[:at]), reader.lang)} {path[at - 1]}" for at in ends)


_REASONS: Final = frozenset({"counts", "repaired"})
"""Fields that count something by reason."""

# ---- values


def _value(reader: Reader, leaf: Leaf) -> str:
    if isinstance(leaf.value, list):
        between = " → " if leaf.how == "route" else ", "
        how = "post" if leaf.how == "route" else leaf.how
        return between.join(_one(reader, how, one) for one in leaf.value)
    return _one(reader, leaf.how, leaf.value)


def _one(reader: Reader, how: str, value: Any) -> str:
    if how == "act":
        return words.named("pair", kind_of(value), reader.lang)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return words.text("yes" if value else "no", reader.lang)
    if how in _NAMED:
        named = getattr(reader, how)(value)
        return f"{_written(named)} ({_written(value)})" if named else _written(value)
    if how == "fen":
        return f"{'-' if value < 0 else ''}{abs(value) // 100:,}.{abs(value) % 100:02d}"
    if how == "time":
        return _time(value, reader.zone)
    if how == "key":
        return _key(value)
    if how in {"plain", "digest"}:
        return _written(str(value))
    if how == "text":
        return f"{value:,}" if isinstance(value, int) else _written(value)
    prefix = set_of(how)
    # The words for a gap stand behind what it is and which.
    key = f"{prefix}.{value.partition(' ')[0] if how == 'gap' else value}"
    word = words.text(key, reader.lang) if words.has(key, reader.lang) else ""
    # Where anything may be written, a word of ours says which code it stands for.
    return f"{word} ({_written(value)})" if word and how in _OPEN else word or _written(value)


def _time(value: str, zone: ZoneInfo) -> str:
    try:
        return times.local(value, zone, exact=True)
    except ValueError:
        return _written(value)


def _key(public: str) -> str:
    """A public key whole, and under it the fingerprint by which people compare keys."""
    try:
        return f"{_written(public)}\n{fingerprint(public)}"
    except BadSignatureError:
        return _written(public)


_NAMED: Final = frozenset({"person", "department"})

_SETS: Final = {
    "ApplicationKind": "application_kind",
    "Basis": "basis",
    "Category": "category",
    "Decision": "decision",
    "DepartmentKind": "department",
    "HoldScope": "erasure.scope",
    "Holds": "envelope_holds",
    "Kind": "loss_kind",
    "Post": "post",
    "Scope": "freeze_scope",
    "Standing": "standing",
    "Verdict": "settle_verdict",
    "Which": "continuation",
}
"""Where the catalogue has the words of an enumeration."""


def set_of(how: str) -> str:
    """Return where the catalogue has the words of a set of values."""
    return _SETS.get(how, how)


_OPEN: Final = frozenset({"duty", "gap"})
"""Sets of values to which a site may add its own, or that are followed by somebody's words."""


def _written(text: str) -> str:
    """A text with a mark where a blank, or the end of a line, would not be seen; what looks like a mark is spelled out."""
    lines = _LIKE_A_MARK.sub(_spelled, text).split("\n")
    return f"{_LINE_END}\n".join(_ENDS.sub(_marked, line) for line in lines)


def _spelled(match: re.Match[str]) -> str:
    return f"<{ord(match[0]):04X}>"


def _marked(match: re.Match[str]) -> str:
    return "".join(BLANK if one == " " else f"<{ord(one):04X}>" for one in match[0])


BLANK: Final = "\u2423"
_LINE_END: Final = "\u240a"
_LIKE_A_MARK: Final = re.compile("[\u2400-\u2426\u00a0\u1680\u2000-\u200a\u202f\u205f]")
"""Marks, and blanks other than the two that are typed (the wide one is a character of Chinese text)."""
_ENDS: Final = re.compile("^[ \u3000]+|[ \u3000]+$")
