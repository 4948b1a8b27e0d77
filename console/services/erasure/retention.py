"""What is due for erasure (R13): every request, list and finding with numbers, from when it may go, and what prevents that."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import func, select

from console.domain.categories import Category
from console.domain.erasure import erasing as erasing_rules
from console.domain.erasure.erasing import ErasedList, ErasedSend, list_rows
from console.domain.erasure.retention import Kind, brought_due, sent_due
from console.domain.freezes.freezes import Scope
from console.domain.refusals import Refusal, refuse
from console.domain.states import RequestState, SlotState
from console.domain.two_person.pairs import Settle, Verdict
from console.services.complaints import complaint_numbers
from console.services.context import Context
from console.services.holds import legal_holds
from console.services.two_person import proposals
from console.store import base
from console.store.contacts import ContactListRecord, FindingRecord
from console.store.erasure import LegalHoldRecord
from console.store.freezes import FreezeRecord
from console.store.requests import RequestRecord, request_version
from console.store.sends import SlotRecord
from console.wire.requests.drafts import Draft
from console.wire.sending import erasure as wire

_ENDED: Final = frozenset({SlotState.DONE, SlotState.STOPPED, SlotState.LAPSED})
_OVER: Final = frozenset(
    {RequestState.WITHDRAWN, RequestState.REJECTED, RequestState.EXPIRED, RequestState.DONE}
)
"""States in which a request that has sent nothing will never send."""


_ENDED_UNSENT: Final = frozenset({RequestState.WITHDRAWN, RequestState.REJECTED})
"""States in which a request whose release was refused has ended."""


class Thing(NamedTuple):
    """Something that holds numbers: its row for people, and the parts of an act that erase it."""

    row: wire.DueRow
    sends: tuple[ErasedSend, ...]
    lists: tuple[ErasedList, ...]


class Stock:
    """Everything that is kept, read once per answer."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.holds = legal_holds.in_force(ctx)
        self.frozen = {
            row.subject
            for row in ctx.conn.execute(
                select(FreezeRecord.subject).where(
                    FreezeRecord.scope == Scope.REQUEST, FreezeRecord.lifted == ""
                )
            )
        }
        self.lists = {
            row.id: row
            for row in base.rows(
                ctx.conn, select(ContactListRecord).where(ContactListRecord.state == "ready")
            )
        }
        self.findings: dict[int, int] = dict(
            ctx.conn.execute(
                select(FindingRecord.list_id, func.count()).group_by(FindingRecord.list_id)
            ).all()
        )
        self.requests = {row.id: row for row in base.rows(ctx.conn, select(RequestRecord))}
        self.slots: dict[int, list[SlotRecord]] = defaultdict(list)
        self.users: dict[int, set[int]] = defaultdict(set)
        for part in base.rows(
            ctx.conn, select(SlotRecord).order_by(SlotRecord.request, SlotRecord.version, SlotRecord.slot)
        ):
            self.slots[part.request].append(part)
            self.users[part.list_id].add(part.request)
        for row in self.requests.values():
            if row.state in {RequestState.DRAFT, RequestState.RETURNED}:
                for one in msgspec.json.decode(row.draft, type=Draft).slots:
                    self.users[one.list_id].add(row.id)

    def everything(self) -> Iterator[Thing]:
        """Every request that was sent, every list that nothing was sent to, and the findings of kept lists."""
        for row in self.requests.values():
            if not row.erased and self._sent(row.id):
                yield self.of_request(row)
        for one in self.lists.values():
            if not one.erased and not any(self._sent(user) for user in self.users[one.id]):
                yield self.of_list(one)
            if not one.cleared and self.findings.get(one.id):
                yield self.of_findings(one)

    def _sent(self, request_id: int) -> list[SlotRecord]:
        return [part for part in self.slots[request_id] if part.release]

    def _needs(self, request_id: int) -> bool:
        """Whether a request may still need its lists: it may still send, or the numbers it sent to are kept."""
        row = self.requests.get(request_id)
        if row is None or row.erased:
            return False
        return bool(self._sent(request_id)) or row.state not in _OVER

    # ---- one kind each

    def of_request(self, row: RequestRecord, beside: frozenset[int] = frozenset()) -> Thing:
        """A request with the lists that nothing else still needs; `beside` are the requests that are erased with it."""
        ctx, sent = self.ctx, self._sent(row.id)
        closes = max(part.closes for part in sent)
        due = sent_due(
            ctx.policy.retention, Category(row.category), closes, ctx.desk.timezone, solo=ctx.roster.solo,
            ended=max(part.opens for part in sent),
        )  # fmt: skip
        going = beside | {row.id}
        lists = [
            self.lists[list_id]
            for list_id in sorted({part.list_id for part in self.slots[row.id]})
            if list_id in self.lists
            and not self.lists[list_id].erased
            and not any(self._needs(user) for user in self.users[list_id] - going)
        ]
        holds = legal_holds.on(self.holds, row.department, row.id)
        parts = tuple(self._whole(one) for one in lists)
        due_row = wire.DueRow(
            kind=Kind.REQUEST, id=row.id, name=row.number or "", title=row.purpose, department=row.department,
            category=row.category, n=sum(part.n for part in sent), findings=sum(p.findings for p in parts), rows=sum(part.n for part in sent) + sum(list_rows(p) for p in parts), due=due,
            lists=[one.name for one in lists], holds=[one.reason for one in holds],
            blocked=self._ended(row, sent) or self._kept(due, holds, frozen=str(row.id) in self.frozen),
        )  # fmt: skip
        sends = tuple(ErasedSend(self._digest(part), part.release, part.slot, part.n) for part in sent)
        return Thing(due_row, sends, parts)

    def of_list(self, one: ContactListRecord) -> Thing:
        """A list that nothing was sent to."""
        due = brought_due(self.ctx.policy.retention.unused_list, one.at, self.ctx.desk.timezone)
        users = [self.requests[user] for user in self.users[one.id] if user in self.requests]
        in_use = next((user for user in users if self._needs(user.id)), None)
        used = (
            refuse("erase_in_use", "R13", number=in_use.number or str(in_use.id))
            if in_use is not None
            else None
        )
        return self._list_thing(Kind.LIST, one, due, self._whole(one), used)

    def of_findings(self, one: ContactListRecord) -> Thing:
        """The findings of a list (rows that were not ordinary numbers)."""
        due = brought_due(self.ctx.policy.retention.findings, one.at, self.ctx.desk.timezone)
        part = ErasedList(one.digest or "", one.n, self.findings.get(one.id, 0), whole=False)
        return self._list_thing(Kind.FINDINGS, one, due, part, None)

    def _list_thing(
        self, kind: Kind, one: ContactListRecord, due: str, part: ErasedList, used: Refusal | None
    ) -> Thing:
        holds = self.held(one)
        row = wire.DueRow(
            kind=kind, id=one.id, name=one.name, title=one.source, department=one.department, category="",
            n=one.n if part.whole else 0, findings=part.findings, rows=list_rows(part), due=due, lists=[],
            holds=[held.reason for held in holds], blocked=used or self._kept(due, holds, frozen=False),
        )  # fmt: skip
        return Thing(row, (), (part,))

    def held(self, one: ContactListRecord) -> list[LegalHoldRecord]:
        """Legal holds on a list, its rows and its source file: those on its department or on a request that uses it."""
        holds = legal_holds.on(self.holds, one.department)
        for user in self.users[one.id]:
            holds += [held for held in legal_holds.on(self.holds, "", user) if held not in holds]
        return holds

    def _whole(self, one: ContactListRecord) -> ErasedList:
        return ErasedList(one.digest or "", one.n, self.findings.get(one.id, 0), whole=True)

    def _digest(self, part: SlotRecord) -> str:
        """The digest of the request version that a slot belongs to."""
        digest: str = self.ctx.conn.execute(
            select(request_version.c.digest).where(
                request_version.c.request == part.request, request_version.c.version == part.version
            )
        ).scalar_one()
        return digest

    # ---- what prevents its erasure

    def _ended(self, row: RequestRecord, sent: list[SlotRecord]) -> Refusal | None:
        """Why a request has not ended yet, or None."""
        if row.state in _ENDED_UNSENT:
            # Such a request may have been released, refused by the dispatcher and then withdrawn: only its released slots count.
            under_way = any(part.state not in _ENDED and part.state != SlotState.REFUSED for part in sent)
        else:
            under_way = row.state not in {RequestState.DONE, RequestState.CLEARED} or any(
                part.state not in _ENDED and not (part.continues and part.state == SlotState.REFUSED)
                for part in self.slots[row.id]
                if part.version == row.version
            )
        if under_way:
            return refuse("erase_running", "R13", number=row.number)
        for part in sent:
            tally = proposals.tally(part)
            # The queued recipients of a slot that was refused and then stopped or lapsed will never be sent to.
            waiting = tally.queued if part.state == SlotState.DONE else 0
            if part.state != SlotState.REFUSED and (waiting or tally.in_flight or tally.accepted):
                return refuse("erase_running", "R13", number=row.number)
            if tally.unknown and not self._closed(part, tally.unknown):
                return refuse("erase_unsettled", "R13", number=row.number, n=tally.unknown)
        return None

    def _closed(self, part: SlotRecord, unknown: int) -> bool:
        """Whether two people settled the unknown recipients as impossible to determine."""
        for one in proposals.about(self.ctx, part.request, part.slot):
            if one.kind == Settle.RULE.name and one.state == proposals.APPLIED:
                act = proposals.on_recipients(one)
                if isinstance(act, Settle) and act.verdict is Verdict.CLOSED and act.count >= unknown:
                    return True
        return False

    def _kept(self, due: str, holds: list[LegalHoldRecord], *, frozen: bool) -> Refusal | None:
        if holds:
            return refuse("erase_held", "R13", hold=holds[0].id, reason=holds[0].reason)
        if frozen:
            return refuse("erase_frozen", "R12")
        if due > self.ctx.at:
            return refuse("erase_early", "R13", due=due)
        return None


def chosen(
    stock: Stock, request_ids: Iterable[int], list_ids: Iterable[int], finding_ids: Iterable[int]
) -> list[Thing]:
    """The things with these ids, each judged as if all were erased together; unknown ids are left out."""
    going = frozenset(request_ids)
    things = [
        stock.of_request(stock.requests[one], going)
        for one in sorted(going)
        if one in stock.requests
        and not stock.requests[one].erased
        and stock.slots[one]
        and any(part.release for part in stock.slots[one])
    ]
    things += [
        stock.of_list(stock.lists[one])
        for one in sorted(set(list_ids))
        if one in stock.lists and not stock.lists[one].erased
    ]
    things += [
        stock.of_findings(stock.lists[one])
        for one in sorted(set(finding_ids))
        if one in stock.lists and not stock.lists[one].cleared
    ]
    return things


def preview(ctx: Context, call: wire.ErasurePreview) -> tuple[int, str, list[wire.DueRow]]:
    """One page of what is kept, longest due first: the total, the key of the next page, the rows."""
    mine, stock = ctx.departments(), Stock(ctx)
    rows = [thing.row for thing in stock.everything()] + list(complaint_numbers.kept(ctx, stock.holds))
    chosen_rows = [
        row
        for row in rows
        if (mine is None or row.department in mine)
        and (call.every or row.due <= ctx.at)
        and (not call.text or any(call.text in word for word in (row.name, row.title)))
    ]
    chosen_rows.sort(key=lambda row: (row.due, row.kind, row.id))
    start = int(call.after or 0)
    end = start + max(1, min(1000, call.limit))
    return len(chosen_rows), str(end) if end < len(chosen_rows) else "", chosen_rows[start:end]


def may_hold(ctx: Context) -> Refusal | None:
    """Why the caller may not make a legal hold, or None."""
    return erasing_rules.may_hold(ctx.person, ctx.roster, ctx.at)


def file_due(ctx: Context, at: str) -> str:
    """Until when the source file of a list may stay in the drop box."""
    return brought_due(ctx.policy.retention.inbox, at, ctx.desk.timezone)
