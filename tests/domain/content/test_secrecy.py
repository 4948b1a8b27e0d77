"""A level of secrecy that stands as a mark blocks however it is spelled; one that is spoken of does not (R11)."""

import tomllib
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.content import lists
from console.domain.content.check import Screener, blocking, check
from console.domain.content.normal import Normal
from console.domain.content.secrecy import marks

TEXTS: dict[str, list[str]] = tomllib.loads((Path(__file__).parents[1] / "secrecy.toml").read_text("utf-8"))
LEVELS = ("绝密", "机密", "秘密", "絕密", "機密", "祕密", "絶密")
BRACKETS = (
    "【】",
    "[]",
    "［］",
    "()",
    "（）",
    "〔〕",
    "〖〗",
    "｛｝",
    "{}",
    "<>",
    "＜＞",
    "「」",
    "『』",
    "“”",
    '""',
    "‹›",
    "﹝﹞",
    "〘〙",
)
ENDS = ("：", ":", "，", "、", "。", "！", " ", "\u3000", "——", "·", "|", "\n", ";", "…", "：\n", " 急件 ")
BETWEEN = ("", " ", "\u3000", "  ", "·", "\u200b", "\u0336", "*", "-", "\ufe0f")
BEFORE = (
    "",
    "【云岭银行】",
    "【云岭银行】\n",
    " ",
    "特急 ",
    "通知：",
    "各部门：",
    "周五有会。\n",
    "🔒",
    "（内部）",
    "No.0012 ",
)
TERMS = ("★10年", "★", "☆长期", "10年", "★启用前", " 6个月", "（十年）", "*二十年", "◆ 5年", "，保密期限30年")
LABELS = (
    "密级：",
    "密级:",
    "密级",
    "密　级：",
    "密级为",
    "保密等级：",
    "涉密级别：",
    "文件密级-",
    "[密级]",
    "定密：",
)
ITSELF = (
    "本文件属{}", "本件{}", "此件为{}", "本短信内容属于{}信息", "以下为{}", "该材料定为{}级", "上述内容均属国家{}", "本 文 件 为 {}", "本文件密级为{}",
    "本通知按{}级管理",
)  # fmt: skip
REST = "下周金库调拨路线改走环城东路。"


def levels() -> list[str]:
    return [f"{one[0]}{sign}{one[1]}" for one, sign in product(LEVELS, BETWEEN)]


def blocks(text: str) -> bool:
    return check(text, "notice", whole=text.startswith("【云岭")).verdict == "block"


def test_a_level_at_the_head_is_a_mark_whatever_it_ends_with_and_however_it_is_written() -> None:
    texts = [f"{before}{level}{end}{REST}" for before, level, end in product(BEFORE, levels(), ENDS)]
    assert [one for one in texts if not list(marks(Normal(one)))] == []
    assert [one for one in texts[::37] if not blocks(one)] == []


def test_a_level_in_brackets_is_a_mark_at_the_head_and_behind_a_title() -> None:
    heads = [f"{pair[0]}{level}{pair[1]}{REST}" for pair, level in product(BRACKETS, levels())]
    quotes = {"「」", "『』", "“”", '""'}
    titled = [
        f"关于调整押运路线的通知{one[0]}{level}{one[1]}：{REST}"
        for one in BRACKETS
        if one not in quotes
        for level in LEVELS
    ]
    assert [one for one in heads + titled if not list(marks(Normal(one)))] == []
    assert [one for one in [*heads[::11], *titled[::3]] if not blocks(one)] == []


def test_a_level_with_its_term_behind_its_label_or_said_of_the_text_is_a_mark() -> None:
    plain = LEVELS[:6]
    texts = [f"{level}{term} {REST}" for level, term in product(plain, TERMS)]
    texts += [f"押运安排，{level}{term}。{REST}" for level, term in product(plain, ("★10年", "☆", "*长期"))]
    texts += [f"{label}{level}。{REST}" for label, level in product(LABELS, levels())]
    texts += [f"{REST}{said.format(level)}，请勿转发。" for said, level in product(ITSELF, plain)]
    assert [one for one in texts if not list(marks(Normal(one)))] == []
    assert [one for one in texts[::7] if not blocks(one)] == []


@pytest.mark.parametrize(
    "text",
    [
        "【国家秘密】调拨计划", "国家秘密：调拨计划", "工作秘密：调拨计划", "绝密关于押运路线的调整", "机密文件：请查收", "绝密件 今晚", "机密级：调拨", "《绝密》关于押运路线",
        "（绝密·启用前）试题", "会议改期。机密：今晚八点", "路线如下。绝密。", "今晚路线调整。机密", "关于押运调整的通知 机密 请查收", "通知\n机密\n今晚", "ＴＯＰ　ＳＥＣＲＥＴ：plan",
        "通知（机密，阅后删除）", "请核对尾箱（秘密，请勿转发）", "关于押运的通知（机密·特急）", "机密至2036年12月31日 路线调整", "通知（机密 2026-12-01至2036-12-01）路线",
        "国家秘密·机密·20年 路线调整", "以下内容涉及国家秘密，请勿转发", "本通知含有国家秘密。", "㊙ 押运路线", "㊙\ufe0f押运路线",
        "Top-Secret: cash at 7", "SECRET - cash at 7", "CONFIDENTIAL: cash at 7", "(Secret) cash at 7", "Cash at 7 (Confidential)", "Classification: Secret. Cash at 7",
        "Security level: Confidential; cash at 7", "Classified: SECRET. Cash at 7", "cash at 7 [TOP SECRET]",
        "涉密：路线调整", "密件：路线调整", "★机密 调拨", "严禁传播的反诈培训：机密：今晚", "11月30日调整：绝密，今晚", "周五路线调整：机密。今晚", "本短信涉密，阅后即删",
    ],
)  # fmt: skip
def test_other_ways_to_mark_a_text_block(text: str) -> None:
    assert blocks(text)


INNOCENT = [
    "私密账户设置已开通", "机密级考试报名今日开始", "机密级 考试本周五举行", "秘密花园音乐会周六上演", "保密协议请于周五前签署", "客户密码请勿告诉他人", "手 机 密 码 请 牢 记",
    "成功的秘密：坚持每天复盘", "司机密切配合安检", "飞机，密集起降", "密级鉴定培训周五举行", "加密传输已启用", "秘密武器就是坚持", "涉密岗位人员请参加培训", "涉密文件销毁由两人押运",
    "本短信不涉密", "不能说的 秘密 电影今晚放映", "电影《秘密》今晚放映", "《秘密》读书会今晚七点", "中奖号码是多少？秘密！周五见", "这是我们之间的秘密。", "密级：公开",
    "密级：无", "机密性、完整性和可用性", "保密期限十年", "动机密不可分", "机密文件柜请上锁", "密件柜钥匙交接", "秘密投票选举工会", "神秘密室逃脱团建", "您的密码是您的秘密",
    "藏了这个秘密十年，终于公开", "手机 密码已重置", "秘密客检查下周开始", "解密培训周五开课", "保守国家秘密，人人有责", "本行系统密级为机密的文件不得外带",
]  # fmt: skip
SPOKEN_OF = [
    "国家秘密分为绝密、机密、秘密三级", "秘密、机密、绝密是国家秘密的三个等级", "绝密 机密 秘密 分别怎么保管", "不得用微信传递绝密、机密文件", "请勿将标有“机密”字样的文件带出",
    "印有【机密】字样的文件请上交", "密级为机密的文件不得用微信传递", "密级是秘密以上的材料须登记", "下列事项应当确定为国家秘密：金库布防等", "本系统为机密级信息系统，请勿外联",
    "保密培训（机密级）报名开始", "凡附件涉及国家秘密的，一律走机要渠道", "如附件为机密文件，请勿发送", "如该文件涉及国家秘密，不得上网", "㊙籍读书会今晚七点",
    "Keep your PIN confidential.", "Confidential documents are shredded on Friday", "Secret Garden on Sunday", "The secret of saving: start early", "Your data is strictly confidential, always",
    "绝密飞行今晚上映", "电影《绝密》今晚上映", "小说（机密）选读", "保密知识竞赛：下列哪项不是密级",
]  # fmt: skip


@pytest.mark.parametrize("text", [*INNOCENT, *SPOKEN_OF])
def test_who_only_speaks_of_a_secret_marks_nothing(text: str) -> None:
    for whole in (text, f"【云岭银行】{text}", f"尊敬的客户：{text}", f"{text}\n请知悉"):
        assert [whole[start:end] for start, end in marks(Normal(whole))] == []
        assert not blocks(whole)


@pytest.mark.parametrize("text", INNOCENT[:6])
def test_the_usual_innocents_are_not_even_warned_of(text: str) -> None:
    assert check(text, "notice").verdict == "pass"


def test_words_around_a_mark_do_not_make_it_innocent() -> None:
    for text in (
        "不得泄露。机密：今晚押运",
        "机密：今晚押运，保密宣传培训登记归档",
        "保守秘密培训：密级：机密",
    ):
        assert blocks(text), text


@given(st.text(alphabet="绝机秘密级：:★（）【】“”《》 \n、，。本件属为年10国家涉", max_size=60))
def test_any_text_is_looked_through_and_each_mark_has_its_place(text: str) -> None:
    for start, end in marks(Normal(text)):
        assert 0 <= start < end <= len(text)
        assert "密" in text[start:end] or "宻" in text[start:end]


@pytest.mark.parametrize(
    "text", ["【云岭银行】机密材料请于周五前交回", "绝密文件请阅后删除", "绝密资料已发您邮箱，请查收。"]
)
def test_a_paper_of_a_grave_level_that_is_handed_on_is_blocked(text: str) -> None:
    assert blocks(text)


@pytest.mark.parametrize(
    "text", ["机密计算服务已上线，欢迎咨询。", "绝密逃亡今晚上映，请准时入场。", "机密请求已受理"]
)
def test_a_word_that_only_begins_so_is_no_mark(text: str) -> None:
    assert not blocks(text)


def test_marks_that_others_wrote_block() -> None:
    assert [text for text in TEXTS["marked"] if check(text, "notice").verdict != "block"] == []
    assert [text for text in TEXTS["marked"] if not list(marks(Normal(text)))] == []


def test_innocents_that_others_wrote_mark_nothing() -> None:
    forms = ("{}", "【云岭银行】{}", "各位同事：{}")
    found = [form.format(text) for text in TEXTS["innocent"] for form in forms]
    assert [text for text in found if list(marks(Normal(text)))] == []


@pytest.mark.parametrize(
    "text",
    [
        "version = '1'\n",
        "version = '1'\n[[detect]]\nclass = 'classified'\nlevel = 'warn'\n",
        "version = '1'\nappeal = ['fraud']\n[[detect]]\nclass = 'link'\nlevel = 'warn'\n",
    ],
)
def test_an_open_mark_blocks_whatever_a_list_says(text: str) -> None:
    screener = Screener(lists.read(text))
    for marked in ("绝密：今晚押运改道", "密级：机密。今晚押运改道", "押运改道〔秘密★10年〕"):
        (hit,) = blocking(screener, marked, "notice", frozenset({"classified", "fraud"}))
        assert (hit.kind, hit.level) == ("classified", "block")
    assert screener.judge("私密账户设置已开通").verdict == "pass"


def test_a_mark_is_named_beside_what_the_list_could_not_judge_in_time() -> None:
    text = "version = '1'\n[[words]]\nclass = 'fraud'\nlevel = 'warn'\nwords = ['套现']\n[[rule]]\nreason = 'fraud'\nlevel = 'block'\npattern = '保本.*收益.*承诺.*兑付'\n"
    judged = Screener(lists.read(text)).judge(
        "绝密：今晚套现，兑付" + "保本" * 800 + "收益" * 800 + "承诺" * 800
    )
    assert {hit.kind for hit in judged.hits} == {"unjudged", "classified", "fraud"}


@pytest.mark.parametrize(
    "head", ["【绝密】", "（机密）", "[秘密]", "【机密级】", "【云岭银行】【绝密】", "通知：（绝密）"]
)
@pytest.mark.parametrize(
    "begins",
    [
        "以下人员下周免职",
        "考核名单如下",
        "考试改期",
        "等候通知再押运",
        "培训基地搬迁",
        "保护对象周四到",
        "试题已印好",
        "资格审查名单",
        "的士接应地点",
    ],
)
def test_a_stamp_at_the_head_blocks_whatever_word_the_text_begins_with(head: str, begins: str) -> None:
    assert check(head + begins, "notice").verdict == "block"
