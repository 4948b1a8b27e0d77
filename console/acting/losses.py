"""Reporting a loss and taking the steps of its case (R12): what the caller means is insisted on in the bytes to be signed."""

from typing import Any, Final

import msgspec

from console.acting.steps import Core, expect
from console.domain.losses import STEP_OF, Installed, Step
from console.errors import ConsoleError
from console.wire import views
from console.wire.losses import LossView, PrepareLossStep

_SAID: Final[dict[str, dict[str, str]]] = {
    Step.TOLD: {"provider": "provider", "person": "person", "when": "when", "answer": "text"},
    Step.ACKNOWLEDGED: {"exposed": "yes", "opinion": "text"},
    Step.CERTIFIED: {
        name: name
        for name in ("number", "account", "channel", "last_known", "impact", "measures", "addressee")
    },
    Step.REQUESTED: {"ticket": "ticket", "papers": "text"},
    Step.REISSUED: {"old_void": "yes", "checked": "text", "when": "when"},
    Step.INSTALLED: {},
    Step.CLOSED: {"conclusion": "text"},
    Step.FOUND: {"where": "text"},
}
"""Of each step, the fields of the act and the field of the call that each must repeat."""

_KINDS: Final = {step: str(act.__struct_config__.tag).partition("/")[0] for act, step in STEP_OF.items()}


def prepare(core: Core, call: PrepareLossStep, *, by: str) -> views.Prepared:
    """Have a step prepared and check it against what was asked for; raises ConsoleError("prepared_differs")."""
    prepared: views.Prepared = core.call(call)
    step = Step(call.step)
    if step not in _SAID:
        raise ConsoleError("prepared_differs", fields="step")
    fields: dict[str, Any] = {field: getattr(call, said) for field, said in _SAID[step].items()}
    expect(prepared, by=by, kind=_KINDS[step], case=call.case, previous=call.head, **fields)
    return prepared


def installed(case: LossView) -> Installed:
    """What the custodian signed of the new password; raises ConsoleError("prepared_differs") where he has not yet."""
    text = next((step.statement for step in case.steps if step.step == Step.INSTALLED and step.at), "")
    try:
        return msgspec.json.decode(text, type=Installed, strict=True)
    except msgspec.DecodeError as error:
        raise ConsoleError("prepared_differs", fields="installed") from error
