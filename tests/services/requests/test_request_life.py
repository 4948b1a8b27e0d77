"""A request from draft to cleared, in each category, and everything that is refused on the way."""

import subprocess
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from console.acting.approvals import versions
from console.domain.archive.check_code import check_code
from console.domain.times import render
from console.errors import RefusedError
from console.locale import words
from console.signing.bundle import verify
from console.signing.bundle_file import unpack
from console.signing.statements import decode, encode, namespace
from console.wire import calls
from console.wire.answers import Prepared
from console.wire.ledger import ledger
from console.wire.requests import approvals
from console.wire.requests.drafts import SlotDraft
from tests import asking
from tests.db.ledgers import tamper
from tests.services.core import Core

replace = msgspec.structs.replace


def test_a_notice_is_approved_by_its_manager_and_released_by_its_own_operator(core: Core) -> None:
    request = core.cleared("notice")
    view = core.view("zhaomin", request)
    assert view.row.state == "cleared"
    assert [s.kind for s in view.steps] == ["request", "approval"]
    assert {s.verdict for s in view.steps} == {"good"}
    core.step("qianwei", "release", request, slot=1, count=20)
    assert core.view("qianwei", request).slots[0].state == "released"
    bundle = unpack(core.call("dispatch-1", calls.BundleOf(request, 1)).data)
    verified = verify(bundle, core.org.roots, render(core.at))
    assert verified.slot.n == 20
    assert [s.person for s in verified.signatures] == ["zhaomin", "zhaomin", "sunli", "qianwei"]


@pytest.mark.parametrize(
    ("category", "department"), [("promotion", "business"), ("other", "credit"), ("other", "business")]
)
def test_promotion_and_other_go_through_the_general_department(
    core: Core, category: str, department: str
) -> None:
    request = core.cleared(category, department)
    view = core.view("wangfang", request)
    assert view.row.state == "cleared"
    core.step("wuhong", "release", request, slot=1, count=20)
    verified = verify(
        unpack(core.call("dispatch-1", calls.BundleOf(request, 1)).data), core.org.roots, render(core.at)
    )
    kinds = [s.kind for s in verified.signatures if s.kind in {"approval", "acceptance", "release"}]
    assert kinds == ["approval"] * (3 if category == "promotion" else 1) + ["acceptance", "release"]


def test_what_was_signed_keeps_its_way_though_its_draft_becomes_another(core: Core) -> None:
    request = core.requested("notice")
    core.step("sunli", "return", request, text="这是其他类")
    signed = core.view("zhaomin", request)
    assert [one.post for one in signed.route] == ["department_manager", "release"]
    core.call("zhaomin", calls.SaveDraft(replace(signed.draft, category="other"), request))
    assert core.view("zhaomin", request).route == signed.route
    core.enact("zhaomin", core.call("zhaomin", asking.request(request)))
    assert len(core.view("zhaomin", request).route) > len(signed.route)


def test_form_numbers_run_by_year_and_department(core: Core) -> None:
    first, second, other = core.requested(), core.requested(), core.requested("other", "credit")
    numbers = [core.view("zhoujian", r).row.number for r in (first, second, other)]
    assert numbers == ["2026-业务部-0001", "2026-业务部-0002", "2026-信贷部-0001"]


def test_nobody_signs_out_of_order_twice_or_his_own_work(core: Core) -> None:
    request = core.requested("promotion")
    for person, code in (
        ("zhoujian", "out_of_order"),
        ("liqiang", "out_of_order"),
        ("zhaomin", "own_work"),
        ("qianwei", "wrong_post"),
        ("wangfang", "wrong_post"),
    ):
        head = core.view("zhoujian", request).head
        core.refuses(code, person, asking.step("approval", request, head, count=20, shown="0" * 64))
    core.step("sunli", "approval", request)
    head = core.view("sunli", request).head
    core.refuses("signed_already", "sunli", asking.step("approval", request, head, count=20, shown="0" * 64))


def test_the_same_refusals_meet_a_statement_that_was_signed_elsewhere(core: Core) -> None:
    """The desk judges the signed act itself; it does not rest on having prepared it."""
    request = core.requested("promotion")
    view = core.view("sunli", request)
    good = core.call(
        "sunli",
        asking.step(
            "approval", request, view.head, count=20, content_checked=True, list_checked=True, shown="0" * 64
        ),
    )
    act = decode(good.text.encode())
    for change, signer, code in (
        ({"by": "zhoujian", "posts": ["general_manager"]}, "zhoujian", "out_of_order"),
        ({"by": "zhaomin"}, "zhaomin", "own_work"),
        ({"count": 19}, "sunli", "count_differs"),
        ({"content_checked": False}, "sunli", "not_checked"),
        ({"list_checked": False}, "sunli", "not_checked"),
        ({"level": 2}, "sunli", "out_of_order"),
        ({"posts": ["supervising_manager"]}, "sunli", "wrong_post"),
        ({"deputy_for": "liqiang"}, "sunli", "no_deputy"),
        ({"previous": "0" * 64}, "sunli", "stale"),
        ({"request": "0" * 64}, "sunli", "stale"),
        ({"org": "other"}, "sunli", "foreign_organisation"),
        ({"roster": 2}, "sunli", "other_roster"),
        ({"at": render(core.at + timedelta(minutes=6))}, "sunli", "signed_in_future"),
        ({}, "liqiang", "not_the_signer"),
    ):
        changed = replace(act, **change)
        text = msgspec.json.decode(msgspec.json.encode(changed))
        from console.signing.canonical import dumps

        data = dumps(text)
        signature = core.org.people[signer].sign(data, namespace(changed))
        core.refuses(code, "sunli", calls.Enact(data.decode(), signature))
    text_, signature = core.sign("sunli", good)
    core.refuses(
        "bad_signature", "sunli", calls.Enact(text_.replace('"opinion":""', '"opinion":"x"'), signature)
    )
    core.refuses("not_canonical", "sunli", calls.Enact(text_ + " ", signature))
    assert core.call("sunli", calls.Enact(text_, signature)).id == request


def equal_drafts(core: Core) -> tuple[int, int]:
    draft = core.draft(core.add_list())
    first, second = (core.call("zhaomin", calls.SaveDraft(draft)).id for _ in range(2))
    return first, second


def test_of_two_drafts_that_say_the_same_the_one_that_was_signed_is_submitted(core: Core) -> None:
    first, second = equal_drafts(core)
    for draft, others in ((second, "draft"), (first, "submitted")):
        text, signature = core.sign("zhaomin", core.call("zhaomin", asking.request(draft)))
        done = core.call("zhaomin", calls.Enact(text, signature, draft=draft))
        assert done.id == draft
        assert core.view("zhaomin", draft).row.state == "submitted"
        other = first if draft == second else second
        assert core.view("zhaomin", other).row.state == others
    numbers = {core.view("zhaomin", one).row.number for one in (first, second)}
    assert len(numbers) == 2


def test_of_two_drafts_that_say_the_same_none_is_submitted_by_guessing(core: Core) -> None:
    first, second = equal_drafts(core)
    text, signature = core.sign("zhaomin", core.call("zhaomin", asking.request(second)))
    with pytest.raises(RefusedError) as caught:
        core.call("qianwei", calls.Enact(text, signature))
    assert (caught.value.refusal.code, caught.value.refusal.params) == (
        "identical_drafts",
        {"drafts": f"{first}, {second}"},
    )
    core.refuses("stale", "qianwei", calls.Enact(text, signature, draft=second + 1))
    core.call("zhaomin", calls.DropDraft(first))
    assert core.call("qianwei", calls.Enact(text, signature)).id == second


@pytest.mark.parametrize(
    "claimed", [{"pledge": "1999-9"}, {"policy": "1999-9"}, {"policy_digest": "0" * 64}, {"accept": True}]
)
def test_a_request_that_claims_other_rules_than_those_in_force_is_not_taken(
    core: Core, claimed: dict[str, object]
) -> None:
    draft, _ = equal_drafts(core)
    good = decode(core.call("zhaomin", asking.request(draft)).text.encode())
    changed = encode(replace(good, **claimed))
    signature = core.org.people["zhaomin"].sign(changed, namespace(good))
    core.refuses("stale", "zhaomin", calls.Enact(changed.decode(), signature, draft=draft))
    assert core.view("zhaomin", draft).row.state == "draft"


def test_a_statement_carried_in_by_another_counts_for_its_signer_and_names_the_carrier(core: Core) -> None:
    request = core.requested()
    core.step("sunli", "approval", request, carrier="zhaomin")
    step = core.view("sunli", request).steps[-1]
    assert (step.person, step.carrier) == ("sunli", "zhaomin")
    entry = core.call("shenyu", ledger.EntriesPage(kind="request.approval")).rows[0]
    envelope = core.call("shenyu", ledger.EntryDetail(entry.seq)).envelope
    assert '"actor":"sunli"' in envelope
    assert '"carrier":"zhaomin"' in envelope


def test_a_returned_request_comes_back_as_a_new_version_whose_signatures_start_again(core: Core) -> None:
    request = core.requested("promotion")
    core.step("sunli", "approval", request)
    core.step("liqiang", "return", request, text="请改正文")
    view = core.view("zhaomin", request)
    assert (view.row.state, view.reason, view.row.waits_for) == ("returned", "请改正文", "revise")
    again = core.submit(replace(view.draft, body="您的存款将到期,请办理。"), request=request)
    assert again == request
    view = core.view("sunli", request)
    assert (view.row.version, view.row.state, view.row.waits_for) == (2, "submitted", "department_manager")
    assert view.row.number == "2026-业务部-0001"
    assert [s.kind for s in view.steps] == ["request"]
    pair = versions.of_card(core.call("sunli", approvals.Scope(request)))
    assert pair is not None
    assert [one.act.text.body for one in pair] == [
        "您的定期存款将于12月1日到期,请及时办理。",
        "您的存款将到期,请办理。",
    ]
    assert view.versions == [1, 2]


def test_a_category_changed_downwards_needs_the_supervising_manager_as_well(core: Core) -> None:
    request = core.requested("promotion")
    core.step("sunli", "return", request, text="这是提示,不是推广")
    draft = core.view("zhaomin", request).draft
    core.submit(replace(draft, category="notice", opt_out=""), request=request)
    core.step("sunli", "approval", request)
    assert core.view("sunli", request).row.waits_for == "supervising_manager"
    core.refuses(
        "downgrade_reason",
        "liqiang",
        asking.step("approval", request, core.view("liqiang", request).head, count=20, shown="0" * 64),
    )
    core.step("liqiang", "approval", request, opinion="合同约定的到期提示")
    assert core.view("sunli", request).row.state == "cleared"
    core.step("qianwei", "release", request, slot=1, count=20)
    verify(unpack(core.call("dispatch-1", calls.BundleOf(request, 1)).data), core.org.roots, render(core.at))


def test_rejected_and_withdrawn_are_the_end(core: Core) -> None:
    rejected, withdrawn = core.requested(), core.requested()
    core.step("sunli", "rejection", rejected, text="不需要")
    core.step("zhaomin", "withdrawal", withdrawn, text="名单有误")
    for request, state in ((rejected, "rejected"), (withdrawn, "withdrawn")):
        view = core.view("zhaomin", request)
        assert view.row.state == state
        core.refuses(
            "nothing_to_decide", "sunli", asking.step("approval", request, view.head, shown="0" * 64)
        )
        core.refuses("ended_not_editable", "zhaomin", calls.SaveDraft(view.draft, request))
    for kind in ("return", "rejection", "withdrawal"):
        request = core.requested()
        who = "zhaomin" if kind == "withdrawal" else "sunli"
        core.refuses(
            "reason_missing", who, asking.step(kind, request, core.view(who, request).head, text=" ")
        )


def test_nothing_is_withdrawn_once_it_was_released(core: Core) -> None:
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    view = core.view("zhaomin", request)
    core.refuses("already_released", "zhaomin", asking.step("withdrawal", request, view.head, text="太晚"))


def test_what_was_returned_is_withdrawn_by_who_will_not_revise_it(core: Core) -> None:
    request = core.requested()
    core.step("sunli", "return", request, text="名单有误")
    core.step("zhaomin", "withdrawal", request, text="不发了")
    view = core.view("zhaomin", request)
    assert (view.row.state, view.row.waits_for, [s.state for s in view.slots]) == (
        "withdrawn",
        "",
        ["stopped"],
    )
    assert core.call("zhaomin", calls.Todo()) == []


def test_who_looked_at_an_older_state_is_told_so(core: Core) -> None:
    request = core.requested("promotion")
    head = core.view("liqiang", request).head
    core.step("sunli", "approval", request)
    core.refuses("stale", "liqiang", asking.step("approval", request, head, count=20, shown="0" * 64))


def test_acceptance_is_the_general_departments_and_not_an_approvers(core: Core) -> None:
    request = core.requested("other", "general")
    core.step("zhengtao", "approval", request)
    head = core.view("wangfang", request).head
    step = asking.step("acceptance", request, head, paper="2026-001")
    core.refuses("signed_already", "zhengtao", step)
    core.refuses(
        "archive_number_missing",
        "wangfang",
        asking.step(
            "acceptance", request, head, paper=" ", code=check_code(core.view("wangfang", request).digest)
        ),
    )
    credit = core.requested("other", "credit")
    head = core.view("jiangbo", credit).head
    core.refuses("not_approved_yet", "wangfang", asking.step("acceptance", credit, head, paper="1"))
    core.step("jiangbo", "approval", credit)
    head = core.view("jiangbo", credit).head
    core.refuses("not_general_department", "jiangbo", asking.step("acceptance", credit, head, paper="1"))
    core.step("wangfang", "return", credit, text="通讯录不全")
    assert core.view("weina", credit).row.state == "returned"
    notice = core.requested()
    core.refuses(
        "no_acceptance_due",
        "wangfang",
        asking.step("acceptance", notice, core.view("sunli", notice).head, paper="1"),
    )


def test_a_department_without_an_operator_cannot_send_a_notice_itself(core: Core) -> None:
    list_id = core.add_list("weina", "credit")
    saved = core.call("weina", calls.SaveDraft(core.draft(list_id, "notice", "credit")))
    core.refuses("no_operator", "weina", asking.request(saved.id))


def test_only_a_drafter_with_a_pledge_drafts_and_submits(core: Core) -> None:
    list_id = core.add_list()
    draft = core.draft(list_id)
    for person in ("qianwei", "sunli", "weina", "fenglei"):
        core.refuses("not_drafter", person, calls.SaveDraft(draft))
    saved = core.call("zhaomin", calls.SaveDraft(draft))
    core.at += timedelta(days=89)
    draft = replace(draft, slots=[SlotDraft(list_id, render(core.at), render(core.at + timedelta(hours=1)))])
    core.call("zhaomin", calls.SaveDraft(draft, saved.id))
    core.at += timedelta(days=2)
    core.refuses("roster_expired", "zhaomin", asking.request(saved.id))


FAULTS: list[tuple[dict[str, object], str, str]] = [
    ({"purpose": " "}, "purpose", "field_missing"),
    ({"telephone": ""}, "telephone", "field_missing"),
    ({"body": ""}, "body", "field_missing"),
    ({"harmless": False}, "harmless", "self_check_missing"),
    ({"unclassified": False}, "unclassified", "self_check_missing"),
    ({"third_party": True}, "third_party_approval", "third_party_approval_missing"),
    ({"third_party": True, "third_party_approval": "行办1"}, "attachments", "third_party_document_missing"),
    ({"audience": "全体员工"}, "audience", "audience_of_another"),
    ({"signature": "云岭"}, "signature", "text_signature"),
    ({"body": "内【容】"}, "body", "text_brackets"),
    ({"body": "看不见\u200b"}, "body", "text_hidden"),
    ({"body": "e\u0301"}, "body", "text_nfc"),
    ({"body": "甲\u0323\u0324\u0325\u0326\u0330"}, "body", "text_piled"),
    ({"body": "绝密★一年"}, "body", "text_screened"),
    ({"body": "密级：机密。请按要求办理。"}, "body", "text_screened"),
    ({"body": "绝密：本季度网点调整安排如下"}, "body", "text_screened"),
    ({"body": "好" * 600}, "body", "too_many_parts"),
    ({"gateway": "other"}, "gateway", "gateway_unknown"),
    ({"backup_gateway": "demo"}, "backup_gateway", "gateway_unknown"),
    ({"purpose": "提醒\u202e客户"}, "purpose", "hidden_characters"),
    ({"sender_code": "95588"}, "sender_code", "sender_code_differs"),
    ({"basis": "because"}, "basis", "field_missing"),
    ({"purpose": "长" * 2001}, "purpose", "too_long"),
    ({"signature": "【" + "行" * 20 + "】"}, "signature", "too_long"),
    ({"quoted": [("https://example.com/" + "a" * 200, False)]}, "quoted", "not_canonical"),
    ({"attachments": [("批文.pdf", "")]}, "attachments", "not_canonical"),
    ({"rate": 10_000_001}, "rate", "not_canonical"),
    ({"basis": "consent", "consent": ""}, "consent", "consent_missing"),
    ({"slots": []}, "slots", "list_missing"),
    (
        {"slots": [SlotDraft(99, "2026-11-24T04:00:00Z", "2026-11-24T05:00:00Z")]},
        "slots.0.list",
        "list_missing",
    ),
    ({"slots": [SlotDraft(1, "", "")]}, "slots.0.opens", "field_missing"),
    ({"slots": [SlotDraft(1, "", "")]}, "slots.0.closes", "field_missing"),
    ({"slots": [SlotDraft(1, "", "2026-11-24T05:00:00Z")]}, "slots.0.opens", "field_missing"),
    ({"slots": [SlotDraft(1, "x", "y")]}, "slots.0.opens", "window_unreadable"),
    ({"slots": [SlotDraft(1, "2026-11-24T05:00:00Z", "y")]}, "slots.0.closes", "window_unreadable"),
    (
        {"slots": [SlotDraft(1, "2026-11-24T05:00:00Z", "2026-11-24T04:00:00Z")]},
        "slots.0.window",
        "window_order",
    ),
    (
        {"slots": [SlotDraft(1, "2026-11-24T01:00:00Z", "2026-11-24T02:00:00Z")]},
        "slots.0.window",
        "window_passed",
    ),
]


def test_each_fault_of_a_form_is_told_beside_its_field_and_keeps_it_from_being_submitted(core: Core) -> None:
    good = core.draft(core.add_list())
    for change, field, code in FAULTS:
        draft = replace(good, **change)
        preview = core.call("zhaomin", calls.PreviewDraft(draft))
        assert (field, code) in [(f.field, f.refusal.code) for f in preview.faults], change
        saved = core.call("zhaomin", calls.SaveDraft(draft))
        with pytest.raises(RefusedError):
            core.call("zhaomin", asking.request(saved.id))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("slot", [("", ""), ("x", "y")])
def test_no_two_faults_of_a_form_read_alike(core: Core, lang: str, slot: tuple[str, str]) -> None:
    empty = replace(core.draft(0), harmless=False, unclassified=False, purpose="", telephone="", body="")
    draft = replace(empty, audience="", basis="", slots=[SlotDraft(0, *slot)])
    faults = core.call("zhaomin", calls.PreviewDraft(draft)).faults
    said = [words.explain(fault.refusal, lang).what for fault in faults]
    assert len(said) > 6
    assert sorted(said) == sorted(set(said))


def test_promotion_needs_its_opt_out_line(core: Core) -> None:
    draft = core.draft(core.add_list(), "promotion", opt_out="")
    faults = core.call("zhaomin", calls.PreviewDraft(draft)).faults
    assert [(f.field, f.refusal.code) for f in faults] == [("opt_out", "text_opt_out")]


def test_the_preview_counts_parts_cost_and_names_who_will_sign(core: Core) -> None:
    preview = core.call(
        "zhaomin", calls.PreviewDraft(core.draft(core.add_list(), "promotion", body="好" * 71))
    )
    assert (preview.chars, preview.billed_each, preview.recipients, preview.billed_total) == (85, 2, 20, 40)
    assert preview.fen == 160
    assert [(s.post, s.people) for s in preview.route] == [
        ("department_manager", ["孙丽"]),
        ("supervising_manager", ["李强"]),
        ("general_manager", ["周健"]),
        ("accept", ["吴红", "郑涛", "王芳"]),
        ("release", ["吴红"]),
    ]


def test_a_draft_is_its_departments_and_can_be_thrown_away_until_it_has_a_number(core: Core) -> None:
    saved = core.call("zhaomin", calls.SaveDraft(core.draft(core.add_list())))
    core.refuses("not_your_department", "weina", calls.RequestDetail(saved.id))
    core.call("zhaomin", calls.DropDraft(saved.id))
    assert core.call("zhaomin", calls.RequestsPage()).rows == []
    request = core.requested()
    core.step("sunli", "return", request, text="请改")
    core.refuses("has_number", "zhaomin", calls.DropDraft(request))


def test_lists_are_filtered_and_paged(core: Core) -> None:
    ids = [core.requested() for _ in range(5)]
    core.requested("other", "credit")
    first = core.call("zhaomin", calls.RequestsPage(limit=2))
    second = core.call("zhaomin", calls.RequestsPage(limit=2, after=first.page.after))
    assert [r.id for r in first.rows + second.rows] == ids[:0:-1]
    assert first.page.total == 5
    assert core.call("zhoujian", calls.RequestsPage(category="other")).page.total == 1
    assert core.call("zhoujian", calls.RequestsPage(text="信贷")).page.total == 1
    assert core.call("sunli", calls.RequestsPage(queue=True)).page.total == 5
    assert core.call("zhoujian", calls.RequestsPage(queue=True)).page.total == 0


def test_my_turn_shows_each_person_what_waits_on_him(core: Core) -> None:
    notice, promotion, returned, other = (
        core.cleared(),
        core.requested("promotion"),
        core.requested(),
        core.requested("other"),
    )
    core.step("sunli", "return", returned, text="请改")
    core.step("sunli", "approval", other)

    def turn(person: str) -> set[tuple[str, int]]:
        return {(t.what, t.request) for t in core.call(person, calls.Todo()) if t.request}

    assert turn("sunli") == {("decide", promotion)}
    assert turn("qianwei") == {("release", notice)}
    assert turn("zhaomin") == {("revise", returned)}
    assert turn("wangfang") == {("accept", other)}
    assert turn("liqiang") == turn("fenglei") == set()
    assert core.call("sunli", calls.WhoAmI()).todo == 2, "the department's rules wait as well (R0)"


def test_the_ledger_tells_the_whole_story_and_verifies(core: Core) -> None:
    request = core.cleared("promotion")
    kinds = [r.kind for r in core.call("shenyu", ledger.EntriesPage(subject=f"request:{request}")).rows][::-1]
    assert kinds == ["request.submitted", *["request.approval"] * 3, "request.acceptance"]
    report = core.call("shenyu", ledger.VerifyLedger())
    assert report.bad == 0
    assert report.entries > 5
    again = core.call("shenyu", ledger.VerifyLedger(heads=[report.head]))
    assert (again.bad, again.more) == (0, False)
    first = core.call("shenyu", ledger.EntryDetail(1))
    assert first.row.kind == "roster.published"


def test_kinds_of_entries_stand_by_how_many_there_are_and_then_by_name(core: Core) -> None:
    core.cleared("promotion")
    core.requested()
    counted = [(-one.n, one.kind) for one in core.call("shenyu", ledger.LedgerKinds())]
    assert len({n for n, _ in counted}) < len(counted), "some are as frequent"
    assert counted == sorted(counted)


def test_who_may_not_read_every_department_sees_his_own_ledger_entries_alone(core: Core) -> None:
    core.cleared()
    mine = core.call("sunli", ledger.EntriesPage())
    assert {row.actor for row in mine.rows} == {"sunli"}
    assert mine.page.total == len(mine.rows) > 0
    core.call("sunli", ledger.EntryDetail(mine.rows[0].seq))
    other = core.call("shenyu", ledger.EntriesPage(actor="zhaomin")).rows[0]
    core.refuses("not_your_entry", "sunli", ledger.EntryDetail(other.seq))


def test_an_approval_exported_from_the_ledger_verifies_with_stock_ssh_keygen(
    core: Core, tmp_path: Path
) -> None:
    core.cleared("promotion")
    people = {p.id: p.keys[0].public for p in core.org.roster.people} if core.org.roster else {}
    signers = "".join(f'{person} namespaces="sms-approval@yunling" {key}\n' for person, key in people.items())
    (tmp_path / "signers").write_text(signers)
    entries = core.call("shenyu", ledger.EntriesPage(kind="request.approval")).rows
    assert len(entries) == 3
    for row in entries:
        entry = core.call("shenyu", ledger.EntryDetail(row.seq))
        (tmp_path / "approval.sig").write_text(entry.signature)
        command = [
            "ssh-keygen",
            "-Y",
            "verify",
            "-n",
            "sms-approval@yunling",
            "-f",
            str(tmp_path / "signers"),
        ]
        command += ["-I", row.actor, "-s", str(tmp_path / "approval.sig")]
        good = subprocess.run(command, input=entry.statement.encode(), capture_output=True, check=False)
        assert good.returncode == 0, good.stderr


@pytest.mark.parametrize(
    ("person", "kind"),
    [("sunli", "approval"), ("sunli", "return"), ("sunli", "rejection"), ("zhaomin", "withdrawal")],
)
def test_no_step_names_a_mobile_number_for_the_ledger_keeps_its_words(
    core: Core, person: str, kind: str
) -> None:
    request = core.requested()
    base = asking.step(
        kind,
        request,
        core.view(person, request).head,
        text="客户要求",
        count=20,
        content_checked=True,
        list_checked=True,
        shown=core.call("sunli", approvals.Scope(request)).shown,
    )
    words = "客户 13800138000 要求"
    core.refuses(
        "application_mobile",
        person,
        msgspec.structs.replace(
            base, said=base.said | {"opinion" if kind == "approval" else "reason": words}
        ),
    )
    # Nor one that was signed elsewhere.
    false = Prepared(core.call(person, base).text.replace("客户要求", words))
    core.refuses("application_mobile", person, calls.Enact(*core.sign(person, false)))


@pytest.mark.parametrize(
    ("by", "signer", "opinion", "verdict"),
    [
        ("sunli", "sunli", "不同意", "bad_signature"),
        ("sunli", "liqiang", "同意", "not_the_signer"),
        ("nobody", "sunli", "同意", "not_the_signer"),
    ],
)
def test_a_step_that_was_changed_in_the_database_is_shown_with_what_is_wrong(
    core: Core, by: str, signer: str, opinion: str, verdict: str
) -> None:
    request = core.requested()
    core.step("sunli", "approval", request, text="同意")
    with core.database.reader() as conn:
        act = decode(
            conn.execute(text("SELECT text FROM step WHERE kind = 'approval'")).scalar_one().encode()
        )
    act = replace(act, by=by)
    signature = core.org.people[signer].sign(encode(act), namespace(act))
    said = encode(replace(act, opinion=opinion)).decode()
    change = "UPDATE step SET text = :said, signature = :signature WHERE kind = 'approval'"
    tamper(core.database, change, said=said, signature=signature)
    shown = core.view("zhaomin", request).steps[-1]
    assert (shown.person, shown.verdict) == (by, verdict)


def test_nobody_prepares_for_another_what_they_may_not_see(core: Core) -> None:
    request = core.requested()
    call = asking.step("return", request, core.view("sunli", request).head, text="改", by="sunli")
    core.refuses("not_your_department", "weina", call)
    assert '"by":"sunli"' in core.call("zhaomin", call).text
