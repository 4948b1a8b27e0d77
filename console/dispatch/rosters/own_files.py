"""The dispatcher's own copies of policy packs, gateway files and calendar years, identified by their bytes and not by their place.

People put a new file beside the old one; the roster says which one counts. The folder is read again after any change.
"""

import logging
import threading
from pathlib import Path

from console.domain.calendar import Calendar
from console.domain.people.people import Roster
from console.domain.rosters import rule_files
from console.domain.rosters.rule_files import LONGEST, Kind, Named, RuleFile
from console.domain.toml_lines import FileFaultError
from console.settings import Home

log = logging.getLogger(__name__)

_KINDS = {"gateways": Kind.GATEWAY, "calendars": Kind.CALENDAR}
"""The kind of file by its folder."""
_Stamp = tuple[tuple[str, int, int, int], ...]


class OwnFiles:
    """The files in the folder; safe from any thread."""

    def __init__(self, home: Path) -> None:
        self._home = Home(home)
        self._alone = threading.Lock()
        self._stamp: _Stamp | None = None
        self._found: dict[str, RuleFile] = {}
        self._calendar: tuple[object, Calendar] | None = None

    def get(self, named: Named) -> RuleFile | None:
        """Return the file that a roster names, or None if it is not here."""
        file = self._all().get(named.digest)
        return file if file is not None and file.named == named else None

    def policy(self, digest: str) -> str | None:
        """Return the text of the policy pack with that digest, or None."""
        file = self._all().get(digest)
        return file.text if file is not None and file.named.kind is Kind.POLICY else None

    def founding_policy(self) -> str | None:
        """Return the text of the founding pack, or None."""
        try:
            return rule_files.opened(Kind.POLICY, self._home.policy.read_bytes()).text
        except (OSError, FileFaultError):
            return None

    def gateways(self, newest: Roster | None) -> dict[str, RuleFile]:
        """Return one file per gateway id: the one that the roster names, or any one if it names none or that one is not here."""
        files: dict[str, RuleFile] = {}
        for file in self._all().values():
            if file.named.kind is not Kind.GATEWAY:
                continue
            ref = newest.gateway(file.named.name) if newest is not None else None
            if file.named.name not in files or (ref is not None and ref.digest == file.named.digest):
                files[file.named.name] = file
        return files

    def calendar(self, newest: Roster | None) -> Calendar:
        """Return the calendar that counts here; a year that the roster names and that is not here is unknown."""
        wanted = tuple((one.year, one.digest) for one in newest.calendars) if newest is not None else ()
        found = self._all()
        if self._calendar is None or self._calendar[0] != (wanted, found):
            self._calendar = (wanted, found), rule_files.calendar_of(newest, self.get)
        return self._calendar[1]

    def digests(self) -> list[str]:
        """The digests of all files here, sorted."""
        return sorted(self._all())

    def _all(self) -> dict[str, RuleFile]:
        with self._alone:
            stamp = self._look()
            if stamp != self._stamp:
                self._found = self._read()
                self._stamp = stamp
            return self._found

    def _look(self) -> _Stamp:
        faults = []
        for path in self._home.rule_files():
            try:
                seen = path.stat()
            except OSError:
                continue
            # Not when it was written: a file that may be read from now on counts from now on.
            faults.append((str(path), seen.st_ctime_ns, seen.st_size, seen.st_ino))
        return tuple(faults)

    def _read(self) -> dict[str, RuleFile]:
        files: dict[str, RuleFile] = {}
        for path in self._home.rule_files():
            kind = _KINDS.get(path.parent.name, Kind.POLICY)
            if path == self._home.screening:
                continue
            try:
                with path.open("rb") as handle:
                    file = rule_files.opened(kind, handle.read(LONGEST[kind] + 1))
            except (OSError, FileFaultError) as error:
                log.warning("%s is not taken: %s", path.name, error)
                continue
            files[file.named.digest] = file
        return files
