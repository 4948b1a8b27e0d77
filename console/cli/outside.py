"""The parts that a run of the command line is given from outside."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from console.settings import Home, Settings
from console.wire.client import Client

if TYPE_CHECKING:
    from console.acting.contacts.books import Book
    from console.acting.sitting import Core
    from console.backup.manifest import Manifest, Pair, Report, Say


class Backups(Protocol):
    """The operations on backups; they open databases, which the command line itself never does."""

    def make(self, home: Home, out: Path, parts: Sequence[str], say: "Say") -> "Manifest":
        """Back up parts of an installation into a new or empty folder."""
        ...

    def check(self, folder: Path, say: "Say", heads: Sequence[str] = ()) -> "Report":
        """Prove a backup."""
        ...

    def stamp(self, home: Home, parts: Sequence[str], at: str) -> None:
        """Write down when parts were backed up, for whoever asks how old that is."""
        ...

    def place(self, folder: Path, at: str) -> Path:
        """The place of a backup among those that lie side by side in a folder."""
        ...

    def prune(self, home: Home, folder: Path) -> list[Path]:
        """Remove the backups there that are no longer kept; return them."""
        ...

    def pair(self, folders: Sequence[Path], org: str, say: "Say", *, lost: bool = False) -> "Pair":
        """Prove the backups of both parts of a site, and judge whether they belong together."""
        ...

    def restore(
        self,
        folder: Path,
        home: Path,
        say: "Say",
        *,
        nothing_since: bool = False,
        into: Mapping[str, Path] | None = None,
    ) -> "Report":
        """Prove a backup and write it into an empty home, and its dumps into empty databases."""
        ...


class Outside(NamedTuple):
    """The parts that a run is given from outside: the line to the desk, and functions that only the composing module may import.

    `sqlite` returns module, version, journal mode and why; `screens`, `demo` and `tour` return exit codes; `backups` loads the
    backup code; `book` writes a list as a workbook and returns how many rows.
    """

    connect: "Callable[[Home, str], Core]"
    sqlite: Callable[[], tuple[str, str, str, str]]
    screens: Callable[[Settings, Path | None, str], int]
    demo: Callable[[Path | None, Settings, bool, bool, str], int]
    tour: Callable[[Path | None, str, bool, Path | None, bool, int], int]
    backups: Callable[[], Backups]
    book: "Book"


def connect(home: Home, person: str) -> "Core":
    """Return the client of the home's desk; no other function makes one."""
    return Client(home.desk_socket, person=person)
