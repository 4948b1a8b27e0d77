"""Two people release a text that the screening list blocks (R11): the supervising manager of its department, and the registrar."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select

from console.domain.content.appeals import ReleaseText
from console.domain.refusals import Refusal, refuse
from console.domain.two_person.pairing import Ground, PairKind
from console.services.context import Context
from console.services.declared import numbered
from console.services.requests import appeals
from console.services.two_person.engine import Subject, TwoPerson, proposes, registered
from console.services.two_person.proposals import CONFIRMED, LIVE, OVERTAKEN
from console.store import base
from console.store.personnel import ProposalRecord
from console.store.requests import RequestRecord
from console.wire.acts import Prepare


class Appealing(TwoPerson[ReleaseText]):
    """The act that releases a text."""

    KINDS = (PairKind.APPEAL,)
    TAKEN = refuse("appeal_proposed_already", "R11")
    TOPICS = ("requests",)

    def subject(self, ctx: Context, act: ReleaseText, digest: str) -> Subject:
        """Return the draft: only those who read its department's requests read its text."""
        del digest
        number = ctx.conn.execute(select(RequestRecord.number).where(RequestRecord.id == act.draft))
        return Subject(appeals.subject(act.draft), number.scalar_one_or_none() or "", act.draft)

    def stands(self, ctx: Context, act: ReleaseText) -> Refusal | None:
        """Return the refusal if the draft was changed since."""
        return appeals.stands(ctx, act)

    def ground(self, ctx: Context, act: ReleaseText, at: str) -> Ground:
        """Return the roster, and the department whose supervising manager proposes."""
        return Ground(ctx.roster, at, department=act.department)

    def lasting(self, ctx: Context, act: ReleaseText) -> str:
        """Return that a release lasts as long as the draft says what was released."""
        return CONFIRMED if appeals.lasts(ctx, act) else OVERTAKEN

    def rivals(self, ctx: Context, act: ReleaseText) -> Iterator[ProposalRecord]:
        """Yield other appeals about the same draft."""
        yield from base.rows(
            ctx.conn,
            select(ProposalRecord).where(
                ProposalRecord.kind == str(PairKind.APPEAL),
                ProposalRecord.subject == appeals.subject(act.draft),
                ProposalRecord.state.in_(LIVE),
            ),
        )


@proposes(ReleaseText)
def asked(ctx: Context, call: Prepare) -> ReleaseText:
    """The act that releases the text of the draft which the call names."""
    return appeals.asked(ctx, numbered(call))


NOUN: Final = registered(Appealing())
