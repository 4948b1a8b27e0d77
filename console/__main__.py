"""`sms-console` and `python -m console`: the command line, with the parts that are supplied to it only here."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from console.launch import books

if TYPE_CHECKING:
    from console.cli.outside import Backups, Outside
    from console.settings import Settings


def main() -> int:
    """Run the command line on this process's arguments; return the exit code."""
    # Nothing of what is loaded becomes garbage, and to look for it takes a tenth of the start: a command collects again when it
    # is loaded, the screens when their first page is there.
    gc.disable()
    from console.cli.main import run  # noqa: PLC0415 - loaded without collecting

    return run(sys.argv[1:], outside())


def outside() -> "Outside":
    """Return the parts that the command line is given from outside."""
    from console.cli.outside import Outside, connect  # noqa: PLC0415 - as above

    return Outside(connect, _sqlite, _screens, _demo, _tour, _backups, books.write)


def _sqlite() -> tuple[str, str, str, str]:
    from console.db.sqlite import sqlite_choice  # noqa: PLC0415 - for doctor alone

    choice = sqlite_choice()
    return choice.module, choice.version, choice.journal, choice.why


def _screens(look: "Settings", key: Path | None, person: str) -> int:
    from console.launch import screens  # noqa: PLC0415 - loads the whole program

    return screens.open_home(look, key, person)


def _demo(home: Path | None, look: "Settings", stop: bool, reset: bool, person: str) -> int:
    from console.launch import demo  # noqa: PLC0415 - loads the whole program

    return demo.main(home, look, stop=stop, reset=reset, person=person)


def _tour(
    list_file: Path | None, category: str, as_json: bool, home: Path | None, keep: bool, peer_port: int
) -> int:
    from console.launch import tour  # noqa: PLC0415 - loads the whole program

    return tour.main(list_file, category, as_json=as_json, home=home, keep=keep, peer_port=peer_port)


def _backups() -> "Backups":
    from console.backup import verbs  # noqa: PLC0415 - loads the database library

    return verbs


if __name__ == "__main__":
    sys.exit(main())
