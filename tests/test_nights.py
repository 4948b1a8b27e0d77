"""Nothing is left to the nightly run that has no name there, or nothing by day in its place."""

from pathlib import Path

import pytest

from tests import nights
from tests.services.conftest import DIFFERS


def test_what_is_left_to_the_night_is_there_and_something_by_day_proves_the_same(
    request: pytest.FixtureRequest,
) -> None:
    names = {path.relative_to(request.config.rootpath / "tests").as_posix() for path in _files(request)}
    for left, by_day in nights.LEFT.items():
        assert left.partition("::")[0] in names, left
        assert by_day, left
        for one in by_day:
            assert one.partition("::")[0] in names, one
            assert not nights.by_night(one), one
            assert _written(request, one), f"no such test: {one}"
        assert _written(request, left), f"no such test: {left}"


def test_what_runs_on_both_databases_by_day_is_there(request: pytest.FixtureRequest) -> None:
    for file, begun in DIFFERS.items():
        assert begun, file
        for name in begun:
            assert _written(request, f"services/{file}::{name}"), f"no such test: {file} {name}"


def _files(request: pytest.FixtureRequest) -> list[Path]:
    return sorted((request.config.rootpath / "tests").rglob("test_*.py"))


def _written(request: pytest.FixtureRequest, start: str) -> bool:
    """Whether a test of that name, or one that begins so, is defined in the file."""
    file, _, name = start.partition("::")
    text = (request.config.rootpath / "tests" / file).read_text("utf-8")
    return f"def {name.partition('[')[0]}" in text
