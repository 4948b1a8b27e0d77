"""Why a form is in a quarter's papers: each reason at its edge."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from console.domain.filing.filed import Standing
from console.domain.filing.quarters import Quarter
from console.domain.states import RequestState
from console.services.filing.filing_facts import Bounds, _standing

WITHIN = Bounds(cast("Quarter", None), "2026-10-01T00:00:00Z", "2026-12-31T23:59:59Z")


@pytest.mark.parametrize(
    ("given", "updated", "standing"),
    [
        ("2026-11-02T00:00:00Z", "2027-01-05T00:00:00Z", Standing.VOID),
        ("2026-08-02T00:00:00Z", "2026-11-05T00:00:00Z", Standing.VOID),
        ("2026-08-02T00:00:00Z", "2027-01-05T00:00:00Z", None),
    ],
)
def test_what_ended_unsent_is_in_the_quarter_of_its_number_and_of_its_end(
    given: str, updated: str, standing: Standing | None
) -> None:
    row: Any = SimpleNamespace(state=RequestState.WITHDRAWN, updated=updated)
    assert _standing(row, given, set(), WITHIN) is standing
