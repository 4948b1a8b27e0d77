"""Templates at the command line: taken, written, read, withdrawn; a request begun from one and signed with it."""

import json
from pathlib import Path

import msgspec

from console.cli import exits
from console.domain import acts
from console.wire import calls
from tests.cli.conftest import Office

SIGNATURE = "【云岭示范银行】"


def test_templates_are_taken_written_version_by_version_read_and_withdrawn(
    office: Office, tmp_path: Path
) -> None:
    assert len(office.json("zhaomin", "template", "shipped").data) == 10
    office.json("zhaomin", "template", "take", "收息提醒", "生日祝福", "--signature", SIGNATURE)
    listed = office.json("sunli", "template", "list", "--category", "notice").data["rows"]
    assert [row["name"] for row in listed] == ["收息提醒", "生日祝福"]
    says = office.json("sunli", "template", "show", "收息提醒").data["kept"]["says"]
    file = tmp_path / "下一版.json"
    file.write_text(json.dumps(says | {"note": "结息后三天内"}), "utf-8")
    assert office("sunli", "template", "write", file, "--template", "收息提醒").code == exits.OK
    shown = office("qianwei", "template", "show", "收息提醒").out
    assert "结息后三天内" in shown
    assert "{结息日}" in shown
    assert "结息后三天内" not in office("qianwei", "template", "show", "收息提醒", "--version", 1).out
    versions = office.json("qianwei", "template", "versions", "收息提醒").data
    assert [(one["version"], one["by"]) for one in versions] == [(2, "sunli"), (1, "zhaomin")]
    assert office("zhaomin", "template", "withdraw", "收息提醒", "--reason", "停").code == exits.OK
    assert "withdrawn" in office("zhaomin", "template", "list", "--state", "withdrawn").out
    assert office("zhaomin", "request", "new", "--template", "收息提醒").code == exits.REFUSED
    assert office("wangfang", "template", "restore", "收息提醒").code == exits.REFUSED
    assert office("qianwei", "template", "restore", "收息提醒").code == exits.OK
    began = office.json("zhaomin", "request", "new", "--template", "收息提醒").data["id"]
    body = office.core.view("zhaomin", began).draft.body
    office("zhaomin", "request", "edit", began, "--field", f"body={body}好礼相送。")
    seen = office("zhaomin", "request", "preview", began).out
    assert 'Not as in template "收息提醒" v2 (body): with "好礼相送。"' in seen
    assert office("zhaomin", "request", "edit", began, "--take-template").code == exits.OK
    assert office.core.view("zhaomin", began).draft.body == body
    assert "Not as in template" not in office("zhaomin", "request", "preview", began).out
    office("zhaomin", "template", "withdraw", "收息提醒", "--reason", "停")
    assert "--drop-template" in office("zhaomin", "request", "preview", began).out
    assert office("zhaomin", "request", "edit", began, "--drop-template").code == exits.OK
    assert "is withdrawn" not in office("zhaomin", "request", "preview", began).out
    draft = office.core.view("zhaomin", began).draft
    assert (draft.template, draft.body) == (0, body)


def test_a_dropped_draft_leaves_its_template_to_no_later_one_of_its_number(office: Office) -> None:
    office("zhaomin", "template", "take", "收息提醒", "生日祝福", "--signature", SIGNATURE)
    began = office.json("zhaomin", "request", "new", "--template", "收息提醒").data["id"]
    assert office("zhaomin", "request", "drop", began).code == exits.OK
    # Another console of theirs begins one that gets the number; this one submits it.
    other = office.json("zhaomin", "template", "list", "--text", "生日").data["rows"][0]
    window = office.core.draft(office.core.add_list()).slots[0]
    draft = office.core.draft(window.list_id, body="祝您生日快乐。", template=other["id"], template_version=1)
    assert office.core.call("zhaomin", calls.SaveDraft(draft)).id == began
    signed = office("zhaomin", "request", "submit", began, sign=True)
    assert "template_differs" not in signed.err
    assert signed.code == exits.OK, signed.err


def test_mistakes_are_told_in_words(office: Office, tmp_path: Path) -> None:
    blocked = office("zhaomin", "template", "write", "--field", "name=甲", "--field", "body=绝密★一年")
    assert blocked.code == exits.REFUSED
    assert "R11" in blocked.err
    personal = office("zhaomin", "template", "write", "--field", "name=甲", "--field", "body={姓名}您好")
    assert (personal.code, "R10" in personal.err) == (exits.REFUSED, True)
    assert office("zhaomin", "template", "write").code == exits.USAGE
    assert office("zhaomin", "template", "write", "--field", "color=red").code == exits.USAGE
    assert office("zhaomin", "template", "show", "没有").code == exits.PROBLEM
    file = tmp_path / "x.toml"
    file.write_text("name = 5\n", "utf-8")
    assert office("zhaomin", "template", "write", file).code == exits.PROBLEM
    assert (
        office("weina", "template", "write", "--department", "business", "--field", "name=甲").code
        == exits.REFUSED
    )


def test_a_request_begun_from_a_template_is_signed_with_it_and_its_card_says_what_was_changed(
    office: Office,
) -> None:
    office("zhaomin", "template", "take", "生日祝福", "存款到期提醒", "--signature", SIGNATURE)
    window = office.core.draft(office.core.add_list()).slots[0]
    began = (
        "request", "new", "--template", "存款到期提醒", "--fill", "到期日=12月1日", "--slot",
        f"{window.list_id},{window.opens},{window.closes}", "--telephone", "010-00000001", "--gateway", "demo", "--harmless",
        "--unclassified",
    )  # fmt: skip
    assert office("zhaomin", *began, "--fill", "生日=1日").code == exits.USAGE
    request = office.json("zhaomin", *began).data["id"]
    unfilled = office("zhaomin", "request", "submit", request, sign=True)
    assert (unfilled.code, "{协议条款}" in unfilled.err) == (exits.REFUSED, True)
    office("zhaomin", "request", "edit", request, "--consent", "协议第7条")
    signed = office("zhaomin", "request", "submit", request, sign=True)
    assert signed.code == exits.OK, signed.err
    assert "12月1日" in signed.err
    act = msgspec.json.decode(office.core.view("zhaomin", request).statement, type=acts.AnyRequest)
    assert isinstance(act, acts.REQUEST)
    assert act.template is not msgspec.UNSET
    assert (act.template.name, act.template.version) == ("存款到期提醒", 1)
    same = office("sunli", "approval", "scope", request).out
    assert "The same as template" in same
    assert "{到期日}" in same
    row = office.json("zhaomin", "request", "list").data["rows"][0]
    assert row["template"] == "存款到期提醒 v1"
    copied = office.json("zhaomin", "request", "new", "--from", request).data["id"]
    office(
        "zhaomin",
        "request",
        "edit",
        copied,
        "--body",
        "尊敬的客户，您的定期存款已经到期。",
        "--harmless",
        "--unclassified",
    )
    assert office("zhaomin", "request", "submit", copied, sign=True).code == exits.OK
    assert "Not as in template" in office("sunli", "approval", "scope", copied).out
