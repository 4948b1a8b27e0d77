"""One value, one spelling; nothing else is read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.signing.canonical import NotCanonicalError, dumps, loads

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20).map(
    lambda t: __import__("unicodedata").normalize("NFC", t)
)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(VALUE)
def test_what_is_dumped_reads_back_to_the_same_value_and_bytes(value: object) -> None:
    data = dumps(value)
    assert loads(data) == value
    assert dumps(loads(data)) == data


@given(st.binary(max_size=60))
def test_hostile_bytes_are_read_or_refused_and_never_anything_else(data: bytes) -> None:
    try:
        value = loads(data)
    except NotCanonicalError:
        return
    assert dumps(value) == data


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b"1.0",
        b"1e3",
        b"NaN",
        b"9007199254740992",
        b"-0",
        b'"\\u0041"',
        b'"\\ud800"',
        '"e\u0301"'.encode(),
        b"\xff",
        b"",
        b"[" * 40 + b"]" * 40,
        b"\xef\xbb\xbf1",
    ],
)
def test_every_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(NotCanonicalError):
        loads(data)


@pytest.mark.parametrize(
    "value", [1.5, {1: 2}, {"a": (1,)}, {"a": {1}}, 2**53, "\ud800", b"x", "e\u0301", {"e\u0301": 1}]
)
def test_values_that_have_no_single_spelling_are_refused(value: object) -> None:
    with pytest.raises(NotCanonicalError):
        dumps(value)


def test_keys_are_ordered_by_utf16_units_as_rfc_8785_says() -> None:
    value = {"\U0001f600": 1, "\uffee": 2}
    assert dumps(value) == '{"\U0001f600":1,"\uffee":2}'.encode()
    assert list(json.loads(dumps(value))) == ["\U0001f600", "\uffee"]
