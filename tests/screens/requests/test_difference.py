"""Two versions of a request side by side, computed from what was signed."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from rich.cells import cell_len
from rich.text import Text

from console.acting.approvals.versions import Version, follows
from console.acting.approvals.versions import of_view as version_of
from console.domain import acts
from console.domain.differences import pieces
from console.domain.people.people import Post
from console.domain.times import render
from console.errors import ConsoleError
from console.screens.requests.difference import change_words, marked
from console.screens.requests.request_view import whole_words
from console.screens.session import Session
from console.screens.statement import chain_words
from console.signing.statements import decode
from console.widgets.columns import beside, folded
from console.widgets.show import show
from console.wire import calls
from console.wire.requests.rows import RequestView
from tests.screens.driver import sitting
from tests.terminal.sit import House

REASON = "日期写错，名单请换成十五日到期的客户"


@pytest.fixture
def resubmitted(house: House) -> House:
    """A house whose newest request came back with another text, list and purpose."""
    core = house.core
    request = core.requested("notice", n=25, remarks="加急")
    core.step("sunli", "return", request, text=REASON)
    draft = core.view("zhaomin", request).draft
    again = msgspec.structs.replace(
        draft,
        body="您的定期存款将于12月15日到期,请尽快到开户网点办理。",
        purpose="提醒客户办理12月15日到期的存款",
        slots=[msgspec.structs.replace(draft.slots[0], list_id=core.add_list(n=31))],
        remarks="",
    )
    core.submit(again, "zhaomin", request)
    return house


def newest(house: House) -> int:
    return int(house.core.call("zhoujian", calls.RequestsPage()).rows[0].id)


async def test_a_card_that_came_back_shows_first_why_it_was_returned_and_what_changed(
    resubmitted: House,
) -> None:
    async with sitting(resubmitted.app(person="sunli")) as op:
        await op.press("3")
        await op.sees(f"  {resubmitted.year}-业务部-0004")
        await op.press("end")
        await op.sees(f"▌ {resubmitted.year}-业务部-0004")
        await op.press("enter")
        screen = await op.sees("退回后重报", "孙丽退回，原因", "日期写错")
        # That the version before was a notice, too, is nothing that somebody changed.
        assert "原类别" not in screen
        assert "- 您的定期存款将于12月[-1-]日到期,请[-及时-]办理。" in screen
        assert "+ 您的定期存款将于12月{+15+}日到期,请{+尽快到开户网点+}办" in screen
        await op.press("d")
        await op.sees(f"{resubmitted.year}-业务部-0004：v1 与 v2", "f 展开折起")
        await op.press("escape")
        await op.sees("退回后重报")
        await op.press("v")
        await op.sees("申请内容")


async def test_from_a_hundred_columns_on_old_and_new_stand_in_line_beside_each_other(
    resubmitted: House,
) -> None:
    async with sitting(resubmitted.app(person="sunli"), (110, 40)) as op:
        await op.press("2")
        await op.sees(f"{resubmitted.year}-业务部-0004")
        await op.press("enter")
        await op.sees("短信全文", "看版本")
        await op.press("c")
        screen = await op.sees("v1 与 v2", "客户名单", "没有改：")
        body = [one for one in screen.split("\n") if one.count(" | ") == 2 and not one.startswith(" 短信台")]
        assert len(body) > 8
        bars = {tuple(cell_len(one[:at]) for at in _bars(one)) for one in body}
        assert len(bars) == 1, bars
        assert any("[-25-]" in one and "{+31+}" in one for one in body)
        assert "发送对象" in screen.partition("没有改：")[2]
        await op.press("f")
        await op.sees("本行定期存款客户")


def _bars(line: str) -> list[int]:
    return [at for at, character in enumerate(line) if line[at : at + 3] == " | " and character == " "]


def test_a_request_in_full_tells_who_signed_it(resubmitted: House) -> None:
    session = Session(lambda _person: None, None, lambda _person: None)  # type: ignore[arg-type, return-value]  # nobody sits
    view = resubmitted.core.view("sunli", newest(resubmitted))
    said = whole_words(session, view, 0, 100).plain
    assert view.steps
    assert chain_words(session, view.steps).plain in said


async def test_the_first_version_has_nothing_to_compare(house: House) -> None:
    async with sitting(house.app("en", person="sunli")) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-业务部-0003")
        await op.press("enter")
        await op.sees("Scale and cost")
        await op.press("d")
        await op.sees("There is only one version.")


async def test_any_two_of_three_versions_can_be_chosen(resubmitted: House) -> None:
    core, request = resubmitted.core, newest(resubmitted)
    core.step("sunli", "return", request, text="再改")
    core.submit(
        msgspec.structs.replace(core.view("zhaomin", request).draft, remarks="第三稿"), "zhaomin", request
    )
    async with sitting(resubmitted.app(person="sunli")) as op:
        await op.press("3")
        await op.sees(f"  {resubmitted.year}-业务部-0004")
        await op.press("end")
        await op.sees(f"▌ {resubmitted.year}-业务部-0004")
        await op.press("enter")
        await op.sees("v2 于", "原因：再改", "第三稿")
        await op.press("d")
        await op.sees("v2 与 v3")
        await op.press("v")
        await op.sees("v1 - v3")
        await op.fill(filter="v1 - v3")
        await op.press("enter")
        await op.sees("v1 与 v3", "v1 于", "[-25-]")


# ---- what the desk tells is not believed


@pytest.fixture
def versions(resubmitted: House) -> tuple[RequestView, RequestView]:
    request = newest(resubmitted)
    first, second = (resubmitted.core.call("sunli", calls.RequestDetail(request, v)) for v in (1, 2))
    return first, second


def test_a_newest_version_that_is_not_the_one_to_be_signed_is_not_shown(
    versions: tuple[RequestView, RequestView],
) -> None:
    forged = msgspec.structs.replace(versions[1], digest="0" * 64)
    with pytest.raises(ConsoleError, match="prepared_differs"):
        version_of(forged)


def test_an_older_version_must_be_the_one_that_the_newer_was_signed_after(
    versions: tuple[RequestView, RequestView],
) -> None:
    before, after = version_of(versions[0]), version_of(versions[1])
    follows(before, after)
    kinder = versions[0].statement.replace("12月1日", "12月15日")
    assert kinder != versions[0].statement
    with pytest.raises(ConsoleError, match="prepared_differs"):
        follows(version_of(msgspec.structs.replace(versions[0], statement=kinder)), after)


# ---- every field


OTHER: dict[str, Any] = {
    "category": acts.Category.OTHER,
    "category_was": "promotion",
    "basis": acts.Basis.DUTY,
    "applied_on": "2026-01-02",
    "checks": acts.SelfChecks(harmless=False, unclassified=True, third_party=False, third_party_approval=""),
    "quoted": [acts.Quoted("95500", registered=True)],
    "text": acts.Text("【云岭示范银行】", "别的正文", ""),
    "rate": 77,
    "cost": acts.Cost(30, 1, 2, 20, 80),
    "route": [Post.GENERAL_MANAGER],
    "accept": True,
    "policy_digest": "ab" * 32,
    "attachments": [acts.Attachment("公文.pdf", "cd" * 32)],
    "template": acts.TemplateUsed("到期提醒", 1, "ef" * 32),
}
CARRIED = {"org", "by", "at", "roster", "number", "version", "previous"}


@pytest.fixture
def reading(house: House) -> Session:
    return Session(lambda _: house.connect()("sunli"), None, house.keys, "zh")


@pytest.mark.parametrize("field", [f for f in acts.REQUEST.__struct_fields__ if f not in CARRIED])
def test_a_change_of_any_field_of_the_form_is_shown(house: House, reading: Session, field: str) -> None:
    act = decode(house.core.view("sunli", newest(house)).statement.encode())
    assert isinstance(act, acts.REQUEST)
    old = getattr(act, field)
    if field == "slots":
        later = render(datetime.now(UTC) + timedelta(days=3))
        changed: Any = [msgspec.structs.replace(old[0], closes=later)]
    else:
        changed = OTHER.get(field, f"{old}改")
    assert changed != old
    before, after = (
        Version(one, "", {}, None) for one in (act, msgspec.structs.replace(act, **{field: changed}))
    )
    words = change_words(reading, before, after, 76).plain
    assert "\n+ " in words, words
    assert reading.t("request.same") not in words


def test_versions_that_say_the_same_are_said_to(house: House, reading: Session) -> None:
    act = decode(house.core.view("sunli", newest(house)).statement.encode())
    assert isinstance(act, acts.Request)
    one = Version(act, "", {}, None)
    assert reading.t("request.same") in change_words(reading, one, one, 76).plain


# ---- columns


def test_folding_keeps_every_character_within_the_width_and_breaks_between_words() -> None:
    text = Text("您的存款ab到期, please come soon\n\n第二段")
    lines = folded(text, 10)
    assert all(line.cell_len <= 10 for line in lines)
    assert "".join(line.plain for line in lines) == text.plain.replace("\n", "")
    assert [line.plain for line in folded(Text("please come soon"), 12)] == ["please come ", "soon"]


def test_columns_of_wide_characters_stay_in_line() -> None:
    drawn = beside([(Text("用途"), 6), (Text("提醒客户ab办理到期存款"), 9), (Text("x"), 5)])
    rows = drawn.plain.split("\n")
    assert len(rows) == 3
    assert {cell_len(row[: row.rindex(" | ")]) for row in rows} == {6 + 3 + 9}


def test_a_mark_cannot_carry_what_the_terminal_would_act_on() -> None:
    drawn = marked(pieces("a\x1b[2Jb", "a\x1b[31mb\u202e")).plain
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn


@pytest.mark.parametrize("width", range(12, 40))
def test_a_figure_before_a_comma_is_cut_at_no_width(width: int) -> None:
    lines = folded(show("曾经发过：2027-业务部-0009、2027-业务部-0010、2027-业务部-0011"), width)
    said = [one.plain for one in lines]
    assert "".join(said) == "曾经发过：2027-业务部-0009、2027-业务部-0010、2027-业务部-0011"
    assert not [one for one in said if one[0] in "、：" or re.match(r"\d{1,3}(\D|$)", one)], said
