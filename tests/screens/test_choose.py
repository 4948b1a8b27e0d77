"""Who sits down in solo: the list as the roster is now, found by typing, grouped by department, with a demo's own passphrases alone."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta

import pytest

from console.acting.roll import Roll
from console.acting.sitting import Core, Seat, Sitting, seat
from console.domain.people.people import Post
from console.domain.refusals import refuse
from console.domain.rosters.rosters import AddPerson, Appoint, SetStanding
from console.domain.times import parse, render
from console.errors import ConsoleError, RefusedError
from console.screens.choose import ChoosePage, expiry_words, seats
from console.screens.session import Session
from console.signing import keys
from console.wire.duties.here import PersonRow
from tests.screens.driver import Operator, sitting
from tests.screens.personnel import published
from tests.terminal.sit import House


def session(lang: str = "zh") -> Session:
    found = Session(lambda _person: None, None, lambda _person: None, lang)  # type: ignore[arg-type, return-value]  # nobody sits
    found.departments = {"business": "业务部", "credit": "信贷部"}
    return found


def row(person: str, name: str, *posts: tuple[str, str]) -> PersonRow:
    return PersonRow(person, name, list(posts), "")


ROLL = Roll(
    [
        row("zhoujian", "周健", ("general_manager", "")),
        row("weina", "卫娜", ("drafter", "credit")),
        row("liqiang", "李强", ("supervising_manager", "business"), ("supervising_manager", "credit")),
        row("zhaomin", "赵敏", ("drafter", "business")),
    ],
    {"business": "业务部", "credit": "信贷部"},
)


def test_people_stand_by_department_in_the_rosters_order_and_once_each() -> None:
    assert [(s.group, s.name, s.posts) for s in seats(session(), ROLL, "")] == [
        ("业务部", "李强", "主管经理, 信贷部 主管经理"),
        ("", "赵敏", "起草专人"),
        ("信贷部", "卫娜", "起草专人"),
        ("全行", "周健", "总经理"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("赵", ["zhaomin"]),
        ("ZHA", ["zhaomin"]),
        ("信贷", ["liqiang", "weina"]),
        ("起草", ["zhaomin", "weina"]),
        ("总经理", ["zhoujian"]),
        ("无此人", []),
    ],
)
def test_a_text_finds_name_id_department_and_post(text: str, found: list[str]) -> None:
    assert [seat.id for seat in seats(session(), ROLL, text)] == found


def test_a_group_is_named_where_it_begins_also_under_a_filter() -> None:
    assert [seat.group for seat in seats(session(), ROLL, "起草")] == ["业务部", "信贷部"]


@pytest.mark.parametrize(
    ("days", "lang", "said"), [(30, "zh", ""), (5, "zh", "到期"), (5, "en", "ends"), (-1, "zh", "已到期")]
)
def test_the_rosters_end_is_told_of_two_weeks_before(days: int, lang: str, said: str) -> None:
    sitting_here = session(lang)

    expires = render(parse(sitting_here.now()) + timedelta(days=days))
    told = expiry_words(sitting_here, expires)
    assert (said in told) if said else told == ""


async def test_typing_filters_enter_sits_down_and_escape_takes_the_filter_away(house: House) -> None:
    async with house.app().run_test(size=(80, 24)) as pilot:
        op = Operator(pilot.app, pilot)  # type: ignore[arg-type]  # it is the console
        await op.sees("▌ 业务部", "赵敏", "全行", "杨帆")
        await op.press(*"wangfang")
        await op.until(lambda: "赵敏" not in op.screen(), "one person alone")
        await op.sees("王芳", "综合部")
        await op.press("escape")
        await op.sees("赵敏", "杨帆")
        await op.press("down", "down", "down", "up", "enter")
        await op.sees("孙丽 部门经理", "待办 3")


async def test_q_and_digits_are_letters_of_the_filter_here(house: House) -> None:
    async with house.app().run_test(size=(80, 24)) as pilot:
        op = Operator(pilot.app, pilot)  # type: ignore[arg-type]  # it is the console
        await op.sees("赵敏", "Ctrl+Q 退出")
        await op.press("q", "i", "a", "n")
        await op.until(lambda: "赵敏" not in op.screen(), "the operator alone")
        await op.sees("▌ 业务部", "钱伟")
        await op.press("ctrl+q")
        await op.sees("退出短信台")


async def test_the_list_is_as_new_as_the_moment_at_which_it_is_shown(house: House) -> None:
    async with sitting(house.app(person="hanxue")) as op:
        await op.press("f9")
        await op.sees("赵敏", "韩雪")
        assert "何青" not in op.screen()
        await op.press(*"hanxue")
        await op.sees("▌ 全行")
        await op.press("enter")
        await op.until(lambda: op.app.session.person == "hanxue", "the signer's pages")
        published(
            house,
            AddPerson("heqing", "何青", "D0101", "010-00000101", -1, keys.generate().public),
            Appoint("heqing", Post.DRAFTER, "business", render(house.core.at)),
            SetStanding("zhaomin", "left"),
        )
        house.core.at += timedelta(minutes=1)
        await op.press("f9")
        await op.sees("何青", "孙丽")
        assert "赵敏" not in op.screen()
        await op.press(*"heqing")
        await op.sees("▌ 业务部", "何青")
        await op.press("enter")
        await op.sees("何青 起草专人")


async def test_two_hundred_people_are_walked_and_found_at_eighty_columns(house: House) -> None:
    people = [
        row(f"p{n:03}", f"员工{n:03}", ("drafter", "business" if n % 2 else "credit")) for n in range(200)
    ]
    app = house.app()
    app.session.roll = lambda: Roll(people, {"business": "业务部", "credit": "信贷部"})
    async with app.run_test(size=(80, 24)) as pilot:
        op = Operator(app, pilot)
        await op.sees("员工001")
        await op.press("pagedown", "pagedown", "pagedown")
        await op.until(lambda: "员工001" not in op.screen(), "a later page")
        await op.press(*"p196")
        await op.sees("▌ 信贷部", "员工196")


async def test_only_a_key_that_the_demo_made_has_its_passphrase_printed(house: House) -> None:
    app = house.app()
    app.session.demo = lambda person: f"demo {person}" if person != "sunli" else ""
    async with app.run_test(size=(80, 24)) as pilot:
        op = Operator(app, pilot)
        screen = await op.sees("demo zhaomin", "孙丽")
        assert "demo sunli" not in screen
        await op.press(*"sunli")
        await op.press("enter")
        await op.press("3")
        await op.sees(f"{house.year}-业务部-0003")
        await op.press("enter", "a")
        screen = await op.sees("签名口令")
        assert "demo sunli" not in screen


def _begun(connect: Callable[[str], Core], person: str) -> Future[Seat]:
    begun = Future[Seat]()
    try:
        begun.set_result(seat(connect(person)))
    except RefusedError as refused:
        begun.set_exception(refused)
    return begun


async def test_who_is_named_comes_to_their_pages_and_the_list_is_there_when_they_leave(house: House) -> None:
    app = house.app(person="qianwei", begun=_begun(house.connect(), "qianwei"))
    async with app.run_test(size=(80, 24)) as pilot:
        op = Operator(app, pilot)
        await op.sees("钱伟 操作员")
        assert not any(isinstance(page, ChoosePage) for page in app.screen_stack)
        # Nothing is beneath the first page.
        await op.press("escape", "5", "escape")
        await op.sees("钱伟 操作员", "发送")
        for person, said in (("sunli", "孙丽 部门经理"), ("qianwei", "钱伟 操作员")):
            await op.press("f9")
            await op.sees("▌ 业务部", "赵敏", "杨帆")
            await op.press(*person, "enter")
            await op.sees(said)
            # What they sign is for the organisation whose root keys are pinned here.
            assert isinstance(app.session.core, Sitting)
            assert app.session.core.roots is app.session.roots


@pytest.mark.parametrize("ahead", [True, False])
async def test_who_is_named_in_vain_finds_the_list_and_why(house: House, ahead: bool) -> None:
    inside = house.connect()

    def connect(person: str) -> Core:
        if person == "nobody":
            raise RefusedError(refuse("person_not_active", "R1", person=person, standing="left"))
        return inside(person)

    app = house.app(person="nobody", begun=_begun(connect, "nobody") if ahead else None)
    app.session.connect = connect
    async with app.run_test(size=(80, 24)) as pilot:
        op = Operator(app, pilot)
        await op.sees("nobody", "已离开", "怎么办：")
        await op.press("enter")
        await op.sees("▌ 业务部", "赵敏")
        await op.press(*"qianwei", "enter")
        await op.sees("钱伟 操作员")


async def test_a_roster_that_cannot_be_read_is_told_in_words(house: House) -> None:
    def unread() -> Roll:
        raise ConsoleError("no_roster")

    app = house.app()
    app.session.roll = unread
    async with app.run_test(size=(80, 24)) as pilot:
        op = Operator(app, pilot)
        await op.sees("安装没有完成", "怎么办：")
