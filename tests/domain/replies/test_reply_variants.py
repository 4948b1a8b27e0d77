"""Composed replies: thousands of ways to write a refusal, none of them lost, and none of their opposites acts (R11, R13)."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product

import pytest

from console.domain.replies.reply_judge import Verdict, shipped_judge
from console.domain.replies.reply_words import shipped

WORDS = (
    "退订",
    "拒收",
    "TD",
    "T",
    "R",
    "QX",
    "0000",
    "取消订阅",
    "停止发送",
    "STOP",
    "推丁",
    "tuiding",
    "不要再发了",
    "请勿打扰",
    "我要退定",
)
BEFORE = ("", "请", "您好，", "回", "回复", "发送", "编辑", "帮我", "谢谢，", "烦死了，")
AFTER = ("", "谢谢", "，谢谢您", "！", "...", "吧", "🙏", "[抱拳]", "\n")
OURS = "【某某银行】尊敬的客户，新春特惠贷款利率低至3.2%，详询95588，拒收请回复R"
_TRADITIONAL = str.maketrans(shipped().simplified[::-1], shipped().traditional[::-1])


def wide(text: str) -> str:
    """The text in full-width forms."""
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


WRITTEN: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "traditional": lambda text: text.translate(_TRADITIONAL),
    "full width": wide,
    "blanks": " ".join,
    "dots": ".".join,
    "invisible": "\u200b".join,
    "lower case": str.lower,
    "far behind blanks": lambda text: " " * 1_200 + text,
    "far behind invisible marks": lambda text: "\u200b" * 1_200 + text,
    "before our message": lambda text: text + OURS,
    "above our message": lambda text: f"{text}\n> {OURS}",
    "below our message": lambda text: f"{OURS}\n{text}",
    "above a forwarded one": lambda text: f"{text}\n-----原始短信-----\n{OURS}",
    "half an emoji": lambda text: f"{text}\ud83d",
}

HIDDEN: dict[str, Callable[[str], str]] = {
    "below thanks and a forwarded one": lambda text: f"谢谢\n-----原始短信-----\n{OURS}\n{text}",
    "behind our message without an offer": lambda text: f"好的【某某银行】您的存款将于十二月一日到期 {text}",
    "GBK as Latin": lambda text: text.encode("gbk", "replace").decode("latin-1"),
    "UTF-8 as GBK": lambda text: text.encode().decode("gb18030", "replace"),
    "octets swapped": lambda text: text.encode("utf-16-be").decode("utf-16-le", "replace"),
    "GBK as UCS-2": lambda text: text.encode("gbk", "replace").decode("utf-16-be", "replace"),
    "colours of a terminal": lambda text: f"\x1b[31m{text}\x1b[0m",
}

DENIALS = (
    "不{}",
    "别{}",
    "没说要{}",
    "我不是要{}",
    "不用{}",
    "先不{}",
    "并不是真的想{}",
    "我可没有让你们{}",
    "拒绝{}",
    "不同意{}",
)
QUESTIONS = (
    "怎么{}",
    "{}吗",
    "{}?",
    "{}？",
    "{}要钱吗",
    "能不能{}",
    "{}行不行",
    "{}了没",
    "{}不了",
    "{}失败",
    "回{}是不是就不发了",
)
CONDITIONS = (
    "再发就{}",
    "再发我就{}",
    "收费就{}",
    "收费的话{}",
    "还完款再{}",
    "等还清，再{}",
    "不优惠，就{}",
    "考虑{}",
    "敢再发就{}",
)
UNDONE = (
    "取消{}",
    "撤销{}",
    "{}错了",
    "{}是误操作",
    "{}，按错了",
    "{}，我开玩笑的",
    "{}是小孩按的",
    "{}作废",
)
MATTERS = (
    "{}机票",
    "{} 机票",
    "机票 {}",
    "{}信用卡",
    "贷款 {}",
    "{}流量包",
    "{}手机银行",
    "{}我的快递",
    "{}理财产品",
    "{}短信银行",
)
OTHERS = DENIALS + QUESTIONS + CONDITIONS + UNDONE + MATTERS


def refusals() -> Iterator[str]:
    return ("".join(parts) for parts in product(BEFORE, WORDS, AFTER))


@pytest.mark.parametrize("way", WRITTEN)
def test_a_refusal_acts_however_it_is_written(way: str) -> None:
    judge = shipped_judge()
    waits = [text for text in refusals() if judge.judge(WRITTEN[way](text)).verdict is not Verdict.REFUSE]
    assert waits == []


@pytest.mark.parametrize("way", HIDDEN)
def test_a_refusal_is_not_lost_where_it_cannot_be_read_surely(way: str) -> None:
    judge = shipped_judge()
    assert [text for text in refusals() if judge.judge(HIDDEN[way](text)).verdict is Verdict.IGNORE] == []


@pytest.mark.parametrize("form", OTHERS)
def test_what_denies_asks_depends_or_is_of_something_else_waits_for_a_person(form: str) -> None:
    judge = shipped_judge()
    acting = []
    for word, before, after in product(
        ("退订", "拒收", "TD", "取消订阅", "停止", "退定", "推丁", "tuiding"),
        ("", "请", "您好，"),
        ("", "，谢谢", " 谢谢", "!"),
    ):
        text = before + form.format(word) + after
        for way in (str, wide, " ".join, "\u200b".join, lambda said: said.translate(_TRADITIONAL)):
            if judge.judge(way(text)).verdict is not Verdict.HUMAN:
                acting.append(way(text))  # noqa: PERF401
    assert acting == []


def test_a_face_that_cries_is_no_word() -> None:
    judge = shipped_judge()
    assert judge.judge("T_T").verdict is Verdict.HUMAN
    assert judge.judge("谢谢 T_T").verdict is Verdict.IGNORE
    assert judge.judge("退订 T_T").verdict is Verdict.REFUSE


def test_nothing_that_is_too_long_to_be_read_is_passed_over() -> None:
    judge = shipped_judge()
    for text in ("谢谢" * 140 + "。" * 1_000 + "退订", "谢谢" + "。" * 500_000 + "退订", "\u3000" * 4):
        assert judge.judge(text).verdict is not Verdict.IGNORE


def test_the_judge_keeps_the_limits_on_the_replies_that_are_looked_at_and_on_those_held_out() -> None:
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "bench", "replies", "--json"], check=False, capture_output=True
    )
    assert run.returncode == 0, run.stdout.decode()
