"""Reporting a loss and taking the steps of its case (R12): the bytes to be signed must say what the caller means."""

from collections.abc import Mapping
from typing import Any

import msgspec

from console.acting import declared
from console.acting.steps import Core
from console.domain.losses import losses
from console.domain.losses.losses import Installed, LossAct, Report, Step
from console.errors import ConsoleError
from console.signing.statements import digest
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.credentials.losses import LossStepRow, LossView


def prepare(
    core: Core, kind: type[LossAct], said: Mapping[str, Given], *, by: str, view: LossView
) -> Prepared:
    """Have a step prepared, and check it against the input and the case that `view` shows, whose newest step it follows.

    Raises ConsoleError("prepared_differs").
    """
    case = view.row.digest
    last = newest(view)
    if view.head not in ({one.digest for one in view.steps if one.at == last.at} if last else {case}):
        raise ConsoleError("prepared_differs", fields="previous")
    shown = _shown(kind, _reported(case, view), view) | {"case": case, "previous": view.head}
    return declared.prepare(core, kind, case, said, shown, by=by, head=view.head)


def _reported(case: str, view: LossView) -> Report:
    """The report that the step names. It must be the one that was read, because both come from the desk."""
    row = view.row
    try:
        report = msgspec.json.decode(view.report, type=Report, strict=True)
    except msgspec.DecodeError as error:
        raise ConsoleError("prepared_differs", fields="report") from error
    subject = (report.number, report.subject, report.id, report.holder, report.department, report.kind)
    if case != digest(view.report.encode()) or subject != (
        row.number,
        row.subject,
        row.name,
        row.holder,
        row.department,
        row.kind,
    ):
        raise ConsoleError("prepared_differs", fields="report")
    return report


def _shown(kind: type[LossAct], report: Report, view: LossView) -> dict[str, Any]:
    """The fields of a step that its signer did not type, as they read them on the case."""
    taken = {one.step: one.digest for one in view.steps if one.at}
    if kind is losses.Certificate:
        return {"department": report.department, "holder": report.holder, "kind": report.kind}
    if kind is losses.Requested:
        return {"certificate": taken.get(Step.CERTIFIED, "")}
    if kind is losses.Closed:
        return {"sends": view.total, "unknown": view.unknown, "resumed": taken.get(Step.RESUMED, "")}
    return {}


def newest(view: LossView) -> LossStepRow | None:
    """The newest step, which the next one cites; None if the case has only the report so far."""
    taken = sorted((step for step in view.steps if step.at), key=lambda step: step.at)
    return taken[-1] if taken else None


def installed(case: LossView) -> Installed:
    """The custodian's statement about the new password; raises ConsoleError("prepared_differs") if they have not signed one yet."""
    text = next((step.statement for step in case.steps if step.step == Step.INSTALLED and step.at), "")
    try:
        return msgspec.json.decode(text, type=Installed, strict=True)
    except msgspec.DecodeError as error:
        raise ConsoleError("prepared_differs", fields="installed") from error
