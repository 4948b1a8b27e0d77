"""What a provider's contract says about one account, whatever the protocol."""

from dataclasses import dataclass
from typing import Any, Final

from console.domain.sending.gateways import GatewayFile
from console.gateways.text import Coding

_CODINGS: Final = {"ucs2": Coding.UCS2, "gsm7": Coding.GSM7, "gb18030": Coding.GB18030}


@dataclass(frozen=True, slots=True)
class Account:
    """One account, without its password: the session asks a callable for it at each bind. A protocol adds what is its own.

    `name` is the account's name with the provider (system_id, SP_Id); `source` is the sender's number that people see. Durations are
    seconds. `window` counts PDUs without an answer, `rate` is the contracted messages a second (None: as fast as the window allows).
    `spare` are hosts that are tried, in their order, where `host` is not reached. `number_prefix` goes in front of the 11 digits ("", "86", "+86"). `connections` is how many lines
    send at a time, each with its window; the rate is that of all. `retry_first`, `retry_away` and `retry_longest` are `pauses.Pauses`'.
    """

    host: str
    port: int
    name: str
    source: str = ""
    number_prefix: str = ""
    coding: Coding = Coding.UCS2
    most_parts: int = 8
    window: int = 10
    rate: float | None = None
    bind_timeout: float = 20.0
    response_timeout: float = 30.0
    enquire_every: float = 30.0
    retry_first: float = 1.0
    retry_away: float = 3.0
    retry_longest: float = 60.0
    server_name: str | None = None
    spare: tuple[str, ...] = ()
    connections: int = 1

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host, in the order in which they are tried."""
        return self.host, *self.spare

    def __post_init__(self) -> None:
        """Refuse settings with which nothing would ever be sent.

        Raises:
            ValueError: a window, rate or duration that is not positive.
        """
        positive = (
            self.window,
            self.connections,
            self.bind_timeout,
            self.response_timeout,
            self.enquire_every,
            self.retry_first,
        )
        if min(positive) <= 0 or (self.rate is not None and self.rate <= 0):
            raise ValueError("window, rate and durations must be positive")


def common(gateway: GatewayFile, port: int) -> dict[str, Any]:
    """Return the fields of an `Account` that a gateway file of any protocol names; `port` replaces a port of 0."""
    return {
        "host": gateway.host,
        "spare": (*gateway.spare,),
        "port": gateway.port or port,
        "name": gateway.account,
        "source": gateway.source,
        "number_prefix": gateway.destination_prefix,
        "coding": _CODINGS[gateway.encoding],
        "window": gateway.window,
        "connections": gateway.connections,
        "rate": float(gateway.rate),
        "response_timeout": float(gateway.response_timeout),
        "enquire_every": float(gateway.enquire_seconds),
        "retry_longest": 10.0 if gateway.simulator else 60.0,
    }
