"""Labelled values: what is read on a screen is what is signed, blank for blank."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.screens.labelled import _folded
from console.widgets.show import cells, show

MARK = "\u2423"
TEXTS = st.text(st.sampled_from("您客服号码办理到期95588 SMS，。：  "), max_size=120)


def lines(text: str, room: int) -> list[str]:
    return [part.plain for part in _folded(show(text), room)]


@pytest.mark.parametrize("room", range(20, 60))
def test_one_blank_at_a_break_needs_no_mark(room: int) -> None:
    text = "您的定期存款将于本月到期，请携带身份证到就近网点办理，详情请拨打客服号码 95588 或登录手机银行 APP 查询。"
    folded = lines(text, room)
    assert not [line for line in folded if MARK in line]
    assert all(cells(line) <= room for line in folded)
    assert not [line for line in folded if line.startswith(" ")]


@given(text=TEXTS, room=st.integers(12, 60))
def test_every_blank_is_seen_or_marked_at_any_width(text: str, room: int) -> None:
    folded = lines(text, room)
    assert all(cells(line) <= room for line in folded)
    assert "".join(folded).replace(MARK, " ") == text
    for before, after in itertools.pairwise(folded):
        behind = len(before) - len(before.rstrip(" "))
        assert not after.startswith(" ")
        # Only between two words a blank at the end is implied by the break.
        assert not behind or (behind == 1 and re.match("[!-~][!-~]", before.rstrip(" ")[-1:] + after[:1]))
