"""Signed acts of every noun: filled in before they are signed, judged once when they come back, and passed to who takes them."""

from dataclasses import replace

from console.domain import acts
from console.domain.refusals import refuse
from console.domain.two_person.pairs import PROPOSED
from console.errors import RefusedError
from console.services.context import Context, answers
from console.services.statements import FILLS, TAKES, prepared, receive
from console.services.two_person import pairs
from console.wire import calls
from console.wire.acts import Prepare
from console.wire.answers import Done, Prepared


@answers
def enact(ctx: Context, call: calls.Enact) -> Done:
    """Judge a signed act once, and pass it to the service of its noun."""
    incoming = replace(receive(ctx, call.text, call.signature, carried=call.carried), draft=call.draft)
    take = TAKES.get(type(incoming.act))
    if take is None:
        raise RefusedError(refuse("not_a_decision", "R2"))
    return take(ctx, incoming)


@answers
def prepare(ctx: Context, call: Prepare) -> Prepared:
    """Have a declared act filled in by the service of its noun."""
    if call.act in PROPOSED:
        return pairs.prepare(ctx, call, PROPOSED[call.act])
    kind = acts.BY_TAG.get(call.act)
    fill = FILLS.get(kind) if kind is not None else None
    if fill is None:
        raise RefusedError(refuse("act_unknown", "I1", act=call.act))
    return prepared(fill(ctx, call, kind))
