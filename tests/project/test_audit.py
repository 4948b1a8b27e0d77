"""The audit of what is pinned: green only where every package was asked about."""

import os
from pathlib import Path

import pytest

from tools import audit

GOOD = {"name": "good", "version": "1", "vulns": []}
BAD = {"name": "bad", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]}
UNKNOWN = {"name": "unknown", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("packages", "result", "said"),
    [
        ([GOOD], 0, []),
        ([GOOD, BAD], 1, ["bad 2: PYSEC-1, mended in 2.1"]),
        ([GOOD, UNKNOWN], 69, ["could not ask about 1: unknown"]),
        ([BAD, UNKNOWN], 1, ["bad 2: PYSEC-1, mended in 2.1", "could not ask about 1: unknown"]),
        ([], 69, []),
    ],
)
def test_it_is_green_only_where_every_package_was_asked_about(
    packages: list[dict[str, object]], result: int, said: list[str]
) -> None:
    assert audit.judged(packages) == (result, said)


def program(place: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pip-audit that says this."""
    (place / "pip_audit.py").write_text(text, "utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(place), os.environ.get("PYTHONPATH", ""))))


def test_a_program_that_reached_nobody_asked_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "import sys; sys.exit('ConnectionError: nobody answers')", monkeypatch)
    assert audit.asked(tmp_path / "run.txt") == (69, ["could not ask: ConnectionError: nobody answers"])


def test_its_report_is_read_of_the_lock_that_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(
        tmp_path,
        "import json, sys; print(json.dumps({'dependencies': [{'name': sys.argv[-1][-7:], 'skip_reason': ''}]}))",
        monkeypatch,
    )
    assert audit.asked(tmp_path / "run.txt") == (69, ["could not ask about 1: run.txt"])
