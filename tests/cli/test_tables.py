"""Tables for a terminal: no line is wider than it, and what was cut says so."""

from hypothesis import given
from hypothesis import strategies as st

from console.cli.tables import table
from console.locale.wrapping import cells

_WORDS = st.text("ab业务部é,", min_size=1, max_size=30)


@given(st.lists(st.tuples(_WORDS, _WORDS), min_size=1, max_size=4), st.integers(18, 70))
def test_no_line_of_a_table_is_wider_than_the_terminal_and_a_cut_is_marked(
    rows: list[tuple[str, str]], most: int
) -> None:
    whole = [*table(["名称", "部门"], rows)]
    fitted = [*table(["名称", "部门"], rows, most=most)]
    assert max(map(cells, fitted)) <= most
    if max(map(cells, whole)) <= most:
        assert fitted == whole
    for text, line in zip([text for text, _ in rows], fitted[1:], strict=True):
        shown = line.split("  ")[0]
        assert shown == text or (shown.endswith("~") and text.startswith(shown[:-1]))
