"""What is fitted into a column takes exactly its cells, whatever the text is."""

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from console.widgets.show import fit, guard


@given(st.text(max_size=12), st.integers(1, 12), st.booleans())
@example("短信", 1, False)
@example("短信", 3, True)
@example("a短", 2, False)
@example("e\u0301", 1, False)
def test_a_fitted_text_has_exactly_its_width(text: str, width: int, right: bool) -> None:
    drawn = fit(text, width, right=right)
    assert cell_len(drawn) == width
    assert "\n" not in drawn


def test_a_cut_is_marked_and_what_fits_is_not() -> None:
    assert fit("短信", 1) == "~"
    assert fit("短信", 2) == " ~"
    assert fit("短信", 3) == "短~"
    assert fit("短信", 4) == "短信"
    assert fit("短信", 5) == "短信 "
    assert fit("短信", 5, right=True) == " 短信"
    assert fit("短信", 0) == fit("短信", -1) == ""


@given(st.text("0123456789,.:-短a ", max_size=14), st.integers(1, 12))
def test_no_figure_is_cut(text: str, width: int) -> None:
    """What stands before the mark of a cut is no digit that went on: a figure is left out whole."""
    drawn = fit(text, width).rstrip()
    whole = guard(text, lines=False)
    if drawn.endswith("~") and drawn[:-1][-1:].isdigit():
        kept = drawn[:-1]
        assert whole.startswith(kept)
        rest = whole[len(kept) :]
        assert not rest[:1].isdigit()
        assert not (rest[:1] in set(",.:") and rest[1:2].isdigit())


def test_a_figure_is_left_out_whole() -> None:
    assert fit("12,300", 6) == "12,300"
    assert fit("12,300", 5) == "~    "
    assert fit("合计 12,300 元", 9) == "合计 ~   "
    assert fit("合计 12,300 元", 12) == "合计 12,300~"
    assert fit("2026-11-24 11:28 +08", 15) == "2026-11-24 ~   "
    assert fit("时限9:30:15", 9) == "时限~    "
