"""Numbers that are due go by two people's word, and nothing goes that is early, running, in doubt or held (R13)."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select

from console.domain.erasure.erasing import MOST, Erase, ErasedSend
from console.domain.times import parse, render
from console.domain.two_person.pairs import Proposal
from console.errors import ConsoleError, RefusedError
from console.launch.organisation import DEMO_PACK
from console.services.context import Caller
from console.services.erasure import erasure_reports, erasures
from console.services.erasure.retention import Thing
from console.services.erasure.two_person import act_for
from console.services.rosters import rules
from console.signing import keys
from console.signing.canonical import dumps
from console.signing.statements import digest
from console.store.complaints import complaint
from console.store.contacts import contact_list, finding, list_number
from console.store.erasure import erasure
from console.store.requests import request as request_table
from console.store.sends import result
from console.wire import calls, dispatch, pairs
from console.wire.answers import Done, Prepared
from console.wire.archive.forms import PrintForm
from console.wire.contacts import complaints as complaint_calls
from console.wire.contacts import lists
from console.wire.contacts.numbers import UnmaskComplaint, UnmaskRecipient
from console.wire.ledger import ledger
from console.wire.requests import approvals
from console.wire.sending import erasure as wire
from console.wire.sending import freezes, sends
from tests import asking
from tests.db.ledgers import tamper
from tests.services.core import Core, bank, open_core
from tests.services.freezes.test_freezes import Told
from tests.services.two_person import test_pairs as two
from tests.services.two_person.test_pairs import digest_of_release, told
from tests.services.ways import remembered
from tests.world import numbers

DISPATCH = "dispatch-1"
REASON = "保存期满"


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    """A house whose policy lets numbers go as soon as a send is over."""
    made = open_core(database_url, bank(policy_pack=DEMO_PACK))
    yield made
    made.database.close()


@pytest.fixture
def strict(database_url: str) -> Iterator[Core]:
    """A house with the standard policy: a year after the quarter."""
    made = open_core(database_url)
    yield made
    made.database.close()


@remembered
def sent(core: Core, n: int = 20, unknown: int = 0, list_id: int = 0) -> int:
    """A request that was sent to, with results; to a list that is there already, or to one of its own."""
    if list_id:
        request = core.submit(core.draft(list_id), "zhaomin")
        core.step("sunli", "approval", request)
    else:
        request = core.cleared(n=n)
    core.step("qianwei", "release", request, slot=1, count=n)
    told(core, request, "started", queued=n)
    states = bytes([3] * (n - unknown) + [7] * unknown)
    core.call(
        DISPATCH, dispatch.ReportResults(request, 1, 0, 1, states, {}, {at: f"id-{at}" for at in range(n)})
    )
    told(core, request, "done", delivered=n - unknown, unknown=unknown)
    return request


def due(core: Core, person: str = "wangfang", *, every: bool = False) -> list[wire.DueRow]:
    found: wire.DuePage = core.call(person, wire.ErasurePreview(every=every))
    return found.rows


def prepare(core: Core, *requests: int, by: str = "wangfang", **fields: Any) -> Prepared:
    answer: Prepared = core.call(by, asking.erase(*requests, **fields))
    return answer


def propose(core: Core, *requests: int, **fields: Any) -> str:
    prepared = prepare(core, *requests, **fields)
    core.enact("wangfang", prepared)
    return digest(prepared.text.encode())


def confirm(core: Core, proposal: str, by: str = "chuyan") -> Done:
    return core.enact(by, core.call(by, asking.confirmation(proposal)))


def offered(core: Core) -> list[dispatch.Lift]:
    answer: dispatch.Released = core.call(DISPATCH, dispatch.PullReleased(["demo"]))
    return answer.erasures


def answer(core: Core, event: str, proof: str, why: str = "", **changes: Any) -> Done:
    """A signed report of the dispatcher about a pair."""
    report = wire.ErasureReport(
        org="yunling", by=DISPATCH, at=render(core.at), event=event, proof=proof, why=why, sends=1, recipients=20,
        rows=60, elsewhere=0, means="sqlite", nonce=secrets.token_hex(8),
    )  # fmt: skip
    text = dumps(msgspec.to_builtins(msgspec.structs.replace(report, **changes))).decode()
    signature = core.org.service.sign(text.encode(), "sms-erasure@yunling")
    done: Done = core.call(DISPATCH, wire.ReportErasure(text, signature))
    return done


@remembered
def erased(core: Core, request: int) -> str:
    proposal = propose(core, request)
    confirm(core, proposal)
    answer(core, "erased", proposal)
    return proposal


def counted(core: Core, table: Any, *where: Any) -> int:
    with core.database.reader() as conn:
        return int(conn.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


def todo(core: Core, person: str) -> list[str]:
    return [row.what for row in core.call(person, calls.Todo())]


def test_two_people_erase_and_the_desk_follows_the_dispatcher(core: Core) -> None:
    request = sent(core)
    (row,) = due(core)
    assert (row.kind, row.id, row.n, row.lists, row.blocked) == ("request", request, 20, ["客户名单"], None)
    # It may be erased at once, but what was just sent is nobody's duty yet.
    assert "erasure_due" not in todo(core, "wangfang")
    core.at += timedelta(days=1)
    assert "erasure_due" in todo(core, "wangfang")
    assert "erasure_due" not in todo(core, "chuyan")
    proposal = propose(core, request)
    assert "erasure_due" not in todo(core, "wangfang")
    assert "confirm_erase" in todo(core, "chuyan")
    assert offered(core) == []
    confirm(core, proposal)
    (offer,) = offered(core)
    act = msgspec.json.decode(offer.proposal, type=Proposal).act
    assert isinstance(act, Erase)
    assert [(s.release, s.slot, s.n) for s in act.sends] == [(digest_of_release(core, request), 1, 20)]
    assert act.count == 40
    # Until the dispatcher has answered everything is still here.
    assert counted(core, list_number) == 20
    answer(core, "erased", proposal)
    assert counted(core, list_number) == 0
    assert offered(core) == []
    with core.database.reader() as conn:
        kept = conn.execute(select(contact_list)).one()
        assert (kept.salt, kept.state, kept.n, kept.last) == (None, "erased", 20, 0)
        assert len(kept.digest) == 64
        row_ = conn.execute(select(result)).one()
        assert (row_.ids, bytes(row_.states)) == ("{}", bytes([3] * 20))
    (done,) = core.call("shenyu", wire.Erasures()).rows
    assert (done.by, done.confirmed_by, done.requests, done.lists, done.count) == (
        "wangfang",
        "chuyan",
        1,
        1,
        40,
    )
    assert core.call("shenyu", ledger.VerifyLedger()).bad == 0


def test_after_it_every_page_still_opens_and_says_erased(core: Core) -> None:
    request = sent(core)
    erased(core, request)
    page: sends.RecipientPage = core.call("qianwei", sends.RecipientsPage(request, 1))
    assert (len(page.rows), {row.number for row in page.rows}) == (20, {""})
    assert {row.state for row in page.rows} == {"delivered"}
    assert core.view("sunli", request).slots[0].tally.delivered == 20
    core.call("sunli", approvals.Scope(request))
    core.call("qianwei", sends.SendDetail(request, 1))
    core.call("wangfang", PrintForm("request", str(request)))
    core.call("zhaomin", lists.FindingsPage(1))
    (listed,) = core.call("zhaomin", lists.ListsPage()).rows
    assert listed.state == "erased"
    assert due(core, every=True) == []


def test_a_complaint_loses_its_number_with_the_send_once_it_is_closed(core: Core) -> None:
    request = sent(core)
    form, people_ = core.view("wangfang", request).row.number, ("qianwei", "wangfang")

    def entered(num: int) -> int:
        call = complaint_calls.EnterComplaint("direct", "反复收到短信", render(core.at), form=form, num=num)
        return int(core.call("wangfang", call).id)

    def close(which: int) -> None:
        core.call(people_[0], complaint_calls.AnswerComplaint(which, "已说明"))
        core.call(people_[1], complaint_calls.CloseComplaint(which, "unjustified", "属业务提示"))

    def numbers() -> list[int | None]:
        with core.database.reader() as conn:
            return list(conn.execute(select(complaint.c.num).order_by(complaint.c.id)).scalars())

    over, running = entered(16100000003), entered(16100000005)
    close(over)
    erased(core, request)
    assert numbers() == [None, 16100000005]
    close(running)
    assert numbers() == [None, None]
    with core.database.reader() as conn:
        assert conn.execute(select(complaint.c.salt)).scalars().all() == [None, None]
    core.refuses("erased", "wangfang", UnmaskRecipient(request, 1, 0, "客户来电"))
    view = core.call("wangfang", complaint_calls.ComplaintDetail(over))
    assert (view.row.masked, len(view.commitment)) == ("", 64)
    core.refuses("complaint_number_gone", "wangfang", UnmaskComplaint(over, "回电"))


def test_an_erased_send_is_neither_continued_nor_its_list_used_again(core: Core) -> None:
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    told(core, request, "started", queued=20)
    told(core, request, "done", delivered=17, undelivered=3)
    erased(core, request)
    soon = render(core.at + timedelta(hours=2))
    again = asking.send_again(
        request, which="failed", count=3, reason="再试", opens=render(core.at), closes=soon
    )
    core.refuses("erased", "qianwei", again)
    preview: Any = core.call("zhaomin", calls.PreviewDraft(core.draft(1)))
    assert [fault.field for fault in preview.faults if "slots" in fault.field]
    with pytest.raises(ConsoleError):
        core.call(DISPATCH, dispatch.PullNumbers(1, 0))


def test_the_certificate_names_what_went_by_whom_and_the_report(core: Core) -> None:
    proposal = erased(core, sent(core))
    (row,) = core.call("shenyu", wire.Erasures()).rows
    view: wire.ErasureView = core.call("shenyu", wire.ErasureDetail(row.id))
    assert [(item.kind, item.n) for item in view.items] == [("send", 20), ("list", 20)]
    assert view.removed == {"result": 1, "finding": 0, "list_number": 20, "salt": 1}
    assert msgspec.json.decode(view.reports[0])["proof"] == proposal
    paper = core.call("wangfang", PrintForm("erasure", str(row.id)))
    assert paper.name.startswith("E-2026-")
    entry = core.call("shenyu", ledger.EntryDetail(row.entry))
    assert "erasure.done" in entry.envelope


def test_no_entry_about_an_erasure_holds_a_number(core: Core) -> None:
    erased(core, sent(core))
    for entry in core.call("shenyu", ledger.EntriesPage(limit=1000)).rows:
        view: ledger.EntryView = core.call("shenyu", ledger.EntryDetail(entry.seq))
        assert "1610000" not in view.envelope + view.statement


@pytest.mark.parametrize("person", ["qianwei", "zhengtao", "chuyan", "zhoujian", "fenglei", "shenyu"])
def test_nobody_but_the_registrar_proposes(core: Core, person: str) -> None:
    request = sent(core)
    call = asking.erase(request)
    core.refuses("not_your_part", person, call)


@pytest.mark.parametrize("person", ["zhengtao", "zhoujian", "liqiang", "sunli", "shenyu"])
def test_nobody_but_the_general_departments_supervising_manager_confirms(core: Core, person: str) -> None:
    proposal = propose(core, sent(core))
    core.refuses("not_your_part", person, asking.confirmation(proposal))
    core.refuses("same_person_twice", "wangfang", asking.confirmation(proposal))


def test_what_cannot_go_is_refused_in_words(core: Core) -> None:
    request = sent(core)
    core.refuses("reason_missing", "wangfang", asking.erase(request, reason=" "))
    core.refuses("erase_stale", "wangfang", asking.erase(request, count=39))
    core.refuses("not_canonical", "wangfang", asking.erase(request, count=-1))
    core.refuses("erase_nothing", "wangfang", asking.erase(999))
    for nothing in ("", "request", "request.x", "paper.1", "request.1\n2", "," * 9):
        core.refuses("erase_nothing", "wangfang", asking.asked(Erase, nothing, reason=REASON))
    propose(core, request)
    core.refuses("erase_proposed_already", "wangfang", asking.erase(request))
    running = core.cleared()
    core.step("qianwei", "release", running, slot=1, count=20)
    told(core, running, "started", queued=10, delivered=10)
    core.refuses("erase_running", "wangfang", asking.erase(running))
    doubt = sent(core, unknown=2)
    core.refuses("erase_unsettled", "wangfang", asking.erase(doubt))


def test_what_two_people_closed_as_never_to_be_known_may_go(core: Core) -> None:
    doubt = sent(core, unknown=2)
    digest = two.propose(core, doubt, verdict="closed", count=2)
    core.refuses("erase_unsettled", "wangfang", asking.erase(doubt))
    two.confirm(core, digest)
    told(core, doubt, "corrected", "settled_closed", digest, delivered=18, unknown=2)
    propose(core, doubt)


def test_before_its_time_nothing_is_due(strict: Core) -> None:
    request = sent(strict)
    assert due(strict) == []
    (row,) = due(strict, every=True)
    # A year after the quarter in which the window closed, at its last second on the house's clock.
    assert row.due == "2027-12-31T15:59:59Z"
    strict.refuses("erase_early", "wangfang", asking.erase(request))


def test_once_it_is_due_it_may_go(strict: Core) -> None:
    request = sent(strict)
    _in(strict, "2027-12-31T15:59:58Z")
    strict.refuses("erase_early", "wangfang", asking.erase(request))
    _in(strict, "2027-12-31T16:00:00Z")
    assert [row.id for row in due(strict)] == [request]
    assert propose(strict, request)


def _in(core: Core, at: str, **changes: Any) -> None:
    """The same house at a later time, under a roster of then."""
    core.at = parse(at)
    roster = core.org.roster
    assert roster is not None
    later = msgspec.structs.replace(
        roster, version=roster.version + 1, previous=core.org.rosters[-1].digest(), at=render(core.at),
        expires=render(core.at + timedelta(days=90)), **changes,
    )  # fmt: skip
    core.org.add_roster(later)
    with core.database.writer() as conn:
        rules.establish(
            conn, core.desk, signers=core.org.signers, rosters=core.org.rosters, pledges=core.org.pledges,
            at=render(core.at),
        )  # fmt: skip


# ---- holds


def hold(core: Core, scope: str, subject: str, by: str = "sunli") -> int:
    return int(core.call(by, wire.MakeLegalHold(scope, subject, "涉诉")).id)


@pytest.mark.parametrize("scope", ["request", "department"])
def test_a_legal_hold_stops_the_proposal_and_the_confirmation(core: Core, scope: str) -> None:
    request = sent(core)
    proposal = propose(core, request)
    number = hold(core, scope, str(request) if scope == "request" else "business")
    core.refuses("erase_held", "chuyan", asking.confirmation(proposal))
    core.refuses("erase_held", "wangfang", asking.erase(request))
    (row,) = due(core)
    assert row.holds == ["涉诉"]
    answer_: dispatch.Released = core.call(DISPATCH, dispatch.PullReleased(["demo"]))
    assert [(one.id, one.scope) for one in answer_.legal_holds] == [(number, scope)]
    # Another department's hold keeps nothing of it.
    other = core.call("jiangbo", wire.MakeLegalHold("department", "credit", "审计"))
    assert other.id


def test_who_may_make_a_hold_and_of_what(core: Core) -> None:
    request = sent(core)
    for person in ("zhaomin", "qianwei", "fenglei", "shenyu"):
        core.refuses("hold_not_yours", person, wire.MakeLegalHold("request", str(request), "涉诉"))
    core.refuses("not_a_choice", "sunli", wire.MakeLegalHold("gateway", "demo", "涉诉"))
    core.refuses("hold_subject", "sunli", wire.MakeLegalHold("department", "nowhere", "涉诉"))
    core.refuses("hold_subject", "sunli", wire.MakeLegalHold("request", "eins", "涉诉"))
    core.refuses("reason_missing", "sunli", wire.MakeLegalHold("request", str(request), " "))
    core.refuses("application_mobile", "sunli", wire.MakeLegalHold("request", str(request), "找13800138000"))
    core.refuses("not_your_department", "jiangbo", wire.MakeLegalHold("request", str(request), "涉诉"))
    number = hold(core, "request", str(request))
    core.refuses("hold_stands", "wangfang", wire.MakeLegalHold("request", str(request), "再来"))
    assert number


def test_holds_on_others_requests_are_left_out_of_a_department_s_list(core: Core) -> None:
    number = hold(core, "request", str(sent(core)))
    own = int(core.call("jiangbo", wire.MakeLegalHold("department", "credit", "审计")).id)
    assert [row.id for row in core.call("jiangbo", wire.LegalHolds())] == [own]
    assert [row.id for row in core.call("wangfang", wire.LegalHolds())] == [own, number]


def test_a_hold_ends_by_registrar_and_general_manager_and_only_with_the_dispatcher(core: Core) -> None:
    request = sent(core)
    number = hold(core, "request", str(request))
    for person in ("sunli", "chuyan", "zhoujian"):
        core.refuses("not_your_part", person, asking.release_hold(number, "结案"))
    prepared = core.call("wangfang", asking.release_hold(number, "结案"))
    core.enact("wangfang", prepared)
    core.refuses("erase_proposed_already", "wangfang", asking.release_hold(number, "结案"))
    proposal = digest(prepared.text.encode())
    # Not by the one who confirms erasures.
    core.refuses("not_your_part", "chuyan", asking.confirmation(proposal))
    assert "confirm_release_hold" in todo(core, "zhoujian")
    confirm(core, proposal, "zhoujian")
    assert [row.released for row in core.call("sunli", wire.LegalHolds())] == [""]
    answer(core, "hold_released", proposal)
    assert core.call("sunli", wire.LegalHolds()) == []
    (over,) = core.call("sunli", wire.LegalHolds(open=False))
    assert (over.proof, over.refusal.code) == (proposal, "hold_over")
    core.refuses("hold_over", "wangfang", asking.release_hold(number, "结案"))
    assert [row.blocked for row in due(core)] == [None]


def test_a_frozen_request_is_kept(core: Core) -> None:
    request = sent(core)
    core.call("sunli", freezes.Freeze("request", str(request), "查"))
    core.refuses("erase_frozen", "wangfang", asking.erase(request))


# ---- the second signature, and the dispatcher


def test_the_rule_is_asked_again_when_a_signature_comes_in(core: Core) -> None:
    """Bytes that the desk would never have prepared are refused as well."""
    request = sent(core)
    good = prepare(core, request)
    mine = Prepared(good.text.replace('"by":"wangfang"', '"by":"zhengtao"'))
    text, signature = core.sign("zhengtao", mine)
    core.refuses("not_your_part", "zhengtao", calls.Enact(text, signature))
    for old, new in (
        ('"count":40', '"count":41'),
        (digest_of_release(core, request), "0" * 64),
        ('"n":20', '"n":19'),
    ):
        text, signature = core.sign("wangfang", Prepared(good.text.replace(old, new, 1)))
        core.refuses("erase_stale", "wangfang", calls.Enact(text, signature))


def test_a_list_that_another_request_came_to_use_overtakes_the_proposal(core: Core) -> None:
    request = sent(core)
    proposal = propose(core, request)
    core.submit(core.draft(1))
    core.refuses("erase_in_use", "chuyan", asking.confirmation(proposal))
    (row,) = [one for one in core.call("chuyan", pairs.ProposalsPage(open=False)) if one.kind == "erase"]
    assert row.state == "overtaken"
    # The send may go all the same; its list stays for the other one.
    (again,) = due(core)
    assert again.lists == []
    fresh = propose(core, request, count=20)
    confirm(core, fresh)
    answer(core, "erased", fresh)
    assert counted(core, list_number) == 20
    assert core.call("qianwei", sends.RecipientsPage(request, 1)).rows[0].number == ""


def test_what_the_dispatcher_refuses_stays_and_can_be_proposed_anew(core: Core) -> None:
    request = sent(core)
    proposal = propose(core, request)
    confirm(core, proposal)
    answer(core, "erase_refused", proposal, "erase_early")
    assert counted(core, list_number) == 20
    (row,) = [one for one in core.call("wangfang", pairs.ProposalsPage(open=False)) if one.kind == "erase"]
    assert (row.state, row.why) == ("refused", "erase_early")
    assert propose(core, request, reason="再次提议")


def test_a_refusal_of_bytes_that_were_changed_at_the_desk_is_about_the_pair_that_has_them(core: Core) -> None:
    proposal = propose(core, sent(core))
    confirm(core, proposal)
    tamper(core.database, "UPDATE proposal SET text = text || ' '")
    (offer,) = offered(core)
    assert digest(offer.proposal.encode()) != proposal
    answer(core, "erase_refused", digest(offer.proposal.encode()), "bad_signature")
    (row,) = [one for one in core.call("wangfang", pairs.ProposalsPage(open=False)) if one.kind == "erase"]
    assert (row.state, row.why) == ("refused", "bad_signature")
    assert offered(core) == []


def test_only_the_dispatchers_own_signed_word_erases_and_once(core: Core) -> None:
    request = sent(core)
    proposal = propose(core, request)
    # Not before its second signature.
    answer(core, "erased", proposal)
    assert counted(core, list_number) == 20
    confirm(core, proposal)
    forged = dumps({"type": "erasure_report/1", "proof": proposal}).decode()
    signature = core.org.people["wangfang"].sign(forged.encode(), "sms-erasure@yunling")
    with pytest.raises(ConsoleError):
        core.call(DISPATCH, wire.ReportErasure(forged, signature))
    core.refuses("not_a_service", "wangfang", wire.ReportErasure(forged, signature))
    with pytest.raises(ConsoleError):
        answer(core, "hold_released", proposal)
    answer(core, "erased", proposal)
    answer(core, "erased", proposal)
    answer(core, "erase_refused", proposal, "erase_early")
    assert counted(core, erasure) == 1
    assert [r.state for r in core.call("chuyan", pairs.ProposalsPage(open=False)) if r.kind == "erase"] == [
        "applied"
    ]


def test_free_pages_are_noted_once_they_are_written_over(core: Core) -> None:
    erased(core, sent(core))
    assert core.call("shenyu", wire.Erasures()).rows[0].scrubbed == ""
    with core.context(_desk(), write=True) as ctx:
        assert erasures.unscrubbed(ctx)
    assert core.database.scrub(erasures.SCRUBBED)
    with core.context(_desk(), write=True) as ctx:
        erasures.scrubbed(ctx)
        assert not erasures.unscrubbed(ctx)
    assert core.call("shenyu", wire.Erasures()).rows[0].scrubbed == render(core.at)


def _desk() -> Any:
    from console.services.context import Caller

    return Caller("", "desk")


# ---- lists that nothing was sent to, and findings


def test_a_list_that_nothing_was_sent_to_goes_by_itself_unless_somebody_may_still_use_it(core: Core) -> None:
    core.add_list()
    (row,) = due(core)
    assert (row.kind, row.n) == ("list", 20)
    request = core.submit(core.draft(1))
    (row,) = due(core)
    assert row.blocked is not None
    assert row.blocked.code == "erase_in_use"
    core.step("zhaomin", "withdrawal", request, text="不发了")
    proposal = propose(core, lists=[1])
    confirm(core, proposal)
    answer(core, "erased", proposal, sends=0, recipients=0)
    assert counted(core, list_number) == 0


def test_findings_go_without_their_list(core: Core) -> None:
    with core.database.writer() as conn:
        conn.execute(finding.insert().values(list_id=1, row=3, nth=0, reason="landline", raw="01016100000"))
    core.add_list()
    rows = {row.kind: row for row in due(core)}
    assert (rows["findings"].findings, rows["list"].findings) == (1, 1)
    proposal = propose(core, findings=[1])
    confirm(core, proposal)
    answer(core, "erased", proposal, sends=0, recipients=0)
    assert (counted(core, finding), counted(core, list_number)) == (0, 20)
    assert [row.kind for row in due(core)] == ["list"]


def test_files_in_the_drop_box_are_named_to_their_importer_alone(core: Core) -> None:
    core.add_list()
    (file,) = core.call("zhaomin", wire.FilesToRemove())
    assert (file.sha256, file.source) == (sha256(numbers(20)).hexdigest(), "list.txt")
    assert core.call("wangfang", wire.FilesToRemove()) == []


def test_another_department_sees_none_of_it(core: Core) -> None:
    sent(core)
    assert due(core, "weina", every=True) == []
    assert len(due(core, "sunli", every=True)) == 1
    hold(core, "department", "business")
    assert core.call("weina", wire.LegalHolds()) == []
    assert counted(core, request_table) == 1


def test_more_than_anybody_reads_is_not_proposed_at_once() -> None:
    row = wire.DueRow(
        kind="request",
        id=1,
        name="",
        title="",
        department="",
        category="",
        n=1,
        findings=0,
        rows=1,
        due="",
        lists=[],
        holds=[],
        blocked=None,
    )
    send = ErasedSend("a" * 64, "b" * 64, 1, 1)
    with pytest.raises(RefusedError) as caught:
        act_for([Thing(row, (send,) * (MOST + 1), ())])
    assert caught.value.refusal.code == "erase_too_many"
    assert len(act_for([Thing(row, (send,) * MOST, ())]).sends) == MOST


def test_the_desk_waits_for_every_dispatcher_that_the_roster_names(core: Core) -> None:
    roster = core.org.roster
    assert roster is not None
    second = msgspec.structs.replace(roster.services[0], id="dispatch-2", public=keys.generate().public)
    _in(core, render(core.at), services=[*roster.services, second])
    proposal = propose(core, sent(core))
    confirm(core, proposal)
    answer(core, "erased", proposal)
    assert counted(core, list_number) == 20
    assert offered(core) == []
    with core.context(Caller("", "dispatch-2"), write=False) as ctx:
        assert [offer.proposal for offer in erasure_reports.offers(ctx)]


def test_an_auditor_reads_it_all_and_changes_nothing(core: Core) -> None:
    request = sent(core)
    page: wire.DuePage = core.call("shenyu", wire.ErasurePreview())
    assert (len(page.rows), page.refusal is not None, page.hold_refusal is not None) == (1, True, True)
    erased(core, request)
    assert core.call("shenyu", wire.Erasures()).rows


def test_a_dispatcher_that_was_armed_again_is_asked_to_erase_once_more_and_the_registrar_told(
    core: Core,
) -> None:
    proposal = erased(core, sent(core))
    assert offered(core) == []
    core.at += timedelta(days=40)
    Told(core).tell("rearmed", proof="0" * 64)
    (offer,) = offered(core)
    assert digest(offer.proposal.encode()) == proposal
    told = msgspec.json.decode(offer.reported, type=wire.ErasureReport)
    assert (told.by, told.event, told.proof) == (DISPATCH, "erased", proposal)
    assert "erasure_again" in todo(core, "wangfang")
    assert "erasure_again" not in todo(core, "chuyan")
    # A refusal is an entry, and the row stays.
    answer(core, "erase_refused", proposal, why="erase_running", sends=0)
    assert "erasure_again" in todo(core, "wangfang")
    core.at += timedelta(minutes=1)
    answer(core, "erased", proposal)
    assert offered(core) == []
    assert "erasure_again" not in todo(core, "wangfang")
    # It took effect once, and there is one certificate.
    assert len(core.call("shenyu", wire.Erasures()).rows) == 1
    assert core.call("shenyu", ledger.VerifyLedger()).bad == 0
