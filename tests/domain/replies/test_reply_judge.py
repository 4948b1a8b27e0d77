"""How replies are judged (R11, R13): what refuses by itself, what waits for a person, what needs nobody."""

import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.replies.reply_judge import Judge, Verdict, shipped_judge
from console.domain.replies.reply_reading import is_part
from console.domain.replies.reply_words import Reason, newest, read, shipped
from console.domain.toml_lines import FileFaultError

REPLIES: dict[str, list[str]] = tomllib.loads((Path(__file__).parents[1] / "replies.toml").read_text("utf-8"))


def judged(text: str, raw: bytes = b"") -> Verdict:
    return shipped_judge().judge(text, raw).verdict


def share(kind: str, verdict: Verdict) -> float:
    found = [judged(text) for text in REPLIES[kind]]
    return found.count(verdict) / len(found)


@pytest.mark.parametrize("kind", ["bare", "typed", "garbled"])
def test_a_word_of_refusal_refuses_however_it_is_typed(kind: str) -> None:
    assert [text for text in REPLIES[kind] if judged(text) is not Verdict.REFUSE] == []


def test_most_sentences_that_refuse_refuse_by_themselves_and_none_is_passed_over() -> None:
    assert share("sentence", Verdict.REFUSE) > 0.9
    assert share("sentence", Verdict.IGNORE) == 0


def test_what_is_asked_denied_conditional_or_about_something_else_never_refuses_by_itself_nor_is_passed_over() -> (
    None
):
    assert [text for text in REPLIES["asked"] if judged(text) is not Verdict.HUMAN] == []


def test_losses_frauds_and_complaints_wait_for_a_person() -> None:
    assert [text for text in REPLIES["grave"] if not shipped_judge().judge(text).waits] == []


def test_thanks_and_automatic_answers_need_nobody() -> None:
    assert share("nothing", Verdict.IGNORE) > 0.9
    assert share("nothing", Verdict.REFUSE) == 0


def test_a_refusal_beside_a_complaint_acts_and_waits_for_a_person_as_well() -> None:
    judgement = shipped_judge().judge("退订！再发我就投诉到12321")
    assert (judgement.verdict, judgement.reason, judgement.waits) == (Verdict.REFUSE, Reason.COMPLAINT, True)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("退订", "promotion"),
        ("TD谢谢", "promotion"),
        ("全部退订", "optional"),
        ("拒收所有短信", "optional"),
        ("stop all", "optional"),
    ],
)
def test_a_refusal_is_of_promotion_unless_it_says_everything(text: str, scope: str) -> None:
    assert shipped_judge().judge(text).scope == scope


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("退订".encode("gbk"), "退订".encode("gbk").decode("utf-16-be")),
        ("退订".encode("gbk"), "\ufffd\ufffd\ufffd)"),
        ("退订".encode("utf-16-be"), "\ufffd@\ufffd\ufffd"),
        ("退订".encode("utf-16-le"), "退订".encode("utf-16-le").decode("utf-16-be")),
        ("退订".encode(), "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"),
        ("退订".encode(), "退订".encode().decode("utf-16-be")),
        (b"T", "\ufffd"),
        (b"TD", b"TD".decode("utf-16-be")),
        (b"\x05\x00\x03\x07\x01\x01" + "退订".encode("gbk"), "\ufffd\ufffd\ufffd\ufffd"),
    ],
)
def test_octets_that_came_with_a_wrong_coding_are_read_as_they_were_meant(raw: bytes, text: str) -> None:
    judgement = shipped_judge().judge(text, raw)
    assert judgement.verdict is Verdict.REFUSE
    assert judgement.text in {"退订", "T", "TD"}


def test_what_nobody_can_read_waits_for_a_person() -> None:
    for text in ("\ufffd\ufffd", "\x01\x02", "閫€璁", "\ue000"):
        assert judged(text) is Verdict.HUMAN


def test_what_is_quoted_says_nothing_of_its_own() -> None:
    ours = "【示例银行】尊敬的客户，新品理财热销中，详询网点。拒收请回复R"
    assert shipped_judge().judge(ours).reason is Reason.QUOTE
    assert judged(f"{ours} 这是真的吗") is Verdict.HUMAN
    assert judged(f"好的，谢谢\n> {ours}") is Verdict.IGNORE
    assert judged(f"{ours}\n退订") is Verdict.REFUSE


@settings(max_examples=300)
@given(st.text(max_size=400), st.binary(max_size=200))
def test_any_text_and_any_octets_are_judged(text: str, raw: bytes) -> None:
    judgement = shipped_judge().judge(text, raw)
    assert judgement.verdict in set(Verdict)
    assert bool(judgement.scope) is (judgement.verdict is Verdict.REFUSE)
    assert judgement.waits or judgement.verdict is not Verdict.HUMAN


MARKS = " 　\u200b\u200d\u2060\ufeff.。!！,，~-—*\"'“”()\t\n"


@settings(max_examples=200)
@given(st.sampled_from(["退订", "TD", "拒收", "取消订阅", "td退订", "停止发送"]), st.data())
def test_marks_between_the_letters_change_nothing(word: str, data: st.DataObject) -> None:
    typed = "".join(data.draw(st.text(MARKS, max_size=2)) + letter for letter in word)
    assert judged(typed + data.draw(st.text(MARKS, max_size=3))) is Verdict.REFUSE


@settings(max_examples=200)
@given(
    st.sampled_from(
        [
            "不{}",
            "没有要{}",
            "先不{}",
            "我不是要{}",
            "{}吗",
            "怎么{}",
            "为什么{}不了",
            "{}?",
            "取消{}",
            "如果{}",
        ]
    ),
    st.sampled_from(["退订", "拒收", "取消订阅"]),
    st.sampled_from(["", "请", "您好", "谢谢", "我"]),
)
def test_no_denial_and_no_question_ever_acts_by_itself(form: str, word: str, polite: str) -> None:
    assert judged(polite + form.format(word)) is Verdict.HUMAN


def test_a_long_reply_is_read_by_a_person_and_takes_no_time() -> None:
    for text in (
        "退" * 10_000,
        "【" * 10_000,
        "“" * 10_000,
        "回复" * 5_000,
        "请我要" * 3_000,
    ):
        assert judged(text) is Verdict.HUMAN
    for text in ("退订 " * 4_000, "TD，" + "烦死人" * 200):
        assert judged(text) is Verdict.REFUSE


@pytest.mark.parametrize("text", REPLIES["opening"])
def test_a_reply_that_begins_with_a_word_of_refusal_refuses_whatever_follows(text: str) -> None:
    for said in (text, text.lower(), f" {text}", f"【{text}", unicodedata.normalize("NFKC", text)):
        assert judged(said) is Verdict.REFUSE


@pytest.mark.parametrize("text", REPLIES["seeming"])
def test_what_only_seems_to_begin_so_waits_for_a_person(text: str) -> None:
    for said in (text, f"{text}。", f"{text}，谢谢"):
        assert judged(said) is Verdict.HUMAN


def test_what_refuses_by_its_beginning_alone_and_asks_or_complains_is_read_by_a_person_too() -> None:
    for text in ("TD你们怎么还在发", "TD投诉", "退订了还发"):
        judgement = shipped_judge().judge(text)
        assert (judgement.verdict, judgement.waits) == (Verdict.REFUSE, True)


def test_a_part_of_a_long_message_is_known_by_its_header() -> None:
    assert is_part(b"\x05\x00\x03\x2a\x02\x01rest")
    assert is_part(b"\x06\x08\x04\x12\x34\x02\x01rest")
    assert not is_part(b"\x05\x00\x03\x2a\x01\x01rest")
    assert not is_part(b"")


def shipped_text() -> str:
    return next(Path("data/replies").glob("*.toml")).read_text("utf-8")


def test_the_words_say_since_when_they_hold_and_where_they_come_from() -> None:
    words = shipped()
    assert words.effective_from
    assert words.source
    assert len(words.traditional) == len(words.simplified)


def test_a_file_of_words_that_does_not_fit_together_is_refused_with_its_line() -> None:
    text = shipped_text()
    with pytest.raises(FileFaultError):
        read(text.replace('simplified = "', 'simplified = "x', 1))
    with pytest.raises(FileFaultError):
        read(text.replace("weak = [", 'weak = ["不在",', 1))


def test_of_several_versions_the_newest_counts() -> None:
    text = shipped_text()
    later = text.replace('effective_from = "2026-11-27"', 'effective_from = "2027-01-01"').replace(
        'version = "2026-1"', 'version = "2027-1"'
    )
    assert newest([later, text]).version == "2027-1"
    assert Judge(newest([text])).version == "2026-1"
