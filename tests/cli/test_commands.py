"""What the commands print and how they end, against the real core."""

import hashlib
import json
import os
from pathlib import Path

import msgspec
import pytest

from console.cli import exits
from console.cli.given import hoisted
from console.cli.moments import instant
from console.cli.streams import read_file
from console.domain import acts, declared
from console.errors import ConsoleError
from console.locale import words
from console.services.contacts import hashed_optouts
from console.services.context import Caller
from console.widgets.looks import PALETTES
from console.wire import calls
from tests.cli.conftest import Office


def test_whoami_says_who_sits_there_and_that_accounts_are_not_separated(office: Office) -> None:
    answer = office("zhaomin", "whoami")
    assert answer.code == exits.OK
    assert "赵敏 (zhaomin)" in answer.out
    assert "NOT SEPARATED" in answer.out
    assert office.json("zhaomin", "whoami").data["posts"] == [["drafter", "business"]]


def test_todo_names_what_waits_in_both_languages(office: Office) -> None:
    office.core.requested("promotion")
    english, chinese = office("sunli", "todo"), office("sunli", "todo", lang="zh")
    assert "approval due" in english.out
    assert "department manager" in english.out
    assert "等您审批" in chinese.out
    assert "部门经理" in chinese.out
    assert office("fenglei", "todo").out == "Nothing waits on you.\n"


def test_a_draft_goes_from_the_template_to_a_saved_request(office: Office, tmp_path: Path) -> None:
    listed = office.core.add_list()
    template = office("zhaomin", "request", "new", "--example").out
    assert "# body · R2 R11" in template
    file = tmp_path / "draft.toml"
    file.write_text(template.replace("list_id = 1", f"list_id = {listed}"), "utf-8")
    preview = office.json("zhaomin", "request", "preview", "--file", file).data
    assert preview["faults"] == []
    assert preview["recipients"] == 20
    saved = office.json("zhaomin", "request", "new", file).data
    view = office.json("zhaomin", "request", "show", saved["id"]).data
    assert view["row"]["state"] == "draft"
    assert view["draft"]["slots"][0]["opens"].endswith("T01:00:00Z")
    edited = office(
        "zhaomin", "request", "edit", saved["id"], "--field", "remarks=第二稿", "--field", "rate=5"
    )
    assert edited.code == exits.OK
    draft = office.core.view("zhaomin", saved["id"]).draft
    assert (draft.remarks, draft.rate) == ("第二稿", 5)
    assert office("zhaomin", "request", "drop", saved["id"]).code == exits.OK
    assert "No requests" in office("zhaomin", "request", "list").out


def test_a_json_draft_and_fields_say_the_same(office: Office, tmp_path: Path) -> None:
    draft = office.core.draft(office.core.add_list())
    file = tmp_path / "draft.json"
    file.write_bytes(msgspec.json.encode(draft))
    saved = office.json("zhaomin", "request", "new", file).data["id"]
    assert office.core.view("zhaomin", saved).draft == draft


def test_each_field_of_a_form_has_an_option_and_what_is_left_out_stays(
    office: Office, tmp_path: Path
) -> None:
    draft = office.core.draft(office.core.add_list(), rate=7)
    saved = office.core.call("zhaomin", calls.SaveDraft(draft)).id
    paper = tmp_path / "批 文.pdf"
    paper.write_bytes(b"%PDF-1.7")
    words = [
        *("--purpose", "甲, 乙=丙", "--no-harmless", "--rate", "0", "--attachment", paper),
        *("--quoted", "+https://example.com/a,b", "--quoted", "010-00000002"),
    ]
    assert office("zhaomin", "request", "edit", saved, *words).code == exits.OK
    assert office.core.view("zhaomin", saved).draft == msgspec.structs.replace(
        draft,
        purpose="甲, 乙=丙",
        harmless=False,
        rate=0,
        quoted=[("https://example.com/a,b", True), ("010-00000002", False)],
        attachments=[("批_文.pdf", hashlib.sha256(b"%PDF-1.7").hexdigest())],
    )
    gone = office.json("zhaomin", "request", "edit", saved, "--attachment", tmp_path / "none.pdf")
    assert gone.json["problem"]["code"] == "paper_unreadable"
    wrong = office.json("zhaomin", "request", "edit", saved, "--category", "shouting")
    assert wrong.json["problem"]["code"] == "draft_unreadable"


@pytest.mark.parametrize("command", ["new", "edit", "preview"])
def test_the_help_of_a_form_names_every_field(office: Office, command: str) -> None:
    output = office("zhaomin", "request", command, "--help").out
    for one in declared.of(acts.REQUEST):
        assert f"--{one.option} " in output, one.name


@pytest.mark.parametrize(
    ("words", "usage"),
    [
        ((), "Usage  sms-console COMMAND …"),
        (("request",), "Usage  sms-console request COMMAND …"),
        (("request", "show"), "Usage  sms-console request show [OPTIONS] NUMBER"),
    ],
)
def test_the_usage_line_says_what_may_follow(office: Office, words: tuple[str, ...], usage: str) -> None:
    assert usage in office("x", *words, "--help", lang="en").out.splitlines()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("body = ", "Invalid value"),
        ('colour = "red"', "colour"),
        ('rate = "x"', "rate"),
        ("slots = [{list = 1}]", "slots"),
    ],
)
def test_a_draft_that_cannot_be_understood_says_where(
    office: Office, tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "draft.toml"
    file.write_text(text, "utf-8")
    answer = office.json("zhaomin", "request", "new", file)
    assert answer.code == exits.PROBLEM
    assert answer.json["problem"]["code"] == "draft_unreadable"
    assert said in answer.json["problem"]["what"]


def test_faults_of_a_form_are_told_by_field_with_what_to_do(office: Office) -> None:
    draft = office.core.draft(office.core.add_list(), unclassified=False, body="绝密★一年")
    saved = office.core.call("zhaomin", calls.SaveDraft(draft)).id
    answer = office("zhaomin", "request", "preview", saved)
    assert "! unclassified: The self-check “unclassified” is not ticked." in answer.out
    assert "classified marking" in answer.out
    submit = office("zhaomin", "request", "submit", saved)
    assert submit.code == exits.REFUSED


def test_a_refusal_has_its_stable_json_shape_and_its_three_lines(office: Office) -> None:
    request = office.core.requested("promotion")
    answer = office.json("zhoujian", "approval", "approve", request, "--count", "20")
    assert answer.code == exits.REFUSED
    assert answer.json["ok"] is False
    told = answer.json["refusal"]
    assert set(told) == {"code", "clause", "clause_words", "what", "why", "next", "params"}
    assert (told["code"], told["clause"]) == ("out_of_order", "R2")
    assert told["what"] == "It is not your turn: department manager signs first."
    plain = office("zhoujian", "approval", "approve", request, "--count", "20", lang="zh")
    assert "还没轮到您，现在等“部门经理”签。\nR2 逐级审批：按顺序一级一级地签。" in plain.err
    assert plain.out == ""


def test_an_unknown_request_is_a_problem_with_words(office: Office) -> None:
    answer = office.json("zhaomin", "request", "show", "99")
    assert answer.code == exits.PROBLEM
    assert answer.json["problem"]["what"] == "There is no request 99."
    assert set(answer.json["problem"]) == {"code", "clause", "clause_words", "what", "why", "next", "params"}


def test_a_desk_that_is_not_there_has_an_exit_code_of_its_own(office: Office) -> None:
    office.down = True
    answer = office("zhaomin", "todo")
    assert answer.code == exits.NO_DESK
    assert "The desk cannot be reached." in answer.err


def test_the_real_client_says_so_too_where_no_desk_listens(tmp_path: Path) -> None:
    from console.cli.outside import connect
    from console.settings import Home

    with pytest.raises(ConsoleError) as caught:
        connect(Home(tmp_path), "zhaomin").call(calls.WhoAmI())
    assert caught.value.code == "desk_gone"


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("request", "show"),
        ("request", "show", "x"),
        ("request", "new"),
        ("request", "new", "--field", "colour=red"),
        ("request", "new", "--field", "rate=fast"),
        ("request", "new", "--field", "slots=1"),
        ("request", "new", "--slot", "1,2", "--field", "body=x"),
        ("contacts", "optout-add", "138"),
        ("statement", "prepare", "poem", "1", "--out", "x"),
    ],
)
def test_what_is_not_understood_ends_with_2_and_a_usage_problem(
    office: Office, arguments: tuple[str, ...]
) -> None:
    answer = office.json("zhaomin", *arguments)
    assert answer.code == exits.USAGE
    assert answer.json["problem"]["code"] == "usage"


def test_what_is_missing_or_unknown_is_said_in_the_language_in_use(office: Office) -> None:
    certify = ("loss", "certify", "1")
    assert "还要写 --number" in office("zhengtao", *certify, lang="zh").err
    assert "还要写 CASE" in office("zhengtao", "loss", "show", lang="zh").err
    assert "没有 --colour 这个选项" in office("zhengtao", "loss", "list", "--colour", lang="zh").err
    assert "--number is missing" in office("zhengtao", *certify, lang="en").err


def test_global_options_may_stand_behind_the_command() -> None:
    assert hoisted(["request", "list", "--json", "--as", "x", "--limit", "5"]) == [
        "--json", "--as", "x", "request", "list", "--limit", "5",
    ]  # fmt: skip
    assert hoisted(["a", "--", "--json"]) == ["a", "--", "--json"]
    assert hoisted(["a", "--lang=en"]) == ["--lang=en", "a"]


def test_stored_text_cannot_act_on_the_terminal_in_plain_or_json(office: Office) -> None:
    draft = office.core.draft(office.core.add_list(), purpose="a\x1b[31m\u202eb\x9bc")
    saved = office.core.call("zhaomin", calls.SaveDraft(draft)).id
    for answer in (
        office("zhaomin", "request", "list"),
        office("zhaomin", "request", "show", saved),
        office.json("zhaomin", "request", "list"),
    ):
        assert not set(answer.out) & {"\x1b", "\u202e", "\x9b"}
    assert "a␛[31m<202E>b<009B>c" in office("zhaomin", "request", "list").out
    assert office.json("zhaomin", "request", "list").data["rows"][0]["purpose"] == draft.purpose


def test_opt_outs_are_recorded_from_stdin_and_shown_masked(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "numbers"
    file.write_text("16100000001\n16100000002\n")
    with file.open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        answer = office("zhaomin", "contacts", "optout-add", "-", "--scope", "all", "--source", "电话")
    assert "2 given, 2 new" in answer.out
    shown = office("zhaomin", "contacts", "optouts")
    assert "161****0001" in shown.out
    assert "16100000001" not in shown.out
    assert office("zhaomin", "contacts", "optouts", "--text", "00a1").code == exits.REFUSED


def test_the_ledger_is_listed_shown_verified_and_exported(office: Office, tmp_path: Path) -> None:
    request = office.core.cleared("promotion")
    listed = office("shenyu", "ledger", "list", "--subject", f"request:{request}")
    assert "accepted by the General Dept." in listed.out
    assert '"type":"request/3"' in office("shenyu", "ledger", "show", _seq(office, "request.submitted")).out
    verified = office.json("shenyu", "ledger", "verify")
    assert verified.code == exits.OK
    assert verified.data["good"] is True
    wrong = verified.data["head"].partition(":")[0] + ":" + "0" * 64
    broken = office("shenyu", "ledger", "verify", "--head", wrong)
    assert broken.code == exits.VERIFICATION
    assert "rewritten with all links after it" in broken.out
    out = tmp_path / "ledger.jsonl"
    assert office("shenyu", "ledger", "export", "--out", out).code == exits.OK
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, verified.data["entries"] + 1))
    assert out.stat().st_mode & 0o777 == 0o600
    assert office.json("shenyu", "ledger", "export", "--out", out).json["problem"]["code"] == "file_exists"


def _seq(office: Office, kind: str) -> int:
    rows = office.json("shenyu", "ledger", "list", "--kind", kind).data["rows"]
    return int(rows[0]["seq"])


def test_every_page_command_prints_a_table_and_json(office: Office) -> None:
    office.core.cleared("promotion")
    for arguments in (
        ("people",),
        ("request", "list"),
        ("approval", "queue"),
        ("contacts", "list"),
        ("contacts", "findings", "1"),
        ("contacts", "optouts"),
        ("send", "list"),
        ("send", "show", "1"),
        ("send", "recipients", "1"),
        ("request", "versions", "1"),
        ("approval", "scope", "1"),
    ):
        for lang in ("zh", "en"):
            plain = office("zhoujian", *arguments, lang=lang)
            assert plain.code == exits.OK, (arguments, plain.err)
            assert plain.out.strip()
        assert office.json("zhoujian", *arguments).data is not None


def test_paging_goes_on_where_the_page_ended(office: Office) -> None:
    first, second = office.core.requested(), office.core.requested()
    page = office("zhaomin", "request", "list", "--limit", "1")
    assert f"2 in all more: --after {second}" in page.out
    assert [r["id"] for r in office.json("zhaomin", "request", "list", "--after", second).data["rows"]] == [
        first
    ]


def test_versions_show_what_changed(office: Office) -> None:
    request = office.core.requested("promotion")
    office.core.step("sunli", "return", request, text="请改正文")
    draft = office.core.view("zhaomin", request).draft
    office.core.submit(msgspec.structs.replace(draft, body="新的正文"), request=request)
    changed = office.json("zhaomin", "request", "versions", request).data["changed"]
    assert {"text.body"} <= {c["field"] for c in changed}
    assert next(c for c in changed if c["field"] == "text.body")["new"] == "新的正文"


def test_doctor_names_what_is_not_fit(office: Office) -> None:
    answer = office.json("zhaomin", "doctor")
    found = {c["check"]: c for c in answer.data["checks"]}
    assert found["python"]["good"]
    assert found["desk"]["good"]
    office.down = True
    down = office.json("zhaomin", "doctor")
    assert down.code == exits.PROBLEM
    assert {c["check"]: c["found"] for c in down.data["checks"]}["desk"] == "desk_gone"


def test_an_opt_out_of_an_erased_number_is_listed_without_it_and_doctor_looks_for_the_key(
    office: Office,
) -> None:
    office("zhaomin", "contacts", "optout-add", "13900139000", "--scope", "all", "--source", "电话")
    with office.core.context(Caller("", "desk"), write=True) as ctx:
        hashed_optouts.erase_numbers(ctx, [13900139000])
    shown = office("zhaomin", "contacts", "optouts").out
    assert "erased" in shown
    assert "9000" not in shown
    found = {c["check"]: c for c in office.json("zhaomin", "doctor").data["checks"]}
    assert found["optout_key"]["verdict"] == "good"
    office.core.desk.optout_key.path.unlink()
    down = office.json("zhaomin", "doctor")
    assert down.code == exits.PROBLEM
    told = next(c for c in down.data["checks"] if c["check"] == "optout_key")
    assert (told["verdict"], "copies it from the desk" in told["remedy"]) == ("bad", True)


def test_demo_and_tour_are_handed_to_the_launcher_with_their_exit_codes(office: Office) -> None:
    assert office("x", "demo", "--stop").code == 0
    assert office.json("x", "demo").code == exits.USAGE, "without a terminal there is nothing to draw on"
    assert office("x", "tour", "--category", "other", "--keep", "--peer-port", "2775").code == 1
    (place, look, *demo), tour = office.launched
    assert (place, look.lang, *demo) == (office.home, "en", True, False, "x")
    assert [tour] == [
        (None, "other", False, office.home, True, 2775),
    ]


def test_open_hands_colours_mouse_person_and_key_to_the_screens_and_is_what_no_command_means(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "--help" in office("x", "open").err
    for module in ("main", "opening"):
        monkeypatch.setattr(f"console.cli.{module}.has_terminal", lambda: True)
    assert office("x", "open", "--theme", "textual-light", "--no-mouse", "--key", "k").code == 0
    office.roots()
    assert office("x").code == 0
    assert office("x", "--help").code == 0
    (_, look, key, person), (_, plain, none, _) = office.launched
    assert person == "x"
    assert (look.home, look.lang, look.theme, look.mouse, str(key)) == (
        office.home,
        "en",
        "textual-light",
        False,
        "k",
    )
    assert (plain.home, plain.theme, plain.mouse, none) == (office.home, "", True, None)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--theme", "light", "--no-mouse", "open"),
        ("--theme=light", "--no-mouse"),
        ("open", "--no-mouse", "--theme=light"),
    ],
)
def test_how_the_screens_look_may_be_said_before_the_command(
    office: Office, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.cli.opening.has_terminal", lambda: True)
    assert office("x", *arguments).code == 0
    ((_, look, _, _),) = office.launched
    assert (look.theme, look.mouse) == ("light", False)


def test_the_names_of_the_colours_stand_in_the_help_of_both_languages(office: Office) -> None:
    for lang in ("zh", "en"):
        said = office("x", "open", "--help", lang=lang).out
        assert all(name in said for name in (*PALETTES, "ASCII")), lang


def test_hold_asks_for_nothing_and_release_for_the_count(office: Office) -> None:
    request = office.core.cleared()
    assert office.json("zhaomin", "send", "hold", request).json["refusal"]["code"] == "not_sending"
    answer = office.json("qianwei", "send", "release", request)
    assert answer.code == exits.USAGE
    assert "--count" in answer.json["problem"]["what"]
    wrong = office.json("qianwei", "send", "release", request, "--count", "19", sign=True)
    assert wrong.json["refusal"]["code"] == "count_differs"
    assert office.core.view("qianwei", request).slots[0].state == "cleared"


def test_an_unexpected_mistake_of_ours_ends_in_a_report_and_not_in_a_traceback(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(office.core, "call", lambda *_: 1 / 0)
    answer = office("zhaomin", "todo")
    assert answer.code == exits.PROBLEM
    assert "Traceback" not in answer.err
    (log,) = tmp_path.glob("sms-console-*.log")
    assert "ZeroDivisionError" in log.read_text()
    assert log.name.split("-")[2] in answer.err
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_disk_that_is_full_where_nobody_foresaw_it_is_called_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.core, "call", lambda *_: Path("/dev/full").write_text("x", "utf-8"))
    answer = office.json("zhaomin", "todo")
    assert (answer.code, answer.json["problem"]["code"]) == (exits.PROBLEM, "disk_full")


def test_local_times_become_instants_and_nonsense_is_refused() -> None:
    assert instant("2026-12-01 09:00", "Asia/Shanghai") == "2026-12-01T01:00:00Z"
    assert instant("2026-12-01T09:00:00Z", "Asia/Shanghai") == "2026-12-01T09:00:00Z"
    assert instant("2026-12-01T09:00+09:00", "Asia/Shanghai") == "2026-12-01T00:00:00Z"
    assert instant("", "Asia/Shanghai") == ""
    for bad in ("tomorrow", "2026-02-30 09:00", "2026-12-01"):
        with pytest.raises(ValueError, match=r"."):
            instant(bad, "Asia/Shanghai")


def test_a_file_too_large_is_not_swallowed(tmp_path: Path) -> None:
    file = tmp_path / "big"
    file.write_bytes(b"x" * 11)
    with pytest.raises(ConsoleError):
        read_file(file, 10)
    assert read_file(file, 11) == b"x" * 11


def test_words_for_a_key_file_and_for_the_reader_exist() -> None:
    for code in ("missing", "loose_mode", "not_a_key", "weak_kdf", "wrong_passphrase"):
        assert "k" in words.problem(f"key_{code}", {"path": "k"}, "en").what
    assert os.environ[words.STRICT_VARIABLE] == "strict"


def test_a_new_draft_is_made_from_any_request_by_its_number(office: Office) -> None:
    request = office.core.requested(remarks="第一份")
    office.core.step("zhaomin", "withdrawal", request, text="名单不对")
    number = office.core.view("zhaomin", request).row.number
    for named in (number, str(request)):
        made = office.json("zhaomin", "request", "new", "--from", named, "--field", "purpose=第二份").data
        draft = office.core.view("zhaomin", made["id"]).draft
        assert (draft.remarks, draft.purpose, draft.harmless) == ("第一份", "第二份", False)
    refused = office.json("zhaomin", "request", "edit", request, "--field", "purpose=x").json["refusal"]
    assert refused["code"] == "ended_not_editable"
    assert "--from" in str(refused)
    assert office.json("sunli", "request", "new", "--from", number).json["refusal"]["code"] == "not_drafter"
    assert (
        office.json("zhaomin", "request", "new", "--from", "2026-x").json["problem"]["code"]
        == "no_such_number"
    )
