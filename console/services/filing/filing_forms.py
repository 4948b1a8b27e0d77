"""Printed forms of a quarter: one department's, and that of the whole organisation (R3)."""

import hashlib

import msgspec

from console.domain.filing.filing import Filing, FoundGap
from console.domain.filing.quarters import Quarter
from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.exports import (
    filing_form,
    filing_summary,
)
from console.exports.filing_form import FilingForm
from console.exports.filing_summary import Summary, SummaryLine
from console.exports.shapes import Printing, SignatureLine
from console.locale import words
from console.services.context import Context, demand
from console.services.filing import filing, filing_terms
from console.services.printed.form_parts import called, department_name, line, roster_of
from console.services.printed.forms import Made, number_of, prints
from console.services.requests import signers
from console.wire.archive import forms as wire
from console.wire.filing.filing import FilingRow, Filings
from console.wire.requests.rows import StepRow


@prints("filing")
def _filing(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    row = filing.row_by_id(ctx, number_of(call))
    roster = roster_of(ctx, ctx.roster.version)
    signed: list[StepRow] = []
    explained: list[str] = []
    said = ""
    if row.text:
        act = msgspec.json.decode(row.text, type=Filing)
        explained, said = act.explained, act.words
        signed.append(signers.step_row(ctx, row.text, row.signature, row.digest, row.carrier))
    if row.answer:
        signed.append(
            signers.step_row(ctx, row.answer, row.answer_signature, row.answer_digest, row.answer_carrier)
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


def _held(ctx: Context, row: StepRow) -> SignatureLine:
    """A signature about a quarter, with the posts that allowed the person to give it at that time."""
    held = {str(one.post) for one in ctx.roster.appointments(row.person, row.at)}
    posts = [str(post) for post in _FILES if post in held]
    return line(ctx, msgspec.structs.replace(row, posts=posts))


_FILES = (Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.REGISTRAR)


def may_sum_up(ctx: Context) -> Refusal | None:
    """Why the caller does not print the quarter of the whole organisation, or None."""
    return None if ctx.departments() is None else refuse("filing_summary_all", "R3")


@prints("summary")
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
