"""How a head is called that the ledger was compared with."""

from typing import Any, cast

from console.services.ledger.verification import Kept, _told
from console.signing.links import LedgerHead


def test_a_head_that_somebody_typed_is_given_and_of_no_quarter() -> None:
    nothing: Any = cast("Any", None)
    told = _told(nothing, Kept(LedgerHead(7, b"\x01" * 32)))
    assert (told.seq, told.kind) == (7, "given")
