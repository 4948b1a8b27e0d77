"""The nightly run: its stages are there, what they name exists, and the record tells each one's last result and no more."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
RUNS = ("run", "nightly")
LINE = re.compile(
    r"(?P<stage>\S+) +(?P<date>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)  (?P<commit>[0-9a-f]{7}\+?) +"
    r"(?P<result>ok|FAILED|absent) +(?P<seconds>\d+)(?:  (?:[a-z]+(?:-[a-z]+)*-\d{4}: )*(?P<figures>[\w ,;]+))?"
)


def nightly(*arguments: str, tree: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["bash", ".ci/nightly", *arguments],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def stages() -> list[str]:
    return nightly("--list").stdout.split()


def test_what_takes_longer_than_ci_has_its_stages_and_the_help_names_each() -> None:
    found = stages()
    assert {"marked", "walks", "crashes", "laboratories", "mutants"} <= set(found)
    assert [f"python3.{minor}" for minor in range(11, 15)] == [one for one in found if "python" in one]
    told = nightly("--help").stdout.split()
    assert set(found) <= set(told)


def test_a_stage_that_is_none_is_named_and_nothing_runs() -> None:
    met = nightly("walks", "poem")
    assert (met.returncode, met.stdout) == (64, "")
    assert met.stderr.startswith("no such stage: poem\n")


@pytest.mark.parametrize("name", RUNS)
def test_every_path_that_a_run_names_exists(name: str) -> None:
    text = (ROOT / ".ci" / name).read_text("utf-8") + (ROOT / ".ci" / "stages").read_text("utf-8")
    named = set(re.findall(r"(?<![\w/])(?:tests|tools)(?:/[\w.-]+)+", text))
    named |= {f"{one.replace('.', '/')}.py" for one in re.findall(r"-m (tools\.\w+|tests\.\w+)", text)}
    assert named
    assert [one for one in named if not (ROOT / one).exists()] == []


def test_the_record_has_a_line_for_each_stage_at_most_and_names_no_place() -> None:
    first, head, *lines = (ROOT / ".ci" / "nightly.txt").read_text("utf-8").splitlines()
    assert (first[0], head[0]) == ("#", "#")
    matched = [LINE.fullmatch(line) for line in lines]
    assert all(matched), lines
    kept = [one["stage"] for one in matched if one]
    assert kept == [one for one in stages() if one in kept]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree whose tests and tools are stand-ins: the walks pass, the hunt finds a mutant alive."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    (tmp_path / ".ci" / "nightly.txt").unlink(missing_ok=True)
    for name, text in {
        "run": 'echo "$PWD"; echo "== 12 passed in 3.50s =="',
        ".env/dev/bin/python": 'case "$*" in *tools.mutants*) echo "7 mutants, 6 killed, 1 live; 3 s"; exit 1 ;; esac',
        "bin/dpkg-query": "echo installed",
        "bin/npm": "exit 0",
        "bin/node": "exit 0",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        path.chmod(0o755)
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def test_a_failed_stage_is_kept_the_next_one_runs_and_the_end_tells_it(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{tree}/bin:/usr/bin:/bin")
    done = nightly("mutants", "walks", tree=tree)
    assert done.returncode == 1, done.stdout + done.stderr
    text = (tree / ".ci" / "nightly.txt").read_text("utf-8")
    found = [LINE.fullmatch(line) for line in text.splitlines()[2:]]
    assert [(one["stage"], one["result"], one["figures"]) for one in found if one] == [
        ("walks", "ok", "12 passed"),
        ("mutants", "FAILED", "7 mutants, 6 killed, 1 live; 3 s"),
    ]
    assert str(tree) not in text
    # Another run of one stage leaves the other's line.
    assert nightly("walks", tree=tree).returncode == 0
    assert "FAILED" in (tree / ".ci" / "nightly.txt").read_text("utf-8")
