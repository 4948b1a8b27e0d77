"""The folder of the program's data: rules, texts and samples that are shipped as files, `data/` at the top of the tree."""

from functools import cache
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parents[1]


@cache
def data_folder() -> Path:
    """Return the folder of the shipped data: inside the package in a wheel, beside it in a clone and an editable install.

    The wheel's own folder comes first: a folder beside an installed package belongs to other software.
    """
    inside = _PACKAGE / "data"
    return inside if inside.is_dir() else _PACKAGE.parent / "data"


def shipped_texts(kind: str) -> list[str]:
    """Return the text of every TOML file of one kind of data, its folder's name."""
    folder = data_folder() / kind
    return [entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".toml")]
