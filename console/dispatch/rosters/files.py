"""The dispatcher's own copies of signed or pinned files: roots, policy, gateway files, service key, roster."""

import logging
import os
import threading
from pathlib import Path
from typing import Protocol

import msgspec

from console.dispatch.rosters.own_files import OwnFiles
from console.domain.people.people import Roster
from console.signing import keys
from console.signing.keys import UnlockedKey
from console.signing.refused import Refused
from console.signing.statements import Signed
from console.signing.trust import Pin, Roots, establish

log = logging.getLogger(__name__)


class Chain(Protocol):
    """What a roster chain consists of; a bundle contains one."""

    @property
    def signers(self) -> list[Signed]:
        """The signers statements."""
        ...

    @property
    def rosters(self) -> list[Signed]:
        """The roster versions, oldest first."""
        ...


class Files:
    """The folder of one installation; `own` has the policy packs and gateway files in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.roots = msgspec.json.decode((home / "roots.json").read_bytes(), type=Roots)
        self.own = OwnFiles(home)
        self._keeping = threading.Lock()
        self.newest: Roster | None = None
        """The newest roster known here, from the files or from a bundle accepted since."""
        self.chain: list[Signed] = []
        """Every version up to that one, as signed: a bundle need not contain them again. Its verifier judges them again."""

    def service(self) -> tuple[str, UnlockedKey]:
        """Return the service's id (its key file's name) and key. Raises keys.KeyFileError."""
        path = next(
            iter(sorted((self.home / "keys").glob("dispatch-*.pub"))), self.home / "keys" / "dispatch-1.pub"
        )
        return path.stem, keys.unlock(path.with_suffix(""), None)

    def look(self, pin: Pin | None) -> None:
        """Read the newest roster here, judged from the roots: from the installation's files, or the stored one.

        Files older than the pin are no fault, because versions come with bundles; invalid files are. Raises
        console.signing.refused.Refused.
        """
        known = [self._kept(pin)]
        rosters = self._signed("roster")
        if rosters:
            known.append((self._judged(self._signed("signers"), rosters, pin), rosters))
        newest = max(filter(None, known), key=lambda one: one[0].version, default=None)
        self.newest, self.chain = newest or (None, [])

    def keep(self, bundle: Chain, roster: Roster) -> None:
        """For the next start, store a roster chain that was judged good; `roster` is its newest version with orders applied."""
        data = msgspec.json.encode([bundle.signers, bundle.rosters])
        fresh = self._file.with_suffix(".new")
        # Bundles and questions about the custodian arrive on different threads.
        with self._keeping:
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
            with os.fdopen(os.open(fresh, flags, 0o600), "wb") as file:
                file.write(data)
            fresh.replace(self._file)
            self.newest, self.chain = roster, bundle.rosters

    @property
    def _file(self) -> Path:
        return self.home / "dispatch" / "rosters.json"

    def _kept(self, pin: Pin | None) -> tuple[Roster, list[Signed]] | None:
        """Return the stored chain and its newest roster; None if it is missing or invalid: then the desk supplies it again."""
        try:
            data = self._file.read_bytes()
            signers, rosters = msgspec.json.decode(data, type=tuple[list[Signed], list[Signed]])
            return self._judged(signers, rosters, pin), rosters
        except FileNotFoundError:
            return None
        except (msgspec.MsgspecError, UnicodeError, Refused) as error:
            log.warning("%s does not hold: %s", self._file.name, type(error).__name__)
            return None

    def _judged(self, signers: list[Signed], rosters: list[Signed], pin: Pin | None) -> Roster:
        try:
            return establish(self.roots, signers, rosters, pin).newest
        except Refused as refused:
            if refused.name != "roster_older":
                raise
            return establish(self.roots, signers, rosters, None).newest

    def _signed(self, name: str) -> list[Signed]:
        paths = (self.home / "roster").glob(f"{name}-*.json")
        ordered = sorted(paths, key=lambda path: int(path.stem.rpartition("-")[2]))
        return [msgspec.json.decode(path.read_bytes(), type=Signed) for path in ordered]
