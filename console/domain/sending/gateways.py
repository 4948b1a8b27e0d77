"""Gateway files: where a gateway is and what its contract says. They hold no secret; the roster names them by digest.

What every protocol's file says is in `GatewayFile`; each protocol adds its own keys, and no file has a key of another.
"""

import ipaddress
from typing import Annotated, Literal, TypeAlias, cast

import msgspec

from console.domain import toml_lines
from console.domain.replies.opt_out_lines import OptOutWays
from console.domain.sending.refusal_codes import STATES, RefusalCode


class GatewayFile(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="protocol"
):
    """One gateway account as configured: what the file says whatever its protocol is.

    `port` 0 is only allowed for a simulator, whose port the launcher gives. `rate` is messages per second by contract, `window` is
    the agreed number of outstanding submits, `price_fen` the price of one billed part in fen. Timers in seconds. `receipt_hours` is
    the wait for a receipt, after which a recipient counts as without one. `opt_out` says how subscribers can refuse; a file without
    it receives every word that refuses by itself. `refusal_codes` are the provider's codes that mean a refusal or a black list.
    `failure_quiet_minutes` must pass after the last receipt of a failure before those who failed are sent to again, because a
    provider may still deliver what it called undelivered.
    """

    id: Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9-]{1,40}\Z")]
    name: str
    simulator: bool
    host: str
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)]
    tls: bool
    tls_ca: str
    account: str
    source: str
    destination_prefix: str
    encoding: Literal["ucs2", "gsm7", "gb18030"]
    billing: Literal["cn_70_67", "gsm_160_153", "ascii_140_134"]
    window: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    rate: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    price_fen: Annotated[int, msgspec.Meta(ge=0)]
    response_timeout: Annotated[int, msgspec.Meta(ge=1, le=600)]
    enquire_seconds: Annotated[int, msgspec.Meta(ge=1, le=600)]
    receipt_hours: Annotated[int, msgspec.Meta(ge=1, le=240)]
    opt_out: OptOutWays = OptOutWays()
    refusal_codes: list[RefusalCode] = []
    failure_quiet_minutes: Annotated[int, msgspec.Meta(ge=0, le=14_400)] = 60

    @property
    def protocol(self) -> str:
        """The protocol that the file names: the tag of its struct."""
        return str(self.__struct_config__.tag)


class SmppGateway(GatewayFile, frozen=True, kw_only=True, tag="smpp"):
    """An account of SMPP 3.4. `source_ton` and `source_npi` say of which type the sender's number is."""

    system_type: str
    source_ton: int
    source_npi: int


class CmppGateway(GatewayFile, frozen=True, kw_only=True, tag="cmpp"):
    """An account of CMPP.

    `account` is the 企业代码 (SP_Id), `source` the 服务代码 (Src_Id). `version` is the one of the contract and is never guessed;
    `service` is the 业务代码 (Service_Id). `fee_type` and `fee_code` say at what price, "01" and "0" free of charge, as the contract
    counts by itself. With `mutual` a gateway that does not prove that it knows the secret is refused.
    """

    account: Annotated[str, msgspec.Meta(pattern=r"\A[!-~]{6}\Z")]
    source: Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{1,21}\Z")]
    destination_prefix: Literal["", "86", "+86", "0086"]
    encoding: Literal["ucs2", "gb18030"]
    version: Literal["2.0", "2.1", "3.0"]
    service: Annotated[str, msgspec.Meta(pattern=r"\A[!-~]{1,10}\Z")]
    fee_type: Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{2}\Z")] = "01"
    fee_code: Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{1,6}\Z")] = "0"
    mutual: bool = False


AnyGateway: TypeAlias = SmppGateway | CmppGateway


def read(text: str) -> GatewayFile:
    """Return the gateway that a TOML text describes, of SMPP if it names no protocol; raises toml_lines.FileFaultError."""
    gateway = toml_lines.read(text, cast("type[GatewayFile]", AnyGateway), protocol="smpp")
    if gateway.port == 0 and not gateway.simulator:
        raise toml_lines.fault(text, ("port",), "port 0 is for a simulator")
    seen: set[str] = set()
    for nth, one in enumerate(gateway.refusal_codes):
        path = ("refusal_codes", nth, "code")
        if one.code.casefold() in STATES:
            raise toml_lines.fault(text, path, f"{one.code}: every message may have this word")
        if one.code.casefold() in seen:
            raise toml_lines.fault(text, path, f"{one.code}: twice")
        seen.add(one.code.casefold())
    return gateway


def loopback(gateway: GatewayFile) -> bool:
    """Whether the gateway is a simulator on this machine: the only kind that a solo roster may use."""
    try:
        return gateway.simulator and ipaddress.ip_address(gateway.host).is_loopback
    except ValueError:
        return False
