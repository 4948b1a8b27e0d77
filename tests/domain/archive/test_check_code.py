"""The check code on paper."""

import hashlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.archive.check_code import begins, check_code, matches, spelled

digests = st.binary(max_size=8).map(lambda data: hashlib.sha256(data).hexdigest())


def test_a_code_is_the_first_sixty_bits_of_the_digest_in_groups_of_four() -> None:
    assert check_code("0" * 64) == "0000-0000-0000"
    assert check_code("f" * 64) == "ZZZZ-ZZZZ-ZZZZ"
    assert check_code("08" + "0" * 62) == "1000-0000-0000"
    assert check_code("0" * 13 + "10" + "0" * 49) == "0000-0000-000G"


@given(digests)
def test_what_is_typed_from_paper_matches_however_it_is_written(digest: str) -> None:
    code = check_code(digest)
    worse = code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert matches(code, digest)
    assert matches(worse, digest)
    assert matches(code.replace("-", ""), digest)


@given(digests, digests)
def test_the_code_of_another_version_does_not_match(one: str, other: str) -> None:
    assert matches(check_code(one), other) == (one == other)


@pytest.mark.parametrize("typed", ["", "0000", "0000-0000-000", "0000-0000-00000", "U000-0000-0000"])
def test_what_is_too_short_too_long_or_no_code_does_not_match(typed: str) -> None:
    assert not matches(typed, "0" * 64)


@pytest.mark.parametrize(
    "shaped", [str, str.lower, lambda c: c.replace("-", " "), lambda c: c.replace("0", "o")]
)
def test_what_is_typed_in_any_manner_is_spelled_as_the_paper_has_it(shaped: Callable[[str], str]) -> None:
    code = check_code("07" * 32)
    assert spelled(f" {shaped(code)} ") == code


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "7K2P",
        "7K2P-M0QX-9D4",
        "7K2P-M0QX-9D4TT",
        "7K2P-M0QX-9D4!",
        "7K2P-M0QX-9D4U",
        "核对码",
        "核对码" * 4,
    ],
)
def test_what_cannot_be_a_code_is_left_as_it_was_typed(typed: str) -> None:
    assert spelled(typed) == typed


@given(digests)
def test_a_code_tells_how_the_digests_begin_that_it_is_of(digest: str) -> None:
    assert digest.startswith(begins(check_code(digest)))
    assert len(begins(check_code(digest).lower())) == 15
    assert begins(check_code(digest)[:-1]) == begins("没有") == begins("U" * 12) == ""
