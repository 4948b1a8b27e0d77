"""Reporting a loss and taking the steps of its case (R12): what the caller means is insisted on in the bytes to be signed."""

from typing import Any, Final

import msgspec

from console.acting.steps import Core, expect, read
from console.domain.losses import STEP_OF, Certificate, Installed, Report, Step
from console.errors import ConsoleError
from console.signing.statements import digest
from console.wire import views
from console.wire.losses import LossStepRow, LossView, PrepareLossStep

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


def prepare(core: Core, call: PrepareLossStep, *, by: str, view: LossView) -> views.Prepared:
    """Have a step prepared and check it against what was asked for on the case that `view` shows.

    Raises ConsoleError("prepared_differs").
    """
    prepared: views.Prepared = core.call(call)
    step = Step(call.step)
    if step not in _SAID:
        raise ConsoleError("prepared_differs", fields="step")
    fields: dict[str, Any] = {field: getattr(call, said) for field, said in _SAID[step].items()}
    report = _reported(call.case, view)
    fields |= _shown(step, report, view)
    act = expect(prepared, by=by, kind=_KINDS[step], case=call.case, previous=call.head, **fields)
    if isinstance(act, Certificate) and act.kind is not report.kind:
        raise ConsoleError("prepared_differs", fields="kind")
    return prepared


def _reported(case: str, view: LossView) -> Report:
    """The report that the step names, which must be the one that was read: the desk brings both."""
    row = view.row
    try:
        report = msgspec.json.decode(view.report, type=Report, strict=True)
    except msgspec.DecodeError as error:
        raise ConsoleError("prepared_differs", fields="report") from error
    told = (report.number, report.subject, report.id, report.holder, report.department, report.kind)
    if case != digest(view.report.encode()) or told != (
        row.number,
        row.subject,
        row.name,
        row.holder,
        row.department,
        row.kind,
    ):
        raise ConsoleError("prepared_differs", fields="report")
    return report


def _shown(step: Step, report: Report, view: LossView) -> dict[str, Any]:
    """What a step says besides what its signer typed, as he read it on the case."""
    taken = {one.step: one.digest for one in view.steps if one.at}
    match step:
        case Step.CERTIFIED:
            return {"department": report.department, "holder": report.holder}
        case Step.REQUESTED:
            return {"certificate": taken.get(Step.CERTIFIED, "")}
        case Step.CLOSED:
            return {
                "sends": view.total,
                "unknown": view.unknown,
                "resumed": taken.get(Step.RESUMED, ""),
            }
        case _:
            return {}


def newest(view: LossView) -> LossStepRow | None:
    """The step that was taken last, which the next one cites; None where there is nothing yet but the report."""
    taken = sorted((step for step in view.steps if step.at), key=lambda step: step.at)
    return taken[-1] if taken else None


def in_place(prepared: views.Prepared) -> tuple[str, str]:
    """Fingerprint and instant that an installation to be signed names, for its signer to read; empty texts for another step."""
    act = read(prepared)
    return (act.fingerprint, act.proved) if isinstance(act, Installed) else ("", "")


def installed(case: LossView) -> Installed:
    """What the custodian signed of the new password; raises ConsoleError("prepared_differs") where he has not yet."""
    text = next((step.statement for step in case.steps if step.step == Step.INSTALLED and step.at), "")
    try:
        return msgspec.json.decode(text, type=Installed, strict=True)
    except msgspec.DecodeError as error:
        raise ConsoleError("prepared_differs", fields="installed") from error
