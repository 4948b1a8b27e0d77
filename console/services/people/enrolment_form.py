"""The Operator Application (Attachment 3) as a form: what is not valid yet, field by field, and the statement made from it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select

from console.domain import declared, times
from console.domain.people import enrolment_rules
from console.domain.people.enrolment import Application, ApplicationKind
from console.domain.people.people import Appointment, DepartmentKind, Person, Post
from console.domain.refusals import Refusal, refuse
from console.domain.requests import text as texts
from console.errors import RefusedError
from console.services.context import Context
from console.signing.sshsig import BadSignatureError, fingerprint
from console.store.personnel import ApplicationRecord, application, application_statement
from console.wire.acts import Prepare
from console.wire.people.enrolment import ApplicationFault, ApplicationForm

_Faults = Iterator[tuple[str, Refusal]]
_K = ApplicationKind
_ID = re.compile(r"[a-z][a-z0-9_-]{1,31}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SETS = frozenset({"kind", "post", "department_kind"})
"""Fields without which the others cannot be judged."""
_OF_A_PERSON = ("name", "staff_no", "title", "telephone", "email")
_ASKED = declared.names(Application)
_GIVES = frozenset({_K.ADD, _K.DEPUTY, _K.OPEN_DEPARTMENT})
"""Kinds that grant a post, and may introduce a new person."""


def faults(ctx: Context, form: ApplicationForm, by: str, application_id: int = 0) -> list[ApplicationFault]:
    """Everything that keeps a form from being handed in by `by`, in the order of its fields.

    `application_id` is the returned application of which this would be the next version, 0 for a new one.
    """
    return [ApplicationFault(field, refusal) for field, refusal in _faults(ctx, form, by, application_id)]


def statement(
    ctx: Context, form: ApplicationForm, by: str, number: str, row: ApplicationRecord | None = None
) -> Application:
    """The statement for a form without faults; `row` is the application that it revises."""
    beyond = {
        "org": ctx.roster.org,
        "by": by,
        "at": ctx.at,
        "roster": ctx.roster.version,
        "number": number,
        "version": row.version + 1 if row is not None else 1,
        "previous": row.head if row is not None else "",
        "route": enrolment_rules.route(ctx.policy, ApplicationKind(form.kind), Post(form.post)),
        "covers": [],
    }
    act = declared.filled(Application, form.said(), beyond)
    return msgspec.structs.replace(act, covers=enrolment_rules.covered(ctx.roster, act))


def form_of(act: Application) -> ApplicationForm:
    """The form that a statement was made from."""
    said = declared.said_in(act)
    return ApplicationForm(
        **said | {"department_kind": said["department_kind"] or DepartmentKind.OTHER.value}
    )


def form_in(call: Prepare) -> ApplicationForm:
    """The form that somebody wants to sign; raises RefusedError for the first field that an act could not hold."""
    for _, refusal in declared.faults(Application, call.said):
        raise RefusedError(refusal)
    return msgspec.convert(dict(call.said), ApplicationForm, strict=True)


def open_applications(ctx: Context, but: int = 0) -> list[tuple[Any, Application]]:
    """Every application that is still in progress, with its newest statement; `but` leaves one out."""
    rows = ctx.conn.execute(
        select(application, application_statement.c.text.label("statement"))
        .join(application_statement, application_statement.c.digest == application.c.digest)
        .where(application.c.state.in_(enrolment_rules.OPEN), application.c.id != but)
        .order_by(application.c.id)
    )
    return [(row, msgspec.json.decode(row.statement, type=Application)) for row in rows]


# ---- faults, part by part


def _faults(ctx: Context, form: ApplicationForm, by: str, application_id: int) -> _Faults:
    plain = list(declared.faults(Application, form.said()))
    unknown = [one for one in plain if one[0] in _SETS]
    if unknown:
        yield from unknown
        return
    kind = ApplicationKind(form.kind)
    refusal = enrolment_rules.may_apply(ctx.roster, kind, form.department, form.person, by, ctx.at)
    there = kind is _K.OPEN_DEPARTMENT or ctx.roster.department(form.department) is not None
    if refusal and there:
        yield "department", refusal
    yield from plain
    yield from _missing(form, kind)
    yield from _hidden(form)
    yield from _department(ctx, form, kind, application_id)
    yield from _person(ctx, form, kind, application_id)
    yield from _post(ctx, form, kind)
    yield from _dates(ctx, form, kind)
    yield from _key(ctx, form, kind, application_id, by)
    yield from _pending(ctx, form, application_id)
    yield from _deciders(ctx, form, by)


def _missing(form: ApplicationForm, kind: ApplicationKind) -> _Faults:
    """The fields that this kind needs in addition to the common ones."""
    fields = list(_OF_A_PERSON) if kind is not _K.REVOKE else []
    if kind is _K.OPEN_DEPARTMENT:
        fields += ["department_name", "department_kind", "supervisor"]
    for field in fields:
        if not str(getattr(form, field)).strip():
            yield field, refuse("field_missing", "R1", field=_ASKED[field])
    if form.email.strip() and not _EMAIL.fullmatch(form.email):
        yield "email", refuse("email_form", "R1")
    if kind in _GIVES and not form.duties:
        yield "duties", refuse("field_missing", "R8", field=_ASKED["duties"])
    if set(form.duties) - set(enrolment_rules.Duty):
        yield "duties", refuse("field_missing", "R8", field=_ASKED["duties"])


def _hidden(form: ApplicationForm) -> _Faults:
    for field, value in msgspec.structs.asdict(form).items():
        if texts.unseen(value):
            yield field, refuse("hidden_characters", "R11")


def _department(ctx: Context, form: ApplicationForm, kind: ApplicationKind, application_id: int) -> _Faults:
    known = ctx.roster.department(form.department)
    if kind is not _K.OPEN_DEPARTMENT:
        if form.department and known is None:
            yield "department", refuse("department_unknown", "R1", department=form.department)
        return
    names = {d.name for d in ctx.roster.departments}
    asked = {act.department for _, act in open_applications(ctx, application_id) if act.new_department}
    if known is not None or form.department in asked or form.department_name in names:
        yield "department", refuse("department_exists", "R1", department=form.department)
    elif form.department and not _ID.fullmatch(form.department):
        yield "department", refuse("id_form", "R1", id=form.department)
    if form.department_kind == DepartmentKind.GENERAL and ctx.roster.general_department():
        yield "department_kind", refuse("one_general_department", "R7")
    if form.supervisor and not any(
        a.post in {Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER}
        for a in ctx.roster.appointments(form.supervisor, ctx.at)
    ):
        yield "supervisor", refuse("not_in_charge", "R1", person=form.supervisor)


def _person(ctx: Context, form: ApplicationForm, kind: ApplicationKind, application_id: int) -> _Faults:
    if not form.person:
        return
    if not _ID.fullmatch(form.person):
        yield "person", refuse("id_form", "R1", id=form.person)
        return
    known = ctx.roster.person(form.person)
    if known is None:
        yield from _newcomer(ctx, form, kind, application_id)
    else:
        yield from _known_person(ctx, form, kind, known)


def _newcomer(ctx: Context, form: ApplicationForm, kind: ApplicationKind, application_id: int) -> _Faults:
    if kind not in _GIVES:
        yield "person", refuse("person_unknown", "R1", person=form.person)
        return
    same = [p.id for p in ctx.roster.people if form.staff_no and p.staff_no == form.staff_no]
    same += [
        act.person
        for _, act in open_applications(ctx, application_id)
        if (act.person == form.person) != (act.staff_no == form.staff_no)
    ]
    if same:
        yield "person", refuse("person_is_another", "R1", person=same[0])


def _known_person(ctx: Context, form: ApplicationForm, kind: ApplicationKind, known: Person) -> _Faults:
    if kind is _K.REVOKE:
        return
    if known.standing != "active":
        yield "person", refuse("enrolled_not_active", "R8", person=known.id, standing=known.standing)
    same_name = known.name == form.name or kind is _K.CHANGE
    if not same_name or known.staff_no != form.staff_no:
        yield "person", refuse("person_is_another", "R1", person=known.id)
    if kind is _K.CHANGE and not form.key and (known.name, known.phone) == (form.name, form.telephone):
        yield "key", refuse("nothing_changes", "R1")
    if kind in _GIVES and ctx.roster.holds(known.id, Post.CUSTODIAN, "", ctx.at):
        yield "person", refuse("custodian_takes_no_post", "R12", person=known.id)


def _post(ctx: Context, form: ApplicationForm, kind: ApplicationKind) -> _Faults:
    post = Post(form.post)
    if post not in enrolment_rules.APPLIED_FOR:
        yield "post", refuse("not_by_application", "R1", post=post)
        return
    if kind is _K.OPEN_DEPARTMENT and post is not Post.DEPARTMENT_MANAGER:
        yield "post", refuse("manager_comes_first", "R1")
    if form.standby and (post is not Post.OPERATOR or kind in {_K.DEPUTY, _K.OPEN_DEPARTMENT}):
        yield "standby", refuse("standby_is_operator", "R8")
    if kind is _K.DEPUTY and post is not Post.OPERATOR:
        yield "post", refuse("deputy_is_operator", "R8")
    if form.replaces and not _held(ctx, form.replaces, form):
        yield "replaces", refuse("replaces_nobody", "R8", person=form.replaces)
    held = _held(ctx, form.person, form)
    if kind in {_K.CHANGE, _K.REVOKE} and not held:
        yield "post", refuse("does_not_hold", "R8", person=form.person, post=post)
    if kind in {_K.ADD, _K.DEPUTY} and any(a.standby == form.standby for a in held):
        yield "post", refuse("holds_already", "R8", person=form.person, post=post)
    if kind in {_K.ADD, _K.DEPUTY} and not held:
        appointment = Appointment(form.person, post, form.department, form.since, form.until, form.standby)
        refusal = enrolment_rules.taken(ctx.roster, appointment, form.replaces)
        if refusal:
            yield "replaces", refusal


def _held(ctx: Context, person: str, form: ApplicationForm) -> list[Appointment]:
    """The person's appointments in the post and department of the form that are not over."""
    return [
        a
        for a in ctx.roster.posts
        if (a.person, str(a.post), a.department) == (person, form.post, form.department)
        and (not a.until or a.until > ctx.at)
    ]


def _dates(ctx: Context, form: ApplicationForm, kind: ApplicationKind) -> _Faults:
    try:
        since = times.parse(form.since) if form.since else None
        until = times.parse(form.until) if form.until else None
    except ValueError:
        # An invalid time is reported at its own field.
        return
    if until and ((since and until <= since) or form.until <= ctx.at):
        yield "until", refuse("application_dates", "R8")
    longest = timedelta(days=ctx.policy.orders.deputy_days)
    if kind is _K.DEPUTY and (until is None or since is None or until - since > longest):
        yield "until", refuse("deputy_operator_dates", "R8", days=longest.days)
    if kind in {_K.REVOKE, _K.CHANGE} and until:
        yield "until", refuse("application_dates", "R8")
    trained = form.post == Post.OPERATOR and kind in {_K.ADD, _K.DEPUTY}
    if (trained or form.trained_on) and not _past_day(ctx, form.trained_on):
        yield "trained_on", refuse("training_date", "R8")


def _past_day(ctx: Context, text: str) -> bool:
    today = times.parse(ctx.at).astimezone(ZoneInfo(ctx.desk.timezone)).date()
    try:
        return len(text) == len("2026-11-24") and date.fromisoformat(text) <= today
    except ValueError:
        return False


def _key(ctx: Context, form: ApplicationForm, kind: ApplicationKind, application_id: int, by: str) -> _Faults:
    """A newcomer's first key comes with their claim sheet, whoever fills in the form; others apply for their next key themselves.

    A person who lost their only key cannot: their department's manager reports it, and the roster signers record the new one (R12).
    """
    known = ctx.roster.person(form.person)
    if not form.key:
        if kind in _GIVES and known is None and form.person:
            yield "key", refuse("key_of_new_person", "R12", person=form.person)
        return
    if kind is _K.REVOKE:
        yield "key", refuse("key_not_here", "R12")
        return
    try:
        fingerprint(form.key)
    except BadSignatureError:
        yield "key", refuse("key_line", "R12")
        return
    asked = {
        act.key for _, act in open_applications(ctx, application_id) if act.person == form.person and act.key
    }
    if enrolment_rules.key_of_another(ctx.roster, form.person, form.key, by) or (
        known is None and asked - {form.key}
    ):
        yield "key", refuse("key_of_another", "R12", person=form.person)
        return
    owner = _owner(ctx, form, known, application_id)
    if owner:
        yield "key", refuse("key_taken", "R12", person=owner)


def _owner(ctx: Context, form: ApplicationForm, known: Person | None, application_id: int) -> str:
    """The present owner of the form's key: another person, the person's own old key, a service, a root, or another applicant."""
    public = " ".join(form.key.split()[:2])
    owner = ctx.roster.key_owner(public)
    if owner is not None and owner is not known:
        return owner.id
    if known is not None and owner is known and form.kind == _K.CHANGE:
        return known.id
    if known is not None and any(k.public == public and k.revoked for k in known.keys):
        return known.id
    services = [s.id for s in ctx.roster.services if s.public == public]
    roots = ["root"] if public in ctx.desk.roots.keys else []
    asked = [
        act.person
        for _, act in open_applications(ctx, application_id)
        if act.key == public and act.person != form.person
    ]
    return next(iter([*services, *roots, *asked]), "")


def _pending(ctx: Context, form: ApplicationForm, application_id: int) -> _Faults:
    """Only one application at a time for one person and post."""
    for row, act in open_applications(ctx, application_id):
        same = (act.person, str(act.post), act.department) == (form.person, form.post, form.department)
        if same and act.kind == form.kind:
            yield "person", refuse("application_pending", "R1", number=row.number)
            return


def _deciders(ctx: Context, form: ApplicationForm, by: str) -> _Faults:
    """Refuse a form that nobody could decide on."""
    if ctx.roster.department(form.department) is None and not form.supervisor:
        return
    try:
        act = statement(ctx, form, by, "")
    except msgspec.ValidationError:
        # A fault in a field is reported at that field.
        return
    state, _ = enrolment_rules.standing(tuple(act.route), len(act.covers))
    post = enrolment_rules.nobody_to_decide(ctx.roster, enrolment_rules.facts_of(act, state), ctx.at)
    if post:
        yield "department", refuse("nobody_to_decide", "R1", post=post)
