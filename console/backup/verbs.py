"""The operations that people use on backups."""

from collections.abc import Iterable

from console.backup.checking import check
from console.backup.keeping import place, prune
from console.backup.making import make
from console.backup.pairing import pair
from console.backup.restoring import restore
from console.settings import Home

__all__ = ["check", "make", "pair", "place", "prune", "restore", "stamp"]


def stamp(home: Home, parts: Iterable[str], at: str) -> None:
    """Write beside each part's database when it was backed up. Raises OSError."""
    for part in parts:
        path = home.backed_up(part)
        fresh = path.with_suffix(".new")
        fresh.write_text(f"{at}\n", encoding="ascii")
        fresh.replace(path)
