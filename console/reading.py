"""A signed act as people read it, with every value, made from its struct. Command line and screens show the same rows.

Two acts that differ anywhere read differently: each value has a row, digests are whole, seconds are shown where they are not
zero, people and departments have name and id, and a blank that nobody would see is shown as a mark.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple, Protocol
from zoneinfo import ZoneInfo

import msgspec

from console.domain import declared, leaves, times
from console.domain.contacts import aside
from console.domain.leaves import Leaf
from console.domain.reads import Block
from console.locale import aside as aside_words
from console.locale import words
from console.locale.guard import BLANK
from console.signing.sshsig import BadSignatureError, fingerprint


class Line(NamedTuple):
    """One row: its label, its text (may have several lines), the path of its value in the act, and the block it belongs to."""

    label: str
    value: str
    path: tuple[str | int, ...]
    block: Block = Block.DECIDED


class Reader(NamedTuple):
    """The reader: their language, their time zone, and the names of people and departments (empty: not known).

    Without `offset` times stand alone, because what is read says whose clock they are on.
    """

    lang: str
    zone: ZoneInfo
    person: Callable[[str], str]
    department: Callable[[str], str]
    offset: bool = True


def read(reader: Reader, act: msgspec.Struct) -> Iterator[Line]:
    """Yield every value of an act that says anything: first the decision, then who signs, then what proves it."""
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
    """Return the same rows as pairs of label and value."""
    return [(line.label, line.value) for line in read(reader, act)]


def of_request(reader: Reader, act: Any, lists: Mapping[int, str]) -> Iterator[Line]:
    """Yield every value of a request; `lists` gives the names of lists by slot, as far as they are known."""
    for line in read(reader, act):
        match line.path:
            case ("slots", int(nth), "list"):
                name = lists.get(act.slots[nth - 1].id, "")
                yield line._replace(value=f"{line.value}  {name}".rstrip())
            case _:
                yield line


# ---- two versions of a request


class Change(NamedTuple):
    """A field that differs between two versions: its path in the statement, its label, and both values as they are read."""

    path: tuple[str | int, ...]
    label: str
    old: str
    new: str

    @property
    def field(self) -> str:
        """The path in one word, as machines read it (`text.body`, `slots.1.opens`)."""
        return ".".join(map(str, self.path))


class Compared(NamedTuple):
    """The changed fields, and the unchanged ones (label, value), both in the order of the form."""

    changed: tuple[Change, ...]
    stayed: tuple[tuple[str, str], ...]


class Signed(Protocol):
    """A signed version, and the names of its lists by slot."""

    @property
    def act(self) -> Any:
        """The request."""

    @property
    def lists(self) -> Mapping[int, str]:
        """As far as the names are known."""


def compared(reader: Reader, before: Signed, after: Signed) -> Compared:
    """Compare every field as it is read; the parts of the text one by one, so that no words move unseen between them."""
    left, right = ({one.path: one for one in _of_version(reader, version)} for version in (before, after))
    changed: list[Change] = []
    stayed: list[tuple[str, str]] = []
    for path, said in (right | left).items():
        old, new = (side[path].value if path in side else "" for side in (left, right))
        # The next version repeats the category of the one before: nobody changed that.
        repeats = path[0] == "category_was" and after.act.category_was == before.act.category
        if old != new and not repeats:
            changed.append(Change(path, said.label, old, new))
        else:
            stayed.append((said.label, new))
    return Compared(tuple(changed), tuple(stayed))


def changed_since(reader: Reader, pair: tuple[Signed, Signed] | None) -> tuple[Change, ...]:
    """What somebody changed since the version before; nothing of the first version."""
    changed = compared(reader, *pair).changed if pair is not None else ()
    return tuple(one for one in changed if one.path[0] not in _FOLLOWS)


def listed(changed: tuple[Change, ...]) -> list[dict[str, str]]:
    """Return changes as machines read them."""
    return [{"field": one.field, "old": one.old, "new": one.new} for one in changed]


def _of_version(reader: Reader, version: Signed) -> Iterator[Line]:
    for one in of_request(reader, version.act, version.lists):
        if one.path != WHOLE and one.path[0] not in _CARRIED:
            yield one


_CARRIED: Final = frozenset({"org", "by", "at", "roster", "number", "version", "previous"})
"""Fields of a request that always differ from version to version."""
_FOLLOWS: Final = frozenset({"applied_on", "category_was"})
"""Fields that say when a version was made and what the one before was: no change that a person made."""


def _row(leaf: Leaf) -> tuple[str | int, ...]:
    """The key of a value's row. The values of a list item share a row, except free text, which could look like its neighbour."""
    return leaf.item if leaf.item and not leaf.free and leaf.block is Block.DECIDED else leaf.path


def _beside(reader: Reader, act: Any, first: Leaf) -> Iterator[Line]:
    """Yield easier forms of values that are no values of the act: the message as a handset shows it, the number of recipients."""
    if first.noun == "request" and first.path == ("text", "signature"):
        yield Line(words.text("leaf.request.whole", reader.lang), _written(act.text.whole()), WHOLE)
    if first.noun == "request" and first.item == ("slots", 1) and first.block is Block.DECIDED:
        yield Line(words.text("leaf.request.recipients", reader.lang), f"{act.recipients():,}", RECIPIENTS)


WHOLE: Final = ("whole",)
RECIPIENTS: Final = ("recipients",)
"""Rows that stand beside the values of a request, named by path."""


# ---- labels


def asked(kind: type[msgspec.Struct], name: str, lang: str) -> str:
    """Return the label of a field that an act asks for, by the field's name in the input."""
    return words.field(declared.names(kind).get(name, name), lang)


def label(reader: Reader, leaf: Leaf) -> str:
    """Return the label of a value, with the list item that it belongs to."""
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
    if before and before[-1] == _PLACES and isinstance(last, str):
        kind, _, name = last.partition(":")
        known = kind in aside.KINDS or kind in aside.OF_KINDS
        at = aside_words.at(kind, _written(name), reader.lang) if known else _written(last)
        return f"{words.text(_key_of(leaf.noun, tuple(before)), reader.lang)} {at}"
    return words.text(_key_of(leaf.noun, leaf.path), reader.lang)


def _item(reader: Reader, leaf: Leaf) -> str:
    path = leaf.path if isinstance(leaf.path[-1], int) else leaf.item
    ends = [at for at, part in enumerate(path, 1) if isinstance(part, int)]
    return " ".join(f"{words.text(_key_of(leaf.noun, path[:at]), reader.lang)} {path[at - 1]}" for at in ends)


_REASONS: Final = frozenset({"counts", "repaired"})
"""Fields that count something by reason."""

_PLACES: Final = "aside"
"""The field that counts something by place."""

# ---- values


def _value(reader: Reader, leaf: Leaf) -> str:
    if isinstance(leaf.value, list):
        between = " → " if leaf.how == "route" else ", "
        how = "post" if leaf.how == "route" else leaf.how
        return between.join(_one(reader, how, one) for one in leaf.value)
    return _one(reader, leaf.how, leaf.value)


def _one(reader: Reader, how: str, value: Any) -> str:
    if how == "act":
        return words.named("pair", value.rule.name, reader.lang)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return words.text("yes" if value else "no", reader.lang)
    if how in _NAMED:
        named = getattr(reader, how)(value)
        return f"{_written(named)} ({_written(value)})" if named else _written(value)
    if how in _FIGURES:
        return _FIGURES[how](value)
    if how == "time":
        return _time(value, reader.zone, offset=reader.offset)
    if how == "key":
        return _key(value)
    if how in {"plain", "digest"}:
        return _written(str(value))
    if how == "text":
        return f"{value:,}" if isinstance(value, int) else _written(value)
    prefix = set_of(how)
    # A gap's value is its kind followed by details; only the kind has words in the catalogue.
    key = f"{prefix}.{value.partition(' ')[0] if how == 'gap' else value}"
    word = words.text(key, reader.lang) if words.has(key, reader.lang) else ""
    # Open sets may hold any text, so the code itself is shown after our word for it.
    return f"{word} ({_written(value)})" if word and how in _OPEN else word or _written(value)


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


_FIGURES: Final[dict[str, Callable[[int], str]]] = {"fen": _yuan, "percent": "{}%".format}


def _time(value: str, zone: ZoneInfo, *, offset: bool) -> str:
    try:
        return times.local(value, zone, exact=True, offset=offset)
    except ValueError:
        return _written(value)


def _key(public: str) -> str:
    """A public key in full, and on the next line the fingerprint by which people compare keys."""
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
    "Proof": "proof",
    "Scope": "freeze_scope",
    "Standing": "standing",
    "Verdict": "settle_verdict",
    "Which": "continuation",
}
"""Catalogue prefix of each enumeration's words."""


def set_of(how: str) -> str:
    """Return the catalogue prefix of a set of values."""
    return _SETS.get(how, how)


_OPEN: Final = frozenset({"duty", "gap"})
"""Sets to which a site may add values, or whose values are followed by free text."""


def _written(text: str) -> str:
    """The text with a mark for every blank or line end that nobody would see; what looks like a mark is spelled out."""
    lines = _LIKE_A_MARK.sub(_spelled, text).split("\n")
    return f"{_LINE_END}\n".join(_ENDS.sub(_marked, line) for line in lines)


def _spelled(match: re.Match[str]) -> str:
    return f"<{ord(match[0]):04X}>"


def _marked(match: re.Match[str]) -> str:
    return "".join(BLANK if one == " " else f"<{ord(one):04X}>" for one in match[0])


_LINE_END: Final = "\u240a"
_LIKE_A_MARK: Final = re.compile("[\u2400-\u2426\u00a0\u1680\u2000-\u200a\u202f\u205f]")
"""Marks, and blanks other than the two that people type (the wide one is a character of Chinese text)."""
_ENDS: Final = re.compile("^[ \u3000]+|[ \u3000]+$")
