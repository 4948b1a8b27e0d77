"""The quarter in the core (R3): what belongs to it, what is missing, who compiles, signs and receives, and nothing by itself."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, text, update

from console.domain.filing.quarters import Quarter
from console.domain.people.people import Post
from console.domain.times import parse, render
from console.errors import RefusedError
from console.services.context import Caller
from console.services.duties.duty import asked
from console.services.duties.filing import _duty, _Step
from console.services.filing.filing_terms import Term
from console.signing.sshsig import fingerprint
from console.store.archive import paper
from console.store.losses import loss
from console.store.requests import request as requests
from console.store.requests import request_version, step
from console.store.sends import result
from console.wire import calls
from console.wire.archive import forms
from console.wire.contacts import complaints as complaint_calls
from console.wire.credentials import losses
from console.wire.duties import deadlines
from console.wire.duties.here import Me, TodoRow
from console.wire.filing import filing
from console.wire.ledger import ledger
from tests.exports.office import cells_of
from tests.services import quarters
from tests.services.archive.test_emergencies import acknowledge, enter
from tests.services.core import Core, one_clock
from tests.services.naive import PEOPLE
from tests.services.quarters import OVER, QUARTER, gaps, received, sent, signed, view


@pytest.fixture(autouse=True)
def _same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


def over(core: Core) -> None:
    core.at = OVER


def refused(code: str, job: Callable[[], Any]) -> None:
    with pytest.raises(RefusedError) as caught:
        job()
    assert caught.value.refusal.code == code
    assert caught.value.refusal.clause


def files_of(core: Core, pack: int) -> dict[str, bytes]:
    data, name, _ = quarters.zip_of(core, pack)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {one.removeprefix(f"{name}/"): archive.read(one) for one in archive.namelist()}


# ---- the way of a quarter


def test_a_quarter_is_compiled_signed_and_received_and_each_step_is_in_the_ledger(core: Core) -> None:
    sent(core, delivered=18, undelivered=2)
    over(core)
    assert view(core).row.state == "due"
    pack = signed(core)
    assert view(core).row.state == "signed"
    received(core, pack, "2026Q4-001")
    row = view(core).row
    assert (row.state, row.requests, row.recipients, row.late, row.paper) == (
        "received",
        1,
        20,
        False,
        "2026Q4-001",
    )
    kinds = [
        e.kind for e in core.call("shenyu", ledger.EntriesPage(subject=f"filing:business/{QUARTER}")).rows
    ]
    assert kinds == ["filing.received", "filing.signed", "filing.compiled"]


def test_a_pack_that_is_compiled_anew_takes_the_place_of_its_own_department_s_alone(core: Core) -> None:
    over(core)
    theirs, first = quarters.compiled(core, "credit"), quarters.compiled(core)
    before = view(core, "credit").editions
    core.at += timedelta(minutes=1)
    assert quarters.compiled(core) == first != theirs
    assert [one.id for one in view(core).editions] == [first]
    assert view(core, "credit").editions == before


def test_nothing_sent_is_still_filed_as_a_nil_return(core: Core) -> None:
    over(core)
    pack = signed(core, "credit")
    received(core, pack, "2026Q4-002")
    row = view(core, "credit").row
    assert (row.nil, row.requests, row.recipients, row.state) == (True, 0, 0, "received")
    assert (row.signed_by, row.received_by) == ("jiangbo", "wangfang")
    assert quarters.facts(files_of(core, pack))["nil"] is True


def test_a_returned_quarter_says_why_and_is_signed_anew_after_the_one_before(core: Core) -> None:
    sent(core)
    over(core)
    first = signed(core)
    before = view(core).editions[0].digest
    core.enact("wangfang", core.call("wangfang", quarters.returned(first, "缺纸质件 P-1")))
    found = view(core)
    assert (found.row.state, found.row.reason) == ("returned", "缺纸质件 P-1")
    todo = [row for row in core.call("qianwei", calls.Todo()) if row.what == "filing_compile"]
    assert [row.because for row in todo] == ["缺纸质件 P-1"]
    core.at += timedelta(minutes=1)
    again = signed(core)
    assert again != first
    newest = view(core).editions[-1]
    assert newest.revision == 1
    assert f'"previous":"{before}"' in newest.statement
    received(core, again, "2026Q4-003")
    assert view(core).row.state == "received"


@pytest.mark.parametrize(
    ("at", "closed", "n"),
    [
        ("2026-11-02T03:00:00Z", "", 1),
        ("2026-11-02T03:00:00Z", "2027-01-04T03:00:00Z", 1),
        ("2026-09-02T03:00:00Z", "", 1),
        ("2026-09-02T03:00:00Z", "2026-11-02T03:00:00Z", 1),
        ("2026-09-02T03:00:00Z", "2026-09-03T03:00:00Z", 0),
    ],
)
def test_a_loss_is_in_each_quarter_from_its_report_to_its_end(
    core: Core, at: str, closed: str, n: int
) -> None:
    number = core.call("zhaomin", losses.ReportLoss("key", "zhaomin", "forgotten", "")).number
    over(core)
    with core.database.writer() as conn:
        conn.execute(update(loss).values(at=at, closed=closed))
    assert view(core).losses == [f"{number} key zhaomin"] * n
    assert view(core, "credit").losses == []


def test_receipts_that_come_later_make_an_amendment_sheet_that_names_the_slots(core: Core) -> None:
    request = sent(core, n=20, delivered=18, no_receipt=2)
    over(core)
    pack = signed(core)
    received(core, pack, "2026Q4-001")
    refused("filing_nothing_new", lambda: quarters.compiled(core))
    core.at += timedelta(hours=1)
    quarters.results(core, request, 2, delivered=20)
    quarters.report(core, request, "corrected", 20, delivered=20)
    assert [row.what for row in core.call("qianwei", calls.Todo()) if row.what.startswith("filing")] == [
        "filing_amend"
    ]
    number = core.view("zhaomin", request).row.number
    assert (f"{number}.1", "no_receipt", 2, 0) in view(core).amended
    sheet = signed(core)
    row = view(core).row
    assert (row.revision, row.state) == (2, "signed")
    lines = files_of(core, sheet)["amendment.csv"].decode().splitlines()
    assert lines == ["slot,state,before,after", f"{number}.1,delivered,18,20", f"{number}.1,no_receipt,2,0"]
    received(core, sheet, "2026Q4-001-2")
    assert view(core).amended == []


def test_what_is_late_is_shown_as_late_and_stays_so(core: Core) -> None:
    over(core)
    due = view(core, "credit").row.due
    core.at = OVER + timedelta(days=30)
    assert render(core.at) > due
    row = view(core, "credit").row
    assert row.late
    assert row.days > 0
    chased: deadlines.ChasePage = core.call("wangfang", deadlines.Chase(kind="filing"))
    assert {(r.department, r.title, r.late) for r in chased.rows} == {
        (one, "compile", True) for one in ("business", "general", "credit")
    }
    received(core, signed(core, "credit"), "2026Q4-009")
    after = view(core, "credit").row
    assert (after.state, after.late) == ("received", True)
    shown: filing.FilingsView = core.call("wangfang", filing.Filings(QUARTER))
    assert shown.totals["late"] == 3


def test_a_signed_quarter_is_received_within_five_working_days_or_shown_as_late(core: Core) -> None:
    over(core)
    pack = signed(core)

    def lead() -> deadlines.ChaseRow:
        page: deadlines.ChasePage = core.call("wangfang", deadlines.Chase(kind="filing"))
        return next(one for one in page.rows if one.title == "receive")

    until = view(core).row.receive_by
    waits: list[TodoRow] = core.call("wangfang", calls.Todo())
    assert [(one.due, one.escalated) for one in waits if one.what == "filing_receive"] == [(until, False)]
    assert (view(core).row.unreceived, lead().until, lead().late) == (0, until, False)
    core.at = parse(until) + timedelta(days=2)
    assert (view(core).row.unreceived, view(core).row.late, lead().late) == (2, False, True)
    received(core, pack, "2026Q4-001")
    assert (view(core).row.receive_by, view(core).row.unreceived) == ("", 0)


def test_the_general_departments_own_quarter_is_received_by_its_supervising_manager(core: Core) -> None:
    sent(core, "other", "general")
    over(core)
    pack = signed(core, "general")
    for person, code in (("wangfang", "filing_generals_own"), ("zhengtao", "filing_own")):
        core.refuses(code, person, quarters.receipt(pack, "2026Q4-001", "B-1"))
    received(core, pack, "2026Q4-001", "chuyan")
    assert view(core, "general").row.received_by == "chuyan"


def test_a_send_belongs_to_the_quarter_of_its_first_message(core: Core) -> None:
    core.at = OVER.replace(year=2026, month=12, day=31, hour=15, minute=50)
    request = core.requested("promotion", "business", 20)
    quarters.approved(core, request)
    core.at += timedelta(minutes=20)
    quarters.begun(core, request, "promotion", 20)
    quarters.done(core, request, 20)
    core.at = OVER
    number = core.view("zhaomin", request).row.number
    assert [(form.number, form.standing) for form in view(core).forms] == [(number, "elsewhere")]
    assert [(form.number, form.standing) for form in view(core, quarter="2027Q1").forms] == [(number, "sent")]
    assert number.startswith("2026-")


def test_a_send_that_still_runs_in_the_next_quarter_stands_in_that_of_its_first_message_alone(
    core: Core,
) -> None:
    request = core.requested("promotion", "business", 20)
    quarters.approved(core, request)
    quarters.begun(core, request, "promotion", 20)
    core.at = OVER
    number = core.view("zhaomin", request).row.number
    assert [(form.number, form.standing) for form in view(core).forms] == [(number, "sent")]
    assert view(core, quarter="2027Q1").forms == []


def test_a_number_given_after_midnight_of_the_new_year_is_of_the_new_year(core: Core) -> None:
    core.at = OVER.replace(year=2026, month=12, day=31, hour=17)
    assert core.view("zhaomin", core.requested("promotion")).row.number.startswith("2027-")


def test_void_numbers_are_filed_with_the_reason(core: Core) -> None:
    request = core.requested("promotion")
    core.step("sunli", "rejection", request, text="内容不妥")
    over(core)
    form = view(core).forms[0]
    assert (form.standing, form.why) == ("void", "内容不妥")
    assert gaps(core) == []
    pack = signed(core)
    name = f"2026-business-{form.number[-4:]}"
    assert f"forms/{name}-v1.xlsx" in files_of(core, pack)


# ---- what is missing is named


def test_each_thing_that_is_missing_is_named_with_its_form(core: Core) -> None:
    names = ("form", "entry", "receipt", "result", "whole")
    made = {name: sent(core) for name in names}
    numbers = {name: core.view("zhaomin", made[name]).row.number for name in names}
    with core.database.writer() as conn:
        for table in (step, request_version):
            conn.execute(delete(table).where(table.c.request == made["form"]))
        conn.execute(delete(requests).where(requests.c.id == made["form"]))
        conn.execute(delete(paper).where(paper.c.about == f"request:{made['receipt']}"))
        conn.execute(delete(result).where(result.c.request == made["result"]))
    over(core)
    assert gaps(core) == [
        ("form_missing", numbers["form"]),
        ("paper_missing", numbers["receipt"]),
        ("results_missing", f"{numbers['result']}.1"),
        ("sample_missing", "2026-11"),
    ]
    with core.database.writer() as conn:
        seq = _unguarded(conn, made["entry"])
    assert gaps(core) == [
        ("form_missing", numbers["form"]),
        ("ledger_broken", numbers["entry"]),
        ("paper_missing", numbers["receipt"]),
        ("results_missing", f"{numbers['result']}.1"),
        ("sample_missing", "2026-11"),
        ("ledger_broken", str(seq)),
    ]
    pack = quarters.compiled(core)
    core.refuses("filing_gap", "sunli", quarters.statement(pack))


def _unguarded(conn: Any, request: int) -> int:
    """Remove the entry of an approval, as somebody could who owns the database."""
    if conn.dialect.name == "sqlite":
        triggers = conn.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger'")
        )
        for (name,) in triggers.all():
            conn.execute(text(f"DROP TRIGGER {name}"))
    else:
        conn.execute(text("ALTER TABLE ledger DISABLE TRIGGER USER"))
    where = {"subject": f"request:{request}"}
    found = conn.execute(
        text("SELECT min(seq) FROM ledger WHERE subject = :subject AND kind = 'request.approval'"), where
    ).scalar_one()
    conn.execute(text("DELETE FROM ledger WHERE seq = :seq"), {"seq": found})
    return int(found)


def test_an_entry_that_is_missing_after_the_quarter_was_compiled_stops_the_signature(core: Core) -> None:
    made = sent(core)
    over(core)
    pack = quarters.compiled(core)
    with core.database.writer() as conn:
        _unguarded(conn, made)
    core.refuses("filing_gap", "sunli", quarters.statement(pack))


def test_a_number_whose_last_traces_are_gone_is_still_told_by_the_ledger(core: Core) -> None:
    made = sent(core)
    number = core.view("zhaomin", made).row.number
    with core.database.writer() as conn:
        conn.execute(text("UPDATE form_number SET last = 0"))
        conn.execute(delete(requests).where(requests.c.id == made))
    over(core)
    assert gaps(core) == [("form_missing", number)]


def test_a_send_that_runs_and_recipients_in_doubt_keep_the_quarter_open(core: Core) -> None:
    running = core.requested("promotion")
    quarters.approved(core, running)
    quarters.begun(core, running, "promotion", 20)
    doubt = sent(core, n=20, delivered=19, unknown=1)
    over(core)
    named = dict(gaps(core))
    assert named == {
        "send_open": f"{core.view('zhaomin', running).row.number}.1",
        "unknown_open": f"{core.view('zhaomin', doubt).row.number}.1",
        "sample_missing": "2026-11",
    }


def test_a_notice_without_its_paper_in_the_archive_is_named(core: Core) -> None:
    request = sent(core, "notice")
    over(core)
    missing = [("paper_missing", core.view("zhaomin", request).row.number)]
    assert gaps(core) == [*missing, ("sample_missing", "2026-11")]
    quarters.looked(core)
    assert gaps(core) == missing


def test_a_send_on_paper_and_a_complaint_stand_in_the_quarter_as_exceptions(core: Core) -> None:
    done = enter(core)
    call = complaint_calls.EnterComplaint("12321", "反复收到短信", render(core.at), department="business")
    core.call("wangfang", call)
    over(core)
    assert gaps(core) == [("emergency_open", done.number), ("complaint_open", "2026-C001")]
    acknowledge(core)
    assert gaps(core) == [("complaint_open", "2026-C001")]
    files = files_of(core, quarters.compiled(core))
    facts = quarters.facts(files)
    assert not facts["nil"]
    assert [(one["number"], one["recipients"]) for one in facts["emergencies"]] == [(done.number, 120)]
    assert [one["number"] for one in facts["complaints"]] == ["2026-C001"]
    shown = "\n".join(cells_of(files["summary-zh.xlsx"]))
    assert f"补录　{done.number}" in shown
    assert "投诉　2026-C001" in shown


def test_what_may_be_left_open_needs_the_managers_words_for_each(core: Core) -> None:
    waiting = core.requested("promotion")
    number = core.view("zhaomin", waiting).row.number
    core.call("qianwei", losses.ReportLoss("key", "zhaomin", "forgotten", render(core.at)))
    over(core)
    assert gaps(core) == [("form_unsigned", number), ("loss_open", "2026-L001")]
    pack = quarters.compiled(core)
    core.refuses("filing_unexplained", "sunli", quarters.statement(pack))
    one = f"form_unsigned {number}: 等总经理"
    core.refuses("filing_unexplained", "sunli", quarters.statement(pack, "", [one, "loss_open 2026-L001:  "]))
    core.refuses(
        "application_mobile",
        "sunli",
        quarters.statement(pack, "", [one, "loss_open 2026-L001: 问13800138000"]),
    )
    said = [one, "loss_open 2026-L001: 新密钥在办"]
    core.refuses("too_long", "sunli", quarters.statement(pack, "", [one, said[1] + "长" * 200]))
    core.refuses("filing_moved_on", "sunli", quarters.statement(pack, "", [*said, "send_open x: y"]))
    core.enact("sunli", core.call("sunli", quarters.statement(pack, "已知", said)))
    assert "新密钥在办" in view(core).editions[0].statement


# ---- who may not


@pytest.mark.parametrize(
    ("person", "code"),
    [("weina", "not_your_department"), ("fenglei", "filing_not_custodian"), ("shenyu", "filing_not_yours"), ("wuhong", "filing_not_yours")],
)  # fmt: skip
def test_who_has_no_part_in_it_does_not_compile(core: Core, person: str, code: str) -> None:
    over(core)
    core.refuses(code, person, filing.BuildFiling("business", QUARTER))


def test_only_the_manager_signs_and_only_what_is_compiled(core: Core) -> None:
    over(core)
    pack = quarters.compiled(core)
    for person in ("qianwei", "wangfang", "liqiang", "zhengtao"):
        core.refuses("filing_not_manager", person, quarters.statement(pack))
    core.enact("sunli", core.call("sunli", quarters.statement(pack)))
    core.refuses("filing_not_compiled", "sunli", quarters.statement(pack))
    refused("filing_is_signed", lambda: quarters.compiled(core))


def test_only_the_general_department_receives_what_is_signed_and_each_under_its_own_number(
    core: Core,
) -> None:
    over(core)
    waiting = quarters.compiled(core)
    core.refuses("filing_not_signed", "wangfang", quarters.receipt(waiting, "A-1", "B"))
    core.enact("sunli", core.call("sunli", quarters.statement(waiting)))
    for call in (quarters.receipt(waiting, "A-1", "B"), quarters.returned(waiting, "x")):
        core.refuses("filing_not_general", "qianwei", call)
    core.refuses("field_missing", "wangfang", quarters.receipt(waiting, " ", "B"))
    core.refuses("field_missing", "wangfang", quarters.receipt(waiting, "A-1", " "))
    core.refuses("too_long", "wangfang", quarters.receipt(waiting, "9" * 61, "B"))
    core.refuses("application_mobile", "wangfang", quarters.receipt(waiting, "A-1", "问13800138000"))
    core.refuses("field_missing", "wangfang", quarters.returned(waiting, " "))
    core.refuses("too_long", "wangfang", quarters.returned(waiting, "长" * 2001))
    received(core, waiting, "A-1")
    other = signed(core, "credit")
    core.refuses("filing_paper_taken", "wangfang", quarters.receipt(other, "A-1", "B"))


def test_a_receipt_that_was_prepared_before_the_quarter_came_back_is_refused(core: Core) -> None:
    over(core)
    pack = signed(core)
    receipt = core.sign("wangfang", core.call("wangfang", quarters.receipt(pack, "A-1", "B")))
    back = core.sign("wangfang", core.call("wangfang", quarters.returned(pack, "重做")))
    core.call("wangfang", calls.Enact(*back))
    core.refuses("filing_not_signed", "wangfang", calls.Enact(*receipt))
    core.refuses("filing_not_signed", "wangfang", calls.Enact(*back))


def test_a_statement_about_a_quarter_that_has_changed_since_is_refused(core: Core) -> None:
    request = sent(core, delivered=18, no_receipt=2)
    over(core)
    statement = core.sign("sunli", core.call("sunli", quarters.statement(quarters.compiled(core))))
    quarters.results(core, request, 2, delivered=20)
    quarters.report(core, request, "corrected", 20, delivered=20)
    assert view(core).moved_on
    core.refuses("filing_moved_on", "sunli", calls.Enact(*statement))


def test_a_pack_is_kept_only_whole_and_only_if_nothing_has_changed_since(core: Core) -> None:
    over(core)
    core.refuses("filing_begin_again", "qianwei", filing.CompileFiling("business", QUARTER, "0" * 64))
    core.call("qianwei", filing.BuildFiling("business", QUARTER))
    core.refuses("filing_begin_again", "qianwei", filing.CompileFiling("business", QUARTER, "0" * 64))
    core.refuses("filing_begin_again", "qianwei", filing.BuildFiling("business", QUARTER, 7))
    manifest = quarters.build(core, "qianwei")
    core.at = OVER.replace(year=2026, month=12, day=30)
    late = sent(core)
    core.at = OVER
    assert late
    core.refuses("filing_moved_on", "qianwei", filing.CompileFiling("business", QUARTER, manifest))


def test_a_quarter_that_runs_is_not_compiled_and_one_that_is_none_not_found(core: Core) -> None:
    core.refuses("filing_not_over", "qianwei", filing.BuildFiling("business", QUARTER))
    for name in ("2026Q5", "2026Q3", "2027Q1", "x"):
        core.refuses("no_such_quarter", "wangfang", filing.FilingDetail("business", name))
    core.refuses("filing_no_department", "wangfang", filing.FilingDetail("nobody", QUARTER))


def test_a_department_sees_its_own_quarter_and_the_general_department_and_auditors_see_all(
    core: Core,
) -> None:
    over(core)

    def seen(person: str) -> list[str]:
        return [row.department for row in core.call(person, filing.Filings(QUARTER)).rows]

    assert seen("weina") == ["credit"]
    assert seen("liqiang") == ["business", "credit"]
    for person in ("wangfang", "shenyu", "zhoujian"):
        assert seen(person) == ["business", "general", "credit"]
    core.refuses("not_your_department", "weina", filing.FilingDetail("business", QUARTER))
    core.refuses("filing_not_custodian", "fenglei", filing.Filings(QUARTER))
    pack = quarters.compiled(core)
    core.refuses("not_your_department", "weina", filing.FilingPack(pack))
    core.refuses("filing_not_custodian", "fenglei", filing.FilingPack(pack))


# ---- the whole house


def test_my_turn_leads_a_quarter_through_the_house(core: Core) -> None:
    over(core)

    def waits(person: str) -> list[tuple[str, str]]:
        return [
            (r.what, r.department) for r in core.call(person, calls.Todo()) if r.what.startswith("filing")
        ]

    assert waits("qianwei") == [("filing_compile", "business")]
    assert waits("weina") == [("filing_compile", "credit")]
    assert waits("sunli") == []
    pack = quarters.compiled(core)
    assert waits("qianwei") == []
    assert waits("sunli") == [("filing_sign", "business")]
    core.enact("sunli", core.call("sunli", quarters.statement(pack)))
    assert waits("wangfang") == [("filing_receive", "business")]
    received(core, pack, "A-1")
    assert waits("wangfang") == []


def test_a_pack_that_nobody_may_sign_waits_to_be_put_right_and_compiled_anew(core: Core) -> None:
    enter(core)
    over(core)
    quarters.compiled(core)

    def waits(person: str) -> list[str]:
        rows = core.call(person, calls.Todo())
        return [f"{row.what} {row.because}".rstrip() for row in rows if row.what.startswith("filing")]

    # The manager has not stood to the send on paper: that comes first.
    assert waits("qianwei") == ["filing_compile blocked"]
    assert waits("sunli") == []
    acknowledge(core)
    quarters.compiled(core)
    assert waits("qianwei") == []
    assert waits("sunli") == ["filing_sign"]


def test_the_summary_on_paper_bears_each_signature_that_was_given(core: Core) -> None:
    sent(core, n=20, delivered=18, undelivered=2)
    over(core)
    pack = quarters.compiled(core)

    def signers() -> list[str]:
        printed: forms.Printed = core.call("wangfang", forms.PrintForm("filing", str(pack), 0, "zh"))
        said = "\n".join(cells_of(printed.data))
        return [one for one in ("sunli", "wangfang") if fingerprint(core.org.people[one].public) in said]

    assert signers() == []
    core.enact("sunli", core.call("sunli", quarters.statement(pack)))
    assert signers() == ["sunli"]
    received(core, pack, "2026-S-1")
    assert signers() == ["sunli", "wangfang"]


def test_the_summary_on_paper_says_what_each_form_was_for_to_whom_it_went_and_what_it_said(
    core: Core,
) -> None:
    request = sent(core, n=20)
    over(core)
    pack = quarters.compiled(core)
    printed: forms.Printed = core.call("wangfang", forms.PrintForm("filing", str(pack), 0, "zh"))
    said = "\n".join(cells_of(printed.data))
    draft = core.view("zhaomin", request).draft
    for words in (draft.purpose, draft.audience, draft.body):
        assert words, draft
        assert words in said


def test_a_pack_that_its_quarter_outgrew_is_compiled_anew_before_it_is_signed(core: Core) -> None:
    request = sent(core, n=20, delivered=18, undelivered=2)
    over(core)
    pack = quarters.compiled(core)

    def waits(person: str) -> list[tuple[str, str]]:
        rows = core.call(person, calls.Todo())
        return [(row.what, row.because) for row in rows if row.what.startswith("filing")]

    assert (waits("qianwei"), waits("sunli")) == ([], [("filing_sign", "")])
    # Who prints something, or enters what is of the quarter that runs now, changes nothing about it.
    core.call("wangfang", forms.PrintForm("filing", str(pack), 0, "zh"))
    enter(core, sent_at=render(core.at - timedelta(hours=1)))
    assert (waits("qianwei"), waits("sunli")) == ([], [("filing_sign", "")])
    quarters.report(core, request, "corrected", 20, delivered=20)
    assert (waits("qianwei"), waits("sunli")) == ([("filing_compile", "outgrown")], [])
    quarters.compiled(core)
    assert (waits("qianwei"), waits("sunli")) == ([], [("filing_sign", "")])


def test_whoever_signs_in_while_a_pack_waits_learns_what_waits_for_them(core: Core) -> None:
    sent(core, n=20)
    over(core)
    quarters.compiled(core)
    for person in PEOPLE:
        # After a new entry it is judged anew, whoever asks first.
        core.desk.live.outgrown = ((), frozenset())
        asked: Me = core.call(person, calls.WhoAmI())
        assert asked.person == person


def test_the_list_and_its_sums_count_what_was_sent_on_paper_apart(core: Core) -> None:
    sent(core, n=20)
    enter(core)
    acknowledge(core)
    over(core)
    quarters.compiled(core)
    enter(core, sent_at="2026-12-01T03:00:00Z", late="当时忘记", number="2026-E-2")
    shown: filing.FilingsView = core.call("wangfang", filing.Filings())
    (row,) = (row for row in shown.rows if row.department == "business")
    # What was entered after it was compiled is not in this pack.
    assert (row.requests, row.recipients, row.paper_sends, row.paper_recipients) == (1, 20, 1, 120)
    assert (shown.requests, shown.recipients, shown.paper_sends, shown.paper_recipients) == (1, 20, 1, 120)


def test_the_unit_wide_summary_adds_up(core: Core) -> None:
    sent(core, n=20)
    sent(core, "other", "credit", n=7)
    over(core)
    received(core, signed(core), "A-1")
    signed(core, "credit")
    shown: filing.FilingsView = core.call("wangfang", filing.Filings())
    assert (shown.quarter, shown.requests, shown.recipients) == (QUARTER, 2, 27)
    assert shown.totals == {"received": 1, "signed": 1, "due": 1, "late": 0}
    assert [row.department for row in core.call("wangfang", filing.Filings(text="信贷")).rows] == ["credit"]


def test_the_same_quarter_gives_the_same_bytes_whoever_compiles_it_and_whenever(core: Core) -> None:
    sent(core)
    quarters.head_signed(core)
    over(core)
    first = quarters.build(core, "qianwei")
    core.at += timedelta(days=2)
    assert quarters.build(core, "wangfang") == first


def test_the_quarter_of_a_department_that_the_roster_dropped_is_named_by_its_id(core: Core) -> None:
    over(core)
    with core.context(Caller("zhoujian"), write=False) as ctx:
        term: Any = Term("closed", Quarter.read("2026Q4"), render(core.at), None)
        step = _Step("compile", [], Post.OPERATOR, "closed", "")
        (duty,) = _duty(ctx, asked(ctx, None, ["filing"], ""), term, step)
    assert (duty.title, duty.department) == ("closed", "closed")
