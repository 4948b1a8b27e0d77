"""The calls that have a declared act prepared, in a line each."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from console.acting import declared
from console.acting.steps import Core
from console.domain.acts import BY_TAG, Pledge, tag
from console.domain.custody import OpenEnvelope
from console.domain.erasing import ReleaseHold
from console.domain.leaves import noun_of
from console.domain.orders import Activation, Deputation, Recall, Suspension
from console.domain.pairs import Rearm, ResumeLoss, Unfreeze
from console.domain.shapes import SignedAct
from console.wire import views
from console.wire.acts import Prepare

CLAUSES: Final = tuple(range(1, 13))
"""Of the pledge that is in force in the tests."""


def asked(kind: type[msgspec.Struct], subject: str = "", head: str = "", **said: Any) -> Prepare:
    return Prepare(tag(kind), subject, head, said)


def pledge(
    department: str = "business", accepted: Sequence[int] = CLAUSES, witness: str = "zhengtao"
) -> Prepare:
    return asked(Pledge, department=department, accepted=list(accepted), witness=witness)


ORDERS: Final[dict[str, type[SignedAct]]] = {
    noun_of(kind): kind for kind in (Deputation, Recall, Suspension, Activation)
}


def order(kind: str, person: str = "", **said: Any) -> Prepare:
    """Unless it is said otherwise a deputy signs for `sunli`, and an operator's standby is woken."""
    usual: dict[str, dict[str, Any]] = {
        "deputation": {"principal": "sunli", "deputy": person},
        "activation": {"post": "operator", "person": person},
        "suspension": {"person": person},
        "recall": {},
    }
    return asked(ORDERS[kind], **(usual[kind] | said))


def unfreeze(freeze: int, reason: str) -> Prepare:
    return asked(Unfreeze, str(freeze), reason=reason)


def resume_loss(case: str, reason: str) -> Prepare:
    return asked(ResumeLoss, case, reason=reason)


def rearm(dispatcher: str, reason: str) -> Prepare:
    return asked(Rearm, dispatcher, reason=reason)


def release_hold(hold: int, reason: str) -> Prepare:
    return asked(ReleaseHold, str(hold), reason=reason)


def opening(number: str, seal: str, reason: str) -> Prepare:
    return asked(OpenEnvelope, number, seal=seal, reason=reason)


def checked(line: Core, call: Prepare, by: str) -> views.Prepared:
    """What the signer's own program makes of the desk's answer."""
    return declared.prepare(line, BY_TAG[call.act], call.subject, call.said, {}, by=by)
