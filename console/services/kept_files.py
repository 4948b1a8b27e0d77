"""The files that rosters name, as the desk stores them: by digest in its database, the only source once the desk runs."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, bindparam, select

from console.domain.people.people import Roster
from console.domain.rosters import rule_files
from console.domain.rosters.rule_files import Named, RuleFile
from console.domain.toml_lines import FileFaultError
from console.errors import ConsoleError
from console.store import people

_HELD = 64
"""Files held in memory; a site has a handful, and an evicted file is read again."""


_TEXT = select(people.rule_file.c.text).where(people.rule_file.c.digest == bindparam("digest"))


class KeptFiles:
    """Files by digest, each judged once. The content of a digest never changes, so desks need not notify each other."""

    def __init__(self) -> None:
        self._held: dict[str, RuleFile] = {}

    def get(self, conn: Connection, named: Named) -> RuleFile | None:
        """The file that a roster names; None if it is not stored, or its content does not match its name."""
        file = self._held.get(named.digest) or self._read(conn, named)
        return file if file is not None and file.named == named else None

    def _read(self, conn: Connection, named: Named) -> RuleFile | None:
        text = conn.execute(_TEXT, {"digest": named.digest}).scalar_one_or_none()
        if text is None:
            return None
        try:
            file = rule_files.opened(named.kind, text.encode())
        except FileFaultError:
            return None
        if file.named.digest != named.digest:
            # The row was changed outside the desk.
            return None
        while len(self._held) >= _HELD:
            self._held.pop(next(iter(self._held)), None)
        self._held[named.digest] = file
        return file


def keep(conn: Connection, file: RuleFile, by: str, at: str) -> bool:
    """Store a file unless it is there; return whether it is new."""
    table = people.rule_file
    known = conn.execute(select(table.c.digest).where(table.c.digest == file.named.digest)).one_or_none()
    if known is not None:
        return False
    values = {"digest": file.named.digest, "kind": file.named.kind, "name": file.named.name}
    conn.execute(table.insert().values(**values, text=file.text, by=by, at=at))
    return True


def take_up(conn: Connection, brought: Iterable[bytes], at: str) -> None:
    """Store those of the installation's files that a roster version names; the others wait until a version names them.

    Raises ConsoleError `bad_installation` for a named file that cannot be read.
    """
    by_digest = {rule_files.digest_of(data): data for data in brought}
    for text in conn.execute(select(people.roster.c.text)).scalars():
        for named in rule_files.named(msgspec.json.decode(text, type=Roster)):
            data = by_digest.get(named.digest)
            if data is None:
                continue
            try:
                keep(conn, rule_files.opened(named.kind, data), "", at)
            except FileFaultError as error:
                what = f"{named.kind} {named.name}: {error}"
                raise ConsoleError("bad_installation", what=what) from error
