"""The signed steps of a loss case: the fields that nobody types, and whether a step fits the case at the desk."""

from typing import Any

from console.domain.losses import losses
from console.domain.losses.losses import Case, LossAct, Step
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import declared
from console.services.context import Context
from console.services.losses import loss_window


def beyond(ctx: Context, case: Case, kind: type[LossAct]) -> dict[str, Any]:
    """Return the fields of a step that the desk fills in, besides the case and the step before; raises RefusedError."""
    report = case.report
    if kind is losses.Certificate:
        return {"department": report.department, "holder": report.holder, "kind": report.kind}
    if kind is losses.Requested:
        return {"certificate": case.taken[Step.CERTIFIED].digest}
    if kind is losses.Installed:
        fingerprint, proved = loss_window.proof(ctx, case)
        if not fingerprint:
            raise RefusedError(refuse("loss_not_installed", "R12"))
        return {"fingerprint": fingerprint, "proved": proved}
    if kind is losses.Closed:
        window = loss_window.exposed(ctx, case)
        return {
            "sends": window.total,
            "unknown": window.unknown,
            "resumed": case.taken[Step.RESUMED].digest,
        }
    return {}


def fits(ctx: Context, case: Case, act: LossAct) -> Refusal | None:
    """Return why an act does not fit what the desk knows of its case, or None."""
    refusal = declared.fault(act)
    if refusal is not None:
        return refusal
    match act:
        case losses.Told() | losses.Reissued():
            return _when(case, act.when, ctx.at)
        case losses.Certificate():
            mine = (act.department, act.holder) == (case.report.department, case.report.holder)
            return None if mine else refuse("loss_other_holder", "R12", person=case.report.holder)
        case losses.Requested():
            right = act.certificate == case.taken[Step.CERTIFIED].digest
            return None if right else refuse("loss_other_certificate", "R12")
        case losses.Installed():
            proved = (act.fingerprint, act.proved) == loss_window.proof(ctx, case)
            return None if proved else refuse("loss_not_installed", "R12")
        case losses.Closed():
            return _closing(ctx, case, act)
        case _:
            return None


_MINUTE = len("2026-11-24T08:30")


def _when(case: Case, when: str, now: str) -> Refusal | None:
    """Refuse a time of a call or answer that is not between the discovery and now; people give it to the minute."""
    if not case.report.noticed[:_MINUTE] <= when[:_MINUTE] or when > now:
        return refuse("loss_when", "R12", at=when)
    return None


def _closing(ctx: Context, case: Case, act: losses.Closed) -> Refusal | None:
    window = loss_window.exposed(ctx, case)
    values = (act.sends, act.unknown, act.resumed)
    if values != (window.total, window.unknown, case.taken[Step.RESUMED].digest):
        return refuse("loss_window_moved", "R12", n=window.total)
    return None
