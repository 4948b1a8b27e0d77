"""What happens to requests under way when a person named in them may no longer act, or other files come into force.

The verifier refuses what a leaver, a suspended person or a revoked key signed, and what was signed under another policy pack or
gateway file. The desk therefore returns such requests first, with a reason, to the people who can start again.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

import msgspec
from sqlalchemy import select, update

from console.domain import acts
from console.domain.people.orders import Deputation
from console.domain.people.people import Roster
from console.domain.requests import costs
from console.domain.rosters.rule_files import Kind, Named
from console.domain.sending.gateways import GatewayFile
from console.domain.states import RequestState, SlotState, move_request, move_slot
from console.services import standing
from console.services.context import Context
from console.services.ledger import ledger
from console.services.requests import requests
from console.signing.sshsig import verify
from console.signing.statements import decode, namespace
from console.store import base
from console.store.contacts import ContactListRecord
from console.store.requests import RequestRecord, RequestVersionRecord, request
from console.store.sends import SlotRecord, slot

_OPEN = (RequestState.SUBMITTED, RequestState.APPROVED, RequestState.CLEARED)
_UNRELEASED = (SlotState.WAITING, SlotState.CLEARED, SlotState.LAPSED, SlotState.REFUSED)
_CHAIN = ("approval", "acceptance", "extension")
"""Steps on which a release depends; steps that end a request, and releases of other slots, are not judged again."""


class _Mark(NamedTuple):
    """A signature on which a request under way depends; `people` are its signer and those whose good standing it needs."""

    people: frozenset[str]
    at: str
    text: str
    signature: str

    def key(self) -> str:
        """The public key that made the signature."""
        data = self.text.encode()
        return verify(self.signature, data, namespace(decode(data)))


def stop_for(
    ctx: Context, people: Collection[str], why: str, *, keys: Collection[str] = (), after: str = ""
) -> list[int]:
    """Send back requests written or signed by `people`, because the dispatcher would refuse them; return their ids.

    `why` is a code that keys words. With `keys` (public lines) only signatures by those keys count, with `after` only later
    signatures. Slots that are released, sending or over are left as they are, and the request stays with them.
    """
    stopped: list[int] = []
    rows = base.rows(
        ctx.conn, select(RequestRecord).where(RequestRecord.state.in_(_OPEN)).order_by(RequestRecord.id)
    )
    for row in rows:
        named = _named(ctx, row, frozenset(people), keys, after)
        if named:
            _stop(ctx, row, f"{why}: {_called(ctx, named)}", {"person": named, "why": why})
            stopped.append(row.id)
    if stopped:
        ctx.notice("requests", "sends")
    return stopped


def carrying(ctx: Context, person: str) -> list[RequestRecord]:
    """Requests under way that a person wrote or signed, oldest first, as rows of the projection."""
    rows = base.rows(
        ctx.conn, select(RequestRecord).where(RequestRecord.state.in_(_OPEN)).order_by(RequestRecord.id)
    )
    return [row for row in rows if _named(ctx, row, frozenset({person}), (), "")]


def stop_outdated(ctx: Context, roster: Roster) -> list[int]:
    """Send back requests signed under other files than `roster` names, which the dispatcher would refuse; return their ids."""
    rows = base.rows(
        ctx.conn, select(RequestRecord).where(RequestRecord.state.in_(_OPEN)).order_by(RequestRecord.id)
    )
    return [row.id for row in rows if _stop_if_outdated(ctx, row, roster)]


def refused(ctx: Context, request_id: int) -> None:
    """Handle a release that the dispatcher refused: if the files in force have changed, the request goes back to its drafter."""
    row = base.row(
        ctx.conn, select(RequestRecord).where(RequestRecord.id == request_id, RequestRecord.state.in_(_OPEN))
    )
    if row is not None:
        _stop_if_outdated(ctx, row, ctx.roster)


def _stop_if_outdated(ctx: Context, row: RequestRecord, roster: Roster) -> bool:
    asked = requests.statement_of(ctx, row.id, row.version)
    reason = _outdated(ctx, asked, roster) if asked is not None else None
    if reason is None:
        return False
    why, what = reason
    _stop(ctx, row, f"{why}: {what}", {"what": what, "why": why})
    ctx.notice("requests", "sends")
    return True


def _outdated(ctx: Context, asked: acts.Request, roster: Roster) -> tuple[str, str] | None:
    """Why a request cannot be sent under the files that a roster names: a code that keys words, and the file's name."""
    if (asked.policy, asked.policy_digest) != (roster.policy.version, roster.policy.digest):
        return "policy", roster.policy.version
    ref = roster.gateway(asked.gateway)
    if ref is None:
        return "gateway_gone", asked.gateway
    file = ctx.file(Named(Kind.GATEWAY, ref.id, ref.digest))
    if file is not None and isinstance(file.says, GatewayFile) and not costs.holds(asked, file.says):
        return "gateway", asked.gateway
    return None


def _named(
    ctx: Context, row: RequestRecord, people: frozenset[str], keys: Collection[str], after: str
) -> str:
    """One of `people` whose signature the request depends on, or empty."""
    for mark in _marks(ctx, row, people):
        names = sorted(people & mark.people)
        if names and mark.at > after and (not keys or mark.key() in keys):
            return names[0]
    return ""


def _marks(ctx: Context, row: RequestRecord, people: frozenset[str]) -> Iterator[_Mark]:
    version = base.one(
        ctx.conn,
        select(RequestVersionRecord).where(
            RequestVersionRecord.request == row.id, RequestVersionRecord.version == row.version
        ),
    )
    asked = msgspec.json.decode(version.text, type=acts.AnyRequest)
    yield _Mark(frozenset({asked.by, asked.drafter}), asked.at, version.text, version.signature)
    lists = select(SlotRecord.list_id).where(SlotRecord.request == row.id, SlotRecord.version == row.version)
    for one in base.rows(ctx.conn, select(ContactListRecord).where(ContactListRecord.id.in_(lists))):
        yield _Mark(frozenset({one.importer}), one.at, one.text or "", one.signature or "")
    for step in requests.steps_of(ctx, row.id, row.version):
        if step.kind not in _CHAIN:
            continue
        act = msgspec.json.decode(step.text, type=acts.Statement)
        leaning = _principals(ctx, act, people) if isinstance(act, acts.Approval) else frozenset()
        yield _Mark(frozenset({step.person}) | leaning, step.at, step.text, step.signature)


def _principals(ctx: Context, act: acts.Approval, people: frozenset[str]) -> frozenset[str]:
    """For a signature as deputy (代): the principal, and the givers of the deputation if all of them are in `people`."""
    if not act.deputy_for:
        return frozenset()
    givers = {
        order.by
        for _, order in standing.orders(ctx.conn)
        if isinstance(order, Deputation)
        and (order.deputy, order.principal) == (act.by, act.deputy_for)
        and order.since <= act.at < order.until
    }
    return frozenset({act.deputy_for}) | (givers if givers <= people else frozenset())


def _called(ctx: Context, person: str) -> str:
    named = ctx.roster.person(person)
    return f"{named.name if named else person} ({person})"


def _stop(ctx: Context, row: RequestRecord, reason: str, values: dict[str, str]) -> None:
    slots = requests.slots_of(ctx, row.id, row.version)
    left = [s for s in slots if s.release and s.state not in _UNRELEASED]
    for one in slots:
        if one.state in _UNRELEASED:
            ctx.conn.execute(
                update(slot)
                .where(slot.c.request == row.id, slot.c.version == row.version, slot.c.slot == one.slot)
                .values(
                    state=move_slot(SlotState(one.state), SlotState.STOPPED), reason=reason, updated=ctx.at
                )
            )
    state, waits_for = _afterwards({SlotState(s.state) for s in left})
    old = RequestState(row.state)
    ctx.conn.execute(
        update(request)
        .where(request.c.id == row.id)
        .values(
            state=move_request(old, state) if state is not old else old,
            waits_for=waits_for,
            reason=reason,
            updated=ctx.at,
        )
    )
    ledger.record(
        ctx,
        "request.stopped",
        f"request:{row.id}",
        {
            "number": row.number,
            "version": row.version,
            **values,
            "state": str(state),
            "left": [s.slot for s in left],
        },
    )


def _afterwards(left: set[SlotState]) -> tuple[RequestState, str]:
    """The next state: back to the drafter if no slot was released; otherwise these slots and the request continue."""
    if not left:
        return RequestState.RETURNED, "revise"
    if left <= {SlotState.DONE, SlotState.STOPPED}:
        return RequestState.DONE, ""
    return RequestState.CLEARED, "release"
