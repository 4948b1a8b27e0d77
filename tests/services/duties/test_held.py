"""A send that somebody held and that stands is in the turn of whoever resumes or stops it, after an hour, until somebody does."""

from datetime import timedelta

import pytest

from console.domain.times import render
from console.wire import calls
from console.wire.duties.deadlines import Chase
from console.wire.duties.here import TodoRow
from console.wire.duties.subjects import Request
from console.wire.sending import sends
from tests.services.core import Core
from tests.services.sending.test_sending import released, report

OPERATOR, MANAGER, DRAFTER = "qianwei", "sunli", "zhaomin"


def owed(core: Core, person: str) -> list[TodoRow]:
    return [row for row in core.call(person, calls.Todo()) if row.what == "held"]


def holding(core: Core) -> int:
    """A send that its manager held."""
    request = released(core)
    report(core, request, "started", queued=20)
    core.call(MANAGER, sends.HoldSlot(request, 1, "客户投诉"))
    report(core, request, "held", reason="held", queued=20)
    return request


@pytest.mark.parametrize("person", [OPERATOR, MANAGER])
def test_it_is_owed_after_an_hour_with_the_reason_and_no_more_once_it_is_resumed(
    core: Core, person: str
) -> None:
    request, at = holding(core), render(core.at)
    core.at += timedelta(minutes=59)
    report(core, request, "held", reason="held", queued=20)
    assert owed(core, person) == []
    core.at += timedelta(minutes=1)
    (row,) = owed(core, person)
    assert (row.subject, row.since, row.because) == (Request(request, 1), at, "客户投诉")
    assert row.since < row.due
    assert owed(core, DRAFTER) == []
    (line,) = core.call("shenyu", Chase(kind="held")).rows
    assert set(line.who) == {OPERATOR, MANAGER}
    core.step(OPERATOR, "resume", request, slot=1, count=20)
    report(core, request, "resumed", queued=20)
    assert owed(core, person) == []
    core.call(MANAGER, sends.HoldSlot(request, 1))
    report(core, request, "held", reason="held", queued=20)
    assert owed(core, person) == [], "the hour begins anew"


def test_a_hold_that_ends_by_itself_is_no_duty_and_one_that_the_dispatcher_asks_a_look_for_is(
    core: Core,
) -> None:
    request = released(core)
    report(core, request, "started", queued=20)
    report(core, request, "held", reason="brake_code", queued=20)
    core.at += timedelta(hours=2)
    assert owed(core, OPERATOR) == []
    report(core, request, "held", reason="armed_again", hold=1, queued=20)
    (row,) = owed(core, OPERATOR)
    assert row.because.startswith("armed_again")
    core.at += timedelta(days=3)
    (line,) = core.call("shenyu", Chase(kind="held")).rows
    assert line.late
