"""Policy packs, screening lists and gateway files from the command line: read, judged, compared, proposed, confirmed."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from console.cli import exits
from console.domain.data_folder import data_folder
from console.domain.rosters import rule_files
from console.domain.rosters.rule_files import Kind
from console.launch.organisation import SCREENING_LIST
from console.signing.statements import digest
from console.store import people
from console.wire import dispatch
from console.wire.rosters import rule_files as wire
from tests.cli.conftest import Office


def later(office: Office, *pairs: tuple[str, str]) -> str:
    text = office.core.org.policy_text
    for old, new in (('version = "2026-1"', 'version = "2026-2"'), *pairs):
        assert old in text
        text = text.replace(old, new, 1)
    return text


def file(tmp_path: Path, text: str, name: str = "mine.toml") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path


def published(office: Office, noun: str, path: Path) -> str:
    """Propose a file and confirm it; return what the second signer was shown."""
    office.roots()
    answer = office.json("hanxue", noun, "propose", path, "--yes", sign=True)
    assert answer.code == 0, answer.err
    shown = office("yangfan", "roster", "confirm", answer.data["digest"], "--yes", sign=True)
    assert shown.code == 0, shown.err
    return shown.err + shown.out


def test_what_is_in_force_is_listed_with_its_version_and_signers(office: Office) -> None:
    answer = office("zhaomin", "policy", "list")
    assert answer.code == 0
    assert "2026-1" in answer.out
    assert "韩雪, 杨帆" in answer.out
    (row,) = office.json("zhaomin", "screening", "list").data
    assert (row["name"], row["until"], row["roster"]) == (SCREENING_LIST, "", 1)
    (row,) = office.json("zhaomin", "gateway", "list").data
    assert (row["kind"], row["name"], row["missing_at"]) == ("gateway", "demo", [])


def test_a_file_is_shown_and_saved_with_the_very_bytes_that_the_roster_names(
    office: Office, tmp_path: Path
) -> None:
    answer = office("zhaomin", "gateway", "show")
    assert answer.out.splitlines() == office.core.org.gateway_texts["demo"].splitlines()
    out = tmp_path / "policy.toml"
    saved = office("zhaomin", "policy", "show", "2026-1", "--out", out)
    assert saved.code == 0
    assert digest(out.read_bytes()) == office.json("zhaomin", "policy", "list").data[0]["digest"]
    assert office("zhaomin", "policy", "show", "--out", out).code == exits.PROBLEM, "nothing is written over"
    unknown = office("zhaomin", "policy", "show", "2031-1")
    assert (unknown.code, "2031-1" in unknown.err) == (exits.PROBLEM, True)


def test_a_pack_is_proposed_read_in_words_and_confirmed_and_then_in_force(
    office: Office, tmp_path: Path
) -> None:
    pack = file(tmp_path, later(office, ("least_approvers = 1", "least_approvers = 2"), ("22:00", "21:00")))
    text = published(office, "policy", pack)
    assert "policy pack: 2026-1 (" in text
    assert "notice / least approvers: 1 -> 2" in text
    assert "notice / hours: 07:00, 22:00 -> 07:00, 21:00" in text
    assert "-least_approvers = 1" in text
    assert "+least_approvers = 2" in text
    now, before = office.json("zhaomin", "policy", "list").data
    assert [(r["name"], r["roster"], bool(r["until"])) for r in (now, before)] == [
        ("2026-2", 2, False),
        ("2026-1", 1, True),
    ]
    diff = office("zhaomin", "policy", "diff", "2026-1", lang="zh")
    assert "业务提示 / 至少几人审批：1 -> 2" in diff.out


def test_another_word_in_the_screening_list_is_told_by_its_reason(office: Office, tmp_path: Path) -> None:
    text = office.core.org.screening_text.replace(f'version = "{SCREENING_LIST}"', 'version = "next"', 1)
    text = text.replace('"仅限内部", ', "", 1)
    text += '\n[[rule]]\nreason = "涉赌"\nlevel = "block"\npattern = \'投注\'\n'
    told = published(office, "screening", file(tmp_path, text))
    assert "+ rule / 涉赌: blocked, 投注" in told
    assert "- words / classified marking / blocked: 仅限内部" in told


def test_a_file_that_says_the_same_in_other_words_shows_its_lines(office: Office, tmp_path: Path) -> None:
    text = office.core.org.gateway_texts["demo"]
    told = published(office, "gateway", file(tmp_path, text.replace("# The demo's", "# Our demo's")))
    assert "Every value is the same; notes or layout differ" in told
    assert "+# Our demo's gateway" in told


def test_a_gateway_joins_and_goes(office: Office, tmp_path: Path) -> None:
    text = office.core.org.gateway_texts["demo"].replace('id = "demo"', 'id = "second"')
    told = published(office, "gateway", file(tmp_path, text))
    assert "gateway file second (" in told
    assert "+ host: 127.0.0.1" in told
    office.core.at = office.core.at.replace(minute=30)
    answer = office.json("hanxue", "gateway", "drop", "second", "--yes", sign=True)
    assert answer.code == 0, answer.err
    shown = office("yangfan", "roster", "confirm", answer.data["digest"], "--yes", sign=True)
    assert "goes out of use" in shown.err + shown.out
    assert [r["name"] for r in office.json("zhaomin", "gateway", "list").data if not r["until"]] == ["demo"]


@pytest.mark.parametrize(
    ("noun", "pairs", "words"),
    [
        ("policy", ("months = 12", "months = '12'"), "line 12: pledge.months must be a whole number"),
        ("policy", ("months = 12", "month = 12"), "line 12: pledge.month is unknown here"),
        ("policy", ("[extra]", "[extra"), "is not written as TOML"),
        (
            "policy",
            ('audiences = ["customers"]', 'audiences = ["customers", "clients"]'),
            "category.notice.audiences",
        ),
        ("policy", ('audiences = ["customers"]', "audiences = []"), "audiences must not be empty"),
        (
            "policy",
            ('posts = ["drafter", "operator", "department_manager"]', "posts = []"),
            "pledge.posts must not be empty",
        ),
        ("policy", ('clause = "R4"', 'clause = "R41"'), "category.notice.clause"),
        ("policy", ('clause = "R5"', 'clause = "第五条"'), "category.promotion.clause"),
        ("policy", ('route = ["department_manager"]', 'route = ["auditor"]'), "category.notice.route"),
        ("policy", ('route = ["department_manager"]', 'route = ["vice_president"]'), "category.notice.route"),
        (
            "policy",
            ('route = ["department_manager"]', 'route = ["department_manager", "department_manager"]'),
            "category.notice.route",
        ),
        ("policy", ('deputised = ["department_manager",', 'deputised = ["custodian",'), "orders.deputised"),
        ("policy", ('downgrade = "supervising_manager"', 'downgrade = "drafter"'), "extra.downgrade"),
        (
            "policy",
            ('open_department = ["supervising_manager",', 'open_department = ["administrator",'),
            "enrolment.open_department",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_here_with_its_line_and_never_leaves(
    office: Office, tmp_path: Path, noun: str, pairs: tuple[str, str], words: str
) -> None:
    path = file(tmp_path, later(office, pairs))
    checked = office("zhaomin", noun, "check", path)
    assert checked.code == exits.REFUSED
    assert words in checked.err
    proposed = office("hanxue", noun, "propose", path, "--yes", sign=True)
    assert (proposed.code, words in proposed.err) == (exits.REFUSED, True)
    with office.core.database.reader() as conn:
        kept = conn.execute(people.rule_file.select()).all()
    assert len(kept) == 3


def test_a_good_file_is_said_to_be_good_with_its_digest(office: Office, tmp_path: Path) -> None:
    text = later(office)
    answer = office("zhaomin", "policy", "check", file(tmp_path, text))
    assert (answer.code, "2026-2" in answer.out, digest(text.encode()) in answer.out) == (0, True, True)


@pytest.mark.parametrize(
    "path", sorted((data_folder() / "policy").glob("*.toml")), ids=lambda path: path.stem
)
def test_every_shipped_pack_is_good(office: Office, path: Path) -> None:
    assert office("zhaomin", "policy", "check", path).code == 0


def test_a_release_under_a_pack_that_the_dispatcher_lacks_says_so_before_it_is_signed(
    office: Office, tmp_path: Path
) -> None:
    published(office, "policy", file(tmp_path, later(office)))
    request = office.core.cleared()
    office.core.call("dispatch-1", dispatch.Heartbeat({"demo": "up"}, []))
    waits = "Released now, it would wait: the dispatcher does not have the policy pack of the roster"
    assert waits in office("qianwei", "send", "release", request, "--count", "3", sign=True).err
    assert "发送程序没有名册写明的这一版制度包" in office("qianwei", "todo", lang="zh").out
    have = [digest(text.encode()) for text in (later(office), office.core.org.gateway_texts["demo"])]
    office.core.call("dispatch-1", dispatch.Heartbeat({"demo": "up"}, have))
    released = office("qianwei", "send", "release", request, "--count", "20", sign=True)
    assert released.code == 0
    assert "would wait" not in released.err


def test_the_file_in_force_is_not_proposed_again(office: Office, tmp_path: Path) -> None:
    office.roots()
    answer = office("hanxue", "policy", "propose", file(tmp_path, office.core.org.policy_text), sign=True)
    assert answer.code == exits.PROBLEM
    assert "is the one in force" in answer.err


def test_a_real_gateway_is_refused_before_it_leaves_where_accounts_are_not_separated(
    office: Office, tmp_path: Path
) -> None:
    office.roots()
    text = office.core.org.gateway_texts["demo"].replace('"127.0.0.1"', '"sms.bank.cn"')
    answer = office("hanxue", "gateway", "propose", file(tmp_path, text), sign=True)
    assert answer.code == exits.REFUSED
    assert "is no simulator on this machine" in answer.err


def test_a_desk_that_gives_other_bytes_than_the_roster_names_is_found_out_before_anything_is_signed(
    office: Office, tmp_path: Path
) -> None:
    office.roots()
    pack = later(office, ("least_approvers = 1", "least_approvers = 2"))
    answer = office.json("hanxue", "policy", "propose", file(tmp_path, pack), "--yes", sign=True)
    softer = pack.replace("22:00", "23:00")
    rule_files.opened(Kind.POLICY, softer.encode())
    with office.core.database.writer() as conn:
        table = people.rule_file
        conn.execute(table.update().where(table.c.digest == digest(pack.encode())).values(text=softer))
    lied = office("yangfan", "roster", "confirm", answer.data["digest"], "--yes", sign=True)
    assert lied.code == exits.PROBLEM
    assert "Nothing was signed" in lied.err


def test_doctor_names_the_file_that_the_dispatcher_lacks(office: Office) -> None:
    office.core.call("dispatch-1", dispatch.Heartbeat({"demo": "up"}, []))
    answer = office("hanxue", "doctor")
    assert answer.code == exits.PROBLEM
    assert "Dispatcher dispatch-1 does not have the policy pack in force, 2026-1" in answer.out
    assert "Dispatcher dispatch-1 does not have the gateway file in force, demo" in answer.out


def test_before_a_list_is_signed_both_signers_read_which_texts_it_would_have_blocked(
    office: Office, tmp_path: Path
) -> None:
    core = office.core
    request = core.submit(core.draft(core.add_list(), body="金玉满堂厅今日开放。"))
    number = core.view("zhaomin", request).row.number
    text = core.org.screening_text.replace('"仅限内部", ', '"仅限内部", "金玉满堂", ', 1)
    path = file(tmp_path, re.sub(r'version = "[^"]+"', 'version = "next"', text, count=1))
    told = office("hanxue", "screening", "effects", path).out
    assert number in told
    assert "1 would be blocked" in told
    rows = office.json("hanxue", "screening", "effects", path).data["rows"]
    assert [(row["number"], row["words"]) for row in rows] == [(number, "金玉满堂")]
    book = tmp_path / "影响.xlsx"
    assert office("hanxue", "screening", "effects", path, "--xlsx", book).code == exits.OK
    sheet = openpyxl.load_workbook(book).worksheets[0]
    assert number in [cell.value for row in sheet.iter_rows() for cell in row]
    assert office("zhaomin", "screening", "effects", path).code == exits.REFUSED
    assert office("hanxue", "screening", "effects").code == exits.USAGE
    proposed = office.json("hanxue", "screening", "propose", path, "--yes", sign=True)
    digest = proposed.data["digest"]
    for words in (proposed.err, office("yangfan", "screening", "effects", "--proposal", digest).out):
        assert number in words
    confirmed = office("yangfan", "roster", "confirm", digest, "--yes", sign=True)
    assert confirmed.code == exits.OK
    assert f"{number}: blocked" in confirmed.err
    for who in ("zhaomin", "sunli"):
        held = office(who, "request", "show", request).out
        assert "Held" in held
        assert "screening list next): 金玉满堂" in held


def test_a_desk_that_cannot_judge_the_texts_or_never_ends_keeps_nobody_from_signing(
    office: Office, tmp_path: Path
) -> None:
    text = office.core.org.screening_text
    path = file(tmp_path, re.sub(r'version = "[^"]+"', 'version = "next"', text, count=1))

    class Endless:
        def __init__(self, line: Any) -> None:
            self.line = line

        def call(self, call: Any) -> Any:
            if isinstance(call, wire.ScreeningEffects):
                return wire.Effects("old", "next", 1, 0, 0, [], "7")
            return self.line.call(call)

    office.between = Endless
    office.roots()
    proposed = office.json("hanxue", "screening", "propose", path, "--yes", sign=True)
    assert proposed.code == exits.OK
    assert "were not judged by the new list" in proposed.err
    assert office("hanxue", "screening", "effects", path).code == exits.PROBLEM
