"""What a card says of its reader."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from console.acting.approvals import cards
from console.errors import ConsoleError
from console.wire.requests import approvals
from console.wire.requests.rows import StepRow
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


def test_a_card_tells_the_signatures_so_far_as_they_were_signed_and_the_next_one_follows_the_last(
    core: Core,
) -> None:
    waiting = core.requested("promotion")
    core.step("sunli", "approval", waiting, opinion="只抽查了一半，请主管再核")
    card: approvals.ScopeCard = core.call("liqiang", approvals.Scope(waiting))
    assert cards.read(card).number
    submitted, approved = card.steps
    lies: list[list[StepRow]] = [
        [],
        [submitted],
        [approved],
        [approved, submitted],
        [submitted, submitted, approved],
        [submitted, replace(approved, opinion="已逐条核对")],
        [submitted, replace(approved, posts=["general_manager"])],
    ]
    for steps in lies:
        with pytest.raises(ConsoleError, match="prepared_differs") as caught:
            cards.read(replace(card, steps=steps))
        assert caught.value.params == {"fields": "steps"}
    with pytest.raises(ConsoleError, match="prepared_differs"):
        cards.read(replace(card, head=submitted.digest))


def test_the_card_of_a_request_that_was_released_can_still_be_read(core: Core) -> None:
    released = core.cleared("notice")
    core.step("qianwei", "release", released, slot=1, count=20)
    card: approvals.ScopeCard = core.call("sunli", approvals.Scope(released))
    assert [row.kind for row in card.steps] == ["request", "approval", "release"]
    assert card.head == card.steps[1].digest
    assert cards.read(card).number
    submitted, approved, release = card.steps
    lies: list[list[StepRow]] = [
        [submitted, release],
        [submitted, release, approved],
        [submitted, approved, replace(release, posts=["general_manager"])],
        [release, submitted, approved],
    ]
    for steps in lies:
        with pytest.raises(ConsoleError, match="prepared_differs"):
            cards.read(replace(card, steps=steps))
