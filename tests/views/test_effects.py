"""What a new screening list would have done is told in figures, and that it does nothing only where it does."""

import pytest

from console.look.senses import Sense
from console.views.rosters import effects
from console.wire.rosters.rule_files import EffectRow, Effects
from tests.views.test_views import viewer

ROW = EffectRow(
    "block", "2026-BIZ-0007", "business", "2026-11-20T08:00:00Z", "internal", "内部", "内部", "request", 7
)


@pytest.mark.parametrize(
    ("rows", "drafts", "senses"),
    [
        ([], 0, [Sense.PLAIN, Sense.GOOD]),
        ([ROW], 0, [Sense.PLAIN, Sense.BAD]),
        ([], 2, [Sense.PLAIN, Sense.YOURS]),
        ([ROW], 2, [Sense.PLAIN, Sense.BAD, Sense.YOURS]),
    ],
)
def test_that_a_list_changes_nothing_is_said_only_where_it_does(
    rows: list[EffectRow], drafts: int, senses: list[Sense]
) -> None:
    told = Effects("1", "2", 100, drafts, 0, rows)
    assert [sense for sense, _ in effects(viewer(), told)] == senses
