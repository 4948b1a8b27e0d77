"""`replies` at the command line: what people see and decide, and the judge that needs no organisation."""

import json
from pathlib import Path
from typing import Any

import pytest

from console.cli import exits
from console.wire import dispatch
from console.wire.contacts import optouts
from tests.cli.conftest import Office
from tests.services.replying import replied
from tests.services.sending.test_sending import DISPATCH, released
from tests.services.sending.test_sending import report as told

NUMBER = 16100000003


def asked(office: Office, text: str = "怎么退订?") -> int:
    request = released(office.core, 20)
    office.core.call(DISPATCH, replied((NUMBER, text), request=request, slot=1))
    return request


def test_replies_are_listed_shown_and_decided_upon(office: Office) -> None:
    request = asked(office, f"我是{NUMBER}，怎么退订?")
    out = office("zhaomin", "replies", "list", "--state", "open", "--request", str(request), lang="zh").out
    assert "待处理" in out
    assert "161****0003" in out
    assert str(NUMBER) not in out
    (row,) = office.json("zhaomin", "replies", "list").data["rows"]
    assert "1 条回复待处理" in office("zhaomin", "todo", lang="zh").out
    shown = office("zhaomin", "replies", "show", str(row["id"]), lang="zh").out
    assert "提问" in shown
    assert "赵敏 (zhaomin)" in shown
    refused = office.json("wangfang", "replies", "decide", str(row["id"]), "nothing")
    assert (refused.code, refused.json["refusal"]["code"]) == (exits.REFUSED, "reply_not_yours")
    done = office.json("zhaomin", "replies", "decide", str(row["id"]), "refuses", "--scope", "promotion")
    assert done.code == 0
    assert "161****0003" in office("zhaomin", "contacts", "optouts", lang="en").out
    assert "已处理" in office("zhaomin", "replies", "show", str(row["id"]), lang="zh").out
    assert (
        office.json("wangfang", "replies", "unmask", str(row["id"]), "--reason", "回电").data["number"]
        == NUMBER
    )
    assert office("zhaomin", "replies", "show", "99").code == exits.PROBLEM


def test_a_reply_with_escape_bytes_and_markup_reaches_no_terminal_as_a_command(office: Office) -> None:
    asked(office, "\x1b[2J\x1b]0;owned\x07[red]怎么[/red]\u202e退订?")
    for words in (("replies", "list"), ("replies", "show", "1")):
        out = office("zhaomin", *words, lang="zh").out
        assert "怎么" in out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_the_story_of_a_number_tells_its_replies(office: Office) -> None:
    asked(office)
    out = office("wangfang", "search", "number", str(NUMBER), "--reason", "客户来电", lang="zh").out
    assert "怎么退订?（待处理" in out


@pytest.fixture
def judged(piped: Any) -> Any:
    return lambda lines, *options: piped(lines, "replies", "judge", *options)


def test_replies_are_judged_a_line_each_where_no_organisation_is(judged: Any) -> None:
    lines = ["退订", "不退订", "谢谢", "怎么退订?", "TD!!", "\u9000\u8a02", "退\n订"]
    answer = judged("".join(json.dumps(line) + "\n" for line in lines).encode(), "--json")
    assert answer.code == 0
    found = [json.loads(line) for line in answer.out.splitlines()]
    assert [one["verdict"] for one in found] == [
        "refuse",
        "human",
        "ignore",
        "human",
        "refuse",
        "refuse",
        "refuse",
    ]
    assert all(set(one) == {"verdict", "reason"} for one in found)


def test_a_line_that_is_no_json_string_is_for_a_person_and_the_next_is_judged(judged: Any) -> None:
    answer = judged(b'{"a": 1}\n\xff\xfe\n\n"\\ud800"\n"TD"\n', "--json")
    assert [json.loads(line)["verdict"] for line in answer.out.splitlines()] == [
        "human",
        "human",
        "human",
        "refuse",
    ]


def test_the_judge_speaks_to_people_as_well(judged: Any) -> None:
    assert judged('"请退订"\n'.encode(), "--lang", "zh").out == "退订  退订词\n"


def test_words_of_another_folder_judge_by_themselves(judged: Any, tmp_path: Path) -> None:
    shipped = next(Path("data/replies").glob("*.toml")).read_text("utf-8")
    folder = tmp_path / "words" / "replies"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(shipped.replace('"QX", ', '"QX", "芝麻关门", '), "utf-8")
    said = '"芝麻关门"\n'.encode()
    assert '"human"' in judged(said, "--json").out
    assert '"refuse"' in judged(said, "--json", "--files", str(tmp_path / "words")).out
    assert judged(said, "--json", "--files", str(tmp_path)).code == exits.PROBLEM
    (folder / "mine.toml").write_text("version = 1", "utf-8")
    assert judged(said, "--json", "--files", str(tmp_path / "words")).code == exits.USAGE


def test_the_story_of_a_number_tells_why_a_send_left_it_out(office: Office) -> None:
    request = released(office.core, 20)
    told(office.core, request, "started", queued=20)
    states = bytes(8 if at == 3 else 3 for at in range(20))
    office.core.call(DISPATCH, dispatch.ReportResults(request, 1, 0, 1, states, {3: "opted_out"}, {}))
    told(office.core, request, "done", delivered=19, suppressed=1)
    office.core.call("wangfang", optouts.AddOptOuts([NUMBER], "promotion", "来电"))
    out = office("wangfang", "search", "number", str(NUMBER), "--reason", "客户来电", lang="zh").out
    assert "已退订" in next(line for line in out.splitlines() if "2026-业务部-0001" in line)
    assert "退订：不收推广" in out
    assert str(NUMBER) not in out
