"""The files that rosters name, as the desk keeps them: by digest in its database, which alone is asked once the desk runs."""

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
"""Files held in memory; a site has a handful, and what fell out is read again."""


_TEXT = select(people.rule_file.c.text).where(people.rule_file.c.digest == bindparam("digest"))


class KeptFiles:
    """Files by digest, each judged once. What a digest stands for never changes, so that no desk has to be told of anything."""

    def __init__(self) -> None:
        self._held: dict[str, RuleFile] = {}

    def get(self, conn: Connection, named: Named) -> RuleFile | None:
        """The file that a roster names so; None where it is not kept, or says something else than its name."""
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
            # The row was changed behind the desk's back.
            return None
        while len(self._held) >= _HELD:
            self._held.pop(next(iter(self._held)), None)
        self._held[named.digest] = file
        return file


def keep(conn: Connection, file: RuleFile, by: str, at: str) -> bool:
    """Keep a file unless it is there; return whether it is new."""
    table = people.rule_file
    known = conn.execute(select(table.c.digest).where(table.c.digest == file.named.digest)).one_or_none()
    if known is not None:
        return False
    values = {"digest": file.named.digest, "kind": file.named.kind, "name": file.named.name}
    conn.execute(table.insert().values(**values, text=file.text, by=by, at=at))
    return True


def take_up(conn: Connection, brought: Iterable[bytes], at: str) -> None:
    """Keep those of the installation's files that a roster version names; the others wait for one that does.

    Raises ConsoleError `bad_installation` for one that is named and can't be read.
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
