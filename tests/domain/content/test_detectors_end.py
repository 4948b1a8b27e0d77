"""No text makes a detector of the program go on and on: it would hold every other thread, and with them the desk and its holds (R9)."""

import importlib
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from console.domain import content
from console.domain.content import trials
from tests.patience import PATIENCE

ROOT: Final = Path(__file__).parents[3]
CUT_UP: Final = (
    "【云岭银行】编号：" + "2024" * 12 + "A，机密件已归档",
    "【云岭银行】" + "文件第号通知" * 60 + "同事A，绝密件",
    "密码" + "换成" * 300 + "。",
    "密码" + "六位数字" * 200 + "。",
    "密码" + "右" * 600 + "。",
)
"""Texts whose pieces can be cut up in several ways, and that then end otherwise than a detector wants."""
JUDGE: Final = """
import json, sys
from console.domain.content.check import shipped
for text in json.load(sys.stdin):
    shipped().judge(text)
"""
SEARCH: Final = """
import json, re, sys
for pattern, flags, texts in json.load(sys.stdin):
    for text in texts:
        re.compile(pattern, flags).search(text)
"""


def ends(program: str, what: object) -> None:
    subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program], input=json.dumps(what).encode(), cwd=ROOT, check=True,
        timeout=PATIENCE,
    )  # fmt: skip


@pytest.mark.parametrize("nth", range(len(CUT_UP)))
def test_a_text_that_can_be_cut_up_in_many_ways_is_judged_at_once(nth: int) -> None:
    ends(JUDGE, [CUT_UP[nth]])


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module of the judge compiles, with the module's name."""
    for module in pkgutil.iter_modules(content.__path__):
        for value in vars(importlib.import_module(f"{content.__name__}.{module.name}")).values():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield module.name, value


@pytest.mark.parametrize("name", sorted({name for name, _ in patterns()}))
def test_the_patterns_of_each_module_come_to_an_end_with_texts_of_their_own_pieces(name: str) -> None:
    own = {pattern for module, pattern in patterns() if module == name}
    ends(
        SEARCH,
        [(one.pattern, one.flags, trials.hostile_texts(trials.pieces_of(one.pattern))) for one in own],
    )
