"""Proposing to end a refusal (R13): the signer's own program seals the number that the signer typed, so no other one is meant."""

from collections.abc import Mapping

from console.acting import declared
from console.acting.steps import Core
from console.domain.contacts.resubscribing import Proof, Resubscribe, sealed
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.contacts import optouts as wire


def refusals(core: Core, number: int, reason: str) -> list[wire.OptOutOf]:
    """The refusals of a number that hold, oldest first; the reason stands in the ledger. Raises RefusedError."""
    rows: list[wire.OptOutOf] = core.call(wire.OptOutsOf(number, reason))
    return rows


def refusals_of_sender(core: Core, reply: int, reason: str) -> list[wire.OptOutOf]:
    """The refusals of the number that a reply came from; nobody types it, and the desk does not tell it. Raises RefusedError."""
    rows: list[wire.OptOutOf] = core.call(wire.OptOutsOf(0, reason, reply))
    return rows


def ending(core: Core, number: int, row: wire.OptOutOf, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have a proposal to end a refusal prepared and check it; raises ConsoleError("prepared_differs").

    `number` is 0 if it is that of the reply that proves the wish: the act names the reply then, and the dispatchers the refusal.
    """
    shown: dict[str, object] = {
        "optout": row.serial, "scope": row.scope, "department": row.department, "made": row.made,
    }  # fmt: skip
    if number:
        shown["number"] = sealed(number, row.salt)
    return declared.prepare(core, Resubscribe, str(row.serial), said, shown, by=by)


def seal(core: Core, digest: str) -> wire.OptOutSeal:
    """What checks the number of a proposal; raises RefusedError for who may not confirm it."""
    sealed_: wire.OptOutSeal = core.call(wire.SealOf(digest))
    return sealed_


def typed(act: Resubscribe) -> bool:
    """Whether the confirmer types the number on the proof; a reply shows its sender masked to both people."""
    return act.proof is not Proof.REPLY


def insist(act: Resubscribe, seal: wire.OptOutSeal, number: str) -> None:
    """Refuse to confirm for another number than that on the proof; raises RefusedError. The typed number goes nowhere."""
    digits = "".join(number.split())
    if not (digits.isascii() and digits.isdigit()) or sealed(int(digits), seal.salt) != act.number:
        raise RefusedError(refuse("resubscribe_number", "R13"))
