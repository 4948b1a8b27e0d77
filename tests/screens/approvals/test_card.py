"""The approval card answers in one screen, and hides nothing: what is unusual rises to the top, and the whole text is one key away."""

from typing import Any

import msgspec
import pytest

from console.acting.approvals import cards
from console.domain import acts
from console.look.senses import Sense
from console.screens.approvals import card_summary
from console.screens.approvals.card import CardPage, computed_words
from console.screens.session import Session
from console.screens.statement import chain_words
from console.views import windows
from console.widgets.pane import Scrolled
from console.wire import calls
from console.wire.requests import approvals
from console.wire.requests.drafts import RouteStep
from console.wire.requests.limits import SlotLimits
from console.wire.requests.rows import DocumentRow
from tests.screens.driver import sitting
from tests.terminal.sit import House

NOTICE = 3


def known(house: House) -> tuple[Session, approvals.ScopeCard, acts.Request]:
    session = Session(lambda _person: None, None, lambda _person: None)  # type: ignore[arg-type, return-value]  # nobody sits
    card: approvals.ScopeCard = house.core.call("sunli", approvals.Scope(NOTICE))
    # The sample's numbers lie in no range that was given to a carrier.
    return session, msgspec.structs.replace(card, classes={"mobile": 20}), cards.read(card)


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_one_screen_of_eighty_by_twenty_four_answers_what_to_whom_why_and_how_much(
    house: House, lang: str
) -> None:
    async with sitting(house.app(lang, person="sunli")) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-业务部-0003")
        await op.press("enter")
        words = {
            "zh": (
                "▲ 等您审批",
                "孙丽（您）",
                "最多 20 段  0.80 元",
                "30 字，1 段",
                "不含敏感词",
                "✓ 赵敏 申请",
                "等您签名",
            ),
            "en": (
                "▲ waits for you",
                "孙丽 (you)",
                "at most 20",
                "30 characters",
                "screening found nothing",
            ),
        }[lang]
        await op.sees(
            "【云岭示范银行】您的定期存款将于12月1",
            f"{house.year}-业务部-0003",
            "20",
            "本行定期存款客户",
            *words,
        )
        await op.press("v")
        signed = {"zh": "申请内容（签名的原文）", "en": "The request, as it is signed"}[lang]
        await op.sees(signed, "协议第7条", "010-00000001")
        page = op.app.screen
        scroll = page.query_one("#scroll")
        await op.press("escape")
        await op.until(lambda: scroll.scroll_y == 0, "the card's beginning")
        assert op.app.screen is page
        await op.press("escape")
        await op.until(lambda: op.app.screen is not page, "the page beneath")


def test_where_nothing_is_unusual_nothing_rises(house: House) -> None:
    session, card, act = known(house)
    found = card_summary.findings(session, card, act)
    assert found
    assert {one.sense for one in found} <= {Sense.GOOD, Sense.PLAIN}
    assert "本部门近 90 天没有发送过，没有可比的" in [one.words for one in found]
    assert card_summary.checks_title(session, found) == "核对结果（系统算出）"


def test_what_was_looked_for_and_not_found_is_said_to_be_none(house: House) -> None:
    session, card, act = known(house)
    found = [line.split() for line in computed_words(session, card, act, 76).plain.splitlines()]
    for words in (f"敏感词（{card.screening}）", f"{card.overlap_days} 天内发过", "号码发送上限"):
        assert [*words.split(), "无"] in found, words


def test_the_whole_card_says_how_each_window_stands_to_the_hours(house: House) -> None:
    session, card, act = known(house)
    (hours,) = card.hours
    two = [hours, msgspec.structs.replace(hours, slot=2, open=0)]
    drawn = computed_words(session, msgspec.structs.replace(card, hours=two), act, 200).plain
    said = [one.words for one in windows.notes(session.viewer, two, first=1)]
    assert said[0] != said[1]
    assert all(words in drawn for words in said), drawn


def test_the_whole_card_says_of_a_list_what_became_of_its_rows_and_leaves_out_what_did_not_happen(
    house: House,
) -> None:
    session, card, act = known(house)
    (row,) = card.lists
    repaired = msgspec.structs.replace(row, rows=25, counts={"duplicate": 5}, repaired={})
    drawn = computed_words(session, msgspec.structs.replace(card, lists=[repaired]), act, 200).plain
    assert all(f"{session.t(f'lists.{name}')}: {n}" in drawn for name, n in (("rows", 25), ("left_out", 5)))
    assert f"{session.t('lists.repaired')}:" not in drawn


def test_who_signed_for_one_level_has_not_signed_for_the_next(house: House) -> None:
    session, card, _ = known(house)
    drafted = next(one for one in card.steps if one.kind == "request")
    approved = msgspec.structs.replace(
        drafted, kind="approval", person="sunli", name="孙丽", posts=["department_manager"]
    )
    levels = ("department_manager", "supervising_manager", "accept", "release")
    way = [RouteStep(post, "business", ["李强"]) for post in levels]
    view = msgspec.structs.replace(house.core.view("sunli", NOTICE), route=way)
    for kind, senses in (
        ("approval", [Sense.GOOD, Sense.GOOD, Sense.NOW, Sense.LATER, Sense.LATER]),
        ("return", [Sense.GOOD, Sense.NOW, Sense.LATER, Sense.LATER, Sense.LATER]),
        ("acceptance", [Sense.GOOD, Sense.NOW, Sense.LATER, Sense.GOOD, Sense.LATER]),
    ):
        said = msgspec.structs.replace(
            card, steps=[drafted, msgspec.structs.replace(approved, kind=kind)], posts=[]
        )
        assert [one.sense for one in card_summary.route(session, said, view)] == senses, kind


async def test_a_request_that_waits_for_the_same_person_once_more_is_read_again(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-业务部-0003")
        await op.press("enter")
        await op.sees("▲ 等您审批")
        page = op.app.screen
        assert isinstance(page, CardPage)
        await op.until(lambda: page.card is not None, "the card")
        waiting = [row for row in house.core.call("sunli", calls.Todo()) if row.request == NOTICE]
        assert waiting
        # As after a decision: keys act on no card until it is read.
        page.card = None
        page._go_on(waiting)
        await op.until(lambda: page.card is not None, "the card once more")
        await op.sees("没有别的了")


UNUSUAL: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"overlap": {"2031-业务部-0002": 12}}, {}, "7 天内给其中 12 人发过 2031-业务部-0002"),
    ({"opted_out": 3, "left_out": {"promotion": 3}}, {}, "已退订 3 人（不收推广 3），不发"),
    (
        {"limits": [SlotLimits(1, 20, "", {}, opted_out=5, reply_open=3)]},
        {},
        "核准 20 人 − 已退订 5 − 回复待处理 3 = 预计实发 12 人",
    ),
    ({"duty": "mandatory", "despite": 2}, {"consent": "合同第7条"}, "2 人只收必须发送的，这次仍发给他们"),
    ({"duty": "unnamed", "left_out": {"optional": 2}}, {}, "2 个“只收必须发送的”人不发"),
    ({"hits": [("promotional", "限时")]}, {}, "限时"),
    ({"classes": {"mobile": 15, "data_card": 5}}, {}, "含数据卡 5 个"),
    ({}, {"category_was": acts.Category.PROMOTION}, "内容像宣传推广，或原按它申请；现按业务提示，须写明理由"),
    ({}, {"quoted": [acts.Quoted("http://t.cn/x", False)]}, "http://t.cn/x"),
    (
        {"documents": [DocumentRow("别的.pdf", "0" * 64, 2048)]},
        {"attachments": [acts.Attachment("合同.pdf", "0" * 64)]},
        "附件 合同.pdf（2.0 KB）",
    ),
    (
        {"documents": [DocumentRow("合同.pdf", "1" * 64, 2048)]},
        {"attachments": [acts.Attachment("合同.pdf", "0" * 64)]},
        "附件 合同.pdf（没有存文件）",
    ),
]


@pytest.mark.parametrize(("of_card", "of_act", "words"), UNUSUAL)
def test_whatever_is_unusual_rises_with_its_mark(
    house: House, of_card: dict[str, Any], of_act: dict[str, Any], words: str
) -> None:
    session, card, act = known(house)
    found = card_summary.findings(
        session, msgspec.structs.replace(card, **of_card), msgspec.structs.replace(act, **of_act)
    )
    assert found[0].sense is Sense.YOURS
    assert words in found[0].words
    assert card_summary.checks_title(session, found) == "核对结果（系统算出）  1 项要看"
    assert card_summary.checks(found, 40).plain.startswith("▲ ")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["7 天内有 3 份申请各给其中 20 人发过：A、B、D", "7 天内给其中 12 人发过 C"]),
        (
            "en",
            ["20 of them were sent each of 3 requests in the last 7 days: A, B, D", "12 of them were sent C"],
        ),
    ],
)
def test_requests_that_reached_as_many_people_are_one_line(house: House, lang: str, said: list[str]) -> None:
    session, card, act = known(house)
    session.lang = lang
    told = msgspec.structs.replace(card, overlap={"A": 20, "B": 20, "C": 12, "D": 20})
    found = [one.words for one in card_summary.findings(session, told, act) if one.sense is Sense.YOURS]
    assert [words in one for words, one in zip(said, found, strict=False)] == [True, True], found


def test_a_list_of_which_everybody_opted_out_rises_first(house: House) -> None:
    session, card, act = known(house)
    told = msgspec.structs.replace(
        card, opted_out=20, left_out={"all": 20}, overlap={f"{house.year}-业务部-0002": 1},
        limits=[SlotLimits(1, 20, "", {}, opted_out=20)],
    )  # fmt: skip
    found = card_summary.findings(session, told, act)
    assert [one.sense for one in found[:2]] == [Sense.BAD, Sense.BAD]
    assert "预计实发 0 人" in found[0].words
    assert "全部退订" in found[1].words
    assert card_summary.checks_title(session, found) == "核对结果（系统算出）  4 项要看"


def test_a_third_party_repairs_and_rows_left_out_rise_too(house: House) -> None:
    session, card, act = known(house)
    checks = msgspec.structs.replace(act.checks, third_party=True, third_party_approval="批 7 号")
    (row,) = card.lists
    repaired = msgspec.structs.replace(row, rows=25, counts={"duplicate": 5}, repaired={"full_width": 2})
    found = card_summary.findings(
        session,
        msgspec.structs.replace(card, lists=[repaired]),
        msgspec.structs.replace(act, checks=checks),
    )
    risen = [one.words for one in found if one.sense is Sense.YOURS]
    assert len(risen) == 3
    assert "批 7 号" in risen[0]
    assert any("修正后收录" in one and "2" in one for one in risen)
    assert any("未收录 5 行" in one for one in risen)


def test_a_list_made_of_others_is_never_called_clean(house: House) -> None:
    """What the files of its parents left aside is said with it."""
    session, card, act = known(house)
    (row,) = card.lists
    left = {"of_column:2 年末名单": 40}
    made = msgspec.structs.replace(row, made="merge", parents=[3, 7], aside=left)
    found = card_summary.findings(session, msgspec.structs.replace(card, lists=[made]), act)
    assert not any("全部合格" in one.words for one in found)
    assert any("由通讯录合并 3 + 7而成" in one.words and one.sense is Sense.YOURS for one in found)
    said = "原名单 2“年末名单”：其他列另有 40 个号码，未收录"
    assert any(said in one.words and one.sense is Sense.YOURS for one in found)


def test_a_signature_that_is_not_good_says_so_by_mark_and_word(house: House) -> None:
    session, card, _ = known(house)
    assert card_summary.signed(session, card, mine=False).plain.startswith("✓ 赵敏 申请  签名有效")
    (step,) = card.steps
    forged = msgspec.structs.replace(card, steps=[msgspec.structs.replace(step, verdict="bad_signature")])
    assert card_summary.signed(session, forged, mine=False).plain.startswith("✗ 赵敏 申请  签名无效")
    assert chain_words(session, card.steps).plain.endswith("✓ 签名有效")
    assert "✗ 签名无效" in chain_words(session, forged.steps).plain


@pytest.mark.parametrize(
    ("lang", "sign", "message"),
    [("zh", "看原文", "x" * 60 + "1,234"), ("en", "whole text", "x" * 60 + "1,234")],
)
async def test_a_card_says_how_much_is_beneath_and_never_at_the_cost_of_a_message(
    house: House, lang: str, sign: str, message: str
) -> None:
    async with sitting(house.app(lang, person="sunli"), (80, 23)) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-业务部-0003")
        await op.press("enter")
        await op.sees(sign)
        page = op.app.screen
        body = page.query_one("#scroll", Scrolled)
        await op.until(lambda: f"{body.beneath}" in op.screen().splitlines()[-2], "the lines beneath")
        page.say(message)  # type: ignore[attr-defined]
        await op.until(lambda: message in op.screen().splitlines()[-2], "the whole message")
        page.say("")  # type: ignore[attr-defined]
        await op.press("end")
        await op.until(lambda: sign not in op.screen().splitlines()[-2], "the end")
        assert body.beneath == 0


def test_the_computed_figures_name_those_who_are_written_to_though_they_refused(house: House) -> None:
    session, card, act = known(house)
    said = msgspec.structs.replace(card, despite=31_415)
    assert "31,415" in computed_words(session, said, act, 76).plain
    assert "31,415" not in computed_words(session, card, act, 76).plain
