"""A text against its template: what fills the blanks, and everything else that differs."""

import time

from hypothesis import given
from hypothesis import strategies as st

from console.domain.templates import blanks, comparing
from console.domain.templates.comparing import Change, Value

BODY = "尊敬的客户，您的存款将于{到期日}到期，请到{网点}办理。"


def against(body: str, template: str = BODY, **other: str) -> comparing.Comparison:
    parts = {"category": "notice", "signature": "【行】", "body": template, "opt_out": ""}
    return comparing.compare(parts, parts | {"body": body} | other)


def test_a_text_that_fills_the_blanks_is_the_template_with_their_values() -> None:
    found = against("尊敬的客户，您的存款将于12月1日到期，请到总行办理。")
    assert found.values == (Value("到期日", "12月1日"), Value("网点", "总行"))
    assert found.changes == ()


def test_what_is_no_value_of_a_blank_is_a_change() -> None:
    for body in (
        BODY,
        "尊敬的客户，您的存款将于12月1日到期，请到总行办理！",
        "尊敬的客户，您的存款将于 到期，请到总行办理。",
        "尊敬的客户，您的存款将于12月1日到期。新产品年化4.5%，请到总行办理。",
        f"尊敬的客户，您的存款将于{'一' * 41}到期，请到总行办理。",
        "尊敬的客户，您的存款将于12月\n1日到期，请到总行办理。",
        "尊敬的客户，您的存款将于12月1日到期，请到{网点}办理。",
        "尊敬的客户，您的存款将于12月1日到期，请到http://a.cn/x,点击办理。",
        "尊敬的客户，您的存款将于12月1日到期，请到ａ．ＣＮ办理。",
    ):
        assert against(body).changes == (Change("body", BODY, body),), body


def test_a_link_put_into_a_blank_is_no_value_while_the_form_is_filled_either() -> None:
    body = "尊敬的客户，您的存款将于12月1日到期，请到a.cn/x办理。"
    told = comparing.nearest(BODY, body)
    assert told == "尊敬的客户，您的存款将于12月1日到期，请到{网点}办理。"
    parts = {"body": BODY}
    assert comparing.compare(parts, {"body": body}, being_filled=True).changes == (
        Change("body", told, body),
    )
    # A number with a point, or the end of a sentence, leads nowhere.
    assert comparing.values_in("利率{值}，", "利率4.5%，") == [Value("值", "4.5%")]


def test_category_signature_and_opt_out_line_are_compared_and_an_empty_signature_is_not() -> None:
    other = {"category": "promotion", "signature": "【另】", "opt_out": "拒收请回复R"}
    assert [one.field for one in against("x", "x", **other).changes] == ["category", "signature", "opt_out"]
    parts = {"category": "notice", "signature": "", "body": "x", "opt_out": "", "consent": ""}
    assert comparing.compare(parts, parts | {"signature": "【行】", "consent": "协议第7条"}).changes == ()


def test_lines_of_underscores_are_blanks_without_a_name() -> None:
    assert blanks.found("于___到期，___元，a_b https://a.cn/x___y") == ["___"]
    assert blanks.found("XX月__日，××网点，xx元") == ["XX", "__", "××", "xx"]
    assert blanks.found("XXL号、138××××8000、a__b、MAXX、第2XX") == []
    assert (blanks.stray("{日期}}到期，{x"), blanks.stray("{日期}到期")) == (["}", "{"], [])
    assert blanks.names("于___到期，{ 日期 }，{日期}") == ["日期"]
    assert comparing.values_in("于___到期，＿＿元", "于1日到期，5元") == [Value("", "1日"), Value("", "5")]


def test_the_same_name_may_stand_in_several_places_and_is_filled_once() -> None:
    assert blanks.filled("{日期}起，{日期}止，{地点}", {"日期": "1日"}) == "1日起，1日止，{地点}"


def test_blanks_that_differ_from_one_recipient_to_the_next_are_told() -> None:
    assert blanks.personal("{客户姓名}您好，尾号{卡号尾号}，{金额}，{日期}，{Name}") == [
        "{客户姓名}",
        "{卡号尾号}",
        "{Name}",
    ]


@given(st.lists(st.text("甲乙12月", min_size=1, max_size=12), min_size=3, max_size=3))
def test_what_was_filled_in_is_found_again(values: list[str]) -> None:
    filled = blanks.filled("于{一}到{二}，共{三}", dict(zip(("一", "二", "三"), values, strict=True)))
    found = comparing.values_in("于{一}到{二}，共{三}", filled)
    assert found is not None
    assert blanks.filled("于{一}到{二}，共{三}", {one.name: one.value for one in found}) == filled


def test_a_template_of_blanks_alone_takes_no_time() -> None:
    began = time.monotonic()
    assert comparing.values_in("{}a" * blanks.MOST, "a" * 1000) is None
    assert comparing.values_in("{}" * 400, "a" * 1000) is None
    assert time.monotonic() - began < 5


def test_while_a_text_is_filled_in_only_what_differs_beyond_its_blanks_is_told() -> None:
    template = {
        "category": "notice",
        "signature": "",
        "opt_out": "",
        "body": "客户您好，存款于{到期日}到期，请到{网点}办理。",
    }

    def beyond(body: str, **others: str) -> list[tuple[str, ...]]:
        text = template | {"body": body} | others
        return [tuple(one) for one in comparing.compare(template, text, being_filled=True).changes]

    assert beyond(template["body"]) == []
    assert beyond("客户您好，存款于1日到期，请到{网点}办理。", signature="【甲】") == []
    changed = "客户您好，存款于1日到期，请到{网点}办理。好礼相送。"
    assert beyond(changed) == [("body", "客户您好，存款于1日到期，请到{网点}办理。", changed)]
    # What ends a sentence, or is as long as one, is no value.
    for other in ("1日到期。好礼", "好" * 41):
        assert beyond(f"客户您好，存款于{other}到期，请到{{网点}}办理。")[0][1] == template["body"]
    assert beyond("", category="promotion") == [
        ("category", "notice", "promotion"),
        ("body", template["body"], ""),
    ]


@given(st.text("甲乙{}a_", max_size=30), st.text("甲乙{}a_", max_size=30))
def test_the_template_filled_from_any_text_is_the_template_but_for_its_blanks(
    template: str, text: str
) -> None:
    made = comparing.nearest(template, text)
    for part in blanks.BLANK.split(template):
        assert made.startswith(part) or part in made
    if not blanks.found(template):
        assert made == template
