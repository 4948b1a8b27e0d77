"""Codes of failed messages by gateway, so that those which mean a refusal can be declared in its file (R13)."""

from typing import Annotated, ClassVar

import msgspec

from console.wire.base import Ask
from console.wire.shown import shown


class GatewayCodeRow(msgspec.Struct, frozen=True):
    """A code, how many messages failed with it in how many sends, and the scope of the opt-out that it makes (empty: none)."""

    gateway: Annotated[str, shown(width=12, places="lpt")]
    code: Annotated[str, shown("code", places="lpt")]
    n: Annotated[int, shown("count", 10, "lpt")]
    sends: Annotated[int, shown("count", 8, "lpt")]
    scope: Annotated[str, shown("declared", 20, "lpt", label="declared")]


class GatewayCodes(Ask, frozen=True):
    """Codes of failed messages in the last 90 days, the most frequent first."""

    Answer: ClassVar[type] = list[GatewayCodeRow]
