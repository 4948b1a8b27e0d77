"""The front door of the yardsticks: which benches run, and what is handed on to them."""

import subprocess
from types import SimpleNamespace
from typing import Any

import pytest

from bench import __main__ as bench


@pytest.mark.parametrize(
    ("given", "runs", "handed"),
    [
        (["dispatch", "--messages", "300", "--late", "60"], ["bench.dispatch"], ["--messages", "300", "--late", "60"]),
        (["import", "ui", "--json"], ["bench.imports", "bench.ui"], ["--json"]),
    ],
)  # fmt: skip
def test_what_follows_the_names_goes_to_each_bench(
    monkeypatch: pytest.MonkeyPatch, given: list[str], runs: list[str], handed: list[str]
) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **_: Any) -> SimpleNamespace:
        ran.append(command)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(subprocess, "run", run)
    assert bench.main(given) == 0
    assert [one[one.index("-m") + 1] for one in ran] == runs
    assert all(one[one.index("-m") + 2 :] == handed for one in ran)


def test_a_name_that_is_none_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["nothing"]) == 2
    assert "no such bench: nothing" in capsys.readouterr().err
