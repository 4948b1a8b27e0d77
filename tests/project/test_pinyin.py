"""The pinyin by which the palette finds an action are made from its Chinese name."""

import pytest

from tools import pinyin


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("待办", "dai ban"),
        ("打印附件1", "da yin fu jian"),
        ("重读", "chong du"),
        ("看问题行", "kan wen ti hang"),
        ("EN", ""),
        ("只看作废", "zhi kan zuo fei"),
    ],
)
def test_each_character_gives_the_syllable_of_its_reading(words: str, made: str) -> None:
    assert pinyin.pinyin(words) == made


def test_the_file_is_the_one_that_the_names_make() -> None:
    assert pinyin.FILE.read_text("utf-8") == pinyin.made()
    assert "pinyin-all-language = yu yan\n" in pinyin.made()
