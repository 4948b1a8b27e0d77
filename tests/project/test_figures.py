"""The figures of the source are counted from its syntax, and one that gets worse is told by its name."""

import ast

from grimp import ImportGraph

from tools.figures import RATCHET, compared, found_circles, late_imports, measured, survivors, untyped_rows
from tools.survivors import Row, table

SOURCE = """
import a

def one(row: Any, other: Any, row_id: int):
    import b
    from c import d
    def inner(found: "Any", kept: str):
        import e
    return importlib.import_module("f"), __import__("g"), loader.import_module("h")

class Two:
    def late(self, old: Any): from i import j
    anonymous = lambda: importlib.import_module("k")

importlib.import_module("l")
"""


def test_imports_are_late_where_a_function_runs_them_however_they_are_written() -> None:
    # b, c, e, f, g, i, k; neither those of the module itself nor another thing's method of the same name.
    assert len(late_imports(ast.parse(SOURCE))) == 7


def test_rows_are_counted_where_a_parameter_takes_them_as_anything() -> None:
    assert untyped_rows(ast.parse(SOURCE)) == 2


def test_a_circle_is_every_group_that_reaches_itself() -> None:
    graph = ImportGraph()
    for importer, imported in ("ab", "bc", "ca", "cd", "ef", "fe", "gd"):
        for module in (importer, imported):
            graph.add_module(module)
        graph.add_import(importer=importer, imported=imported)
    assert sorted(map(sorted, found_circles(graph))) == [["a", "b", "c"], ["e", "f"]]


def test_a_survivor_is_counted_until_a_test_kills_it_and_open_until_somebody_says_why_it_may_live() -> None:
    rows = [
        Row("a", "x.py", "killed by x.py::test_a"),
        Row("b", "x.py", "may live: nobody sees it"),
        Row("c", "x.py", ""),
    ]
    assert survivors(table([], rows)) == {"survivors": 2, "survivors open": 1}


def test_only_what_got_worse_is_told_and_growth_is_shown() -> None:
    before = {"lines of code": 10, "circles": 2, "imports inside functions": 5}
    told, worse = compared({"lines of code": 12, "circles": 3, "imports inside functions": 4}, before)
    assert worse == ["circles"]
    assert [line.split()[-1] for line in told] == ["+2", "+1", "-1"]
    assert compared(before, before)[1] == []
    # The first record has nothing to be worse than.
    assert compared(before, {})[1] == []


def test_every_figure_of_the_ratchet_is_measured() -> None:
    assert set(RATCHET) <= set(measured())
