"""Proposing to end a refusal (R13): the signer's own program seals the number that the signer typed, so no other one is meant."""

from collections.abc import Mapping

from console.acting import declared
from console.acting.steps import Core
from console.domain.contacts.resubscribing import Resubscribe, sealed
from console.wire import optouts as wire
from console.wire import views
from console.wire.acts import Given


def refusals(core: Core, number: int, reason: str) -> list[wire.OptOutOf]:
    """The refusals of a number that hold, oldest first; the reason stands in the ledger. Raises RefusedError."""
    rows: list[wire.OptOutOf] = core.call(wire.OptOutsOf(number, reason))
    return rows


def ending(
    core: Core, number: int, row: wire.OptOutOf, said: Mapping[str, Given], *, by: str
) -> views.Prepared:
    """Have a proposal to end a refusal prepared and check it; raises ConsoleError("prepared_differs")."""
    shown = {
        "optout": row.serial, "scope": row.scope, "department": row.department, "made": row.made,
        "number": sealed(number, row.salt),
    }  # fmt: skip
    return declared.prepare(core, Resubscribe, str(row.serial), said, shown, by=by)
