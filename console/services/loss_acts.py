"""The signed steps of a loss case as the desk prepares and judges them: their fields, beyond who takes them and when."""

from collections.abc import Callable
from typing import Any

from console.domain import losses
from console.domain.losses import Case, LossAct, Step
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import loss_window
from console.services.context import Context
from console.services.enrolment_form import names_a_mobile
from console.wire.losses import PrepareLossStep


def built(ctx: Context, case: Case, call: PrepareLossStep, step: Step) -> LossAct:
    """The act that a call asks for; raises RefusedError for a step that no single signature takes."""
    make = _BUILT.get(step)
    if make is None:
        raise RefusedError(refuse("loss_takes_two", "R12"))
    common: dict[str, Any] = {
        "org": ctx.roster.org,
        "by": ctx.person,
        "at": ctx.at,
        "roster": ctx.roster.version,
        "case": case.digest,
        "previous": case.head,
    }
    if step is not Step.INSTALLED and (missing := _missing(call, step)):
        raise RefusedError(refuse("field_missing", "R12", field=missing))
    return make(ctx, case, call, common)


_REQUIRED: dict[Step, tuple[str, ...]] = {
    Step.TOLD: ("provider", "person", "when"),
    Step.CERTIFIED: ("number", "account", "channel", "last_known", "impact", "measures", "addressee"),
    Step.REQUESTED: ("ticket",),
    Step.REISSUED: ("when",),
    Step.CLOSED: ("text",),
    Step.FOUND: ("text",),
}


def _missing(call: PrepareLossStep, step: Step) -> str:
    return next((name for name in _REQUIRED.get(step, ()) if not getattr(call, name).strip()), "")


def _told(_ctx: Context, _case: Case, call: PrepareLossStep, common: dict[str, Any]) -> LossAct:
    return losses.Told(**common, provider=call.provider, person=call.person, when=call.when, answer=call.text)


def _acknowledged(_ctx: Context, _case: Case, call: PrepareLossStep, common: dict[str, Any]) -> LossAct:
    return losses.Acknowledged(**common, exposed=call.yes, opinion=call.text)


def _certificate(_ctx: Context, case: Case, call: PrepareLossStep, common: dict[str, Any]) -> LossAct:
    return losses.Certificate(
        **common,
        number=call.number,
        department=case.report.department,
        holder=case.report.holder,
        account=call.account,
        channel=call.channel,
        kind=case.report.kind,
        last_known=call.last_known,
        impact=call.impact,
        measures=call.measures,
        addressee=call.addressee,
    )


def _requested(_ctx: Context, case: Case, call: PrepareLossStep, common: dict[str, Any]) -> LossAct:
    return losses.Requested(
        **common, certificate=case.taken[Step.CERTIFIED].digest, ticket=call.ticket, papers=call.text
    )


def _reissued(_ctx: Context, _case: Case, call: PrepareLossStep, common: dict[str, Any]) -> LossAct:
    return losses.Reissued(**common, old_void=call.yes, checked=call.text, when=call.when)


def _installed(ctx: Context, case: Case, _call: PrepareLossStep, common: dict[str, Any]) -> LossAct:
    fingerprint, proved = loss_window.proof(ctx, case)
    if not fingerprint:
        raise RefusedError(refuse("loss_not_installed", "R12"))
    return losses.Installed(**common, fingerprint=fingerprint, proved=proved)


def _closed(ctx: Context, case: Case, call: PrepareLossStep, common: dict[str, Any]) -> LossAct:
    window = loss_window.exposed(ctx, case)
    return losses.Closed(
        **common,
        sends=window.total,
        unknown=window.unknown,
        resumed=case.taken[Step.RESUMED].digest,
        conclusion=call.text,
    )


def _found(_ctx: Context, _case: Case, call: PrepareLossStep, common: dict[str, Any]) -> LossAct:
    return losses.Found(**common, where=call.text)


_BUILT: dict[Step, Callable[[Context, Case, PrepareLossStep, dict[str, Any]], LossAct]] = {
    Step.TOLD: _told,
    Step.ACKNOWLEDGED: _acknowledged,
    Step.CERTIFIED: _certificate,
    Step.REQUESTED: _requested,
    Step.REISSUED: _reissued,
    Step.INSTALLED: _installed,
    Step.CLOSED: _closed,
    Step.FOUND: _found,
}


def fits(ctx: Context, case: Case, act: LossAct) -> Refusal | None:
    """Return why an act does not fit what the desk knows of its case, or None."""
    for field in type(act).__struct_fields__:
        value = getattr(act, field)
        if field in _WORDS and isinstance(value, str) and names_a_mobile(value):
            return refuse("application_mobile", "I6", field=field)
    match act:
        case losses.Told() | losses.Reissued():
            return _when(case, act.when, ctx.at) or _void(act)
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


_WORDS = frozenset(
    {"answer", "opinion", "last_known", "impact", "measures", "papers", "checked", "conclusion", "where"}
)


_MINUTE = len("2026-11-24T08:30")


def _when(case: Case, when: str, now: str) -> Refusal | None:
    """A call or an answer lies between the discovery and this moment; people write minutes."""
    if not case.report.noticed[:_MINUTE] <= when[:_MINUTE] or when > now:
        return refuse("loss_when", "R12", at=when)
    return None


def _void(act: LossAct) -> Refusal | None:
    """A reissue that leaves the old one good heals nothing."""
    if isinstance(act, losses.Reissued) and not act.old_void:
        return refuse("loss_old_not_void", "R12")
    return None


def _closing(ctx: Context, case: Case, act: losses.Closed) -> Refusal | None:
    window = loss_window.exposed(ctx, case)
    told = (act.sends, act.unknown, act.resumed)
    if told != (window.total, window.unknown, case.taken[Step.RESUMED].digest):
        return refuse("loss_window_moved", "R12", n=window.total)
    return None
