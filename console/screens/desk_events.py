"""What comes to the application from the desk, as messages of its own loop."""

from textual.message import Message

from console.acting.sitting import Core, Seat
from console.wire.duties.here import Me


class Changed(Message):
    """The desk told that these topics changed."""

    def __init__(self, topics: frozenset[str]) -> None:
        super().__init__()
        self.topics = topics

    def can_replace(self, message: Message) -> bool:
        """Whether this notice replaces an earlier one: it does if it names all of its topics."""
        return isinstance(message, Changed) and message.topics <= self.topics


class Seated(Message):
    """A person has their seat at the desk."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat = seat


class Known(Message):
    """The desk's answer, asked again, about the caller."""

    def __init__(self, core: Core, me: Me) -> None:
        super().__init__()
        self.core, self.me = core, me


class Unknown(Message):
    """The desk refused the caller, or does not answer."""

    def __init__(self, error: Exception, *, first: bool) -> None:
        super().__init__()
        self.error, self.first = error, first
