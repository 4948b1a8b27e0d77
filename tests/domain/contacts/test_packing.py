"""Numbers travel as little-endian int64, and nothing else is taken for them."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.contacts import packing


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_packed_numbers_come_back(numbers: list[int]) -> None:
    packed = packing.pack_numbers(array("q", numbers))
    assert packed == b"".join(number.to_bytes(8, "little", signed=True) for number in numbers)
    assert packing.unpack_numbers(packed).tolist() == numbers


def test_bytes_that_are_no_whole_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="multiple"):
        packing.unpack_numbers(b"123456789")
