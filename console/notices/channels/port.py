"""What every channel is: something that takes one message for one address and says what came of it. It never raises, and always ends."""

from typing import Any, Final, NamedTuple, Protocol

SECONDS: Final = 15.0
"""How long one attempt may last, whatever the other side does."""
LARGEST: Final = 1 << 16
"""Octets of an answer that are read."""

SENT, LATER, NEVER = "sent", "later", "never"
"""What came of an attempt: taken; not now; not as it is, however often it is tried."""


class Message(NamedTuple):
    """A notice for one address. `key` is the same at each attempt, so that a receiver can tell a repetition; `at` is in epoch seconds."""

    key: str
    at: int
    subject: str
    text: str
    data: dict[str, Any]
    address: str


class Outcome(NamedTuple):
    """What came of an attempt, and the answer as a name of the catalogue's `notice_code` (with a number after a colon)."""

    state: str
    code: str


class Channel(Protocol):
    """A way to tell people."""

    async def send(self, message: Message) -> Outcome:
        """Try once. The outcome says all: nothing is raised but asyncio.CancelledError."""
        ...


MISSING: Final = Outcome(NEVER, "no_secret")
