"""A chain of rosters that was looked at: each names the one before."""

from msgspec.structs import replace

from console.acting import chains
from tests.services.core import organisation


def test_a_version_that_names_another_before_it_breaks_the_chain() -> None:
    first = organisation().roster
    assert first is not None
    second = replace(first, version=2, previous="ab")
    assert chains._linked([("ab", first), ("cd", second)])
    assert not chains._linked([("ee", first), ("cd", second)])
