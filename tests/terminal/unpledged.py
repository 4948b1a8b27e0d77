"""The same house for somebody whose pledge is still to be signed: `python -m tests.terminal.unpledged FOLDER zh|en PERSON`."""

import sys
from pathlib import Path

from sqlalchemy import delete

from console.store.people import pledge as table
from tests.terminal.sit import House, furnish


def without_pledge(house: House, person: str) -> House:
    """As if the person had never signed one."""
    with house.core.database.writer() as conn:
        conn.execute(delete(table).where(table.c.person == person))
    return house


def main(folder: str, lang: str, person: str) -> int:
    without_pledge(furnish(Path(folder)), person).app(lang, person).run()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
