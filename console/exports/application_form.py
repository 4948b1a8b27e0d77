"""The Operator Application (Attachment 3) on paper: its fields, the decisions on it, and what became of it (R1, R8)."""

from functools import partial

import msgspec

from console.acting.people import post_states
from console.domain.people.enrolment import Application
from console.exports.shapes import Form, Printing, SignatureLine
from console.wire.people.enrolment import Afterwards, InForce


class ApplicationForm(msgspec.Struct, frozen=True):
    """An application as paper shows it.

    `pledge` is the number of the applicant's pledge, `paper` and `place` say where the General Department keeps the form,
    `names` are people's names by id, `afterwards` is the state after a roster version carried it out.
    """

    application: Application
    digest: str
    state: str
    names: dict[str, str]
    departments: dict[str, str]
    fingerprint: str
    pledge: str
    signatures: list[SignatureLine]
    paper: str = ""
    place: str = ""
    afterwards: Afterwards | None = None


def make(form: ApplicationForm, printing: Printing) -> bytes:
    """Return the workbook of an application."""
    page = Form(printing, "application_form", form.application.number, form.digest)
    asked = form.application
    page.paper.subtitle(
        page.word("version_line", number=asked.number, version=asked.version, state=form.state)
    )
    _who(page, form)
    _what(page, form)
    page.route(asked.route, form.signatures)
    paper = page.paper
    paper.blanks(page.word("ink_applicant"), page.word("seal_general"), lines_high=3)
    paper.packed(
        (page.word("paper"), form.paper or page.word("not_yet")),
        (page.word("place"), form.place or page.word("not_yet")),
    )
    page.signatures(form.signatures, "decision")
    _account(page, form)
    _revocation(page, form)
    page.proof(form.digest)
    return paper.save()


def _who(page: Form, form: ApplicationForm) -> None:
    asked, paper = form.application, page.paper
    department = form.departments.get(asked.department, asked.department)
    if asked.new_department is not None:
        department = asked.new_department.name
    paper.packed(
        (page.word("application_kind"), page.name("application_kind", asked.kind)),
        (page.word("department"), department),
    )
    if asked.new_department is not None:
        supervisor = asked.new_department.supervisor
        paper.packed(
            (page.word("department_kind"), page.name("department", asked.new_department.kind)),
            (page.word("supervisor"), form.names.get(supervisor, supervisor)),
        )
    paper.packed(
        (page.word("person"), asked.name),
        (page.word("staff_no"), asked.staff_no),
        (page.word("title"), asked.title),
        (page.word("telephone"), asked.telephone),
        (page.word("email"), asked.email),
    )


def _what(page: Form, form: ApplicationForm) -> None:
    asked, paper = form.application, page.paper
    post = page.name("post", asked.post)
    duties = page.word("and").join(page.name("duty", duty) for duty in asked.duties)
    paper.packed(
        (page.word("post"), post + page.word("standby") if asked.standby else post),
        (page.word("duties"), duties or page.word("none")),
        (page.word("replaces"), form.names.get(asked.replaces, asked.replaces) or page.word("none")),
        (page.word("trained_on"), asked.trained_on or page.word("none")),
        (page.word("pledge_number"), form.pledge or page.word("none")),
    )
    paper.pairs(
        (page.word("since"), page.time(asked.since)),
        (page.word("until"), page.time(asked.until) or page.word("open_ended")),
    )
    paper.text(page.word("fingerprint"), form.fingerprint or page.word("own_key"))
    paper.text(page.word("reason"), asked.reason)


def _account(page: Form, form: ApplicationForm) -> None:
    """Write whose account it is, which roster version gave the right, and who signed that version."""
    paper, states = page.paper, form.afterwards
    paper.section(page.word("platform_account"))
    waits = page.word("not_yet")
    made = states.made if states is not None else None
    uid = str(states.uid) if states is not None and states.uid >= 0 else page.word("none")
    paper.packed(
        (page.word("account_id"), states.account if states is not None else waits),
        (page.word("system_account"), uid if states is not None else waits),
        (page.word("carried_out"), page.word("nth_version", n=made.version) if made is not None else waits),
        (page.word("created_by"), _called(form, made.first) if made is not None else waits),
        (page.word("account_checked_by"), _called(form, made.second) if made is not None else waits),
        (page.word("created_on"), page.time(made.in_force or made.at) if made is not None else waits),
    )
    who = partial(_called, form)
    now = post_states.course(states, page.said, who, page.time) if states is not None else waits
    paper.text(page.word("now"), now)


def _revocation(page: Form, form: ApplicationForm) -> None:
    """Write when the right ended or will end, by whose signatures, on which application, and which keys were revoked."""
    paper, states = page.paper, form.afterwards
    paper.section(page.word("revocation"))
    none = page.word("none")
    ended = states.ended if states is not None else None
    over = states is not None and states.course == "over"
    on = page.time(states.until) if states is not None and (ended is not None or over) else none
    by = page.word("ran_out") if over else none
    paper.packed(
        (page.word("revoked_on"), on),
        (page.word("revoked_in"), page.word("nth_version", n=ended.version) if ended is not None else none),
        (page.word("revoked_by"), _both(page, form, ended) if ended is not None else by),
        (page.word("revoked_why"), page.word("and").join(ended.applications if ended else ()) or none),
    )
    keys = post_states.keys(states, page.said, page.time) if states is not None else ""
    paper.text(page.word("disabled_keys"), keys or none)


def _both(page: Form, form: ApplicationForm, one: InForce) -> str:
    """The version's two signers, and when it came into force."""
    by = page.word("and").join(_called(form, person) for person in (one.first, one.second) if person)
    return f"{by}  {page.time(one.in_force or one.at)}"


def _called(form: ApplicationForm, person: str) -> str:
    return form.names.get(person, person)
