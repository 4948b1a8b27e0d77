"""What a start really loads, judged in a process of its own: the static contracts cannot see late imports.

The modules come from the file tree, so a new module is judged from its first day.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
CONSOLE = ROOT / "console"

OUTER = ("textual", "rich", "sqlalchemy", "alembic", "keyring", "openpyxl", "python_calamine", "psycopg")
HEAVY_FOR_SCREENS = ("sqlalchemy", "alembic", "keyring", "openpyxl", "python_calamine")
BEHIND_THE_SOCKET = ("console.db", "console.store", "console.services", "console.dispatch")

NEVER_LOADED: dict[str, tuple[str, ...]] = {
    "domain": (*OUTER, "cryptography"),
    "errors": OUTER,
    "settings": OUTER,
    "site": OUTER,
    "install": OUTER,
    "actions": OUTER,
    "locale": OUTER,
    "signing": OUTER,
    "wire": OUTER,
    "db": ("textual", "rich", "keyring", "openpyxl"),
    "backup": (
        "textual",
        "rich",
        "keyring",
        "openpyxl",
        "console.services",
        "console.store",
        "console.dispatch",
    ),
    "contacts": ("textual", "rich", "sqlalchemy", "keyring"),
    "gateways": OUTER,
    "store": ("textual", "rich", "keyring", "openpyxl", "console.services"),
    "services": ("textual", "rich", "keyring", "console.gateways", "console.dispatch"),
    "exports": ("textual", "rich", "keyring", "console.gateways", "console.dispatch"),
    "desk": ("textual", "rich", "keyring", "console.gateways", "console.dispatch"),
    "dispatch": ("textual", "rich", "openpyxl", "console.services", "console.store", "console.screens"),
    "custody": ("textual", "rich", "openpyxl", "console.services", "console.store", "console.screens"),
    "widgets": (*HEAVY_FOR_SCREENS, *BEHIND_THE_SOCKET),
    "screens": (*HEAVY_FOR_SCREENS, *BEHIND_THE_SOCKET),
    "app": (*HEAVY_FOR_SCREENS, *BEHIND_THE_SOCKET),
    # Also what makes the command line start within its 0.15 s.
    "cli": (*OUTER, *BEHIND_THE_SOCKET),
}
"""What importing a part must not load. Parts that are not named put others together (launch, bootstrap, __main__)."""

ONLY_OURS = {
    "domain": {"domain"},
    "signing": {"signing", "domain"},
    "wire": {"wire", "signing", "domain", "errors"},
}
"""The parts of ours that these may load at all."""


def modules(part: str) -> list[str]:
    """The importable modules of a part; migrations are scripts of alembic and run only by it."""
    folder = CONSOLE / part
    paths = sorted(folder.rglob("*.py")) if folder.is_dir() else [CONSOLE / f"{part}.py"]
    named = [
        path.relative_to(ROOT).with_suffix("")
        for path in paths
        if path.exists() and "migrations" not in path.parts
    ]
    return [".".join(path.parts).removesuffix(".__init__") for path in named if path.name != "__main__"]


def loaded_by(names: list[str]) -> set[str]:
    code = f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\nprint(*sys.modules, sep='\\n')"
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


EXISTING = [part for part in NEVER_LOADED if modules(part)]


@pytest.mark.parametrize("part", EXISTING)
def test_a_part_loads_nothing_that_it_must_not(part: str) -> None:
    loaded = loaded_by(modules(part))
    assert f"console.{part}" in loaded
    assert {name for name in NEVER_LOADED[part] if name in loaded} == set()
    if part in ONLY_OURS:
        ours = {name.split(".")[1] for name in loaded if name.startswith("console.")}
        assert ours <= ONLY_OURS[part]


def test_the_guard_sees_a_late_import() -> None:
    assert "openpyxl" in loaded_by(["console", "openpyxl"])


@pytest.mark.parametrize(
    "path", sorted(CONSOLE.rglob("__init__.py")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_package_init_files_are_empty(path: Path) -> None:
    body = ast.parse(path.read_bytes()).body
    assert all(isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in body)
