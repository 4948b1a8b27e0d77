"""What Attachment 3 says after it was approved: the account, who made and checked it, how its post ended, which keys went."""

from datetime import timedelta

import pytest

from console.domain.people.people import Post
from console.domain.rosters.rosters import (
    AddKey,
    Appoint,
    Change,
    EditPerson,
    EndPost,
    RevokeKey,
    SetStanding,
)
from console.domain.times import render
from console.signing import keys
from console.signing.sshsig import fingerprint
from console.wire.people.enrolment import Afterwards, ApplicationForm, ApplicationsPage
from tests.services.archive.test_forms import printed, words
from tests.services.core import Core, one_clock
from tests.services.people.test_enrolment import KEY, Desk, form
from tests.services.rosters.test_rosters import confirm, minutes, newest, prepared, propose, suspend

GIVEN = "2026-业务部-A-0001"


@pytest.fixture(autouse=True)
def _same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


@pytest.fixture
def desk(core: Core) -> Desk:
    return Desk(core)


def carried_out(desk: Desk, *changes: Change, wanted: ApplicationForm | None = None) -> int:
    """An application, from the form to the version that carries it out; two minutes go by until that is confirmed."""
    application = desk.filed(wanted or form(since=render(desk.core.at)))
    waiting = propose(desk.core, prepared(desk.core, *changes, applications=(application,)))
    minutes(desk.core, 2)
    confirm(desk.core, waiting)
    return application


def later(desk: Desk, *changes: Change, applications: tuple[int, ...] = ()) -> None:
    """A version a day later, proposed by the other signer, confirmed two minutes afterwards."""
    desk.core.at += timedelta(days=1)
    waiting = propose(desk.core, prepared(desk.core, *changes, applications=applications), by="yangfan")
    minutes(desk.core, 2)
    confirm(desk.core, waiting, by="hanxue")


def after(desk: Desk, application: int) -> Afterwards:
    found = desk.view(application).afterwards
    assert found is not None
    return found


def paper(desk: Desk, application: int, lang: str = "zh") -> str:
    return words(printed(desk.core, "wangfang", "application", application, lang))


def test_before_the_roster_carries_it_out_the_form_has_no_account(desk: Desk) -> None:
    application = desk.filed(form())
    assert desk.view(application).afterwards is None
    text = paper(desk, application, "en")
    assert "created by\nnot yet" in text
    assert "revoked on\nnone" in text


def test_the_form_of_whoever_has_signed_no_pledge_bears_nobody_s(desk: Desk) -> None:
    assert "保证书\n无" in paper(desk, desk.filed(form()))


def test_the_form_names_the_account_and_the_two_who_gave_it(desk: Desk) -> None:
    core = desk.core
    application = carried_out(desk)
    afterwards = after(desk, application)
    assert (afterwards.course, afterwards.account, afterwards.uid) == ("held", "heqing", -1)
    assert (afterwards.made.version, afterwards.made.first, afterwards.made.second) == (
        2,
        "hanxue",
        "yangfan",
    )
    assert afterwards.made.at == newest(core).at < afterwards.made.in_force == render(core.at)
    assert (afterwards.until, afterwards.ended, afterwards.keys) == ("", None, [])
    later(desk, EditPerson("heqing", uid=1007))
    assert after(desk, application).uid == 1007
    assert desk.state(application) == ("active", "")
    text = paper(desk, application)
    for line in (
        "账号编号\nheqing",
        "系统账号\n1007",
        "建立人\n韩雪",
        "复核人\n杨帆",
        "生效名册\n第 2 版",
        "注销日期\n无",
    ):
        assert line in text, line


def test_after_a_leaver_the_form_says_when_by_whom_and_which_keys_went(desk: Desk) -> None:
    application = carried_out(desk)
    later(desk, EditPerson("heqing", uid=1007))
    later(desk, SetStanding("heqing", "left"))
    left_at = newest(desk.core).at
    afterwards = after(desk, application)
    assert (afterwards.course, afterwards.uid, afterwards.until) == ("left", 1007, left_at)
    assert afterwards.ended is not None
    assert (afterwards.ended.version, afterwards.ended.first, afterwards.ended.second) == (
        4,
        "yangfan",
        "hanxue",
    )
    assert afterwards.ended.in_force == render(desk.core.at)
    assert [(one.fingerprint, one.at, one.left) for one in afterwards.keys] == [
        (fingerprint(KEY.public), left_at, True)
    ]
    assert desk.state(application) == ("ended", "")
    zh, en = paper(desk, application), paper(desk, application, "en")
    for line in (
        "第 1 版　已终止",
        "注销名册\n第 4 版",
        "注销人\n杨帆、韩雪",
        f"{fingerprint(KEY.public)} 随离职于",
    ):
        assert line in zh, line
    assert "注销依据\n无" in zh
    assert all(f"\n{what}\n" in zh for what in ("申请", "授权", "批准", "存档"))
    assert "离职，随之终止" in zh
    assert "in force" not in en
    assert "version 1, ended" in en
    assert "revoked on\n2026-11-26" in en
    later(desk, EditPerson("qianwei", phone="8001"))
    assert after(desk, application) == afterwards


def test_a_post_taken_away_names_the_application_that_asked_for_it(desk: Desk) -> None:
    application = carried_out(desk)
    wanted = form(
        kind="revoke", key="", replaces="", trained_on="", since=render(desk.core.at), reason="调离"
    )
    giving_up = desk.filed(wanted)
    later(desk, applications=(giving_up,))
    afterwards = after(desk, application)
    assert (afterwards.course, afterwards.until) == ("ended", newest(desk.core).at)
    assert afterwards.ended is not None
    assert afterwards.ended.applications == ["2026-业务部-A-0002"]
    assert afterwards.keys == []
    assert "注销依据\n2026-业务部-A-0002" in paper(desk, application)
    # Of the one that gave the post up the state says what was done, not that something is in force.
    assert desk.state(giving_up) == ("carried_out", "")
    asked = after(desk, giving_up)
    assert (asked.course, asked.until, asked.made.version) == ("ended", afterwards.until, 3)


def test_a_successors_application_ends_the_predecessors(desk: Desk) -> None:
    application = carried_out(desk)
    other = keys.generate()
    wanted = form(
        person="hexi",
        name="何西",
        staff_no="D0102",
        replaces="heqing",
        key=other.public,
        since=render(desk.core.at),
    )
    successor = desk.filed(wanted)
    later(desk, applications=(successor,))
    afterwards = after(desk, application)
    assert afterwards.course == "ended"
    assert afterwards.ended is not None
    assert afterwards.ended.applications == ["2026-业务部-A-0002"]
    assert after(desk, successor).course == "held"


def test_an_end_that_is_still_to_come_stands_on_the_form_and_the_post_is_in_force_until_then(
    desk: Desk,
) -> None:
    application = carried_out(desk)
    end = render(desk.core.at + timedelta(days=9))
    later(desk, EndPost("heqing", Post.OPERATOR, "business", end))
    afterwards = after(desk, application)
    assert (afterwards.course, afterwards.until) == ("held", end)
    assert afterwards.ended is not None
    assert afterwards.ended.version == 3
    assert desk.state(application) == ("active", "")
    desk.core.at += timedelta(days=10)
    later(desk)
    afterwards = after(desk, application)
    assert (afterwards.course, afterwards.until) == ("ended", end)
    assert afterwards.ended is not None
    assert afterwards.ended.version == 3
    assert desk.state(application) == ("ended", "")


def test_a_temporary_deputy_runs_out_and_his_predecessor_goes_on(desk: Desk) -> None:
    first = carried_out(desk)
    at = desk.core.at
    until = render(at + timedelta(days=5))
    other = keys.generate()
    wanted = form(
        kind="deputy", person="hexi", name="何西", staff_no="D0102", replaces="heqing", key=other.public,
        since=render(at), until=until,
    )  # fmt: skip
    second = carried_out(desk, wanted=wanted)
    assert after(desk, first).course == "later"
    assert after(desk, first).since == until
    assert (after(desk, second).course, after(desk, second).until) == ("held", until)
    desk.core.at = at + timedelta(days=6)
    assert (after(desk, first).course, after(desk, first).ended) == ("held", None)
    afterwards = after(desk, second)
    assert (afterwards.course, afterwards.until, afterwards.ended) == ("over", until, None)
    assert [desk.state(one) for one in (first, second)] == [("active", ""), ("ended", "")]
    text = paper(desk, second, "en")
    assert "revoked by\nran out by itself" in text


def test_a_suspension_stops_the_post_and_a_lift_lets_it_go_on(desk: Desk) -> None:
    application = carried_out(desk)
    minutes(desk.core)
    suspend(desk.core, "heqing", "sunli")
    afterwards = after(desk, application)
    assert afterwards.course == "suspended"
    assert afterwards.suspended is not None
    assert (afterwards.suspended.at, afterwards.suspended.by, afterwards.suspended.version) == (
        render(desk.core.at),
        "sunli",
        0,
    )
    assert desk.state(application) == ("suspended", "")
    assert "停权（孙丽）" in paper(desk, application)
    later(desk)
    later(desk)
    kept = after(desk, application).suspended
    assert kept is not None
    assert (kept.by, kept.version) == ("yangfan", 3)
    later(desk, SetStanding("heqing", "active"))
    assert after(desk, application).course == "held"
    assert desk.state(application) == ("active", "")


def test_a_revoked_key_is_listed_and_one_revoked_before_is_not(desk: Desk) -> None:
    application = carried_out(desk)
    second = keys.generate()
    later(desk, AddKey("heqing", second.public))
    at = render(desk.core.at)
    later(desk, RevokeKey("heqing", KEY.public, at))
    assert [(one.fingerprint, one.at, one.version, one.left) for one in after(desk, application).keys] == [
        (fingerprint(KEY.public), at, 4, False)
    ]
    assert f"{fingerprint(KEY.public)} 自" in paper(desk, application)
    wanted = form(
        kind="change",
        key="",
        replaces="",
        trained_on="",
        telephone="010-00000199",
        since=render(desk.core.at),
    )
    change = carried_out(desk, wanted=wanted)
    assert after(desk, change).keys == []
    assert desk.state(change) == ("carried_out", "")
    # The fingerprint on the form is of the key that the person had then.
    assert desk.view(change).fingerprint == fingerprint(second.public)
    later(desk, AddKey("heqing", keys.generate().public))
    assert desk.view(change).fingerprint == fingerprint(second.public)


def test_the_list_is_filtered_by_what_became_of_them(desk: Desk) -> None:
    carried_out(desk)

    def numbers(state: str) -> list[tuple[str, str]]:
        answer = desk.core.call("wangfang", ApplicationsPage(state))
        assert answer.page.total == len(answer.rows)
        return [(row.number, row.state) for row in answer.rows]

    assert numbers("active") == [(GIVEN, "active")]
    assert numbers("ended") == []
    later(desk, SetStanding("heqing", "left"))
    assert numbers("active") == []
    assert numbers("ended") == numbers("") == [(GIVEN, "ended")]


def test_whoever_comes_back_to_the_post_does_so_on_other_grounds(desk: Desk) -> None:
    application = carried_out(desk)
    later(desk, EndPost("heqing", Post.OPERATOR, "business", render(desk.core.at)))
    afterwards = after(desk, application)
    later(desk, Appoint("heqing", Post.OPERATOR, "business", render(desk.core.at)))
    assert after(desk, application) == afterwards
    assert desk.state(application) == ("ended", "")
