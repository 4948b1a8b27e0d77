"""The second step shows the beginning of a long file while the file is read; keys work meanwhile, and the whole file decides."""

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from console.contacts import importing
from console.contacts.errors import ImportCancelledError
from console.contacts.importing import Reading
from console.contacts.messages import Preview, Progress
from console.contacts.source import open_source
from console.locale.words import text
from console.screens.contacts import import_words
from console.screens.contacts.import_check import ImportCheckPage
from console.screens.contacts.import_columns import ImportColumnsPage
from console.screens.contacts.import_file import ImportFilePage
from console.screens.contacts.import_step import ImportStep
from console.screens.contacts.import_work import WORK, ImportWork
from tests.screens.contacts.test_import import page_of
from tests.screens.contacts.test_import_steps import at_file
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House

ROWS = 30_000
TWO = "手机号码,备用电话\n" + "".join(f"{15400000000 + n},{15500000000 + n}\n" for n in range(ROWS))
LATE = "mobile\n" + "".join(f"{15400000000 + n}\n" for n in range(ROWS))
NAMES = "张三\n李四\n" * 40


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Event:
    """What lets the reading of the whole go on; it can be cancelled meanwhile."""
    go, real = Event(), Reading.preview

    def preview(
        self: Reading,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] = bool,
    ) -> Preview:
        # Whoever peeks at a file beside its name is held up by nothing.
        while progress is not None and not go.wait(0.01):
            if cancelled():
                self.close()
                raise ImportCancelledError
        return real(self, progress or (lambda _: None), cancelled)

    monkeypatch.setattr(Reading, "preview", preview)
    return go


def at_beginning(
    house: House, data: bytes, name: str, size: tuple[int, int] = (80, 24)
) -> AbstractAsyncContextManager[Operator]:
    (house.folder / name).write_bytes(data)
    return sitting(house.app(person="zhaomin"), size)


async def shown(op: Operator, *words: str) -> str:
    await at_file(op)
    await op.press("enter")
    return await op.sees(text("import_view.which", "zh"), *words)


def work_of(op: Operator) -> ImportWork:
    work = op.app.session.drafts.work("zhaomin", WORK, lambda: ImportWork("business"))
    assert isinstance(work, ImportWork)
    return work


async def on(op: Operator, step: type[ImportStep]) -> None:
    await op.until(lambda: isinstance(op.app.screen, step) and not page_of(op).reading.running, step.__name__)


@pytest.mark.parametrize("size", [(80, 23), (120, 40), (20, 5)])
async def test_the_first_rows_are_there_before_the_file_is_read_and_the_counts_when_it_is(
    house: House, held: Event, size: tuple[int, int]
) -> None:
    async with at_beginning(house, TWO.encode(), "客户.csv", size) as op:
        if size == (20, 5):
            await op.press("4")
            await op.press("i")
            await op.until(lambda: isinstance(op.app.screen, ImportFilePage), "the first step")
            await op.until(lambda: page_of(op).query_one("#files").row is not None, "the file")  # type: ignore[attr-defined]
            await op.press("enter")
            await op.until(lambda: isinstance(op.app.screen, ImportColumnsPage), "the second step")
        else:
            screen = await shown(op, "154****0000", "A  手机号码", "先看开头，行数读完才知道")
            assert "30,001 行" not in screen
        await op.until(lambda: page_of(op).reading.running, "the file is read on")
        if size != (20, 5):
            await op.sees("Esc 停")
        held.set()
        await on(op, ImportColumnsPage)
        if size != (20, 5):
            screen = await op.sees("30,001 行", "B 列还有 30,000 个手机号")
            assert "先看开头" not in screen
        await op.press("enter")
        await op.until(lambda: isinstance(op.app.screen, ImportCheckPage), "the findings")
        assert op.app._exception is None


async def test_another_column_is_taken_at_once_and_enter_goes_on_when_the_file_is_read(
    house: House, held: Event
) -> None:
    async with at_beginning(house, TWO.encode(), "客户.csv") as op:
        await shown(op, "A  手机号码")
        # No key waits for what is read meanwhile, not even one that is refused.
        assert not page_of(op).unanswered
        await op.press("s")
        await op.sees("没有别的表")
        await op.press("escape", "l")
        await op.sees("B  备用电话")
        await op.press("down", "enter")
        await op.sees("只收 B 列的号码", "先看开头")
        await op.until(lambda: page_of(op).reading.running, "the file is read on")
        await op.press("enter")
        await op.sees("文件还没读完，读完就核对")
        held.set()
        await op.sees("30,000 个号码可以导入")
        result = page_of(op).reading.result
        assert result is not None
        assert result.numbers[0] == 15500000000
        assert result.source.column == "B"
        with open_source(house.folder / "客户.csv") as source:
            checked = importing.run(source, accept=frozenset(), column="B")
        with checked.findings:
            assert (checked.numbers, checked.counts) == (result.numbers, result.counts)


async def test_who_is_choosing_when_the_file_is_read_is_not_taken_away_from_it(
    house: House, held: Event
) -> None:
    async with at_beginning(house, TWO.encode(), "客户.csv") as op:
        await shown(op, "先看开头")
        await op.press("enter")
        await op.sees("读完就核对")
        await op.press("l")
        await op.sees("B  备用电话")
        held.set()
        await op.until(lambda: work_of(op).preview.whole, "the whole file")  # type: ignore[union-attr]
        await op.press("down", "enter")
        await op.sees("只收 B 列的号码", "30,001 行")
        await on(op, ImportColumnsPage)
        assert page_of(op).reading.result is None


async def test_esc_goes_back_at_once_and_the_file_can_be_taken_again(house: House, held: Event) -> None:
    async with at_beginning(house, LATE.encode(), "客户.txt") as op:
        await shown(op, "先看开头")
        await op.press("escape")
        await on(op, ImportFilePage)
        await op.press("5")
        await op.until(lambda: not isinstance(op.app.screen, ImportStep), "the sends")
        await op.press("4")
        await op.press("i")
        await on(op, ImportFilePage)
        page_of(op).query_one("#files").focus()
        await op.press("enter")
        await op.sees("先看开头")
        # Elsewhere and back: the file is read on.
        await op.press("5")
        await op.until(lambda: not isinstance(op.app.screen, ImportStep), "the sends")
        held.set()
        await op.press("4")
        await op.press("i")
        await op.sees("30,001 行")
        await on(op, ImportColumnsPage)


async def test_where_the_whole_file_says_otherwise_enter_that_was_pressed_before_commits_to_nothing(
    house: House, held: Event
) -> None:
    data = LATE.encode() + NAMES.encode("gb18030")
    async with at_beginning(house, data, "客户.txt") as op:
        await shown(op, "utf-8", "先看开头")
        await op.press("enter")
        await op.sees("读完就核对")
        held.set()
        await op.sees("编码判断为 gb18030，不是开头像的 utf-8", "与开头看到的不同")
        await on(op, ImportColumnsPage)
        assert page_of(op).reading.result is None
        await op.press("enter")
        await op.sees("30,000 个号码可以导入")
        await op.press("escape")
        # The person chooses by themselves: then the beginning and the whole agree.
        await op.press("c")
        await op.fill(filter="utf-8")
        await op.press("enter")
        await on(op, ImportColumnsPage)
        await op.until(lambda: page_of(op).reading.preview.whole, "the whole file")  # type: ignore[union-attr]
        assert "与开头" not in op.screen()
        assert "开头像的" not in op.screen()


async def test_one_odd_octet_late_in_a_file_is_a_finding_and_holds_up_nothing(
    house: House, held: Event
) -> None:
    async with at_beginning(house, LATE.encode() + b"1540\xff00001\n", "客户.txt") as op:
        await shown(op, "先看开头")
        await op.press("enter")
        await op.sees("读完就核对")
        held.set()
        await op.sees("30,000 个号码可以导入", "有读不成文字的字节")


async def test_a_file_that_is_refused_at_its_end_can_be_read_in_another_encoding(
    house: House, held: Event
) -> None:
    # Of the whole hardly a row is text; its beginning is.
    data = LATE.encode() + b"\xff\xff\n" * ROWS * 20
    async with at_beginning(house, data, "客户.txt") as op:
        await shown(op, "先看开头")
        await op.press("enter")
        held.set()
        await op.sees("整份文件读不成文字")
        await op.press("escape")
        await on(op, ImportColumnsPage)
        assert page_of(op).reading.result is None
        await op.press("c")
        # The first that fits is what was found out.
        await op.fill(filter="utf-8")
        await op.press("down", "enter")
        await op.sees("630,001 行")
        await op.press("enter")
        await op.sees("30,000 个号码可以导入", "有读不成文字的字节")


def test_where_the_bar_has_no_room_the_figures_begin_their_line() -> None:
    session: Any = SimpleNamespace(t=lambda _key, **_said: "12345")
    reading: Any = SimpleNamespace(progress=(1, 0), begun=time.monotonic())
    for width in (6, 5):
        (shown,) = import_words.progress(session, reading, width)
        assert shown.plain.rstrip() == "12345", width
