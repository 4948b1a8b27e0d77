"""Enacting: a signed statement comes in, its signature and signer are judged once, and its noun's service carries it out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import msgspec

from console.domain import dating
from console.domain.acts import Order, Personal
from console.domain.people.people import Roster, Signers
from console.domain.refusals import Refusal, refuse
from console.domain.requests.text import mobile_in, unseen
from console.domain.shapes import SignedAct
from console.errors import RefusedError
from console.services import lockouts
from console.services.context import Context, demand, keep
from console.signing.canonical import NotCanonicalError, dumps
from console.signing.sshsig import BadSignatureError, verify
from console.signing.statements import decode, digest, encode, namespace
from console.wire.acts import Prepare
from console.wire.answers import Done, Prepared


@dataclass(frozen=True, slots=True)
class Incoming:
    """A statement with a valid signature; its signer is the active person named in `by`, and the key is theirs."""

    act: Personal
    text: str
    signature: str
    digest: str
    draft: int = 0
    """The number of the draft that it was made of; 0 if the carrier does not know it, or there is none."""


TAKES: Final[dict[type[SignedAct], Callable[[Context, Incoming], Done]]] = {}
FILLS: Final[dict[type[SignedAct], Callable[[Context, Prepare, Any], Any]]] = {}
"""Signed acts that declare which fields their signer gives, and the function that fills in the rest."""

_F = TypeVar("_F", bound=Callable[..., Any])


def takes(*acts: type[SignedAct]) -> Callable[[_F], _F]:
    """Say that a function takes these signed acts."""

    def say(take: _F) -> _F:
        keep(TAKES, acts, take)
        return take

    return say


def prepares(*acts: type[SignedAct]) -> Callable[[_F], _F]:
    """Say that a function fills in what nobody types of these signed acts."""

    def say(fill: _F) -> _F:
        keep(FILLS, acts, fill)
        return fill

    return say


def receive(ctx: Context, text: str, signature: str, *, carried: bool = False) -> Incoming:
    """Judge bytes, signature, organisation, signer, roster version and date of an incoming statement; raises RefusedError.

    `carried`: it was signed elsewhere. A statement that somebody other than its signer brings in always counts as carried.
    """
    try:
        act = decode(text.encode())
    except (NotCanonicalError, UnicodeEncodeError) as error:
        raise RefusedError(refuse("not_canonical", "I1", detail=error)) from error
    if isinstance(act, Roster | Signers):
        raise RefusedError(refuse("not_a_personal_act", "I1"))
    if unseen(msgspec.to_builtins(act)):
        raise RefusedError(refuse("hidden_characters", "R11"))
    _judge_words(act)
    if act.org != ctx.roster.org:
        raise RefusedError(refuse("foreign_organisation", "I1"))
    try:
        key = verify(signature, text.encode(), namespace(act))
    except BadSignatureError as error:
        raise RefusedError(refuse("bad_signature", "R2", detail=error)) from error
    person = ctx.roster.person(act.by)
    if (
        person is None
        or person.standing != "active"
        or not any(k.public == key and k.since <= act.at and not k.revoked for k in person.keys)
    ):
        raise RefusedError(refuse("not_the_signer", "R2", person=act.by))
    # The verifier rejects an act that is older than the version it names.
    if act.roster != ctx.roster.version or act.at < ctx.roster.at:
        raise RefusedError(refuse("other_roster", "I1", version=act.roster))
    demand(_dated(ctx, act, carried=carried or ctx.caller.person != act.by))
    demand(lockouts.refusal(ctx, act.by))
    lockouts.forget(ctx, act.by)
    return Incoming(act, text, signature, digest(text.encode()))


def _dated(ctx: Context, act: Personal, *, carried: bool) -> Refusal | None:
    """Refuse an act that is dated too long ago; an order must be brought in at once, because it changes rights from its date on."""
    slow = carried and not isinstance(act, Order)
    return dating.ahead(act.at, ctx.at) or dating.too_old(act.at, ctx.at, carried=slow)


def prepared(act: Personal) -> Prepared:
    """The canonical text of an act, to be read and signed; raises RefusedError if a field cannot be written."""
    try:
        text = encode(act).decode()
        decode(text.encode())
        if unseen(msgspec.to_builtins(act)):
            raise RefusedError(refuse("hidden_characters", "R11"))
        _judge_words(act)
    except NotCanonicalError as error:
        raise RefusedError(refuse("not_canonical", "I1", detail=error)) from error
    return Prepared(text)


_WORDS = ("opinion", "reason", "remarks", "words")
"""Fields of signed acts that hold free text."""


def _judge_words(act: Personal) -> None:
    """Refuse free text with a mobile number: the statement stays in the ledger even when the number must be erased (I6)."""
    for field in _WORDS:
        said = getattr(act, field, "")
        if isinstance(said, str) and mobile_in(said):
            raise RefusedError(refuse("application_mobile", "I6", field=field))


def shown_digest(card: object) -> str:
    """SHA-256 over the canonical JSON of what the desk computed for an approver."""
    return digest(dumps(card))
