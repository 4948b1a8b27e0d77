"""A person's own file in TOML; most people have none, so what reads it is loaded with the first one."""

from pathlib import Path
from typing import Any


def read(path: Path) -> dict[str, Any]:
    """Return what the file says. Raises OSError, and ValueError for what is no TOML in UTF-8."""
    return parsed(path.read_text("utf-8"))


def parsed(text: str) -> dict[str, Any]:
    """Return what a text in TOML says; raises ValueError."""
    import tomllib  # noqa: PLC0415 - see above

    return tomllib.loads(text)
