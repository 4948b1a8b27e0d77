"""The hunt for small faults that no test notices: what it changes, what it draws, what it runs, and what its table says."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import survivors, warm
from tools.faults import Fault, faults
from tools.trees import ROOT

SOURCE = '''
"""1 + 1 of a module."""

import logging

log = logging.getLogger(__name__)
__all__ = ["a", "b"]
MOST: int = 3
SHOWN = ("kept", "sold")
_READ = "SELECT a FROM b WHERE a >= ? ORDER BY a DESC"
_WRITE = "UPDATE b SET a = ? WHERE c = ?"


class Book:
    def page(self, rows: "list[int] | None" = None, limit: int = 2):
        """Not 5 of them."""
        log.info("read %d", len(rows) + 1)
        if not rows:
            raise ValueError(f"{limit + 1}")
        where = [limit, rows[-1]]
        self.read(where, MOST)
        return max(len(rows), limit) if rows and limit < MOST else SHOWN.index("kept" in SHOWN)

    def read(self, where, most):
        while where:
            return [(a, most) for a in where if a]
'''
SAID = [
    "MOST: [3] as [4]",
    "SHOWN: without ['kept'] of [('kept', 'sold')]",
    "SHOWN: without ['sold'] of [('kept', 'sold')]",
    "_READ: [>=] as [>] in [CT a FROM b WHERE a >= ? ORDER BY]",
    '_READ: [DESC] as [ASC] in [E a >= ? ORDER BY a DESC"]',
    '_WRITE: [=] as [<>] in [b SET a = ? WHERE c = ?"]',
    "Book.page: [2] as [3]",
    "Book.page: [not rows] as [rows]",
    "Book.page: without [limit] of [[limit, rows[-1]]]",
    "Book.page: without [rows[-1]] of [[limit, rows[-1]]]",
    "Book.page: [1] as [2]",
    "Book.page: [self.read(where, MOST)] left out",
    "Book.page: [max(len(rows), limit)] as [min(len(rows), limit)]",
    "Book.page: [rows and limit < MOST] always",
    "Book.page: [rows and limit < MOST] never",
    "Book.page: [rows and limit < MOST] as [rows or limit < MOST]",
    "Book.page: without [rows] of [rows and limit < MOST]",
    "Book.page: without [limit < MOST] of [rows and limit < MOST]",
    "Book.page: [limit < MOST] as [limit <= MOST]",
    "Book.page: ['kept' in SHOWN] as ['kept' not in SHOWN]",
    "Book.read: [where] as [not where]",
    "Book.read: [a] as [not a]",
]


@pytest.fixture
def made(tmp_path: Path) -> list[Fault]:
    path = tmp_path / "book.py"
    path.write_text(SOURCE, "utf-8")
    return faults("book", path)


def test_operators_conditions_constants_elements_and_sql_are_changed_and_what_says_nothing_is_not(
    made: list[Fault],
) -> None:
    assert sorted(fault.name.removeprefix("book.") for fault in made) == sorted(SAID)


def test_every_fault_compiles_changes_one_place_and_no_two_are_alike(made: list[Fault]) -> None:
    whole = SOURCE.encode()
    texts = [fault.text(whole) for fault in made]
    for fault, text in zip(made, texts, strict=True):
        compile(text, fault.name, "exec")
        assert text.startswith(whole[: fault.start])
        assert text.endswith(whole[fault.end :])
    assert len({*texts, whole}) == len(made) + 1


def test_every_module_of_the_shell_has_faults_that_compile_where_its_text_is_not_ascii() -> None:
    path = ROOT / "console" / "screens" / "sending" / "monitor.py"
    found = faults("console.screens.sending.monitor", path)
    assert len(found) > 100
    for fault in found:
        compile(fault.text(path.read_bytes()), fault.name, "exec")


def test_a_seed_draws_every_fault_once_and_each_run_goes_on_where_the_last_one_ended(
    made: list[Fault],
) -> None:
    whole = survivors.drawn(made, 1, 1000)
    assert sorted(whole) == sorted(made)
    assert whole != survivors.drawn(made, 2, 1000)
    first = survivors.drawn(made, 1, 5)
    ended = survivors.place(1, first[-1])
    assert [*first, *survivors.drawn(made, 1, 1000, ended)] == whole
    # Other faults that come or go move none.
    assert survivors.drawn([one for one in made if one != first[1]], 1, 4) == [first[0], *first[2:]]


def test_the_faults_of_the_whole_shell_are_drawn_and_those_of_rules_and_verifier_are_not() -> None:
    parts = {
        survivors.part_of(one.module)
        for one in survivors.every_fault(["console.views", "console.site", "console.domain"])
    }
    assert parts == {"", "views"}


def test_a_run_keeps_how_far_it_came_and_how_many_it_killed(
    made: list[Fault], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hunt(wanted: list[Fault], _jobs: int, _minutes: float) -> Iterator[survivors.Told]:
        for one in wanted:
            yield survivors.Told(one, "a test" if "without" in one.name else "", "some")

    monkeypatch.setattr(survivors, "DRAWN", tmp_path / "drawn.json")
    monkeypatch.setattr(survivors, "every_fault", lambda _only: made)
    monkeypatch.setattr(survivors, "hunt", hunt)
    first = [told.fault for told in survivors.draw_on(5, 1, 1)]
    kept = survivors.read_drawing()
    assert (kept.seed, kept.after) == (1, survivors.place(1, first[-1]))
    assert [(run.drawn, run.killed) for run in kept.runs] == [
        (5, sum("without" in one.name for one in first))
    ]
    rest = [told.fault for told in survivors.draw_on(1000, 1, 1)]
    assert [*first, *rest] == survivors.drawn(made, 1, 1000)
    # Every fault was drawn: another seed begins.
    assert len([*survivors.draw_on(3, 1, 1)]) == 3
    assert survivors.read_drawing().seed == 2


def fault(module: str, function: str) -> Fault:
    return Fault(f"{module}.{function}: x", module, function, 0, 0, "")


def test_a_constant_is_tried_on_the_tests_of_the_functions_that_name_it() -> None:
    assert survivors.users(fault("console.services.contacts.optouts", "_PULL")).keys() == {"pull"}
    assert survivors.users(fault("console.services.contacts.optouts", "page")).keys() == {"page"}


@pytest.mark.parametrize(
    ("module", "function", "wanted"),
    [
        ("console.services.search.numbers", "search", "tests/services/contacts/test_numbers.py"),
        ("console.screens.sending.monitor", "MonitorPage.reload", "tests/screens/sending/test_monitor.py"),
        ("console.dispatch.outcomes.receipts", "Receipts.apply", "tests/dispatch/test_receipts.py"),
        ("console.services.losses.reporting", "report", "tests/services/losses/test_losses.py"),
    ],
)
def test_tests_are_chosen_by_what_they_speak_of(module: str, function: str, wanted: str) -> None:
    chosen = survivors.near(fault(module, function))
    assert wanted in {test.partition("::")[0] for test in chosen[:10]}
    assert len(chosen) == len({*chosen}) <= survivors.MOST_TESTS
    files = Counter(test.partition("::")[0] for test in chosen)
    assert max(files.values()) <= survivors.MOST_OF_A_FILE
    assert all((ROOT / name).is_file() for name in files)


def test_tests_run_in_the_order_of_their_likeness_and_their_parameters_in_turn(tmp_path: Path) -> None:
    file = tmp_path / "test_turns.py"
    file.write_text(
        "import pytest\nfrom pathlib import Path\n\n\n"
        f"def note(what):\n    with Path({str(tmp_path / 'seen')!r}).open('a') as file:\n        file.write(what + ' ')\n\n\n"
        "@pytest.mark.parametrize('n', [1, 2])\ndef test_b(n):\n    note(f'b{n}')\n\n\n"
        "@pytest.mark.parametrize('n', ['sqlite', 'postgres'])\ndef test_a(n):\n    note(n)\n"
    )
    names = [f"{file}::test_{name}" for name in "ab"]
    assert warm.run(names, 60, 60) == {"fell": "", "ran": 3}
    assert (tmp_path / "seen").read_text().split() == ["sqlite", "b1", "b2"]


def test_a_fault_falls_in_a_copy_and_the_tree_stays_as_it_is(tmp_path: Path) -> None:
    path = ROOT / "console" / "domain" / "sending" / "counts.py"
    before = path.read_bytes()
    (wrong,) = (one for one in faults("console.domain.sending.counts", path) if ".balances: " in one.name)
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "test_sum.py").write_text(
        "from console.domain.sending import counts\n\n\n"
        "def test_whole():\n    assert counts.balances({'approved': 1, 'unknown': 1})\n"
    )
    copy = survivors.Copy(tmp_path / "copy")
    fell, ran = copy.tries(wrong, [str(tests / "test_sum.py")])
    assert (fell.endswith("test_sum.py::test_whole"), ran) == (True, 1)
    harmless = wrong._replace(new=before[wrong.start : wrong.end].decode())
    assert copy.tries(harmless, [str(tests / "test_sum.py")]) == ("", 1)
    broken = wrong._replace(new="(")
    assert "not collected" in copy.tries(broken, [str(tests / "test_sum.py")])[0]
    copy.end()
    assert path.read_bytes() == before
    assert (tmp_path / "copy" / "console" / "domain" / "sending" / "counts.py").read_bytes() == before


def test_the_table_reads_as_it_was_written() -> None:
    rows = [survivors.Row("console.a.b: [x | y] as [x]", "a.py, b.py", "killed by a.py::test_c[a|b]")]
    rows.append(survivors.Row("console.a.b: [1] as [2]", "no test is near", ""))
    assert survivors.read_table(survivors.table(rows)) == rows


def test_every_survivor_is_killed_by_a_test_that_there_is_or_has_its_reason() -> None:
    """A row whose code is gone goes, too."""
    text = survivors.TABLE.read_text("utf-8")
    rows = survivors.read_table(text)
    assert survivors.table(rows) == text
    # Python 3.12 writes quotation marks within those of a text otherwise.
    found = {
        one.name.replace('"', "'")
        for one in survivors.every_fault([row.name.partition(":")[0] for row in rows])
    }
    for row in rows:
        assert row.name.replace('"', "'") in found, (
            f"take this row out of the table, its code is gone: {row.name}"
        )
        assert len(row.came) >= 20, f"write a test, or why it may live: {row.name}"
        if row.came.startswith("killed"):
            file, _, test = row.came.removeprefix("killed by ").partition("::")
            assert f"def {test.partition('[')[0]}(" in (ROOT / "tests" / file).read_text("utf-8"), row.name
