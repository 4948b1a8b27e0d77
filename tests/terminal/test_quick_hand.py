"""What is typed faster than pages come: every key goes where the person sees it go at the end, none is lost, none acts on something else."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal.test_scenarios import Terminal


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[[str], Terminal]]:
    opened: list[Terminal] = []

    def start(person: str = "") -> Terminal:
        (tmp_path / "sit").mkdir()
        opened.append(Terminal(tmp_path, "tests.terminal.sit", str(tmp_path / "sit"), "zh", person))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def test_a_person_is_chosen_and_a_form_begun_in_one_burst(started: Callable[[str], Terminal]) -> None:
    at = started("")
    at.sees("选择操作人", "孙丽")
    at.press("zhaomin", "Enter", "2", "n", "Tab", "Tab", "急用", "Tab", "0105555", "F2", "77")
    at.sees("purpose", "急用", "010555577")


def test_yes_typed_after_the_question_of_leaving_ends_the_console(started: Callable[[str], Terminal]) -> None:
    at = started("")
    at.sees("选择操作人", "孙丽")
    at.press("C-q", "y")
    at.until(lambda _: at.dead(), "the end")


def test_keys_for_a_list_wait_for_its_rows(started: Callable[[str], Terminal]) -> None:
    at = started("sunli")
    at.sees("待办 3")
    at.press("3", "Down", "Enter", "a", "x", "x", "30", "Tab", "Tab", "demo sunli")
    screen = at.sees("Ctrl+S 签名并提交", "0002", "☑ 名单已审", "••••••••••")
    assert "demo sunli" not in screen


def test_esc_and_the_key_after_it_are_two_keys(started: Callable[[str], Terminal]) -> None:
    """Both come at once, as over a slow line: what was to be left is left, and not signed."""
    at = started("sunli")
    at.sees("待办 3")
    at.press("3", "Enter", "a")
    at.sees("Ctrl+S 签名并提交", "0003")
    at.press("x", "x", "20", "Tab", "Tab", "demo sunli")
    at.sees("☑ 名单已审", "••••••••••")
    at.press("Escape", "C-s")
    assert "等您审批" in at.sees("规模与费用")
    at.press("Escape", "n", "Escape", "1")
    assert "待办 3" in at.sees("您最近办过的")


def test_a_list_is_searched_and_taken_in_one_burst(started: Callable[[str], Terminal]) -> None:
    """Enter takes what fits all that was typed before it, not what stood there before the search, and not nothing."""
    at = started("zhaomin")
    at.sees("没有等您办的事")
    at.press("2", "n", "NPage", "NPage", "NPage", "F5")
    at.sees("选通讯录")
    at.press("没有这个名字")
    at.sees("没有符合筛选的；Ctrl+U 清空重打。")
    at.press("C-u", "客户名单", "Enter")
    at.sees("▸ 时段", "客户名单 (")


def test_a_path_is_completed_and_gone_on_with_in_one_burst(
    started: Callable[[str], Terminal], tmp_path: Path
) -> None:
    folder = tmp_path / "sit" / "inbox-of-november"
    at = started("zhaomin")
    at.sees("没有等您办的事")
    folder.mkdir()
    (folder / "客户.txt").write_text("15400000001\n15400000002\n", "utf-8")
    at.press("4", "i", "/", str(folder)[:-4], "Tab", "客", "Tab", "Enter")
    at.sees("哪一列是手机号", "客户.txt")


def test_a_number_and_its_reason_typed_in_one_burst_go_each_into_its_field(
    started: Callable[[str], Terminal],
) -> None:
    at = started("wuhong")
    at.sees("F2 EN")
    at.press("5", "n", "15400000001", "Tab", "客户来电", "C-u", "有人投诉")
    screen = at.sees("按号码查", "有人投诉")
    assert re.search("15400000001 .*有人投诉", screen)
    at.press("Escape", "n", "Tab", "，已核对")
    assert re.search("15400000001 .*有人投诉，已核对", at.sees("已核对"))
