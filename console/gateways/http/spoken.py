"""HTTP as the dispatcher knows it."""

from typing import Final

from console.domain.sending.gateways import HttpGateway
from console.gateways.account import common
from console.gateways.http.session import HttpSession, prepare
from console.gateways.http.settings import Settings
from console.gateways.spoken import Spoken


def settings(gateway: HttpGateway, port: int) -> Settings:
    """Return the session's settings for a gateway file; `port` replaces a port of 0."""
    return Settings(**common(gateway, port), file=gateway, secure=gateway.tls)


def _fits(account: str, secret: str) -> bool:
    """It may have to stand in a header, and outside ASCII two programs would sign different octets."""
    del account
    return secret.isascii()


HTTP: Final = Spoken(HttpGateway, settings, prepare, HttpSession, _fits)
