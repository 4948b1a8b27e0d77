"""Having a declared act prepared: its bytes must say what its signer typed and what they were shown."""

from collections.abc import Mapping
from typing import Any

import msgspec

from console.acting.steps import Core, expect
from console.domain import acts, declared, leaves
from console.domain.shapes import SignedAct
from console.domain.two_person.pairs import Proposal
from console.errors import ConsoleError
from console.wire.acts import Given, Prepare
from console.wire.answers import Prepared
from console.wire.bounds import tidied


def prepare(
    core: Core,
    kind: type[msgspec.Struct],
    subject: str,
    said: Mapping[str, Given],
    shown: Mapping[str, object],
    *,
    by: str,
    head: str = "",
) -> Prepared:
    """Have an act prepared, or a proposal if it takes two people; `shown` holds untyped fields as the signer read them.

    Raises as `expect` does.
    """
    call = tidied(Prepare(acts.tag(kind), subject, head, dict(said), by))
    prepared: Prepared = core.call(call)
    alone = issubclass(kind, SignedAct)
    act = expect(prepared, by=by, kind=leaves.noun_of(kind if alone else Proposal))
    if declared.kind_of(act) is not kind:
        raise ConsoleError("prepared_differs", fields="type")
    says: Any = act.act if isinstance(act, Proposal) else act
    differing = [name for name, value in shown.items() if getattr(says, name) != value]
    differing += declared.differing(act, call.said)
    if differing:
        raise ConsoleError("prepared_differs", fields=", ".join(differing))
    return prepared
