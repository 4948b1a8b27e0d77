"""Having a declared act prepared: its bytes must say what its signer typed and what they were shown."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import msgspec

from console.acting.steps import Core, expect
from console.domain import acts, declared, leaves, times
from console.domain.shapes import SignedAct
from console.domain.two_person.pairs import Proposal
from console.errors import ConsoleError
from console.wire import views
from console.wire.acts import Given, Prepare
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
) -> views.Prepared:
    """Have an act prepared, or a proposal if it takes two people; `shown` holds untyped fields as the signer read them.

    Raises as `expect` does.
    """
    call = tidied(Prepare(acts.tag(kind), subject, head, dict(said), by))
    prepared: views.Prepared = core.call(call)
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


def insist_same(read: msgspec.Struct, again: msgspec.Struct) -> None:
    """Refuse to sign an act that differs from the one that was read; raises ConsoleError("prepared_differs")."""
    before, after = ({(one.noun, one.path): one.value for one in leaves.of(act)} for act in (read, again))
    changed = {leaf for leaf in before.keys() | after.keys() if before.get(leaf) != after.get(leaf)}
    noun = leaves.noun_of(type(read))
    changed -= {(noun, (name,)) for name in getattr(read, "MOVES", ("at",))}
    if isinstance(read, Proposal) and isinstance(again, Proposal) and _term(read) == _term(again):
        # The dates moved, but the proposal stands for the same time.
        changed -= {(noun, ("expires",))}
    if type(read) is not type(again) or changed:
        fields = ", ".join(sorted(".".join(map(str, path)) for _, path in changed)) or "type"
        raise ConsoleError("prepared_differs", fields=fields)


def _term(proposal: Proposal) -> timedelta:
    return times.parse(proposal.expires) - times.parse(proposal.at)
