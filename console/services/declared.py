"""Filling in a declared act: the fields that its signer gave, those that every act carries, and those that only its noun knows.

And judging a call that a person typed.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

import msgspec

from console.domain import declared
from console.domain.refusals import Refusal, refuse
from console.domain.shapes import SignedAct
from console.errors import RefusedError
from console.services.context import Context
from console.wire.acts import Prepare
from console.wire.base import Do

A = TypeVar("A", bound=SignedAct)
S = TypeVar("S", bound=msgspec.Struct)
D = TypeVar("D", bound=Do)


def filled(ctx: Context, kind: type[A], call: Prepare, beyond: Mapping[str, Any]) -> A:
    """Return the act that a call asks for; raises RefusedError for the first invalid field."""
    everyone = {"org": ctx.roster.org, "by": ctx.person, "at": ctx.at, "roster": ctx.roster.version}
    return filled_in(kind, call, everyone | dict(beyond))


def filled_in(kind: type[S], call: Prepare, beyond: Mapping[str, Any]) -> S:
    """Return an act within a proposal: like `filled`, but without the fields that say who signs and when."""
    for _, refusal in declared.faults(kind, call.said):
        raise RefusedError(refusal)
    try:
        return declared.filled(kind, call.said, beyond)
    except msgspec.ValidationError as error:
        raise RefusedError(refuse("not_canonical", "I1", detail=error)) from error


def checked(call: D) -> D:
    """Return a call with its texts as they are kept, tidied; raises RefusedError for the first field that is missing or wrong."""
    said = declared.said_in(call)
    for _, refusal in declared.faults(type(call), said):
        raise RefusedError(refusal)
    return msgspec.structs.replace(call, **declared.whole(type(call), said))


def numbered(call: Prepare) -> int:
    """Return the id of the act's subject; 0, which no record has, if the text is not an id."""
    return id_of(call.subject)


def slotted(call: Prepare) -> tuple[int, int]:
    """Return the ids of the request and the slot that an act is about (`12.2`); 0 where the text is not an id."""
    request, _, slot = call.subject.partition(".")
    return id_of(request), id_of(slot)


def id_of(number: str) -> int:
    """Return the id written in a text; 0, which no record has, if the text is not an id."""
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= _DIGITS else 0


_DIGITS: Final = 15


def fault(act: SignedAct) -> Refusal | None:
    """Return why a field that the signer gave is invalid, or None. The bytes of an act may come from anywhere."""
    kind, said = declared.kind_of(act), declared.said_in(act)
    return next((refusal for _, refusal in declared.faults(kind, said)), None)
