"""Printed forms: gathered from the original signed statements, made by `exports`; each printing is a ledger entry (R3)."""

import hashlib
from collections.abc import Callable
from typing import NamedTuple

import msgspec
from sqlalchemy import select

from console.domain import acts
from console.domain.archive.check_code import check_code
from console.domain.filing.filing import Filing, FoundGap
from console.domain.filing.quarters import Quarter
from console.domain.losses import losses
from console.domain.people import pledges
from console.domain.people.claims import claim_digest
from console.domain.people.enrolment import Application
from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.errors import ConsoleError, RefusedError
from console.exports import (
    application_form,
    claim_form,
    filing_form,
    filing_summary,
    loss_form,
    pledge_form,
    receipt_form,
)
from console.exports import erasure_form as erasure_paper
from console.exports.application_form import ApplicationForm
from console.exports.claim_form import ClaimForm
from console.exports.filing_form import FilingForm
from console.exports.filing_summary import Summary, SummaryLine
from console.exports.loss_form import LossForm
from console.exports.pledge_form import PledgeForm
from console.exports.receipt_form import ReceiptForm
from console.exports.shapes import Printing, SignatureLine
from console.locale import words
from console.services.archive.form_parts import called, department_name, line, printing, roster_of
from console.services.context import Context, answers, demand, found
from console.services.credentials import custody_forms
from console.services.erasure import erasure_form
from console.services.filing import filing, filing_terms
from console.services.ledger import ledger
from console.services.people import application_pages, enrolment
from console.services.requests import drafts, request_forms, requests
from console.signing.sshsig import fingerprint
from console.store import base, people
from console.store.losses import LossRecord, LossStepRecord
from console.wire import forms as wire
from console.wire import views
from console.wire.enrolment import ApplicationDetail
from console.wire.filing import FilingRow, Filings


class Made(NamedTuple):
    """A finished form: the file's name without its extension, its bytes, the digest shown, its ledger subject, and the version."""

    name: str
    data: bytes
    digest: str
    subject: str
    version: int


@answers
def print_form(ctx: Context, call: wire.PrintForm) -> wire.Printed:
    """Make one form for the caller, who must be allowed to read its subject, and enter the printing in the ledger."""
    make = _MAKES.get(call.kind)
    if make is None:
        raise RefusedError(refuse("no_such_form", "R3", form=call.kind))
    made = make(ctx, call, printing(ctx, call.lang))
    code = check_code(made.digest)
    payload = {"form": call.kind, "version": made.version, "check_code": code, "language": call.lang}
    seq = ledger.record(ctx, "form.printed", made.subject, payload)
    return wire.Printed(f"{made.name}.xlsx", made.data, code, seq)


def made(ctx: Context, kind: str, of: str, frame: Printing, version: int = 0) -> Made:
    """One form for a filing pack. It is no ledger entry of its own, because the pack is compiled and signed as a whole."""
    return _MAKES[kind](ctx, wire.PrintForm(kind, of, version, frame.language), frame)


def _number(call: wire.PrintForm) -> int:
    try:
        return int(call.id)
    except ValueError as error:
        raise RefusedError(refuse("no_such_form", "R3", form=f"{call.kind} {call.id}")) from error


# ---- one function per form


def _request(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    row = requests.row_by_id(ctx, _number(call))
    version = call.version or row.version
    form = request_forms.gathered(ctx, row, version, frame.language)
    name = f"{form.request.number}-v{version}"
    data = request_forms.made(form, frame)
    return Made(name, data, form.digest, f"request:{row.id}", version)


def _receipt(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    row = requests.row_by_id(ctx, _number(call))
    statement = found(requests.statement_of(ctx, row.id, row.version), "no_such_request", request=row.id)
    step = next(
        (one for one in requests.steps_of(ctx, row.id, row.version) if one.kind == "acceptance"), None
    )
    if step is None:
        raise RefusedError(refuse("nothing_accepted", "R3", number=row.number))
    act = msgspec.json.decode(step.text, type=acts.AnyAcceptance)
    shown = drafts.step_row(ctx, step.text, step.signature, step.digest, step.carrier)
    roster = roster_of(ctx, act.roster)
    form = ReceiptForm(
        acceptance=act,
        digest=step.digest,
        request_number=statement.number,
        request_version=statement.version,
        request_code=check_code(act.request),
        department=department_name(roster, statement.department),
        category=statement.category,
        purpose=statement.purpose,
        recipients=statement.recipients(),
        signature=line(ctx, shown),
    )
    data = receipt_form.make(form, frame)
    return Made(f"{statement.number}-receipt", data, step.digest, f"request:{row.id}", row.version)


def _pledge(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    table = people.pledge.c
    row = ctx.conn.execute(
        select(people.pledge).where(table.person == call.id).order_by(table.at.desc()).limit(1)
    ).one_or_none()
    if row is None:
        raise RefusedError(refuse("no_pledge", "A2", person=call.id))
    act = msgspec.json.decode(row.text, type=acts.Pledge)
    _may_read(ctx, act.by, act.department)
    try:
        text = pledges.shipped(act.version)
    except pledges.PledgeTextError as error:
        raise ConsoleError("no_pledge_text", version=act.version) from error
    roster = roster_of(ctx, act.roster)
    person = roster.person(act.by)
    shown = drafts.step_row(ctx, row.text, row.signature, row.digest, "")
    form = PledgeForm(
        pledge=act,
        digest=row.digest,
        number=f"P-{act.at[:4]}-{act.by}-{row.digest[:6]}",
        person=called(roster, act.by),
        staff_no=person.staff_no if person else "",
        department=department_name(roster, act.department),
        posts=[str(a.post) for a in roster.posts if a.person == act.by and a.holds(act.at)],
        witness=called(roster, act.witness) if act.witness else "",
        clauses=[one.zh if frame.language == "zh" else one.en for one in text.clause],
        signature=line(ctx, shown),
    )
    data = pledge_form.make(form, frame)
    return Made(form.number, data, row.digest, f"person:{act.by}", 1)


def _application(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    row = enrolment.row_by_id(ctx, _number(call))
    act: Application = enrolment.act_of(ctx, row)
    view = application_pages.detail(ctx, ApplicationDetail(row.id))
    roster = roster_of(ctx, act.roster)
    pledge = ctx.conn.execute(
        select(people.pledge.c.digest, people.pledge.c.at)
        .where(people.pledge.c.person == act.person)
        .order_by(people.pledge.c.at.desc())
        .limit(1)
    ).one_or_none()
    form = ApplicationForm(
        application=act,
        digest=row.digest,
        state=words.state(view.row.state, frame.language, "application"),
        # People who joined later may have signed later steps; everyone else has the name of the act's time.
        names={p.id: p.name for p in [*ctx.roster.people, *roster.people]},
        departments={d.id: d.name for d in roster.departments},
        fingerprint=view.fingerprint,
        pledge=f"P-{pledge.at[:4]}-{act.person}-{pledge.digest[:6]}" if pledge else "",
        signatures=[line(ctx, step) for step in view.steps],
        paper=row.paper,
        place=row.place,
        afterwards=view.afterwards,
    )
    data = application_form.make(form, frame)
    return Made(f"{act.number}-v{act.version}", data, row.digest, f"application:{row.id}", act.version)


def _loss(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    row = found(base.row(ctx.conn, select(LossRecord).where(LossRecord.id == _number(call))), "no_such_loss")
    step = base.row(
        ctx.conn,
        select(LossStepRecord).where(
            LossStepRecord.loss == row.id, LossStepRecord.step == losses.Step.CERTIFIED
        ),
    )
    if step is None:
        raise RefusedError(refuse("loss_not_certified", "R12", number=row.number))
    act = msgspec.json.decode(step.text, type=losses.Certificate)
    report = msgspec.json.decode(row.text, type=losses.Report)
    roster = roster_of(ctx, act.roster)
    shown = drafts.step_row(ctx, step.text, step.signature, step.digest, step.carrier)
    form = LossForm(
        certificate=act,
        digest=step.digest,
        report=report,
        department=department_name(roster, act.department),
        holder=called(roster, act.holder),
        reporter=called(roster, report.by),
        signature=line(ctx, shown),
    )
    data = loss_form.make(form, frame)
    return Made(f"{act.number}-certificate", data, step.digest, f"loss:{row.number}", 1)


def _filing(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    row = filing.row_by_id(ctx, _number(call))
    roster = roster_of(ctx, ctx.roster.version)
    signed: list[views.StepRow] = []
    explained: list[str] = []
    said = ""
    if row.text:
        act = msgspec.json.decode(row.text, type=Filing)
        explained, said = act.explained, act.words
        signed.append(drafts.step_row(ctx, row.text, row.signature, row.digest, row.carrier))
    if row.answer:
        signed.append(
            drafts.step_row(ctx, row.answer, row.answer_signature, row.answer_digest, row.answer_carrier)
        )
    form = FilingForm(
        filed=filing_terms.facts_of(ctx, row.id),
        department=department_name(roster, row.department),
        revision=row.revision,
        state=words.text(f"filing.state.{row.state}", frame.language),
        due=Quarter.read(row.quarter).due(ctx.calendar, ctx.desk.timezone),
        compiled_by=called(roster, row.compiled_by),
        gaps=msgspec.json.decode(row.gaps, type=list[FoundGap]),
        amended=filing.amended_since(ctx, row),
        manifest=row.manifest,
        digest=row.digest or row.manifest,
        explained=explained,
        words=said,
        signatures=[_held(ctx, one) for one in signed],
        paper=row.paper,
        place=row.place,
    )
    data = filing_form.make(form, frame)
    name = f"{row.department}-{row.quarter}-r{row.revision}-filing"
    return Made(name, data, form.digest, f"filing:{row.department}/{row.quarter}", row.revision)


def _hand_over(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    sheet = custody_forms.hand_over(ctx, call.id, frame)
    return Made(f"{sheet.number}-hand-over", sheet.data, sheet.digest, f"hand_over:{sheet.number}", 1)


def _erasure(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    form = erasure_form.gathered(ctx, _number(call))
    return Made(form.number, erasure_paper.make(form, frame), form.digest, f"erasure:{form.digest[:12]}", 1)


def _held(ctx: Context, row: views.StepRow) -> SignatureLine:
    """A signature about a quarter, with the posts that allowed the person to give it at that time."""
    held = {str(one.post) for one in ctx.roster.appointments(row.person, row.at)}
    posts = [str(post) for post in _FILES if post in held]
    return line(ctx, msgspec.structs.replace(row, posts=posts))


_FILES = (Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.REGISTRAR)


def may_sum_up(ctx: Context) -> Refusal | None:
    """Why the caller does not print the quarter of the whole organisation, or None."""
    return None if ctx.departments() is None else refuse("filing_summary_all", "R3")


def _summary(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    """The quarter of the whole organisation, for those who see every department."""
    demand(may_sum_up(ctx))
    view = filing.page(ctx, Filings(call.id))
    rows = [
        SummaryLine(
            department=row.name,
            state=_standing(row, frame.language),
            requests=row.requests,
            recipients=row.recipients,
            paper_sends=row.paper_sends,
            paper_recipients=row.paper_recipients,
            signed=row.signed_at,
            received=row.received_at,
            paper=row.paper,
        )
        for row in view.rows
    ]
    digest = hashlib.sha256(msgspec.json.encode(rows)).hexdigest()
    summary = Summary(view.quarter, view.due, view.totals.get("late", 0), rows, digest)
    data = filing_summary.make(summary, frame)
    return Made(f"{view.quarter}-summary", data, digest, f"filing:{view.quarter}", 1)


def _standing(row: FilingRow, language: str) -> str:
    said = [words.text(f"filing.state.{row.state}", language)]
    if row.late:
        said.append(words.text("filing.late", language, n=row.days))
    if row.nil and row.id:
        said.append(words.text("filing.nil", language))
    return " ".join(said)


def _may_read(ctx: Context, person: str, department: str) -> None:
    if person != ctx.caller.person:
        ctx.may_read(department)


def _claim(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    """The sheet of a person's newest valid key; they may print it themselves, and so may those who may read their department."""
    roster = ctx.roster
    person = roster.person(call.id)
    keys = [key for key in person.keys if not key.revoked] if person is not None else []
    if person is None or not keys:
        raise RefusedError(refuse("no_key_to_claim", "R12", person=call.id))
    held = [a for a in roster.posts if a.person == call.id and a.holds(ctx.at)]
    departments = list(dict.fromkeys(a.department for a in held if a.department))
    general = roster.general_department()
    home = general.id if general is not None else ""
    _may_read(ctx, call.id, departments[0] if departments else home)
    digest = claim_digest(roster.org, call.id, keys[-1].public)
    form = ClaimForm(
        number=f"K-{call.id}-{digest[:6]}",
        digest=digest,
        person=call.id,
        name=person.name,
        staff_no=person.staff_no,
        departments=[department_name(roster, one) for one in departments],
        posts=list(dict.fromkeys(str(a.post) for a in held)),
        key=keys[-1],
        fingerprint=fingerprint(keys[-1].public),
        roster=roster.version,
    )
    data = claim_form.make(form, frame)
    return Made(form.number, data, digest, f"person:{call.id}", roster.version)


_MAKES: dict[str, Callable[[Context, wire.PrintForm, Printing], Made]] = {
    "request": _request,
    "receipt": _receipt,
    "pledge": _pledge,
    "application": _application,
    "loss": _loss,
    "claim": _claim,
    "filing": _filing,
    "hand_over": _hand_over,
    "erasure": _erasure,
    "summary": _summary,
}
