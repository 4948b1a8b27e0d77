"""Acts on numbers that every dispatcher of the roster carries out, and then the desk (R13)."""

from abc import abstractmethod
from typing import ClassVar, TypeVar

from console.domain.erasure.erasing import OnNumbers
from console.services.context import Context
from console.services.two_person.engine import TwoPerson
from console.store.personnel import ProposalRecord
from console.wire.dispatch import Lift

A = TypeVar("A", bound=OnNumbers)


class Everywhere(TwoPerson[A]):
    """The desk's rules for such an act, and its own part in it."""

    OUTCOME: ClassVar[str]
    """What a dispatcher reports when it has done its part."""

    def offered(self, ctx: Context, act: A, plain: Lift) -> Lift | None:
        """Return the pair as the dispatchers get it, or None if it no longer stands."""
        del ctx, act
        return plain

    def held(self, ctx: Context, act: A) -> bool:
        """Whether a legal hold keeps part of what it is about."""
        del ctx, act
        return False

    @abstractmethod
    def carry_out(self, ctx: Context, act: A, kept: ProposalRecord) -> str:
        """Do the desk's part after every dispatcher has done its own; return why it can no longer be done, else an empty text."""

    def undo(self, ctx: Context, act: A) -> None:
        """Tell a dispatcher that carried it out that it was refused elsewhere."""
