"""Few people, several posts: the regulation's routes still lead out, and the record says how."""

import io
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import openpyxl
import pytest

from console.domain.acts import Pledge
from console.domain.people.people import Appointment, Key, Post, Signers
from console.domain.rosters.rosters import Appoint, EndPost
from console.domain.times import render
from console.errors import RefusedError
from console.launch.organisation import Organisation
from console.signing import keys
from console.signing.bundle import verify
from console.signing.bundle_file import Verified, unpack
from console.signing.statements import sign
from console.wire import calls
from console.wire.answers import Blob, Prepared
from console.wire.archive import forms
from console.wire.rosters import rosters
from tests import asking
from tests.domain.rosters.test_rosters import ORG as ROOM
from tests.domain.rosters.test_rosters import replace, seven
from tests.services.core import AT, Core, open_core


def publish(core: Core, *changes: Any) -> None:
    """A new roster version by its two signers."""
    text, signature = core.sign("hanxue", core.call("hanxue", rosters.PrepareRoster(list(changes))))
    core.call("hanxue", rosters.ProposeRoster(text, signature))
    (waiting,) = [p for p in core.call("yangfan", rosters.RosterProposals()).rows if p.state == "open"]
    _, second = core.sign("yangfan", Prepared(waiting.text))
    core.call("yangfan", rosters.ConfirmRoster(waiting.digest, second))


def proved(core: Core, request: int) -> Verified:
    """The release as the dispatcher judges it."""
    blob: Blob = core.call("dispatch-1", calls.BundleOf(request, 1))
    return verify(unpack(blob.data), core.org.roots, render(core.at))


def signers(core: Core, request: int, lang: str = "zh") -> list[list[str]]:
    """Who signed by Attachment 1, a line each: act, posts where it names any, and person; its last two cells are time and key."""
    paper: forms.Printed = core.call("wangfang", forms.PrintForm("request", str(request), 0, lang))
    sheet = openpyxl.load_workbook(io.BytesIO(paper.data)).worksheets[0]
    rows = [[str(cell.value) for cell in row if cell.value] for row in sheet.iter_rows()]
    return [row[:-2] for row in rows if row and row[-1].startswith("SHA256:")]


def test_a_supervising_manager_who_is_also_general_manager_signs_once_for_both(core: Core) -> None:
    now = render(core.at)
    publish(
        core,
        EndPost("liqiang", Post.SUPERVISING_MANAGER, "business", now),
        Appoint("zhoujian", Post.SUPERVISING_MANAGER, "business", now),
    )
    request = core.requested("promotion")
    core.step("sunli", "approval", request)
    core.step("zhoujian", "approval", request)
    view = core.view("sunli", request)
    assert view.row.waits_for == "accept"
    assert [(s.person, s.posts) for s in view.steps[1:]] == [
        ("sunli", ["department_manager"]),
        ("zhoujian", ["supervising_manager", "general_manager"]),
    ]
    core.step("wangfang", "acceptance", request, paper="2026-001")
    core.step("wuhong", "release", request, slot=1, count=20)
    signed = [(one.person, one.posts) for one in proved(core, request).signatures if one.kind == "approval"]
    assert signed[-1] == ("zhoujian", ("supervising_manager", "general_manager"))
    assert signers(core, request) == [
        ["申请", "赵敏"], ["批准", "部门经理", "孙丽"], ["批准", "主管经理、总经理（兼）", "周健"], ["接收", "王芳"], ["放行", "吴红"],
    ]  # fmt: skip
    assert signers(core, request, "en")[2] == [
        "approval", "supervising manager, general manager (held together)", "周健",
    ]  # fmt: skip


def test_one_person_in_all_three_posts_does_not_make_a_promotion(core: Core) -> None:
    """R5 wants two pairs of eyes at least, whatever posts one of them holds."""
    now = render(core.at)
    publish(
        core,
        EndPost("liqiang", Post.SUPERVISING_MANAGER, "business", now),
        Appoint("zhoujian", Post.SUPERVISING_MANAGER, "business", now),
        EndPost("sunli", Post.DEPARTMENT_MANAGER, "business", now),
        Appoint("zhoujian", Post.DEPARTMENT_MANAGER, "business", now),
    )
    text = core.call("zhoujian", asking.pledge())
    core.enact("zhoujian", text)
    request = core.requested("promotion")
    with pytest.raises(RefusedError) as caught:
        core.step("zhoujian", "approval", request)
    assert caught.value.refusal.code == "too_few_approvers"


def test_a_department_of_a_manager_and_one_clerk_sends_its_own_notice(core: Core) -> None:
    """The clerk drafts and releases, the manager approves (R4, R9): two people, and the record names both."""
    publish(core, Appoint("weina", Post.OPERATOR, "credit", render(core.at)))
    request = core.requested("notice", "credit")
    with pytest.raises(RefusedError) as caught:
        core.step("weina", "approval", request)
    assert caught.value.refusal.code == "own_work"
    core.step("jiangbo", "approval", request)
    core.step("weina", "release", request, slot=1, count=20)
    signed = [(one.kind, one.person) for one in proved(core, request).signatures]
    assert signed == [("request", "weina"), ("list", "weina"), ("approval", "jiangbo"), ("release", "weina")]
    assert signers(core, request) == [["申请", "卫娜"], ["批准", "部门经理", "蒋波"], ["放行", "卫娜"]]


def leave(core: Core, by: str, deputy: str = "zhengtao") -> None:
    """The business department's manager is away for a day."""
    call = asking.order(
        "deputation", person=deputy, principal="sunli", post="department_manager", department="business",
        since=render(core.at), until=render(core.at + timedelta(days=1)), reason="病假",
    )  # fmt: skip
    core.enact(by, core.call(by, call))


def test_a_manager_on_leave_who_named_nobody_has_a_deputy_by_his_superior_and_the_form_says_so(
    core: Core,
) -> None:
    """The superior appoints somebody of another department; it is printed in whose place (代) and by whose word."""
    request = core.requested()
    leave(core, "liqiang")
    core.step("zhengtao", "approval", request)
    core.step("qianwei", "release", request, slot=1, count=20)
    assert "zhengtao" in [one.person for one in proved(core, request).signatures]
    assert signers(core, request)[1] == ["批准", "部门经理", "郑涛（代 孙丽）（由 李强 指定）"]
    assert signers(core, request, "en")[1] == [
        "approval", "department manager", "郑涛 (for 孙丽) (appointed by 李强)",
    ]  # fmt: skip


def test_a_deputy_whom_the_manager_named_himself_was_appointed_by_nobody_else(core: Core) -> None:
    """Also where their superior had named another one before, or names the same one afterwards."""
    request = core.requested()
    leave(core, "liqiang", "jiangbo")
    core.at += timedelta(seconds=1)
    leave(core, "sunli")
    core.step("zhengtao", "approval", request)
    core.at += timedelta(minutes=1)
    leave(core, "liqiang")
    assert signers(core, request)[1:] == [["批准", "部门经理", "郑涛（代 孙丽）"]]


def test_an_order_given_while_a_version_waits_is_not_judged_by_it_afterwards(core: Core) -> None:
    """It would be an order by somebody without the post, and every bundle that carries it would be refused."""
    now = render(core.at)
    gone = [EndPost("sunli", Post.DEPARTMENT_MANAGER, "business", now)]
    text, signature = core.sign("hanxue", core.call("hanxue", rosters.PrepareRoster(list(gone))))
    core.call("hanxue", rosters.ProposeRoster(text, signature))
    core.at += timedelta(minutes=1)
    call = asking.order(
        "deputation", person="jiangbo", post="department_manager", department="business", reason="出差",
        since=render(core.at), until=render(core.at + timedelta(days=1)),
    )  # fmt: skip
    core.enact("sunli", core.call("sunli", call))
    core.at += timedelta(minutes=1)
    (waiting,) = core.call("yangfan", rosters.RosterProposals()).rows
    _, second = core.sign("yangfan", Prepared(waiting.text))
    with pytest.raises(RefusedError, match="roster_before_order"):
        core.call("yangfan", rosters.ConfirmRoster(waiting.digest, second))
    core.call("hanxue", rosters.DropRosterProposal(waiting.digest))
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    assert proved(core, request).release is not None
    core.at += timedelta(minutes=1)
    publish(core, EndPost("sunli", Post.DEPARTMENT_MANAGER, "business", render(core.at)))
    assert proved(core, request).release is not None


def test_without_an_operator_such_a_department_sends_through_the_general_department(core: Core) -> None:
    list_id = core.add_list("weina", "credit")
    with pytest.raises(RefusedError) as caught:
        core.submit(core.draft(list_id, "notice", "credit"), "weina")
    assert caught.value.refusal.code == "no_operator"
    request = core.requested("other", "credit")
    core.step("jiangbo", "approval", request)
    core.step("wangfang", "acceptance", request, paper="2026-002")
    core.step("wuhong", "release", request, slot=1, count=20)
    assert proved(core, request).release is not None


def house_of_seven(*, solo: bool = True, also: Sequence[tuple[str, Post, str]] = ()) -> Organisation:
    """The smallest organisation, with keys and pledges: a department of two, the General Department, and who is above them.

    `also` are further posts.
    """
    small = seven()
    further = [Appointment(*held, small.at, "", standby=False) for held in also]
    small = replace(small, solo=solo, posts=[*small.posts, *further])
    people = {person.id: keys.generate() for person in small.people}
    made = Organisation(
        ROOM.roots, ROOM.root_keys, people, ROOM.service, ROOM.policy_text, ROOM.screening_text, ROOM.gateway_texts
    )  # fmt: skip
    signers = Signers(
        org=small.org, version=1, at=small.at, keys=[people[one].public for one in ("chief", "keeper")], threshold=2
    )  # fmt: skip
    made.signers.append(sign(signers, *made.root_keys))
    roster = replace(
        small, signers=made.signers[0].digest(),
        people=[replace(one, keys=[Key(people[one.id].public, small.at, "")]) for one in small.people],
    )  # fmt: skip
    made.rosters.append(sign(roster, people["chief"], people["keeper"]))
    for person, department in {
        "clerk": "business",
        "head": "business",
        "office": "general",
        "chief": "general",
    }.items():
        pledge = Pledge(
            org=small.org, by=person, at=small.at, roster=1, department=department, version=small.pledge,
            accepted=list(range(1, 13)), until=render(AT + timedelta(days=300)), witness="deputy",
        )  # fmt: skip
        made.pledges.append(sign(pledge, people[person]))
    return made


@pytest.mark.parametrize(
    ("category", "approvers", "operator"),
    [
        ("notice", ["head"], "clerk"),
        ("promotion", ["head", "deputy", "director"], "office"),
        ("other", ["head"], "office"),
    ],
)
def test_seven_people_are_enough_for_every_category(
    database_url: str, category: str, approvers: list[str], operator: str
) -> None:
    """A department of two drafts; what it signed, and whoever else, is released and proved as in a large house (R4, R5, R6)."""
    core = open_core(database_url, house_of_seven())
    try:
        list_id = core.add_list("clerk")
        request = core.submit(core.draft(list_id, category), "clerk")
        for person in approvers:
            core.step(person, "approval", request)
        accepted = ["office"] if category != "notice" else []
        for person in accepted:
            core.step(person, "acceptance", request, paper="2026-001")
        core.step(operator, "release", request, slot=1, count=20)
        signed = [one.person for one in proved(core, request).signatures]
        assert signed == ["clerk", "clerk", *approvers, *accepted, operator]
    finally:
        core.database.close()
