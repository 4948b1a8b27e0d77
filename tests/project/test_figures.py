"""The figures of the source are counted from its syntax, and one that gets worse is told by its name."""

import ast
from pathlib import Path

import pytest
from grimp import ImportGraph

from tools import figures
from tools.figures import (
    COVERED,
    RATCHET,
    compared,
    found_circles,
    is_stale,
    late_imports,
    measured,
    measured_before,
    survivors,
    untyped_rows,
)
from tools.survivors import Drawing, Row, Run, table
from tools.trees import ROOT, commit_date

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
    assert survivors(table(rows)) == {"survivors": 2, "survivors open": 1}


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


OF, NEWEST = "2026-11-01T08:00:00Z", "2026-11-15T08:00:00Z"


def test_a_figure_is_stale_after_two_weeks_of_commits_or_a_twentieth_of_the_lines() -> None:
    assert not is_stale(OF, NEWEST, 5_000, 100_000)
    assert is_stale(OF, "2026-11-15T08:00:01Z", 0, 100_000)
    assert is_stale(OF, NEWEST, 5_001, 100_000)
    assert is_stale("", NEWEST, 0, 100_000)


def test_what_was_measured_before_carries_the_commits_that_its_parts_were_measured_from() -> None:
    drawing = Drawing(7, "", [Run("2026-10-01T00:00:00Z", 900, 9), Run(OF, 300, 270), Run(NEWEST, 200, 180)])
    night = (
        f"coverage      {OF}  7aa29d8  ok        1982  10505 passed\n"
        f"python3.11    {OF}  7aa29d8  ok         900  10505 passed, 7 warnings\n"
        f"python3.14    {NEWEST}  7aa29d8  absent       0\n"
    )
    found = measured_before(
        {"lines of code": 3, "lines that no test runs": 2180, COVERED: NEWEST}, drawing, night, 70
    )
    assert [tuple(one) for one in found] == [
        ("lines that no test runs", "2,180", ((NEWEST, 1),)),
        ("faults drawn", "500, 90% killed at once; of all 1,400 95.0% by now", ((NEWEST, 200), (OF, 300))),
        ("tests on python3.11", "ok 10505 passed, 7 warnings", ((OF, 1),)),
    ]


def test_the_check_says_stale_in_place_of_an_old_figure_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    # Of what stands in the real records nothing is asked here.
    for name in ("RECORD", "NIGHTS"):
        monkeypatch.setattr(figures, name, tmp_path / name)
    drawing, alive = Drawing(7, "", [Run(NEWEST, 400, 399)]), 1
    monkeypatch.setattr(figures, "measured", lambda: {"survivors": alive})
    monkeypatch.setattr(figures, "commit_date", lambda: NEWEST)
    monkeypatch.setattr(figures, "read_drawing", lambda: drawing)
    monkeypatch.setattr(figures, "changed_since", lambda _of: 0)
    assert figures.main([]) == 0
    assert "400, 100% killed at once; of all 400 99.8% by now" in capsys.readouterr().out
    alive = 61
    assert figures.main([]) == 1
    assert "worse: faults drawn" in capsys.readouterr().out
    alive = 60
    monkeypatch.setattr(figures, "changed_since", lambda _of: 10**9)
    assert figures.main([]) == 1
    said = capsys.readouterr().out
    assert "400" not in said
    assert [line.split()[-1] for line in said.splitlines() if line.startswith("faults drawn")] == ["stale"]
    assert "stale: faults drawn" in said
    drawing.runs[0] = Run("2026-10-01T00:00:00Z", 400, 399)
    monkeypatch.setattr(figures, "changed_since", lambda _of: 0)
    assert figures.main([]) == 1


def test_a_sample_of_several_runs_is_as_old_in_lines_as_its_faults_are_on_the_average(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(figures, "commit_date", lambda: NEWEST)
    monkeypatch.setattr(figures, "lines", lambda _path: 100_000)
    monkeypatch.setattr(figures, "changed_since", lambda of: 15_000 if of == OF else 0)
    young = figures.Measured("faults drawn", "good", ((NEWEST, 200), (OF, 100)))
    old = figures.Measured("faults drawn", "good", ((NEWEST, 199), (OF, 101)))
    assert figures.aged([young])[1] == []
    assert figures.aged([old])[1] == ["faults drawn"]
    # Not one of its parts may be older than that in days.
    assert figures.aged([young._replace(of=((NEWEST, 399), ("2026-10-31T00:00:00Z", 1)))])[1] == [
        "faults drawn"
    ]


def test_the_lines_that_changed_are_counted_since_a_date_of_commits() -> None:
    newest = commit_date()
    if not newest:
        pytest.skip("git")
    # What is not committed yet counts, too.
    assert figures.changed_since(newest) < figures.lines(ROOT / "console") / 4


def test_what_only_says_where_something_stands_is_no_change() -> None:
    told = "a.py b.py\n--- a.py\n+++ b.py\n@@ -1,2 +1,3 @@\n-from a import b\n+from a.c import b\n+    import d\n+important = 1\n"
    assert (figures.written(told, "+"), figures.written(told, "-")) == (1, 0)
