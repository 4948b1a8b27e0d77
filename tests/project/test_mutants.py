"""Every check of the rules and of the verifier is missed by some test when it is gone."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.signing import hostile
from tests.signing.attacks import GOOD
from tools.faults import Fault, apply, mutants
from tools.mutant_notes import BY_CHECK, BY_PLACE, NONE_KNOWN, beside, why_none
from tools.mutants import MOST_REVIEWED, REVIEWED, TABLE, every_mutant, read_table, table
from tools.trees import ROOT


# The whole hunt is a stage of .ci/nightly, too; a check that has no row in the table fails below.
@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_no_new_check_and_none_of_a_sample_can_be_removed_unnoticed() -> None:
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "tools.mutants", "--sample", "24"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]


def test_what_may_live_is_short_and_has_its_reason() -> None:
    assert len(REVIEWED) <= MOST_REVIEWED
    assert all(len(reason) > 20 for reason in REVIEWED.values())


SOURCE = '''
"""A module to be mutated."""


def judge(a, b):
    """Refuse unless a is below b and b is even."""
    if not (a < b and b % 2 == 0):
        raise ValueError("refused")
    return True
'''


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Fault]:
    source = tmp_path / "judged_for_mutants.py"
    source.write_text(SOURCE, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return mutants("judged_for_mutants", source)


def test_a_check_its_terms_and_its_edges_are_each_taken_out(module: list[Fault]) -> None:
    assert [mutant.name.partition(": ")[2] for mutant in module] == [
        "the check [not (a < b and b % 2 == 0)]",
        "the term [a < b] of [a < b and b % 2 == 0]",
        "the term [b % 2 == 0] of [a < b and b % 2 == 0]",
        "the edge of [a < b]",
    ]


@pytest.mark.parametrize(("number", "arguments"), [(0, (9, 3)), (1, (9, 2)), (2, (1, 3)), (3, (2, 2))])
def test_a_mutant_in_place_lets_through_what_the_check_refused(
    module: list[Fault], number: int, arguments: tuple[int, int]
) -> None:
    import importlib

    judge = importlib.import_module("judged_for_mutants").judge
    whole = judge.__code__
    with pytest.raises(ValueError, match="refused"):
        judge(*arguments)
    apply(module[number])
    assert judge(*arguments)
    judge.__code__ = whole


def test_the_table_has_a_row_for_every_check_and_a_bundle_or_the_reason_why_there_is_none() -> None:
    """So that a check that was added, renamed or removed is missed at once, and not by the slow hunt alone."""
    every = every_mutant()
    known = read_table()
    assert set(known) == {mutant.name for mutant in every}
    assert TABLE.read_text("utf-8") == "\n".join(table(every, known)) + "\n"
    bundles = hostile.corpus()
    assert {name for fate in known.values() for name in fate.passed} <= set(bundles)
    assert all(bundles[name].refusal != GOOD for fate in known.values() for name in fate.passed)
    assert all(bundles[name].refusal == GOOD for fate in known.values() for name in fate.refused)


def test_a_check_that_was_not_tried_yet_is_told_as_such(module: list[Fault]) -> None:
    lines = list(table(module, {}, ["judged_for_mutants"]))
    assert sum("not tried yet" in line for line in lines) == len(module)


def test_the_notes_speak_of_places_that_there_are() -> None:
    every = every_mutant()
    for place in BY_PLACE:
        assert any(beside(mutant.name) and mutant.name.startswith(place) for mutant in every), place
    for place, words, reason in BY_CHECK:
        named = [mutant.name for mutant in every if mutant.name.startswith(place) and words in mutant.name]
        assert any(beside(name) == reason for name in named), (place, words)
    assert why_none("console.signing.trust.x: y", "test_x.py::test_y") == NONE_KNOWN
