"""The lock files: every requirement pinned, every pin hashed, no index named, and tests run on what is shipped."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("run", "dev")
PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;]+)")

UNIMPORTED = {
    "pytest-xdist": "a plugin: `-n`",
    "pytest-timeout": "a plugin: `timeout`",
    "pytest-asyncio": "a plugin: `asyncio_mode`",
    "pytest-cov": "a plugin: `--cov`, whose result tools/covered.py tells",
    "ruff": "run by tools/check.py",
    "mypy": "run by tools/check.py",
    "types-openpyxl": "read by mypy",
    "build": "run by tests/project/test_wheel.py",
    "pip": "run by tests/project/test_wheel.py; an environment that uv makes has none of itself",
    "uv": "run by tools/lock.py and, where it is on PATH, by `./run`",
}
"""What tests and checks need though nothing imports it, each with its use."""


def pins(lock: str) -> dict[str, set[str]]:
    """Package -> pinned versions (several only with markers that exclude each other)."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / "lock" / f"{lock}.txt").read_text("utf-8").splitlines():
        pin = PIN.match(line)
        if pin:
            found.setdefault(canonicalize_name(pin[1]), set()).add(pin[2])
    return found


def required(lock: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lines = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["postgres"]]
    if lock == "dev":
        lines += project["dependency-groups"]["dev"]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_to_a_version_that_it_allows(lock: str) -> None:
    pinned = pins(lock)
    for requirement in required(lock):
        versions = pinned.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement} is not pinned: python -m tools.lock"
        assert all(requirement.specifier.contains(version) for version in versions), requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_carries_hashes_and_nothing_else_stands_in_the_file(lock: str) -> None:
    text = (ROOT / "lock" / f"{lock}.txt").read_text("utf-8")
    blocks = [
        block for block in re.split(r"(?m)^(?=[^\s#])", text) if block.strip() and not block.startswith("#")
    ]
    assert blocks
    for block in blocks:
        assert PIN.match(block), block
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), block


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_index_and_no_address(lock: str) -> None:
    text = (ROOT / "lock" / f"{lock}.txt").read_text("utf-8")
    assert not re.search(r"://|--(?:extra-)?index|--find-links|--trusted", text)


def test_tests_run_on_the_versions_that_the_console_runs_on() -> None:
    dev = pins("dev")
    assert {name: versions for name, versions in pins("run").items() if dev.get(name) != versions} == {}


def test_every_package_for_tests_and_checks_is_imported_or_has_its_use_named() -> None:
    text = "".join(
        path.read_text("utf-8")
        for part in ("tests", "tools", "bench")
        for path in (ROOT / part).rglob("*.py")
        if "node_modules" not in path.parts
    )
    said = re.compile(
        r"^\s*(?:from|import) ([A-Za-z0-9_]+)|import(?:orskip|_module)\(\"([A-Za-z0-9_]+)", re.MULTILINE
    )
    modules = {first or second for first, second in said.findall(text)}
    packages = metadata.packages_distributions()
    imported = {canonicalize_name(name) for module in modules for name in packages.get(module, ())}
    named = {canonicalize_name(one.name) for one in required("dev")}
    console = {canonicalize_name(one.name) for one in required("run")}
    assert named - console - imported == UNIMPORTED.keys()
