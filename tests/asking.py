"""The calls that have a declared act prepared, in a line each."""

from collections.abc import Sequence
from typing import Any, Final

from console.acting import declared
from console.acting.steps import Core
from console.domain.acts import BY_TAG, Pledge, tag
from console.domain.leaves import noun_of
from console.domain.orders import Activation, Deputation, Recall, Suspension
from console.domain.shapes import SignedAct
from console.wire import views
from console.wire.acts import Prepare

CLAUSES: Final = tuple(range(1, 13))
"""Of the pledge that is in force in the tests."""


def asked(kind: type[SignedAct], subject: str = "", head: str = "", **said: Any) -> Prepare:
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


def checked(line: Core, call: Prepare, by: str) -> views.Prepared:
    """What the signer's own program makes of the desk's answer."""
    return declared.prepare(line, BY_TAG[call.act], call.subject, call.said, {}, by=by)
