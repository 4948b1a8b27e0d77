"""The three kinds of call."""

from typing import ClassVar

import msgspec

from console.wire.answers import Done


class Call(msgspec.Struct, frozen=True, tag_field="call", tag=True):
    """A call. Subclasses of Ask read a frozen snapshot; subclasses of Do and Enact change data in one transaction."""

    Answer: ClassVar[type] = Done
    patience: ClassVar[float] = 0.0
    """Seconds for which an answer is waited for beyond the usual."""


class Ask(Call, frozen=True):
    """A query."""


class Do(Call, frozen=True):
    """An unsigned act."""


class EnactCall(Call, frozen=True):
    """A signed act."""
