"""Each build has a number of its own: what the wheel says of itself, from clones, changed clones and plain folders."""

import subprocess
from pathlib import Path

import pytest

from console.version import BUILD, FULL, VERSION, Build, order, parsed
from tools.build_number import label, stated, version

VERSION_FILE = 'VERSION: Final = "1.2.3"\n'


def git(tree: Path, *words: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(
        ["git", "-C", tree, *identity, *words], capture_output=True, text=True, check=True
    ).stdout.strip()


def folder(place: Path) -> Path:
    for name in ("console", "data"):
        (place / name).mkdir(parents=True)
    (place / "console" / "version.py").write_text(f"from typing import Final\n{VERSION_FILE}", "utf-8")
    (place / "data" / "a.toml").write_text("a = 1\n", "utf-8")
    (place / "pyproject.toml").write_text("[project]\n", "utf-8")
    return place


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    tree = folder(tmp_path / "clone")
    git(tree, "init", "-q")
    git(tree, "add", ".")
    git(tree, "commit", "-q", "-m", "first")
    return tree


def test_a_build_of_a_commit_has_its_count_and_its_name(clone: Path) -> None:
    head = git(clone, "rev-parse", "HEAD")
    assert version(clone) == f"1.2.3+1.g{head[:12]}"
    git(clone, "commit", "-q", "--allow-empty", "-m", "second")
    assert label(clone).startswith("2.g")
    assert parsed(label(clone)) == Build(2, git(clone, "rev-parse", "HEAD")[:12], "")


def test_two_changed_trees_of_one_commit_are_two_builds(clone: Path) -> None:
    seen = {label(clone)}
    for text in ("a = 2\n", "a = 3\n"):
        (clone / "data" / "a.toml").write_text(text, "utf-8")
        assert parsed(label(clone)).changed
        seen.add(label(clone))
    (clone / "data" / "untracked.toml").write_text("", "utf-8")
    seen.add(label(clone))
    assert len(seen) == 4


def test_what_no_wheel_carries_changes_no_number(clone: Path) -> None:
    before = label(clone)
    (clone / "notes.txt").write_text("mine\n", "utf-8")
    (clone / "console" / "__pycache__").mkdir()
    (clone / "console" / "__pycache__" / "version.pyc").write_bytes(b"x")
    (clone / ".gitignore").write_text("__pycache__/\n", "utf-8")
    assert label(clone) == before


def test_a_folder_without_git_has_a_digest_of_what_it_is_also_inside_another_clone(
    clone: Path, tmp_path: Path
) -> None:
    plain = folder(tmp_path / "plain")
    inside = folder(clone / "unpacked")
    assert label(plain) == label(inside)
    assert parsed(label(plain)) == Build(0, "", label(plain).removeprefix("0.d"))
    (plain / "console" / "__pycache__").mkdir()
    (plain / "console" / "__pycache__" / "version.pyc").write_bytes(b"x")
    assert label(plain) == label(inside)
    (plain / "data" / "a.toml").write_text("a = 2\n", "utf-8")
    assert label(plain) != label(inside)


def test_programs_are_ordered_by_version_and_then_by_number() -> None:
    rising = ["0.1.0", "0.1.0+7.g00", "0.1.0+12.gff", "0.2.0", "0.2.0+0.dab", "0.2.0+1.gab.dcd", "0.10.0"]
    assert sorted(rising, key=order) == rising


@pytest.mark.parametrize("text", ["", "x", "0.2.0+", "0.2.x", "0.2.0+g12"])
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        order(text)


def test_a_program_that_runs_from_its_tree_is_of_no_build() -> None:
    assert (BUILD, FULL) == (None, VERSION)
    assert stated() == VERSION
