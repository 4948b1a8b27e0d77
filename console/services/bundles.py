"""The bundle of a request: every statement that proves it, for the dispatcher, for evidence, for the offline verifier."""

from typing import Any

import msgspec
from sqlalchemy import Table, or_, select

from console.domain import acts
from console.domain.orders import Recall
from console.errors import ConsoleError
from console.services import requests
from console.services.context import Context, found
from console.signing.bundle import Bundle, pack
from console.signing.statements import Signed
from console.store import people
from console.store.contacts import contact_list
from console.store.personnel import personnel_order
from console.store.requests import request, request_version, step
from console.store.sends import slot
from console.wire import calls, views

_CHAIN = ("approval", "acceptance", "extension", "return", "rejection", "withdrawal")


def bundle_of(ctx: Context, call: calls.BundleOf) -> views.Blob:
    """Pack a request's newest version; with a slot, also the release that let it go."""
    if not ctx.caller.service:
        requests.row_by_id(ctx, call.request)
    row = ctx.conn.execute(select(request).where(request.c.id == call.request)).one_or_none()
    row = found(row, "no_such_request", request=call.request)
    version = ctx.conn.execute(
        select(request_version).where(
            request_version.c.request == row.id, request_version.c.version == row.version
        )
    ).one_or_none()
    version = found(version, "not_submitted", request=call.request)
    release = _release(ctx, row.id, row.version, call.slot) if call.slot else None
    statement = msgspec.json.decode(version.text, type=acts.Request)
    gateway = statement.gateway
    if release is not None:
        gateway = msgspec.json.decode(release.text, type=acts.Release).gateway
    steps = [s for s in requests.steps_of(ctx, row.id, row.version) if s.kind in _CHAIN]
    if release is not None:
        steps = _before(steps, msgspec.json.decode(release.text, type=acts.Release).previous)
    bundle = Bundle(
        v=1,
        org=ctx.roster.org,
        signers=_trust(ctx, people.signers),
        rosters=_trust(ctx, people.roster),
        policy=found(
            ctx.desk.policy(ctx.roster.policy.digest), "policy_file_differs", version=ctx.policy.version
        ),
        gateway=found(ctx.desk.gateway_texts.get(gateway), "no_gateway_file", gateway=gateway),
        pledges=_pledges(ctx),
        orders=_orders(ctx, statement.at),
        manifests=_manifests(ctx, row.id, row.version),
        request=Signed(version.text, [version.signature]),
        steps=[Signed(s.text, [s.signature]) for s in steps],
        release=Signed(release.text, [release.signature]) if release is not None else None,
    )
    return views.Blob(pack(bundle))


def _release(ctx: Context, request_id: int, version: int, slot_id: int) -> Any:
    digest = ctx.conn.execute(
        select(slot.c.release).where(
            slot.c.request == request_id, slot.c.version == version, slot.c.slot == slot_id
        )
    ).scalar_one_or_none()
    if not digest:
        raise ConsoleError("not_released", slot=slot_id)
    return ctx.conn.execute(select(step).where(step.c.digest == digest)).one()


def _before(steps: list[Any], last: str) -> list[Any]:
    """The steps up to the one that the release follows: what was signed after it, such as another slot's extension, is not in it."""
    for at, one in enumerate(steps, 1):
        if one.digest == last:
            return steps[:at]
    return steps


def _trust(ctx: Context, table: Table) -> list[Signed]:
    rows = ctx.conn.execute(select(table.c.text, table.c.signatures).order_by(table.c.version))
    return [Signed(r.text, msgspec.json.decode(r.signatures, type=list[str])) for r in rows]


def _pledges(ctx: Context) -> list[Signed]:
    table = people.pledge.c
    rows = ctx.conn.execute(
        select(table.text, table.signature)
        .where(table.version == ctx.policy.pledge.version)
        .order_by(table.person, table.at)
    )
    return [Signed(r.text, [r.signature]) for r in rows]


def _orders(ctx: Context, since: str) -> list[Signed]:
    """The personnel orders that count at or after an instant, oldest first: deputies' and standbys' signatures stand on them."""
    table = personnel_order.c
    rows = ctx.conn.execute(
        select(table.text, table.signature, table.kind, table.digest, table.until, table.recalled, table.at)
        .where(or_(table.kind == "recall", table.until > since, table.at >= ctx.roster.at))
        .order_by(table.at, table.id)
    ).all()
    kept = {r.digest for r in rows if r.kind != "recall"}
    return [
        Signed(r.text, [r.signature])
        for r in rows
        if r.kind != "recall" or msgspec.json.decode(r.text, type=Recall).order in kept
    ]


def _manifests(ctx: Context, request_id: int, version: int) -> list[Signed]:
    ids = select(slot.c.list_id).where(slot.c.request == request_id, slot.c.version == version)
    rows = ctx.conn.execute(
        select(contact_list.c.text, contact_list.c.signature)
        .where(contact_list.c.id.in_(ids))
        .order_by(contact_list.c.id)
    )
    return [Signed(r.text or "", [r.signature or ""]) for r in rows]
