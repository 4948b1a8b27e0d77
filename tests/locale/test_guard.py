"""What acts on a terminal or hides in it becomes visible; everything else stays."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from console.locale.guard import guard


def test_ordinary_text_in_any_script_stays() -> None:
    for text in ("您好，Hello 12", "ünïcödé ß ภาษาไทย 한국어", "✓ → 【】"):
        assert guard(text) == text


def test_each_dangerous_kind_is_shown() -> None:
    assert guard("a\x1b[2J\x07\x7f") == "a␛[2J␇␡"
    assert guard("\u009b31m") == "<009B>31m"
    assert guard("\u202eabc\u2066") == "<202E>abc<2066>"
    assert guard("a\u2028b\u2029") == "a<2028>b<2029>"
    assert guard("\ud800") == "<D800>"
    assert guard("\ue000\U000f0000") == "<E000><F0000>"
    assert guard("a\u200b\u3164b") == "a<200B><3164>b"


def test_line_breaks_stay_only_where_asked() -> None:
    assert guard("a\nb") == "a␊b"
    assert guard("a\nb\rc", lines=True) == "a\nb␍c"


@given(st.text(st.characters()))
def test_nothing_that_a_terminal_acts_on_survives_and_guarding_twice_changes_nothing(text: str) -> None:
    shown = guard(text)
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for c in shown)
    assert guard(shown) == shown
