"""The transport form of numbers: int64, eight octets each, least significant octet first on every machine."""

import sys
from array import array


def pack_numbers(numbers: "array[int]") -> bytes:
    """Return an `array('q')` as octets."""
    return _little_endian(numbers).tobytes()


def unpack_numbers(data: bytes) -> "array[int]":
    """Return the `array('q')` that `pack_numbers` packed; raises ValueError if the length is not a multiple of eight."""
    numbers = array("q")
    numbers.frombytes(data)
    return _little_endian(numbers)


def _little_endian(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "little":
        return numbers
    swapped = array("q", numbers)
    swapped.byteswap()
    return swapped
