"""Nothing stays out of every quarter (R3): what is entered late, dated early, told late, or stopped before anything of it left."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from console.domain.rosters.rosters import SetStanding
from console.domain.times import render
from console.services.context import Caller
from console.services.printed.form_parts import pledge_number
from console.signing.canonical import dumps
from console.store.people import pledge
from console.store.sends import slot
from console.wire import calls, dispatch
from console.wire.archive import archive
from console.wire.archive.forms import Printed, PrintForm
from console.wire.contacts import complaints
from console.wire.credentials import losses
from console.wire.duties import deadlines
from console.wire.duties.here import TodoRow
from console.wire.filing import statistics
from console.wire.requests import approvals
from console.wire.sending import erasure
from console.wire.sending.slots import Tally
from tests import asking
from tests.exports.office import cells_of
from tests.services import quarters
from tests.services.archive.test_emergencies import acknowledge, enter
from tests.services.core import Core, one_clock
from tests.services.credentials.test_envelopes import sealed
from tests.services.credentials.test_hand_overs import proposed as hand_over
from tests.services.filing.test_filing import files_of, refused
from tests.services.losses.test_losses import install
from tests.services.people import test_enrolment
from tests.services.quarters import OVER, QUARTER, received, sent, signed, view
from tests.services.rosters.test_rosters import published
from tests.services.ways import remembered

EARLIER = "2026-12-01T03:00:00Z"


@pytest.fixture(autouse=True)
def _same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


def todo(core: Core, person: str = "qianwei") -> list[str]:
    rows: list[TodoRow] = core.call(person, calls.Todo())
    return [row.what for row in rows if row.what.startswith("filing")]


@remembered
def filed(core: Core) -> None:
    core.at = OVER
    received(core, signed(core), "2026Q4-001")
    core.at += timedelta(days=1)


def forms(core: Core, quarter: str = QUARTER) -> list[tuple[str, str, str]]:
    return [(one.number, one.standing, one.why) for one in view(core, quarter=quarter).forms]


def late_emergency(core: Core) -> str:
    number: str = enter(core, sent_at=EARLIER, late="当时忘记").number
    acknowledge(core)
    return number


def late_complaint(core: Core) -> str:
    call = complaints.EnterComplaint("12321", "反复收到短信", EARLIER, "", 0, department="business")
    number: str = core.call("wangfang", call).number
    return number


@pytest.mark.parametrize(
    ("entered", "line"),
    [(late_emergency, ("emergency", 0, 120)), (late_complaint, ("complaint", 0, 1))],
)
def test_what_is_entered_after_its_quarter_was_received_makes_an_amendment_sheet(
    core: Core, entered: Any, line: tuple[str, int, int]
) -> None:
    filed(core)
    refused("filing_nothing_new", lambda: quarters.compiled(core))
    assert todo(core) == []
    number = entered(core)
    assert todo(core) == ["filing_amend"]
    assert view(core).amended == [(number, *line)]
    explained = [f"complaint_open {number}: 正在处理"] if entered is late_complaint else []
    sheet = signed(core, explained=explained)
    assert f"{number},{line[0]},0,{line[2]}" in files_of(core, sheet)["amendment.csv"].decode()
    received(core, sheet, "2026Q4-001-2")
    assert view(core).amended == []
    assert todo(core) == []


def test_an_emergency_send_dated_before_every_quarter_is_filed_with_that_of_its_entry(core: Core) -> None:
    number = enter(core, sent_at="2025-05-01T03:00:00Z", late="当时忘记").number
    acknowledge(core)
    core.at = OVER
    pack = signed(core)
    facts = quarters.facts(files_of(core, pack))
    assert [one["number"] for one in facts["emergencies"]] == [number]
    assert facts["nil"] is False


def test_a_number_whose_send_was_stopped_before_it_began_is_filed_as_void_with_the_reason(
    core: Core,
) -> None:
    request = core.requested("notice")
    core.step("sunli", "approval", request)
    core.step("qianwei", "stop", request, slot=1, text="不发了")
    number = core.view("zhoujian", request).row.number
    core.at = OVER
    assert forms(core) == [(number, "void", "不发了")]


def test_a_version_whose_release_was_refused_is_not_counted_beside_the_one_that_was_sent(core: Core) -> None:
    request = core.requested("promotion")
    quarters.approved(core, request)
    core.step("wuhong", "release", request, slot=1, count=20)
    quarters.report(core, request, "refused", 20, queued=20)
    published(core, SetStanding("sunli", "suspended"))
    published(core, SetStanding("sunli", "active"))
    core.at += timedelta(minutes=1)
    core.submit(core.view("zhaomin", request).draft, request=request)
    quarters.approved(core, request, paper="P-2")
    quarters.begun(core, request, "promotion", 20)
    quarters.done(core, request, 20)
    core.at = OVER
    facts = quarters.facts(files_of(core, signed(core)))
    (form,) = facts["forms"]
    assert (form["version"], form["recipients"]) == (2, 20)
    assert [(one["version"], one["n"]) for one in form["slots"]] == [(2, 20)]


def test_a_first_message_before_midnight_counts_there_however_late_its_report_comes_in(core: Core) -> None:
    core.at = datetime(2026, 12, 31, 15, 59, 0, tzinfo=UTC)
    left = render(core.at)
    request = core.requested("notice")
    core.step("sunli", "approval", request)
    core.step("qianwei", "release", request, slot=1, count=20)
    number = core.view("zhoujian", request).row.number
    core.at = OVER
    pack = signed(core, explained=[f"form_unsigned {number}: 未放行"])
    received(core, pack, "2026Q4-001")
    with core.database.reader() as conn:
        release = conn.execute(select(slot.c.release)).scalar_one()
    body = {
        "type": "report/1",
        "at": left,
        "request": request,
        "slot": 1,
        "event": "started",
        "release": release,
    }
    text = dumps(body).decode()
    signature = core.org.service.sign(text.encode(), "sms-report@yunling")
    tally = Tally(approved=20, queued=20)
    core.call(
        quarters.DISPATCH, dispatch.ReportSlot(request, 1, release, "started", "", tally, text, signature)
    )
    assert todo(core) == ["filing_amend"]
    quarters.done(core, request, 20)
    assert forms(core) == [(number, "sent", "")]
    assert (f"{number}.1", "delivered", 0, 20) in view(core).amended
    core.at = datetime(2027, 4, 5, 3, 0, 0, tzinfo=UTC)
    assert forms(core, "2027Q1") == []
    figures: statistics.StatisticsView = core.call("wangfang", statistics.Statistics(QUARTER, "department"))
    assert figures.total.figures.recipients == 20


def test_an_amendment_sheet_makes_nothing_late(core: Core) -> None:
    request = sent(core, n=20, delivered=18, no_receipt=2)
    filed(core)
    core.at += timedelta(days=40)
    quarters.results(core, request, 2, delivered=20)
    quarters.report(core, request, "corrected", 20, delivered=20)
    assert not view(core).row.late
    quarters.compiled(core)
    board: deadlines.ChasePage = core.call("wangfang", deadlines.Chase(kind="filing"))
    assert [(row.title, row.late) for row in board.rows if row.department == "business"] == [("sign", False)]
    core.at += timedelta(minutes=1)
    signed(core)
    assert (view(core).row.revision, view(core).row.late) == (2, False)


def papers(core: Core, kind: str) -> int:
    answer: archive.PapersPage = core.call("wangfang", archive.ArchivePage(kind=kind))
    return answer.rows[0].id


def destroy(core: Core, paper: int) -> None:
    core.call("wangfang", archive.MovePaper(paper, "destroy", "", "水浸"))
    core.call("zhengtao", archive.MovePaper(paper, "confirm"))


def kept(core: Core) -> None:
    """Neither paper is destroyed yet."""
    for kind in ("request", "emergency"):
        move = archive.MovePaper(papers(core, kind), "destroy", "", "水浸")
        core.refuses("archive_unfiled", "wangfang", move)
        shown: archive.PaperView = core.call("wangfang", archive.PaperDetail(move.id))
        assert shown.allowed["destroy"] is not None


def test_paper_is_not_destroyed_before_its_quarter_was_received(core: Core) -> None:
    sent(core)
    enter(core)
    acknowledge(core)
    kept(core)
    core.at = OVER
    filing = signed(core)
    kept(core)
    received(core, filing, "2026Q4-001")
    for kind in ("request", "emergency"):
        destroy(core, papers(core, kind))
    sent(core)
    later = archive.MovePaper(papers(core, "request"), "destroy", "", "水浸")
    core.refuses("archive_unfiled", "wangfang", later)


@pytest.mark.parametrize("scope", ["request", "department"])
def test_paper_under_a_legal_hold_is_not_destroyed_nor_its_destruction_confirmed(
    core: Core, scope: str
) -> None:
    request = sent(core)
    filed(core)
    paper = papers(core, "request")
    core.call("wangfang", archive.MovePaper(paper, "destroy", "", "水浸"))
    subject = str(request) if scope == "request" else "business"
    core.call("sunli", erasure.MakeLegalHold(scope, subject, "诉讼"))
    core.refuses("archive_held", "zhengtao", archive.MovePaper(paper, "confirm"))
    core.call("zhengtao", archive.MovePaper(paper, "keep", "", "诉讼"))
    core.refuses("archive_held", "wangfang", archive.MovePaper(paper, "destroy", "", "水浸"))


def test_the_pack_shows_whose_signature_an_emergency_send_lacks_and_proves_its_acknowledgement(
    core: Core,
) -> None:
    enter(core, category="promotion", late="当时忘记", sent_at=render(core.at - timedelta(days=20)))
    acknowledge(core)
    core.at = OVER
    files = files_of(core, signed(core))
    (told,) = quarters.facts(files)["emergencies"]
    assert told["approvers"] == [["department_manager", "孙丽"]]
    assert told["lacking"] == ["supervising_manager", "general_manager"]
    shown = " ".join(cells_of(files["summary-zh.xlsx"]))
    assert "纸上缺签：主管经理, 总经理" in shown
    assert "当时忘记" in shown
    name = "emergency-2026-business-0001"
    entry = files[f"emergencies/{name}.json"]
    act = json.loads(files[f"approvals/{name}/acknowledgement.json"])
    assert act["emergency"] == quarters.sha256(entry)
    assert files[f"approvals/{name}/acknowledgement.json.sig"].startswith(b"-----BEGIN SSH SIGNATURE-----")
    assert b"sunli " in files["allowed_signers"]
    kinds = {json.loads(files[one])["kind"] for one in files if one.startswith("ledger/entries/")}
    assert {"emergency.entered", "emergency.acknowledged"} <= kinds


def test_a_complaint_about_nobody_knows_whose_text_is_filed_by_the_general_department(core: Core) -> None:
    call = complaints.EnterComplaint("12321", "反复收到短信", render(core.at), "", 0)
    number = core.call("wangfang", call).number
    core.at = OVER
    quarters.maintained(core)
    assert quarters.gaps(core, "general") == [("complaint_open", number)]
    assert quarters.gaps(core) == []


def test_a_send_that_reached_people_and_that_nobody_says_began_is_a_gap(core: Core) -> None:
    request = core.requested("notice")
    core.step("sunli", "approval", request)
    core.step("qianwei", "release", request, slot=1, count=20)
    quarters.report(core, request, "held", 20, queued=20)
    quarters.results(core, request, delivered=20)
    quarters.report(core, request, "done", 20, delivered=20)
    number = core.view("zhoujian", request).row.number
    core.at = OVER
    assert ("ledger_broken", f"{number}.1") in quarters.gaps(core)


def test_the_new_year_begins_at_the_organisations_midnight_for_every_number(core: Core) -> None:
    core.at = datetime(2026, 12, 31, 16, 30, 0, tzinfo=UTC)
    assert str(enter(core).number).startswith("2027-")
    call = complaints.EnterComplaint("12321", "反复收到短信", render(core.at), "", 0)
    assert core.call("wangfang", call).number == "2027-C001"
    numbers: archive.NumbersPage = core.call("wangfang", archive.FormNumbers("business", kind="emergency"))
    assert [row.number[:4] for row in numbers.rows] == ["2027"]
    assert core.call("zhaomin", losses.ReportLoss("key", "zhaomin", "forgotten", "")).number == "2027-L001"


def test_nor_do_numbers_of_applications_hand_overs_and_envelopes_wait_for_utc(core: Core) -> None:
    """What was proposed on the evening before is of the old year, and is not counted with the new one."""
    core.at = datetime(2026, 12, 31, 15, 30, 0, tzinfo=UTC)
    install(core)
    assert sealed(core).number == "2026-E001"
    core.at += timedelta(hours=1)
    assert sealed(core, seal="封 0072").number == "2027-E001"
    assert hand_over(core).number == "2027-H001"
    filled = test_enrolment.form(since=render(core.at))
    prepared = core.call("zhaomin", asking.application(filled))
    assert core.enact("zhaomin", prepared).number == "2027-业务部-A-0001"
    core.at += timedelta(hours=9)
    assert sealed(core, seal="封 0073").number == "2027-E002"


def test_the_number_of_a_pledge_on_paper_begins_with_the_houses_year(core: Core) -> None:
    with core.context(Caller("shenyu"), write=False) as ctx:
        ((at, digest),) = ctx.conn.execute(
            select(pledge.c.at, pledge.c.digest).where(pledge.c.person == "weina")
        )
        assert pledge_number(ctx, "weina", "2026-12-31T15:59:59Z", digest) == f"P-2026-weina-{digest[:6]}"
        assert pledge_number(ctx, "weina", "2026-12-31T16:00:00Z", digest) == f"P-2027-weina-{digest[:6]}"
        given = pledge_number(ctx, "weina", at, digest)
    paper: Printed = core.call("weina", PrintForm("pledge", "weina"))
    assert paper.name.startswith(given)


def test_the_number_of_an_erasure_begins_with_the_houses_year(core: Core) -> None:
    with core.context(Caller("shenyu"), write=False) as ctx:
        assert (ctx.year_of("2026-12-31T15:59:59Z"), ctx.year_of("2026-12-31T16:00:00Z")) == (2026, 2027)


def test_what_somebody_signed_today_counts_from_the_houses_midnight(core: Core) -> None:
    first, second = core.requested("notice"), core.requested("notice")
    core.at = datetime(2026, 11, 26, 15, 30, 0, tzinfo=UTC)
    core.step("sunli", "approval", first)
    core.at += timedelta(hours=1)
    assert core.call("sunli", approvals.Scope(second)).signed_today == 0
    third = core.requested("notice")
    core.step("sunli", "approval", second)
    core.at += timedelta(hours=8)
    assert core.call("sunli", approvals.Scope(third)).signed_today == 1
