"""What a card says of its reader."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from console.wire.requests import approvals
from tests.services.core import Core


def test_a_card_counts_what_its_reader_approved_since_midnight_here(core: Core) -> None:
    noon = core.at.astimezone(ZoneInfo("Asia/Shanghai")).replace(hour=12, minute=0)

    def counted(person: str, at: datetime) -> int:
        core.at = at
        card: approvals.ScopeCard = core.call(person, approvals.Scope(waiting))
        return card.signed_today

    core.at = (noon + timedelta(days=1)).replace(hour=0, minute=10)
    early, waiting = core.requested(), core.requested()
    core.step("sunli", "approval", early)
    at = core.at
    assert [counted(person, at.replace(hour=9)) for person in ("sunli", "zhaomin")] == [1, 0]
    assert counted("sunli", at.replace(hour=23, minute=59)) == 1
    assert counted("sunli", at + timedelta(days=1)) == 0
