"""Filling in a declared act: what its signer said, what every act carries, and what its noun alone knows."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

import msgspec

from console.domain import declared
from console.domain.refusals import Refusal, refuse
from console.domain.shapes import SignedAct
from console.errors import RefusedError
from console.services.context import Context
from console.wire.acts import Prepare

A = TypeVar("A", bound=SignedAct)
S = TypeVar("S", bound=msgspec.Struct)


def filled(ctx: Context, kind: type[A], call: Prepare, beyond: Mapping[str, Any]) -> A:
    """Return the act that a call asks for; raises RefusedError for the first field that is not right."""
    everyone = {"org": ctx.roster.org, "by": ctx.person, "at": ctx.at, "roster": ctx.roster.version}
    return filled_in(kind, call, everyone | dict(beyond))


def filled_in(kind: type[S], call: Prepare, beyond: Mapping[str, Any]) -> S:
    """Return the same of an act within a proposal, which says nothing of who signs and when."""
    for _, refusal in declared.faults(kind, call.said):
        raise RefusedError(refusal)
    try:
        return declared.filled(kind, call.said, beyond)
    except msgspec.ValidationError as error:
        raise RefusedError(refuse("not_canonical", "I1", detail=error)) from error


def numbered(call: Prepare) -> int:
    """Return the id that an act is about; 0, which nothing has, for what is none."""
    return id_of(call.subject)


def slotted(call: Prepare) -> tuple[int, int]:
    """Return the ids of the request and of its slot that an act is about (`12.2`); 0 for what is none."""
    request, _, slot = call.subject.partition(".")
    return id_of(request), id_of(slot)


def id_of(number: str) -> int:
    """Return the id that a text writes; 0, which nothing has, for what is none."""
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= _DIGITS else 0


_DIGITS: Final = 15


def fault(act: SignedAct) -> Refusal | None:
    """Return what is not right in what the signer of an act said, or None: its bytes may come from anywhere."""
    kind, said = declared.kind_of(act), declared.said_in(act)
    return next((refusal for _, refusal in declared.faults(kind, said)), None)
