"""The dispatcher's own copies of what people signed for: pinned roots, policy, gateway files, service key, roster."""

from pathlib import Path

import msgspec

from console.domain import gateways
from console.domain.people import Roster
from console.signing import keys
from console.signing.keys import UnlockedKey
from console.signing.statements import Signed
from console.signing.trust import Pin, Roots, establish


class Files:
    """The folder of one installation. Policy and gateway files are read anew each time, for people replace them."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.roots = msgspec.json.decode((home / "roots.json").read_bytes(), type=Roots)

    def policy(self) -> str:
        """The policy pack's text."""
        return (self.home / "policy.toml").read_text("utf-8")

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

    def roster(self, pin: Pin | None) -> Roster | None:
        """The newest roster among the files, judged from the roots and never older than the pin; None if there is none.

        Raises console.signing.refused.Refused.
        """
        rosters = self._signed("roster")
        return establish(self.roots, self._signed("signers"), rosters, pin).newest if rosters else None

    def _signed(self, name: str) -> list[Signed]:
        paths = (self.home / "roster").glob(f"{name}-*.json")
        ordered = sorted(paths, key=lambda path: int(path.stem.rpartition("-")[2]))
        return [msgspec.json.decode(path.read_bytes(), type=Signed) for path in ordered]
