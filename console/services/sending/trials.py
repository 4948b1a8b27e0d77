"""Trials (R2) at the desk: what two people propose, what is offered to the dispatcher, and what it reports of each telephone."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import select, update

from console.domain.contacts.phone import mask
from console.domain.content.registered import Register
from console.domain.pair import names
from console.domain.refusals import Refusal, refuse
from console.domain.rosters.rule_files import Kind, Named
from console.domain.sending import dialects
from console.domain.sending import trials as rules
from console.domain.sending.gateways import GatewayFile, SmppGateway
from console.domain.sending.trials import Trial
from console.domain.states import RecipientState, RequestState
from console.domain.times import parse, render
from console.domain.two_person.pairing import Ground, may_propose
from console.errors import ConsoleError, RefusedError
from console.services import kept_rows
from console.services.context import Context, answers
from console.services.declared import filled_in, id_of
from console.services.ledger import ledger
from console.services.presence import idle
from console.services.requests import requests
from console.services.sending.obstacles import Obstacles
from console.services.two_person import engine, proposals
from console.services.two_person.engine import Subject, TwoPerson, proposes, registered
from console.services.two_person.proposals import APPLIED, CONFIRMED, REFUSED
from console.signing.canonical import NotCanonicalError, loads
from console.signing.sshsig import BadSignatureError, verify
from console.store import base
from console.store.personnel import ProposalRecord, proposal
from console.store.requests import RequestRecord, RequestVersionRecord
from console.store.sends import TrialRecord, trial
from console.store.tables import LedgerRecord
from console.wire import dispatch
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.sending import trials as wire

_KEPT: Final = timedelta(days=90)
_LETTER: Final = "T"
_OF_REQUEST: Final = "request:"


@registered
class Trying(TwoPerson[Trial]):
    """A text goes to some telephones of the organisation itself."""

    ACT = Trial
    TAKEN = refuse("trial_proposed_already", "R2")
    TOPICS = ("gateways", "sends", "requests")

    def subject(self, ctx: Context, act: Trial, digest: str) -> Subject:
        """Return the request whose text is tried, or the gateway."""
        del digest
        row = _request(ctx, act)
        return Subject(f"trial:{act.number}", "", row.id if row else 0)

    def rivals(self, ctx: Context, act: Trial) -> Sequence[ProposalRecord]:
        """Return the trials through the gateway that wait for a signature."""
        live = [ProposalRecord.state == proposals.OPEN]
        return [
            one for one in proposals.newest(ctx, names(Trial), *live) if act_of(one).gateway == act.gateway
        ]

    def stands(self, ctx: Context, act: Trial) -> Refusal | None:
        """Return the refusal if file, request or text are others by now."""
        row = _request(ctx, act)
        if act.request and (row is None or row.state not in _APPROVED):
            return refuse("trial_not_approved", "R2")
        found = _file(ctx, act.gateway)
        asked = requests.statement_of(ctx, row.id, row.version) if row else None
        text = asked.text.whole() if asked else found[0].test_text if found else ""
        fault = rules.fault(act, found[0], found[1], text) if found else "trial_other_file"
        return _UNFIT[fault] if fault else None

    def ground(self, ctx: Context, act: Trial, at: str) -> Ground:
        """Return the facts of the request, or the roster alone."""
        row = _request(ctx, act)
        return requests.ground(ctx, row, at) if row is not None else Ground(ctx.roster, at)

    def new(self, ctx: Context, act: Trial) -> Refusal | None:
        """Return that there were too many within a day, or that the number was given meanwhile."""
        since = render(parse(ctx.at) - timedelta(days=1))
        today = proposals.newest(ctx, names(Trial), ProposalRecord.at > since)
        if sum(one.state in {CONFIRMED, APPLIED} for one in today) >= rules.A_DAY:
            return refuse("trial_many", "R2", most=rules.A_DAY)
        return None if act.number == _next(ctx) else refuse("stale", "R2")


@proposes(Trial)
def proposed(ctx: Context, call: Prepare) -> Trial:
    """The act that tries the gateway of that id, or the text of the request of that id (`request:12`)."""
    row, gateway, digest, text = None, call.subject, "", ""
    if call.subject.startswith(_OF_REQUEST):
        row = kept_rows.row_by_id(ctx, id_of(call.subject.removeprefix(_OF_REQUEST)))
        asked = requests.statement_of(ctx, row.id, row.version)
        if asked is None or row.state not in _APPROVED:
            raise RefusedError(refuse("trial_not_approved", "R2"))
        gateway, digest, text = asked.gateway, _digest(ctx, row), asked.text.whole()
    found = _file(ctx, gateway)
    if found is None:
        raise RefusedError(_UNFIT["trial_other_file"])
    if not found[0].handsets:
        raise RefusedError(refuse("trial_unprepared", "R2", gateway=gateway))
    beyond = {
        "number": _next(ctx), "gateway": gateway, "file": found[1], "request": digest,
        "text": text or found[0].test_text,
    }  # fmt: skip
    if not beyond["text"]:
        raise RefusedError(refuse("trial_unprepared", "R2", gateway=gateway))
    if not digest:
        # The text of a request was judged when it was handed in.
        _insist_own(ctx, beyond["text"])
    return filled_in(Trial, call, beyond)


def _insist_own(ctx: Context, text: str) -> None:
    """Refuse a sentence under another's signature, as one that came with an example, where signatures are registered."""
    ours = Register(ctx.screening.registered)
    for start, end in ours.signature(text):
        raise RefusedError(
            refuse("trial_signature", "R11", signature=text[start:end], version=ctx.screening.version)
        )


_UNFIT: Final = {
    "trial_other_file": refuse("trial_other_file", "R2"),
    "trial_other_text": refuse("trial_other_text", "R2"),
    "trial_handsets": refuse("trial_handsets", "R2", most=rules.MOST),
    "trial_no_handset": refuse("trial_no_handset", "R2"),
}
"""What does not fit (`rules.fault`), as people are told."""
_APPROVED: Final = (RequestState.CLEARED, RequestState.DONE)


def may(ctx: Context, row: RequestRecord) -> Refusal | None:
    """Why the caller may not propose to try the text of a request, or None."""
    if row.state not in _APPROVED:
        return refuse("trial_not_approved", "R2")
    return may_propose(ctx.person, Trial.OF_REQUEST, requests.ground(ctx, row, ctx.at))


def act_of(kept: ProposalRecord) -> Trial:
    """The act of a stored proposal of a trial."""
    act = proposals.statement(kept).act
    if not isinstance(act, Trial):
        raise TypeError(kept.kind)
    return act


def _request(ctx: Context, act: Trial) -> RequestRecord | None:
    """The request that a trial is about, if this is its newest version."""
    if not act.request:
        return None
    newest = (
        RequestVersionRecord.request == RequestRecord.id,
        RequestVersionRecord.version == RequestRecord.version,
    )
    chosen = select(RequestRecord).join(RequestVersionRecord, newest[0] & newest[1])
    return base.row(ctx.conn, chosen.where(RequestVersionRecord.digest == act.request))


def _digest(ctx: Context, row: RequestRecord) -> str:
    version = select(RequestVersionRecord.digest).where(
        RequestVersionRecord.request == row.id, RequestVersionRecord.version == row.version
    )
    return str(ctx.conn.execute(version).scalar_one())


def _file(ctx: Context, gateway: str) -> tuple[GatewayFile, str] | None:
    """The gateway file in force with its digest, if it is here."""
    ref = ctx.roster.gateway(gateway)
    file = ctx.file(Named(Kind.GATEWAY, ref.id, ref.digest)) if ref is not None else None
    if ref is None or file is None or not isinstance(file.says, GatewayFile):
        return None
    return file.says, ref.digest


def _next(ctx: Context) -> str:
    """The number of a trial that is proposed now."""
    made = [act_of(one).number for one in proposals.newest(ctx, names(Trial))]
    last = max((int(one.rpartition(_LETTER)[2]) for one in made if one.startswith(f"{ctx.year}-")), default=0)
    return f"{ctx.year}-{_LETTER}{last + 1:03d}"


# ---- the dispatcher


def offers(ctx: Context, gateways: Sequence[str]) -> list[dispatch.TrialOffer]:
    """The trials through these gateways that both people signed and that may still go out; the dispatcher says so if it is too late."""
    waiting = proposals.newest(
        ctx, names(Trial), ProposalRecord.state == CONFIRMED, ProposalRecord.expires > ctx.at
    )
    return [
        dispatch.TrialOffer(
            one.request, one.text, one.signature, one.confirmation, one.confirmation_signature
        )
        for one in waiting
        if act_of(one).gateway in gateways
    ]


@answers
def report(ctx: Context, call: dispatch.ReportTrial) -> Done:
    """Take what became of a trial; a report that is not newer than the one here changes nothing, and one of a trial unknown here neither."""
    said = _signed(ctx, call)
    kept = base.row(ctx.conn, select(ProposalRecord).where(ProposalRecord.digest == said.proposal))
    if kept is None or kept.kind not in names(Trial):
        return Done(0)
    known = base.row(ctx.conn, select(TrialRecord).where(TrialRecord.proposal == said.proposal))
    values = {"revision": said.revision, "text": call.text, "signature": call.signature}
    if known is None:
        ctx.conn.execute(trial.insert().values(proposal=said.proposal, **values))
    elif known.revision < said.revision:
        ctx.conn.execute(update(trial).where(trial.c.proposal == said.proposal).values(**values))
    if kept.state == CONFIRMED:
        refused = said.event == "refused"
        state: dict[str, Any] = {
            "state": REFUSED if refused else APPLIED,
            "why": said.reason if refused else "",
        }
        ctx.conn.execute(update(proposal).where(proposal.c.digest == kept.digest).values(**state))
    ctx.notice("gateways", "sends")
    return Done(_record(ctx, kept, said, call) if said.event else 0, kept.request)


def _signed(ctx: Context, call: dispatch.ReportTrial) -> wire.TrialReport:
    """The report, which the calling service must have signed; raises ConsoleError `bad_report`."""
    service = ctx.service()
    public = next(one.public for one in ctx.roster.services if one.id == service)
    try:
        signer = verify(call.signature, call.text.encode(), f"sms-trial@{ctx.roster.org}")
        said = msgspec.convert(loads(call.text.encode()), wire.TrialReport, strict=True)
    except (BadSignatureError, NotCanonicalError, msgspec.ValidationError, UnicodeEncodeError) as error:
        raise ConsoleError("bad_report") from error
    if (signer, said.by, said.org) != (public, service, ctx.roster.org):
        raise ConsoleError("bad_report")
    return said


def _record(ctx: Context, kept: ProposalRecord, said: wire.TrialReport, call: dispatch.ReportTrial) -> int:
    """Enter an event of a trial into the ledger, once."""
    event = said.event if said.event in _EVENTS else "changed"
    known = select(LedgerRecord.seq).where(
        LedgerRecord.subject == kept.subject,
        LedgerRecord.kind == f"trial.{event}",
        LedgerRecord.statement == call.text.encode(),
    )
    if (seq := ctx.conn.execute(known).scalar()) is not None:
        return int(seq)
    payload = {"event": said.event, "reason": said.reason, "states": [one.state for one in said.tried]}
    return ledger.record(
        ctx, f"trial.{event}", kept.subject, payload, statement=call.text, signature=call.signature
    )


_EVENTS: Final = frozenset({"refused", "started", "done"})
"""Events with a kind of their own; others are changes."""


# ---- reading


@answers
def page(ctx: Context, _call: wire.Trials) -> wire.TrialsView:
    """Trials of the last 90 days, a row for each telephone, newest first."""
    kept = proposals.newest(
        ctx, names(Trial), ProposalRecord.at > render(parse(ctx.at) - _KEPT), *proposals.read_by(ctx)
    )
    reports = {one.proposal: one for one in base.rows(ctx.conn, select(TrialRecord))}
    rows = [row for one in kept for row in _rows(ctx, one, reports.get(one.digest))]
    refusal = may_propose(ctx.person, Trial.RULE, Ground(ctx.roster, ctx.at)) if ctx.caller.person else None
    return wire.TrialsView(rows, list(_lines(ctx)), refusal)


def _lines(ctx: Context) -> Iterator[wire.TriedLine]:
    for ref in ctx.roster.gateways:
        found = _file(ctx, ref.id)
        if found is not None:
            handsets = [(one.label, mask(one.number)) for one in found[0].handsets]
            yield wire.TriedLine(ref.id, ref.digest, found[0].test_text, handsets)


def _rows(ctx: Context, kept: ProposalRecord, known: TrialRecord | None) -> Iterator[wire.TrialRow]:
    act, state = act_of(kept), engine.state(ctx, kept)
    said = msgspec.json.decode(known.text, type=wire.TrialReport) if known else None
    tried = said.tried if said else []
    file = _file_of(ctx, act)
    numbers = dict(rules.numbers(act, file)) if file else {}
    why = (said.reason if said else "") or kept.why
    if not why and state in {CONFIRMED, APPLIED} and all(one.state == RecipientState.QUEUED for one in tried):
        why = _waits(ctx, act, kept)
    for nth, label in enumerate(rules.labels(act.to)):
        one = tried[nth] if nth < len(tried) else None
        number = numbers.get(label, 0)
        yield wire.TrialRow(
            number=act.number,
            gateway=act.gateway,
            label=label,
            mobile=mask(number) if number else "",
            state=RecipientState(one.state).name.lower() if one else state,
            why=why,
            code=one.code if one else "",
            msgid=one.msgid if one else "",
            receipt=_receipt(one),
            learned=_learned(one, file),
            seconds=_seconds(one),
            at=kept.at,
            by=kept.by,
            confirmed_by=kept.confirmed_by,
            text=act.text,
            request=kept.request,
            digest=kept.digest,
        )


def _file_of(ctx: Context, act: Trial) -> GatewayFile | None:
    """The gateway file that was signed, also after another one came into force."""
    file = ctx.file(Named(Kind.GATEWAY, act.gateway, act.file))
    return file.says if file is not None and isinstance(file.says, GatewayFile) else None


def _waits(ctx: Context, act: Trial, kept: ProposalRecord) -> str:
    """Why a trial that both signed does not go out now, as far as this desk knows; a word of the catalogue's `hold`."""
    row = kept_rows.row_by_id(ctx, kept.request) if act.request else None
    about = (row.category, row.number or "") if row is not None else ("", "")
    return idle(ctx) or Obstacles(ctx).of(act.gateway, *about)


def _receipt(one: wire.Tried | None) -> str:
    """The id in the newest receipt, marked where it matched nobody."""
    if one is None or not one.heard:
        return ""
    return one.receipt if one.matched else f"? {one.receipt}"


def _learned(one: wire.Tried | None, file: GatewayFile | None) -> str:
    """What the file would have to say for the receipt to match the answer, if it does not."""
    if one is None or not one.heard or one.matched or not one.msgid:
        return ""
    # Only SMPP leaves it to each provider how a receipt writes the id.
    form = dialects.learned(one.msgid, one.receipt)
    if form is None or not isinstance(file, SmppGateway):
        return "unlike"
    return "other_number" if form == file.receipt_id else form


def _seconds(one: wire.Tried | None) -> str:
    """After how many seconds the receipt came."""
    return f"{(one.heard - one.sent) / 1000:.1f}" if one is not None and one.heard and one.sent else ""
