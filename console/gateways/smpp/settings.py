"""What a provider's contract says about one SMPP account."""

from dataclasses import dataclass
from enum import StrEnum

from console.gateways.account import Account
from console.gateways.smpp.codec import BIND_RECEIVER, BIND_TRANSCEIVER, BIND_TRANSMITTER


class BindAs(StrEnum):
    """The direction in which a line carries messages (section 2.2)."""

    TRANSCEIVER = "transceiver"
    TRANSMITTER = "transmitter"
    RECEIVER = "receiver"

    @property
    def command(self) -> int:
        """The bind request's command id."""
        commands = {
            "transceiver": BIND_TRANSCEIVER,
            "transmitter": BIND_TRANSMITTER,
            "receiver": BIND_RECEIVER,
        }
        return commands[self.value]


@dataclass(frozen=True, slots=True)
class Settings(Account):
    """One SMPP account; its `name` is the system_id.

    With `paired` its lines send alone, and one more receives. `validity` is the SMSC's time to keep trying in SMPP's own form
    (section 7.1.1), "" for its default.
    """

    system_type: str = ""
    bind_as: BindAs = BindAs.TRANSCEIVER
    address_range: str = ""
    service_type: str = ""
    source_ton: int = 0
    source_npi: int = 0
    dest_ton: int = 1
    dest_npi: int = 1
    validity: str = ""
    paired: bool = False
