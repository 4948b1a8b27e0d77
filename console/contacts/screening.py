"""The screening list that the program ships."""

from functools import cache
from importlib.resources import files

from console.domain.screening import ScreeningList, read


@cache
def shipped() -> ScreeningList:
    """Return the newest shipped screening list."""
    folder = files("console") / "data" / "screening"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return read((folder / names[-1]).read_text("utf-8"))
