"""Who is told what, and when: each timer at its edge, nights, circles, and what was settled before."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from console.domain.times import parse, render
from console.notices import wording
from console.notices.plan import Memory, Notice, alone, plan
from console.notices.settings import Settings
from console.wire.notices import outward as wire

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = "2026-12-01T02:00:00Z"
"""A Tuesday, ten in the morning in Shanghai."""
SETTINGS = msgspec.convert(
    {
        "channels": {"mail": {"kind": "mail"}},
        "people": {
            "wang": {"to": {"mail": "w@b.cn"}, "skip": ["template"]},
            "li": {"to": {"mail": "l@b.cn"}},
        },
        "host": "sms-a",
        "login": "ssh -p 2222 sms-a",
    },
    Settings,
)


def duty(
    mark: int = 7, kind: str = "decide", circles: Sequence[Sequence[str]] = (("wang",),), **more: Any
) -> wire.OpenDuty:
    said = {"post": "department_manager", "since": FIRST, "due": "", "late": False, "night": False}
    return wire.OpenDuty(mark=mark, kind=kind, circles=[list(one) for one in circles], **{**said, **more})


class Clock:
    """A planner with its memory, asked at seconds after FIRST."""

    def __init__(self, *, working: bool = True) -> None:
        self.memory, self.working = Memory(), working

    def at(self, seconds: float, *duties: wire.OpenDuty) -> list[tuple[str, str, list[tuple[str, int]]]]:
        return [
            (one.person, one.level, [(line.kind, line.count) for line in one.lines])
            for one in self.notices(seconds, *duties)
        ]

    def notices(self, seconds: float, *duties: wire.OpenDuty) -> list[Notice]:
        at = render(parse(FIRST) + timedelta(seconds=seconds))
        # What was said before outlives the program.
        self.memory = msgspec.json.decode(msgspec.json.encode(self.memory), type=Memory)
        state = wire.OutwardState(at, self.working, ["li"], 0, True, list(duties))
        return plan(self.memory, state, SETTINGS, ZONE)


def test_it_is_told_after_a_minute_once_and_again_after_four_hours() -> None:
    clock = Clock()
    assert clock.at(0, duty()) == []
    assert clock.at(59, duty()) == []
    assert clock.at(60, duty()) == [("wang", "new", [("decide", 1)])]
    assert clock.at(90, duty()) == []
    assert clock.at(60 + 14399, duty()) == []
    assert clock.at(60 + 14400, duty()) == [("wang", "again", [("decide", 1)])]


def test_what_is_settled_within_the_minute_is_never_told() -> None:
    clock = Clock()
    clock.at(0, duty())
    assert clock.at(60) == []
    assert clock.at(3600) == []


def test_what_comes_back_is_new() -> None:
    clock = Clock()
    clock.at(0, duty())
    clock.at(60, duty())
    clock.at(1000)
    assert clock.at(1030, duty()) == []
    assert clock.at(1090, duty()) == [("wang", "new", [("decide", 1)])]


def test_further_notices_are_gathered_for_a_quarter_of_an_hour() -> None:
    clock = Clock()
    clock.at(0, duty())
    clock.at(60, duty())
    assert clock.at(200, duty(), duty(8)) == []
    assert clock.at(300, duty(), duty(8), duty(9, "release")) == []
    assert clock.at(960, duty(), duty(8), duty(9, "release")) == [
        ("wang", "new", [("decide", 2), ("release", 1)])
    ]


def test_at_night_only_what_cannot_wait_is_told() -> None:
    for clock, after in ((Clock(), 10 * 3600), (Clock(working=False), 0)):
        clock.at(after, duty(), duty(8, "gateway_down", night=True))
        said = clock.at(after + 60, duty(), duty(8, "gateway_down", night=True))
        assert said == [("wang", "urgent", [("gateway_down", 1), ("decide", 1)])]
        clock.at(after + 90, duty(9))
        assert clock.at(after + 5000, duty(9)) == []


def test_what_waited_over_night_is_told_in_the_morning() -> None:
    clock = Clock()
    clock.at(10 * 3600, duty())
    assert clock.at(11 * 3600, duty()) == []
    assert clock.at(22 * 3600 + 1800 - 1, duty()) == []
    assert clock.at(22 * 3600 + 1800, duty()) == [("wang", "new", [("decide", 1)])]


def test_what_stands_still_does_not_wait_for_the_quarter_of_an_hour() -> None:
    clock = Clock()
    clock.at(0, duty())
    clock.at(60, duty())
    clock.at(70, duty(), duty(8, "vault_shut", night=True))
    assert clock.at(130, duty(), duty(8, "vault_shut", night=True))[0][1] == "urgent"


def test_late_work_is_told_to_the_next_people_every_four_hours_and_the_first_are_told_again() -> None:
    clock, late = Clock(), duty(late=True, circles=[["wang"], ["li"], [], ["zhao"]])
    clock.at(0, late)
    assert [one[:2] for one in clock.at(60, late)] == [("wang", "new")]
    assert [one[:2] for one in clock.at(60 + 14400, late)] == [("li", "higher"), ("wang", "again")]
    assert clock.at(60 + 14430, late) == []
    clock = Clock()
    clock.at(0, on_time := duty(circles=[["wang"], ["li"]]))
    clock.at(60, on_time)
    assert [one[0] for one in clock.at(60 + 14400, on_time)] == ["wang"], "it is not late"


def test_what_nobody_can_do_goes_to_the_next_people_at_once() -> None:
    clock, late = Clock(), duty(late=True, circles=[[], [], ["zhao"]])
    for seconds in (0, 30, 60, 90):
        said = clock.at(seconds, late)
        if said:
            break
    assert [one[:2] for one in said] == [("zhao", "higher")]


def test_at_night_the_next_people_are_told_after_half_an_hour() -> None:
    clock, down = Clock(working=False), duty(8, "gateway_down", night=True, circles=[["wang"], ["li"]])
    clock.at(0, down)
    assert [one[0] for one in clock.at(60, down)] == ["wang"]
    assert clock.at(60 + 1799, down) == []
    assert [one[:2] for one in clock.at(60 + 1800, down)] == [("li", "urgent")]


def test_who_skips_a_kind_is_not_told_of_it() -> None:
    clock = Clock()
    both = (duty(7, "template"), duty(8, "template", circles=[["li"]]))
    clock.at(0, *both)
    assert [one[0] for one in clock.at(60, *both)] == ["li"]


def test_numbers_go_on_from_what_the_desk_knows() -> None:
    clock = Clock()
    clock.at(0, duty())
    at = render(parse(FIRST) + timedelta(seconds=60))
    (one,) = plan(clock.memory, wire.OutwardState(at, True, [], 41, False, [duty()]), SETTINGS, ZONE)
    assert one.number == 42


def test_a_silent_desk_is_told_and_what_was_said_before_is_kept() -> None:
    clock = Clock()
    clock.at(0, duty())
    clock.at(60, duty())
    for seconds in (1000, 1060):
        at = render(parse(FIRST) + timedelta(seconds=seconds))
        said = plan(clock.memory, alone(clock.memory, SETTINGS, at, FIRST), SETTINGS, ZONE, whole=False)
    assert [(one.person, one.level, [line.kind for line in one.lines]) for one in said] == [
        ("li", "urgent", ["desk_gone"])
    ]
    assert clock.at(1100, duty()) == [], "the desk is back, and nothing is new"


def test_a_silent_desk_is_told_circle_by_circle_to_those_whom_a_channel_reaches() -> None:
    memory = Memory(hands=["root"], above=[["wang", "nobody"], ["li"]], sending=True)
    said = []
    for seconds in range(0, 7200, 60):
        at = render(parse(FIRST) + timedelta(seconds=seconds))
        notices = plan(memory, alone(memory, SETTINGS, at, FIRST), SETTINGS, ZONE, whole=False)
        said += [(one.person, seconds // 60) for one in notices]
    assert said == [("wang", 1), ("li", 31)]


def test_what_cannot_wait_comes_first_then_what_is_late_then_by_its_deadline() -> None:
    soon, later = "2026-12-02T09:00:00Z", "2026-12-03T09:00:00Z"
    clock = Clock()
    every = (
        duty(1, "accept"), duty(2, "decide", due=later), duty(3, "release", due=soon),
        duty(4, "backup_old", late=True), duty(5, "vault_shut", late=True, night=True),
    )  # fmt: skip
    clock.at(0, *every)
    ((_, _, kinds),) = clock.at(60, *every)
    assert [kind for kind, _ in kinds] == ["vault_shut", "backup_old", "release", "decide", "accept"]


# ---- words


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_and_level_has_its_sentence(lang: str) -> None:
    settings = msgspec.structs.replace(SETTINGS, lang=lang)
    clock = Clock()
    for kind in wire.KINDS_TOLD:
        clock.memory = Memory()
        one = duty(kind=kind, due="2026-12-03T09:00:00Z")
        clock.notices(0, one)
        (notice,) = clock.notices(60, duty(kind=kind, due=one.due, circles=[["li"]])) or clock.notices(
            61, one
        )
        for level in wire.LEVELS:
            said = wording.text(msgspec.structs.replace(notice, level=level), settings, ZONE)
            assert "12-01 10:00" in said
            assert "12-03 17:00" in said
            assert "N-" in said
            assert len(said.encode()) < 2048
            assert kind not in said or lang == "en"


def test_a_notice_reads_as_a_clerk_would_want_it() -> None:
    clock = Clock()
    both = (duty(due="2026-12-03T09:00:00Z"), duty(8), duty(9, "release", post="operator"))
    clock.notices(0, *both)
    (notice,) = clock.notices(60, *both)
    assert wording.text(notice, SETTINGS, ZONE).splitlines() == [
        "【短信平台sms-a】有 3 件事项待您办理",
        "办理岗位：部门经理、操作员",
        "审批 2 件，最早自 12-01 10:00，期限 12-03 17:00",
        "放行 1 件，最早自 12-01 10:00",
        "请登录短信平台办理：ssh -p 2222 sms-a",
        "编号 N-000001，12-01 10:01",
    ]


def test_many_kinds_are_cut_to_what_a_robot_takes() -> None:
    clock = Clock()
    every = [
        duty(nth, kind, due="2026-12-03T09:00:00Z")
        for nth, kind in enumerate(wire.KINDS_TOLD)
        if kind != "template"
    ]
    clock.notices(0, *every)
    (notice,) = clock.notices(60, *every)
    said = wording.text(notice, SETTINGS, ZONE)
    assert f"另有其他事项 {len(every) - 8} 件" in said
    assert len(said.encode()) < 2048
