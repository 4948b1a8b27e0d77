"""Every nasty file through the reading path: its refusal, or its numbers, rows, reasons and row numbers, as they were written down."""

from pathlib import Path

import pytest

from console.contacts import importing
from console.contacts.errors import FileRefusedError
from console.contacts.pipeline import judge_rows, read_column, sort_out, to_finding
from console.contacts.plan import newest_plan
from console.contacts.reasons import REPAIRABLE, Reason
from console.contacts.source import open_source
from tests.contacts.nasty import columns, encodings, rows, types, workbooks
from tests.contacts.nasty.case import Case

CASES = [*rows.cases(), *encodings.cases(), *types.cases(), *workbooks.cases(), *columns.cases()]
PLAN = newest_plan()


def test_there_are_two_hundred_nasty_files_and_more() -> None:
    assert len(CASES) >= 200
    assert len({case.what for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_a_nasty_file_has_the_outcome_that_was_written_down(case: Case) -> None:
    data = case.data()
    if case.refused:
        with pytest.raises(FileRefusedError) as refused:
            read_column(data, case.name, PLAN, lambda _: None, sheet=None, encoding=case.encoding)
        assert refused.value.reason == case.refused
        return
    column = read_column(data, case.name, PLAN, lambda _: None, sheet=None, encoding=case.encoding)
    result = sort_out(judge_rows(column, PLAN, lambda _: None), PLAN, REPAIRABLE, lambda _: None)
    assert (tuple(result.numbers), len(column.numbers)) == (tuple(sorted(case.numbers)), case.rows)
    assert {str(reason): n for reason, n in result.counts.items()} == case.counts
    assert not case.read_as or column.source.encoding == case.read_as
    assert case.notes is None or column.source.notes == case.notes
    found = {one.row: one.raw for one in (to_finding(column, entry, texts=True) for entry in result.findings)}
    assert {row: found.get(row) for row in case.raw} == case.raw


@pytest.mark.parametrize(
    "case",
    [pytest.param(one, marks=pytest.mark.nightly if nth % 2 else ()) for nth, one in enumerate(CASES[::9])],
    ids=lambda case: case.what,
)
def test_the_reading_process_says_the_same(case: Case, tmp_path: Path) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.data())
    try:
        with open_source(path) as source:
            read = importing.run(source, accept=REPAIRABLE, encoding=case.encoding)
    except FileRefusedError as refused:
        assert refused.reason == case.refused  # noqa: PT017 - either outcome is right
        return
    with read.findings:
        assert not case.refused
        assert tuple(read.numbers) == tuple(sorted(case.numbers))
        assert (read.rows, read.counts) == (case.rows, {Reason(name): n for name, n in case.counts.items()})
