"""The facts behind usage figures (R8): what happened in a period to the requests that a caller may read, and what was sent.

The ledger says what happened when; its times never go back, so a period is a range of entry numbers. A send belongs to the period
in which its first message left, according to the dispatcher's signed report of the start (R3 counts quarters the same way).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Column, ColumnElement, Connection, Table, func, select

from console.domain.acts import Cost
from console.domain.acts import Text as SmsText
from console.domain.filing.statistics import (
    REPLIES,
    Event,
    Happened,
    Period,
    Send,
    masked,
)
from console.domain.replies.reply_judge import Verdict
from console.domain.requests import costs
from console.domain.sending import counts
from console.domain.sending.limits import grouped, read_reasons
from console.domain.times import render
from console.domain.two_person.pairs import Settle
from console.services.context import Context
from console.store import base
from console.store.archive import paper_send
from console.store.complaints import complaint
from console.store.personnel import ProposalRecord
from console.store.replies import reply
from console.store.requests import RequestRecord, RequestVersionRecord, request
from console.store.sends import SlotRecord, slot
from console.store.tables import LedgerRecord, ledger
from console.wire.sending.slots import Tally

_KINDS = {
    "request.submitted": Happened.SUBMITTED,
    "request.approval": Happened.APPROVED,
    "request.return": Happened.RETURNED,
    "request.rejection": Happened.REJECTED,
    "request.withdrawal": Happened.WITHDRAWN,
    "request.expired": Happened.EXPIRED,
    "request.lapsed": Happened.LAPSED,
}
_LATE = 45
"""Days after a period in which a report of a send that started in it may still come in, because the desk was unreachable."""
_AT_ONCE = 5_000


class Scope(msgspec.Struct, frozen=True):
    """What a caller asks for and may see. `departments` None: all."""

    period: Period
    begins: str
    ends: str
    departments: frozenset[str] | None
    category: str


class _Entry(msgspec.Struct):
    """The fields read from a ledger entry's payload."""

    version: int = 0
    state: str = ""
    slot: int = 0


class _Envelope(msgspec.Struct):
    payload: _Entry


class _Signed(msgspec.Struct):
    """The fields read from a signed act or report: the reason of a return, and when a send started and its release."""

    reason: str = ""
    at: str = ""
    release: str = ""


class _Priced(msgspec.Struct):
    cost: Cost
    gateway: str
    text: SmsText


class _Settled(msgspec.Struct):
    count: int


class _Proposed(msgspec.Struct):
    act: _Settled


_envelope = msgspec.json.Decoder(_Envelope).decode
_signed = msgspec.json.Decoder(_Signed).decode
_priced = msgspec.json.Decoder(_Priced).decode
tally_of = msgspec.json.Decoder(Tally).decode


def whys_of(row: "Begun", tally: Tally) -> list[tuple[str, int]]:
    """How many recipients of a slot were suppressed for each reason."""
    return read_reasons(tally.suppressed, row.suppressed)


class Begun:
    """The columns of a released slot."""

    request: int
    version: int
    slot: int
    release: str
    gateway: str
    tally: str
    suppressed: str


class Facts:
    """What happened in a period to the requests that a caller may read; read once, for all tables made from it."""

    def __init__(self, ctx: Context, scope: Scope) -> None:
        self._ctx, self._scope = ctx, scope
        self.reasons: dict[str, int] = {}
        self.ids: set[int] = set()
        self._known = self._requests()
        entries = list(self._entries())
        self._handed_in = self._submissions(entries)
        self.events = [*self._events(entries), *self._complaints(), *self._emergencies(), *self._replies()]
        self.begun: list[Begun] = []
        self.sends = list(self._sends())

    def _requests(self) -> dict[int, tuple[str, str]]:
        """Department and category of every request that counts here."""
        where: list[ColumnElement[bool]] = []
        if self._scope.departments is not None:
            where.append(request.c.department.in_(self._scope.departments))
        if self._scope.category:
            where.append(request.c.category == self._scope.category)
        rows = self._ctx.conn.execute(
            select(RequestRecord.id, RequestRecord.department, RequestRecord.category).where(*where)
        )
        return {row.id: (row.department, row.category) for row in rows.all()}

    def _stretch(self, begins: str, ends: str) -> tuple[int, int]:
        """The range of ledger entry numbers between two instants: the first, and the first after the range."""
        conn, seq, at = self._ctx.conn, ledger.c.seq, ledger.c.time
        return first_key(conn, ledger, seq, at, begins), first_key(conn, ledger, seq, at, ends)

    def _entries(self) -> Iterator[tuple[int, Happened, str, _Entry]]:
        """Request, what happened, when, and the entry's payload; of approvals only the last one of the route."""
        first, end = self._stretch(self._scope.begins, self._scope.ends)
        rows = self._ctx.conn.execute(
            select(
                LedgerRecord.kind,
                LedgerRecord.time,
                LedgerRecord.subject,
                LedgerRecord.envelope,
                LedgerRecord.statement,
            )
            .where(LedgerRecord.kind.in_(_KINDS), LedgerRecord.seq >= first, LedgerRecord.seq < end)
            .order_by(LedgerRecord.seq)
        )
        for kind, at, subject, envelope, statement in rows.all():
            request_id = _request_of(subject)
            if request_id not in self._known:
                continue
            payload, what = _envelope(envelope).payload, _KINDS[kind]
            if what is Happened.APPROVED and payload.state == "submitted":
                continue
            if what is Happened.RETURNED and statement is not None:
                reason = masked(_signed(statement).reason.strip())
                self.reasons[reason] = self.reasons.get(reason, 0) + 1
            yield request_id, what, at, payload

    def _submissions(self, entries: list[tuple[int, Happened, str, _Entry]]) -> dict[tuple[int, int], str]:
        """When each version that was approved in the period had been submitted."""
        known = {
            (one, payload.version): at for one, what, at, payload in entries if what is Happened.SUBMITTED
        }
        missing = {
            (one, payload.version) for one, what, _, payload in entries if what is Happened.APPROVED
        } - known.keys()
        for ids in portions(sorted({one for one, _ in missing})):
            rows = self._ctx.conn.execute(
                select(
                    RequestVersionRecord.request, RequestVersionRecord.version, RequestVersionRecord.at
                ).where(RequestVersionRecord.request.in_(ids))
            )
            known |= {(one, version): at for one, version, at in rows.all()}
        return known

    def _events(self, entries: list[tuple[int, Happened, str, _Entry]]) -> Iterator[Event]:
        for request_id, what, at, payload in entries:
            self.ids.add(request_id)
            department, category = self._known[request_id]
            handed_in = self._handed_in.get((request_id, payload.version), "")
            timed = what is Happened.APPROVED and handed_in
            yield Event(what, at, department, category, _seconds(handed_in, at) if timed else -1)

    def _replies(self) -> Iterator[Event]:
        """Replies that came in during the period, by verdict; one to no known text has no department and no category."""
        scope, table = self._scope, reply.c
        rows = self._ctx.conn.execute(
            select(table.at, table.department, table.category, table.verdict).where(
                table.at >= scope.begins, table.at < scope.ends, table.verdict.in_(list(REPLIES))
            )
        )
        for at, department, category, verdict in rows.all():
            if scope.departments is not None and department not in scope.departments:
                continue
            if not scope.category or category == scope.category:
                yield Event(REPLIES[Verdict(verdict)], at, department, category)

    def _complaints(self) -> Iterator[Event]:
        """Complaints that came in during the period; a complaint about no known request has no category."""
        scope, table = self._scope, complaint.c
        rows = self._ctx.conn.execute(
            select(table.at, table.department, table.request).where(
                table.at >= scope.begins, table.at < scope.ends
            )
        )
        for at, department, request_id in rows.all():
            if scope.departments is not None and department not in scope.departments:
                continue
            category = self._known.get(request_id, ("", ""))[1]
            if not scope.category or category == scope.category:
                yield Event(Happened.COMPLAINED, at, department, category)

    def _emergencies(self) -> Iterator[Event]:
        """Emergency sends that were sent on paper in the period (补录)."""
        scope, table = self._scope, paper_send.c
        where = [table.sent_at >= scope.begins, table.sent_at < scope.ends]
        if scope.departments is not None:
            where.append(table.department.in_(scope.departments))
        if scope.category:
            where.append(table.category == scope.category)
        rows = self._ctx.conn.execute(select(table.sent_at, table.department, table.category).where(*where))
        for at, department, category in rows.all():
            yield Event(Happened.EMERGENCY, at, department, category)

    def _sends(self) -> Iterator[Send]:
        """Slots whose first message left in the period."""
        started = self._started()
        settled = self._settled()
        for ids in portions(sorted({one for one, _ in started})):
            priced = self._priced(ids)
            columns = (
                slot.c.request,
                slot.c.version,
                slot.c.slot,
                slot.c.release,
                slot.c.gateway,
                slot.c.tally,
                slot.c.suppressed,
            )
            chosen = select(*columns).where(SlotRecord.request.in_(ids), SlotRecord.release != "")
            for row in base.rows_as(Begun, self._ctx.conn, chosen):
                at = started.get((row.request, row.release)) or started.get((row.request, f"slot {row.slot}"))
                if not at:
                    continue
                self.ids.add(row.request)
                self.begun.append(row)
                department, category = self._known[row.request]
                parts, price = self._price(row, priced.get((row.request, row.version)))
                tally = tally_of(row.tally)
                yield Send(
                    at=at,
                    department=department,
                    category=category,
                    recipients=tally.approved,
                    **{state: int(getattr(tally, state)) for state in counts.ENDS},
                    running=counts.total(tally, counts.RUNNING),
                    settled=settled.get((row.request, row.slot), 0),
                    taken=counts.total(tally, counts.TAKEN),
                    parts=parts,
                    price=price,
                    whys=tuple(grouped(whys_of(row, tally)).items()),
                )

    def _started(self) -> dict[tuple[int, str], str]:
        """When the first message left, by request and release; for a report that names no release, by slot."""
        begins, ends = self._scope.begins, self._scope.ends
        first, _ = self._stretch(_days_from(begins, -1), ends)
        _, end = self._stretch(begins, _days_from(ends, _LATE))
        rows = self._ctx.conn.execute(
            select(LedgerRecord.time, LedgerRecord.subject, LedgerRecord.envelope, LedgerRecord.statement)
            .where(LedgerRecord.kind == "send.started", LedgerRecord.seq >= first, LedgerRecord.seq < end)
            .order_by(LedgerRecord.seq)
        )
        started: dict[tuple[int, str], str] = {}
        for time, subject, envelope, statement in rows.all():
            request_id = _request_of(subject)
            signed = _signed(statement) if statement is not None else _Signed()
            at = signed.at or time
            if request_id in self._known and begins <= at < ends:
                key = signed.release or f"slot {_envelope(envelope).payload.slot}"
                started.setdefault((request_id, key), at)
        return started

    def _priced(self, ids: list[int]) -> dict[tuple[int, int], _Priced]:
        rows = self._ctx.conn.execute(
            select(
                RequestVersionRecord.request, RequestVersionRecord.version, RequestVersionRecord.text
            ).where(RequestVersionRecord.request.in_(ids))
        )
        return {(one, version): _priced(text) for one, version, text in rows.all()}

    def _price(self, row: Begun, signed: _Priced | None) -> tuple[int, int]:
        """Billed parts per message and fen per part: as signed, or by the file of another gateway that it was released through."""
        if signed is None:
            return 0, 0
        gateway = self._ctx.gateway(row.gateway) if row.gateway != signed.gateway else None
        cost = costs.of(signed.text.whole(), 1, gateway) if gateway is not None else signed.cost
        return cost.billed_each, cost.fen // cost.billed_total if cost.billed_total else 0

    def _settled(self) -> dict[tuple[int, int], int]:
        """Unknown recipients that two people settled, by request and slot."""
        rows = self._ctx.conn.execute(
            select(ProposalRecord.request, ProposalRecord.slot, ProposalRecord.text).where(
                ProposalRecord.kind == Settle.RULE.name, ProposalRecord.state == "applied"
            )
        )
        settled: dict[tuple[int, int], int] = {}
        for one, nth, text in rows:
            count = msgspec.json.decode(text, type=_Proposed).act.count
            settled[one, nth] = settled.get((one, nth), 0) + count
        return settled


def first_key(conn: Connection, of: Table, key: Column[Any], time: Column[Any], instant: str) -> int:
    """The first key whose time is not before an instant, if times grow with keys; one after the last key if there is none.

    A binary search: it needs no index on the time, and about twenty queries for a million rows.
    """
    low = conn.execute(select(func.coalesce(func.min(key), 1))).scalar_one()
    high = conn.execute(select(func.coalesce(func.max(key), 0))).scalar_one() + 1
    while low < high:
        middle = (low + high) // 2
        at = conn.execute(
            select(time).select_from(of).where(key >= middle).order_by(key).limit(1)
        ).scalar_one()
        if at < instant:
            low = middle + 1
        else:
            high = middle
    return int(low)


def _request_of(subject: str) -> int:
    kind, _, number = subject.partition(":")
    return int(number) if kind == "request" and number.isdecimal() else 0


def _seconds(since: str, until: str) -> int:
    return max(0, int((datetime.fromisoformat(until) - datetime.fromisoformat(since)).total_seconds()))


def _days_from(instant: str, days: int) -> str:
    moment = datetime.fromisoformat(instant) + timedelta(days=days)
    return render(moment)


def portions(ids: list[int]) -> Iterator[list[int]]:
    """Split ids into lists that fit into one statement."""
    for at in range(0, len(ids), _AT_ONCE):
        yield ids[at : at + _AT_ONCE]
