"""`screening check` at the command line: texts are judged a line each, also where no organisation is (R11)."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from console.acting.rosters import word_tables
from console.cli import exits
from console.contacts.source import open_source
from console.domain.content import additions, lists
from console.domain.content.check import Screener
from console.domain.data_folder import data_folder
from tests.cli.conftest import Office


@pytest.fixture
def judged(piped: Any) -> Any:
    def judge(texts: list[Any], *options: str) -> Any:
        lines = "".join(json.dumps(text, ensure_ascii=len(texts) % 2 == 0) + "\n" for text in texts)
        return piped(lines.encode("utf-8", "surrogatepass"), "screening", "check", *options)

    return judge


def test_texts_are_judged_a_line_each_with_the_places_as_code_points(judged: Any) -> None:
    texts = ["😀保★本★保★息", "您好", "您的验证码是 839201", "最\n高级的服务"]
    answer = judged(texts, "--json")
    assert answer.code == 0
    found = [json.loads(line) for line in answer.out.splitlines()]
    assert [one["verdict"] for one in found] == ["block", "pass", "warn", "warn"]
    (hit,) = [hit for hit in found[0]["hits"] if hit["class"] == "return_promise"]
    assert (hit["rule"], hit["start"], hit["end"]) == ("保本保息 (hidden)", 1, 8)
    assert found[1] == {"verdict": "pass", "hits": []}
    assert "839201" in [texts[2][one["start"] : one["end"]] for one in found[2]["hits"]]


def test_the_category_and_the_signature_count(judged: Any) -> None:
    text = "【云岭银行】新客专享大额存单，额度有限，欢迎到店办理"
    for category, classes in (("notice", {"misfiled", "advertising"}), ("promotion", {"advertising"})):
        found = json.loads(judged([text], "--json", "--category", category, "--whole").out)
        assert {hit["class"] for hit in found["hits"]} <= classes
        assert ("misfiled" in {hit["class"] for hit in found["hits"]}) is (category == "notice")
    assert judged([text], "--category", "advert").code == exits.USAGE


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("【云岭银行】您好，到期提醒。", True),
        ("  【云岭银行】您好，到期提醒。", True),
        ("您好，到期提醒。", False),
        ("您好，到期提醒。【云岭银行】", False),
        ("【云岭银行 您好，到期提醒。", False),
        ("【云岭【银行】您好，到期提醒。", False),
        ("【】您好，到期提醒。", False),
        ("【 】您好，到期提醒。", False),
        ("云岭银行】您好，到期提醒。", False),
        ("", False),
    ],
)
def test_a_text_that_is_to_begin_with_its_signature_and_does_not_is_warned_of(
    judged: Any, text: str, good: bool
) -> None:
    found = json.loads(judged([text], "--json", "--whole").out)
    unsigned = [hit["rule"] for hit in found["hits"] if hit["class"] == "signature"]
    assert (found["verdict"], unsigned) == (("pass", []) if good else ("warn", ["unsigned"]))
    # What comes without its signature is judged without.
    assert json.loads(judged([text], "--json").out)["verdict"] == "pass"


def test_a_line_that_is_no_text_is_answered_and_the_next_is_judged(piped: Any) -> None:
    answer = piped(
        b'{"a": 1}\n\xff\xfe\n\n"\\ud800\\u4fdd\\u672c\\u4fdd\\u606f"\n', "screening", "check", "--json"
    )
    found = [json.loads(line) for line in answer.out.splitlines()]
    # What nobody can read does not pass.
    assert [one["verdict"] for one in found] == ["block", "block", "block"]
    assert answer.code == exits.PROBLEM
    assert "1 2" in answer.err
    assert [(hit["start"], hit["end"]) for hit in found[2]["hits"]] == [(1, 5)]


def test_a_bare_tab_hides_nothing_and_a_text_without_end_is_not_judged(piped: Any) -> None:
    tab = '"稳赚\t不赔"\n'.encode()
    answer = piped(tab + b'"' + b"1-" * 100_000 + b'"\n', "screening", "check", "--json")
    found = [json.loads(line) for line in answer.out.splitlines()]
    assert [one["verdict"] for one in found] == ["block", "block"]
    assert found[1]["hits"] == [{"rule": "too_long", "class": "too_long", "start": 0, "end": 200_000}]


def test_people_read_it_as_well_and_no_escape_reaches_the_terminal(judged: Any) -> None:
    assert judged(["保本保息"], "--lang", "zh").out == "不能发  承诺收益或保本 保本保息\n"
    assert "\x1b" not in judged(["保\x1b[2J本保息"], "--lang", "zh").out


def test_lists_of_another_folder_judge_by_themselves(judged: Any, tmp_path: Path) -> None:
    shipped = max((data_folder() / "screening").glob("*.toml")).read_text("utf-8")
    folder = tmp_path / "mine" / "screening"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(shipped.replace('"仅限内部", ', '"仅限内部", "芝麻关门", '), "utf-8")
    assert '"pass"' in judged(["芝麻关门"], "--json").out
    assert '"block"' in judged(["芝麻关门"], "--json", "--files", str(tmp_path / "mine")).out
    assert judged(["您好"], "--json", "--files", str(tmp_path)).code == exits.PROBLEM
    (folder / "mine.toml").write_text("version = 1", "utf-8")
    assert judged(["您好"], "--json", "--files", str(tmp_path / "mine")).code == exits.USAGE


def test_a_file_is_judged_as_a_list(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "list.toml"
    path.write_text('version = "9"\n[[words]]\nclass = "fraud"\nlevel = "block"\nwords = ["跑分"]\n', "utf-8")
    assert office("zhaomin", "screening", "check", str(path), lang="zh").code == 0
    path.write_text(
        'version = "9"\n[[words]]\nclass = "Fraud!"\nlevel = "block"\nwords = ["跑分"]\n', "utf-8"
    )
    assert office("zhaomin", "screening", "check", str(path), lang="zh").code != 0


def workbook(path: Path, rows: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_a_sites_words_become_the_next_version_that_two_people_sign(office: Office, tmp_path: Path) -> None:
    """What is new, there already and faulty is said by row; the new list judges by the words."""
    table = workbook(
        tmp_path / "词.xlsx",
        [
            ["本行补充用词"], ["词", "类别", "级别", "来源", "日期"], ["甲乙丙丁贷", "诈骗用语", "禁止", "省联社", "2026-11-01"],
            ["甲乙丙丁 贷", "fraud", "block"], ["仅限内部", "classified", "warn"], ["", "fraud", "block"], ["龘" * 61, "fraud", "block"],
            ["好", "fraud", "warn"], ["13800138000", "fraud", "warn"], ["戊己庚辛", "nowhere", "warn"], ["戊己庚辛", "fraud", "loud"],
        ],
    )  # fmt: skip
    out = tmp_path / "new.toml"
    told = office.json("hanxue", "screening", "import", table, "--out", out).data
    assert (told["fresh"], told["known"], told["twice"]) == (1, 1, 1)
    faults = [(one["row"], one["fault"]) for one in told["faulty"]]
    assert faults == [(6, "empty"), (7, "long"), (8, "short"), (9, "mobile"), (10, "class"), (11, "level")]
    assert "13800138000" not in str(told)
    text = out.read_text("utf-8")
    made = lists.read(text)
    (before, *_) = office.json("zhaomin", "screening", "list").data
    assert made.version == told["version"] == additions.next_version(before["name"]) != before["name"]
    assert "# 省联社  2026-11-01" in text
    assert Screener(made).judge("可办甲★乙丙丁贷").verdict == "block"
    # It goes on as any rule file: read in words, signed by two.
    proposed = office("hanxue", "screening", "import", table, "--yes", sign=True, lang="zh")
    assert proposed.code == 0, proposed.err
    assert "新增 1 个词，已有 1 个" in proposed.out + proposed.err
    assert "第 7 行  超过 60 个字" in proposed.out + proposed.err
    assert "甲乙丙丁贷" in proposed.out + proposed.err
    (row, *_) = office.json("yangfan", "roster", "proposals").data["rows"]
    confirmed = office("yangfan", "roster", "confirm", row["digest"][:16], "--yes", sign=True)
    assert confirmed.code == 0, confirmed.err
    assert office.json("zhaomin", "screening", "list").data[0]["name"] == made.version
    assert office("hanxue", "screening", "import", table, "--yes", sign=True).code != 0, "nothing is new"


def test_a_text_has_one_word_a_line_of_the_class_that_is_named(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "词.txt"
    path.write_bytes("甲乙丙丁贷\r\n\r\n戊己庚辛\r\n".encode("gb18030"))
    told = office.json(
        "hanxue", "screening", "import", path, "--class", "fraud", "--level", "warn", "--version", "行内-1", "--out", tmp_path / "n.toml"
    ).data  # fmt: skip
    assert (told["version"], told["fresh"], told["faults"]) == ("行内-1", 2, 0)
    without = office("hanxue", "screening", "import", path, "--level", "warn")
    assert "no such class" in without.out + without.err
    assert without.code != 0


@pytest.mark.parametrize(("above", "named"), [(0, True), (29, True), (30, False)])
def test_a_heading_is_looked_for_in_the_first_thirty_rows(tmp_path: Path, above: int, named: bool) -> None:
    rows = [*[["说明文字", "x"]] * above, ["来源", "词"], ["省联社", "甲乙丙丁贷"]]
    with open_source(workbook(tmp_path / "词.xlsx", rows)) as source:
        read = word_tables.read(source)
    assert (read[-1].texts.get("word"), len(read)) == (("甲乙丙丁贷", 1) if named else ("省联社", above + 2))


@pytest.mark.parametrize(
    ("version", "following"),
    [("2026-2", "2026-3"), ("2026-9", "2026-10"), ("行内", "行内-1"), ("2026-2-bank", "2026-2-bank-1")],
)
def test_the_next_version_counts_on(version: str, following: str) -> None:
    assert additions.next_version(version) == following


def test_whatever_a_word_holds_the_next_list_says_just_that() -> None:
    text = (data_folder() / "screening" / "2026-2.toml").read_text("utf-8")
    words = ['a"b\\c', "甲'乙", "]]丙丁", "#戊己", "丙\u00a0丁戊"]
    rows = [additions.Row(nth, word, "fraud", "note", "来\n源\x07", "") for nth, word in enumerate(words, 1)]
    found = additions.sorted_out(rows, lists.read(text))
    made = lists.read(additions.with_words(text, found.fresh, "x", "a\nb"))
    assert made.words[-1].words == [one.word for one in found.fresh]
    assert [one.word for one in found.fresh] + [one.said for one in found.faults] == words
    assert made.version == "x"
