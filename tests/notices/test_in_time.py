"""From what breaks to who is told: the desk's own duties through the planner, look by look, by day and by night."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from console.domain.times import parse, render
from console.notices import wording
from console.notices.plan import Memory, Notice, alone, plan
from console.notices.settings import Settings
from console.wire.dispatch import Heartbeat
from console.wire.notices import outward as wire
from tests.services.core import AT, Core, open_core
from tests.services.sending.test_sending import DISPATCH, released

CUSTODIAN = "fenglei"
ZONE = ZoneInfo("Asia/Shanghai")
LOOK = timedelta(seconds=30)
"""The program looks at the desk so often (`notices/service.py`)."""
NIGHT = datetime.fromisoformat("2026-11-24T18:30:00Z")
SETTINGS = msgspec.convert(
    {
        "channels": {"own": {"kind": "command", "run": ["/bin/true"]}},
        "people": {CUSTODIAN: {"to": {"own": "f"}}},
    },
    Settings,
)


@pytest.fixture
def core(sqlite_url: str) -> Iterator[Core]:
    made = open_core(sqlite_url)
    yield made
    made.database.close()


def told(core: Core, kind: str, state: str, most: int) -> tuple[timedelta, Notice]:
    """How long after it broke the custodian is told of it: the gateway is in this state (empty: the dispatcher is silent) from now on."""
    memory, broke = Memory(), core.at
    while core.at - broke <= timedelta(seconds=most):
        if state:
            core.call(DISPATCH, Heartbeat({"demo": state}))
        seen: wire.OutwardState = core.call("", wire.OpenDuties("one"))
        for notice in plan(memory, seen, SETTINGS, ZONE):
            if notice.person == CUSTODIAN and kind in {line.kind for line in notice.lines}:
                return core.at - broke, notice
        core.at += LOOK
    pytest.fail(f"{CUSTODIAN} is not told of {kind}")


BROKEN = [
    ("gateway_down", "down", 300, "网关连接断开"),
    ("gateway_closed", "bind_refused", 0, "网关没有连接"),
    ("vault_shut", "vault_locked", 0, "口令库没有打开"),
    ("dispatcher_gone", "", 60, "发送程序没有运行"),
]


@pytest.mark.parametrize(("kind", "state", "threshold", "words"), BROKEN)
def test_what_stands_is_told_within_two_minutes_of_its_threshold_at_any_hour(
    core: Core, kind: str, state: str, threshold: int, words: str
) -> None:
    released(core)
    for at in (AT, NIGHT):
        core.at = max(at, core.at)
        core.call(DISPATCH, Heartbeat({"demo": "up"}))
        after, notice = told(core, kind, state, threshold + 120)
        assert after >= timedelta(seconds=threshold), "what mends itself is not told"
        assert notice.level == wire.URGENT
        assert words in wording.text(notice, SETTINGS, ZONE)


@pytest.mark.parametrize(("kind", "state"), [one[:2] for one in BROKEN])
def test_by_night_nobody_is_woken_where_nothing_is_being_sent(core: Core, kind: str, state: str) -> None:
    core.at = NIGHT
    core.call(DISPATCH, Heartbeat({"demo": "up"}))
    with pytest.raises(pytest.fail.Exception, match=kind):
        told(core, kind, state, 900)


def test_a_desk_that_is_silent_is_told_by_what_was_heard_of_it_last() -> None:
    memory = Memory(hands=[CUSTODIAN], sending=True)
    since = render(NIGHT)
    for seconds in (120, 150, 180, 210):
        at = render(parse(since) + timedelta(seconds=seconds))
        if made := plan(memory, alone(memory, SETTINGS, at, since), SETTINGS, ZONE, whole=False):
            break
    (notice,) = made
    assert (notice.person, seconds) == (CUSTODIAN, 180)
    assert "业务台没有应答" in wording.text(notice, SETTINGS, ZONE)
