"""What both sockets accept: integers and lists within bounds, normalised text. Defined here once for every call and answer.

The decoder refuses a message out of bounds and names the field; `tidied` then normalises each text.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated, Any, Final, NamedTuple, TypeVar, get_args, get_type_hints

import msgspec

LARGEST: Final = (1 << 53) - 1
"""The largest integer: statements hold no larger one, and every column for ids can hold it."""

Whole = Annotated[int, msgspec.Meta(ge=-LARGEST, le=LARGEST)]
"""An integer that a statement, a ledger entry and a column can hold."""

Small = Annotated[int, msgspec.Meta(ge=-1_000_000_000, le=1_000_000_000)]
"""An integer for a 32-bit column, with room for additions: a version, a slot, a chunk, a year."""

MANY: Final = msgspec.Meta(max_length=100_000)
"""How many items one list may have."""

Filter = Annotated[str, msgspec.Meta(max_length=200)]
"""A search text; databases fail on a search for a text of tens of thousands of characters."""

After = Annotated[str, msgspec.Meta(pattern=r"\A([0-9]{1,15})?\Z")]
"""The key after which a page starts, as the previous page gave it; empty for the first page."""

PairAfter = Annotated[str, msgspec.Meta(pattern=r"\A([0-9]{1,15}\.[0-9]{1,9})?\Z")]
"""Like After, for keys of two numbers."""

RequestsAfter = Annotated[str, msgspec.Meta(pattern=r"\A([0-9]{1,15}(b[0-9]{1,15})?)?\Z")]
"""Like After, for requests with emergency sends among them."""

SendsAfter = Annotated[str, msgspec.Meta(pattern=r"\A([01]\.[0-9]{1,15}\.[0-9]{1,9}@[0-9TZ:-]{0,20})?\Z")]
"""Like After, for sends: 0 while it waits for release, else 1; then request and slot."""


ChaseAfter = Annotated[str, msgspec.Meta(pattern=r"\A([01]\.[0-9]{1,14}\.[0-9]{1,14}\.[0-9]{1,10})?\Z")]
"""Like After, for the chase board: whether the row is not late, its end, since when, and a number for the row itself."""


class Choices(NamedTuple):
    """The words that a text may be, and under which key of the catalogue people see them, `state.request` for example."""

    words: tuple[str, ...]
    said: str


CHOICES: Final = "choices"
"""Under which name the bound of a field keeps its Choices."""


def one_of(words: Iterable[str], said: str = "") -> msgspec.Meta:
    """Return the bound of a text that must be one of these words; `said` is the key under which people see them, if they do."""
    given = tuple(words)
    extra = {CHOICES: Choices(given, said)}
    return msgspec.Meta(pattern=rf"\A({'|'.join(map(re.escape, given))})\Z", extra=extra)


def filter_by(words: Iterable[str], said: str) -> msgspec.Meta:
    """Say which words a filter may be besides empty. The desk finds nothing by any other; who asks a person for one refuses it."""
    return msgspec.Meta(extra={CHOICES: Choices(("", *words), said)})


Language = Annotated[str, one_of(("zh", "en"))]
"""The language of a printed form."""

_EXACT: Final = "exact"
Exact = Annotated[str, msgspec.Meta(extra={_EXACT: True})]
"""Text that was signed, or a signature: it is passed on unchanged, and its reader judges it."""

_MARKS: Final = 30
"""How many combining marks on one letter are kept: Unicode's own bound of a stream-safe text (UAX #15, section 13).

Ordering a longer run takes quadratic time: half a megabyte of marks would take minutes.
"""
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LOST: Final = "\ufffd"

T = TypeVar("T")


def tidied(value: T) -> T:
    """Return a decoded message with every text in NFC, and with U+FFFD for NUL, which no database stores, and lone surrogates.

    In exact texts only lone surrogates are replaced, because they cannot be encoded.
    """
    tidy: T = _tidied(value)
    return tidy


def text_tidied(text: str) -> str:
    """Return one text as `tidied` does."""
    if "\0" in text:
        text = text.replace("\0", _LOST)
    if text.isascii():
        return text
    text = _SURROGATE.sub(_LOST, text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", _calmed(text))


def _calmed(text: str) -> str:
    """Return the text with at most thirty combining marks on each letter."""
    kept, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _MARKS:
            kept.append(character)
    return "".join(kept)


def _tidied(value: Any) -> Any:
    match value:
        case str():
            return text_tidied(value)
        case list():
            return [_tidied(one) for one in value]
        case tuple():
            return tuple(_tidied(one) for one in value)
        case dict():
            return {_tidied(key): _tidied(one) for key, one in value.items()}
        case msgspec.Struct():
            return _struct_tidied(value)
        case _:
            return value


def _struct_tidied(value: msgspec.Struct) -> msgspec.Struct:
    changed = {}
    for name, exact in _texts(type(value)):
        had = getattr(value, name)
        now = _SURROGATE.sub(_LOST, had) if exact else _tidied(had)
        if now is not had and now != had:
            changed[name] = now
    return msgspec.structs.replace(value, **changed) if changed else value


@lru_cache(maxsize=512)
def _texts(kind: type[msgspec.Struct]) -> tuple[tuple[str, bool], ...]:
    """The fields of a struct that may contain text, and whether each is exact."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        (name, _is_exact(hints[name]))
        for name in kind.__struct_fields__
        if hints[name] not in {int, bool, bytes}
    )


def _is_exact(hint: Any) -> bool:
    return any(isinstance(one, msgspec.Meta) and (one.extra or {}).get(_EXACT) for one in get_args(hint))
