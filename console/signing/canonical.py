"""Canonical JSON (RFC 8785) with stricter reading: one value has one spelling, and no other spelling is accepted."""

import json
import re
import unicodedata
from typing import Any

import rfc8785

_LIMIT = 2**53
_DEPTH = 32
_DIGITS = 17
_SURROGATE = re.compile("[\ud800-\udfff]")


class NotCanonicalError(ValueError):
    """The bytes are not the canonical spelling of a value that statements may hold."""


def dumps(value: Any) -> bytes:
    """Return the canonical bytes of a JSON value; raises NotCanonicalError for floats, big integers, non-NFC or odd types."""
    _judge(value, 0)
    return rfc8785.dumps(value)


def loads(data: bytes) -> Any:
    """Return the value that `data` spells; raises NotCanonicalError unless dumping it again gives the same bytes."""
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_pairs,
            parse_int=_int,
            parse_float=_no_float,
            parse_constant=_no_float,
        )
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise NotCanonicalError("not JSON in UTF-8") from error
    if dumps(value) != data:
        raise NotCanonicalError("another spelling of the same value")
    return value


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    pairs_by_name = dict(pairs)
    if len(pairs_by_name) != len(pairs):
        raise NotCanonicalError("a key stands twice")
    return pairs_by_name


def _int(text: str) -> int:
    if len(text) > _DIGITS:
        raise NotCanonicalError("an integer of 2^53 or more")
    return int(text)


def _no_float(text: str) -> Any:
    raise NotCanonicalError(f"numbers are integers here, not {text[:20]}")


def _judge(value: Any, depth: int) -> None:
    if depth > _DEPTH:
        raise NotCanonicalError("nested too deeply")
    match value:
        case str():
            _judge_text(value)
        case bool() | None:
            pass
        case int():
            if abs(value) >= _LIMIT:
                raise NotCanonicalError("an integer of 2^53 or more")
        case list():
            for item in value:
                _judge(item, depth + 1)
        case dict():
            _judge_object(value, depth)
        case _:
            raise NotCanonicalError(f"a {type(value).__name__} has no place in a statement")


def _judge_object(value: dict[Any, Any], depth: int) -> None:
    for key, item in value.items():
        if not isinstance(key, str):
            raise NotCanonicalError("a key that is not text")
        _judge_text(key)
        _judge(item, depth + 1)


def _judge_text(text: str) -> None:
    if text.isascii():
        return
    if _SURROGATE.search(text):
        raise NotCanonicalError("a lone surrogate")
    if not unicodedata.is_normalized("NFC", text):
        raise NotCanonicalError("text is not in NFC")
