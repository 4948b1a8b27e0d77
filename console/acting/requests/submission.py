"""Checks by the drafter's own program before a request is signed: every field of the form against the bytes that came back."""

import msgspec

from console.acting import steps
from console.acting.requests import templates
from console.acting.steps import Core
from console.domain import acts, declared
from console.domain.content import quoted
from console.domain.content.lists import Registered
from console.errors import ConsoleError
from console.wire.acts import Prepare
from console.wire.answers import Prepared
from console.wire.requests.drafts import Draft

_NOTHING = Registered()


def ask(core: Core, request: int, by: str = "") -> Prepared:
    """Have the statement of a saved draft prepared; the desk has the typed fields. `by` is the person who signs it elsewhere."""
    prepared: Prepared = core.call(Prepare(acts.tag(acts.REQUEST), str(request), "", {}, by))
    return prepared


def insist(prepared: Prepared, draft: Draft, *, by: str, registered: Registered = _NOTHING) -> acts.Request:
    """Return the request that the bytes spell: by that person, dated now, and equal to the form in every field.

    Links and telephone numbers are those that stand in the form's text, `registered` as the signed screening list says.

    Raises ConsoleError("prepared_differs") naming the fields, or as `steps.expect` does.
    """
    act = steps.expect(prepared, by=by, kind="request")
    if not isinstance(act, acts.REQUEST):
        raise ConsoleError("prepared_differs", fields="type")
    if names := differing(draft, act, registered):
        raise ConsoleError("prepared_differs", fields=", ".join(names))
    return act


def differing(draft: Draft, act: acts.Request, registered: Registered = _NOTHING) -> list[str]:
    """Names of the fields in which the signed text differs from the form.

    The form knows a list only by its number; its digest is compared where it was chosen (`acting.manifests`).
    """
    found = quoted.filled(draft.signature + draft.body + draft.opt_out, draft.quoted, registered)
    draft = msgspec.structs.replace(draft, quoted=found)
    typed = [(nth, slot.opens, slot.closes) for nth, slot in enumerate(draft.slots, 1)]
    slots = [] if typed == [(slot.id, slot.opens, slot.closes) for slot in act.slots] else ["slots"]
    template = ["template"] if templates.differs(act, draft) else []
    return slots + template + declared.differing(act, draft.said())
