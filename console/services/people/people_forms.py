"""Printed forms about people: a pledge (A2), an Operator Application (R1), the sheet of a key (R12)."""

import msgspec
from sqlalchemy import select

from console.domain import acts
from console.domain.people import pledges
from console.domain.people.claims import claim_digest
from console.domain.people.enrolment import Application
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.exports import (
    application_form,
    claim_form,
    pledge_form,
)
from console.exports.application_form import ApplicationForm
from console.exports.claim_form import ClaimForm
from console.exports.pledge_form import PledgeForm
from console.exports.shapes import Printing
from console.locale import words
from console.services.context import Context
from console.services.people import application_pages, enrolment
from console.services.printed.form_parts import called, department_name, line, pledge_number, roster_of
from console.services.printed.forms import Made, may_read, number_of, prints
from console.services.requests import signers
from console.signing.sshsig import fingerprint
from console.store import people
from console.wire.archive import forms as wire
from console.wire.people.enrolment import ApplicationDetail


@prints("pledge")
def _pledge(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    table = people.pledge.c
    row = ctx.conn.execute(
        select(people.pledge).where(table.person == call.id).order_by(table.at.desc()).limit(1)
    ).one_or_none()
    if row is None:
        raise RefusedError(refuse("no_pledge", "A2", person=call.id))
    act = msgspec.json.decode(row.text, type=acts.Pledge)
    may_read(ctx, act.by, act.department)
    try:
        text = pledges.shipped(act.version)
    except pledges.PledgeTextError as error:
        raise ConsoleError("no_pledge_text", version=act.version) from error
    roster = roster_of(ctx, act.roster)
    person = roster.person(act.by)
    shown = signers.step_row(ctx, row.text, row.signature, row.digest, "")
    form = PledgeForm(
        pledge=act,
        digest=row.digest,
        number=pledge_number(ctx, act.by, act.at, row.digest),
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


@prints("application")
def _application(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    row = enrolment.row_by_id(ctx, number_of(call))
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
        pledge=pledge_number(ctx, act.person, pledge.at, pledge.digest) if pledge else "",
        signatures=[line(ctx, step) for step in view.steps],
        paper=row.paper,
        place=row.place,
        afterwards=view.afterwards,
    )
    data = application_form.make(form, frame)
    return Made(f"{act.number}-v{act.version}", data, row.digest, f"application:{row.id}", act.version)


@prints("claim")
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
    may_read(ctx, call.id, departments[0] if departments else home)
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
