"""Files of chance never end unnamed, give no number that they do not hold, and have as many rows as an editor shows."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.contacts.texts.decode import ENCODINGS
from tests.contacts import fuzz


@pytest.mark.parametrize("seed", [1, 2])
def test_files_of_chance_end_as_they_must(seed: int) -> None:
    assert fuzz.run(3, seed).total() > 100


@pytest.mark.nightly
@pytest.mark.timeout(900)
def test_more_files_of_chance_end_as_they_must() -> None:
    seed = random.SystemRandom().randrange(1 << 32)
    assert fuzz.run(300, seed).total() > 10_000


@given(st.binary(max_size=400), st.sampled_from(fuzz.NAMES), st.sampled_from((None, *ENCODINGS)))
@settings(max_examples=300)
def test_any_octets_end_as_they_must(data: bytes, name: str, encoding: str | None) -> None:
    fuzz.judge(data, name, encoding)


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(fuzz._PIECES),
        max_size=15,
    ),
    st.sampled_from(ENCODINGS),
    st.integers(0, 40),
    st.booleans(),
)
@settings(max_examples=300)
def test_a_cut_text_of_any_encoding_ends_as_it_must(
    pieces: list[str], encoding: str, cut: int, chosen: bool
) -> None:
    data = "".join(pieces).encode(encoding)
    fuzz.judge(data[: len(data) - cut], "a.txt", encoding if chosen else None)


@given(st.text(max_size=250))
@settings(max_examples=500)
def test_a_row_is_a_number_of_its_own_digits_alone(text: str) -> None:
    fuzz.judge_row(text)
