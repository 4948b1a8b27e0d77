"""At 80 columns nothing of the queue, the todo and the chase board is cut, in either language; and empty lists say what to do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from console.domain.categories import Category
from console.domain.people.people import Post
from console.domain.times import render
from console.launch.organisation import build
from console.locale import words
from console.screens.empty import SPOKEN
from console.screens.session import Session
from console.views import ends
from console.views.duties import TODO
from console.widgets.show import cells
from console.wire.duties.deadlines import KINDS
from tests.screens.driver import sitting
from tests.services.core import one_clock, open_core
from tests.terminal.sit import House, furnish
from tools.check_locale import load

LANGUAGES = ("zh", "en")
LEVELS = (Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER, "accept")


def session(lang: str) -> Session:
    return Session(lambda _person: None, None, lambda _person: None, lang)  # type: ignore[arg-type, return-value]  # nobody sits


@pytest.mark.parametrize(("lang", "size"), [("zh", (80, 24)), ("en", (120, 40))])
async def test_heads_and_words_fit_their_columns(house: House, lang: str, size: tuple[int, int]) -> None:
    spoken: dict[str, set[str]] = {
        "todo": {key.partition(".")[2] for key in load() if key.startswith("todo.")},
        "chase": set(KINDS),
        "category": {str(one) for one in Category},
        "post_short": {str(one) for one in LEVELS},
    }
    async with sitting(house.app(lang, person="wangfang"), size=size) as op:
        for keys, kinds in (
            ("1", {1: "todo"}),
            ("3", {2: "post_short", 3: "category"}),
            ("8c", {1: "chase"}),
        ):
            await op.press(*keys)
            await op.until(lambda: op.app.screen.query("#records"), "a list")  # type: ignore[arg-type, return-value]  # truth
            columns = op.app.screen.records.columns  # type: ignore[attr-defined]  # a list page
            for nth, column in enumerate(columns):
                room = column.width or 80
                assert cells(column.head) <= room, column.head
                for code in spoken[kinds[nth]] if nth in kinds else ():
                    word = words.named(kinds[nth], code, lang)
                    assert cells(word) <= room, (word, room)
            # Spare columns give way before anything is cut.
            firm = [column for column in columns if not column.spare]
            used = sum(column.width for column in firm) + len(firm) + 1
            # The frame takes two cells.
            assert used + 10 <= 78
            # What the roster lacks stands in the column that takes the rest, on the board after its department.
            for key in (key for key in load() if key.startswith("lacking_short.") and keys in {"1", "8c"}):
                word = words.text(key, lang)
                assert cells(word) <= 78 - used - (7 if keys == "8c" else 0), word


DUE = next(one for one in TODO.at("l") if one.name == "due")
FRIDAY = datetime(2026, 11, 27, 19, 22, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("later", "days", "zh", "en"),
    [
        (timedelta(minutes=98), 0, "今天 21:00", "today 21:00"),
        (timedelta(hours=11, minutes=53), 0, "明天(周六) 07:15", "tomorrow 07:15"),
        (timedelta(days=2, hours=-7, minutes=-22), 0, "周日 12:00", "Sun 12:00"),
        (timedelta(days=3, hours=-7, minutes=-22), 1, "周一 12:00", "Mon 12:00"),
        (timedelta(days=6), 4, "周四 19:22", "Thu 19:22"),
        # In a week the day's name would be that of today.
        (timedelta(days=7), 5, "12-04 剩5工作日", "12-04, 5 wdays"),
        (timedelta(days=18), 12, "12-15 剩12工作日", "12-15, 12 wdays"),
        (timedelta(days=9), 1, "12-06 剩1工作日", "12-06, 1 wday"),
        (timedelta(), 0, "刚刚逾期", "just overdue"),
        (timedelta(hours=-1), 0, "逾期 1 小时", "1 h overdue"),
        (timedelta(hours=-23), 0, "逾期 23 小时", "23 h overdue"),
        (timedelta(days=-1), 0, "逾期 1 天", "1 day overdue"),
        # Days of the calendar, as filing counts them: this was due on Wednesday night.
        (timedelta(hours=-44), 0, "逾期 2 天", "2 days overdue"),
        (timedelta(days=-3), 0, "逾期 3 天", "3 days overdue"),
    ],
)
def test_until_when_names_the_day_and_fits_its_column(
    monkeypatch: pytest.MonkeyPatch, later: timedelta, days: int, zh: str, en: str
) -> None:
    monkeypatch.setattr(Session, "now", lambda _: render(FRIDAY))
    for lang, words_ in (("zh", zh), ("en", en)):
        assert ends.short(session(lang).viewer, render(FRIDAY + later), days) == words_
        assert cells(words_) <= DUE.shown.width[LANGUAGES.index(lang)]


@pytest.mark.parametrize(
    ("later", "days", "zh", "en"),
    [
        (timedelta(minutes=98), 0, "今天（周五），今天到期", "today (Friday), it ends today"),
        (
            timedelta(hours=11, minutes=53),
            0,
            "明天（周六），到期前不再有工作日",
            "tomorrow (Saturday), no working day left before it ends",
        ),
        (timedelta(days=3), 1, "周一，剩 1 个工作日", "Monday, 1 working day left"),
        (timedelta(days=18), 12, "周二，剩 12 个工作日", "Tuesday, 12 working days left"),
        (timedelta(hours=-2), 0, "逾期 2 小时", "2 h overdue"),
    ],
)
def test_the_whole_of_it_says_instant_day_and_what_is_left(
    monkeypatch: pytest.MonkeyPatch, later: timedelta, days: int, zh: str, en: str
) -> None:
    monkeypatch.setattr(Session, "now", lambda _: render(FRIDAY))
    for lang, words_ in (("zh", zh), ("en", en)):
        here, due = session(lang), render(FRIDAY + later)
        assert ends.full(here.viewer, due, days) == f"{here.when(due)}\n{words_}"


def test_what_nothing_ends_says_nothing() -> None:
    here = session("zh")
    assert ends.short(here.viewer, "", -1) == ends.full(here.viewer, "", -1) == ""


@pytest.mark.parametrize(
    ("hour", "todo", "pane", "queue"),
    [
        (9, "today 17:00", "today (Wednesday), it ends", "today 17:00"),
        # Eight hours later is Thursday then.
        (20, "tomorrow 04:00", "tomorrow (Thursday), 1", "tomorrow 04:00"),
    ],
)
async def test_the_queue_and_the_todo_show_what_ends_and_the_pane_how_long_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hour: int, todo: str, pane: str, queue: str
) -> None:
    wednesday = datetime(2026, 11, 25, hour, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)
    house = furnish(tmp_path, now=wednesday)
    one_clock(house.core, monkeypatch)
    async with sitting(house.app("en", person="sunli"), size=(120, 40)) as op:
        await op.sees(todo, pane)
        await op.press("3")
        await op.sees("decide by", "dept mgr", queue)
    house.core.database.close()


# ---- empty lists


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[House]:
    """An organisation in which nobody has done anything yet."""
    now = datetime.now(UTC)
    # Founded just now: in the first hour of a quarter an older one would have the quarter before to file.
    core = open_core(f"sqlite:///{tmp_path / 'desk.sqlite3'}", build(now), now + timedelta(hours=1))
    core.at = now
    yield House(core, tmp_path)
    core.database.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_an_empty_list_says_fits_a_line_for_every_post(lang: str) -> None:
    for page, posts in SPOKEN.items():
        for post in (*posts, "none", *(() if page == "todo" else ("other",))):
            for line in words.text(f"empty.{page}.{post}", lang).split("\n"):
                # Beside a pane, at 120 columns, there is the least room.
                assert cells(line) <= 72, (page, post, line)


SIGN = {"sunli", "liqiang", "zhoujian"}
WALK = {"zhaomin", "qianwei", "shenyu"}
"""For whose posts other pages have words of their own (`SPOKEN`), and one of all those who read the same there."""


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("zhaomin", "4、i 导入通讯录"),
        ("qianwei", "等您放行"),
        ("sunli", "部门管理规定要签"),
        ("liqiang", "主管经理：部门经理批过的推广"),
        ("zhoujian", "总经理："),
        ("wangfang", "接收，操作员申请等您存档"),
        ("fenglei", "您不起草、不审批、不放行（R12）"),
        ("hanxue", "n 提出新一版"),
        ("shenyu", "审计员：只看不办"),
    ],
)
async def test_an_empty_organisation_tells_everybody_what_to_do_first(
    empty_house: House, person: str, said: str
) -> None:
    async with sitting(empty_house.app(person=person)) as op:
        # A manager owes the department's rules from the first day (R0).
        await op.sees(*([] if person == "sunli" else ["没有等您办的事。"]), said)
        if person in SIGN | WALK:
            await op.press("3")
            await op.sees("没有等您审批的申请。", "d 找人代签" if person in SIGN else "。")
        if person in WALK:
            await op.press("2")
            await op.sees("还没有申请。", "n 新建" if person == "zhaomin" else "起草专人提交后出现在这里")
            await op.press("4")
            await op.sees("还没有通讯录。", "i 导入" if person == "zhaomin" else "起草专人导入")
            await op.press("5")
            await op.sees("没有可发送的申请。", "由您放行" if person == "qianwei" else "由操作员放行")


async def test_a_filter_that_fits_nothing_says_so_and_not_that_there_is_nothing(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("2")
        await op.sees(f"{house.year}-业务部-0001")
        await op.press("slash", *"zzz", "enter")
        await op.sees("没有符合筛选的。")
        await op.press("escape")
        await op.sees(f"{house.year}-业务部-0001")
