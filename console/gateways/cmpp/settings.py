"""What a provider's contract says about one CMPP account."""

from dataclasses import dataclass
from typing import Final

from console.gateways.account import Account
from console.gateways.cmpp.pdus import V20, V21, V30

VERSIONS: Final = {"2.0": V20, "2.1": V21, "3.0": V30}
"""By the name that a contract gives them."""


def version_name(version: int) -> str:
    """Return a Version octet as people write it: its high nibble is the major version."""
    return f"{version >> 4}.{version & 15}"


@dataclass(frozen=True, slots=True)
class Settings(Account):
    """One CMPP account; its `name` is the 企业代码 (SP_Id), its `source` the Src_Id. The other fields are those of `CmppGateway`."""

    version: int = V30
    service: str = ""
    fee_type: str = "01"
    fee_code: str = "0"
    mutual: bool = False
