"""What the dispatcher must know of a protocol to open a session in it; each protocol says it once, in its own folder."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from console.domain.sending.gateways import GatewayFile
from console.gateways.session import A, AnySession
from console.gateways.text import FramedText

F = TypeVar("F", bound=GatewayFile)


@dataclass(frozen=True, slots=True)
class Spoken(Generic[F, A]):
    """A protocol: what its gateway files hold, and what is made of one.

    `settings` takes a file, and the port that replaces a port of 0. `prepare` frames a text without a line, and raises ValueError as
    `ports.Session.prepare` does. `fits` says whether an account's secret can be expressed in the protocol.
    """

    file: type[F]
    settings: Callable[[F, int], A]
    prepare: Callable[[A, str, int], FramedText]
    session: type[AnySession[A]]
    fits: Callable[[str, str], bool]
