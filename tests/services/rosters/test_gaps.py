"""What the roster lacks stands in the turn of those who put it right, and on the chase board, until it is put right (R2, R8)."""

from datetime import timedelta

import pytest

from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint, EndPost, SetStanding
from console.domain.times import parse, render
from console.services.context import Caller
from console.services.duties.lacking import concerned
from console.wire import calls, dispatch
from console.wire.duties.deadlines import Chase, ChaseRow
from console.wire.duties.here import TodoRow
from console.wire.rosters import rosters
from tests import asking
from tests.services.core import Core
from tests.services.duties.test_chase import publish

EVERYBODY = (
    "zhaomin",
    "qianwei",
    "sunli",
    "liqiang",
    "zhoujian",
    "wuhong",
    "zhengtao",
    "wangfang",
    "jiangbo",
)
SIGNERS = {"hanxue", "yangfan"}


def rows(core: Core, person: str, what: str = "lacking") -> list[TodoRow]:
    return [row for row in core.call(person, calls.Todo()) if row.what == what]


def told(core: Core, what: str = "lacking") -> set[str]:
    return {p for p in (*EVERYBODY, *SIGNERS) if rows(core, p, what)}


def owed(core: Core, by: str = "wangfang", what: str = "lacking") -> list[ChaseRow]:
    found: list[ChaseRow] = core.call(by, Chase(kind=what)).rows
    return found


def test_a_department_that_lost_its_operator_stands_with_its_manager_the_registrar_and_the_signers(
    core: Core,
) -> None:
    assert not told(core)
    assert not owed(core)
    publish(core, SetStanding("qianwei", "left"))
    assert told(core) == {"sunli", "wangfang"} | SIGNERS
    (row,) = rows(core, "sunli")
    assert row.alert is not None
    assert (row.alert.code, row.department, row.because) == ("operator_missing", "business", "apply")
    assert rows(core, "hanxue")[0].because == "propose"
    assert rows(core, "wangfang")[0].because == "apply"
    (debt,) = owed(core)
    assert debt.alert == row.alert
    assert (debt.who, debt.post, debt.department) == (["sunli"], "department_manager", "business")
    assert (debt.remedy, debt.late) == ("appoint", True)
    assert owed(core, "sunli")
    assert not owed(core, "jiangbo")
    # Put right, it is gone everywhere, the bell's marks too.
    marks = set(core.call("sunli", calls.WhoAmI()).waits)
    publish(core, Appoint("weina", Post.OPERATOR, "business", render(core.at)))
    assert not told(core)
    assert not owed(core)
    assert len(marks - set(core.call("sunli", calls.WhoAmI()).waits)) == 1


def test_where_a_standby_waits_the_manager_is_led_to_waking_him(core: Core) -> None:
    publish(
        core,
        Appoint("weina", Post.OPERATOR, "business", render(core.at), standby=True),
        SetStanding("qianwei", "left"),
    )
    assert rows(core, "sunli")[0].because == "wake"
    assert (owed(core)[0].remedy, owed(core)[0].about) == ("standby", ["weina"])
    call = asking.order(
        "activation",
        person="weina",
        post="operator",
        department="business",
        since=render(core.at),
        until=render(core.at + timedelta(days=5)),
        reason="钱伟离职",
    )
    core.enact("sunli", core.call("sunli", call))
    assert not told(core)
    assert not owed(core)


def test_a_department_without_its_manager_is_its_superior_s_to_see_to(core: Core) -> None:
    publish(core, SetStanding("sunli", "left"))
    codes = {row.alert.code for row in rows(core, "liqiang") if row.alert is not None}
    assert "approver_missing" in codes
    assert {row.because for row in rows(core, "liqiang")} == {"versions"}
    debt = next(one for one in owed(core) if one.alert and one.alert.code == "approver_missing")
    assert (debt.who, debt.post) == (["liqiang"], "supervising_manager")
    publish(core, Appoint("chuyan", Post.DEPARTMENT_MANAGER, "business", render(core.at)))
    assert not told(core)


def test_what_is_only_good_to_know_waits_for_nobody(core: Core) -> None:
    publish(
        core,
        EndPost("liqiang", Post.SUPERVISING_MANAGER, "business", render(core.at)),
        Appoint("zhoujian", Post.SUPERVISING_MANAGER, "business", render(core.at)),
    )
    assert [a.code for a in core.call("sunli", rosters.Alerts())] == ["supervisor_is_general_manager"]
    assert not told(core)


def ends(core: Core) -> str:
    expires: str = core.call("sunli", rosters.RosterVersions())[0].expires
    return expires


@pytest.mark.parametrize(("before", "code"), [(13, "roster_expiring"), (-1, "roster_over")])
def test_the_roster_s_own_end_is_its_signers_to_see_to_until_it_is_renewed(
    core: Core, before: int, code: str
) -> None:
    core.at = parse(ends(core)) - timedelta(days=15)
    assert not told(core, "renew_roster")
    core.at = parse(ends(core)) - timedelta(days=before)
    assert told(core, "renew_roster") == SIGNERS
    (row,) = rows(core, "hanxue", "renew_roster")
    assert row.alert is not None
    assert (row.alert.code, row.due, row.because) == (code, ends(core), "propose")
    (debt,) = owed(core, what="renew_roster")
    assert (set(debt.who), debt.until, debt.late) == (SIGNERS, ends(core), code == "roster_over")
    # Another day is no other thing: the bell rings once.
    marks = core.call("hanxue", calls.WhoAmI()).waits
    core.at += timedelta(hours=20)
    assert core.call("hanxue", calls.WhoAmI()).waits == marks
    publish(core)
    assert not told(core, "renew_roster")
    assert not owed(core, what="renew_roster")


def test_a_file_that_the_sender_lacks_is_the_administrator_s(core: Core) -> None:
    publish(core, Appoint("chuyan", Post.ADMINISTRATOR, "", render(core.at)))
    core.call("dispatch-1", dispatch.Heartbeat({}, files=[]))
    with core.context(Caller("chuyan"), write=False) as ctx:
        missing = [a for a in core.call("chuyan", rosters.Alerts()) if a.code == "file_not_at_sender"]
        assert all(concerned(ctx, one).owners == ["chuyan"] for one in missing)
    assert missing
    assert {row.because for row in rows(core, "chuyan")} == {"files"}
    assert not rows(core, "sunli")


def test_a_post_that_ends_by_its_own_date_is_missed_from_that_minute_on(core: Core) -> None:
    ends_at = core.at + timedelta(minutes=30)
    publish(core, EndPost("qianwei", Post.OPERATOR, "business", render(ends_at)))
    core.at = ends_at - timedelta(seconds=1)
    assert not told(core)
    core.at = ends_at
    assert told(core) == {"sunli", "wangfang"} | SIGNERS
