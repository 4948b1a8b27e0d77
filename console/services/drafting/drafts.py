"""The entry form: its cost, its signers, the faults of its fields, and the statement made from it."""

from collections.abc import Collection, Iterator
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import bindparam, select

from console.domain import acts, declared, times
from console.domain.content import quoted
from console.domain.declared import LINE
from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.domain.requests import audiences, mandatory
from console.domain.requests import text as texts
from console.domain.requests.segments import BillingRule, Encoding, Segments, last_part, measure
from console.domain.sending.hours import Verdict
from console.services import windows
from console.services.contacts import hashed_optouts, left_out
from console.services.content import appeals, screened
from console.services.context import Context, answers
from console.services.pledging import pledged
from console.services.requests import documents, opt_out_lines, signers
from console.services.templates import used as templates
from console.signing.sshsig import verify
from console.signing.statements import decode, namespace
from console.store import base
from console.store.contacts import ContactListRecord, contact_list
from console.store.requests import RequestRecord
from console.wire import calls
from console.wire.answers import Fault
from console.wire.requests.drafts import Draft, Preview, SlotDraft


def recipients(ctx: Context, draft: Draft) -> int:
    """How many numbers the lists of all slots have."""
    return _together(draft, _lists(ctx, draft))


def _together(draft: Draft, lists: dict[int, ContactListRecord]) -> int:
    return sum(lists[s.list_id].n for s in draft.slots if s.list_id in lists)


def sizes(ctx: Context, draft: Draft) -> Segments | None:
    """Characters and parts under the chosen gateway's rules; None if no gateway is chosen or its encoding cannot hold the text."""
    gateway = ctx.gateway(draft.gateway)
    if gateway is None:
        return None
    try:
        return measure(
            signers.text_of(draft).whole(), BillingRule(gateway.billing), Encoding(gateway.encoding)
        )
    except ValueError:
        return None


@answers
def preview(ctx: Context, call: calls.PreviewDraft) -> Preview:
    """What the form shows while it is filled in."""
    draft = call.draft
    size = sizes(ctx, draft)
    gateway = ctx.gateway(draft.gateway)
    n = recipients(ctx, draft)
    billed = size.billed if size else 0
    route, accept, releasing = signers.route_of(ctx, draft, call.request)
    to_send = left_out.drafted(ctx, draft, signers.category_was(ctx, draft, call.request))
    used, room = (
        last_part(signers.text_of(draft).whole(), BillingRule(gateway.billing)) if gateway else (0, 0)
    )
    return Preview(
        chars=size.chars if size else len(signers.text_of(draft).whole()),
        billed_each=billed,
        wire_each=size.wire if size else 0,
        recipients=n,
        billed_total=billed * n,
        fen=billed * n * (gateway.price_fen if gateway else 0),
        route=signers.steps_of(ctx, draft.department, route, accept=accept, releasing=releasing),
        faults=faults(ctx, draft, call.request),
        warned=_warned(ctx, draft),
        screening=ctx.screening.version,
        used=used,
        room=room,
        most_parts=ctx.policy.max_billed_parts,
        hours=[
            windows.row(ctx, index, to_send.category, verdict)
            for index, verdict in _windows(ctx, draft, to_send.category)
        ],
        left_out=_left_out(ctx, draft, to_send),
        duty=str(to_send.duty),
        quoted=_quoted(ctx, draft),
        template=templates.columns(ctx, draft)["templated"],
    )


def _quoted(ctx: Context, draft: Draft) -> list[quoted.Quoted]:
    return quoted.filled(signers.text_of(draft).whole(), draft.quoted, ctx.screening.registered)


def _left_out(ctx: Context, draft: Draft, to_send: left_out.Message) -> dict[str, int]:
    """How many recipients opted out of the message; nobody is counted while the key of hashed opt-outs is not here."""
    if hashed_optouts.refusal(ctx) is not None:
        return {}
    lists = _lists(ctx, draft)
    return left_out.of_lists(ctx, to_send, [s.list_id for s in draft.slots if s.list_id in lists])


def _windows(ctx: Context, draft: Draft, category: str) -> Iterator[tuple[int, Verdict]]:
    """Yield what of each readable window can be sent in the hours of a category, by the slot's place (from 0)."""
    lists = _lists(ctx, draft)
    size = sizes(ctx, draft)
    per_second = windows.speed(ctx, draft.gateway, draft.rate, size.wire if size else 1)
    for index, one in enumerate(draft.slots):
        if _readable(one) and ctx.at < one.closes:
            row = lists.get(one.list_id)
            n = row.n if row is not None else 0
            verdict = windows.judge(ctx, category, one.opens, one.closes, n=n, per_second=per_second)
            yield index, verdict


def _readable(slot: SlotDraft) -> bool:
    """Whether a slot has a window that a request may have."""
    try:
        opens, closes = times.parse(slot.opens), times.parse(slot.closes)
    except ValueError:
        return False
    return opens < closes <= opens + acts.LONGEST_WINDOW


def _warned(ctx: Context, draft: Draft) -> list[tuple[str, str]]:
    """What the screening list in force warns about in the text; approvers see it on the approval card."""
    whole, found = screened.judged(ctx, signers.text_of(draft), draft.category)
    return list(dict.fromkeys((hit.kind, hit.words(whole)) for hit in found.told if hit.level == "warn"))


def faults(ctx: Context, draft: Draft, request: int) -> list[Fault]:
    """Everything that keeps the form of a request (0: not saved yet) from being submitted, in the order of its fields."""
    return [Fault(field, refusal) for field, refusal in _faults(ctx, draft, request)]


def statement(ctx: Context, row: RequestRecord, draft: Draft, number: str) -> acts.Request:
    """The request statement for a draft without faults; `by` and `at` are the caller's and now."""
    rules = ctx.policy
    route, accept, releasing = signers.route_of(ctx, draft, row.id)
    size = sizes(ctx, draft)
    gateway = ctx.gateway(draft.gateway)
    lists = _lists(ctx, draft)
    total = _together(draft, lists)
    local = times.parse(ctx.at).astimezone(ZoneInfo(ctx.desk.timezone))
    slots = [
        acts.Slot(
            id=index,
            list=lists[s.list_id].digest or "",
            n=lists[s.list_id].n,
            opens=s.opens,
            closes=s.closes,
        )
        for index, s in enumerate(draft.slots, 1)
    ]
    billed = size.billed if size else 0
    beyond = {
        "org": ctx.roster.org,
        "by": ctx.person,
        "at": ctx.at,
        "roster": ctx.roster.version,
        "number": number,
        "version": row.version + 1,
        "previous": row.digest,
        "drafter": row.drafter,
        "applied_on": f"{local:%Y-%m-%d}",
        "category_was": signers.category_was(ctx, draft, row.id),
        "slots": slots,
        "sender_code": gateway.source if gateway else "",
        "cost": acts.Cost(
            chars=size.chars if size else 0,
            billed_each=billed,
            wire_each=size.wire if size else 0,
            billed_total=billed * total,
            fen=billed * total * (gateway.price_fen if gateway else 0),
        ),
        "route": route,
        "accept": accept,
        "released_by": releasing,
        "policy": rules.version,
        "policy_digest": ctx.roster.policy.digest,
        "pledge": rules.pledge.version,
        "template": templates.said_of(ctx, draft),
    }
    named = msgspec.structs.replace(draft, quoted=_quoted(ctx, draft))
    return declared.filled(acts.REQUEST, named.said(), beyond)


def _treated_as(ctx: Context, draft: Draft, request: int) -> acts.Category:
    return mandatory.treated_as(acts.Category(draft.category), signers.category_was(ctx, draft, request))


_LISTS = select(ContactListRecord).where(
    contact_list.c.id.in_(bindparam("lists", expanding=True)), contact_list.c.state == "ready"
)


def readable_lists(ctx: Context, draft: Draft) -> dict[int, ContactListRecord]:
    """The finished lists of the slots by id, only those that the caller may read."""
    return _lists(ctx, draft)


def _lists(ctx: Context, draft: Draft) -> dict[int, ContactListRecord]:
    """The finished lists of the slots by id, only those that the caller may read, because a draft may name any id (R7)."""
    ids = {s.list_id for s in draft.slots if s.list_id}
    mine = ctx.departments()
    rows = base.rows(ctx.conn, _LISTS, lists=list(ids))
    return {row.id: row for row in rows if mine is None or row.department in mine}


def _vouched(ctx: Context, row: ContactListRecord) -> bool:
    """Whether the importer can still vouch: a drafter there, signing key not revoked; the verifier checks the same."""
    person = ctx.roster.person(row.importer)
    if person is None or not ctx.roster.holds(row.importer, Post.DRAFTER, row.department, ctx.at):
        return False
    data = (row.text or "").encode()
    key = verify(row.signature or "", data, namespace(decode(data)))
    return any(k.public == key and not k.revoked for k in person.keys)


def _faults(ctx: Context, draft: Draft, request: int) -> Iterator[tuple[str, Refusal]]:
    told = dict(declared.faults(acts.REQUEST, draft.said()))
    yield from told.items()
    yield from _unfit(draft, told)
    yield from _hidden_faults(draft)
    rule = ctx.policy.category[acts.Category(draft.category)]
    if (
        draft.category == acts.Category.PROMOTION or draft.basis == acts.Basis.CONSENT
    ) and not draft.consent.strip():
        yield "consent", refuse("consent_missing", "R13")
    others = audiences.others(rule, draft.audience)
    if others:
        yield (
            "audience",
            refuse("audience_of_another", rule.clause, category=draft.category, audience=others[0]),
        )
    if draft.third_party and not draft.third_party_approval.strip():
        yield "third_party_approval", refuse("third_party_approval_missing", "R11")
    for refusal in documents.faults(ctx, request, draft):
        yield "attachments", refusal
    yield from _text_faults(ctx, draft, request, opt_out=rule.opt_out)
    yield from _quoted_faults(ctx, draft)
    yield from templates.faults(ctx, draft)
    yield from _slot_faults(ctx, draft, request)
    gateways = {g.id for g in ctx.roster.gateways if ctx.gateway(g.id) is not None}
    if draft.gateway and draft.gateway not in gateways:
        yield "gateway", refuse("gateway_unknown", "R2", gateway=draft.gateway)
    chosen = ctx.gateway(draft.gateway) if draft.gateway in gateways else None
    if chosen and draft.sender_code and draft.sender_code != chosen.source:
        yield "sender_code", refuse("sender_code_differs", "R2", source=chosen.source)
    if draft.backup_gateway and draft.backup_gateway not in gateways - {draft.gateway}:
        yield "backup_gateway", refuse("gateway_unknown", "R2", gateway=draft.backup_gateway)
    signed = pledged(ctx.conn, ctx.roster, ctx.policy.pledge.version, ctx.at)
    if ctx.caller.person and ctx.person not in signed:
        yield "department", refuse("no_pledge", "A2", person=ctx.person)


def _hidden_faults(draft: Draft) -> Iterator[tuple[str, Refusal]]:
    for field in draft.__struct_fields__:
        if field not in {"body", "signature", "opt_out"} and texts.unseen(
            msgspec.to_builtins(getattr(draft, field))
        ):
            yield field, refuse("hidden_characters", "R11")


def _unfit(draft: Draft, told: Collection[str]) -> Iterator[tuple[str, Refusal]]:
    """Faults of values in the form, beyond those told already, that the signed act could not hold; its slots are judged apart."""
    said = draft.said()
    for field in msgspec.structs.fields(acts.REQUEST):
        value = said.get(field.name)
        if value and field.name not in {*told, "slots"}:
            try:
                msgspec.convert(value, field.type, strict=True)
            except msgspec.ValidationError as error:
                yield field.name, refuse("not_canonical", "I1", detail=error)


def _quoted_faults(ctx: Context, draft: Draft) -> Iterator[tuple[str, Refusal]]:
    for text in quoted.strange(signers.text_of(draft).whole(), draft.quoted):
        yield "quoted", refuse("quoted_not_in_text", "R11", words=text)
    for text in quoted.unregistered(draft.quoted, ctx.screening.registered):
        yield "quoted", refuse("quoted_not_registered", "R11", words=text, version=ctx.screening.version)
    if any(len(text) > LINE for text, _ in _quoted(ctx, draft)):
        yield "body", refuse("too_long", "R11", field="request.quoted", most=LINE)


def _text_faults(ctx: Context, draft: Draft, request: int, *, opt_out: bool) -> Iterator[tuple[str, Refusal]]:
    fields = {"signature": "signature", "opt_out": "opt_out"}
    if draft.body.strip() and draft.signature.strip():
        for code in texts.faults(signers.text_of(draft), opt_out=opt_out):
            yield fields.get(code, "body"), refuse(f"text_{code}", "R11" if code != "opt_out" else "R13")
    mute = opt_out_lines.refusal(ctx, draft.category, draft.opt_out, [draft.gateway, draft.backup_gateway])
    if mute is not None:
        yield "opt_out", mute
    free = appeals.of_draft(ctx, request, draft)
    for refusal in screened.blocked(ctx, signers.text_of(draft), draft.category, free):
        yield screened.beside(refusal), refusal
    others = (
        screened.undeclared(ctx, signers.text_of(draft), draft.category) if not draft.third_party else None
    )
    if others is not None:
        yield "third_party", others
    size = sizes(ctx, draft)
    if size is None and ctx.gateway(draft.gateway) is not None:
        yield "body", refuse("text_encoding", "R2")
    if size and size.billed > ctx.policy.max_billed_parts:
        yield "body", refuse("too_many_parts", "R2", parts=size.billed, most=ctx.policy.max_billed_parts)


def _window_faults(ctx: Context, slot: SlotDraft) -> Iterator[tuple[str, Refusal]]:
    """What is wrong with a window: `opens` or `closes` names an end that is missing or unreadable, `window` what is about both."""
    ends = []
    for name, written in (("opens", slot.opens), ("closes", slot.closes)):
        if not written:
            yield name, refuse("field_missing", "R2", field=name)
            continue
        try:
            ends.append(times.parse(written))
        except ValueError:
            yield name, refuse("window_unreadable", "R2", field=name)
    if len(ends) < 2:
        return
    opens, closes = ends
    if not opens < closes <= opens + acts.LONGEST_WINDOW:
        yield "window", refuse("window_order", "R2")
    if slot.closes <= ctx.at:
        yield "window", refuse("window_passed", "R2", closes=slot.closes)


def _slot_faults(ctx: Context, draft: Draft, request: int) -> Iterator[tuple[str, Refusal]]:
    lists, category = _lists(ctx, draft), _treated_as(ctx, draft, request)
    for index, slot_draft in enumerate(draft.slots):
        field = f"slots.{index}"
        row = lists.get(slot_draft.list_id)
        if row is None or row.department != draft.department:
            yield f"{field}.list", refuse("list_missing", "R10")
        elif not _vouched(ctx, row):
            yield f"{field}.list", refuse("list_without_importer", "R9", person=row.importer)
        for end, fault in _window_faults(ctx, slot_draft):
            yield f"{field}.{end}", fault
    for index, verdict in _windows(ctx, draft, category):
        refused = windows.refusal(ctx, category, verdict)
        if refused is not None:
            yield f"slots.{index}.window", refused
