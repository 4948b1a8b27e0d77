"""The calls that have a declared act prepared, in a line each."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from console.acting import declared, steps
from console.acting.approvals import decisions
from console.acting.approvals.decisions import On
from console.acting.steps import Core
from console.domain.acts import (
    BY_TAG,
    REQUEST,
    Approval,
    CodedAcceptance,
    Extension,
    Manifest,
    Pledge,
    Rejection,
    Release,
    Resume,
    Return,
    Step,
    Stop,
    Withdrawal,
    tag,
)
from console.domain.contacts.resubscribing import Resubscribe
from console.domain.credentials.custody import HandOver, OpenEnvelope, SealEnvelope
from console.domain.erasure.erasing import Erase, ReleaseHold
from console.domain.leaves import noun_of
from console.domain.people.enrolment import Application, ApplicationStep
from console.domain.people.orders import Activation, Deputation, Recall, Suspension
from console.domain.shapes import SignedAct
from console.domain.two_person.pairs import Confirmation, ContinueThrough, Rearm, ResumeLoss, Settle, Unfreeze
from console.signing.keys import UnlockedKey
from console.wire.acts import Prepare
from console.wire.answers import Done, Prepared
from console.wire.people.enrolment import ApplicationForm

CLAUSES: Final = tuple(range(1, 13))
"""Of the pledge that is in force in the tests."""


def asked(kind: type[msgspec.Struct], subject: str = "", head: str = "", **said: Any) -> Prepare:
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


def unfreeze(freeze: int, reason: str) -> Prepare:
    return asked(Unfreeze, str(freeze), reason=reason)


def resume_loss(case: str, reason: str) -> Prepare:
    return asked(ResumeLoss, case, reason=reason)


def rearm(dispatcher: str, reason: str) -> Prepare:
    return asked(Rearm, dispatcher, reason=reason)


def settle(
    request: int, slot: int = 1, *, verdict: str = "not_sent", count: int = 3, reason: str = "运营商查无记录"
) -> Prepare:
    return asked(Settle, f"{request}.{slot}", verdict=verdict, count=count, reason=reason)


def send_again(request: int, slot: int = 1, **said: Any) -> Prepare:
    return asked(ContinueThrough, f"{request}.{slot}", **said)


def erase(
    *requests: int,
    lists: Sequence[int] = (),
    findings: Sequence[int] = (),
    reason: str = "保存期满",
    **said: Any,
) -> Prepare:
    """`count` may be left out."""
    named = {"request": requests, "list": lists, "findings": findings}
    subject = ",".join(f"{kind}.{one}" for kind, ids in named.items() for one in ids)
    return asked(Erase, subject, reason=reason, **said)


def confirmation(proposal: str) -> Prepare:
    return asked(Confirmation, proposal)


def manifest(list_id: int, root: str) -> Prepare:
    return asked(Manifest, str(list_id), root=root)


def release_hold(hold: int, reason: str) -> Prepare:
    return asked(ReleaseHold, str(hold), reason=reason)


def hand_over(to: str, effective: str, reason: str = "轮岗") -> Prepare:
    return asked(HandOver, incoming=to, effective=effective, reason=reason)


def sealing(**said: str) -> Prepare:
    return asked(SealEnvelope, **said)


def opening(number: str, seal: str, reason: str) -> Prepare:
    return asked(OpenEnvelope, number, seal=seal, reason=reason)


def checked(line: Core, call: Prepare, by: str) -> Prepared:
    """What the signer's own program makes of the desk's answer."""
    return declared.prepare(line, BY_TAG[call.act], call.subject, call.said, {}, by=by)


STEPS: Final[dict[str, type[Step]]] = {
    noun_of(kind): kind
    for kind in (
        Approval, Return, Rejection, Withdrawal, CodedAcceptance, Extension, Release, Resume, Stop,
    )
}  # fmt: skip


def step(
    kind: str, request: int, head: str, *, slot: int = 0, by: str = "", text: str = "", **said: Any
) -> Prepare:
    """`text` is the opinion or the reason; what the act does not ask for is left out; the hold that is lifted is the first unless it is said otherwise."""
    act = STEPS[kind]
    if kind == "resume":
        said.setdefault("hold", 1)
    told = {name: text for name in ("opinion", "reason") if text and name in act.__struct_fields__}
    return Prepare(
        tag(act),
        f"{request}.{slot}" if slot else str(request),
        head,
        told | {name: one for name, one in said.items() if name in act.__struct_fields__},
        by,
    )


def decided(line: Core, call: Prepare, by: str, digest: str, **shown: object) -> Prepared:
    """What the program of a step's signer makes of the desk's answer, who read the request of that digest."""
    request, _, slot = call.subject.partition(".")
    on = On(int(request), digest, call.head, int(slot or 0))
    return decisions.step(line, STEPS[noun_of(BY_TAG[call.act])], on, call.said, by=by, **shown)


def signed(line: Core, prepared: Prepared, key: UnlockedKey) -> str:
    """The signature of somebody who read these very bytes."""
    return steps.sign(line, steps.read(prepared), prepared, lambda: key)


def enacted(line: Core, prepared: Prepared, key: UnlockedKey) -> Done:
    """The same, sent in."""
    return steps.enact(line, steps.read(prepared), prepared, lambda: key)


def request(number: int, by: str = "") -> Prepare:
    """The statement of a saved draft."""
    return Prepare(tag(REQUEST), str(number), "", {}, by)


def application(form: ApplicationForm, returned: int = 0) -> Prepare:
    """An application, or the next version of a returned one."""
    return Prepare(tag(Application), str(returned or ""), "", form.said())


def decision(application_id: int, head: str, decided: str, **said: str) -> Prepare:
    """A decision on an application whose chain ends in `head`."""
    return asked(ApplicationStep, str(application_id), head, decision=decided, **said)


def resubscribe(serial: int, reason: str = "本人来电要求恢复", **said: Any) -> Prepare:
    return asked(Resubscribe, str(serial), reason=reason, **said)
