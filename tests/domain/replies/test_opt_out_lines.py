"""Opt-out lines against what a gateway receives: a line names a way that works, and no reply that doesn't (R13)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.replies import opt_out_lines
from console.domain.replies.opt_out_lines import Fault, OptOutWays, judge, offered
from console.domain.replies.reply_judge import shipped_judge

SOURCE = "10690000"
ANY = OptOutWays()
TD = OptOutWays(words=["TD"])
PORT = OptOutWays(words=["R"], port="1069099")
CALL = OptOutWays(inbound=False, other=["95588", "010-12345678", "www.bank.cn/tuiding"])
MUTE = OptOutWays(inbound=False)


@pytest.mark.parametrize(
    ("line", "ways", "fault", "about", "offer"),
    [
        ("拒收请回复R", ANY, None, "", ""),
        ("拒收请回Ｒ。", ANY, None, "", ""),
        ("回T退订", ANY, None, "", ""),
        ("TD退订", ANY, None, "", ""),
        ("退订请回复 “退订”", ANY, None, "", ""),
        ("Reply STOP to opt out", ANY, None, "", ""),
        ("编辑短信TD发送至10690000退订", ANY, None, "", ""),
        ("回复R至106900001234退订", ANY, None, "", ""),  # digits that a provider adds
        ("回T退订，客服95588", ANY, None, "", ""),
        ("回XYZ退订", ANY, Fault.WORD, "XYZ", "拒收请回复R"),
        ("不需要请回复NO", ANY, Fault.WORD, "NO", "拒收请回复R"),
        ("回复R或XYZ退订", ANY, None, "", ""),  # only what stands behind the verb is a reply
        ("编辑TD发送至12345", ANY, Fault.PORT, "12345", "拒收请回复R"),
        ("回复任意内容退订", ANY, Fault.NO_WAY, "", "拒收请回复R"),
        ("详询95588", ANY, Fault.NO_WAY, "95588", "拒收请回复R"),
        ("祝您愉快", ANY, Fault.NO_WAY, "", "拒收请回复R"),
        ("回复TD退订", TD, None, "", ""),
        ("拒收请回复R", TD, Fault.WORD, "R", "拒收请回复TD"),
        ("回T退订", TD, Fault.WORD, "T", "拒收请回复TD"),
        ("拒收请回复R", PORT, Fault.PORT, SOURCE, "拒收请编辑R发送至1069099"),
        ("拒收请编辑R发送至1069099", PORT, None, "", ""),
        ("拒收请回复R", CALL, Fault.NO_REPLIES, "R", "拒收请拨打95588"),
        ("退订请拨打95588", CALL, None, "", ""),
        ("退订请致电（010）12345678", CALL, None, "", ""),
        ("退订请访问WWW.bank.cn/tuiding", CALL, None, "", ""),
        ("退订请拨打955881", CALL, Fault.NO_WAY, "955881", "拒收请拨打95588"),
        ("退订请拨打95588或回复R", CALL, Fault.NO_REPLIES, "R", "拒收请拨打95588"),
        ("退订请拨打95588", MUTE, Fault.NO_WAY, "95588", ""),
        ("拒收请回复R", MUTE, Fault.NO_REPLIES, "R", ""),
        ("拒收请不要回复R", ANY, Fault.NO_WAY, "", "拒收请回复R"),
        ("不退订回T", ANY, Fault.NO_WAY, "", "拒收请回复R"),
        ("不需要回复T退订", ANY, None, "", ""),
        ("回复R订阅，回复TD退订", ANY, Fault.WORD, "R", "拒收请回复R"),
        ("回T参与抽奖，退订回TD", ANY, Fault.WORD, "T", "拒收请回复R"),
    ],
)  # fmt: skip
def test_a_line_works_or_says_what_does_not_and_which_line_would(
    line: str, ways: OptOutWays, fault: Fault | None, about: str, offer: str
) -> None:
    judged = judge(line, ways, SOURCE, shipped_judge())
    if fault is None:
        assert judged is None
    else:
        assert judged == (fault, about, offer)


_words = st.lists(
    st.sampled_from(["R", "T", "TD", "N", "QX", "退订", "拒收", "STOP", "ABC", "好的"]), max_size=4
)
_ways = st.builds(
    OptOutWays,
    inbound=st.booleans(),
    words=_words,
    port=st.sampled_from(["", SOURCE, "1069099"]),
    other=st.lists(st.sampled_from(["95588", "400-800-1234", "bank.cn/td"]), max_size=2),
)


@given(_ways)
def test_what_is_offered_works(ways: OptOutWays) -> None:
    offer = offered(ways, SOURCE, shipped_judge())
    assert not offer or judge(offer, ways, SOURCE, shipped_judge()) is None


@given(_ways, st.text(max_size=60))
def test_any_line_is_judged_and_never_an_exception(ways: OptOutWays, line: str) -> None:
    judged = judge(line, ways, SOURCE, shipped_judge())
    assert judged is None or judged.fault in Fault
    if judged is None:
        said = opt_out_lines.named(line, ways)
        assert said.words or ways.other
