"""One engine for acts that need two people: who may propose, who confirms next, and the state of a proposal meanwhile.

Each noun has its own rules (`TwoPerson`); the common rules are here. A signer is judged now and at the date of the signature,
and every earlier signer is judged again at each further signature. What was proposed must still be true, and nobody signs
twice. `person` is always the signer, who need not be the caller, because signatures may be carried.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Final, Generic, NamedTuple, TypeVar

from sqlalchemy import select

from console.domain import dating
from console.domain.pair import PairAct
from console.domain.refusals import Refusal, refuse
from console.domain.two_person.pairing import Ground, may_confirm, may_propose
from console.domain.two_person.pairs import Confirmation, Proposal, TwoPersonAct
from console.services import declared
from console.services.context import Context, demand, keep
from console.services.ledger import ledger
from console.services.statements import Incoming
from console.services.two_person import proposals
from console.services.two_person.proposals import CONFIRMED, EXPIRED, LIVE, OPEN, OVERTAKEN
from console.store.personnel import ProposalRecord
from console.store.requests import RequestRecord
from console.wire import pairs
from console.wire.acts import Prepare
from console.wire.answers import Done, Prepared

A = TypeVar("A", bound=TwoPersonAct)


class Subject(NamedTuple):
    """The subject under which proposals are stored; `form` is the number of its request, if it is about one that has a number."""

    name: str
    form: str = ""
    request: int = 0
    slot: int = 0

    @property
    def number(self) -> str:
        """The number by which people call it."""
        return self.form or self.name.partition(":")[2]


class TwoPerson(ABC, Generic[A]):
    """The desk's rules for one act; each returns a refusal, or None if nothing prevents the act."""

    ACT: ClassVar[type[PairAct]]
    TAKEN: ClassVar[Refusal]
    """The refusal of a second proposal about the same subject."""
    TOPICS: ClassVar[tuple[str, ...]]
    COSIGNED: ClassVar[bool] = False
    """Whether each confirmation is stored separately, because more than one may be needed."""

    @abstractmethod
    def subject(self, ctx: Context, act: A, digest: str) -> Subject:
        """Return what an act is about; `digest` is that of its proposal."""

    @abstractmethod
    def stands(self, ctx: Context, act: A) -> Refusal | None:
        """Return the refusal if what an act states is no longer true."""

    def rivals(self, ctx: Context, act: A) -> Iterable[ProposalRecord]:
        """Return proposals that block this one as long as they wait for a signature, or to be carried out."""
        return proposals.live(ctx, self.subject(ctx, act, "").name)

    def ground(self, ctx: Context, act: A, at: str) -> Ground:
        """Return the facts by which its signers are judged, at an instant."""
        del act
        return Ground(ctx.roster, at)

    def ready(self, ctx: Context, act: A) -> Refusal | None:
        """Return why nothing of this kind may be proposed about the subject now; checked before rivals."""
        return self.stands(ctx, act)

    def new(self, ctx: Context, act: A) -> Refusal | None:
        """Return why this particular act may not be proposed; checked only at the proposal. May raise RefusedError."""
        del ctx, act
        return None

    def since(self, ctx: Context, act: A) -> str:
        """Return the earliest instant that the act may be dated, or an empty text."""
        del ctx, act
        return ""

    def lasting(self, ctx: Context, act: A) -> str:
        """Return the state of a confirmed act that does not expire with its proposal; empty if it does."""
        del ctx, act
        return ""

    def withdrawn(self, ctx: Context, kept: ProposalRecord) -> Refusal:
        """Return what whoever signs next is told of a proposal that was taken back."""
        del ctx, kept
        return refuse("confirmed_already", "I2")

    def whole(self, ctx: Context, act: A, kept: ProposalRecord, by: str) -> str:
        """Carry out the desk's part after the last signature, made by `by`; return the new state of the proposal."""
        del ctx, act, kept, by
        return CONFIRMED

    def payload(self, act: A, subject: Subject) -> dict[str, Any]:
        """Return the payload of the ledger entries of both signatures; its format must not change."""
        return {"pair": act.rule.name, "subject": subject.name}

    def note(self, ctx: Context, act: A, subject: Subject, done: str, by: str) -> None:
        """Record, outside the ledger, that somebody has `done` something (proposed, confirmed)."""

    def listed(self, act: A, row: pairs.ProposalRow) -> pairs.ProposalRow:
        """Return the list row with the fields that are specific to the noun."""
        del act
        return row


Noun = TwoPerson[Any]
"""The rules for any act; they must be used only with their own."""
NOUNS: Final[dict[str, Noun]] = {}
"""The same, by the names of the acts' rules."""
PROPOSES: Final[dict[type, Callable[[Context, Prepare], Any]]] = {}
"""The functions that fill in the fields of a proposed act that nobody types."""

_F = TypeVar("_F", bound=Callable[..., Any])
_N = TypeVar("_N", bound=type[Noun])


def registered(made: _N) -> _N:
    """Say that a class judges its act."""
    keep(NOUNS, (rule.name for rule in made.ACT.rules()), made())
    return made


def proposes(act: type) -> Callable[[_F], _F]:
    """Say that a function fills in what nobody types of an act that two people sign."""

    def say(fill: _F) -> _F:
        keep(PROPOSES, (act,), fill)
        return fill

    return say


def noun_of(act: A) -> TwoPerson[A]:
    """The rules for an act."""
    return NOUNS[act.rule.name]


# ---- the first signature


def may(ctx: Context, act: TwoPersonAct, person: str) -> Refusal | None:
    """Return why a person may not propose something of the kind about the subject of an act now, or None."""
    noun = noun_of(act)
    refusal = may_propose(person, act.rule, noun.ground(ctx, act, ctx.at)) or noun.ready(ctx, act)
    if refusal is None and rival(ctx, act) is not None:
        return noun.TAKEN
    return refusal


def rival(ctx: Context, act: TwoPersonAct) -> ProposalRecord | None:
    """Return the proposal that blocks others about the same subject, or None."""
    return waiting(ctx, noun_of(act).rivals(ctx, act))


def waiting(ctx: Context, rows: Iterable[ProposalRecord]) -> ProposalRecord | None:
    """Return the first of several proposals that still waits for a signature, or to be carried out; or None."""
    return next((one for one in rows if state(ctx, one) in LIVE), None)


def prepare(ctx: Context, act: TwoPersonAct, reason: str) -> Prepared:
    """Return the bytes of the caller's proposal; refused if they may not make it."""
    demand(may(ctx, act, ctx.person))
    demand(noun_of(act).new(ctx, act))
    return proposals.proposed(ctx, act, reason)


def propose(ctx: Context, signed: Proposal, incoming: Incoming) -> Done:
    """Take a signed proposal: it must be allowed now and at its date; it is stored and waits for its confirmations."""
    act = signed.act
    noun = noun_of(act)
    demand(declared.fault(signed))
    demand(may(ctx, act, signed.by))
    demand(noun.new(ctx, act))
    demand(may_propose(signed.by, act.rule, noun.ground(ctx, act, signed.at)))
    demand(dating.before(signed.at, noun.since(ctx, act)))
    proposals.judge_term(ctx, signed)
    subject = noun.subject(ctx, act, incoming.digest)
    proposals.keep(ctx, signed, incoming, subject=subject.name, request=subject.request, slot=subject.slot)
    return _record(ctx, noun, act, subject, "made", signed.by, incoming)


# ---- the further signatures


def may_sign(ctx: Context, kept: ProposalRecord, person: str) -> Refusal | None:
    """Return why a person may not make the next signature of a kept proposal now, or None."""
    act, noun = proposals.statement(kept).act, NOUNS[kept.kind]
    refusal = _signer(ctx, noun, kept, person, ctx.at)
    if refusal:
        return refusal
    match state(ctx, kept):
        case "open":
            return None
        case "expired":
            return refuse("proposal_expired", "I2", expires=kept.expires)
        case "overtaken":
            return noun.stands(ctx, act)
        case proposals.WITHDRAWN:
            return noun.withdrawn(ctx, kept)
        case _:
            return refuse("confirmed_already", "I2")


def confirm(ctx: Context, kept: ProposalRecord, signed: Confirmation, incoming: Incoming) -> Done:
    """Take a further signature; after the last one the act is carried out here, or offered to the dispatcher or roster signers."""
    act, by, noun = proposals.statement(kept).act, signed.by, NOUNS[kept.kind]
    demand(dating.before(signed.at, kept.at))
    demand(may_sign(ctx, kept, by))
    demand(_signer(ctx, noun, kept, by, signed.at))
    nth = len(_so_far(ctx, noun, kept)) + 1
    if noun.COSIGNED:
        proposals.cosign(ctx, kept.digest, nth, by, incoming)
    done = _record(ctx, noun, act, _subject(ctx, kept), "confirmed", by, incoming)
    if nth == len(act.rule.confirms):
        proposals.keep_last(ctx, kept, by, incoming, state=noun.whole(ctx, act, kept, by))
    return done


def _signer(ctx: Context, noun: Noun, kept: ProposalRecord, person: str, at: str) -> Refusal | None:
    """Why a person may not sign next at an instant, or None; the proposer is judged again. None also if all have signed."""
    act, confirmed = proposals.statement(kept).act, tuple(_so_far(ctx, noun, kept))
    if len(confirmed) == len(act.rule.confirms):
        return None
    ground = noun.ground(ctx, act, at)
    refusal = may_confirm(person, act.rule, ground, proposer=kept.by, confirmed=confirmed)
    return refusal or may_propose(kept.by, act.rule, ground)


def _so_far(ctx: Context, noun: Noun, kept: ProposalRecord) -> Sequence[str]:
    """The people who have confirmed so far, for an act that more than two people may sign."""
    return [one.by for one in proposals.cosignatures(ctx, kept.digest)] if noun.COSIGNED else ()


def _record(
    ctx: Context, noun: TwoPerson[A], act: A, subject: Subject, what: str, by: str, incoming: Incoming
) -> Done:
    noun.note(ctx, act, subject, _DONE[what], by)
    ctx.notice(*noun.TOPICS)
    seq = ledger.record(
        ctx,
        f"proposal.{what}",
        subject.name,
        noun.payload(act, subject),
        actor=by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    return Done(seq, subject.request, subject.number)


def _subject(ctx: Context, kept: ProposalRecord) -> Subject:
    """The subject of a stored proposal."""
    chosen = select(RequestRecord.number).where(RequestRecord.id == kept.request)
    form = ctx.conn.execute(chosen).scalar_one_or_none() or "" if kept.request else ""
    return Subject(kept.subject, form, kept.request, kept.slot)


_DONE: Final = {"made": "proposed", "confirmed": "confirmed"}

# ---- the state of a proposal


def state(ctx: Context, kept: ProposalRecord) -> str:
    """Return the current state of a proposal: while it waits, it may expire, or what it states may become untrue."""
    if kept.state not in LIVE:
        return kept.state
    act, noun = proposals.statement(kept).act, NOUNS[kept.kind]
    if kept.state == CONFIRMED and (lasting := noun.lasting(ctx, act)):
        return lasting
    if kept.expires <= ctx.at:
        return EXPIRED
    if kept.state == OPEN and noun.stands(ctx, act) is not None:
        return OVERTAKEN
    return kept.state


def row(ctx: Context, kept: ProposalRecord) -> pairs.ProposalRow:
    """Return the list row of a stored proposal; `confirmed_by` names everybody who has confirmed so far."""
    signed, noun = proposals.statement(kept), NOUNS[kept.kind]
    plain = pairs.ProposalRow(
        digest=kept.digest,
        kind=kept.kind,
        number=_subject(ctx, kept).number,
        request=kept.request,
        slot=kept.slot,
        count=0,
        verdict="",
        by=kept.by,
        at=kept.at,
        expires=kept.expires,
        reason=signed.reason,
        state=state(ctx, kept),
        confirmed_by=", ".join(_so_far(ctx, noun, kept)) or kept.confirmed_by,
        why=kept.why,
        text=kept.text,
        refusal=may_sign(ctx, kept, ctx.person) if ctx.caller.person else None,
        subject=kept.subject,
    )
    return noun.listed(signed.act, plain)
