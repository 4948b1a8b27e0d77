"""The screening list: what it finds, and which patterns it does not take because a text could keep them busy for ever."""

import pytest

from console.domain.content.check import Screener
from console.domain.content.lists import read
from console.domain.toml_lines import FileFaultError


def listed(pattern: str, level: str = "block") -> str:
    return f'version = "1"\n[[rule]]\nreason = "test"\nlevel = "{level}"\npattern = \'{pattern}\'\n'


def hits(made: str, text: str) -> list[tuple[str, str, str]]:
    found = Screener(read(made)).judge(text).hits
    return [(hit.kind, hit.level, hit.words(text)) for hit in found]


def test_a_text_is_folded_before_it_is_looked_through() -> None:
    assert hits(listed("VIP"), "ＶＩＰ客户") == [("test", "block", "ＶＩＰ")]
    assert hits(listed("a|b", "warn"), "xb a") == [("test", "warn", "b"), ("test", "warn", "a")]
    assert hits(listed("a"), "b") == []


@pytest.mark.parametrize(
    "pattern", ["(a+)+b", "(a*)*", "((a|b)+c*)+", "(?:x{2,})*", "(a+){3,}", r"(\d+,?)+$", "([*]+)+"]
)
def test_a_repetition_within_a_repetition_is_not_taken(pattern: str) -> None:
    with pytest.raises(FileFaultError, match="repetition within a repetition") as caught:
        read(listed(pattern))
    assert (caught.value.line, caught.value.field) == (5, "rule[1].pattern")


@pytest.mark.parametrize(
    "pattern",
    [
        "(ab)+c",
        "a+b+",
        "(a{2,3})+",
        r"\(a+\)+",
        "[(a+)]+",
        "(a+)?",
        "(a+){2}",
        "(绝密|机密)\\s*[★*]",
        "[^)]+(x)",
    ],
)
def test_plain_patterns_are_taken(pattern: str) -> None:
    # One whose time doubles with each letter would outlast the time that a test has.
    assert hits(listed(pattern), "a" * 2000) is not None


@pytest.mark.parametrize(
    "text", ["", "version = 1", listed("("), listed("x", "shout"), listed("x" * 401), listed("")]
)
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(FileFaultError):
        read(text)
