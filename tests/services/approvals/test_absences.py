"""Done in my absence: beside decisions also extensions and two-person confirmations that a deputy signed in one's place."""

from datetime import timedelta

import pytest

from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint
from console.domain.times import render
from console.services.approvals import absences
from console.wire.people import personnel
from tests.services.core import Core
from tests.services.people.test_orders import deputy
from tests.services.requests.test_deadlines import asked, extend, sweep, window
from tests.services.rosters.test_rosters import published
from tests.services.two_person.test_pairs import DOUBT, confirm, propose, told


def in_absence(core: Core, person: str, since: str = "") -> list[tuple[int, str, str, str, str]]:
    rows: list[personnel.AbsenceRow] = core.call(person, personnel.InMyAbsence(since))
    return [(one.request, one.kind, one.pair, one.deputy, one.opinion) for one in rows]


def lapsed(core: Core, approver: str) -> int:
    """An approved request whose window passed before anybody released it."""
    request = asked(core, window(core, timedelta(), timedelta(hours=3)))
    core.step(approver, "approval", request)
    core.at += timedelta(hours=4)
    assert sweep(core) == 1
    return request


def test_an_extension_by_the_deputy_who_approved_in_my_place_is_listed(core: Core) -> None:
    deputy(core)
    request = lapsed(core, "jiangbo")
    extend(core, request, person="jiangbo")
    assert in_absence(core, "sunli") == [
        (request, "extension", "", "jiangbo", "操作员出差"),
        (request, "approval", "", "jiangbo", ""),
    ]
    assert in_absence(core, "sunli", render(core.at)) == [(request, "extension", "", "jiangbo", "操作员出差")]
    assert in_absence(core, "liqiang") == []


def test_what_my_deputy_signs_for_a_category_that_i_did_not_lend_is_not_listed(core: Core) -> None:
    published(core, Appoint("jiangbo", Post.DEPARTMENT_MANAGER, "business", render(core.at)))
    core.at += timedelta(minutes=1)
    deputy(core, categories=["promotion"])
    core.step("jiangbo", "return", core.requested("notice"), text="时间不妥")
    promotion = core.requested("promotion")
    core.step("jiangbo", "return", promotion, text="内容不妥")
    assert in_absence(core, "sunli") == [(promotion, "return", "", "jiangbo", "内容不妥")]


def test_of_more_than_fit_the_newest_are_listed_whatever_they_are_about(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(absences, "_MOST", 1)
    deputy(core)
    first, second = core.requested(), core.requested()
    for request in (second, first):
        core.step("jiangbo", "approval", request)
        core.at += timedelta(minutes=1)
    assert [row[0] for row in in_absence(core, "sunli")] == [first]
    # Of one instant the last request.
    both = [core.requested(), core.requested()]
    for request in reversed(both):
        core.step("jiangbo", "approval", request)
    assert [row[0] for row in in_absence(core, "sunli")] == [both[1]]


def test_what_i_extended_myself_is_not_listed(core: Core) -> None:
    request = lapsed(core, "sunli")
    deputy(core)
    extend(core, request, person="sunli")
    assert in_absence(core, "sunli") == []


def in_doubt(core: Core, approver: str) -> int:
    request = core.requested()
    core.step(approver, "approval", request)
    core.step("qianwei", "release", request, slot=1, count=20)
    told(core, request, "started", queued=20)
    told(core, request, "done", **DOUBT)
    return request


def test_a_settlement_that_my_deputy_confirmed_is_listed_with_its_reason(core: Core) -> None:
    deputy(core)
    request, own = in_doubt(core, "jiangbo"), in_doubt(core, "sunli")
    core.at += timedelta(minutes=1)
    waiting = propose(core, request)
    assert [row[1] for row in in_absence(core, "sunli")] == ["approval"]
    core.at += timedelta(minutes=1)
    confirm(core, waiting, by="jiangbo")
    confirm(core, propose(core, own), by="sunli")
    assert in_absence(core, "sunli") == [
        (request, "confirmation", "settle", "jiangbo", "运营商查无记录"),
        (request, "approval", "", "jiangbo", ""),
    ]
    assert in_absence(core, "sunli", render(core.at)) == [
        (request, "confirmation", "settle", "jiangbo", "运营商查无记录")
    ]
    assert in_absence(core, "sunli", render(core.at + timedelta(minutes=1))) == []


def test_what_a_former_deputy_does_in_his_own_post_is_not_listed(core: Core) -> None:
    deputy(core, until=render(core.at + timedelta(hours=1)))
    core.at += timedelta(hours=2)
    credit = core.requested("other", "credit")
    core.step("jiangbo", "approval", credit)
    assert in_absence(core, "sunli") == []


def test_what_a_deputy_extends_in_a_post_of_his_own_is_not_listed(core: Core) -> None:
    request = lapsed(core, "sunli")
    published(core, Appoint("jiangbo", Post.DEPARTMENT_MANAGER, "business", render(core.at)))
    core.at += timedelta(minutes=1)
    deputy(core)
    extend(core, request, person="jiangbo")
    assert in_absence(core, "sunli") == []


def test_what_a_deputy_for_other_categories_extends_in_a_post_of_his_own_is_not_listed(core: Core) -> None:
    request = lapsed(core, "sunli")
    published(core, Appoint("jiangbo", Post.DEPARTMENT_MANAGER, "business", render(core.at)))
    core.at += timedelta(minutes=1)
    deputy(core, categories=["promotion"])
    extend(core, request, person="jiangbo")
    assert in_absence(core, "sunli") == []
