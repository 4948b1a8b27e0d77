"""Gateway files: where a gateway is and what its contract says. They hold no secret; the roster names them by digest."""

import ipaddress
from typing import Annotated, Literal

import msgspec

from console.domain import toml_lines
from console.domain.replies.opt_out_lines import OptOutWays
from console.domain.sending.refusal_codes import STATES, RefusalCode


class GatewayFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One gateway account as configured.

    `port` 0 is only allowed for a simulator, whose port the launcher gives. `rate` is messages per second by contract, `window` is
    the agreed number of outstanding submits, `price_fen` the price of one billed part in fen. Timers in seconds. `receipt_hours` is
    the wait for a receipt, after which a recipient counts as without one. `opt_out` says how subscribers can refuse; a file without
    it receives every word that refuses by itself. `refusal_codes` are the provider's codes that mean a refusal or a black list.
    `failure_quiet_minutes` must pass after the last receipt of a failure before those who failed are sent to again, because a
    provider may still deliver what it called undelivered.
    """

    id: Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9-]{1,40}\Z")]
    name: str
    protocol: Literal["smpp"]
    simulator: bool
    host: str
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)]
    tls: bool
    tls_ca: str
    system_type: str
    account: str
    source: str
    source_ton: int
    source_npi: int
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


def read(text: str) -> GatewayFile:
    """Return the gateway that a TOML text describes; raises toml_lines.FileFaultError."""
    gateway = toml_lines.read(text, GatewayFile)
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
