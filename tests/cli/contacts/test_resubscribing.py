"""`contacts optout-end`: wanting messages back at the command line, by two people, and what is left to see (R13)."""

from console.cli import exits
from tests.cli.conftest import Office
from tests.services.erasure.test_erasing import answer

NUMBER = 16100000003
WANTED = "2026-11-24 11:00"
"""The minute in which everything happens here, in Shanghai."""
ENDS = (
    "contacts",
    "optout-end",
    NUMBER,
    "--wanted",
    WANTED,
    "--proof",
    "paper",
    "--evidence",
    "2026-退-17",
    "--reason",
    "本人来电要求恢复",
)


def refused(office: Office, scope: str) -> None:
    assert office("zhaomin", "contacts", "optout-add", NUMBER, "--scope", scope, "--source", "电话").code == 0


def test_a_refusal_ends_by_two_and_its_end_is_seen(office: Office) -> None:
    refused(office, "promotion")
    without = office("zhaomin", *ENDS[:3], *ENDS[5:], lang="zh", sign=True)
    assert (without.code, "--wanted" in without.err) == (exits.USAGE, True)
    made = office.json("zhaomin", *ENDS, sign=True)
    assert made.code == 0, made.err
    proposal = made.data["proposal"]
    shown = office("zhengtao", "proposal", "show", proposal[:12], lang="zh").out
    for words in ("重新订阅", "书面申请", "2026-退-17", "不收推广", "本人来电要求恢复"):
        assert words in shown
    assert str(NUMBER) not in shown
    assert "等您确认重新订阅" in office("zhengtao", "todo", lang="zh").out
    again = office.json("zhaomin", "proposal", "confirm", proposal[:12], sign=True)
    assert (again.code, again.json["refusal"]["code"]) == (exits.REFUSED, "same_person_twice")
    confirm = ("proposal", "confirm", proposal[:12], "--number")
    other = office.json("zhengtao", *confirm, NUMBER + 1, sign=True)
    assert (other.code, other.json["refusal"]["code"]) == (exits.REFUSED, "resubscribe_number")
    assert office.json("zhengtao", *confirm, NUMBER, sign=True).code == 0
    answer(office.core, "resubscribed", proposal)
    assert "已重新订阅" in office("zhaomin", "contacts", "optouts", lang="zh").out
    assert "resubscribed" in office("zhaomin", "contacts", "optouts", lang="en").out
    story = office("wangfang", "search", "number", NUMBER, "--reason", "客户来电", lang="zh").out
    assert "由两人结束（重新订阅）" in story
    assert str(NUMBER) not in story


def test_of_several_refusals_one_is_named_and_what_is_not_there_is_said(office: Office) -> None:
    none = office("zhaomin", *ENDS, lang="zh")
    assert (none.code, "这样的退订有 0 个" in none.err) == (exits.USAGE, True)
    refused(office, "promotion")
    refused(office, "all")
    several = office("zhaomin", *ENDS, lang="zh")
    assert (several.code, "这样的退订有 2 个" in several.err) == (exits.USAGE, True)
    assert office.json("zhaomin", *ENDS, "--scope", "all", sign=True).code == 0


def test_a_wish_without_proof_is_refused_in_words(office: Office) -> None:
    refused(office, "promotion")
    without = office("zhaomin", *ENDS[:7], "--evidence", " ", "--reason", "来电", lang="zh", sign=True)
    assert "没有写凭据编号" in without.err
    assert "R13" in without.err
    number = office("zhaomin", *ENDS[:7], "--evidence", str(NUMBER), "--reason", "来电", lang="zh", sign=True)
    assert number.code == exits.REFUSED
