"""Figures of use (R8): what the desk counts of a period, for whom, and that each number is that of what happened."""

import hashlib
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import openpyxl
import pytest
from sqlalchemy import Engine, event, insert

from console.db import chain
from console.domain.filing.statistics import Dimension, Figures
from console.domain.times import render
from console.exports.statistics_book import COLUMNS, value_of
from console.signing.canonical import dumps
from console.store.personnel import proposal
from console.store.requests import request as request_table
from console.store.requests import request_version
from console.store.sends import slot as slot_table
from console.wire import calls, dispatch
from console.wire.contacts import complaints as complaint_calls
from console.wire.contacts import optouts
from console.wire.filing import statistics as wire
from console.wire.sending.slots import Tally
from tests.services.archive.test_emergencies import enter
from tests.services.core import Core
from tests.services.ways import remembered

DISPATCH = "dispatch-1"
HOUR = timedelta(hours=1)
NOVEMBER = datetime(2026, 11, 10, 3, tzinfo=UTC)


def report(core: Core, request: int, what: str, *, at: str = "", **tally: int) -> None:
    """The dispatcher's signed report of a slot."""
    with core.database.reader() as conn:
        row = conn.execute(
            slot_table.select().where(slot_table.c.request == request, slot_table.c.release != "")
        ).one()
    told = Tally(approved=row.n, **tally)
    body = {
        "type": "report/1", "at": at or render(core.at), "request": request, "slot": 1, "release": row.release,
        "event": what, "reason": "", "hold": 0, "tally": msgspec.to_builtins(told), "results": "", "proposal": "",
    }  # fmt: skip
    text = dumps(body).decode()
    signature = core.org.service.sign(text.encode(), "sms-report@yunling")
    core.call(DISPATCH, dispatch.ReportSlot(request, 1, row.release, what, "", told, text, signature))


@remembered
def sent(core: Core, n: int = 20, category: str = "notice", *, at: str = "", **tally: int) -> int:
    """A request that was approved, released and sent to its end; `tally` says what became of its recipients."""
    department = {"notice": "business", "promotion": "business", "other": "credit"}[category]
    request = core.cleared(category, department, n)
    core.step(
        "qianwei" if department == "business" and category == "notice" else "wuhong",
        "release",
        request,
        slot=1,
        count=n,
    )
    report(core, request, "started", at=at, queued=n)
    report(core, request, "done", at="", **(tally or {"delivered": n}))
    return request


def table(
    core: Core, period: str = "2026-11", person: str = "zhoujian", **fields: str
) -> wire.StatisticsView:
    view: wire.StatisticsView = core.call(person, wire.Statistics(period, **fields))
    return view


def figures(core: Core, period: str = "2026-11", person: str = "zhoujian", **fields: str) -> Figures:
    return table(core, period, person, **fields).total.figures


def test_what_happened_to_requests_is_counted_where_it_happened(core: Core) -> None:
    returned = core.requested()
    core.step("sunli", "return", returned, text="写明到期日")
    core.submit(core.draft(core.add_list(n=5)), request=returned)
    core.at += 2 * HOUR
    core.step("sunli", "approval", returned)
    rejected, withdrawn = core.requested(purpose="甲"), core.requested(purpose="乙")
    core.step("sunli", "rejection", rejected, text="不合规定")
    core.step("zhaomin", "withdrawal", withdrawn, text="不发了")
    found = figures(core)
    assert (found.submitted, found.approved, found.returned) == (4, 1, 1)
    assert (found.rejected, found.withdrawn, found.expired, found.sends) == (1, 1, 0, 0)
    assert (found.median, found.p90) == (7200, 7200)
    assert table(core).reasons == [("写明到期日", 1)]
    assert figures(core, "2026-10") == Figures()


def test_only_the_last_signature_of_the_route_is_an_approval(core: Core) -> None:
    request = core.requested("promotion", n=30)
    for hours, person in ((1, "sunli"), (1, "liqiang"), (2, "zhoujian")):
        assert figures(core).approved == 0
        core.at += hours * HOUR
        core.step(person, "approval", request)
    found = figures(core)
    assert (found.approved, found.median) == (1, 4 * 3600)
    core.step("wangfang", "acceptance", request, paper="2026-001", place="A-1")
    assert figures(core).approved == 1


def test_a_send_counts_with_its_results_in_the_month_of_its_first_message(core: Core) -> None:
    core.at = NOVEMBER + 20 * timedelta(days=1) - 12 * HOUR
    request = core.cleared(n=20)
    core.step("qianwei", "release", request, slot=1, count=20)
    # The last second of November on the organisation's clock; the desk hears of it in December alone.
    first = "2026-11-30T15:59:59Z"
    core.at = datetime(2026, 12, 1, 3, tzinfo=UTC)
    report(core, request, "started", at=first, queued=20)
    report(
        core, request, "done", delivered=15, undelivered=1, refused=1, no_receipt=1, unknown=1, suppressed=1
    )
    assert (figures(core, "2026-12").sends, figures(core, "2026-12").recipients) == (0, 0)
    found = figures(core, "2026-11")
    assert (found.sends, found.recipients, found.delivered, found.unknown) == (1, 20, 15, 1)
    assert found.balances()
    price = core.call("zhoujian", calls.RequestDetail(request))
    cost = msgspec.json.decode(price.statement)["cost"]
    each = cost["billed_each"]
    # What the provider took beyond doubt: delivered, undelivered, and without a receipt.
    assert (found.parts, found.fen) == (17 * each, 17 * each * (cost["fen"] // cost["billed_total"]))
    assert found.fen > 0


def test_a_send_that_begins_a_second_later_is_of_the_next_quarter(core: Core) -> None:
    core.at = datetime(2026, 12, 31, 15, tzinfo=UTC)
    sent(core, at="2026-12-31T15:59:59Z")
    sent(core, at="2026-12-31T16:00:00Z")
    core.at = datetime(2027, 1, 4, 3, tzinfo=UTC)
    names = ("2026Q4", "2026-12", "2026", "2027Q1", "2027-01", "2027")
    assert [figures(core, name).sends for name in names] == [1] * 6


def test_every_dimension_adds_up_to_the_whole(core: Core) -> None:
    sent(core, 20)
    sent(core, 30, "promotion")
    sent(core, 40, "other")
    for by in Dimension:
        view = table(core, "2026Q4", by=by)
        for name in ("submitted", "approved", "sends", "recipients", "delivered", "parts", "fen"):
            assert sum(getattr(row.figures, name) for row in view.rows) == getattr(view.total.figures, name)
        assert view.total.figures.recipients == 90
    assert {row.key: row.figures.recipients for row in table(core, by="category").rows} == {
        "notice": 20, "promotion": 30, "other": 40,
    }  # fmt: skip
    by_department = {row.key: row.figures.recipients for row in table(core, by="department").rows}
    assert (by_department["business"], by_department["credit"], by_department["general"]) == (50, 40, 0)
    months = table(core, "2026Q4", by="month").rows
    assert [(row.key, row.figures.sends) for row in months] == [
        ("2026-10", 0),
        ("2026-11", 3),
        ("2026-12", 0),
    ]


def test_unknowns_that_two_people_settled_are_told_beside_those_still_open(core: Core) -> None:
    request = sent(core, 20, delivered=16, unknown=4)
    act = {"act": {"act": "settle/1", "count": 3}}
    row = {
        "digest": "d" * 64, "kind": "settle", "subject": f"request:{request}", "request": request, "slot": 1,
        "by": "qianwei", "at": render(core.at), "expires": "", "state": "applied", "text": dumps(act).decode(),
        "signature": "", "confirmed_by": "sunli", "confirmation": "", "confirmation_signature": "", "why": "",
    }  # fmt: skip
    with core.database.writer() as conn:
        conn.execute(insert(proposal).values(row))
        conn.execute(insert(proposal).values(row | {"digest": "e" * 64, "state": "open"}))
    assert (figures(core).unknown, figures(core).settled) == (4, 3)


def test_opt_outs_are_counted_by_time_and_belong_to_no_department(core: Core) -> None:
    core.call("qianwei", optouts.AddOptOuts([13800138000, 13800138001], "promotion", "电话"))
    core.at = datetime(2026, 12, 2, 3, tzinfo=UTC)
    core.call("qianwei", optouts.AddOptOuts([13800138002], "all", "柜台"))
    rows = table(core, "2026Q4", by="month").rows
    assert [row.optouts for row in rows] == [0, 2, 1]
    assert table(core, "2026Q4").total.optouts == 3
    assert {row.optouts for row in table(core, by="department").rows} == {-1}


def test_complaints_and_emergency_sends_are_counted_beside_the_rest(core: Core) -> None:
    form = core.view("wangfang", sent(core)).row.number
    at = render(core.at)
    told: list[dict[str, Any]] = [{"form": form}, {"department": "business"}, {"department": "credit"}, {}]
    for about in told:
        core.call("wangfang", complaint_calls.EnterComplaint("12321", "反复收到短信", at, **about))
    enter(core)
    whole = figures(core)
    assert (whole.complaints, whole.emergencies, whole.recipients, whole.sends) == (4, 1, 20, 1)
    own = figures(core, department="business")
    assert (own.complaints, own.emergencies) == (2, 1)
    notices = figures(core, category="notice")
    assert (notices.complaints, notices.emergencies) == (1, 1)
    assert figures(core, category="promotion").emergencies == 0
    assert figures(core, "2026-10").complaints == 0
    rows = {row.key: row.figures for row in table(core, by="department").rows}
    assert (rows["business"].complaints, rows["credit"].complaints, rows["general"].complaints) == (2, 1, 0)


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("zhaomin", {"business"}), ("sunli", {"business"}), ("weina", {"credit"}), ("chenjing", None),
        ("zhoujian", None), ("wangfang", None), ("shenyu", None),
    ],
)  # fmt: skip
def test_people_see_their_own_departments_and_some_see_all(
    core: Core, person: str, seen: set[str] | None
) -> None:
    sent(core, 20)
    sent(core, 40, "other")
    view = table(core, person=person, by="department")
    recipients = {"business": 20, "credit": 40}
    if seen is None:
        assert view.house
        assert view.total.figures.recipients == 60
        return
    assert not view.house
    assert {row.key for row in view.rows} == seen
    assert view.total.figures.recipients == sum(recipients[one] for one in seen)
    (other,) = {"business", "credit"} - seen
    for call in (
        wire.Statistics("2026-11", department=other),
        wire.StatisticsCodes("2026-11", other),
        wire.StatisticsRequests("2026-11", other),
        wire.MakeStatisticsBook("2026-11", other),
    ):
        core.refuses("not_your_department", person, call)
    behind = core.call(person, wire.StatisticsRequests("2026-11"))
    assert {row.department for row in behind.rows} == seen


def test_the_supervising_manager_sees_those_that_he_is_in_charge_of(core: Core) -> None:
    view = table(core, person="liqiang", by="department")
    roster = {post.department for post in _posts(core, "liqiang")}
    assert {row.key for row in view.rows} == roster
    assert not view.house


def _posts(core: Core, person: str) -> Any:
    from console.signing.statements import decode

    roster = decode(core.org.rosters[-1].text.encode())
    return [one for one in roster.posts if one.person == person]  # type: ignore[union-attr]


def test_what_makes_no_sense_is_refused(core: Core) -> None:
    core.refuses("statistics_period", "zhoujian", wire.Statistics("2026-13"))
    core.refuses("statistics_period", "zhoujian", wire.StatisticsCodes("heute"))
    core.refuses("statistics_dimension", "zhoujian", wire.Statistics("2026", "person"))
    core.refuses("statistics_category", "zhoujian", wire.Statistics("2026", category="lunch"))
    core.refuses("service_has_no_post", DISPATCH, wire.Statistics("2026"))


def test_the_codes_say_why_recipients_were_not_reached(core: Core) -> None:
    request = sent(core, 20, delivered=16, refused=2, undelivered=1, unknown=1)
    states = bytes([5, 5, 4, 7] + [3] * 16)
    told = dispatch.ReportResults(
        request, 1, 0, 1, states, {0: "0x00000045", 1: "0x00000045", 2: "UNDELIV", 3: ""}, {}
    )
    core.call(DISPATCH, told)
    answer = core.call("zhoujian", wire.StatisticsCodes("2026-11"))
    assert [(one.state, one.code, one.n) for one in answer] == [
        ("refused", "0x00000045", 2), ("undelivered", "UNDELIV", 1), ("unknown", "", 1),
    ]  # fmt: skip
    assert core.call("zhoujian", wire.StatisticsCodes("2026-10")) == []
    assert core.call("zhoujian", wire.StatisticsCodes("2026-11", "credit")) == []


def test_behind_a_row_stand_the_requests_that_it_counts(core: Core) -> None:
    first, second = sent(core, 20), core.requested("other", "credit", purpose="收息提醒之外")
    ids = [row.id for row in core.call("zhoujian", wire.StatisticsRequests("2026-11")).rows]
    assert ids == [second, first]
    page = core.call("zhoujian", wire.StatisticsRequests("2026-11", limit=1))
    assert (page.page.total, [row.id for row in page.rows]) == (2, [second])
    page = core.call("zhoujian", wire.StatisticsRequests("2026-11", after=page.page.after))
    assert [row.id for row in page.rows] == [first]
    assert [r.id for r in core.call("zhoujian", wire.StatisticsRequests("2026-11", text="之外")).rows] == [
        second
    ]
    assert core.call("zhoujian", wire.StatisticsRequests("2026-11", category="promotion")).rows == []
    assert core.call("zhoujian", wire.StatisticsRequests("2026-10")).rows == []


def test_the_requests_behind_a_row_are_looked_for_by_what_was_typed_and_by_nothing_else(core: Core) -> None:
    first, second = sent(core, 20), core.requested("other", "credit", purpose="让利5%")
    number = core.view("wangfang", first).row.number

    def found(text: str) -> list[int]:
        rows = core.call("zhoujian", wire.StatisticsRequests("2026-11", text=text)).rows
        return [row.id for row in rows]

    assert (found(number), found("5%"), found("%"), found("_")) == ([first], [second], [second], [])


def test_the_workbooks_numbers_are_the_services(core: Core) -> None:
    sent(core, 20, delivered=17, unknown=3)
    sent(core, 40, "other")
    returned = core.requested()
    core.step("sunli", "return", returned, text='=HYPERLINK("http://x")')
    made = core.call("zhoujian", wire.MakeStatisticsBook("2026Q4", lang="en"))
    assert made.name == "statistics-2026Q4.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(made.data))
    names = {"business": "业务部", "credit": "信贷部", "general": "综合部"}
    for by in Dimension:
        view, sheet = table(core, "2026Q4", by=by), book[by.value]
        shown = {row[0].value: [cell.value for cell in row[1:]] for row in sheet.iter_rows(min_row=5)}
        words = {"notice": "business notice", "promotion": "promotion", "other": "other"}
        assert len(shown) == len(view.rows) + 1
        for row, name in [(one, names.get(one.key) or one.key) for one in view.rows] + [
            (view.total, "total")
        ]:
            if by is Dimension.CATEGORY and name in words:
                continue
            assert shown[name] == [value_of(figure, row)[0] for figure in COLUMNS], (by, name)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type in {"s", "n"} for cell in cells)
    assert '=HYPERLINK("http://x")' in {cell.value for cell in cells}


def test_a_workbook_of_a_part_names_the_department_and_the_category_and_tells_nothing_else(
    core: Core,
) -> None:
    sent(core, 20)
    sent(core, 40, "other")
    made = core.call("zhoujian", wire.MakeStatisticsBook("2026Q4", "credit", "other", lang="zh"))
    assert made.name == "statistics-2026Q4-credit-other.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(made.data))
    for sheet in book:
        assert "信贷部" in sheet["A2"].value
        assert "其他" in sheet["A2"].value
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows(min_row=4) for cell in row}
    assert ("信贷部" in cells, "业务部" in cells) == (True, False)


def test_however_many_requests_are_counted_in_a_handful_of_reads_and_no_recipient_is_walked(
    core: Core,
) -> None:
    many(core, sent(core, 20), 300)
    read: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        read.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        view = table(core, "2026Q4", by="department")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert (view.total.figures.sends, view.total.figures.recipients) == (301, 6_020)
    assert len(read) < 200
    assert not [one for one in read if "list_number" in one or "FROM result" in one]


def many(core: Core, like: int, n: int) -> None:
    """`n` more requests like one that was sent, put into the tables as they would stand there."""
    with core.database.writer() as conn:
        one = conn.execute(request_table.select().where(request_table.c.id == like)).one()._asdict()
        version = (
            conn.execute(request_version.select().where(request_version.c.request == like)).one()._asdict()
        )
        slot = conn.execute(slot_table.select().where(slot_table.c.request == like)).one()._asdict()
        conn.execute(
            insert(request_table),
            [one | {"id": like + nth, "number": f"{one['number']}-{nth}"} for nth in range(1, n + 1)],
        )
        conn.execute(
            insert(request_version),
            [version | {"request": like + nth, "digest": f"{nth:064d}"} for nth in range(1, n + 1)],
        )
        conn.execute(
            insert(slot_table),
            [slot | {"request": like + nth, "release": f"{nth:064d}"} for nth in range(1, n + 1)],
        )
        for nth in range(1, n + 1):
            subject = f"request:{like + nth}"
            common: dict[str, Any] = {
                "time": render(core.at), "actor": "zhaomin", "carrier": None, "subject": subject, "nonce": "",
                "signature": None, "statement": None,
            }  # fmt: skip
            for kind, payload in (
                ("request.submitted", {"version": 1}),
                ("request.approval", {"version": 1, "state": "cleared"}),
            ):
                chain.append(conn, kind=kind, payload=payload, **common)
            told = dumps({"at": render(core.at), "release": f"{nth:064d}", "slot": 1})
            digest = {"statement": hashlib.sha256(told).hexdigest()}
            chain.append(conn, kind="send.started", payload=digest, **common | {"statement": told})
