"""The dispatcher's own copies of what people signed for: pinned roots, policy, gateway files, service key, roster."""

import logging
import os
from pathlib import Path

import msgspec

from console.domain import gateways
from console.domain.people import Roster
from console.signing import keys
from console.signing.bundle import Bundle
from console.signing.keys import UnlockedKey
from console.signing.refused import Refused
from console.signing.statements import Signed, digest
from console.signing.trust import Pin, Roots, establish

log = logging.getLogger(__name__)


class Files:
    """The folder of one installation. Policy and gateway files are read anew each time, for people replace them."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.roots = msgspec.json.decode((home / "roots.json").read_bytes(), type=Roots)
        self.newest: Roster | None = None
        """The newest roster that is known here: of the files, or of a bundle accepted since."""

    def policy(self, wanted: str = "") -> str:
        """The policy pack's text of that digest: the one to begin with, or one laid beside it for a later roster version.

        Without one of that digest it is the first, and then the verifier says that they differ.
        """
        first = self.home / "policy.toml"
        packs = [
            path.read_text("utf-8") for path in (first, *sorted((self.home / "policies").glob("*.toml")))
        ]
        return next((text for text in packs if digest(text.encode()) == wanted), packs[0])

    def gateway(self, gateway_id: str) -> str | None:
        """A gateway file's text, None if this installation has none of that id."""
        return self.gateway_texts().get(gateway_id)

    def gateway_texts(self) -> dict[str, str]:
        """Every gateway file's text by id. Raises gateways.GatewayError for one that is malformed or misnamed."""
        found: dict[str, str] = {}
        for path in sorted((self.home / "gateways").glob("*.toml")):
            text = path.read_text("utf-8")
            if gateways.read(text).id != path.stem:
                raise gateways.GatewayError(f"{path.name} describes another gateway")
            found[path.stem] = text
        return found

    def service(self) -> tuple[str, UnlockedKey]:
        """The service's id (its key file's name) and key. Raises keys.KeyFileError."""
        path = next(
            iter(sorted((self.home / "keys").glob("dispatch-*.pub"))), self.home / "keys" / "dispatch-1.pub"
        )
        return path.stem, keys.unlock(path.with_suffix(""), None)

    def look(self, pin: Pin | None) -> None:
        """Read the newest roster here, judged from the roots: of the installation's files, or the one that was kept.

        Files that are older than the pin are no fault, for versions come with bundles; but files that do not hold are. Raises
        console.signing.refused.Refused.
        """
        rosters = self._signed("roster")
        known = [self._kept()]
        if rosters:
            known.append(self._judged(self._signed("signers"), rosters, pin))
        self.newest = max(filter(None, known), key=lambda roster: roster.version, default=None)

    def keep(self, bundle: Bundle, roster: Roster) -> None:
        """Keep the roster chain of an accepted bundle for the next start; `roster` is its newest, as orders leave it."""
        data = msgspec.json.encode([bundle.signers, bundle.rosters])
        fresh = self._chain.with_suffix(".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        fresh.replace(self._chain)
        self.newest = roster

    @property
    def _chain(self) -> Path:
        return self.home / "dispatch" / "rosters.json"

    def _kept(self) -> Roster | None:
        """The newest roster of the chain that was kept; None where there is none, or none that holds: the next bundle brings it."""
        try:
            data = self._chain.read_bytes()
            signers, rosters = msgspec.json.decode(data, type=tuple[list[Signed], list[Signed]])
            return establish(self.roots, signers, rosters, None).newest
        except FileNotFoundError:
            return None
        except (msgspec.MsgspecError, UnicodeError, Refused) as error:
            log.warning("%s does not hold: %s", self._chain.name, type(error).__name__)
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
