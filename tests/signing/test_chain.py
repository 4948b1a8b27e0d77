"""A chain that is put together from own copies and from what was brought: the whole of it, or what was brought alone."""

import pytest

from console.signing.statements import Signed
from console.signing.trust import completed
from tests.signing.shortened import grown


@pytest.mark.parametrize("known", [0, 1, 2, 3, 4])
def test_what_is_put_together_is_the_chain_or_what_was_brought_alone(known: int) -> None:
    org = grown()
    for first in range(4):
        brought = org.rosters[first:]
        made = completed(org.rosters[:known], brought)
        assert made == (org.rosters if first < max(1, known) else brought)
    assert completed(org.rosters, []) == []
    for stranger in (Signed("{}", []), Signed("\ud800", []), org.pledges[0]):
        assert completed(org.rosters, [stranger]) == [stranger]
