"""Freezing by both ways, and proposing to lift a freeze, resume a gateway after its loss, or rearm a dispatcher (R12)."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

import msgspec

from console.acting import declared
from console.acting.freezes.brakes import AskDispatcher, by_both
from console.acting.steps import Core
from console.acting.two_person import proposals
from console.domain.freezes.freezes import Scope
from console.domain.losses.losses import Kind, Subject
from console.domain.refusals import Refusal
from console.domain.two_person.pairs import Lifting, Proposal, Rearm, ResumeLoss, ends_freeze
from console.errors import ConsoleError, RefusedError
from console.failure import DATABASE_GONE
from console.wire.acts import Given
from console.wire.answers import Done, Prepared
from console.wire.control import Question
from console.wire.credentials.losses import LossView, ReportLoss
from console.wire.pairs import ProposalRow
from console.wire.sending import freezes as wire

_STRAIGHT: Final[dict[str, Scope]] = {
    Subject.GATEWAY: Scope.GATEWAY,
    Subject.KEY: Scope.PERSON,
    Subject.LOGIN: Scope.PERSON,
}
"""The scope that is frozen for each kind of loss."""
_DESK_AWAY: Final = frozenset({"desk_gone", "desk_slow", "answer_lost", DATABASE_GONE})


class Frozen(msgspec.Struct, frozen=True):
    """The result of a freeze on each way, as `Braked`: the desk's and the dispatcher's number of it, 0 where it was not taken."""

    desk: int
    dispatcher: int
    refusal: Refusal | None = None
    problem: str = ""
    promised: bool = False


def freeze(desk: Callable[[], Core], ask: AskDispatcher, call: wire.Freeze, person: str) -> Frozen:
    """Freeze straight at the dispatcher and at the desk; raises the desk's error if neither takes it."""
    question = Question("freeze", person=person, scope=call.scope, subject=call.subject, reason=call.reason)

    def take() -> Done:
        done: Done = desk().call(call)
        return done

    both = by_both(take, ask, question)
    return Frozen(
        both.desk.id if both.desk else 0, both.dispatcher, both.refusal, both.problem, both.promised
    )


def report_loss(desk: Callable[[], Core], ask: AskDispatcher, call: ReportLoss, person: str) -> Done:
    """Report a loss at the desk, and freeze straight at the dispatcher, which stops at once even when the desk is down.

    The desk later makes the same person's freeze there the case's own freeze. Raises the desk's errors.
    """
    try:
        done: Done = desk().call(call)
    except ConsoleError as error:
        if error.code in _DESK_AWAY:
            _stop(ask, call, person)
        raise
    _stop(ask, call, person)
    return done


def _stop(ask: AskDispatcher, call: ReportLoss, person: str) -> None:
    """Freeze what a loss freezes; a dispatcher that does not answer, or refuses, hears of the loss from the desk."""
    scope = _STRAIGHT.get(call.subject)
    if scope is None or (scope is Scope.PERSON and call.kind == Kind.FORGOTTEN):
        return
    with suppress(ConsoleError, RefusedError):
        ask(Question("freeze", person=person, scope=str(scope), subject=call.name, reason=call.kind))


def unfreeze(core: Core, row: wire.FreezeRow, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have a proposal to end a freeze prepared and check it; raises ConsoleError("prepared_differs")."""
    act = ends_freeze(row.scope, row.subject, row.number, row.by)
    return declared.prepare(core, type(act), str(row.id), said, msgspec.structs.asdict(act), by=by)


def resume(core: Core, case: LossView, fingerprint: str, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have a proposal to use a gateway again prepared, with the password whose fingerprint was read; raises as `unfreeze`."""
    shown = {"case": case.row.digest, "gateway": case.row.name, "fingerprint": fingerprint}
    return declared.prepare(core, ResumeLoss, case.row.digest, said, shown, by=by)


def of_case(case: LossView) -> Callable[[Lifting], bool]:
    """Whether an act is the return of the gateway of the case that is shown."""
    return lambda act: (
        isinstance(act, ResumeLoss) and (act.case, act.gateway) == (case.row.digest, case.row.name)
    )


def rearm(core: Core, row: wire.DispatcherRow, said: Mapping[str, Given], *, by: str) -> Prepared:
    """Have a proposal to rearm a dispatcher prepared, under the mark that was read; raises as `unfreeze`."""
    shown = {"dispatcher": row.id, "instance": row.unarmed}
    return declared.prepare(core, Rearm, row.id, said, shown, by=by)


def about(row: ProposalRow, fits: Callable[[Lifting], bool]) -> Proposal:
    """Return a proposal if it is about what is shown: only the desk says which proposal that is. Raises ConsoleError otherwise."""
    proposal = proposals.read(row, Lifting)
    if not isinstance(proposal.act, Lifting) or not fits(proposal.act):
        raise ConsoleError("prepared_differs", fields="act")
    return proposal


def confirm(core: Core, row: ProposalRow, *, by: str) -> Prepared:
    """Have the confirmation of such a proposal prepared; it names the bytes that were read."""
    proposals.read(row, Lifting)
    return proposals.confirm(core, row.digest, by=by)
