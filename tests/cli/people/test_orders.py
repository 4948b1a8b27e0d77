"""`order`: deputies, standbys, suspensions and recalls from the command line."""

from datetime import timedelta

from console.cli import exits
from console.domain.times import render
from tests.cli.conftest import Office
from tests.services.core import AT


def test_a_deputy_is_named_listed_and_recalled(office: Office) -> None:
    until = render(AT + timedelta(days=2))
    done = office.json("sunli", "order", "deputy", "jiangbo", "--until", until, "--reason", "出差", sign=True)
    assert done.code == 0, done.out
    # An order has no number that people know.
    assert (done.data["number"], done.data["id"] > 0) == ("", True)
    (row,) = office.json("zhaomin", "order", "list").data["rows"]
    assert (row["person"], row["principal"], row["department"], row["until"]) == (
        "jiangbo",
        "sunli",
        "business",
        until,
    )
    table = office("zhaomin", "order", "list", "--person", "jiangbo", lang="zh").out
    assert "指定代签" in table
    assert "业务部 部门经理" in table
    digest = row["digest"]
    recalled = office("sunli", "order", "recall", digest[:10], "--reason", "回来了", sign=True, lang="zh")
    assert recalled.code == 0
    assert f"已收回：{digest[:12]}" in recalled.out
    assert office.json("zhaomin", "order", "list").data["rows"] == []
    assert office.json("zhaomin", "order", "list", "--all").data["rows"][0]["state"] == "recalled"
    assert office("sunli", "order", "recall", digest[:10], "--reason", "回来了").code == exits.USAGE


def test_a_superior_names_a_deputy_for_certain_categories_from_a_local_time(office: Office) -> None:
    answer = office.json(
        "liqiang", "order", "deputy", "zhengtao", "--for", "sunli", "--department", "business", "--since", "2026-11-25 09:00",
        "--until", "2026-11-27 18:00", "--category", "notice", "--category", "other", "--reason", "孙丽休假", sign=True,
    )  # fmt: skip
    assert answer.code == 0, answer.out
    (row,) = office.json("sunli", "order", "list").data["rows"]
    assert (row["since"], row["state"], row["categories"]) == (
        "2026-11-25T01:00:00Z",
        "coming",
        ["notice", "other"],
    )


def test_suspending_is_one_signature_and_shown_before_it(office: Office) -> None:
    answer = office(
        "wangfang", "order", "suspend", "zhaomin", "--reason", "口令疑似泄露", sign=True, lang="zh"
    )
    assert answer.code == 0
    assert "口令疑似泄露" in answer.err
    assert "停用" in answer.out
    again = office.json("wangfang", "order", "suspend", "zhaomin", "--reason", "再来", sign=True)
    assert again.json["refusal"]["code"] == "not_active"
    assert again.code == exits.REFUSED


def test_refusals_and_unreadable_times_say_what_to_do(office: Office) -> None:
    wrong = office.json(
        "qianwei", "order", "standby", "weina", "--until", "2026-11-27 18:00", "--reason", "病假", sign=True
    )
    assert wrong.json["refusal"]["code"] == "not_the_manager"
    none = office.json(
        "sunli", "order", "standby", "weina", "--until", "2026-11-27 18:00", "--reason", "病假", sign=True
    )
    assert none.json["refusal"]["code"] == "no_standby"
    assert (
        office("sunli", "order", "deputy", "jiangbo", "--until", "soon", "--reason", "x").code == exits.USAGE
    )
