"""SMPP as the dispatcher knows it."""

from typing import Final

from console.domain.sending.gateways import SmppGateway
from console.gateways.account import common
from console.gateways.smpp import codec
from console.gateways.smpp.messages import prepare
from console.gateways.smpp.session import SmppSession
from console.gateways.smpp.settings import Settings
from console.gateways.spoken import Spoken


def settings(gateway: SmppGateway, port: int) -> Settings:
    """Return the session's settings for a gateway file; `port` replaces a port of 0."""
    return Settings(
        **common(gateway, port),
        system_type=gateway.system_type,
        source_ton=gateway.source_ton,
        source_npi=gateway.source_npi,
        paired=gateway.bind == "pair",
    )


def _fits(account: str, secret: str) -> bool:
    try:
        codec.encode(codec.Pdu(codec.BIND_TRANSCEIVER, 1, body=codec.Bind(account, secret)))
    except codec.PduError:
        return False
    return True


SMPP: Final = Spoken(SmppGateway, settings, prepare, SmppSession, _fits)
