"""Templates of departments: kept version by version, taken from those shipped, named by requests, judged by screening lists."""

from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from console.acting.approvals import cards
from console.acting.requests import submission, templates
from console.acting.requests.copying import copied
from console.domain import acts
from console.domain.content import lists
from console.domain.content.check import Screener
from console.domain.data_folder import data_folder
from console.domain.rosters.rule_files import Kind
from console.domain.templates import blanks
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.look.senses import Sense
from console.services.templates.templates import shipped_templates
from console.signing.bundle import verify
from console.signing.bundle_file import unpack
from console.signing.statements import decode
from console.views.templates import WHOLE, notes
from console.views.view import Viewer
from console.wire import calls
from console.wire.answers import Blob, Done
from console.wire.ledger import ledger
from console.wire.requests import approvals
from console.wire.requests import templates as wire
from console.wire.requests.drafts import Draft
from tests import asking
from tests.services.archive.test_forms import printed
from tests.services.archive.test_forms import words as words_of
from tests.services.core import Core, one_clock
from tests.services.rosters.test_rule_files import bring, changed, publish, words

BODY = "尊敬的客户，您的定期存款将于{到期日}到期，请及时办理。"
SAYS = wire.Template(name="到期提醒", purpose="提醒{月份}到期客户", signature="【云岭示范银行】", body=BODY)


@pytest.fixture(autouse=True)
def same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


def write(core: Core, person: str = "zhaomin", department: str = "business", **fields: Any) -> int:
    says = msgspec.structs.replace(SAYS, **fields)
    return int(core.call(person, wire.WriteTemplate(department, says)).id)


def again(core: Core, template: int, version: int, person: str = "zhaomin", **fields: Any) -> Done:
    says = msgspec.structs.replace(SAYS, **fields)
    done: Done = core.call(person, wire.WriteTemplate("", says, template, version))
    return done


def rows(core: Core, person: str = "zhaomin", **given: Any) -> list[wire.TemplateRow]:
    found: list[wire.TemplateRow] = core.call(person, wire.TemplatesPage(**given)).rows
    return found


def view(core: Core, template: int, version: int = 0, person: str = "zhaomin") -> wire.TemplateView:
    found: wire.TemplateView = core.call(person, wire.TemplateDetail(template, version))
    return found


def refused(core: Core, person: str, call: Any) -> str:
    with pytest.raises(RefusedError) as caught:
        core.call(person, call)
    return caught.value.refusal.code


def drafted(core: Core, template: int, version: int = 1, **fields: Any) -> Draft:
    said: dict[str, Any] = {
        "purpose": "提醒12月到期客户",
        "body": BODY.replace("{到期日}", "12月1日"),
        "template_version": version,
    }
    return core.draft(core.add_list(), **(said | {"template": template} | fields))


def card(core: Core, request: int) -> approvals.ScopeCard:
    found: approvals.ScopeCard = core.call("sunli", approvals.Scope(request))
    return found


def test_each_change_is_a_version_with_who_and_when_and_old_ones_stay_readable(core: Core) -> None:
    template = write(core)
    again(core, template, 1, "qianwei", body=BODY + "谢谢。")
    assert [(one.version, one.by) for one in core.call("sunli", wire.TemplateVersions(template))] == [
        (2, "qianwei"),
        (1, "zhaomin"),
    ]
    assert view(core, template, 1).kept.says == SAYS
    assert view(core, template).kept.says.body.endswith("谢谢。")
    assert view(core, template).blanks == ["{月份}", "{到期日}"]
    entries = core.call("wangfang", ledger.EntriesPage(kind="template.written")).rows
    assert [one.subject for one in entries] == [f"template:{template}"] * 2
    stale = wire.WriteTemplate("", SAYS, template, 1)
    assert refused(core, "zhaomin", stale) == "template_moved_on"
    same = wire.WriteTemplate("", view(core, template).kept.says, template, 2)
    assert refused(core, "zhaomin", same) == "template_unchanged"


def test_drafters_operator_and_manager_keep_their_departments_and_nobody_elses(core: Core) -> None:
    template = write(core)
    for nth, person in enumerate(("qianwei", "sunli"), 1):
        again(core, template, nth, person, body=BODY + "谢谢" * nth)
    for person in ("weina", "liqiang", "zhoujian", "wangfang", "fenglei", "shenyu"):
        assert refused(core, person, wire.WriteTemplate("business", SAYS)) == "template_not_yours", person
    assert refused(core, "weina", wire.TemplateDetail(template)) == "not_your_department"
    assert rows(core, "weina") == []
    assert [row.id for row in rows(core, "wangfang")] == [template]
    for_all = msgspec.structs.replace(SAYS, name="通用", everyone=True)
    assert refused(core, "zhaomin", wire.WriteTemplate("business", for_all)) == "template_for_all"
    common = write(core, "chenjing", "general", everyone=True)
    assert [row.id for row in rows(core, "weina")] == [common]


def test_what_a_template_cannot_be_is_refused_with_its_field(core: Core) -> None:
    def codes(**fields: Any) -> set[tuple[str, str]]:
        says = msgspec.structs.replace(SAYS, **fields)
        found: wire.Judgement = core.call("zhaomin", wire.JudgeTemplate("business", says))
        return {(one.field, one.refusal.code) for one in found.faults}

    assert codes() == set()
    assert codes(name=" ", body="") == {("name", "field_missing"), ("body", "field_missing")}
    assert codes(body="{客户姓名}，您好。") == {("body", "template_personal")}
    assert codes(category="promotion") >= {("opt_out", "text_opt_out")}
    assert codes(body="绝密★一年") == {("body", "text_screened")}
    assert codes(body="【另】您好") == {("body", "text_brackets"), ("body", "text_screened")}
    assert codes(note="x" * 501, purpose="\u200b") == {("note", "too_long"), ("purpose", "hidden_characters")}
    assert codes(name="13800138000") == {("name", "template_mobile")}
    assert codes(body="{}" * 10 + "".join(f"{{{nth}}}" for nth in range(20))) == {("body", "template_blanks")}
    assert codes(signature="") == set()
    assert codes(body="{到期日}}到期") == {("body", "template_brace")}
    assert codes(name="甲」第 9 版一致；乙「丙") == {("name", "template_name_signs")}
    write(core)
    assert codes() == {("name", "template_name_taken")}


def test_a_withdrawn_template_is_offered_no_more_and_a_new_version_offers_it_again(core: Core) -> None:
    template = write(core)
    assert refused(core, "zhaomin", wire.WithdrawTemplate(template, " ")) == "reason_missing"
    core.call("zhaomin", wire.WithdrawTemplate(template, "改用新合同"))
    shown = view(core, template)
    assert (shown.row.state, shown.row.reason) == ("withdrawn", "改用新合同")
    assert shown.allowed["begin"] is not None
    assert refused(core, "zhaomin", wire.WithdrawTemplate(template, "再停")) == "template_withdrawn"
    assert [row.id for row in rows(core, state="withdrawn")] == [template]
    assert [row.id for row in rows(core, text="及时办理")] == [template]
    assert rows(core, text="body") == []
    with pytest.raises(RefusedError, match="template_withdrawn"):
        templates.begun(shown, ["business"], {}, "")
    again(core, template, 1)
    assert view(core, template).row.state == "offered"


def test_the_reason_of_a_withdrawal_is_one_line_that_everybody_sees(core: Core) -> None:
    template = write(core)
    for unseen in ("\u202e", "\u200b", "\u2066"):
        call = wire.WithdrawTemplate(template, f"措辞{unseen}违规")
        assert refused(core, "zhaomin", call) == "hidden_characters"
    core.call("zhaomin", wire.WithdrawTemplate(template, " 措辞违规\n停用 "))
    assert view(core, template).row.reason == "措辞违规 停用"


def test_who_drafts_nowhere_reads_a_template_and_is_told_why_no_request_begins_from_it(core: Core) -> None:
    template = write(core)
    shown = view(core, template, person="sunli")
    assert shown.allowed["begin"] is not None
    assert (shown.allowed["begin"].code, shown.kept.says.name) == ("not_drafter", SAYS.name)
    assert view(core, template).allowed["begin"] is None


def test_a_withdrawn_template_is_restored_by_those_who_keep_it_if_it_could_be_written_now(core: Core) -> None:
    template = write(core)
    assert refused(core, "zhaomin", wire.RestoreTemplate(template)) == "template_not_withdrawn"
    core.call("zhaomin", wire.WithdrawTemplate(template, "改用新合同"))
    assert view(core, template).allowed["restore"] is None
    # Who reads it need not keep it.
    for person in ("wangfang", "qianwei"):
        mine = view(core, template, person=person).allowed["restore"]
        assert (mine is None) == (person == "qianwei")
    assert refused(core, "wangfang", wire.RestoreTemplate(template)) == "template_not_yours"
    other = write(core)
    assert refused(core, "zhaomin", wire.RestoreTemplate(template)) == "template_name_taken"
    core.call("zhaomin", wire.WithdrawTemplate(other, "重名"))
    core.call("qianwei", wire.RestoreTemplate(template))
    shown = view(core, template)
    assert (shown.row.state, shown.row.reason, shown.row.version, shown.row.by) == (
        "offered",
        "",
        1,
        "qianwei",
    )
    assert shown.allowed["begin"] is None
    (entry,) = core.call("wangfang", ledger.EntriesPage(kind="template.restored")).rows
    assert entry.actor == "qianwei"


def test_a_draft_begun_from_a_template_has_its_texts_and_must_be_filled_before_it_is_submitted(
    core: Core,
) -> None:
    template = write(core, signature="")
    draft = templates.begun(view(core, template), ["business"], {"月份": "12月"}, "【云岭示范银行】")
    assert (draft.purpose, draft.body, draft.signature) == ("提醒12月到期客户", BODY, "【云岭示范银行】")
    assert (draft.template, draft.template_version, draft.department) == (template, 1, "business")
    assert (draft.harmless, draft.unclassified) == (False, False)
    faults = core.call("zhaomin", calls.PreviewDraft(draft)).faults
    assert [(one.field, one.refusal.params) for one in faults if one.refusal.code == "blank_unfilled"] == [
        ("body", {"blanks": "{到期日}"})
    ]
    saved = core.call("zhaomin", calls.SaveDraft(core.draft(core.add_list(), body="于___到期")))
    assert refused(core, "zhaomin", asking.request(saved.id)) == "blank_unfilled"


def test_a_request_names_its_template_in_what_is_signed_and_the_card_compares_by_itself(core: Core) -> None:
    template = write(core)
    request = core.submit(drafted(core, template))
    act = decode(core.view("zhaomin", request).statement.encode())
    assert isinstance(act, acts.REQUEST)
    assert act.template is not msgspec.UNSET
    assert act.template == acts.TemplateUsed("到期提醒", 1, view(core, template).sha256)
    shown = card(core, request)
    held = templates.against(cards.read(shown), shown.template)
    assert held is not None
    filled = [("月份", "12月"), ("到期日", "12月1日")]
    assert ([tuple(one) for one in held.found.values], held.found.changes) == (filled, ())
    core.step("sunli", "approval", request)
    core.step("qianwei", "release", request, slot=1, count=20)
    bundle: Blob = core.call("dispatch-1", calls.BundleOf(request, 1))
    verify(unpack(bundle.data), core.org.roots, render(core.at))
    paper = words_of(printed(core, "wangfang", "request", request)).split("\n")
    assert paper[paper.index("模板") + 1] == "到期提醒"
    assert act.template.sha256 in paper
    (row,) = core.call("zhaomin", calls.RequestsPage(text="到期提醒 v1")).rows
    assert (row.id, row.template) == (request, "到期提醒 v1")
    assert rows(core)[0].uses == 1
    changed = core.submit(drafted(core, template, body="尊敬的客户，您的存款已到期。"))
    shown = card(core, changed)
    held = templates.against(cards.read(shown), shown.template)
    assert held is not None
    assert [one.field for one in held.found.changes] == ["body"]
    # Later versions and withdrawal change nothing of what was signed.
    again(core, template, 1, body="另一篇。")
    core.call("zhaomin", wire.WithdrawTemplate(template, "停"))
    assert card(core, changed).template == shown.template


def test_of_a_template_for_all_each_department_counts_its_own_requests(core: Core) -> None:
    common = write(core, "chenjing", "general", everyone=True)
    core.submit(drafted(core, common))
    assert [rows(core, person)[0].uses for person in ("zhaomin", "weina", "wangfang")] == [1, 0, 1]
    # Who drafts for several departments begins in the template's own, if it is one of them.
    for departments, began in ((["business", "general"], "general"), (["business", "credit"], "business")):
        assert templates.begun(view(core, common), departments, {}, "").department == began


def test_a_desk_that_shows_another_template_than_was_signed_is_caught(core: Core) -> None:
    template = write(core)
    request = core.submit(drafted(core, template, body="尊敬的客户，您的存款已到期。"))
    shown = card(core, request)
    assert shown.template is not None
    # The desk makes the template say what the request says.
    says = msgspec.structs.replace(shown.template.says, body="尊敬的客户，您的存款已到期。")
    for lie in (
        msgspec.structs.replace(shown.template, says=says),
        msgspec.structs.replace(shown.template, version=2),
        msgspec.structs.replace(shown.template, department="credit"),
        None,
    ):
        with pytest.raises(ConsoleError, match="template_differs"):
            cards.read(msgspec.structs.replace(shown, template=lie))


def test_a_desk_that_names_another_template_than_the_drafters_is_caught(core: Core) -> None:
    template, other = write(core), write(core, name="另一份", body="尊敬的客户，{事}。")
    draft = drafted(core, template)
    saved = core.call("zhaomin", calls.SaveDraft(draft))
    act = decode(core.call("zhaomin", asking.request(saved.id)).text.encode())
    assert isinstance(act, acts.REQUEST)
    assert submission.differing(draft, act) == []
    line = Line(core)
    assert templates.of_submission(line, act, draft, view(core, template).sha256) is not None
    named = acts.TemplateUsed("另一份", 1, view(core, other).sha256)
    with pytest.raises(ConsoleError, match="template_differs"):
        templates.of_submission(line, msgspec.structs.replace(act, template=named), draft)
    with pytest.raises(ConsoleError, match="template_differs"):
        templates.of_submission(line, act, draft, "0" * 64)
    plain = msgspec.structs.replace(act, template=msgspec.UNSET)
    assert submission.differing(draft, plain) == ["template"]
    assert submission.differing(msgspec.structs.replace(draft, template=0), act) == ["template"]


def test_a_draft_whose_template_was_withdrawn_is_submitted_as_free_text_or_not_at_all(core: Core) -> None:
    template = write(core)
    request = core.submit(drafted(core, template))
    draft = drafted(core, template)
    saved = int(core.call("zhaomin", calls.SaveDraft(draft)).id)
    core.call("zhaomin", wire.WithdrawTemplate(template, "措辞违规"))
    for one in (draft, copied(core.view("zhaomin", request).draft, ["business"], render(core.at))):
        faults = core.call("zhaomin", calls.PreviewDraft(one, saved)).faults
        assert [(two.field, two.refusal.code) for two in faults if two.field == "template"] == [
            ("template", "template_withdrawn_since")
        ]
    assert refused(core, "zhaomin", asking.request(saved)) == "template_withdrawn_since"
    free = templates.let_go(draft)
    assert core.call("zhaomin", calls.PreviewDraft(free, saved)).faults == []
    # What was submitted before goes its way, and one that is offered again may be used again.
    core.step("sunli", "approval", request)
    core.call("zhaomin", wire.RestoreTemplate(template))
    assert core.call("zhaomin", calls.PreviewDraft(draft, saved)).faults == []


def test_form_and_card_say_that_a_newer_version_is_there(core: Core) -> None:
    template = write(core)
    draft = drafted(core, template)
    request = core.submit(draft)
    viewer = Viewer("zh", ZoneInfo("Asia/Shanghai"), str, str)

    def said() -> list[str]:
        shown, of_form = card(core, request), view(core, template, 1)
        act = cards.read(shown)
        on_card = templates.against(act, shown.template, shown.template_newest)
        in_form = templates.of_draft(of_form.kept, draft, of_form.row.version)
        held = [notes(viewer, on_card), notes(viewer, in_form)]
        assert held[0] == held[1]
        return [words for sense, words in held[0] if sense is Sense.YOURS]

    assert said() == []
    again(core, template, 1, body="另一篇。")
    assert said() == ["模板「到期提醒」第 1 版已有新版，最新为第 2 版"]


@pytest.mark.parametrize(
    "value", ["12月1日」，填入 利率：「5%", "1日，利率＝5%", "1日                利率：5%"]
)
def test_a_value_never_reads_as_two(core: Core, value: str) -> None:
    template = write(core)
    draft = drafted(core, template, body=BODY.replace("{到期日}", value))
    held = templates.of_draft(view(core, template).kept, draft)
    told = [words for _, words in notes(Viewer("zh", ZoneInfo("Asia/Shanghai"), str, str), held)]
    assert told == ["与模板「到期提醒」第 1 版一致", "填入 月份：12月", f"填入 到期日：{value}"]


def test_a_version_is_called_and_offered_as_it_says_itself(core: Core) -> None:
    template = write(core, "chenjing", "general")
    again(core, template, 1, "chenjing", name="另名", everyone=True)
    viewer = Viewer("zh", ZoneInfo("Asia/Shanghai"), str, str)

    def said(version: int) -> list[str]:
        pairs = dict(WHOLE.pairs("pw", viewer, view(core, template, version, "chenjing")))
        return [pairs["名称"], pairs["部门"], pairs["最新版本"]]

    assert said(1) == ["到期提醒", "general", "v2"]
    assert said(2) == ["另名", "general，各部门可用", "v2"]


class Line:
    """The drafter's line to the core."""

    def __init__(self, core: Core) -> None:
        self.core = core

    def call(self, call: Any) -> Any:
        return self.core.call("zhaomin", call)


def test_another_departments_template_and_one_that_is_not_there_cannot_be_named(core: Core) -> None:
    foreign = write(core, "weina", "credit")
    for template, version in ((foreign, 1), (write(core), 2), (999, 1)):
        faults = core.call("zhaomin", calls.PreviewDraft(drafted(core, template, version))).faults
        assert [one.refusal.code for one in faults] == ["template_unknown"]
    common = write(core, "chenjing", "general", everyone=True)
    assert core.call("zhaomin", calls.PreviewDraft(drafted(core, common))).faults == []


def test_another_screening_list_says_which_templates_it_blocks_and_which_no_longer(core: Core) -> None:
    template = write(core, body="尊敬的客户，请到金玉满堂厅办理{事}。")
    publish(core, bring(core, Kind.SCREENING, words(core, ('"仅限内部", ', '"仅限内部", "金玉满堂", '))))
    assert rows(core, state="blocked")[0].id == template
    shown = view(core, template)
    assert shown.screened is not None
    assert shown.allowed["begin"] == shown.screened
    publish(
        core, bring(core, Kind.SCREENING, changed(words(core), ('version = "next"', 'version = "later"')))
    )
    assert rows(core)[0].state == "offered"
    entries = core.call("wangfang", ledger.EntriesPage(kind="template.screened")).rows
    assert len(entries) == 2


def test_shipped_templates_are_taken_in_one_act_with_the_departments_signature(core: Core) -> None:
    done = core.call("zhaomin", wire.TakeTemplates("business", [], "【云岭示范银行】"))
    assert done.number == str(len(shipped_templates()))
    assert {row.name for row in rows(core)} == {one.name for one in shipped_templates()}
    assert refused(core, "zhaomin", wire.TakeTemplates("business")) == "templates_all_taken"
    assert all(row.taken for row in core.call("zhaomin", wire.ShippedTemplates()))
    core.call("weina", wire.TakeTemplates("credit", ["生日祝福"], "【云岭示范银行】"))
    assert [row.name for row in rows(core, "weina")] == ["生日祝福"]


def test_shipped_templates_are_lawful_under_the_shipped_list() -> None:
    screener = Screener(lists.read((data_folder() / "screening" / "2026-2.toml").read_text("utf-8")))
    for one in shipped_templates():
        hits = screener.judge("【云岭示范银行】" + one.body + one.opt_out, one.category, whole=True).told
        assert hits == (), one.name
        assert bool(one.opt_out) == (one.category == "promotion")


def test_every_shipped_template_makes_a_request_that_lacks_nothing(core: Core) -> None:
    core.call("zhaomin", wire.TakeTemplates("business", [], "【云岭示范银行】"))
    slots = core.draft(core.add_list()).slots
    for row in rows(core):
        shown = view(core, row.id)
        values = dict.fromkeys(blanks.names(*shown.kept.says.texts().values()), "12月1日")
        draft = msgspec.structs.replace(
            templates.begun(shown, ["business"], values, ""),
            telephone="010-00000001",
            harmless=True,
            unclassified=True,
            slots=slots,
            gateway="demo",
        )
        preview = core.call("zhaomin", calls.PreviewDraft(draft))
        assert [(one.field, one.refusal.code) for one in preview.faults] == [], row.name
        assert preview.warned == [], row.name
