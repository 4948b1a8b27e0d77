"""Every send under way on one page, a hold from there, and what became of the recipients as a file."""

import openpyxl
import pytest
from textual.widgets import Static

from console.errors import ConsoleError
from console.screens.sending import results
from console.screens.sending import running as page
from console.screens.sending.running import Running
from console.wire import dispatch
from console.wire.sending import sends
from tests.screens.driver import Operator, sitting
from tests.services.core import Core
from tests.services.two_person.test_pairs import told
from tests.terminal.sit import House

NONE = {"zh": "现在没有在发的短信", "en": "Nothing is being sent now"}
PARTS = {
    "zh": ["已送达 1,234", "等结果 700", "失败 61", "没有结果 5", "未发出 1,000"],
    "en": ["1,234", "700", "61", "5", "1,000"],
}


def running(core: Core, n: int = 20, **tally: int) -> int:
    request = core.cleared(n=n)
    core.step("qianwei", "release", request, slot=1, count=n)
    told(core, request, "started", **(tally or {"queued": n}))
    return request


async def watch(op: Operator) -> None:
    await op.press("5")
    await op.until(lambda: getattr(op.app.screen, "SCOPE", "") == "sends", "the list of sends")
    await op.press("w")
    await op.until(lambda: getattr(op.app.screen, "SCOPE", "") == "running", "the page")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 23), (80, 24), (120, 40), (60, 20), (20, 5)])
async def test_each_send_has_its_bar_and_its_figures(house: House, lang: str, size: tuple[int, int]) -> None:
    tally = {
        "queued": 1_000,
        "accepted": 700,
        "delivered": 1_234,
        "undelivered": 60,
        "refused": 1,
        "unknown": 5,
    }
    first = running(house.core, 3_000, **tally)
    second = running(house.core)
    async with sitting(house.app(lang, "qianwei"), size) as op:
        await watch(op)
        await op.until(lambda: len(op.app.screen.query(Running)) == 2, "both sends")
        frames = {frame.row.request: frame for frame in op.app.screen.query(Running)}
        assert set(frames) == {first, second}
        said = "\n".join(line.plain for line in frames[first]._lines)
        assert all(part in said for part in PARTS[lang])
        assert "3,000" in said
        bar = next(line for line in said.split("\n") if "█" in line)
        assert bar.strip("█") == ""


async def test_nothing_is_sent_and_the_page_says_so(house: House) -> None:
    for lang in ("zh", "en"):
        async with sitting(house.app(lang, "qianwei")) as op:
            await watch(op)
            await op.sees(NONE[lang])
            # Nothing is there to be held, so the key says so before it is pressed, and after.
            await op.sees({"zh": "(h 暂停)", "en": "(h hold)"}[lang])
            await op.press("h")
            await op.sees({"zh": "怎么办", "en": "What next"}[lang])


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_what_has_no_room_on_the_page_is_counted(
    house: House, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "_MOST", 2)
    for _ in range(3):
        running(house.core)
    async with sitting(house.app(lang, "qianwei"), (80, 40)) as op:
        await watch(op)
        await op.sees(
            {"zh": "只列前 2 次，还有 1 次；Esc", "en": "The first 2 are shown, 1 more run; Esc"}[lang]
        )
        assert len(op.app.screen.query(Running)) == 2


async def test_what_begins_and_ends_comes_and_goes_by_itself(house: House) -> None:
    first = running(house.core)
    async with sitting(house.app("zh", "qianwei")) as op:
        await watch(op)
        await op.until(lambda: len(op.app.screen.query(Running)) == 1, "one send")
        second = running(house.core)
        await op.until(lambda: len(op.app.screen.query(Running)) == 2, "another one")
        told(house.core, first, "done", delivered=20)
        await op.until(
            lambda: [one.row.request for one in op.app.screen.query(Running)] == [second], "one less"
        )
        await op.press("enter")
        await op.sees("等结果", "链路")
        assert op.app.screen.request == second  # type: ignore[attr-defined]


async def test_a_send_is_held_from_the_page(house: House) -> None:
    running(house.core)
    second = running(house.core)
    app = house.app("zh", "qianwei")
    app.session.custody = lambda _question: {"hold": 1}
    async with sitting(app) as op:
        await watch(op)
        await op.until(lambda: len(op.app.screen.query(Running)) == 2, "both sends")
        await op.until(lambda: isinstance(op.app.screen.focused, Running), "one of them in front")
        while op.app.screen.focused.row.request != second:  # type: ignore[union-attr]
            await op.press("down")
        await op.press("h")
        await op.sees("立刻暂停")
        await op.press("y")
        await op.sees("✓ 已暂停：")
    rows = house.core.call("dispatch-1", dispatch.PullReleased(["demo"])).rows
    assert {row.request: row.wish for row in rows}[second] == "hold"


async def test_the_question_names_the_send_that_came_to_the_front_by_itself(house: House) -> None:
    first, second = running(house.core), running(house.core)
    number = {one: house.core.view("qianwei", one).row.number for one in (first, second)}
    async with sitting(house.app("zh", "qianwei")) as op:
        await watch(op)
        await op.until(lambda: len(op.app.screen.query(Running)) == 2, "both sends")
        await op.until(lambda: isinstance(op.app.screen.focused, Running), "one of them in front")
        front = op.app.screen.focused.row.request  # type: ignore[union-attr]
        other = second if front == first else first
        told(house.core, front, "done", delivered=20)
        await op.until(lambda: len(op.app.screen.query(Running)) == 1, "one less")
        await op.press("h")
        await op.sees("立刻暂停")
        question = op.app.screen.query_one(".body", Static).content
        assert f"{number[other]}.1" in str(question)


async def test_the_page_does_not_end_with_a_desk_that_does_not_answer(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    running(house.core)
    async with sitting(house.app("zh", "qianwei")) as op:
        await watch(op)
        await op.until(lambda: len(op.app.screen.query(Running)) == 1, "the send")

        def gone(_call: object) -> None:
            raise ConsoleError("desk_gone")

        monkeypatch.setattr(op.app.session.core, "call", gone, raising=False)
        await op.sees("● 业务台没有应答")


async def test_the_results_are_a_file_with_every_recipient_masked(house: House) -> None:
    request = running(house.core)
    number = house.core.view("qianwei", request).row.number
    async with sitting(house.app("zh", "qianwei")) as op:
        await op.press("5")
        await op.sees("▌ ")
        while op.app.screen.here.request != request:  # type: ignore[attr-defined]
            await op.press("down")
        await op.press("enter")
        await op.sees(f"{number}.1")
        await op.press("e")
        await op.sees("没收到的在前", "号码掩码")
        await op.fill(line_name="results")
        await op.press("ctrl+s")
        await op.sees("✓", "results.xlsx")
    made = house.folder / "results.xlsx"
    assert made.stat().st_mode & 0o777 == 0o600
    sheet = openpyxl.load_workbook(made).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    assert len(rows) == 20
    assert all("****" in str(row[1]) for row in rows), rows[0]
    assert head[1:3] == ("手机号", "状态")


def test_who_was_not_reached_comes_first_by_state_and_reason() -> None:
    told = [("delivered", ""), ("unknown", ""), ("undelivered", "9"), ("made_up", ""), ("undelivered", "2")]
    told.append(("refused", "5"))
    rows = [sends.RecipientRow("154****0001", *one, "", nth) for nth, one in enumerate(told)]
    assert [(row.state, row.code) for row in sorted(rows, key=results._by_reason)] == [
        ("refused", "5"),
        ("undelivered", "2"),
        ("undelivered", "9"),
        ("unknown", ""),
        ("delivered", ""),
        ("made_up", ""),
    ]
