"""The bundle of a request: every statement that proves it, for the dispatcher, for evidence, for the offline verifier."""

from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import select

from console.domain import acts
from console.domain.people.people import Post, Roster
from console.domain.rosters import rule_files
from console.domain.rosters.rule_files import Kind, Named
from console.errors import ConsoleError
from console.services import kept_rows, pledging, standing
from console.services.content import appeals
from console.services.context import Context, answers, found
from console.services.requests import requests
from console.signing.bundle_file import Bundle, Pair, pack
from console.signing.personnel import pledged
from console.signing.statements import Signed
from console.store import base, people
from console.store.contacts import ContactListRecord
from console.store.personnel import ProposalRecord
from console.store.requests import RequestRecord, RequestVersionRecord, StepRecord
from console.store.sends import SlotRecord
from console.wire import calls, frames
from console.wire.answers import Blob

_CHAIN = ("approval", "acceptance", "extension", "return", "rejection", "withdrawal")


@answers
def bundle_of(ctx: Context, call: calls.BundleOf) -> Blob:
    """Pack a request's newest version; with a slot, also its release. Raises ConsoleError `bundle_too_large`."""
    if not ctx.caller.service:
        kept_rows.row_by_id(ctx, call.request)
    row = base.row(ctx.conn, select(RequestRecord).where(RequestRecord.id == call.request))
    row = found(row, "no_such_request", request=call.request)
    version = base.row(
        ctx.conn,
        select(RequestVersionRecord).where(
            RequestVersionRecord.request == row.id, RequestVersionRecord.version == row.version
        ),
    )
    version = found(version, "not_submitted", request=call.request)
    release = _release(ctx, row.id, row.version, call.slot) if call.slot else None
    statement = msgspec.json.decode(version.text, type=acts.AnyRequest)
    gateway = statement.gateway
    if release is not None:
        gateway = msgspec.json.decode(release.text, type=acts.Release).gateway
    signed = requests.steps_of(ctx, row.id, row.version)
    steps = [s for s in signed if s.kind in _CHAIN]
    if release is not None:
        steps = _before(steps, msgspec.json.decode(release.text, type=acts.Release).previous)
    bundle = Bundle(
        v=1,
        org=ctx.roster.org,
        signers=_signers(ctx),
        rosters=_rosters(ctx, call.known),
        policy=_file(ctx, Kind.POLICY, ""),
        gateway=_file(ctx, Kind.GATEWAY, gateway),
        pledges=_pledges(ctx, row.id, statement, signed),
        orders=standing.travelling(ctx.conn, statement.at, ctx.roster.at, statement.department),
        manifests=_manifests(ctx, row.id, row.version),
        request=Signed(version.text, [version.signature]),
        steps=[Signed(s.text, [s.signature]) for s in steps],
        release=Signed(release.text, [release.signature]) if release is not None else None,
        appeals=_appeals(ctx, row.id, statement) or msgspec.UNSET,
    )
    data = pack(bundle)
    if len(data) > _MOST:
        raise ConsoleError("bundle_too_large", request=call.request, bytes=len(data), most=_MOST)
    return Blob(data)


_MOST = frames.MAX_FRAME - 1024
"""Bytes of a bundle in one answer; the rest of the frame holds the message around it."""


def _appeals(ctx: Context, request_id: int, statement: acts.Request) -> list[Pair]:
    """The pairs that released the request's text (R11)."""
    return [
        Pair(Signed(kept.text, [kept.signature]), Signed(kept.confirmation, [kept.confirmation_signature]))
        for kept in appeals.fitting(ctx, request_id, statement)
    ]


def _file(ctx: Context, kind: Kind, gateway: str) -> str:
    """The text of a file in force. For a gateway that the roster has dropped since, the last file that it had."""
    place = Named(kind, gateway, "").place
    named = next((one for one in rule_files.named(ctx.roster) if one.place == place), None)
    named = named or _dropped(ctx, place)
    if named is None:
        raise ConsoleError("no_gateway_file", gateway=gateway)
    params = {"rule_file": kind, "name": named.name, "digest": named.digest}
    return found(ctx.file(named), "rule_file_missing", **params).text


def _dropped(ctx: Context, place: tuple[Kind, str]) -> Named | None:
    for row in reversed(kept_rows.rosters(ctx)):
        roster = msgspec.json.decode(row.text, type=Roster)
        for one in rule_files.named(roster):
            if one.place == place:
                return one
    return None


def trust_chain(ctx: Context, known: int) -> tuple[list[Signed], list[Signed], list[Signed]]:
    """Signers statements, roster versions from `known` on, and the personnel orders in force, each oldest first."""
    return _signers(ctx), _rosters(ctx, known), standing.travelling(ctx.conn, ctx.at, ctx.roster.at, "")


def _release(ctx: Context, request_id: int, version: int, slot_id: int) -> StepRecord:
    """The release of a slot; for a slot that continues another, the release at the beginning of the chain."""
    digest, slot = None, slot_id
    while slot:
        found_slot = ctx.conn.execute(
            select(SlotRecord.release, SlotRecord.continues).where(
                SlotRecord.request == request_id, SlotRecord.version == version, SlotRecord.slot == slot
            )
        ).one_or_none()
        digest, slot = found_slot if found_slot is not None else ("", 0)
    if not digest:
        raise ConsoleError("not_released", slot=slot_id)
    return base.one(ctx.conn, select(StepRecord).where(StepRecord.digest == digest))


def _before(steps: list[StepRecord], last: str) -> list[StepRecord]:
    """The steps up to the one that the release follows; later ones, such as another slot's extension, are left out."""
    for at, one in enumerate(steps, 1):
        if one.digest == last:
            return steps[:at]
    return steps


class _Stored:
    text: str
    signatures: str


def _signers(ctx: Context) -> list[Signed]:
    table = people.signers.c
    chosen = select(table.text, table.signatures).order_by(table.version)
    return [_whole(row) for row in base.rows_as(_Stored, ctx.conn, chosen)]


def _rosters(ctx: Context, known: int) -> list[Signed]:
    """The versions from `known` on; if the caller claims a later version than exists, only the newest."""
    table = people.roster.c
    chosen = select(table.text, table.signatures).where(table.version >= min(known, ctx.roster.version))
    return [_whole(row) for row in base.rows_as(_Stored, ctx.conn, chosen.order_by(table.version))]


def _whole(row: _Stored) -> Signed:
    return Signed(row.text, msgspec.json.decode(row.signatures, type=list[str]))


def _signed(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The signer and the date of each act."""
    for text in texts:
        act = msgspec.json.decode(text, type=acts.Personal)
        yield act.by, act.at


def _pledges(ctx: Context, request_id: int, statement: acts.Request, steps: list[StepRecord]) -> list[Signed]:
    """The pledge that each signer had at the date of each act, and the current one of the operators who may continue."""
    rule = ctx.policy.pledge
    operators = [
        a.person for a in ctx.roster.posts if (a.post, a.department) == (Post.OPERATOR, statement.released_by)
    ]
    moments = {(statement.by, statement.at), (statement.drafter, statement.at)}
    moments |= set(_signed(one.text for one in steps))
    # Two-person acts about a send are judged with its bundle, even if one of the signers has changed posts since.
    pairs = ctx.conn.execute(
        select(ProposalRecord.text, ProposalRecord.confirmation).where(ProposalRecord.request == request_id)
    )
    moments |= set(_signed(text for row in pairs for text in row if text))
    moments |= {(person, ctx.at) for person in operators}
    table = people.pledge.c
    rows = ctx.conn.execute(
        select(table.person, table.text, table.signature)
        .where(table.version == rule.version, table.person.in_({person for person, _ in moments}))
        .order_by(table.person, table.until.desc())
    ).all()
    good = {(p.id, k.public) for p in ctx.roster.people for k in p.keys if not k.revoked}
    read = [
        (msgspec.json.decode(row.text, type=acts.Pledge), Signed(row.text, [row.signature]))
        for row in rows
        if (row.person, pledging.pledge_key(row.text, row.signature, ctx.roster.org)) in good
    ]
    chosen: dict[str, Signed] = {}
    for person, at in sorted(moments):
        last = next((s for p, s in read if p.by == person and pledged(rule, [p], at)), None)
        if last is not None:
            chosen[last.digest()] = last
    return list(chosen.values())


def _manifests(ctx: Context, request_id: int, version: int) -> list[Signed]:
    ids = select(SlotRecord.list_id).where(SlotRecord.request == request_id, SlotRecord.version == version)
    rows = ctx.conn.execute(
        select(ContactListRecord.text, ContactListRecord.signature)
        .where(ContactListRecord.id.in_(ids))
        .order_by(ContactListRecord.id)
    )
    return [Signed(r.text or "", [r.signature or ""]) for r in rows]
