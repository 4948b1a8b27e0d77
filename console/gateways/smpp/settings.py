"""What a provider's contract says about one SMPP account, and the TLS context for it."""

import ssl
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from console.gateways.smpp.codec import BIND_RECEIVER, BIND_TRANSCEIVER, BIND_TRANSMITTER
from console.gateways.smpp.text import Coding


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
class Settings:
    """One SMPP account, without its password: the session asks a callable for it at each bind.

    Durations are seconds. `window` counts PDUs without an answer, `rate` is the contracted messages a second (None: as fast as the
    window allows). `number_prefix` goes in front of the 11 digits ("", "86", "+86"). `validity` is the SMSC's time to keep trying
    in SMPP's own form (section 7.1.1), "" for its default.
    """

    host: str
    port: int
    system_id: str
    system_type: str = ""
    bind_as: BindAs = BindAs.TRANSCEIVER
    address_range: str = ""
    service_type: str = ""
    source: str = ""
    source_ton: int = 0
    source_npi: int = 0
    dest_ton: int = 1
    dest_npi: int = 1
    number_prefix: str = ""
    coding: Coding = Coding.UCS2
    most_parts: int = 8
    validity: str = ""
    window: int = 10
    rate: float | None = None
    bind_timeout: float = 20.0
    response_timeout: float = 30.0
    enquire_every: float = 30.0
    retry_first: float = 1.0
    retry_longest: float = 60.0
    server_name: str | None = None

    def __post_init__(self) -> None:
        """Refuse settings with which nothing would ever be sent.

        Raises:
            ValueError: a window, rate or duration that is not positive.
        """
        positive = (
            self.window,
            self.bind_timeout,
            self.response_timeout,
            self.enquire_every,
            self.retry_first,
        )
        if min(positive) <= 0 or (self.rate is not None and self.rate <= 0):
            raise ValueError("window, rate and durations must be positive")


def tls_context(
    ca_file: Path | None = None, *, certificate: Path | None = None, key: Path | None = None
) -> ssl.SSLContext:
    """A client context that checks the certificate chain and the host name, TLS 1.2 or later.

    With `ca_file` only that authority is trusted, not the host's own list. `certificate` and `key` are ours, for
    providers that ask for one.

    Raises:
        OSError, ssl.SSLError: a file that cannot be read.
    """
    context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file is not None:
        # Since Python 3.13 the default also insists on extensions that certificates of a provider's own authority often lack (RFC
        # 5280, 4.2.1.1). The gateway file names the authority; an upgrade of the host must not close the line.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    if certificate is not None:
        context.load_cert_chain(certificate, key)
    return context
