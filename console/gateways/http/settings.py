"""What a provider's contract says about one account that is reached by HTTP."""

from dataclasses import dataclass

from console.domain.sending.gateways import HttpGateway
from console.gateways.account import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Account):
    """One account; `file` says what calls and answers look like. `window` counts people without an answer."""

    file: HttpGateway
    secure: bool = True

    def address(self, host: str, path: str) -> str:
        """Return the address of a call at a host."""
        named = f"[{host}]" if ":" in host else host
        return f"{'https' if self.secure else 'http'}://{named}:{self.port}{path}"
