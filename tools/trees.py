"""Reading the project's own source: which files there are, and their syntax trees."""

import ast
import os
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def python_files(folder: Path) -> list[Path]:
    """Every Python file below the folder, in a fixed order; none when the folder does not exist."""
    return sorted(folder.rglob("*.py"))


def module_of(path: Path) -> str:
    """The dotted name of a file of the tree."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def source_of(module: str, root: Path = ROOT) -> Path:
    """The file of a module, in the tree or in a copy of it."""
    return (root / module.replace(".", "/")).with_suffix(".py")


def parsed(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file below the folder with its syntax tree."""
    for path in python_files(folder):
        yield path, _tree(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2000)
def _tree(path: Path, _written: int) -> ast.Module:
    """Of a file as it was written at that moment; several checks ask for all of them."""
    return ast.parse(path.read_bytes(), str(path))


def last_name(node: ast.expr) -> str:
    """The last part of a dotted name: ``Static`` of ``widgets.Static``; empty for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def tracked_files(root: Path) -> list[Path]:
    """The files under version control, or to be; in a copy without a repository, all outside dot folders."""
    listing = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        run = subprocess.run(listing, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return [
            path for path in sorted(root.rglob("*")) if path.is_file() and not hidden(path.relative_to(root))
        ]
    paths = (root / os.fsdecode(name) for name in run.stdout.split(b"\0") if name)
    return [path for path in paths if path.is_file()]


def hidden(path: Path) -> bool:
    """Whether a part of the path is a tool's own folder rather than the project's."""
    made = {"__pycache__", "node_modules", "build", "dist"}
    return any((part.startswith(".") and part != ".ci") or part in made for part in path.parts)


def commit_date() -> str:
    """When the newest commit was made, `2026-11-30T14:10:00Z`; empty where there is no repository."""
    try:
        run = subprocess.run(
            ["git", "-C", str(ROOT), "log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%dT%H:%M:%SZ"],
            env={**os.environ, "TZ": "UTC"},
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return run.stdout.strip()
