"""What doctor finds of the program itself."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from console.cli.checks import program

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def needed() -> list[str]:
    """Names of the packages that the program needs on every machine."""
    wanted = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]
    return sorted(re.split(r"[<>=]", one)[0] for one in wanted if ";" not in one)


def test_every_package_that_the_program_needs_is_looked_for() -> None:
    (found,) = (one for one in program.program() if one.check == "packages")
    assert found.verdict == "good"
    assert sorted(one.split()[0] for one in found.found.split(", ")) == needed()


def test_a_package_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    version = metadata.version

    def gone(name: str) -> str:
        if name == "regex":
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", gone)
    (found,) = (one for one in program.program() if one.check == "packages")
    assert (found.verdict, found.params) == ("bad", {"names": "regex"})
