"""The chase board beyond requests' own deadlines: applications, rosters, second signatures, R0, who stands in, what helps, paging."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import event, func, insert, literal, select

from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint, Change, EndPost, SetStanding
from console.domain.times import render
from console.signing.statements import decode, namespace
from console.store.requests import request, request_version
from console.wire import calls
from console.wire.contacts.complaints import AnswerComplaint
from console.wire.duties.deadlines import KINDS, Chase, ChasePage, ChaseRow
from console.wire.duties.here import TodoRow
from console.wire.rosters import rosters
from tests.services.complaints.test_complaints import about, entered
from tests.services.core import AT, Core
from tests.services.people.test_department_rules import acknowledge
from tests.services.people.test_enrolment import Desk, form
from tests.services.people.test_orders import deputy, suspend
from tests.services.requests.test_deadlines import DAY, asked, cleared, sweep, window
from tests.services.two_person.test_pairs import doubtful
from tests.services.two_person.test_pairs import propose as propose_settling

WEEK = timedelta(days=8)
"""Five working days and the weekend between, and a little."""


def board(core: Core, person: str = "wangfang", **asked_for: Any) -> list[ChaseRow]:
    page: ChasePage = core.call(person, Chase(**asked_for))
    return page.rows


def only(core: Core, kind: str, person: str = "wangfang") -> ChaseRow:
    (row,) = board(core, person, kind=kind)
    return row


def helps(row: ChaseRow) -> tuple[str, list[str], list[str]]:
    return row.remedy, row.about, row.helpers


def propose(core: Core, *changes: Change) -> str:
    core.at += timedelta(minutes=1)
    text: str = core.call("hanxue", rosters.PrepareRoster(list(changes))).text
    first = core.org.people["hanxue"].sign(text.encode(), namespace(decode(text.encode())))
    core.call("hanxue", rosters.ProposeRoster(text, first))
    return text


def publish(core: Core, *changes: Change) -> None:
    text = propose(core, *changes)
    digest = core.call("yangfan", rosters.RosterProposals()).rows[0].digest
    second = core.org.people["yangfan"].sign(text.encode(), namespace(decode(text.encode())))
    core.call("yangfan", rosters.ConfirmRoster(digest, second))


def test_an_acceptance_waits_for_everybody_of_the_general_department_who_may_its_manager_too(
    core: Core,
) -> None:
    request = core.requested("promotion")
    for person in ("sunli", "liqiang", "zhoujian"):
        core.step(person, "approval", request)
    assert only(core, "accept").who == ["wangfang", "wuhong", "zhengtao"]


# ---- applications


def test_an_application_waits_for_each_of_its_deciders_and_then_for_the_roster_signers(core: Core) -> None:
    desk = Desk(core)
    application = desk.apply(form())
    row = only(core, "authorise_application")
    assert (row.application, row.title, row.department) == (application, "何青", "business")
    assert (row.who, row.post, row.since, row.late) == (["sunli"], "department_manager", render(AT), False)
    assert row.number == desk.view(application).row.number
    desk.decide("sunli", "authorise", application)
    assert only(core, "approve_application").who == ["liqiang"]
    desk.decide("liqiang", "approve", application)
    assert only(core, "file_application").who == ["wangfang", "wuhong", "zhengtao"]
    desk.decide("wangfang", "file", application)
    row = only(core, "carry_out")
    assert (row.who, row.post) == (["hanxue", "yangfan"], "roster_signer")
    desk.publish(application)
    assert board(core, kind="carry_out") == []


def test_a_returned_application_is_its_applicants_to_revise(core: Core) -> None:
    desk = Desk(core)
    application = desk.apply(form())
    desk.decide("sunli", "return", application)
    assert only(core, "revise_application").who == ["zhaomin"]
    publish(core, EndPost("zhaomin", Post.DRAFTER, "business", render(core.at)))
    row = only(core, "revise_application")
    assert (row.who, helps(row)) == ([], ("anew", ["zhaomin"], []))


def test_what_was_returned_comes_from_whom_returned_it(core: Core) -> None:
    desk = Desk(core)
    desk.decide("sunli", "return", desk.apply(form()))
    returned = asked(core)
    core.step("sunli", "return", returned, text="改")
    rows: list[TodoRow] = core.call("zhaomin", calls.Todo())
    assert {(row.what, row.sender) for row in rows} == {("revise", "sunli"), ("revise_application", "sunli")}


def test_an_application_is_late_after_as_many_working_days_as_a_decision_may_take(core: Core) -> None:
    Desk(core).apply(form())
    core.at = AT + timedelta(days=6)
    assert not only(core, "authorise_application").late
    core.at = AT + WEEK
    assert only(core, "authorise_application").late


def test_an_application_that_somebody_gone_has_signed_leads_nowhere_and_the_board_says_so(core: Core) -> None:
    desk = Desk(core)
    application = desk.apply(form())
    desk.decide("sunli", "authorise", application)
    core.at += timedelta(minutes=1)
    suspend(core, "wangfang", "sunli")
    row = only(core, "approve_application")
    assert (row.who, helps(row)) == ([], ("anew", ["sunli"], ["liqiang"]))


def test_where_only_the_applicant_holds_the_deciders_post_the_board_says_so(core: Core) -> None:
    desk = Desk(core)
    application = desk.apply(form())
    desk.decide("sunli", "authorise", application)
    publish(
        core,
        EndPost("liqiang", Post.SUPERVISING_MANAGER, "business", render(core.at)),
        Appoint("zhaomin", Post.SUPERVISING_MANAGER, "business", render(core.at)),
    )
    core.at += timedelta(minutes=1)
    row = only(core, "approve_application")
    assert (row.who, helps(row)) == ([], ("hands", ["zhaomin"], ["hanxue", "yangfan"]))


# ---- roster versions and two-person acts


def test_a_version_waits_for_the_other_roster_signer_and_is_no_departments_affair(core: Core) -> None:
    propose(core, Appoint("zhaomin", Post.AUDITOR, "", render(AT)))
    row = only(core, "confirm_roster")
    assert (row.number, row.who, row.department) == ("2", ["yangfan"], "")
    assert (row.since, row.until) == (render(core.at), render(core.at + timedelta(hours=72)))
    assert board(core, "sunli", kind="confirm_roster") == []
    core.at += timedelta(hours=70)
    assert only(core, "confirm_roster").late
    core.at += timedelta(hours=3)
    assert board(core, kind="confirm_roster") == []


def test_a_version_whose_other_signer_is_suspended_waits_for_nobody(core: Core) -> None:
    core.at += timedelta(minutes=1)
    suspend(core, "wangfang", "yangfan")
    propose(core, Appoint("zhaomin", Post.AUDITOR, "", render(AT)))
    row = only(core, "confirm_roster")
    assert (row.who, helps(row)) == ([], ("lift", ["yangfan"], ["hanxue"]))


def test_a_settlement_waits_for_the_first_approver_and_for_nobody_once_he_is_suspended(core: Core) -> None:
    settled = doubtful(core)
    assert only(core, "unknown").who == ["qianwei"]
    propose_settling(core, settled)
    assert board(core, kind="unknown") == []
    row = only(core, "confirm")
    assert (row.request, row.slot, row.who, row.until) == (
        settled,
        1,
        ["sunli"],
        render(AT + timedelta(hours=72)),
    )
    assert board(core, "jiangbo", kind="confirm") == []
    core.at += timedelta(minutes=1)
    suspend(core, "wangfang", "sunli")
    row = only(core, "confirm")
    assert (row.who, row.remedy) == ([], "alone")


# ---- the departments' own rules


def test_departments_without_rules_owe_them_and_a_new_manager_acknowledges_them_anew(core: Core) -> None:
    rows = board(core, kind="rules")
    assert [(row.department, row.who) for row in rows] == [
        ("business", ["sunli"]),
        ("credit", ["jiangbo"]),
        ("general", ["zhengtao"]),
    ]
    assert not any(row.late for row in rows)
    acknowledge(core)
    assert [row.department for row in board(core, kind="rules")] == ["credit", "general"]
    core.at = AT + WEEK
    assert all(row.late for row in board(core, kind="rules"))
    publish(
        core,
        EndPost("sunli", Post.DEPARTMENT_MANAGER, "business", render(core.at)),
        Appoint("liqiang", Post.DEPARTMENT_MANAGER, "business", render(core.at)),
    )
    core.at += timedelta(minutes=2)
    (row,) = board(core, kind="rules", department="business")
    assert (row.who, row.title, row.late) == (["liqiang"], "业务部短信管理规定", False)


# ---- complaints


def test_a_complaint_is_called_by_what_was_sent_or_by_what_else_is_known_of_it(core: Core) -> None:
    request, form = about(core)
    for fields in ({"form": form}, {}, {"reference": ""}):
        entered(core, **fields)
    titles = {row.title for row in board(core, kind="complaint")}
    assert titles == {core.view("wangfang", request).draft.purpose, "12321-88", "反复收到短信"}


def test_a_complaint_is_found_by_the_name_of_whoever_owes_it_and_not_of_an_approver_who_is_informed(
    core: Core,
) -> None:
    request = asked(core, category="promotion")
    for person in ("sunli", "liqiang"):
        core.step(person, "approval", request)
    which = entered(core, form=core.view("wangfang", request).row.number)
    assert [row.what for row in core.call("liqiang", calls.Todo()) if row.complaint] == ["complaint_signed"]
    assert [row.complaint for row in board(core, kind="complaint", text="sunli")] == [which]
    assert board(core, kind="complaint", text="liqiang") == []


def test_where_nobody_can_close_a_complaint_the_registrar_is_to_be_put_back(core: Core) -> None:
    _, form = about(core)
    core.call("qianwei", AnswerComplaint(entered(core, form=form), "好"))
    closers = ["chuyan", "wangfang", "zhengtao"]
    assert only(core, "complaint_close").who == closers
    publish(core, *(SetStanding(person, "suspended") for person in closers))
    row = only(core, "complaint_close", "sunli")
    assert (row.who, helps(row)) == ([], ("lift", ["wangfang"], ["hanxue", "yangfan"]))


# ---- who stands in, and what helps


def test_a_deputy_in_force_is_named_beside_the_one_whom_he_stands_in_for(core: Core) -> None:
    late = asked(core)
    deputy(core)
    row = only(core, "decide")
    assert (row.request, row.who, row.in_place, row.remedy) == (late, ["sunli"], [("jiangbo", "sunli")], "")
    core.at += timedelta(days=4)
    assert only(core, "decide").in_place == []


def test_a_deputy_who_may_not_sign_this_one_is_not_named(core: Core) -> None:
    asked(core)
    deputy(core, person="qianwei")
    assert only(core, "decide").in_place == [], "who releases does not approve"


def test_a_late_decision_says_who_may_name_a_deputy(core: Core) -> None:
    asked(core)
    assert only(core, "decide").remedy == ""
    core.at = AT + timedelta(days=6, hours=20)
    row = only(core, "decide")
    assert (row.late, helps(row)) == (True, ("deputy", ["sunli"], ["liqiang"]))
    deputy(core, "liqiang", "zhengtao", principal="sunli")
    row = only(core, "decide")
    assert (row.in_place, row.remedy) == ([("zhengtao", "sunli")], "")


def test_where_the_only_holder_is_suspended_the_board_says_nobody_and_who_can_lift_it(core: Core) -> None:
    core.at += timedelta(minutes=1)
    deputy(core)
    suspend(core, "wangfang", "sunli")
    waiting = core.requested("other", "credit")
    core.at += timedelta(minutes=1)
    suspend(core, "wangfang", "jiangbo")
    row = only(core, "decide")
    assert (row.request, row.who, row.in_place) == (waiting, [], [])
    assert helps(row) == ("lift", ["jiangbo"], ["hanxue", "yangfan"])
    publish(core, EndPost("jiangbo", Post.DEPARTMENT_MANAGER, "credit", render(core.at)))
    core.at += timedelta(minutes=1)
    assert helps(only(core, "decide")) == ("appoint", [], ["hanxue", "yangfan"])


def test_a_suspended_operators_standby_is_named_with_the_manager_who_wakes_him(core: Core) -> None:
    publish(core, Appoint("liqiang", Post.OPERATOR, "business", render(core.at), standby=True))
    cleared(core)
    core.at += timedelta(minutes=1)
    assert only(core, "release").who == ["qianwei"]
    suspend(core, "sunli", "qianwei")
    row = only(core, "release")
    assert (row.who, helps(row)) == ([], ("standby", ["liqiang"], ["sunli"]))
    suspend(core, "wangfang", "liqiang")
    row = only(core, "release")
    assert (row.who, helps(row)) == ([], ("lift", ["qianwei"], ["hanxue", "yangfan"]))


def test_a_standby_whom_no_manager_can_wake_is_no_remedy(core: Core) -> None:
    publish(core, Appoint("liqiang", Post.OPERATOR, "business", render(core.at), standby=True))
    cleared(core)
    core.at += timedelta(minutes=1)
    suspend(core, "sunli", "qianwei")
    publish(core, EndPost("sunli", Post.DEPARTMENT_MANAGER, "business", render(core.at)))
    core.at += timedelta(minutes=1)
    row = only(core, "release")
    assert (row.who, helps(row)) == ([], ("lift", ["qianwei"], ["hanxue", "yangfan"]))


def test_where_all_who_could_sign_had_a_hand_in_it_the_board_says_so(core: Core) -> None:
    waiting = asked(core)
    publish(
        core,
        EndPost("sunli", Post.DEPARTMENT_MANAGER, "business", render(core.at)),
        Appoint("zhaomin", Post.DEPARTMENT_MANAGER, "business", render(core.at)),
    )
    core.at += timedelta(minutes=1)
    row = only(core, "decide")
    assert (row.request, row.who, helps(row)) == (waiting, [], ("hands", ["zhaomin"], ["hanxue", "yangfan"]))


def test_a_department_without_a_drafter_has_nobody_to_revise_and_needs_one(core: Core) -> None:
    returned = asked(core)
    core.step("sunli", "return", returned, text="改名单")
    publish(core, SetStanding("zhaomin", "left"))
    core.at += timedelta(minutes=1)
    row = only(core, "revise")
    assert (row.request, row.who, helps(row)) == (returned, [], ("appoint", [], ["hanxue", "yangfan"]))


def test_who_must_pledge_before_he_decides_owes_the_decision_all_the_same(core: Core) -> None:
    asked(core)
    core.at = AT + timedelta(days=1)
    with core.database.writer() as conn:
        conn.exec_driver_sql("DELETE FROM pledge WHERE person = 'sunli'")
    assert only(core, "decide").who == ["sunli"]
    assert [row.who for row in board(core, kind="pledge")] == [["sunli"]]


# ---- filters, order, pages


def test_every_kind_can_be_asked_for_alone_and_no_other(core: Core) -> None:
    asked(core)
    cleared(core)
    back = asked(core)
    core.step("sunli", "return", back, text="改")
    lapsed = cleared(core, window(core, timedelta(), timedelta(minutes=1)))
    core.at += timedelta(minutes=2)
    sweep(core)
    all_rows = board(core)
    assert {row.what for row in all_rows} == {"decide", "release", "revise", "extend", "rules"}
    for kind in KINDS:
        assert board(core, kind=kind) == [row for row in all_rows if row.what == kind]
    assert only(core, "extend").request == lapsed
    core.refuses("no_such_debt", "wangfang", Chase(kind="everything"))


def test_a_text_finds_number_purpose_department_and_whoever_owes_it(core: Core) -> None:
    mine = core.requested(purpose="提醒客户领取100%的利息")
    theirs = core.requested("other", "credit")
    number = core.view("zhoujian", theirs).row.number

    def found(text: str) -> set[tuple[str, int]]:
        return {(row.what, row.request) for row in board(core, text=text)}

    assert found("100%") == {("decide", mine)}
    assert found("1%0") == set()
    assert found(number) == {("decide", theirs)}
    assert found("信贷") == {("decide", theirs), ("rules", 0)}
    assert found("孙丽") == found("SUNLI") == {("decide", mine), ("rules", 0)}
    assert found("蒋") == {("decide", theirs), ("rules", 0)}
    assert found("没有这样的") == set()
    deputy(core, person="chuyan")
    assert found("褚燕") == {("decide", mine)}


def test_a_person_is_found_by_what_he_owes_of_every_kind(core: Core) -> None:
    desk = Desk(core)
    returned = asked(core)
    core.step("sunli", "return", returned, text="改")
    cleared(core)
    desk.filed(form())
    propose(core, Appoint("wuhong", Post.AUDITOR, "", render(AT)))
    paper = core.requested("other", "credit")
    core.step("jiangbo", "approval", paper)

    def kinds(text: str) -> set[str]:
        return {row.what for row in board(core, text=text)}

    assert kinds("赵敏") == {"revise"}
    assert kinds("钱伟") == {"release"}
    assert kinds("杨帆") == {"carry_out", "confirm_roster"}
    assert kinds("王芳") == {"accept"}
    assert kinds("何青") == {"carry_out"}
    assert kinds("冯磊") == set()


def test_the_most_urgent_stands_first_and_the_pages_hold_everything_once(core: Core) -> None:
    first = asked(core, window(core, timedelta(), 20 * DAY))
    soon = asked(core, window(core, timedelta(), timedelta(hours=2)))
    late = cleared(core, window(core, timedelta(), timedelta(minutes=1)))
    core.at += timedelta(minutes=2)
    sweep(core)
    _clone(core, first, 230)
    seen: list[tuple[str, int, str]] = []
    after, pages = "", 0
    while True:
        page: ChasePage = core.call("wangfang", Chase(after=after, limit=100))
        seen += [(row.what, row.request, row.department) for row in page.rows]
        pages, after = pages + 1, page.page.after
        if not after:
            break
    assert (pages, len(seen), page.page.total) == (3, 236, 236)
    assert len(set(seen)) == 236
    assert [one[:2] for one in seen[:2]] == [("extend", late), ("decide", soon)]
    assert all(row.who == ["sunli"] for row in board(core, kind="decide", after="200"))


def test_what_lies_beyond_the_page_costs_no_query_of_its_own(core: Core) -> None:
    first = asked(core, window(core, timedelta(), 20 * DAY))
    # What a desk reads once in its life is read by now.
    _queries(core)
    few = _queries(core)
    _clone(core, first, 230)
    assert _queries(core) == few


def _queries(core: Core) -> int:
    asked_for: list[str] = []

    @contextmanager
    def counted() -> Iterator[None]:
        def one(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
            asked_for.append(statement)

        event.listen(core.database._read, "before_cursor_execute", one)
        yield
        event.remove(core.database._read, "before_cursor_execute", one)

    with counted():
        assert len(board(core, kind="decide", limit=1)) == 1
    return len(asked_for)


def _clone(core: Core, request_id: int, n: int) -> None:
    """The same request so many times more, with numbers of their own: as the tables would hold them."""
    with core.database.writer() as conn:
        top = conn.execute(select(func.max(request.c.id))).scalar_one()
        for nth in range(1, n + 1):
            key = top + nth
            other = {
                "id": literal(key),
                "number": request.c.number + f"-{nth}",
                "digest": literal(f"{key:064d}"),
            }
            columns = [other.get(c.name, c) for c in request.c]
            conn.execute(
                insert(request).from_select(
                    [c.name for c in request.c], select(*columns).where(request.c.id == request_id)
                )
            )
            other = {"request": literal(key), "digest": literal(f"{key:064d}")}
            columns = [other.get(c.name, c) for c in request_version.c]
            conn.execute(
                insert(request_version).from_select(
                    [c.name for c in request_version.c],
                    select(*columns).where(request_version.c.request == request_id),
                )
            )
