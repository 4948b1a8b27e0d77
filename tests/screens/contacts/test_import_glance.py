"""What stands out about an import stands beside its result: its numbers are at the desk meanwhile, in one list that nobody sees."""

from pathlib import Path
from threading import Event, Lock

import pytest
from sqlalchemy import func, select

from console.screens.contacts import import_check
from console.screens.contacts.import_check import ImportCheckPage
from console.screens.contacts.import_step import ImportStep
from console.store.contacts import contact_list, finding, list_number
from console.wire.base import Call
from console.wire.contacts import lists as list_calls
from console.wire.contacts.list_assets import ListGlance
from console.wire.contacts.optouts import AddOptOuts
from tests.screens.contacts.test_import import page_of, sign, turn, written
from tests.screens.contacts.test_import_steps import at_check, fits, states
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House

RUN = [15400000000 + nth for nth in range(12)]
ROWS = "".join(f"{one}\n" for one in RUN) + "１５４０００１００００\n"


@pytest.fixture
def file(house: House) -> Path:
    house.core.call("wangfang", AddOptOuts([RUN[0], RUN[1]], "promotion", "来电"))
    return written(house, ROWS)


class Watched:
    """The calls of the console, with how many lists of it are unfinished after each; those of a type may be held."""

    def __init__(self, op: Operator, house: House) -> None:
        self.calls: list[Call] = []
        self.most = 0
        self.hold: type[Call] | None = None
        self.go = Event()
        real, lock = op.app.session.desk().call, Lock()

        def call(_core: object, one: Call) -> object:
            if self.hold is not None and isinstance(one, self.hold):
                assert self.go.wait(60)
            with lock:
                done = real(one)
                self.calls.append(one)
                with house.core.database.reader() as conn:
                    unfinished = select(func.count()).where(contact_list.c.state == "importing")
                    self.most = max(self.most, conn.execute(unfinished).scalar_one())
            return done

        self.call = call

    def n(self, kind: type[Call]) -> int:
        return sum(isinstance(one, kind) for one in self.calls)


def watched(op: Operator, house: House, monkeypatch: pytest.MonkeyPatch) -> Watched:
    made = Watched(op, house)
    monkeypatch.setattr(type(op.app.session.core), "call", made.call)
    return made


@pytest.mark.usefixtures("file")
async def test_a_file_that_changed_is_refused_before_a_signature_though_its_numbers_are_at_the_desk(
    house: House,
) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await at_check(op)
        await op.sees("其中 2 个已退订")
        written(house, ROWS + "15400020000\n")
        await op.press("ctrl+s")
        await op.sees("读取之后文件变了")
        assert "口令" not in op.screen()


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
@pytest.mark.usefixtures("file")
async def test_it_stands_beside_the_parts_before_one_signs(
    house: House, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(house.app(person="zhaomin"), size) as op:
        seen = watched(op, house, monkeypatch)
        await at_check(op)
        screen = await op.sees("其中 2 个已退订", "连号 1 段共 12 个，最长 12 个")
        fits(screen, size)
        assert "12 个号码可以导入" in screen
        # Where there is room also what does not stand out.
        assert ("最近 30 天都没有发送过" in screen) is (size[0] > 100)
        # The desk has the numbers, and nothing that it is not asked about: no finding, no name.
        with house.core.database.reader() as conn:
            assert conn.execute(select(func.count()).select_from(list_number)).scalar_one() >= len(RUN)
            assert seen.n(list_calls.AddFindings) == 0
        await turn(op, "fullwidth")
        await op.sees("13 个号码可以导入", "其中 2 个已退订")
        await op.fill(name="十二月到期")
        await sign(op)
        await op.sees("十二月到期", "已退订")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：十二月到期，13 个号码")
        # The numbers that were counted are those that were signed: they came once for each result.
        assert seen.n(list_calls.BeginList) == 2
        assert seen.most == 1
    assert states(house) == {"ready"}
    rows = house.core.call("zhaomin", list_calls.ListsPage()).rows
    assert [row.n for row in rows if row.name == "十二月到期"] == [13]


@pytest.mark.usefixtures("file")
async def test_quick_turns_and_quick_signatures_never_make_a_second_list(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_check, "_PAUSE", 0.001)
    monkeypatch.setattr(list_calls, "NUMBERS", 3)
    async with sitting(house.app(person="zhaomin")) as op:
        seen = watched(op, house, monkeypatch)
        await at_check(op)
        for times in (1, 2, 3, 1, 1):
            await turn(op, "fullwidth", times)
        await op.until(lambda: page_of(op).reading.settled, "a settled result")
        # Signed at once, refused, signed again: while the numbers may be on their way.
        for _ in range(2):
            await sign(op)
            await op.press("escape")
            await op.sees("未签名")
            assert isinstance(op.app.screen, ImportCheckPage)
        await op.sees("其中 2 个已退订")
        await sign(op)
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：客户")
        assert seen.most == 1
        await op.press("escape")
        await op.until(lambda: not isinstance(op.app.screen, ImportStep), "the lists")
        await op.until(lambda: states(house) == {"ready"}, "no list that is not signed")
    with house.core.database.reader() as conn:
        kept = select(contact_list.c.id)
        left = select(func.count()).select_from(list_number).where(list_number.c.list_id.not_in(kept))
        assert conn.execute(left).scalar_one() == 0
        left = select(func.count()).select_from(finding).where(finding.c.list_id.not_in(kept))
        assert conn.execute(left).scalar_one() == 0


@pytest.mark.usefixtures("file")
async def test_what_stood_out_among_other_rows_is_not_shown_of_those_that_are_taken_now(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        seen = watched(op, house, monkeypatch)
        seen.hold = ListGlance
        await at_check(op)
        await op.until(lambda: seen.n(list_calls.AddNumbers) > 0, "its numbers are at the desk")
        # From here on nothing is asked anew.
        monkeypatch.setattr(import_check, "_PAUSE", 3600)
        page, before = page_of(op), page_of(op).reading.result
        await turn(op, "fullwidth", 1)
        await op.until(lambda: page.reading.settled and page.reading.result is not before, "another result")
        seen.go.set()
        await op.until(lambda: seen.n(ListGlance) == 1, "the answer about the rows of before")
        for _ in range(5):
            await op.pilot.pause(0.05)
        assert "其中 2 个已退订" not in op.screen()


@pytest.mark.parametrize("away", ["escape", "5"])
@pytest.mark.usefixtures("file")
async def test_who_leaves_the_result_leaves_no_list_though_its_numbers_are_on_their_way(
    house: House, away: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_calls, "NUMBERS", 3)
    async with sitting(house.app(person="zhaomin")) as op:
        seen = watched(op, house, monkeypatch)
        seen.hold = list_calls.AddNumbers
        await at_check(op)
        await op.sees("正在算与其他名单的重号")
        await op.until(lambda: states(house) == {"ready", "importing"}, "a list on its way")
        assert not page_of(op).unanswered
        await op.press(away)
        await op.until(lambda: not isinstance(op.app.screen, ImportCheckPage), "elsewhere")
        seen.go.set()
        await op.until(lambda: states(house) == {"ready"}, "no list that is not signed")
        assert seen.n(ListGlance) == 0


@pytest.mark.usefixtures("file")
async def test_a_desk_that_has_dropped_the_list_gets_it_again(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await at_check(op)
        await op.sees("其中 2 个已退订")
        # As after a cut line.
        with house.core.database.reader() as conn:
            unfinished = select(contact_list.c.id).where(contact_list.c.state == "importing")
            (gone,) = conn.execute(unfinished).scalars()
        house.core.call("zhaomin", list_calls.DropList(gone))
        await sign(op)
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：客户，12 个号码")
    assert states(house) == {"ready"}
