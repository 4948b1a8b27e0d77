"""Texts that two people release although the screening list blocks them (R11): what is released of a draft or a request."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import select, update

from console.domain import acts
from console.domain.content.appeals import NEVER, AppealWithdrawal, ReleaseText, released, sends
from console.domain.content.check import appealable, blocking
from console.domain.refusals import Refusal, refuse
from console.domain.states import RequestState
from console.errors import RefusedError
from console.services import kept_rows
from console.services.context import Context, found
from console.services.two_person import proposals
from console.services.two_person.proposals import CONFIRMED, LIVE, OVERTAKEN, WITHDRAWN
from console.store import base
from console.store.contacts import ContactListRecord
from console.store.personnel import AppealWithdrawalRecord, ProposalRecord, proposal
from console.store.requests import RequestRecord
from console.wire.requests.drafts import Draft

Slots = list[tuple[str, str, str]]
"""Of each slot the digest of its list, `opens` and `closes`."""
_WRITTEN: Final = (RequestState.DRAFT, RequestState.RETURNED)


def subject(draft: int) -> str:
    """The subject under which the appeals of a draft are stored; the request that it becomes has the same id."""
    return f"appeal:{draft}"


def whole(ctx: Context, draft: int) -> Sequence[ProposalRecord]:
    """The appeals about a draft that two people have signed and nobody withdrew."""
    return _kept(ctx, draft, CONFIRMED)


def _kept(ctx: Context, draft: int, state: str) -> Sequence[ProposalRecord]:
    chosen = select(ProposalRecord).where(
        ProposalRecord.kind == ReleaseText.RULE.name,
        ProposalRecord.subject == subject(draft),
        ProposalRecord.state == state,
    )
    return base.rows(ctx.conn, chosen.order_by(ProposalRecord.at))


def hands(ctx: Context, row: RequestRecord) -> frozenset[str]:
    """Who wrote or submitted a request, and who imported the lists of its draft: none of them releases its text."""
    lists = [slot.list_id for slot in msgspec.json.decode(row.draft, type=Draft).slots]
    return frozenset(msgspec.json.decode(row.hands, type=list[str])) | {*kept_rows.importers(ctx, lists)}


def own(ctx: Context, draft: int, hands: frozenset[str]) -> Refusal | None:
    """Why a draft may not be submitted by these hands: one of them released its text."""
    counting = [kept for kept in whole(ctx, draft) if lasts(ctx, act_of(kept))]
    signers = {person for kept in counting for person in (kept.by, kept.confirmed_by)}
    return next((refuse("appeal_own", "R11", person=one) for one in sorted(signers & hands)), None)


def taken_back(ctx: Context, row: RequestRecord, statement: acts.Request) -> Refusal | None:
    """Why a held send of a request does not go on: what let its text go was taken back since the request was submitted."""
    chosen = select(AppealWithdrawalRecord).where(AppealWithdrawalRecord.at >= row.submitted)
    for kept in _kept(ctx, row.id, WITHDRAWN):
        gone = base.row(ctx.conn, chosen.where(AppealWithdrawalRecord.proposal == kept.digest))
        if gone is not None and _of([act_of(kept)], statement):
            by = msgspec.json.decode(gone.text, type=AppealWithdrawal).by
            return refuse("text_release_withdrawn", "R11", person=by, at=gone.at)
    return None


def act_of(kept: ProposalRecord) -> ReleaseText:
    """The act of a stored appeal."""
    act = proposals.statement(kept).act
    if not isinstance(act, ReleaseText):
        raise TypeError(kept.kind)
    return act


def of_draft(ctx: Context, request: int, draft: Draft) -> frozenset[str]:
    """The classes that are released in a draft as it stands; none for one that was never saved."""
    if not request:
        return frozenset()
    return _free(
        map(act_of, whole(ctx, request)), draft.department, draft.category, written(draft), slots(ctx, draft)
    )


def of_statement(ctx: Context, request: int, statement: acts.Request) -> frozenset[str]:
    """The classes that are released in a signed request."""
    return _of(map(act_of, whole(ctx, request)), statement)


def fitting(ctx: Context, request: int, statement: acts.Request) -> Iterator[ProposalRecord]:
    """The appeals that release something in a signed request: its bundle proves them."""
    return (kept for kept in whole(ctx, request) if _of([act_of(kept)], statement))


def _of(held: Iterable[ReleaseText], statement: acts.Request) -> frozenset[str]:
    named = [(slot.list, slot.opens, slot.closes) for slot in statement.slots]
    return _free(held, statement.department, statement.category, statement.text.whole(), named)


def _free(
    held: Iterable[ReleaseText], department: str, category: str, text: str, named: Slots
) -> frozenset[str]:
    return released(held, department=department, category=category, text=text, slots=named)


def written(draft: Draft) -> str:
    """The whole text of a draft as a handset would show it."""
    return draft.signature + draft.body + draft.opt_out


def slots(ctx: Context, draft: Draft) -> Slots:
    """The slots of a draft; the digest of a list that is not chosen yet is empty."""
    chosen = select(ContactListRecord.id, ContactListRecord.digest)
    ids = [slot.list_id for slot in draft.slots]
    digests = dict(ctx.conn.execute(chosen.where(ContactListRecord.id.in_(ids))).all())
    return [(digests.get(slot.list_id) or "", slot.opens, slot.closes) for slot in draft.slots]


def asked(ctx: Context, draft: int) -> ReleaseText:
    """The act that would release the text of a draft; raises RefusedError if nothing of it can be released."""
    row = _row(ctx, draft)
    says = msgspec.json.decode(row.draft, type=Draft)
    ctx.may_read(row.department)
    text, named = written(says), slots(ctx, says)
    kinds = list(dict.fromkeys(hit.kind for hit in blocking(ctx.screener, text, says.category)))
    if not kinds:
        raise RefusedError(refuse("appeal_nothing", "R11"))
    if left := [kind for kind in kinds if kind not in appealable(ctx.screener)]:
        raise RefusedError(refuse("appeal_never", "R11", reason=left[0], version=ctx.screening.version))
    if not named or not all(part for slot in named for part in slot):
        raise RefusedError(refuse("appeal_unfinished", "R11"))
    return ReleaseText(
        draft=row.id, department=row.department, category=acts.Category(says.category), text=text, classes=kinds,
        screening=ctx.screening.version, sends=sends(named),
    )  # fmt: skip


def stands(ctx: Context, act: ReleaseText) -> Refusal | None:
    """Return the refusal if the draft says something else by now, was submitted, or the list lets nobody release this."""
    row = _written(ctx, act)
    return None if row is not None and _says(ctx, row, act) else refuse("appeal_stale", "R11")


def lasts(ctx: Context, act: ReleaseText) -> bool:
    """Whether a whole release still holds: of a request that was submitted with it, and of a draft as long as it says the same."""
    row = base.row(ctx.conn, select(RequestRecord).where(RequestRecord.id == act.draft))
    if row is None or not {*act.classes} <= appealable(ctx.screener):
        return False
    return row.state not in _WRITTEN or _says(ctx, row, act)


def _written(ctx: Context, act: ReleaseText) -> RequestRecord | None:
    row = base.row(ctx.conn, select(RequestRecord).where(RequestRecord.id == act.draft))
    fits = row is not None and row.state in _WRITTEN and {*act.classes} <= appealable(ctx.screener)
    return row if fits else None


def _says(ctx: Context, row: RequestRecord, act: ReleaseText) -> bool:
    says = msgspec.json.decode(row.draft, type=Draft)
    fits = _free([act], says.department, says.category, written(says), slots(ctx, says))
    return fits >= {*act.classes} - NEVER


def dropped(ctx: Context, draft: int) -> None:
    """End the appeals of a draft that is deleted, so that nothing that gets its number later inherits them."""
    gone = proposal.c.request == draft, proposal.c.kind == ReleaseText.RULE.name, proposal.c.state.in_(LIVE)
    values: dict[str, Any] = {"state": OVERTAKEN}
    ctx.conn.execute(update(proposal).where(*gone).values(**values))


def _row(ctx: Context, draft: int) -> RequestRecord:
    row = base.row(ctx.conn, select(RequestRecord).where(RequestRecord.id == draft))
    row = found(row, "no_such_request", request=draft)
    if row.state not in _WRITTEN:
        raise RefusedError(refuse("appeal_stale", "R11"))
    return row
