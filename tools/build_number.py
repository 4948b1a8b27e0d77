"""The number of a build: what git knows of the tree, or a digest of what is shipped where there is no git.

The label follows the version in a wheel's own version (`0.2.0+1234.g0123456789ab`), because an installer leaves a wheel of an equal
version where it is. It counts commits, so that later builds are newer, and names the commit, so that no two contents share a label.
"""

import hashlib
import importlib.util
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SHIPPED: Final = ("console", "data", "pyproject.toml", "README.md", "LICENSE")
"""What a wheel is made of."""
_COMMIT: Final = 12
_DIGEST: Final = 10
"""Hexadecimal digits of a commit and of a digest."""


def label(root: Path = ROOT) -> str:
    """Return the label of what would be built now: `NUMBER.gCOMMIT`, with `.dDIGEST` where the tree differs, or `0.dDIGEST` without git."""
    commit = git(root, "rev-parse", f"--short={_COMMIT}", "HEAD") if is_clone(root) else ""
    if not commit:
        return f"0.d{digest(root)}"
    number = git(root, "rev-list", "--count", "HEAD")
    changed = f".d{digest(root)}" if git(root, "status", "--porcelain", "--", *SHIPPED) else ""
    return f"{number}.g{commit[:_COMMIT]}{changed}"


def version(root: Path = ROOT) -> str:
    """Return the version of a wheel that would be built now."""
    return f"{stated(root)}+{label(root)}"


def stated(root: Path = ROOT) -> str:
    """Return the version that `console/version.py` of a tree states."""
    spec = importlib.util.spec_from_file_location("stated_version", root / "console" / "version.py")
    assert spec is not None  # noqa: S101 - a file that ends in .py has one
    assert spec.loader is not None  # noqa: S101 - as above
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.VERSION)


def digest(root: Path = ROOT) -> str:
    """Return the beginning of the SHA-256 over names and contents of all that is shipped."""
    total = hashlib.sha256()
    for path in _files(root):
        content = path.read_bytes()
        total.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()[:_DIGEST]


def is_clone(root: Path = ROOT) -> bool:
    """Whether the tree is the top of a git clone; a tree that was unpacked inside another clone is none of it."""
    top = git(root, "rev-parse", "--show-toplevel")
    return bool(top) and Path(top).resolve() == root.resolve()


def _files(root: Path) -> Iterator[Path]:
    for name in SHIPPED:
        place = root / name
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (path for path in found if path.is_file() and "__pycache__" not in path.parts)


def git(root: Path, *words: str) -> str:
    """Return what git says, without the last line's end; empty where it fails or is not installed."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, text=True, encoding="utf-8", check=False
        )
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


if __name__ == "__main__":
    print(version())
