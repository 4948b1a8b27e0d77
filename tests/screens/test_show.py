"""What is fitted into a column takes exactly its cells, whatever the text is."""

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from console.widgets.show import fit


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
