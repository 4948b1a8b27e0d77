"""Personnel orders at the desk: given, signed, in force at once, and proved by the bundle that the dispatcher gets."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.acting.people import orders as acting
from console.domain import acts
from console.domain.people.orders import Deputation
from console.domain.people.people import Post
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.services.standing import orders as kept
from console.signing.bundle import verify
from console.signing.bundle_file import unpack
from console.signing.refused import Refused
from console.signing.statements import encode
from console.wire import calls
from console.wire.answers import Blob, Done, Prepared
from console.wire.ledger import ledger
from console.wire.people import personnel
from console.wire.requests.drafts import Draft
from tests import asking
from tests.lies import Line
from tests.services.core import AT, Core, one_clock


def deputy(core: Core, by: str = "sunli", person: str = "jiangbo", **fields: Any) -> Done:
    usual: dict[str, Any] = {
        "principal": by,
        "post": "department_manager",
        "department": "business",
        "since": render(core.at),
        "until": render(core.at + timedelta(days=3)),
        "reason": "出差三天",
    }
    call = asking.order("deputation", person=person, **(usual | fields))
    return core.enact(by, core.call(by, call))


def suspend(core: Core, by: str, person: str) -> Done:
    return core.enact(by, core.call(by, asking.order("suspension", person=person, reason="疑似泄露")))


def recall(core: Core, by: str, order: str) -> Done:
    return core.enact(by, core.call(by, asking.order("recall", order=order, reason="提前回来")))


def code(core: Core, by: str, call: Any) -> str:
    with pytest.raises(RefusedError) as caught:
        core.call(by, call)
    return caught.value.refusal.code


def live(core: Core, **filters: Any) -> list[personnel.OrderRow]:
    page: personnel.OrderPage = core.call("shenyu", personnel.OrdersPage(**filters))
    return page.rows


def proved(core: Core, request: int) -> list[str]:
    """Who signed, as the dispatcher finds it."""
    blob: Blob = core.call("dispatch-1", calls.BundleOf(request, 1))
    verified = verify(unpack(blob.data), core.org.roots, render(core.at))
    return [one.person for one in verified.signatures]


def test_a_deputy_sees_the_request_signs_it_in_his_own_name_and_the_dispatcher_agrees(core: Core) -> None:
    request = core.requested()
    assert not core.call("jiangbo", calls.RequestsPage(queue=True)).rows
    deputy(core)
    assert [row.id for row in core.call("jiangbo", calls.RequestsPage(queue=True)).rows] == [request]
    assert [row.request for row in core.call("jiangbo", calls.Todo()) if row.request] == [request]
    core.step("jiangbo", "approval", request)
    step = core.view("sunli", request).steps[-1]
    assert (step.person, step.posts, step.deputy_for) == ("jiangbo", ["department_manager"], "sunli")
    core.step("qianwei", "release", request, slot=1, count=20)
    assert proved(core, request) == ["zhaomin", "zhaomin", "jiangbo", "qianwei"]


def test_a_deputy_reads_what_waits_for_him_and_no_more(core: Core) -> None:
    list_id = core.add_list()
    core.submit(core.draft(list_id, body="第一份:您的定期存款将于12月1日到期。"))
    other = core.requested("notice", "general")
    deputy(core)
    assert {row.department for row in core.call("jiangbo", calls.RequestsPage()).rows} == {"business"}
    assert code(core, "jiangbo", calls.RequestDetail(other)) == "not_your_department"


def test_a_deputation_ends_by_itself_and_by_recall(core: Core) -> None:
    request = core.requested()
    deputy(core)
    (row,) = live(core)
    assert (row.kind, row.person, row.principal, row.state) == ("deputation", "jiangbo", "sunli", "live")
    recall(core, "sunli", row.digest)
    assert live(core) == []
    (row,) = live(core, live=False)
    assert (row.state, row.until) == ("recalled", render(core.at))
    assert [row.what for row in core.call("jiangbo", calls.Todo())] == ["rules"]
    deputy(core, since=render(core.at + timedelta(hours=1)))
    assert live(core)[0].state == "coming"
    core.at += timedelta(days=4)
    assert live(core) == []
    assert live(core, live=False)[0].state == "over"
    assert core.view("sunli", request).row.state == "submitted"


def test_orders_are_found_by_whom_they_name_and_say_who_may_recall_them(core: Core) -> None:
    deputy(core)
    deputy(core, "liqiang", "chuyan", principal="liqiang", post="supervising_manager")
    assert [row.person for row in live(core, person="sunli")] == ["jiangbo"]
    assert [row.person for row in live(core, person="chuyan")] == ["chuyan"]
    assert [row.person for row in live(core, kind="suspension")] == []
    rows = core.call("sunli", personnel.OrdersPage()).rows
    assert {row.person: row.recallable for row in rows} == {"jiangbo": True, "chuyan": False}
    first = core.call("shenyu", personnel.OrdersPage(limit=1))
    rest = core.call("shenyu", personnel.OrdersPage(limit=1, after=first.page.after))
    assert [r.person for r in (*first.rows, *rest.rows)] == ["chuyan", "jiangbo"]
    assert first.page.total == 2


def test_each_order_is_a_ledger_entry_with_its_statement(core: Core) -> None:
    done = deputy(core)
    entry: ledger.EntryView = core.call("shenyu", ledger.EntryDetail(done.seq))
    assert (entry.row.kind, entry.row.subject) == ("order.deputation", "person:jiangbo")
    assert msgspec.json.decode(entry.statement, type=acts.Order).reason == "出差三天"


def test_who_is_suspended_can_do_nothing_at_once_and_what_carries_his_name_goes_back(core: Core) -> None:
    waiting, cleared = core.requested(), core.cleared()
    suspend(core, "wangfang", "zhaomin")
    assert code(core, "zhaomin", calls.SaveDraft(Draft(department="business"))) == "not_in_roster"
    for request in (waiting, cleared):
        view = core.view("sunli", request)
        assert (view.row.state, view.row.waits_for) == ("returned", "revise")
        assert "zhaomin" in view.reason
        assert {slot.state for slot in view.slots} == {"stopped"}
    kinds = [row.kind for row in core.call("shenyu", ledger.EntriesPage()).rows]
    assert kinds[:3] == ["request.stopped", "request.stopped", "order.suspension"]


def test_what_is_already_released_is_left_and_the_dispatcher_refuses_it(core: Core) -> None:
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    suspend(core, "sunli", "zhaomin")
    assert core.view("sunli", request).slots[0].state == "released"
    with pytest.raises(Refused, match="signer_not_active"):
        proved(core, request)


def test_a_suspended_managers_deputy_signs_no_more(core: Core) -> None:
    core.requested()
    deputy(core)
    suspend(core, "sunli", "sunli")
    assert [row.what for row in core.call("jiangbo", calls.Todo())] == ["rules"]


@pytest.mark.parametrize(
    ("by", "fields", "refusal"),
    [
        ("qianwei", {}, "principal_without_post"),
        ("qianwei", {"principal": "sunli"}, "not_yours_to_deputise"),
        ("sunli", {"person": "nobody"}, "no_such_deputy"),
        ("sunli", {"person": "sunli"}, "own_deputy"),
        ("sunli", {"post": "janitor"}, "not_a_choice"),
        ("qianwei", {"post": "operator", "principal": "qianwei"}, "not_deputised"),
        ("sunli", {"until": render(AT + timedelta(days=40))}, "order_dates"),
        ("sunli", {"reason": " "}, "reason_missing"),
        ("sunli", {"since": "tomorrow"}, "time_unreadable"),
        ("sunli", {"categories": ["advertising"]}, "not_a_choice"),
    ],
)
def test_an_order_that_may_not_be_given_is_refused_before_it_is_signed(
    core: Core, by: str, fields: dict[str, Any], refusal: str
) -> None:
    with pytest.raises(RefusedError) as caught:
        deputy(core, by, **fields)
    assert caught.value.refusal.code == refusal
    assert live(core, live=False) == []


def test_what_the_desk_did_not_prepare_is_judged_all_the_same(core: Core) -> None:
    """A person's own program may sign what it likes; the desk judges it when it comes in."""
    order = Deputation(
        org=core.org.roots.org,
        by="qianwei",
        at=render(core.at),
        roster=1,
        principal="sunli",
        post=Post.DEPARTMENT_MANAGER,
        department="business",
        deputy="jiangbo",
        since=render(core.at),
        until=render(core.at + timedelta(days=1)),
        categories=[],
        reason="我说了算",
    )
    text, signature = core.sign("qianwei", Prepared(encode(order).decode()))
    assert code(core, "qianwei", calls.Enact(text, signature)) == "not_yours_to_deputise"


def test_an_order_is_taken_once_and_not_behind_a_later_one(core: Core) -> None:
    first = core.call("sunli", asking.order("suspension", person="zhaomin", reason="一"))
    text, signature = core.sign("sunli", first)
    core.call("sunli", calls.Enact(text, signature))
    assert code(core, "sunli", calls.Enact(text, signature)) == "signed_before"
    early = core.call("jiangbo", asking.order("suspension", person="weina", reason="二"))
    core.at += timedelta(minutes=1)
    deputy(core)
    text, signature = core.sign("jiangbo", early)
    assert code(core, "jiangbo", calls.Enact(text, signature)) == "order_older"
    with core.database.reader() as conn:
        assert len(kept(conn)) == 2


def test_an_order_signed_elsewhere_is_carried_in_and_the_carrier_is_recorded(core: Core) -> None:
    call = asking.order("suspension", person="zhaomin", reason="电话指示")
    done = core.enact("sunli", core.call("sunli", call), carrier="wuhong")
    entry: ledger.EntryView = core.call("shenyu", ledger.EntryDetail(done.seq))
    assert '"carrier":"wuhong"' in entry.envelope


def test_back_from_leave_one_sees_what_was_done_in_ones_place(core: Core) -> None:
    first, second, third, own = (core.requested() for _ in range(4))
    core.step("sunli", "approval", own)
    deputy(core)
    core.step("jiangbo", "approval", first, text="同意")
    core.at += timedelta(minutes=1)
    core.step("jiangbo", "return", second, text="请改时间")
    core.at += timedelta(minutes=1)
    core.step("jiangbo", "rejection", third, text="不宜发送")
    credit = core.requested("other", "credit")
    core.step("jiangbo", "approval", credit)
    rows: list[personnel.AbsenceRow] = core.call("sunli", personnel.InMyAbsence())
    assert [(r.request, r.kind, r.deputy, r.opinion) for r in rows] == [
        (third, "rejection", "jiangbo", "不宜发送"),
        (second, "return", "jiangbo", "请改时间"),
        (first, "approval", "jiangbo", "同意"),
    ]
    since = personnel.InMyAbsence(render(core.at))
    assert [r.request for r in core.call("sunli", since)] == [third]
    assert core.call("zhengtao", personnel.InMyAbsence()) == []


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"person": "zhengtao"}, "deputy"),
        ({"principal": "liqiang"}, "principal"),
        ({"post": "operator"}, "post"),
        ({"department": "credit"}, "department"),
        ({"categories": ["notice"]}, "categories"),
        ({"since": "2026-11-01T00:00:00Z"}, "since"),
        ({"until": "2026-12-31T00:00:00Z"}, "until"),
        ({"reason": "休假"}, "reason"),
        ({"by": "liqiang"}, "by"),
        ({"kind": "activation"}, "type"),
        ({"digest": "0" * 64}, "order"),
    ],
)
def test_an_order_is_recalled_only_if_its_bytes_say_what_was_shown_of_it(
    core: Core, monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], fields: str
) -> None:
    one_clock(core, monkeypatch)
    deputy(core)
    (row,), line = live(core), Line(core, "sunli")
    with pytest.raises(ConsoleError, match="prepared_differs") as caught:
        acting.recall(line, msgspec.structs.replace(row, **changed), {"reason": "提前回来"}, by="sunli")
    assert caught.value.params["fields"] == fields
    assert acting.recall(line, row, {"reason": "提前回来"}, by="sunli").text.count(row.digest) == 1


def test_a_desk_that_swaps_two_orders_gets_no_recall_of_either(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_clock(core, monkeypatch)
    deputy(core, categories=["notice"])
    deputy(core, categories=["other"], reason="休假")
    one, other = live(core)
    for lied in ({"digest": other.digest}, {"digest": other.digest, "text": other.text}):
        swapped = msgspec.structs.replace(one, **lied)
        with pytest.raises(ConsoleError, match="prepared_differs"):
            acting.recall(Line(core, "sunli"), swapped, {"reason": "提前回来"}, by="sunli")


def test_a_deputy_reads_what_their_principal_reads_and_nobody_else_does(core: Core) -> None:
    request = core.requested()
    core.refuses("not_your_department", "jiangbo", calls.RequestDetail(request))
    deputy(core)
    assert core.view("jiangbo", request).row.id == request
    core.refuses("not_your_department", "weina", calls.RequestDetail(request))
