"""Where Chinese lines end: terms of the house stay whole, no line begins with a mark that closes, and no character is left alone."""

import re
from functools import cache
from itertools import pairwise
from typing import Final

import pytest

from console.locale.terms import terms
from console.widgets.columns import NOT_FIRST, NOT_LAST, folded
from console.widgets.show import cells, show
from tools.check_locale import load

WIDTHS: Final = (17, 26, 40, 53, 76)
_PLACE: Final = re.compile(r"\{[^}]*\}")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")


@cache
def texts() -> tuple[str, ...]:
    """Every Chinese text of the catalogue, paragraph by paragraph, with something in each of its places."""
    said = (_PLACE.sub("3", one[0]) for one in load().values())
    found = (part.strip() for one in said if not set(one) & {"{", "}"} for part in one.split("\n"))
    return tuple(sorted({one for one in found if cells(one) > min(WIDTHS) and _HAN.search(one)}))


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_of_any_chinese_text_begins_or_ends_where_none_may(width: int) -> None:
    assert len(texts()) > 3000
    for text in texts():
        lines = [one.plain for one in folded(show(text), width)]
        assert "".join(lines) == text
        assert all(cells(one) <= width for one in lines), lines
        for before, after in pairwise(lines):
            # A full stop behind a blank begins a word, such as the end of a file's name.
            assert after[0] not in NOT_FIRST or before.endswith(" "), lines
        for one in lines[:-1]:
            assert one[-1] not in NOT_LAST, lines


@pytest.mark.parametrize("width", WIDTHS)
def test_no_term_of_the_house_is_parted_and_no_character_stands_alone(width: int) -> None:
    known, parted, alone, ends = terms(), list[str](), list[str](), 0
    for text in texts():
        lines = [one.plain for one in folded(show(text), width)]
        at = 0
        for before, after in pairwise(lines):
            at += len(before)
            ends += 1
            if text[at - 1 : at + 1] in known:
                parted.append(f"{before}|{after}")
        if len(lines) > 1 and len(lines[-1].rstrip("".join(NOT_FIRST))) <= 1 and _HAN.match(lines[-1]):
            alone.append(f"{lines[-2]}|{lines[-1]}")
    # Two terms may share a character, as 通讯 and 讯录 would: one of them then is parted.
    assert len(parted) <= ends // 500, parted
    assert not alone, alone


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("界面、日志、台账里都没有口令。", 14, ["界面、日志、", "台账里都没有", "口令。"]),
        ("须由两人签名。", 12, ["须由两人", "签名。"]),
        ("请核对“敏感词表”和名册。", 10, ["请核对", "“敏感词表”", "和名册。"]),
    ],
)
def test_a_line_ends_at_a_mark_or_between_terms(text: str, width: int, lines: list[str]) -> None:
    assert [one.plain for one in folded(show(text), width)] == lines
