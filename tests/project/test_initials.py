"""The pinyin initials by which the palette finds an action are made from its Chinese name."""

import pytest

from tools import initials


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("待办", "db"),
        ("打印附件1", "dyfj"),
        ("重读", "cd"),
        ("看问题行", "kwth"),
        ("EN", ""),
        ("只看作废", "zkzf"),
    ],
)
def test_each_character_gives_the_first_letter_of_its_reading(words: str, made: str) -> None:
    assert initials.initials(words) == made


def test_the_file_is_the_one_that_the_names_make() -> None:
    assert initials.FILE.read_text("utf-8") == initials.made()
    assert "initials-all-language = yy\n" in initials.made()
