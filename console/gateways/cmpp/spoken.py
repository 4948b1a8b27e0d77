"""CMPP as the dispatcher knows it."""

from typing import Final

from console.domain.sending.gateways import CmppGateway
from console.gateways.account import common
from console.gateways.cmpp.messages import prepare
from console.gateways.cmpp.pdus import SP_ID
from console.gateways.cmpp.session import CmppSession
from console.gateways.cmpp.settings import VERSIONS, Settings
from console.gateways.spoken import Spoken


def settings(gateway: CmppGateway, port: int) -> Settings:
    """Return the session's settings for a gateway file; `port` replaces a port of 0."""
    return Settings(
        **common(gateway, port),
        version=VERSIONS[gateway.version],
        service=gateway.service,
        fee_type=gateway.fee_type,
        fee_code=gateway.fee_code,
        mutual=gateway.mutual,
    )


def _fits(account: str, secret: str) -> bool:
    """The secret is only hashed; outside ASCII two programs would hash different octets."""
    return len(account) == SP_ID and secret.isascii()


CMPP: Final = Spoken(CmppGateway, settings, prepare, CmppSession, _fits)
