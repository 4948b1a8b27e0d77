import hashlib
import hmac
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.contacts import merkle

SALT = bytes(range(32))
FIRST = 13_800_000_000


def reference_root(salt: bytes, numbers: list[int]) -> bytes:
    """RFC 6962, section 2.1, word for word: split at the largest power of two below n."""
    chunks = [numbers[i : i + 1000] for i in range(0, len(numbers), 1000)]
    texts = ["\n".join(f"{n:011d}" for n in chunk).encode() for chunk in chunks]
    hashes = [hashlib.sha256(b"\x00" + hmac.new(salt, t, "sha256").digest()).digest() for t in texts]

    def tree(part: list[bytes]) -> bytes:
        if len(part) == 1:
            return part[0]
        k = 1
        while k * 2 < len(part):
            k *= 2
        return hashlib.sha256(b"\x01" + tree(part[:k]) + tree(part[k:])).digest()

    return tree(hashes)


@pytest.mark.parametrize("count", [1, 2, 999, 1000, 1001, 2000, 2001, 3000, 4999, 5000, 7001, 16_500])
def test_the_root_is_that_of_rfc_6962(count: int) -> None:
    numbers = list(range(FIRST, FIRST + count * 7, 7))
    assert merkle.root(SALT, array("q", numbers)) == reference_root(SALT, numbers)


@given(st.integers(1, 40))
@settings(deadline=None)
def test_the_tree_has_the_shape_of_rfc_6962_for_any_number_of_leaves(count: int) -> None:
    hashes = [hashlib.sha256(bytes([i])).digest() for i in range(count)]

    def tree(part: list[bytes]) -> bytes:
        if len(part) == 1:
            return part[0]
        k = 1 << (len(part) - 1).bit_length() - 1
        return hashlib.sha256(b"\x01" + tree(part[:k]) + tree(part[k:])).digest()

    assert merkle.root_of(iter(hashes)) == tree(hashes)


def test_the_canonical_form_has_no_newline_at_the_end() -> None:
    assert merkle.chunk_bytes([13800000000, 13800000001]) == b"13800000000\n13800000001"


def test_a_published_value_stays_what_it_is() -> None:
    # A changed form would void every signature that was ever given over a list.
    digest = merkle.root(SALT, range(FIRST, FIRST + 2500)).hex()
    assert digest == reference_root(SALT, list(range(FIRST, FIRST + 2500))).hex()
    assert digest == "416a741b85e72cf3c88f2671bc11ca7b9f0712ac419fcd933b1c7596fa5b2c44"


def test_one_leaf_can_be_checked_without_the_rest() -> None:
    numbers = range(FIRST, FIRST + 2500)
    leaves = list(merkle.leaves(SALT, numbers))
    assert len(leaves) == 3
    assert merkle.leaf(SALT, range(FIRST + 1000, FIRST + 2000)) == leaves[1]
    assert merkle.root_of(leaves) == merkle.root(SALT, numbers)


def test_the_salt_changes_every_leaf() -> None:
    numbers = range(FIRST, FIRST + 2000)
    one, other = (set(merkle.leaves(salt, numbers)) for salt in (SALT, bytes(32)))
    assert not one & other


def test_an_empty_list_has_no_digest() -> None:
    with pytest.raises(ValueError, match="empty"):
        merkle.root(SALT, [])
    with pytest.raises(ValueError, match="empty"):
        merkle.root_of([])


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_salt_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="salt"):
        merkle.root(bytes(size), [FIRST])


@pytest.mark.parametrize(
    "numbers",
    [
        [FIRST, FIRST],
        [FIRST + 1, FIRST],
        [*range(FIRST, FIRST + 1000), FIRST + 999],
        [*range(FIRST, FIRST + 1000), FIRST],
    ],
)
def test_numbers_out_of_order_are_refused_also_between_chunks(numbers: list[int]) -> None:
    with pytest.raises(ValueError, match="ascending"):
        merkle.root(SALT, numbers)


@pytest.mark.parametrize("numbers", [[9_999_999_999], [FIRST, 100_000_000_000], [-1]])
def test_numbers_of_another_length_are_refused(numbers: list[int]) -> None:
    with pytest.raises(ValueError, match=r"11 digits|ascending"):
        merkle.root(SALT, numbers)


def test_a_chunk_holds_a_thousand_numbers_at_most() -> None:
    with pytest.raises(ValueError, match="1,000"):
        merkle.leaf(SALT, range(FIRST, FIRST + 1001))


@pytest.mark.parametrize(
    "sizes", [[1], [999, 1], [1, 999, 1], [1000, 1000, 1000], [2500, 1, 4499, 7], [12_345]]
)
def test_a_root_grows_to_that_of_the_whole_list(sizes: list[int]) -> None:
    numbers = array("q", range(FIRST, FIRST + 3 * sum(sizes), 3))
    growing, at = merkle.Growing(SALT), 0
    for size in sizes:
        growing.add(numbers[at : at + size])
        at += size
        assert growing.root() == merkle.root(SALT, numbers[:at])
    assert (growing.count, growing.last) == (len(numbers), numbers[-1])


def test_what_cannot_come_next_is_refused_and_leaves_no_trace() -> None:
    growing = merkle.Growing(SALT)
    growing.add(array("q", [FIRST]))
    for wrong in ([], [FIRST], [FIRST - 1], [FIRST + 1, 100_000_000_000]):
        with pytest.raises(ValueError, match="number"):
            growing.add(array("q", wrong))
    growing.add(array("q", [FIRST + 5]))
    assert growing.root() == merkle.root(SALT, [FIRST, FIRST + 5])
    with pytest.raises(ValueError, match="32 octets"):
        merkle.Growing(SALT[:31])
    with pytest.raises(ValueError, match="empty"):
        merkle.Growing(SALT).root()
