"""`screening check` at the command line: texts are judged a line each, also where no organisation is (R11)."""

import json
from pathlib import Path
from typing import Any

import pytest

from console.cli import exits
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
    assert texts[2][found[2]["hits"][0]["start"] : found[2]["hits"][0]["end"]] == "839201"


def test_the_category_and_the_signature_count(judged: Any) -> None:
    text = "【云岭银行】新客专享大额存单，额度有限，欢迎到店办理"
    for category, classes in (("notice", {"misfiled", "advertising"}), ("promotion", {"advertising"})):
        found = json.loads(judged([text], "--json", "--category", category, "--whole").out)
        assert {hit["class"] for hit in found["hits"]} <= classes
        assert ("misfiled" in {hit["class"] for hit in found["hits"]}) is (category == "notice")
    assert judged([text], "--category", "advert").code == exits.USAGE


def test_a_line_that_is_no_text_is_answered_and_the_next_is_judged(piped: Any) -> None:
    answer = piped(
        b'{"a": 1}\n\xff\xfe\n\n"\\ud800\\u4fdd\\u672c\\u4fdd\\u606f"\n', "screening", "check", "--json"
    )
    found = [json.loads(line) for line in answer.out.splitlines()]
    assert [one["verdict"] for one in found] == ["pass", "pass", "block"]
    assert [(hit["start"], hit["end"]) for hit in found[2]["hits"]] == [(1, 5)]


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
